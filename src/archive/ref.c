/*
 * ref - moving refs of the archive, all of them or none.
 *
 * First every lock is taken, then every ref looked at, then all are renamed.
 * Writes no reflog: a bare repository has none.
 */
#include "config.h"

#include "archive/ref.h"

#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_TRIES 20
#define LOCK_WAIT_MS 50
#define FOLDER_MODE 0750
#define LOCK_BYTES (GIT_OID_HEXSZ + 1)

static char *
ref_path(const Archive *archive, const char *name, const char *ending)
{
	return g_strconcat(archive->path, "/", name, ending, NULL);
}

/* The lock's content under a name of its own, to be linked into place. */
static char *
write_beside(const Archive *archive, const git_oid *id, GError **error)
{
	g_autofree char *path =
	    g_strconcat(archive->path, "/" HANDLE_UNFINISHED "XXXXXX", NULL);
	auto_fd int fd = g_mkstemp_full(path, O_WRONLY | O_CLOEXEC, 0644);
	char text[LOCK_BYTES + 1];

	if (fd >= 0) {
		(void)git_oid_tostr(text, sizeof(text), id);
		text[GIT_OID_HEXSZ] = '\n';
		if (fd_write_all(fd, text, LOCK_BYTES) && fsync(fd) == 0)
			return g_steal_pointer(&path);
	}
	fail_errno(error, "%s: cannot write a ref", archive->path);
	if (fd >= 0)
		(void)unlink(path);
	return NULL;
}

/* Where a file system knows no links: the lock is written in place. */
static int
write_lock(const char *beside, const char *lock)
{
	g_autofree char *text = NULL;
	size_t length;
	auto_fd int fd =
	    open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	text = fd >= 0 ? file_read(beside, LOCK_BYTES, &length, NULL) : NULL;
	if (text && fd_write_all(fd, text, length) && fsync(fd) == 0)
		return 0;
	if (fd >= 0)
		(void)unlink(lock);
	return -1;
}

static int
place_lock(const char *beside, const char *lock)
{
	if (link(beside, lock) == 0)
		return 0;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return -1;
	return write_lock(beside, lock);
}

static bool
take_lock(const Archive *archive, const RefMove *move, GError **error)
{
	g_autofree char *lock = ref_path(archive, move->name, ".lock");
	g_autofree char *folder = g_path_get_dirname(lock);
	g_autofree char *beside = NULL;
	int result = -1;

	if (!folder_make(folder, FOLDER_MODE, error))
		return false;
	beside = write_beside(archive, &move->to, error);
	if (!beside)
		return false;
	for (int i = 0; i < LOCK_TRIES; i++) {
		result = place_lock(beside, lock);
		if (result == 0 || errno != EEXIST)
			break;
		(void)poll(NULL, 0, LOCK_WAIT_MS);
	}
	if (result != 0 && errno == EEXIST)
		fail(error, CAILUN_ERROR_LATER,
		    "%s: another git program holds it; remove the file if none "
		    "runs",
		    lock);
	else if (result != 0)
		fail_errno(error, "%s: cannot lock", lock);
	(void)unlink(beside);
	return result == 0;
}

static void
drop_locks(const Archive *archive, const RefMove *moves, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *lock =
		    ref_path(archive, moves[i].name, ".lock");

		(void)unlink(lock);
	}
}

/* Whether a ref is where the move begins; only asked under its lock. */
static RefResult
look(Archive *archive, const RefMove *move, GError **error)
{
	git_oid now;
	bool has;

	if (!handle_ref(archive, move->name, &now, &has, error))
		return REF_FAILED;
	if (has != move->has_from || (has && !git_oid_equal(&now, &move->from)))
		return REF_ELSEWHERE;
	return REF_MOVED;
}

static bool
rename_lock(const Archive *archive, const RefMove *move, bool *has_moved,
    GError **error)
{
	g_autofree char *lock = ref_path(archive, move->name, ".lock");
	g_autofree char *path = ref_path(archive, move->name, "");
	g_autofree char *folder = g_path_get_dirname(path);

	if (rename(lock, path) != 0)
		return fail_errno(error, "%s: cannot move the ref", path);
	*has_moved = true;
	return folder_sync(folder, error);
}

RefResult
ref_move(Archive *archive, const RefMove *moves, size_t n, GError **error)
{
	RefResult result = REF_MOVED;
	size_t locked = 0, moved = 0;
	bool has_moved = false;

	while (locked < n && take_lock(archive, &moves[locked], error))
		locked++;
	if (locked < n)
		result = REF_FAILED;
	for (size_t i = 0; i < n && result == REF_MOVED; i++)
		result = look(archive, &moves[i], error);
	if (result != REF_MOVED) {
		drop_locks(archive, moves, locked);
		return result;
	}
	while (
	    moved < n && rename_lock(archive, &moves[moved], &has_moved, error))
		moved++;
	if (moved == n)
		return REF_MOVED;
	drop_locks(archive, moves + moved, n - moved);
	return has_moved ? REF_PARTLY : REF_FAILED;
}

/* ---- what a crash left behind ---- */

void
ref_unlock_stale(Archive *archive, const char *name, const char *id)
{
	g_autofree char *lock = ref_path(archive, name, ".lock");
	g_autofree char *text = NULL;
	size_t length;

	if (strlen(id) != GIT_OID_HEXSZ)
		return;
	text = file_read(lock, LOCK_BYTES, &length, NULL);
	if (text && length == LOCK_BYTES && g_str_has_prefix(text, id))
		(void)unlink(lock);
}

/* Whole ids in a lock are ours: git keeps a ref's lock empty to prune it. */
void
ref_unlock_raw(Archive *archive)
{
	g_autofree char *folder = ref_path(archive, HANDLE_RAW, "");
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *lock = g_strconcat(folder, name, NULL);
		g_autofree char *text = NULL;
		size_t length = 0;

		if (!g_str_has_suffix(name, ".lock"))
			continue;
		text = file_read(lock, LOCK_BYTES, &length, NULL);
		if (text && length == LOCK_BYTES)
			(void)unlink(lock);
	}
}
