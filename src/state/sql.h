/*
 * sql - the database file of the state: statements, rows, errors.
 *
 * For the files of this room alone. Statements are prepared once and kept,
 * found by the address of their text, so that text is always a literal.
 * Values are bound by kind: 't' const char * (NULL is NULL), 'n' int64_t,
 * 'b' GBytes *.
 *
 * Inside a transaction the first failure spoils it: everything that follows
 * is refused until it is rolled back, and nothing of it is committed. So
 * nothing can slip out alone when SQLite has rolled back by itself.
 */
#ifndef STATE_SQL_H
#define STATE_SQL_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct State State;

struct State {
	sqlite3 *db;
	char *folder, *path;
	GHashTable *statements;	/* const char * -> sqlite3_stmt * */
	int lock;		/* descriptor that holds the lock, or -1 */
	bool is_slow, is_readonly;
	bool is_begun;		/* between state_begin() and its end */
	bool is_spoilt;		/* something in it failed */
	bool is_sync_owed;	/* something in it must outlive a power cut */
};

/* The error of the last call, in our words. Returns false always. */
bool sql_fail(State *state, GError **error);

/* A script of any number of statements, without rows and values. */
bool sql_script(State *state, const char *script, GError **error);

/* Runs a statement to its end; rows are thrown away. */
bool sql_run(State *state, GError **error, const char *sql, const char *kinds,
    ...);

/* Rows that the last statement changed. */
int64_t sql_changes(State *state);

/*
 * Asks a question: NULL and `error`, or a statement that sql_next() moves to
 * its next row. Borrowed. Whoever does not read to the end calls sql_end(), so
 * that no old view of the database stays open. Bound text must live so long.
 */
sqlite3_stmt *sql_ask(State *state, GError **error, const char *sql,
    const char *kinds, ...);
/* True: there is a row. False: no more, or `error` is set. */
bool sql_next(State *state, sqlite3_stmt *row, GError **error);
void sql_end(sqlite3_stmt *row);

char *sql_text(sqlite3_stmt *row, int column);	/* NULL for NULL; freed */
int64_t sql_number(sqlite3_stmt *row, int column);
GBytes *sql_bytes(sqlite3_stmt *row, int column);	/* NULL for NULL */

/* Brings what was committed to the disk. */
bool sql_sync(State *state, GError **error);

/* Throws all kept statements away (before closing). */
void sql_forget(State *state);

#endif
