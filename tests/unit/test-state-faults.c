/*
 * test-state-faults - every write of a batch fails once: all of it or nothing.
 */
#include "config.h"

#include "state-folder.h"

#include "base/error.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef enum Fault {
	FAULT_NONE,
	FAULT_FULL, /* this write and all that follow: a full disk */
	FAULT_ONCE, /* this write only */
	FAULT_DEATH, /* half of this write, and the process is gone */
} Fault;

static Fault fault;
static int writes_left;
static bool is_shared_memory_missing;
static sqlite3_vfs *real_vfs, shim_vfs;

typedef struct ShimFile {
	sqlite3_file base;
	sqlite3_io_methods methods;
	sqlite3_file *real;
} ShimFile;

static sqlite3_file *
real_of(sqlite3_file *file)
{
	return ((ShimFile *)file)->real;
}

/* True: this one fails. */
static bool
is_failing(bool is_write)
{
	if (fault == FAULT_NONE)
		return false;
	if (writes_left > 0)
		writes_left--;
	if (writes_left > 0)
		return false;
	if (fault == FAULT_ONCE)
		fault = FAULT_NONE;
	if (fault == FAULT_DEATH && !is_write)
		_exit(77);
	return true;
}

static int
shim_close(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int
shim_read(sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
	return real_of(file)->pMethods->xRead(real_of(file), to, n, at);
}

static int
shim_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
	bool is_death = fault == FAULT_DEATH;

	if (!is_failing(true))
		return real_of(file)->pMethods->xWrite(
		    real_of(file), from, n, at);
	/* What fails may still have left something. */
	(void)real_of(file)->pMethods->xWrite(real_of(file), from, n / 2, at);
	if (is_death)
		_exit(77);
	return SQLITE_FULL;
}

static int
shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (is_failing(false))
		return SQLITE_IOERR_TRUNCATE;
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int
shim_sync(sqlite3_file *file, int flags)
{
	if (is_failing(false))
		return SQLITE_IOERR_FSYNC;
	return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int
shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int
shim_lock(sqlite3_file *file, int kind)
{
	return real_of(file)->pMethods->xLock(real_of(file), kind);
}

static int
shim_unlock(sqlite3_file *file, int kind)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), kind);
}

static int
shim_reserved(sqlite3_file *file, int *out)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int
shim_control(sqlite3_file *file, int what, void *argument)
{
	return real_of(file)->pMethods->xFileControl(
	    real_of(file), what, argument);
}

static int
shim_sector(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int
shim_device(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int
shim_map(
    sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	return real_of(file)->pMethods->xShmMap(
	    real_of(file), page, size, extend, out);
}

static int
shim_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return real_of(file)->pMethods->xShmLock(
	    real_of(file), offset, n, flags);
}

static void
shim_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int
shim_unmap(sqlite3_file *file, int is_deleted)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), is_deleted);
}

static int
shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
    int *out_flags)
{
	ShimFile *shim = (ShimFile *)file;
	int code;

	(void)vfs;
	shim->real = (sqlite3_file *)(shim + 1);
	shim->base.pMethods = NULL;
	code = real_vfs->xOpen(real_vfs, name, shim->real, flags, out_flags);
	if (!shim->real->pMethods)
		return code;
	shim->methods = (sqlite3_io_methods){
		.iVersion = is_shared_memory_missing ? 1 : 2,
		.xClose = shim_close,
		.xRead = shim_read,
		.xWrite = shim_write,
		.xTruncate = shim_truncate,
		.xSync = shim_sync,
		.xFileSize = shim_size,
		.xLock = shim_lock,
		.xUnlock = shim_unlock,
		.xCheckReservedLock = shim_reserved,
		.xFileControl = shim_control,
		.xSectorSize = shim_sector,
		.xDeviceCharacteristics = shim_device,
		.xShmMap = shim_map,
		.xShmLock = shim_shm_lock,
		.xShmBarrier = shim_barrier,
		.xShmUnmap = shim_unmap,
	};
	shim->base.pMethods = &shim->methods;
	return code;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *name, int is_synced)
{
	(void)vfs;
	if (is_failing(false))
		return SQLITE_IOERR_DELETE;
	return real_vfs->xDelete(real_vfs, name, is_synced);
}

static void
shim_register(void)
{
	real_vfs = sqlite3_vfs_find(NULL);
	shim_vfs = *real_vfs;
	shim_vfs.zName = "shim";
	shim_vfs.szOsFile = (int)sizeof(ShimFile) + real_vfs->szOsFile;
	shim_vfs.xOpen = shim_open;
	shim_vfs.xDelete = shim_delete;
	g_assert_cmpint(sqlite3_vfs_register(&shim_vfs, 1), ==, SQLITE_OK);
}

/* Without shared memory there is no WAL; everything else is the same. */
static void
test_without_wal(Folder *folder, gconstpointer data)
{
	(void)data;
	is_shared_memory_missing = true;
	for (int i = 0; i < 2; i++) {
		g_autoptr(State) state = open_state(folder);

		g_assert_true(state_is_slow(state));
		g_assert_true(state_set_intent(state, COMMIT_A, NULL));
		set_known(state, "https://x.cn/1", "hnrb-1");
		g_assert_true(is_known(state, "https://x.cn/1"));
	}
	is_shared_memory_missing = false;
}

