/*
 * body - a document in memory that can be handed to another process.
 *
 * Never maps what its sender could still change.
 */
#include "config.h"

#include "wire/body.h"

#include "base/error.h"
#include "base/fd.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define BODY_SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

int
body_new(GError **error)
{
	int fd = memfd_create("body", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0)
		(void)fail_errno(error, "body: cannot make one in memory");
	return fd;
}

bool
body_seal(int fd, GError **error)
{
	if (fcntl(fd, F_ADD_SEALS, BODY_SEALS) < 0)
		return fail_errno(error, "body: cannot seal");
	return true;
}

int
body_of(const void *bytes, size_t length, GError **error)
{
	auto_fd int fd = body_new(error);

	if (fd < 0)
		return -1;
	if (!fd_write_all(fd, bytes, length)) {
		(void)fail_errno(error, "body: cannot write");
		return -1;
	}
	if (!body_seal(fd, error))
		return -1;
	return steal_fd(&fd);
}

typedef struct Mapping {
	void *bytes;
	size_t length;
} Mapping;

static void
unmap(void *data)
{
	Mapping *mapping = data;

	(void)munmap(mapping->bytes, mapping->length);
	g_free(mapping);
}

GBytes *
body_map(int fd, size_t max_bytes, GError **error)
{
	int seals = fcntl(fd, F_GET_SEALS);
	struct stat status;
	Mapping mapping;

	/* Only memory can be sealed, so that this refuses files and sockets
	 * as well. */
	if (seals < 0 || (seals & BODY_SEALS) != BODY_SEALS) {
		(void)fail(error, CAILUN_ERROR_HELPER, "body: not sealed");
		return NULL;
	}
	if (fstat(fd, &status) < 0 || status.st_size < 0 ||
	    (size_t)status.st_size > max_bytes) {
		(void)fail(error, CAILUN_ERROR_HELPER,
		    "body: larger than %zu bytes", max_bytes);
		return NULL;
	}
	mapping.length = (size_t)status.st_size;
	if (mapping.length == 0)
		return g_bytes_new_static("", 0);
	mapping.bytes =
	    mmap(NULL, mapping.length, PROT_READ, MAP_PRIVATE, fd, 0);
	if (mapping.bytes == MAP_FAILED) {
		(void)fail(error, CAILUN_ERROR_HELPER, "body: cannot map");
		return NULL;
	}
	return g_bytes_new_with_free_func(mapping.bytes, mapping.length, unmap,
	    g_memdup2(&mapping, sizeof(mapping)));
}
