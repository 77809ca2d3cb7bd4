/*
 * list - list documents: asked for, and what their entries come to.
 */
#include "config.h"

#include "core/list.h"

#include "base/clock.h"
#include "base/limits.h"
#include "core/identity.h"
#include "core/page.h"

#include <string.h>

void
list_want(Stage *stage, Turn *turn)
{
	g_auto(GStrv) urls = source_urls(turn->source, clock_now());

	for (size_t i = 0; urls[i]; i++)
		desk_send(stage->desk, errand_new(ERRAND_LIST, turn, urls[i]));
}

/* ---- hints ---- */

/* A number, or a text that begins with one; 0. */
static int64_t
number_of(const Value *value)
{
	const char *text = value_as_text(value);
	int64_t number =
	    text ? g_ascii_strtoll(text, NULL, 10) : value_as_number(value, 0);

	return CLAMP(number, 0, LONGEST_HINT_S);
}

static uint32_t
hours_of(const Value *hours)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < value_count(hours) && i < 48; i++) {
		int64_t hour = number_of(value_at(hours, i));

		bits |= hour < 24 ? 1u << hour : hour == 24 ? 1u : 0;
	}
	return bits;
}

static uint32_t
days_of(const Value *days)
{
	static const char *const names[] = { "sun", "mon", "tue", "wed", "thu",
		"fri", "sat" };
	uint32_t bits = 0;

	for (size_t i = 0; i < value_count(days) && i < 14; i++) {
		const char *day = value_as_text(value_at(days, i));

		for (int n = 0; day && n < 7; n++) {
			if (g_ascii_strncasecmp(day, names[n], 3) == 0)
				bits |= 1u << n;
		}
	}
	return bits;
}

static int64_t
update_of(const Value *update)
{
	static const struct {
		const char *period;
		int64_t seconds;
	} periods[] = {
		{ "hourly", 3600 },
		{ "daily", 86400 },
		{ "weekly", 7 * 86400 },
		{ "monthly", 30 * 86400 },
		{ "yearly", 365 * 86400 },
	};
	const char *period = value_get_text(update, "period");
	int64_t frequency = number_of(value_get(update, "frequency"));

	for (size_t i = 0; period && i < G_N_ELEMENTS(periods); i++) {
		if (g_ascii_strcasecmp(period, periods[i].period) == 0)
			return periods[i].seconds / MAX(frequency, 1);
	}
	return 0;
}

void
list_hints(const Value *feed, DueHints *out)
{
	const Value *extra = value_get(feed, "_cailun");

	*out = (DueHints){
		.ttl_s = number_of(value_get(extra, "ttl")) * 60,
		.update_s = update_of(value_get(extra, "update")),
		.skip_hours = hours_of(value_get(extra, "skip_hours")),
		.skip_days = days_of(value_get(extra, "skip_days")),
	};
}

/* Several documents of one source: the longest pause, the common hours. */
static void
add_hints(Turn *turn, const Errand *errand)
{
	DueHints hints;

	list_hints(errand->feed, &hints);
	hints.fresh_s = errand->fresh_s;
	if (turn->is_read) {
		hints.ttl_s = MAX(hints.ttl_s, turn->hints.ttl_s);
		hints.update_s = MAX(hints.update_s, turn->hints.update_s);
		hints.fresh_s = MAX(hints.fresh_s, turn->hints.fresh_s);
		hints.skip_hours &= turn->hints.skip_hours;
		hints.skip_days &= turn->hints.skip_days;
	}
	turn->hints = hints;
	turn->is_read = true;
}

/* ---- entries ---- */

/* Takes `entry`. */
static bool
take_fresh(Stage *stage, Turn *turn, Entry *entry, GError **error)
{
	if (turn->new_entries >= LIMIT_NEW_ENTRIES_PER_LIST) {
		turn->left++;
		entry_free(entry);
		return true;
	}
	turn->new_entries++;
	return page_want(stage, turn, entry, error);
}

