/*
 * test-state - the file opened, refused, locked; transactions.
 */
#include "config.h"

#include "state-folder.h"

#include "base/error.h"
#include "base/fd.h"
#include "state/sql.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_open(Folder *folder, gconstpointer data)
{
	g_autofree char *file =
	    g_build_filename(folder->state, "state.db", NULL);
	struct stat status;
	char head[41] = "x";

	(void)data;
	for (int i = 0; i < 3; i++) {
		g_autoptr(State) state = open_state(folder);

		g_assert_false(state_is_slow(state));
		g_assert_true(state_head(state, head, NULL));
		g_assert_cmpstr(head, ==, "");
	}
	g_assert_cmpint(stat(file, &status), ==, 0);
	g_assert_cmpint(status.st_mode & 0777, ==, 0640);
	g_assert_cmpint(stat(folder->state, &status), ==, 0);
	g_assert_cmpint(status.st_mode & 0777, ==, 0750);
	state_free(NULL);
}

static void
test_readonly(Folder *folder, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(State) state = NULL, reader = NULL;

	(void)data;
	g_assert_null(state_open_readonly(folder->state, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
	g_clear_error(&error);
	state = open_state(folder);
	set_known(state, "https://x.cn/1", "hnrb-1");
	/* A reader looks while a run is in the middle of a batch. */
	g_assert_true(state_begin(state, &error));
	set_known(state, "https://x.cn/2", "hnrb-2");
	reader = state_open_readonly(folder->state, &error);
	g_assert_no_error(error);
	g_assert_true(is_known(reader, "https://x.cn/1"));
	g_assert_false(is_known(reader, "https://x.cn/2"));
	g_assert_true(state_commit(state, &error));
	g_assert_true(is_known(reader, "https://x.cn/2"));
	g_assert_false(state_set_head(reader, COMMIT_A, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
}

/* Whoever may read but not write sees what was there; as root the same way is
 * taken when the folder is on a file system that is read-only. */
static void
test_other_user(Folder *folder, gconstpointer data)
{
	g_autofree char *file =
	    g_build_filename(folder->state, "state.db", NULL);
	g_autofree char *deep = g_path_get_dirname(folder->state);
	g_autofree char *wal = g_strconcat(file, "-wal", NULL);
	g_autoptr(State) state = open_state(folder);
	int status = 0;
	pid_t pid;

	(void)data;
	set_known(state, "https://x.cn/1", "hnrb-1");
	g_clear_pointer(&state, state_free);
	g_assert_cmpint(chmod(folder->path, 0755), ==, 0);
	g_assert_cmpint(chmod(folder->state, 0755), ==, 0);
	g_assert_cmpint(chmod(deep, 0755), ==, 0);
	g_assert_cmpint(chmod(file, 0444), ==, 0);
	pid = fork();
	if (pid == 0) {
		g_autoptr(State) reader = NULL;

		if (getuid() == 0 && (setgid(65534) || setuid(65534)))
			_exit(77);
		(void)chmod(folder->state, 0555);
		reader = state_open_readonly(folder->state, NULL);
		_exit(reader && is_known(reader, "https://x.cn/1") ? 0 : 1);
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_cmpint(chmod(folder->state, 0755), ==, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		g_test_skip("cannot become another user");
	else
		g_assert_cmpint(status, ==, 0);
	g_assert_false(g_file_test(wal, G_FILE_TEST_EXISTS));
}

/* Replaces the state by other bytes, and says how opening it fails. */
static void
check_refused(const Folder *folder, const char *bytes, size_t length,
    CailunError code, const char *words)
{
	g_autofree char *file =
	    g_build_filename(folder->state, "state.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *after = NULL;
	size_t n;

	g_assert_true(folder_make(folder->state, 0750, NULL));
	g_assert_true(file_write(file, bytes, length, 0640, NULL));
	g_assert_null(state_open(folder->state, &error));
	g_assert_error(error, CAILUN_ERROR, (int)code);
	g_assert_true(g_str_has_prefix(error->message, file));
	g_assert_nonnull(strstr(error->message, words));
	g_clear_error(&error);
	g_assert_null(state_open_readonly(folder->state, &error));
	g_assert_error(error, CAILUN_ERROR, (int)code);
	after = file_read(file, length, &n, NULL);
	g_assert_cmpmem(bytes, length, after, n);
}

static void
test_damaged(Folder *folder, gconstpointer data)
{
	g_autofree char *garbage = g_strnfill(20000, 'x');
	g_autofree char *file =
	    g_build_filename(folder->state, "state.db", NULL);
	g_autofree char *good = NULL;
	g_autoptr(State) state = open_state(folder);
	size_t length;

	(void)data;
	for (int i = 0; i < 200; i++) {
		g_autofree char *key = g_strdup_printf("https://x.cn/%d", i);
		g_autofree char *uid = g_strdup_printf("hnrb-%d", i);

		set_known(state, key, uid);
	}
	g_clear_pointer(&state, state_free);
	good = file_read(file, 1 << 20, &length, NULL);
	check_refused(
	    folder, garbage, 20000, CAILUN_ERROR_IO, "run: cailun rebuild");
	check_refused(folder, "<html>", 6, CAILUN_ERROR_IO, "rebuild");
	/* The first page holds the schema. */
	memset(good + 100, 0xff, 2000);
	check_refused(folder, good, length, CAILUN_ERROR_IO, "rebuild");
}

/* Damage further in shows when it is met. */
static void
test_damaged_inside(Folder *folder, gconstpointer data)
{
	g_autofree char *file =
	    g_build_filename(folder->state, "state.db", NULL);
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(State) state = open_state(folder);
	size_t length;

	(void)data;
	set_known(state, "https://x.cn/1", "hnrb-1");
	g_clear_pointer(&state, state_free);
	bytes = file_read(file, 1 << 20, &length, NULL);
	memset(bytes + 4096, 0xff, length - 4096);
	g_assert_true(file_write(file, bytes, length, 0640, NULL));
	state = state_open(folder->state, &error);
	g_assert_no_error(error);
	{
		g_auto(Known) known = { 0 };
		bool is = false;

		g_assert_false(
		    state_known(state, "https://x.cn/1", &known, &is, &error));
	}
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_assert_nonnull(strstr(error->message, "run: cailun rebuild"));
}

/* A database of somebody else, and one of a newer cailun. */
static void
test_foreign(Folder *folder, gconstpointer data)
{
	g_autofree char *file =
	    g_build_filename(folder->path, "other.db", NULL);
	g_autofree char *bytes = NULL;
	sqlite3 *db = NULL;
	size_t length;

	(void)data;
	g_assert_cmpint(sqlite3_open(file, &db), ==, SQLITE_OK);
	sqlite3_exec(db, "CREATE TABLE mine (a)", NULL, NULL, NULL);
	sqlite3_close(db);
	bytes = file_read(file, 1 << 20, &length, NULL);
	check_refused(
	    folder, bytes, length, CAILUN_ERROR_IO, "another program");
	g_assert_cmpint(sqlite3_open(file, &db), ==, SQLITE_OK);
	sqlite3_exec(db,
	    "PRAGMA application_id = 1667328364; PRAGMA user_version = 99",
	    NULL, NULL, NULL);
	sqlite3_close(db);
	g_free(bytes);
	bytes = file_read(file, 1 << 20, &length, NULL);
	check_refused(folder, bytes, length, CAILUN_ERROR_CONF, "newer");
}

static void
test_empty_file(Folder *folder, gconstpointer data)
{
	g_autofree char *file =
	    g_build_filename(folder->state, "state.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(State) state = NULL;

	(void)data;
	g_assert_true(folder_make(folder->state, 0750, NULL));
	g_assert_true(file_write(file, "", 0, 0640, NULL));
	g_assert_null(state_open_readonly(folder->state, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
	state = open_state(folder);
	set_known(state, "https://x.cn/1", "hnrb-1");
}

static void
test_no_folder(Folder *folder, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *inside =
	    g_build_filename(folder->path, "file", "state", NULL);
	g_autofree char *file = g_build_filename(folder->path, "file", NULL);

	(void)data;
	g_assert_true(file_write(file, "x", 1, 0640, NULL));
	g_assert_null(state_open(inside, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_assert_true(g_str_has_prefix(error->message, file));
}

static void
test_lock(Folder *folder, gconstpointer data)
{
	g_autoptr(State) one = open_state(folder), other = open_state(folder);
	g_autoptr(GError) error = NULL;
	g_auto(SourceState) source = { 0 };
	bool is_taken = false;

	(void)data;
	g_assert_true(state_lock(one, &error));
	g_assert_true(state_lock(one, &error));
	g_assert_false(state_lock(other, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_LATER);
	g_clear_error(&error);
	g_assert_true(
	    state_lease(one, "hnrb", 100, 5000, &source, &is_taken, NULL));
	g_assert_true(is_taken);
	/* The holder dies; its lease goes with the lock. */
	g_clear_pointer(&one, state_free);
	g_assert_true(state_lock(other, &error));
	g_assert_no_error(error);
	source_state_clear(&source);
	g_assert_true(
	    state_lease(other, "hnrb", 101, 5000, &source, &is_taken, NULL));
	g_assert_true(is_taken);
	g_assert_cmpint(source.fence, ==, 2);
}

static void
test_transactions(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_false(state_commit(state, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_BUG);
	g_clear_error(&error);
	state_rollback(state);
	g_assert_true(state_begin(state, &error));
	g_assert_false(state_begin(state, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_BUG);
	g_clear_error(&error);
	set_known(state, "https://x.cn/1", "hnrb-1");
	state_rollback(state);
	g_assert_false(is_known(state, "https://x.cn/1"));
	g_assert_true(state_begin(state, &error));
	set_known(state, "https://x.cn/1", "hnrb-1");
	g_assert_true(state_commit(state, &error));
	g_assert_true(is_known(state, "https://x.cn/1"));
	/* One that nobody ends. */
	g_assert_true(state_begin(state, &error));
	set_known(state, "https://x.cn/2", "hnrb-2");
	g_clear_pointer(&state, state_free);
	state = open_state(folder);
	g_assert_false(is_known(state, "https://x.cn/2"));
}

static void
test_busy(Folder *folder, gconstpointer data)
{
	g_autoptr(State) one = open_state(folder), other = open_state(folder);
	g_autoptr(GError) error = NULL;

	(void)data;
	g_assert_true(state_begin(one, &error));
	(void)sqlite3_busy_timeout(other->db, 10);
	g_assert_false(state_begin(other, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_LATER);
	g_clear_error(&error);
	g_assert_false(state_set_head(other, COMMIT_A, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_LATER);
	g_clear_error(&error);
	g_assert_true(state_commit(one, &error));
	g_assert_true(state_begin(other, &error));
}

/* A write that failed alone does not let the others through. */
static void
test_spoilt(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	g_autoptr(GError) error = NULL;
	g_auto(Known) known = { 0 };
	bool is;

	(void)data;
	g_assert_true(state_begin(state, &error));
	set_known(state, "https://x.cn/1", "hnrb-1");
	/* uid must not be NULL: a mistake of ours that SQLite refuses */
	g_assert_false(
	    state_set_known(state, &(Known){ .key = (char *)"k" }, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_BUG);
	g_clear_error(&error);
	g_assert_false(state_set_head(state, COMMIT_A, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_clear_error(&error);
	g_assert_false(state_known(state, "k", &known, &is, NULL));
	g_assert_false(state_commit(state, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_assert_false(is_known(state, "https://x.cn/1"));
}

static void
test_head(Folder *folder, gconstpointer data)
{
	char text[41];

	(void)data;
	for (int i = 0; i < 2; i++) {
		g_autoptr(State) state = open_state(folder);

		g_assert_true(state_head(state, text, NULL));
		g_assert_cmpstr(text, ==, i ? COMMIT_A : "");
		g_assert_true(state_set_head(state, COMMIT_A, NULL));
		g_assert_true(state_set_intent(state, COMMIT_A, NULL));
		g_assert_true(state_begin(state, NULL));
		g_assert_true(state_set_intent(state, COMMIT_B, NULL));
		g_assert_true(state_commit(state, NULL));
		g_assert_true(state_intent(state, text, NULL));
		g_assert_cmpstr(text, ==, COMMIT_B);
	}
}

/* Ten thousand of each call of the hot path in one transaction. */
static void
test_speed(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	gint64 from = g_get_monotonic_time();
	const int n = g_test_perf() ? 10000 : 1000;

	(void)data;
	g_assert_true(state_begin(state, NULL));
	for (int i = 0; i < n; i++) {
		g_autofree char *key = g_strdup_printf(
		    "https://www.x.cn/content/2024/01/%d/a_%d.html", i % 31,
		    i * 7919);
		g_autofree char *uid = g_strdup_printf("hnrb-%012d", i);
		g_auto(Validators) validators = { 0 };
		bool is_pending;

		g_assert_true(
		    state_is_pending(state, "hnrb", key, &is_pending, NULL));
		g_assert_true(
		    state_validators(state, "hnrb", key, &validators, NULL));
		g_assert_false(is_known(state, key));
		set_known(state, key, uid);
	}
	g_assert_true(state_commit(state, NULL));
	g_assert_cmpint(state_count_known(state, "hnrb"), ==, n);
	g_test_message(
	    "%d in %d ms", n, (int)((g_get_monotonic_time() - from) / 1000));
	if (g_test_perf())
		g_assert_cmpint(g_get_monotonic_time() - from, <, 1000000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/state/open", 0, test_open);
	add("/state/readonly", 0, test_readonly);
	add("/state/other-user", 0, test_other_user);
	add("/state/damaged", 0, test_damaged);
	add("/state/damaged-inside", 0, test_damaged_inside);
	add("/state/foreign", 0, test_foreign);
	add("/state/empty-file", 0, test_empty_file);
	add("/state/no-folder", 0, test_no_folder);
	add("/state/lock", 0, test_lock);
	add("/state/transactions", 0, test_transactions);
	add("/state/busy", 0, test_busy);
	add("/state/spoilt", 0, test_spoilt);
	add("/state/head", 0, test_head);
	add("/state/speed", 0, test_speed);
	return g_test_run();
}