/* What a batch writes. */
static bool
write_batch(State *state, GError **error)
{
	g_autoptr(GBytes) item = g_bytes_new_static("item", 4);
	Validators validators = { (char *)"\"b\"", NULL, 0 };
	Pending pending = {
		.source = (char *)"hnrb",
		.key = (char *)"https://x.cn/pending",
		.item = item,
	};

	if (!state_begin(state, error) ||
	    !state_set_pending(state, &pending, error) ||
	    !state_set_validators(state, "hnrb", "u", &validators, error))
		return false;
	for (int i = 0; i < 40; i++) {
		g_autofree char *key = g_strdup_printf("https://x.cn/b%d", i);
		g_autofree char *uid = g_strdup_printf("hnrb-b%d", i);
		Known known = {
			.key = key,
			.uid = uid,
			.source = (char *)"hnrb",
		};

		if (!state_set_known(state, &known, error))
			return false;
	}
	return state_set_head(state, COMMIT_B, error) &&
	       state_commit(state, error);
}

/* All of the batch, or nothing of it. */
static void
check_batch(State *state, bool is_there)
{
	g_auto(Validators) validators = { 0 };
	char head[41];
	bool is_pending;

	g_assert_true(state_head(state, head, NULL));
	g_assert_cmpstr(head, ==, is_there ? COMMIT_B : COMMIT_A);
	g_assert_true(state_validators(state, "hnrb", "u", &validators, NULL));
	g_assert_cmpstr(validators.etag, ==, is_there ? "\"b\"" : "\"a\"");
	g_assert_cmpint(
	    state_count_known(state, "hnrb"), ==, is_there ? 41 : 1);
	g_assert_true(state_is_pending(
	    state, "hnrb", "https://x.cn/pending", &is_pending, NULL));
	g_assert_true(is_pending == is_there);
}

static void
write_before(const Folder *folder)
{
	g_autoptr(State) state = open_state(folder);
	Validators validators = { (char *)"\"a\"", NULL, 0 };

	g_assert_true(state_set_head(state, COMMIT_A, NULL));
	g_assert_true(
	    state_set_validators(state, "hnrb", "u", &validators, NULL));
	set_known(state, "https://x.cn/a", "hnrb-a");
}

/* The nth write of a batch fails. True: there is no nth write. */
static bool
try_fault(const Folder *folder, Fault kind, int n)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(State) state = NULL;
	bool is_good, is_untouched;

	remove_all(folder->state);
	write_before(folder);
	state = open_state(folder);
	writes_left = n;
	fault = kind;
	is_good = write_batch(state, &error);
	is_untouched = writes_left > 0;
	if (!is_good) {
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
		state_rollback(state);
	}
	/* Closing writes, too. */
	g_clear_pointer(&state, state_free);
	fault = FAULT_NONE;
	state = open_state(folder);
	check_batch(state, is_good);
	g_assert_true(write_batch(state, NULL));
	check_batch(state, true);
	return is_untouched;
}

static void
test_fault(Folder *folder, gconstpointer data)
{
	Fault kind = (Fault)(GPOINTER_TO_INT(data) & 3);
	int n = 1;

	is_shared_memory_missing = GPOINTER_TO_INT(data) & 4;
	while (!try_fault(folder, kind, n) && n < 1000)
		n++;
	g_assert_cmpint(n, <, 1000);
	g_test_message("%d places", n - 1);
	g_assert_cmpint(n, >, 3);
	is_shared_memory_missing = false;
}

/* The process dies in its nth write. */
static bool
try_death(const Folder *folder, int n)
{
	g_autoptr(State) state = NULL;
	char head[41];
	int status = 0;
	pid_t pid;

	remove_all(folder->state);
	write_before(folder);
	pid = fork();
	if (pid == 0) {
		State *mine = state_open(folder->state, NULL);

		writes_left = n;
		fault = FAULT_DEATH;
		_exit(mine && write_batch(mine, NULL) ? 0 : 1);
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), !=, 1);
	state = open_state(folder);
	g_assert_true(state_head(state, head, NULL));
	check_batch(state, strcmp(head, COMMIT_B) == 0);
	/* A batch that was reported as done is there. */
	if (WEXITSTATUS(status) == 0)
		g_assert_cmpstr(head, ==, COMMIT_B);
	return WEXITSTATUS(status) == 0;
}

static void
test_death(Folder *folder, gconstpointer data)
{
	int n = 1;

	is_shared_memory_missing = GPOINTER_TO_INT(data) & 4;
	while (!try_death(folder, n) && n < 1000)
		n++;
	g_assert_cmpint(n, <, 1000);
	g_assert_cmpint(n, >, 3);
	is_shared_memory_missing = false;
}

/* A new state that could not be made is made the next time. */
static void
test_fault_at_birth(Folder *folder, gconstpointer data)
{
	int n = 1;
	bool is_untouched = false;

	(void)data;
	for (; !is_untouched; n++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(State) state = NULL;

		remove_all(folder->state);
		writes_left = n;
		fault = FAULT_FULL;
		state = state_open(folder->state, &error);
		is_untouched = writes_left > 0;
		fault = FAULT_NONE;
		g_assert_true(!state == !!error);
		if (error)
			g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
		g_clear_pointer(&state, state_free);
		state = open_state(folder);
		set_known(state, "https://x.cn/1", "hnrb-1");
	}
	g_assert_cmpint(n, >, 3);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	shim_register();
	add("/state/without-wal", 0, test_without_wal);
	add("/state/fault-full", FAULT_FULL, test_fault);
	add("/state/fault-once", FAULT_ONCE, test_fault);
	add("/state/fault-full-slow", FAULT_FULL | 4, test_fault);
	add("/state/fault-once-slow", FAULT_ONCE | 4, test_fault);
	add("/state/fault-at-birth", 0, test_fault_at_birth);
	add("/state/death", 0, test_death);
	add("/state/death-slow", 4, test_death);
	return g_test_run();
}
