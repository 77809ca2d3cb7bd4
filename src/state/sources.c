/*
 * sources - what is remembered of a source: its rhythm, its health, its lease,
 * and the validators of its documents.
 */
#include "config.h"

#include "state/state.h"

#include "state/sql.h"

#include "base/error.h"

#define COLUMNS \
	"id, next_at, last_try_at, last_good_at, failing_since, failures," \
	" interval_s, new_entries, filtered, is_stopped, is_reported, error," \
	" fence"

void
source_state_clear(SourceState *source)
{
	g_clear_pointer(&source->id, g_free);
	g_clear_pointer(&source->error, g_free);
}

/* A row of COLUMNS. */
static void
read_source(sqlite3_stmt *row, SourceState *out)
{
	*out = (SourceState){
		.id = sql_text(row, 0),
		.next_at = sql_number(row, 1),
		.last_try_at = sql_number(row, 2),
		.last_good_at = sql_number(row, 3),
		.failing_since = sql_number(row, 4),
		.failures = sql_number(row, 5),
		.interval_s = sql_number(row, 6),
		.new_entries = sql_number(row, 7),
		.filtered = sql_number(row, 8),
		.is_stopped = sql_number(row, 9) != 0,
		.is_reported = sql_number(row, 10) != 0,
		.error = sql_text(row, 11),
		.fence = sql_number(row, 12),
	};
}

bool
state_source(State *state, const char *id, SourceState *out, GError **error)
{
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT " COLUMNS " FROM source WHERE id = ?", "t", id);

	if (row && sql_next(state, row, &why)) {
		read_source(row, out);
		sql_end(row);
		return true;
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	*out = (SourceState){ .id = g_strdup(id) };
	return true;
}

bool
state_lease(State *state, const char *id, int64_t now, int64_t until,
    SourceState *out, bool *is_taken, GError **error)
{
	if (!sql_run(state, error,
		"INSERT INTO source (id, fence, lease_until) VALUES (?, 1, ?)"
		" ON CONFLICT (id) DO UPDATE SET fence = fence + 1,"
		" lease_until = excluded.lease_until WHERE lease_until <= ?",
		"tnn", id, until, now))
		return false;
	if (sql_changes(state) == 0) {
		*is_taken = false;
		return true;
	}
	if (!state_source(state, id, out, error))
		return false;
	*is_taken = true;
	return true;
}

bool
state_complete(State *state, const SourceState *source, GError **error)
{
	if (!sql_run(state, error,
		"INSERT INTO source (" COLUMNS ")"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (id) DO UPDATE SET next_at = excluded.next_at,"
		" last_try_at = excluded.last_try_at,"
		" last_good_at = excluded.last_good_at,"
		" failing_since = excluded.failing_since,"
		" failures = excluded.failures,"
		" interval_s = excluded.interval_s,"
		" new_entries = excluded.new_entries,"
		" filtered = excluded.filtered,"
		" is_stopped = excluded.is_stopped,"
		" is_reported = excluded.is_reported,"
		" error = excluded.error, lease_until = 0"
		" WHERE fence = excluded.fence",
		"tnnnnnnnnnntn", source->id, source->next_at,
		source->last_try_at, source->last_good_at,
		source->failing_since, source->failures, source->interval_s,
		source->new_entries, source->filtered,
		(int64_t)source->is_stopped, (int64_t)source->is_reported,
		source->error, source->fence))
		return false;
	if (sql_changes(state) > 0)
		return true;
	return fail(error, CAILUN_ERROR_LATER,
	    "%s: another run has taken it meanwhile; what this one found is "
	    "not noted",
	    source->id);
}

/* Read to the end first, so that `each` may write. */
bool
state_each_source(State *state,
    bool (*each)(void *data, const SourceState *source), void *data,
    GError **error)
{
	g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(SourceState));
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(
	    state, &why, "SELECT " COLUMNS " FROM source ORDER BY id", "");

	g_array_set_clear_func(all, (GDestroyNotify)source_state_clear);
	while (row && sql_next(state, row, &why)) {
		g_array_set_size(all, all->len + 1);
		read_source(
		    row, &g_array_index(all, SourceState, all->len - 1));
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	for (guint i = 0; i < all->len; i++)
		if (!each(data, &g_array_index(all, SourceState, i)))
			break;
	return true;
}

void
validators_clear(Validators *validators)
{
	g_clear_pointer(&validators->etag, g_free);
	g_clear_pointer(&validators->last_modified, g_free);
}

bool
state_validators(State *state, const char *source, const char *url,
    Validators *out, GError **error)
{
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT etag, last_modified, fresh_until FROM validators"
	    " WHERE source = ? AND url = ?",
	    "tt", source, url);

	if (row && sql_next(state, row, &why)) {
		*out = (Validators){
			.etag = sql_text(row, 0),
			.last_modified = sql_text(row, 1),
			.fresh_until = sql_number(row, 2),
		};
		sql_end(row);
		return true;
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	*out = (Validators){ 0 };
	return true;
}

bool
state_set_validators(State *state, const char *source, const char *url,
    const Validators *validators, GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO validators"
	    " (source, url, etag, last_modified, fresh_until)"
	    " VALUES (?, ?, ?, ?, ?)",
	    "ttttn", source, url, validators->etag, validators->last_modified,
	    validators->fresh_until);
}
