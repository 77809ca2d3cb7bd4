/*
 * record - an article meets what is known, and becomes a version or none.
 *
 * Never fetches, never parses; what it writes goes through commit and ledger.
 */
#include "config.h"

#include "core/record.h"

#include "archive/uid.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "core/article.h"
#include "core/catchup.h"
#include "core/identity.h"
#include "core/rhythm.h"
#include "core/setting.h"

#include <string.h>

/* What an article is told by; made once, since it costs more than the rest. */
typedef struct Keys {
	char *version, *text, *title;
} Keys;

static void
keys_clear(Keys *keys)
{
	g_free(keys->version);
	g_free(keys->text);
	g_free(keys->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Keys, keys_clear)

static Keys
keys_of(const Article *article)
{
	return (Keys){
		.version = article_version_key(article),
		.text = article_text_key(article),
		.title = text_compare_key(article->title),
	};
}

/* What is known of the article at hand. */
typedef struct Standing {
	Known by_key, by_text;
	bool has_key, has_text;
} Standing;

static void
standing_clear(Standing *standing)
{
	known_clear(&standing->by_key);
	known_clear(&standing->by_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Standing, standing_clear)

static bool
look_up(Stage *stage, const Record *record, const Keys *keys, Standing *out,
    GError **error)
{
	const char *source = record->turn->source->id;

	if (!ledger_known(stage->ledger, source, record->entry->key,
		&out->by_key, &out->has_key, error))
		return false;
	if (out->has_key || !record->errand)
		return true;
	return ledger_known_text(stage->ledger, source, keys->text, keys->title,
	    &out->by_text, &out->has_text, error);
}

/* What its page or list said, and when it is looked at again. */
static void
note_look(
    Known *known, const Source *source, const Entry *entry, bool is_revisit)
{
	int64_t now = clock_now();

	if (!is_revisit)
		setting_replace(&known->entry_key, entry->entry_key);
	/* read back from the archive, it did not know its key */
	if (known->key && g_str_has_prefix(known->key, "uid:"))
		setting_replace(&known->key, entry->key);
	if (!known->page_url)
		known->page_url = g_strdup(entry->url);
	known->checked_at = now;
	known->revisit_at =
	    rhythm_revisit(source, known->first_at, now, &known->revisit_step);
}

/* "2024-01-02T17:40:11+08:00 200 text/html;charset=gbk" */
static char *
fetched_text(const Errand *errand)
{
	g_autofree char *type = NULL;
	char time[DATE_TEXT_BYTES];

	if (!errand || errand->fetched_at == 0)
		return NULL;
	type = response_type(&errand->response);
	date_format_seconds(errand->fetched_at,
	    source_zone(errand->turn->source, errand->fetched_at), time);
	return g_strdup_printf(
	    "%s %d %s", time, (int)errand->response.status, type);
}

static GBytes *
capture_of(const Record *record)
{
	if (!record->errand || record->turn->source->raw == SOURCE_RAW_NO)
		return NULL;
	return errand_capture(record->errand);
}

static void
name_capture(Article *article, GBytes *capture)
{
	gsize length;
	const void *bytes = g_bytes_get_data(capture, &length);
	char hex[DIGEST_HEX];

	g_free(article->raw);
	article->raw =
	    g_strconcat("sha256:", digest_hex(bytes, length, hex), NULL);
}

/* The version itself, and what is known from now on. */
static bool
write_version(Stage *stage, const Record *record, const Keys *keys, Event event,
    Known *known, const char *change, GError **error)
{
	g_autoptr(GBytes) capture = capture_of(record);
	g_autofree char *fetched = fetched_text(record->errand);
	g_autofree char *extractor =
	    record->errand ? article_evidence(record->errand->article) : NULL;
	g_autofree char *path = g_strdup(known->path);
	int64_t now = clock_now();
	Version version = {
		.event = event,
		.article = record->article,
		.path = path,
		.change = change,
		.fetched = fetched,
		.extractor = extractor,
		.run = stage->run,
		.capture = capture,
		.at = now,
	};

	if (capture)
		name_capture(record->article, capture);
	if (!commit_add(stage->commit, &version, error))
		return false;
	known->changed_at = now;
	catchup_fill_keys(known, record->article, path, keys->version,
	    keys->text, keys->title);
	note_look(
	    known, record->turn->source, record->entry, record->is_revisit);
	ledger_set_known(stage->ledger, known);
	return true;
}

static bool
write_new(Stage *stage, const Record *record, const Keys *keys, GError **error)
{
	const Source *source = record->turn->source;
	Article *article = record->article;
	g_auto(Known) known = { 0 };

	g_free(article->uid);
	article->uid = uid_of_key(source->id, record->entry->key);
	known.key = g_strdup(record->entry->key);
	known.path = uid_path(source->id, article->uid, &article->date,
	    article->captured.seconds,
	    source_zone(source, article->captured.seconds));
	known.first_at = article->captured.seconds;
	if (!write_version(stage, record, keys, EVENT_NEW, &known, NULL, error))
		return false;
	record->turn->added++;
	return true;
}

/* NULL without error: a person has deleted the file. */
static Article *
load_before(Stage *stage, const Known *known, GError **error)
{
	g_autoptr(GError) why = NULL;
	Article *before = commit_last(stage->commit, known->path, &why);

	if (!before &&
	    !g_error_matches(why, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND) &&
	    !g_error_matches(why, CAILUN_ERROR, CAILUN_ERROR_INPUT))
		g_propagate_error(error, g_steal_pointer(&why));
	return before;
}

/* What stays with an article whatever a later page says. */
static void
keep(Article *article, Article *before)
{
	GPtrArray *links = article->links;

	setting_replace(&article->uid, before->uid);
	setting_replace(&article->link, before->link);
	setting_replace(&article->family, before->family);
	if (before->captured.precision != DATE_NONE)
		article->captured = before->captured;
	/* every article has its lists, so they change places */
	article->links = before->links;
	before->links = links;
}

static bool
note_same(Stage *stage, const Record *record, Known *known)
{
	record->turn->same++;
	if (g_strcmp0(known->status, "suspect") == 0)
		g_clear_pointer(&known->status, g_free);
	note_look(
	    known, record->turn->source, record->entry, record->is_revisit);
	ledger_set_known(stage->ledger, known);
	return true;
}

static bool
note_deleted(Stage *stage, Known *known)
{
	setting_replace(&known->status, CATCHUP_DELETED);
	known->revisit_at = 0;
	ledger_set_known(stage->ledger, known);
	return true;
}

static bool
write_revision(Stage *stage, const Record *record, const Keys *keys,
    Known *known, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(Article) before = load_before(stage, known, &why);
	g_autofree char *change = NULL;
	g_auto(Keys) inherited = { 0 };

	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	if (!before)
		return note_deleted(stage, known);
	if (record->is_revisit) {
		article_inherit(record->article, before);
		inherited = keys_of(record->article);
		keys = &inherited;
	}
	if (g_strcmp0(keys->version, known->version_key) == 0)
		return note_same(stage, record, known);
	change = article_change(before, record->article);
	keep(record->article, before);
	if (!write_version(
		stage, record, keys, EVENT_UPDATE, known, change, error))
		return false;
	record->turn->updated++;
	return true;
}

/* The same text at another address: the address joins the article. */
static bool
write_copy(Stage *stage, const Record *record, Known *known, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(Article) before = load_before(stage, known, &why);
	g_auto(Keys) keys = { 0 };
	Record joined = *record;

	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	ledger_join(stage->ledger, record->entry->key, known->uid);
	if (!before)
		return note_deleted(stage, known);
	record->turn->same++;
	if (!record->entry->url ||
	    g_strcmp0(before->link, record->entry->url) == 0)
		return true;
	g_ptr_array_add(before->links, g_strdup(record->entry->url));
	joined.article = before;
	joined.is_revisit = true; /* its own entry said nothing */
	joined.errand = NULL;
	keys = keys_of(before);
	return write_version(
	    stage, &joined, &keys, EVENT_UPDATE, known, NULL, error);
}

bool
record_article(Stage *stage, const Record *record, GError **error)
{
	g_auto(Standing) standing = { 0 };
	g_auto(Keys) keys = keys_of(record->article);

	if (!look_up(stage, record, &keys, &standing, error))
		return false;
	switch (identity_of_article(record->turn->source, keys.version,
	    standing.has_key ? &standing.by_key : NULL,
	    standing.has_text ? &standing.by_text : NULL)) {
	case IDENTITY_NEW:
		return write_new(stage, record, &keys, error);
	case IDENTITY_REVISED:
		return write_revision(
		    stage, record, &keys, &standing.by_key, error);
	case IDENTITY_SAME:
		return note_same(stage, record, &standing.by_key);
	case IDENTITY_COPY:
		return write_copy(stage, record, &standing.by_text, error);
	case IDENTITY_CLOSED:
		break;
	}
	return true;
}

bool
record_same(Stage *stage, Turn *turn, const Entry *entry, bool is_revisit,
    GError **error)
{
	g_auto(Known) known = { 0 };
	Record record = {
		.turn = turn, .entry = entry, .is_revisit = is_revisit
	};
	bool is_known = false;

	if (!ledger_known(stage->ledger, turn->source->id, entry->key, &known,
		&is_known, error))
		return false;
	return !is_known || note_same(stage, &record, &known);
}

bool
record_absent(Stage *stage, Turn *turn, const Entry *entry, bool is_missing,
    GError **error)
{
	g_auto(Known) known = { 0 };
	bool is_known = false;

	if (!ledger_known(stage->ledger, turn->source->id, entry->key, &known,
		&is_known, error))
		return false;
	if (!is_known)
		return true;
	if (is_missing && !known.status)
		known.status = g_strdup("suspect");
	note_look(&known, turn->source, entry, true);
	ledger_set_known(stage->ledger, &known);
	return true;
}
