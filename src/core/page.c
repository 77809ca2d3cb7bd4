/*
 * page - article pages: asked for, and what their answers come to.
 *
 * Never replaces what was read well by what was not.
 */
#include "config.h"

#include "core/page.h"

#include "base/clock.h"
#include "base/error.h"
#include "core/article.h"
#include "core/record.h"

#include <string.h>

#define HOUR_S 3600
#define DAY_S 86400
/* A page is tried so often, the last time two days after the first. */
#define TRIES 3
/* So many old pages are looked at again in one turn of a source. */
#define MOST_REVISITS 200
#define MOST_OWED 1000

static bool
archive_listed(Stage *stage, Turn *turn, const Entry *entry, GError **error)
{
	g_autoptr(Article) article =
	    article_of_entry(turn->source, entry, clock_now());
	Record record = { .turn = turn, .entry = entry, .article = article };

	/* neither title nor text: there is nothing to archive */
	if (!article->title)
		return true;
	return record_article(stage, &record, error);
}

/* A page is asked for: there is one, it may be, and it is wanted. */
static bool
is_page_wanted(const Source *source, const Entry *entry)
{
	return entry->url && strcmp(source->article_plugin, "none") != 0 &&
	       source->mode != SOURCE_HEADLINE &&
	       source_has_host(source, entry->url);
}

static Errand *
errand_for(Turn *turn, Entry *entry)
{
	Errand *errand = errand_new(ERRAND_PAGE, turn, entry->url);

	errand->entry = entry;
	return errand;
}

bool
page_want(Stage *stage, Turn *turn, Entry *entry, GError **error)
{
	g_autoptr(Entry) kept = entry;

	if (!g_hash_table_add(stage->under_way, g_strdup(entry->key)))
		return true;
	if (!is_page_wanted(turn->source, entry))
		return archive_listed(stage, turn, entry, error);
	desk_send(stage->desk, errand_for(turn, g_steal_pointer(&kept)));
	return true;
}

typedef struct Owed {
	Stage *stage;
	Turn *turn;
	GError *error; /* of a question in between */
} Owed;

static bool
want_pending(void *data, const Pending *pending)
{
	Owed *owed = data;
	Entry *entry = entry_unpack(pending->item, pending->key);
	Errand *errand;

	if (!entry || !is_page_wanted(owed->turn->source, entry) ||
	    !g_hash_table_add(owed->stage->under_way, g_strdup(pending->key))) {
		if (!entry)
			ledger_drop_pending(
			    owed->stage->ledger, pending->source, pending->key);
		entry_free(entry);
		return true;
	}
	errand = errand_for(owed->turn, entry);
	errand->tries = pending->tries;
	errand->first_at = pending->first_at;
	errand->is_archived = pending->is_archived;
	desk_send(owed->stage->desk, errand);
	return true;
}

/* An entry that says nothing but where the page is. */
static Entry *
bare_entry(const Known *known)
{
	g_autoptr(Value) item = value_object();
	Entry *entry;

	value_set_text(item, "url", known->page_url);
	entry = entry_read(item, 0);
	if (entry)
		entry->key = g_strdup(known->key);
	return entry;
}

/* What is owed has its own times. */
static bool
is_owed(Owed *owed, const Known *known)
{
	bool is_pending = false;

	(void)ledger_is_pending(owed->stage->ledger, known->source, known->key,
	    &is_pending, owed->error ? NULL : &owed->error);
	return is_pending;
}

static bool
want_revisit(void *data, const Known *known)
{
	Owed *owed = data;
	Entry *entry =
	    known->page_url && !known->status ? bare_entry(known) : NULL;
	Errand *errand;

	if (!entry || !is_page_wanted(owed->turn->source, entry) ||
	    is_owed(owed, known) || owed->error ||
	    !g_hash_table_add(owed->stage->under_way, g_strdup(known->key))) {
		entry_free(entry);
		return !owed->error;
	}
	errand = errand_for(owed->turn, entry);
	errand->is_revisit = errand->is_archived = true;
	desk_send(owed->stage->desk, errand);
	return true;
}

bool
page_want_owed(Stage *stage, Turn *turn, GError **error)
{
	Owed owed = { .stage = stage, .turn = turn };
	int64_t now = clock_now();

	if (!state_each_pending(stage->state, turn->source->id, now, MOST_OWED,
		want_pending, &owed, error) ||
	    !state_each_revisit(stage->state, turn->source->id, now,
		MOST_REVISITS, want_revisit, &owed, error))
		return false;
	if (!owed.error)
		return true;
	g_propagate_error(error, owed.error);
	return false;
}

/* ---- what an answer comes to ---- */

static bool
is_settled_failure(const Errand *errand)
{
	return errand->failure == FAILURE_ROBOTS ||
	       errand->failure == FAILURE_ADDRESS;
}