static void
note_entry(Stage *stage, Known *known, const Entry *entry)
{
	known->entry_key = g_strdup(entry->entry_key);
	ledger_set_known(stage->ledger, known);
}

/* Takes `entry`. */
static bool
take_entry(Stage *stage, Turn *turn, Entry *entry, GError **error)
{
	g_autoptr(Entry) kept = entry;
	g_auto(Known) known = { 0 };
	bool is_known = false, is_pending = false;

	if (!ledger_known(stage->ledger, turn->source->id, entry->key, &known,
		&is_known, error))
		return false;
	if (!is_known && !ledger_is_pending(stage->ledger, turn->source->id,
			     entry->key, &is_pending, error))
		return false;
	if (is_pending)
		return true;
	switch (
	    identity_of_entry(turn->source, entry, is_known ? &known : NULL)) {
	case ENTRY_FRESH:
		return take_fresh(stage, turn, g_steal_pointer(&kept), error);
	case ENTRY_CHANGED:
		return page_want(stage, turn, g_steal_pointer(&kept), error);
	case ENTRY_NOTED:
		note_entry(stage, &known, entry);
		break;
	case ENTRY_SAME:
		turn->same++;
		break;
	case ENTRY_CLOSED:
		break;
	}
	return true;
}

/* Lists show the newest on top: what is older is archived first. */
static bool
take_entries(Stage *stage, Errand *errand, GError **error)
{
	entries_key(errand->entries, errand->turn->source);
	while (errand->entries->len > 0) {
		Entry *entry = g_ptr_array_steal_index(
		    errand->entries, errand->entries->len - 1);

		if (!take_entry(stage, errand->turn, entry, error))
			return false;
	}
	return true;
}

/* Pages of a list that its plugin asked for; never the same one twice. */
static void
want_further(Stage *stage, Errand *errand)
{
	Turn *turn = errand->turn;

	for (guint i = 0; i < errand->further->len; i++) {
		const char *url = errand->further->pdata[i];
		g_autofree char *name =
		    g_strconcat("list ", turn->source->id, " ", url, NULL);

		if (turn->further >= LIMIT_ARTICLE_REQUESTS ||
		    !source_has_host(turn->source, url) ||
		    !g_hash_table_add(stage->under_way, g_steal_pointer(&name)))
			continue;
		turn->further++;
		desk_send(stage->desk, errand_new(ERRAND_LIST, turn, url));
	}
}

static bool
take_read(Stage *stage, Errand *errand, GError **error)
{
	Turn *turn = errand->turn;
	const char *why = errand->done.why;
	g_autofree char *text = NULL;

	if (errand->done.result == DONE_OK ||
	    errand->done.result == DONE_EMPTY) {
		turn_list_good(turn, errand->fresh_s);
		add_hints(turn, errand);
		if (errand->validators.etag ||
		    errand->validators.last_modified || errand->is_conditional)
			turn_keep_validators(
			    turn, errand->url, &errand->validators);
		want_further(stage, errand);
		return take_entries(stage, errand, error);
	}
	text = g_strdup_printf("%s: %s", errand->url,
	    why					  ? why
	    : errand->done.result == DONE_CHANGED ? "not the page that is known"
						  : "cannot be read");
	turn_list_failed(turn, DUE_FAILED, text);
	return true;
}

bool
list_done(Stage *stage, Errand *errand, GError **error)
{
	switch (errand->end) {
	case ERRAND_READ:
		return take_read(stage, errand, error);
	case ERRAND_UNCHANGED:
		turn_list_good(errand->turn, errand->fresh_s);
		break;
	case ERRAND_FAILED:
		if (errand->failure == FAILURE_GONE)
			turn_list_gone(errand->turn, errand->why);
		else
			turn_list_failed(errand->turn,
			    errand->failure == FAILURE_NETWORK
				? DUE_FAILED_NETWORK
				: DUE_FAILED,
			    errand->why);
		break;
	case ERRAND_DEFERRED:
		break;
	}
	return true;
}
