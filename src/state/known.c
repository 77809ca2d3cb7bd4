/*
 * known - what is remembered of an article: its keys, its last version, and
 * when its page is looked at again. All of it can be had from the archive.
 */
#include "config.h"

#include "state/state.h"

#include "state/sql.h"

#define COLUMNS \
	"key, uid, source, path, entry_key, version_key, text_key, title_key," \
	" status, page_url, first_at, checked_at, changed_at, revisit_at," \
	" revisit_step"

void
known_clear(Known *known)
{
	g_clear_pointer(&known->key, g_free);
	g_clear_pointer(&known->uid, g_free);
	g_clear_pointer(&known->source, g_free);
	g_clear_pointer(&known->path, g_free);
	g_clear_pointer(&known->entry_key, g_free);
	g_clear_pointer(&known->version_key, g_free);
	g_clear_pointer(&known->text_key, g_free);
	g_clear_pointer(&known->title_key, g_free);
	g_clear_pointer(&known->status, g_free);
	g_clear_pointer(&known->page_url, g_free);
}

/* A row of COLUMNS. */
static void
read_known(sqlite3_stmt *row, Known *out)
{
	*out = (Known){
		.key = sql_text(row, 0),
		.uid = sql_text(row, 1),
		.source = sql_text(row, 2),
		.path = sql_text(row, 3),
		.entry_key = sql_text(row, 4),
		.version_key = sql_text(row, 5),
		.text_key = sql_text(row, 6),
		.title_key = sql_text(row, 7),
		.status = sql_text(row, 8),
		.page_url = sql_text(row, 9),
		.first_at = sql_number(row, 10),
		.checked_at = sql_number(row, 11),
		.changed_at = sql_number(row, 12),
		.revisit_at = sql_number(row, 13),
		.revisit_step = sql_number(row, 14),
	};
}

/* The first row of an asked question, if there is one. */
static bool
take_one(
    State *state, sqlite3_stmt *row, Known *out, bool *is_known, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (!row)
		return false;
	if (sql_next(state, row, &why)) {
		read_known(row, out);
		sql_end(row);
		*is_known = true;
		return true;
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	*is_known = false;
	return true;
}

bool
state_known(
    State *state, const char *key, Known *out, bool *is_known, GError **error)
{
	sqlite3_stmt *row = sql_ask(state, error,
	    "SELECT " COLUMNS " FROM known WHERE key = ? LIMIT 1", "t", key);

	if (!take_one(state, row, out, is_known, error))
		return false;
	if (*is_known)
		return true;
	row = sql_ask(state, error,
	    "SELECT " COLUMNS " FROM known WHERE uid ="
	    " (SELECT uid FROM joined WHERE key = ?)",
	    "t", key);
	return take_one(state, row, out, is_known, error);
}

bool
state_known_uid(
    State *state, const char *uid, Known *out, bool *is_known, GError **error)
{
	sqlite3_stmt *row = sql_ask(state, error,
	    "SELECT " COLUMNS " FROM known WHERE uid = ?", "t", uid);

	return take_one(state, row, out, is_known, error);
}

bool
state_known_text(State *state, const char *source, const char *text_key,
    const char *title_key, Known *out, bool *is_known, GError **error)
{
	sqlite3_stmt *row;

	/* A text that is too short to have a key is nobody's copy. */
	if (!text_key) {
		*is_known = false;
		return true;
	}
	row = sql_ask(state, error,
	    "SELECT " COLUMNS " FROM known WHERE text_key = ? AND source = ?"
	    " AND title_key IS ? ORDER BY first_at, uid LIMIT 1",
	    "ttt", text_key, source, title_key);
	return take_one(state, row, out, is_known, error);
}

bool
state_set_known(State *state, const Known *known, GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO known (" COLUMNS ")"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "ttttttttttnnnnn", known->key, known->uid, known->source,
	    known->path, known->entry_key, known->version_key, known->text_key,
	    known->title_key, known->status, known->page_url, known->first_at,
	    known->checked_at, known->changed_at, known->revisit_at,
	    known->revisit_step);
}

bool
state_join(State *state, const char *key, const char *uid, GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO joined (key, uid) VALUES (?, ?)", "tt", key,
	    uid);
}

/* Read to the end first, so that `each` may write. */
bool
state_each_revisit(State *state, const char *source, int64_t now, size_t limit,
    bool (*each)(void *data, const Known *known), void *data, GError **error)
{
	g_autoptr(GArray) due = g_array_new(FALSE, TRUE, sizeof(Known));
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why,
	    "SELECT " COLUMNS " FROM known WHERE source = ?"
	    " AND revisit_at > 0 AND revisit_at <= ?"
	    " ORDER BY revisit_at, uid LIMIT ?",
	    "tnn", source, now, (int64_t)MIN(limit, (size_t)G_MAXINT32));

	g_array_set_clear_func(due, (GDestroyNotify)known_clear);
	while (row && sql_next(state, row, &why)) {
		g_array_set_size(due, due->len + 1);
		read_known(row, &g_array_index(due, Known, due->len - 1));
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	for (guint i = 0; i < due->len; i++)
		if (!each(data, &g_array_index(due, Known, i)))
			break;
	return true;
}

/* Uids begin with their source's id and "-", which makes a range of the
 * table; another id may begin so too. -1: it cannot be read. */
int64_t
state_count_known(State *state, const char *source)
{
	g_autofree char *from = g_strconcat(source ? source : "", "-", NULL);
	g_autofree char *until = g_strconcat(source ? source : "", ".", NULL);
	int64_t count = -1;
	sqlite3_stmt *row =
	    source ? sql_ask(state, NULL,
			 "SELECT count(*) FROM known WHERE uid > ? AND uid < ?"
			 " AND source = ?",
			 "ttt", from, until, source)
		   : sql_ask(state, NULL, "SELECT count(*) FROM known", "");

	if (row && sql_next(state, row, NULL)) {
		count = sql_number(row, 0);
		sql_end(row);
	}
	return count;
}

bool
state_forget_archive(State *state, GError **error)
{
	return sql_run(state, error, "DELETE FROM known", "") &&
	       sql_run(state, error, "DELETE FROM joined", "") &&
	       /* a list that answers 304 would hide what is forgotten */
	       sql_run(state, error, "DELETE FROM validators", "") &&
	       sql_run(state, error,
		   "DELETE FROM meta WHERE name IN ('head', 'intent')", "");
}