static int64_t
next_try(const Errand *errand, int64_t first_at)
{
	if (errand->failure == FAILURE_PARSER)
		return MAX(clock_now() + DAY_S, first_at + DAY_S);
	return first_at +
	       (errand->tries + 1 >= TRIES - 1 ? 2 * DAY_S : 6 * HOUR_S);
}

/* Keeps what the list said, so that the page can be tried again. */
static void
owe(Stage *stage, const Errand *errand, int64_t tries, int64_t next_at)
{
	g_autoptr(GBytes) item = entry_pack(errand->entry);
	Pending pending = {
		.source = errand->turn->source->id,
		.key = errand->entry->key,
		.item = item,
		.tries = tries,
		.next_at = next_at,
		.first_at =
		    errand->first_at > 0 ? errand->first_at : clock_now(),
		.is_archived = errand->is_archived,
		.why = errand->why,
	};

	ledger_set_pending(stage->ledger, &pending);
}

static void
stop_owing(Stage *stage, const Errand *errand)
{
	if (errand->first_at > 0)
		ledger_drop_pending(stage->ledger, errand->turn->source->id,
		    errand->entry->key);
}

/* It was not asked for: nothing has happened, it is owed as before. */
static void
defer(Stage *stage, Errand *errand)
{
	if (!errand->is_revisit)
		owe(stage, errand, errand->tries, errand->turn->rest_until);
}

static bool
fail_page(Stage *stage, Errand *errand, bool is_serious, GError **error)
{
	bool is_missing = errand->failure == FAILURE_MISSING ||
			  errand->failure == FAILURE_GONE;
	int64_t first_at =
	    errand->first_at > 0 ? errand->first_at : clock_now();
	int64_t tries = errand->tries + 1;

	turn_page_failed(errand->turn, errand->why, is_serious);
	if (errand->is_revisit)
		return record_absent(
		    stage, errand->turn, errand->entry, is_missing, error);
	if (!errand->is_archived) {
		if (!archive_listed(stage, errand->turn, errand->entry, error))
			return false;
		errand->is_archived = true;
	}
	if (tries >= TRIES || is_settled_failure(errand))
		stop_owing(stage, errand);
	else
		owe(stage, errand, tries, next_try(errand, first_at));
	return true;
}

/* A failure of reading, told like one of fetching. */
static bool
fail_reading(Stage *stage, Errand *errand, const char *what, GError **error)
{
	errand_fail(errand, FAILURE_ANSWER, "%s: %s", errand->url, what);
	return fail_page(stage, errand, true, error);
}

static void
keep_validators(Stage *stage, const Errand *errand)
{
	if (errand->turn->source->n_revisit == 0)
		return;
	if (errand->validators.etag || errand->validators.last_modified ||
	    errand->is_conditional)
		ledger_set_validators(stage->ledger, errand->turn->source->id,
		    errand->url, &errand->validators);
}

static bool
take_article(Stage *stage, Errand *errand, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(Article) article = article_of_page(errand->turn->source,
	    errand->article, errand->entry, errand->fetched_at, &why);
	Record record = {
		.turn = errand->turn,
		.entry = errand->entry,
		.article = article,
		.errand = errand,
		.is_revisit = errand->is_revisit,
	};

	if (!article)
		return fail_reading(stage, errand, why->message, error);
	errand->turn->pages_good++;
	stop_owing(stage, errand);
	keep_validators(stage, errand);
	return record_article(stage, &record, error);
}

static bool
take_read(Stage *stage, Errand *errand, GError **error)
{
	const char *why = errand->done.why;

	switch (errand->done.result) {
	case DONE_OK:
		if (errand->is_part)
			return fail_reading(stage, errand,
			    "its plugin wants further documents of it; that "
			    "is not there yet",
			    error);
		if (errand->article)
			return take_article(stage, errand, error);
		return fail_reading(stage, errand, "no article came", error);
	case DONE_WITHDRAWN:
		errand_fail(errand, FAILURE_MISSING, "%s: withdrawn%s%s",
		    errand->url, why ? ": " : "", why ? why : "");
		return fail_page(stage, errand, false, error);
	case DONE_CHANGED:
		return fail_reading(stage, errand,
		    why ? why : "not the page that is known", error);
	case DONE_EMPTY:
		return fail_reading(
		    stage, errand, why ? why : "no article in it", error);
	default:
		return fail_reading(
		    stage, errand, why ? why : "cannot be read", error);
	}
}

bool
page_done(Stage *stage, Errand *errand, GError **error)
{
	bool is_serious = errand->failure != FAILURE_MISSING &&
			  errand->failure != FAILURE_GONE;

	switch (errand->end) {
	case ERRAND_READ:
		return take_read(stage, errand, error);
	case ERRAND_UNCHANGED:
		errand->turn->pages_good++;
		stop_owing(stage, errand);
		return record_same(stage, errand->turn, errand->entry,
		    errand->is_revisit, error);
	case ERRAND_FAILED:
		return fail_page(stage, errand, is_serious, error);
	case ERRAND_DEFERRED:
		defer(stage, errand);
		break;
	}
	return true;
}
