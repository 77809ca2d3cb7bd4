/*
 * state - the file, its lock, its transactions, and what it knows of the head.
 *
 * Opens and makes the database; schema.c says what is in it. What is remembered
 * of sources, articles, entries and runs stands in sources.c, known.c, pending.c
 * and notes.c.
 * Never repairs: a damaged file is named, and the archive makes a new one.
 */
#include "config.h"

#include "state/state.h"

#include "state/schema.h"
#include "state/sql.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#define BUSY_MS 5000

static State *
state_new(const char *folder)
{
	State *state = g_new0(State, 1);

	state->folder = g_strdup(folder);
	state->path = g_build_filename(folder, "state.db", NULL);
	state->statements = g_hash_table_new(NULL, NULL);
	state->lock = -1;
	return state;
}

void
state_free(State *state)
{
	if (!state)
		return;
	sql_forget(state);
	g_hash_table_unref(state->statements);
	(void)sqlite3_close(state->db);
	fd_clear(&state->lock);
	g_free(state->folder);
	g_free(state->path);
	g_free(state);
}

/* File systems on which the shared memory of WAL does not work. */
static bool
is_remote(const char *folder)
{
	static const guint32 kinds[] = {
		0x6969, /* nfs */
		0x517b, /* smb */
		0xff534d42, /* cifs */
		0xfe534d42, /* smb2 */
		0x5346414f, /* afs */
		0x00c36400, /* ceph */
		0x01021997, /* 9p */
	};
	struct statfs status;

	if (statfs(folder, &status))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if ((guint32)status.f_type == kinds[i])
			return true;
	return false;
}

/* "wal" or what SQLite made of it; NULL: it failed. */
static char *
set_journal(State *state, const char *sql)
{
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(state, &why, sql, "");
	g_autofree char *mode = NULL;

	if (!row || !sql_next(state, row, &why))
		return NULL;
	mode = sql_text(row, 0);
	sql_end(row);
	return g_steal_pointer(&mode);
}

/*
 * WAL, so that `status` can look while a run writes, with synchronous NORMAL:
 * a power cut may cost the last transactions, never a part of one, and a state
 * that lags behind the archive is what a run repairs at its start. What must
 * not be lost is synced by state_set_intent(). Without WAL: FULL, since NORMAL
 * may damage the file there.
 */
static void
choose_journal(State *state)
{
	g_autofree char *mode = NULL;

	if (!is_remote(state->folder))
		mode = set_journal(state, "PRAGMA journal_mode = WAL");
	if (g_strcmp0(mode, "wal") == 0) {
		(void)sql_script(state, "PRAGMA synchronous = NORMAL", NULL);
		return;
	}
	g_free(mode);
	mode = set_journal(state, "PRAGMA journal_mode = DELETE");
	state->is_slow = true;
}

