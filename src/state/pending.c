/*
 * pending - entries whose page is still owed, pages that killed a parser, hosts
 * that want to be left alone, and a small cache.
 */
#include "config.h"

#include "state/state.h"

#include "state/sql.h"

void
pending_clear(Pending *pending)
{
	g_clear_pointer(&pending->source, g_free);
	g_clear_pointer(&pending->key, g_free);
	g_clear_pointer(&pending->item, g_bytes_unref);
	g_clear_pointer(&pending->why, g_free);
}

bool
state_set_pending(State *state, const Pending *pending, GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO pending"
	    " (source, key, item, tries, next_at, first_at, is_archived, why)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	    "ttbnnnnt", pending->source, pending->key, pending->item,
	    pending->tries, pending->next_at, pending->first_at,
	    (int64_t)pending->is_archived, pending->why);
}

bool
state_drop_pending(
    State *state, const char *source, const char *key, GError **error)
{
	return sql_run(state, error,
	    "DELETE FROM pending WHERE source = ? AND key = ?", "tt", source,
	    key);
}

bool
state_is_pending(State *state, const char *source, const char *key,
    bool *is_pending, GError **error)
{
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT 1 FROM pending WHERE source = ? AND key = ?", "tt", source,
	    key);
	bool is_there = row && sql_next(state, row, &why);

	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	if (is_there)
		sql_end(row);
	*is_pending = is_there;
	return true;
}

static void
read_pending(sqlite3_stmt *row, Pending *out)
{
	*out = (Pending){
		.source = sql_text(row, 0),
		.key = sql_text(row, 1),
		.item = sql_bytes(row, 2),
		.tries = sql_number(row, 3),
		.next_at = sql_number(row, 4),
		.first_at = sql_number(row, 5),
		.is_archived = sql_number(row, 6) != 0,
		.why = sql_text(row, 7),
	};
}

/* Read to the end first, so that `each` may write. */
bool
state_each_pending(State *state, const char *source, int64_t now, size_t limit,
    bool (*each)(void *data, const Pending *pending), void *data,
    GError **error)
{
	g_autoptr(GArray) due = g_array_new(FALSE, TRUE, sizeof(Pending));
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT source, key, item, tries, next_at, first_at, is_archived,"
	    " why FROM pending WHERE source = ? AND next_at <= ?"
	    " ORDER BY next_at, first_at, key LIMIT ?",
	    "tnn", source, now, (int64_t)MIN(limit, (size_t)G_MAXINT32));

	g_array_set_clear_func(due, (GDestroyNotify)pending_clear);
	while (row && sql_next(state, row, &why)) {
		g_array_set_size(due, due->len + 1);
		read_pending(row, &g_array_index(due, Pending, due->len - 1));
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	for (guint i = 0; i < due->len; i++)
		if (!each(data, &g_array_index(due, Pending, i)))
			break;
	return true;
}

bool
state_poison(State *state, const char *source, const char *url, int64_t until,
    const char *why, GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO poison (source, url, until, why)"
	    " VALUES (?, ?, ?, ?)",
	    "ttnt", source, url, until, why ? why : "");
}

bool
state_is_poison(State *state, const char *source, const char *url, int64_t now,
    char **why_out, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *poison = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT why FROM poison WHERE source = ? AND url = ?"
	    " AND until > ?",
	    "ttn", source, url, now);

	if (row && sql_next(state, row, &why)) {
		poison = sql_text(row, 0);
		sql_end(row);
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	*why_out = g_steal_pointer(&poison);
	return true;
}

bool
state_set_host_rest(State *state, const char *host, int64_t until,
    int64_t failures, GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO host (name, until, failures)"
	    " VALUES (?, ?, ?)",
	    "tnn", host, until, failures);
}

bool
state_host_rest(State *state, const char *host, int64_t *until,
    int64_t *failures, GError **error)
{
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT until, failures FROM host WHERE name = ?", "t", host);
	int64_t rest[2] = { 0, 0 };

	if (row && sql_next(state, row, &why)) {
		rest[0] = sql_number(row, 0);
		rest[1] = sql_number(row, 1);
		sql_end(row);
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	*until = rest[0];
	*failures = rest[1];
	return true;
}

bool
state_set_cache(State *state, const char *name, GBytes *bytes, int64_t until,
    GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO cache (name, bytes, until)"
	    " VALUES (?, ?, ?)",
	    "tbn", name, bytes, until);
}

bool
state_cache(State *state, const char *name, int64_t now, GBytes **bytes_out,
    GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GBytes) bytes = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT bytes FROM cache WHERE name = ? AND until > ?", "tn", name,
	    now);

	if (row && sql_next(state, row, &why)) {
		bytes = sql_bytes(row, 0);
		sql_end(row);
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	*bytes_out = g_steal_pointer(&bytes);
	return true;
}
