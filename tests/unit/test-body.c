/*
 * test-body - documents in sealed memory, and what is not one.
 */
#include "config.h"

#include "base/error.h"
#include "base/fd.h"
#include "wire/body.h"

#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>

static void
test_round(void)
{
	auto_fd int fd = body_of("新闻", 6, NULL);
	g_autoptr(GBytes) bytes = body_map(fd, 6, NULL);

	g_assert_cmpmem(
	    g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "新闻", 6);
	/* The mapping outlives the descriptor. */
	fd_clear(&fd);
	g_assert_cmpmem(g_bytes_get_data(bytes, NULL), 6, "新闻", 6);
}

static void
test_empty(void)
{
	auto_fd int fd = body_of("", 0, NULL);
	g_autoptr(GBytes) bytes = body_map(fd, 0, NULL);

	g_assert_nonnull(bytes);
	g_assert_cmpuint(g_bytes_get_size(bytes), ==, 0);
}

static void
test_sealed(void)
{
	auto_fd int fd = body_of("abc", 3, NULL);

	g_assert_cmpint(pwrite(fd, "x", 1, 0), ==, -1);
	g_assert_cmpint(ftruncate(fd, 0), ==, -1);
	g_assert_cmpint(ftruncate(fd, 10), ==, -1);
	g_assert_cmpint(fcntl(fd, F_GETFD), ==, FD_CLOEXEC);
}

/* Takes `fd`. */
static void
refuse(int fd, size_t max_bytes)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(body_map(fd, max_bytes, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	if (fd >= 0)
		(void)close(fd);
}

static int
sealed_with(int seals)
{
	int fd = body_new(NULL);

	g_assert_true(fd_write_all(fd, "abc", 3));
	g_assert_cmpint(fcntl(fd, F_ADD_SEALS, seals), ==, 0);
	return fd;
}

static void
test_refusals(void)
{
	int pair[2];

	refuse(body_of("abcd", 4, NULL), 3);
	refuse(body_new(NULL), 100);
	refuse(sealed_with(F_SEAL_SEAL), 100);
	refuse(sealed_with(F_SEAL_SEAL | F_SEAL_GROW | F_SEAL_SHRINK), 100);
	refuse(sealed_with(F_SEAL_SEAL | F_SEAL_GROW | F_SEAL_WRITE), 100);
	refuse(sealed_with(F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_WRITE), 100);
	refuse(sealed_with(F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_WRITE), 100);
	refuse(memfd_create("plain", MFD_CLOEXEC), 100);
	refuse(open("/dev/zero", O_RDONLY | O_CLOEXEC), 100);
	refuse(open("/proc/self/exe", O_RDONLY | O_CLOEXEC), SIZE_MAX);
	refuse(-1, 100);
	g_assert_cmpint(
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
	refuse(pair[0], 100);
	refuse(pair[1], 100);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/body/round", test_round);
	g_test_add_func("/body/empty", test_empty);
	g_test_add_func("/body/sealed", test_sealed);
	g_test_add_func("/body/refusals", test_refusals);
	return g_test_run();
}