static bool
configure(State *state, GError **error)
{
	(void)sqlite3_busy_timeout(state->db, BUSY_MS);
	(void)sqlite3_db_config(
	    state->db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
	return sql_script(state,
	    "PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL;"
	    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384;"
	    "PRAGMA journal_size_limit = 16777216",
	    error);
}

/* SQLite gives its other files the mode of this one. */
static bool
make_file(State *state, GError **error)
{
	auto_fd int fd = -1;

	if (!folder_make(state->folder, 0750, error))
		return false;
	fd = open(state->path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0)
		return fail_errno(error, "%s: cannot be made", state->path);
	return true;
}

/* Old to new in one transaction. Asked again inside: another process may have
 * been quicker. */
static bool
migrate(State *state, GError **error)
{
	int64_t version;

	if (!schema_version(state, &version, error))
		return false;
	if (version == SCHEMA_VERSION)
		return true;
	if (!state_begin(state, error))
		return false;
	if (!schema_version(state, &version, error) ||
	    (version < SCHEMA_VERSION &&
		!schema_migrate(state, version, error))) {
		state_rollback(state);
		return false;
	}
	return state_commit(state, error);
}

static bool
open_file(State *state, const char *name, int flags, GError **error)
{
	int code;

	sql_forget(state);
	(void)sqlite3_close(state->db);
	state->db = NULL;
	code = sqlite3_open_v2(name, &state->db,
	    flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	return code == SQLITE_OK || sql_fail(state, error);
}

State *
state_open(const char *folder, GError **error)
{
	g_autoptr(State) state = state_new(folder);
	g_autoptr(GError) why = NULL;

	if (!make_file(state, &why) ||
	    !open_file(state, state->path, SQLITE_OPEN_READWRITE, &why) ||
	    !configure(state, &why) || !migrate(state, &why)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	choose_journal(state);
	return g_steal_pointer(&state);
}

/*
 * A reader without the right to write cannot make the shared memory of WAL.
 * Where nothing waits in a WAL, the file alone is the whole truth.
 */
static bool
open_unchanging(State *state, GError **error)
{
	g_autofree char *wal = g_strconcat(state->path, "-wal", NULL);
	g_autofree char *escaped = g_uri_escape_string(state->path, "/", true);
	g_autofree char *uri = NULL;
	struct stat status;

	if (stat(wal, &status) == 0 && status.st_size > 0)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: cannot be read while a run writes; ask as the user "
		    "who runs cailun",
		    state->path);
	uri = g_strdup_printf(
	    "file:%s%s?immutable=1", *escaped == '/' ? "//" : "", escaped);
	return open_file(
	    state, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
}

static bool
open_to_look(State *state, int64_t *version, GError **error)
{
	g_autoptr(GError) why = NULL;
	int code;

	if (open_file(state, state->path, SQLITE_OPEN_READONLY, &why) &&
	    configure(state, &why) && schema_version(state, version, &why))
		return true;
	code = sqlite3_errcode(state->db) & 0xff;
	if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	return open_unchanging(state, error) && configure(state, error) &&
	       schema_version(state, version, error);
}

State *
state_open_readonly(const char *folder, GError **error)
{
	g_autoptr(State) state = state_new(folder);
	g_autoptr(GError) why = NULL;
	int64_t version = 0;

	state->is_readonly = true;
	if (access(state->path, F_OK)) {
		fail_errno(error, "%s: there is no state yet; run: cailun run",
		    state->path);
		return NULL;
	}
	if (!open_to_look(state, &version, &why)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	if (version < SCHEMA_VERSION) {
		fail(error, CAILUN_ERROR_NOT_FOUND,
		    "%s: nothing in it yet, or made by an older cailun; run: "
		    "cailun run",
		    state->path);
		return NULL;
	}
	return g_steal_pointer(&state);
}

/* What the dead left behind: leases, and notes whose time is over. */
static bool
sweep(State *state, GError **error)
{
	int64_t now = clock_now();

	return state_begin(state, error) &&
	       sql_run(state, error,
		   "UPDATE source SET lease_until = 0 WHERE lease_until > 0",
		   "") &&
	       sql_run(state, error, "DELETE FROM poison WHERE until < ?", "n",
		   now) &&
	       sql_run(state, error, "DELETE FROM cache WHERE until < ?", "n",
		   now) &&
	       sql_run(state, error,
		   "DELETE FROM host WHERE until < ? AND failures = 0", "n",
		   now) &&
	       state_commit(state, error);
}

bool
state_lock(State *state, GError **error)
{
	g_autofree char *path = g_build_filename(state->folder, "lock", NULL);
	auto_fd int fd = -1;

	if (state->lock >= 0)
		return true;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0)
		return fail_errno(error, "%s: cannot be made", path);
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno == EWOULDBLOCK)
			return fail(error, CAILUN_ERROR_LATER,
			    "%s: another run holds it; try again later", path);
		return fail_errno(error, "%s: cannot be locked", path);
	}
	/* Whoever has the lock is alone. */
	if (!sweep(state, error)) {
		state_rollback(state);
		return false;
	}
	state->lock = steal_fd(&fd);
	return true;
}

bool
state_is_slow(const State *state)
{
	return state->is_slow;
}

bool
state_begin(State *state, GError **error)
{
	if (state->is_begun)
		return fail(error, CAILUN_ERROR_BUG,
		    "%s: a transaction inside another", state->path);
	if (!sql_script(state, "BEGIN IMMEDIATE", error))
		return false;
	state->is_begun = true;
	state->is_spoilt = false;
	state->is_sync_owed = false;
	return true;
}

bool
state_commit(State *state, GError **error)
{
	if (!state->is_begun)
		return fail(error, CAILUN_ERROR_BUG,
		    "%s: no transaction to commit", state->path);
	if (state->is_spoilt || sqlite3_get_autocommit(state->db)) {
		state_rollback(state);
		return fail(error, CAILUN_ERROR_IO,
		    "%s: a write failed; nothing of the batch is kept",
		    state->path);
	}
	if (!sql_script(state, "COMMIT", error)) {
		state_rollback(state);
		return false;
	}
	state->is_begun = false;
	return !state->is_sync_owed || sql_sync(state, error);
}

void
state_rollback(State *state)
{
	if (!state->is_begun)
		return;
	/* SQLite may have rolled back by itself. */
	if (!sqlite3_get_autocommit(state->db))
		(void)sqlite3_exec(state->db, "ROLLBACK", NULL, NULL, NULL);
	state->is_begun = false;
	state->is_spoilt = false;
}

/* A commit's id that is remembered under a name. */
static bool
get_commit(State *state, const char *name, char out[41], GError **error)
{
	g_autoptr(GError) why = NULL;
	sqlite3_stmt *row = sql_ask(
	    state, &why, "SELECT value FROM meta WHERE name = ?", "t", name);
	g_autofree char *value = NULL;

	if (row && sql_next(state, row, &why)) {
		value = sql_text(row, 0);
		sql_end(row);
	}
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	g_strlcpy(out, value ? value : "", 41);
	return true;
}

static bool
set_commit(State *state, const char *name, const char *commit, GError **error)
{
	return sql_run(state, error,
	    "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", "tt",
	    name, commit ? commit : "");
}

bool
state_head(State *state, char out[41], GError **error)
{
	return get_commit(state, "head", out, error);
}

bool
state_set_head(State *state, const char *commit, GError **error)
{
	return set_commit(state, "head", commit, error);
}

bool
state_intent(State *state, char out[41], GError **error)
{
	return get_commit(state, "intent", out, error);
}

bool
state_set_intent(State *state, const char *commit, GError **error)
{
	if (!set_commit(state, "intent", commit, error))
		return false;
	if (!state->is_begun)
		return sql_sync(state, error);
	state->is_sync_owed = true;
	return true;
}
