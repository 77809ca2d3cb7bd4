/*
 * fd - descriptors and whole files.
 *
 * Every descriptor made here is close-on-exec. Files are written beside their
 * place, synced and renamed, so that a reader never meets half a file.
 */
#ifndef BASE_FD_H
#define BASE_FD_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A local that closes itself: `auto_fd int fd = open(...)`. */
static inline void fd_clear(int *fd);
#define auto_fd __attribute__((cleanup(fd_clear)))

/* Gives the descriptor away: returns it and leaves -1 behind. */
static inline int steal_fd(int *fd);

/* Writes all of it, restarting; false with errno set. */
bool fd_write_all(int fd, const void *bytes, size_t length);

/*
 * The whole of a file, NUL-terminated behind `*length` bytes; at most
 * `max_bytes`, beyond which it fails with CAILUN_ERROR_INPUT. Caller frees.
 */
char *file_read(const char *path, size_t max_bytes, size_t *length,
    GError **error);
char *fd_read_all(int fd, const char *name, size_t max_bytes, size_t *length,
    GError **error);

/* Writes `path` whole or not at all: beside, fsync, rename, fsync of folder. */
bool file_write(const char *path, const void *bytes, size_t length, int mode,
    GError **error);

/* Syncs a folder, so that a rename in it outlives a power cut. */
bool folder_sync(const char *path, GError **error);

/* mkdir -p; existing folders are left as they are. */
bool folder_make(const char *path, int mode, GError **error);

#include <unistd.h>

static inline void
fd_clear(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

static inline int
steal_fd(int *fd)
{
	int kept = *fd;

	*fd = -1;
	return kept;
}

#endif
