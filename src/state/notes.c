/*
 * notes - what a person was told, and what runs did.
 */
#include "config.h"

#include "state/state.h"

#include "state/sql.h"

bool
state_note_told(State *state, const char *topic, const char *text, bool *is_new,
    GError **error)
{
	bool is_good =
	    text ? sql_run(state, error,
		       "INSERT INTO told (topic, text) VALUES (?, ?)"
		       " ON CONFLICT (topic) DO UPDATE SET text = excluded.text"
		       " WHERE text <> excluded.text",
		       "tt", topic, text)
		 : sql_run(state, error, "DELETE FROM told WHERE topic = ?",
		       "t", topic);

	if (is_good)
		*is_new = sql_changes(state) > 0;
	return is_good;
}

/* The last thousand are kept: ten days of a run every quarter of an hour. */
bool
state_add_run(State *state, const RunFigures *run, GError **error)
{
	return sql_run(state, error,
		   "INSERT INTO run (run, at, head, wall_ms, requests,"
		   " new_articles, updated, same, failed)"
		   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		   "tntnnnnnn", run->run, run->at, run->commit, run->wall_ms,
		   run->requests, run->new_articles, run->updated, run->same,
		   run->failed) &&
	       sql_run(state, error,
		   "DELETE FROM run WHERE id <= (SELECT max(id) FROM run) - "
		   "1000",
		   "");
}

static void
run_clear(RunFigures *run)
{
	g_clear_pointer(&run->run, g_free);
	g_clear_pointer(&run->commit, g_free);
}

static void
read_run(sqlite3_stmt *row, RunFigures *out)
{
	*out = (RunFigures){
		.run = sql_text(row, 0),
		.at = sql_number(row, 1),
		.commit = sql_text(row, 2),
		.wall_ms = sql_number(row, 3),
		.requests = sql_number(row, 4),
		.new_articles = sql_number(row, 5),
		.updated = sql_number(row, 6),
		.same = sql_number(row, 7),
		.failed = sql_number(row, 8),
	};
}

/* Newest first. Read to the end first, so that `each` may write. */
bool
state_each_run(State *state, size_t limit,
    bool (*each)(void *data, const RunFigures *run), void *data, GError **error)
{
	g_autoptr(GArray) runs = g_array_new(FALSE, TRUE, sizeof(RunFigures));
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT run, at, head, wall_ms, requests, new_articles, updated,"
	    " same, failed FROM run ORDER BY id DESC LIMIT ?",
	    "n", (int64_t)MIN(limit, (size_t)G_MAXINT32));

	g_array_set_clear_func(runs, (GDestroyNotify)run_clear);
	while (row && sql_next(state, row, &why)) {
		g_array_set_size(runs, runs->len + 1);
		read_run(row, &g_array_index(runs, RunFigures, runs->len - 1));
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	for (guint i = 0; i < runs->len; i++)
		if (!each(data, &g_array_index(runs, RunFigures, i)))
			break;
	return true;
}
