/*
 * sql - the database file of the state: statements, rows, errors.
 *
 * The only calls of sqlite3_step() and sqlite3_bind_*(). Never builds SQL from
 * text: every statement is a literal, every value is bound.
 */
#include "config.h"

#include "state/sql.h"

#include "base/error.h"

#include <stdarg.h>
#include <string.h>

/* What can be done about it, by primary result code. */
static bool
fail_with(State *state, int code, const char *words, GError **error)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail(error, CAILUN_ERROR_LATER,
		    "%s: another program is writing; try again later (%s)",
		    state->path, words);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return fail(error, CAILUN_ERROR_IO,
		    "%s: is damaged; move it aside and run: cailun rebuild "
		    "(%s)",
		    state->path, words);
	case SQLITE_FULL:
		return fail(error, CAILUN_ERROR_IO,
		    "%s: cannot be written: the disk is full; make room (%s)",
		    state->path, words);
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return fail(error, CAILUN_ERROR_IO,
		    "%s: cannot be %s; check who owns it and its folder (%s)",
		    state->path, state->is_readonly ? "read" : "written",
		    words);
	case SQLITE_IOERR:
		return fail(error, CAILUN_ERROR_IO,
		    "%s: cannot be read or written; check the disk (%s)",
		    state->path, words);
	case SQLITE_TOOBIG:
		return fail(error, CAILUN_ERROR_INPUT,
		    "%s: a value is too large to be kept (%s)", state->path,
		    words);
	case SQLITE_NOMEM:
		g_error("out of memory");
	default:
		return fail(error, CAILUN_ERROR_BUG,
		    "%s: a statement failed (%s)", state->path, words);
	}
}

bool
sql_fail(State *state, GError **error)
{
	if (state->is_begun)
		state->is_spoilt = true;
	return fail_with(state, sqlite3_errcode(state->db),
	    sqlite3_errmsg(state->db), error);
}

/* Refuses what would happen outside of the transaction it belongs to. */
static bool
is_usable(State *state, GError **error)
{
	if (!state->is_begun || !state->is_spoilt)
		return true;
	return fail(error, CAILUN_ERROR_IO,
	    "%s: an earlier write of this batch failed; nothing of it is kept",
	    state->path);
}

bool
sql_script(State *state, const char *script, GError **error)
{
	if (sqlite3_exec(state->db, script, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return sql_fail(state, error);
}

/* A kept statement, ready to be bound, or a new one. */
static sqlite3_stmt *
prepare(State *state, const char *sql, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(state->statements, sql);

	if (!is_usable(state, error))
		return NULL;
	if (statement) {
		(void)sqlite3_reset(statement);
		return statement;
	}
	if (sqlite3_prepare_v3(state->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		&statement, NULL) != SQLITE_OK) {
		sql_fail(state, error);
		return NULL;
	}
	g_hash_table_insert(state->statements, (gpointer)sql, statement);
	return statement;
}

static int
bind_bytes(sqlite3_stmt *statement, int at, GBytes *bytes)
{
	gsize length;
	gconstpointer data;

	if (!bytes)
		return sqlite3_bind_null(statement, at);
	data = g_bytes_get_data(bytes, &length);
	return sqlite3_bind_blob64(
	    statement, at, data ? data : "", length, SQLITE_STATIC);
}

static bool
bind(State *state, sqlite3_stmt *statement, const char *kinds,
    va_list arguments, GError **error)
{
	int code = SQLITE_OK;

	g_assert(sqlite3_bind_parameter_count(statement) == (int)strlen(kinds));
	for (int i = 0; kinds[i] && code == SQLITE_OK; i++) {
		if (kinds[i] == 't')
			code = sqlite3_bind_text(statement, i + 1,
			    va_arg(arguments, const char *), -1, SQLITE_STATIC);
		else if (kinds[i] == 'n')
			code = sqlite3_bind_int64(
			    statement, i + 1, va_arg(arguments, int64_t));
		else
			code = bind_bytes(
			    statement, i + 1, va_arg(arguments, GBytes *));
	}
	return code == SQLITE_OK || sql_fail(state, error);
}

bool
sql_run(State *state, GError **error, const char *sql, const char *kinds, ...)
{
	sqlite3_stmt *statement = prepare(state, sql, error);
	va_list arguments;
	bool is_good;
	int code;

	if (!statement)
		return false;
	va_start(arguments, kinds);
	is_good = bind(state, statement, kinds, arguments, error);
	va_end(arguments);
	if (!is_good)
		return false;
	do {
		code = sqlite3_step(statement);
	} while (code == SQLITE_ROW);
	is_good = code == SQLITE_DONE || sql_fail(state, error);
	(void)sqlite3_reset(statement);
	return is_good;
}

int64_t
sql_changes(State *state)
{
	return sqlite3_changes64(state->db);
}

sqlite3_stmt *
sql_ask(State *state, GError **error, const char *sql, const char *kinds, ...)
{
	sqlite3_stmt *statement = prepare(state, sql, error);
	va_list arguments;
	bool is_good;

	if (!statement)
		return NULL;
	va_start(arguments, kinds);
	is_good = bind(state, statement, kinds, arguments, error);
	va_end(arguments);
	return is_good ? statement : NULL;
}

bool
sql_next(State *state, sqlite3_stmt *row, GError **error)
{
	int code = sqlite3_step(row);

	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		sql_fail(state, error);
	sql_end(row);
	return false;
}

void
sql_end(sqlite3_stmt *row)
{
	(void)sqlite3_reset(row);
}

char *
sql_text(sqlite3_stmt *row, int column)
{
	return g_strdup((const char *)sqlite3_column_text(row, column));
}

int64_t
sql_number(sqlite3_stmt *row, int column)
{
	return sqlite3_column_int64(row, column);
}

GBytes *
sql_bytes(sqlite3_stmt *row, int column)
{
	const void *data = sqlite3_column_blob(row, column);
	int length = sqlite3_column_bytes(row, column);

	if (sqlite3_column_type(row, column) == SQLITE_NULL)
		return NULL;
	return g_bytes_new(data, (gsize)length);
}

bool
sql_sync(State *state, GError **error)
{
	sqlite3_file *log = NULL;

	/* Without a WAL every commit is synced already. */
	if (state->is_slow)
		return true;
	if (sqlite3_file_control(state->db, "main",
		SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK &&
	    log && log->pMethods &&
	    log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) == SQLITE_OK)
		return true;
	return fail_with(state, SQLITE_IOERR, "sync", error);
}

void
sql_forget(State *state)
{
	GHashTableIter iter;
	gpointer statement;

	g_hash_table_iter_init(&iter, state->statements);
	while (g_hash_table_iter_next(&iter, NULL, &statement))
		sqlite3_finalize(statement);
	g_hash_table_remove_all(state->statements);
}
