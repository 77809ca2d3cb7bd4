/*
 * fd - descriptors and whole files.
 *
 * Reads and writes files as a whole. Never leaves half a file at its place and
 * never a descriptor that a child would inherit.
 */
#include "config.h"

#include "base/fd.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FIRST_READ_BYTES ((size_t)16 << 10)

bool
fd_write_all(int fd, const void *bytes, size_t length)
{
	const char *rest = bytes;

	while (length > 0) {
		ssize_t n = write(fd, rest, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0) {
			errno = EIO;
			return false;
		}
		rest += n;
		length -= (size_t)n;
	}
	return true;
}

/* Room for what fstat() promises, in one go; the file may still differ. */
static size_t
expected_bytes(int fd, size_t max_bytes)
{
	struct stat status;

	if (fstat(fd, &status) || !S_ISREG(status.st_mode) ||
	    status.st_size <= 0)
		return MIN(FIRST_READ_BYTES, max_bytes);
	return MIN((size_t)status.st_size, max_bytes);
}

/* One byte more than `max_bytes` is read, to know that there is more. */
char *
fd_read_all(
    int fd, const char *name, size_t max_bytes, size_t *length, GError **error)
{
	size_t room = expected_bytes(fd, max_bytes) + 1, have = 0;
	g_autofree char *bytes = g_malloc(room + 1);

	for (;;) {
		ssize_t n;

		if (have == room) {
			room = MIN(room * 2, max_bytes + 1);
			bytes = g_realloc(bytes, room + 1);
		}
		n = read(fd, bytes + have, room - have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			fail_errno(error, "%s: cannot be read", name);
			return NULL;
		}
		if (n == 0)
			break;
		have += (size_t)n;
		if (have > max_bytes) {
			fail(error, CAILUN_ERROR_INPUT,
			    "%s: too large; at most %zu bytes are read", name,
			    max_bytes);
			return NULL;
		}
	}
	bytes[have] = '\0';
	if (length)
		*length = have;
	return g_steal_pointer(&bytes);
}

char *
file_read(const char *path, size_t max_bytes, size_t *length, GError **error)
{
	auto_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0) {
		fail_errno(error, "%s: cannot be opened", path);
		return NULL;
	}
	return fd_read_all(fd, path, max_bytes, length, error);
}

bool
folder_sync(const char *path, GError **error)
{
	auto_fd int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return fail_errno(error, "%s: cannot be opened", path);
	/* Some file systems cannot sync a folder, and say so. */
	if (fsync(fd) && errno != EINVAL && errno != EROFS)
		return fail_errno(error, "%s: cannot be synced", path);
	return true;
}

/* Fills the descriptor of a new file and makes it durable. */
static bool
fill(int fd, const void *bytes, size_t length, int mode)
{
	return fd_write_all(fd, bytes, length) && !fchmod(fd, (mode_t)mode) &&
	       !fsync(fd);
}

bool
file_write(const char *path, const void *bytes, size_t length, int mode,
    GError **error)
{
	g_autofree char *beside = g_strconcat(path, ".XXXXXX", NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	auto_fd int fd = g_mkstemp_full(beside, O_WRONLY | O_CLOEXEC, 0600);

	if (fd < 0)
		return fail_errno(error, "%s: cannot be made", path);
	if (!fill(fd, bytes, length, mode) || rename(beside, path)) {
		fail_errno(error, "%s: cannot be written", path);
		(void)unlink(beside);
		return false;
	}
	return folder_sync(folder, error);
}

/* One folder; one that exists is good. */
static bool
make_one(const char *path, int mode)
{
	struct stat status;

	if (!mkdir(path, (mode_t)mode))
		return true;
	if (errno != EEXIST && errno != EROFS)
		return false;
	if (stat(path, &status))
		return false;
	if (S_ISDIR(status.st_mode))
		return true;
	errno = ENOTDIR;
	return false;
}

bool
folder_make(const char *path, int mode, GError **error)
{
	g_autofree char *part = g_strdup(path);

	for (char *p = part; *p; p++) {
		if (*p != '/' || p == part)
			continue;
		*p = '\0';
		if (!make_one(part, mode))
			return fail_errno(error, "%s: cannot be made", part);
		*p = '/';
	}
	if (!make_one(part, mode))
		return fail_errno(error, "%s: cannot be made", part);
	return true;
}
