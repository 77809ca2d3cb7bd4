/*
 * schema - the tables of the state, and how an older file becomes a new one.
 *
 * Only ever goes forward, inside the transaction of the caller.
 */
#include "config.h"

#include "state/schema.h"

#include "base/error.h"

/* "cail": so that the file of another program is recognised as one. */
#define APPLICATION_ID 0x6361696c

/*
 * Every step from one version to the next; user_version counts them. A step
 * that was released is never changed, another is put behind it.
 */
static const char *const migrations[] = {
	"CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE source (id TEXT PRIMARY KEY,"
	" next_at INTEGER NOT NULL DEFAULT 0,"
	" last_try_at INTEGER NOT NULL DEFAULT 0,"
	" last_good_at INTEGER NOT NULL DEFAULT 0,"
	" failing_since INTEGER NOT NULL DEFAULT 0,"
	" failures INTEGER NOT NULL DEFAULT 0,"
	" interval_s INTEGER NOT NULL DEFAULT 0,"
	" new_entries INTEGER NOT NULL DEFAULT 0,"
	" filtered INTEGER NOT NULL DEFAULT 0,"
	" is_stopped INTEGER NOT NULL DEFAULT 0,"
	" is_reported INTEGER NOT NULL DEFAULT 0,"
	" error TEXT,"
	" fence INTEGER NOT NULL DEFAULT 0,"
	" lease_until INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
	"CREATE TABLE validators (source TEXT, url TEXT, etag TEXT,"
	" last_modified TEXT, fresh_until INTEGER NOT NULL DEFAULT 0,"
	" PRIMARY KEY (source, url)) WITHOUT ROWID;"
	"CREATE TABLE known (uid TEXT PRIMARY KEY, key TEXT NOT NULL,"
	" source TEXT NOT NULL, path TEXT, entry_key TEXT, version_key TEXT,"
	" text_key TEXT, title_key TEXT, status TEXT, page_url TEXT,"
	" first_at INTEGER NOT NULL, checked_at INTEGER NOT NULL,"
	" changed_at INTEGER NOT NULL, revisit_at INTEGER NOT NULL,"
	" revisit_step INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX known_key ON known (key);"
	"CREATE INDEX known_text ON known (text_key)"
	" WHERE text_key IS NOT NULL;"
	"CREATE INDEX known_revisit ON known (source, revisit_at)"
	" WHERE revisit_at > 0;"
	"CREATE TABLE joined (key TEXT PRIMARY KEY, uid TEXT NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE pending (source TEXT, key TEXT, item BLOB,"
	" tries INTEGER NOT NULL, next_at INTEGER NOT NULL,"
	" first_at INTEGER NOT NULL, is_archived INTEGER NOT NULL, why TEXT,"
	" PRIMARY KEY (source, key)) WITHOUT ROWID;"
	"CREATE INDEX pending_next ON pending (source, next_at);"
	"CREATE TABLE poison (source TEXT, url TEXT, until INTEGER NOT NULL,"
	" why TEXT, PRIMARY KEY (source, url)) WITHOUT ROWID;"
	"CREATE TABLE host (name TEXT PRIMARY KEY, until INTEGER NOT NULL,"
	" failures INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE cache (name TEXT PRIMARY KEY, bytes BLOB,"
	" until INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE told (topic TEXT PRIMARY KEY, text TEXT NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE run (id INTEGER PRIMARY KEY, run TEXT NOT NULL,"
	" at INTEGER NOT NULL, head TEXT, wall_ms INTEGER NOT NULL,"
	" requests INTEGER NOT NULL, new_articles INTEGER NOT NULL,"
	" updated INTEGER NOT NULL, same INTEGER NOT NULL,"
	" failed INTEGER NOT NULL);",
};

G_STATIC_ASSERT(G_N_ELEMENTS(migrations) == SCHEMA_VERSION);

/* The first number that a pragma or question answers. */
static bool
ask_number(State *state, const char *sql, int64_t *out, GError **error)
{
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why, sql, "");

	*out = 0;
	if (row && sql_next(state, row, &why)) {
		*out = sql_number(row, 0);
		sql_end(row);
	}
	if (!why)
		return true;
	g_propagate_error(error, g_steal_pointer(&why));
	return false;
}

/* Ours, and of which version; an empty file is ours. */
bool
schema_version(State *state, int64_t *version, GError **error)
{
	int64_t application, tables;

	if (!ask_number(state, "PRAGMA user_version", version, error) ||
	    !ask_number(state, "PRAGMA application_id", &application, error) ||
	    !ask_number(
		state, "SELECT count(*) FROM sqlite_schema", &tables, error))
		return false;
	if (application != APPLICATION_ID && tables > 0)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: is the database of another program; move it aside "
		    "and run: cailun rebuild",
		    state->path);
	if (*version > SCHEMA_VERSION)
		return fail(error, CAILUN_ERROR_CONF,
		    "%s: was made by a newer cailun (version %d, this one "
		    "knows %d); use that one, or move the file aside and run: "
		    "cailun rebuild",
		    state->path, (int)*version, SCHEMA_VERSION);
	return true;
}

bool
schema_migrate(State *state, int64_t from, GError **error)
{
	g_autofree char *mark = g_strdup_printf(
	    "PRAGMA application_id = %d; PRAGMA user_version = %d",
	    APPLICATION_ID, SCHEMA_VERSION);

	for (size_t i = (size_t)MAX(from, 0); i < G_N_ELEMENTS(migrations); i++)
		if (!sql_script(state, migrations[i], error))
			return false;
	return sql_script(state, mark, error);
}
