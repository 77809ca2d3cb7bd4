/*
 * test-fd - whole files, folders, descriptors; and errors with their codes.
 */
#include "config.h"

#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

static char *folder;

static char *
place(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

/* Files in the folder, so that nothing is left beside. */
static size_t
count_files(void)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	size_t count = 0;

	while (g_dir_read_name(dir))
		count++;
	return count;
}

static void
test_write_and_read(void)
{
	g_autofree char *path = place("file");
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	struct stat status;
	size_t length = 0;

	g_assert_true(file_write(path, "one", 3, 0640, &error));
	g_assert_true(file_write(path, "a\0b", 3, 0600, &error));
	g_assert_no_error(error);
	text = file_read(path, 3, &length, &error);
	g_assert_no_error(error);
	g_assert_cmpmem(text, length + 1, "a\0b", 4);
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmpint(status.st_mode & 07777, ==, 0600);
	g_assert_cmpuint(count_files(), ==, 1);
	(void)unlink(path);
}

static void
test_empty_file(void)
{
	g_autofree char *path = place("empty");
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	size_t length = 7;

	g_assert_true(file_write(path, "", 0, 0640, &error));
	text = file_read(path, 0, &length, &error);
	g_assert_cmpstr(text, ==, "");
	g_assert_cmpuint(length, ==, 0);
	(void)unlink(path);
}

static void
test_ceiling(void)
{
	g_autofree char *path = place("large");
	g_autofree char *bytes = g_strnfill(100000, 'x');
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	size_t length = 0;

	g_assert_true(file_write(path, bytes, 100000, 0640, &error));
	g_assert_null(file_read(path, 99999, &length, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
	g_assert_true(strstr(error->message, "99999") != NULL);
	g_clear_error(&error);
	text = file_read(path, 100000, &length, &error);
	g_assert_no_error(error);
	g_assert_cmpmem(text, length, bytes, 100000);
	(void)unlink(path);
}

/* What does not know its size beforehand. */
static void
test_pipe(void)
{
	int fds[2];
	g_autofree char *bytes = g_strnfill(50000, 'y');
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	size_t length = 0;

	g_assert_cmpint(pipe2(fds, O_CLOEXEC), ==, 0);
	g_assert_true(fd_write_all(fds[1], bytes, 50000));
	(void)close(fds[1]);
	text = fd_read_all(fds[0], "pipe", 1000000, &length, &error);
	g_assert_no_error(error);
	g_assert_cmpmem(text, length, bytes, 50000);
	(void)close(fds[0]);
	g_assert_cmpint(pipe2(fds, O_CLOEXEC), ==, 0);
	g_assert_true(fd_write_all(fds[1], bytes, 50000));
	g_assert_null(fd_read_all(fds[0], "pipe", 49999, &length, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
	(void)close(fds[0]);
	errno = 0;
	g_assert_false(fd_write_all(fds[0], "x", 1));
	g_assert_cmpint(errno, ==, EBADF);
	(void)close(fds[1]);
}

static void
test_missing(void)
{
	g_autofree char *path = place("missing");
	g_autofree char *inside = place("missing/file");
	g_autoptr(GError) error = NULL;

	g_assert_null(file_read(path, 10, NULL, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
	g_assert_true(g_str_has_prefix(error->message, path));
	g_clear_error(&error);
	g_assert_false(file_write(inside, "x", 1, 0640, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
	g_clear_error(&error);
	g_assert_null(file_read(folder, 10, NULL, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_clear_error(&error);
	g_assert_false(folder_sync(path, &error));
	g_assert_nonnull(error);
}

/* A write that fails in the middle leaves the old file and nothing else. */
static void
test_write_fails(void)
{
	g_autofree char *path = place("kept");
	g_autofree char *bytes = g_strnfill(8192, 'z');
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	struct rlimit before, small;

	g_assert_true(file_write(path, "old", 3, 0640, &error));
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	small = before;
	small.rlim_cur = 4096;
	(void)signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	g_assert_false(file_write(path, bytes, 8192, 0640, &error));
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	text = file_read(path, 10, NULL, NULL);
	g_assert_cmpstr(text, ==, "old");
	g_assert_cmpuint(count_files(), ==, 1);
	(void)unlink(path);
}

static void
test_folders(void)
{
	g_autofree char *deep = place("a/b//c/");
	g_autofree char *file = place("a/file");
	g_autofree char *below = place("a/file/d");
	g_autoptr(GError) error = NULL;

	g_assert_true(folder_make(deep, 0750, &error));
	g_assert_true(folder_make(deep, 0750, &error));
	g_assert_no_error(error);
	g_assert_true(g_file_test(deep, G_FILE_TEST_IS_DIR));
	g_assert_true(folder_sync(deep, &error));
	g_assert_true(file_write(file, "x", 1, 0640, &error));
	g_assert_false(folder_make(below, 0750, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_clear_error(&error);
	g_assert_false(folder_make(file, 0750, &error));
	(void)unlink(file);
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = { "a/b/c", "a/b", "a" };
		g_autofree char *path = place(names[i]);

		g_assert_cmpint(rmdir(path), ==, 0);
	}
}

static void
test_auto_fd(void)
{
	int kept;

	{
		auto_fd int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

		g_assert_cmpint(fd, >=, 0);
		kept = steal_fd(&fd);
		g_assert_cmpint(fd, ==, -1);
	}
	g_assert_cmpint(fcntl(kept, F_GETFD), ==, FD_CLOEXEC);
	{
		auto_fd int fd = kept;

		(void)fd;
	}
	g_assert_cmpint(fcntl(kept, F_GETFD), ==, -1);
}

static void
test_errors(void)
{
	static const struct {
		int number;
		CailunError code;
		int exit;
	} cases[] = {
		{ ENOENT, CAILUN_ERROR_NOT_FOUND, 3 },
		{ ENOSPC, CAILUN_ERROR_IO, 74 },
		{ EIO, CAILUN_ERROR_IO, 74 },
		{ EROFS, CAILUN_ERROR_IO, 74 },
		{ EACCES, CAILUN_ERROR_IO, 74 },
		{ EDQUOT, CAILUN_ERROR_IO, 74 },
		{ EAGAIN, CAILUN_ERROR_LATER, 75 },
		{ EBADF, CAILUN_ERROR_BUG, 70 },
	};
	static const int exits[] = { 2, 3, 78, 65, 70, 75, 74, 70 };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		errno = cases[i].number;
		g_assert_false(fail_errno(&error, "%s: no", "place"));
		g_assert_error(error, CAILUN_ERROR, (int)cases[i].code);
		g_assert_true(g_str_has_prefix(error->message, "place: no: "));
		g_assert_cmpint(error_exit_code(error), ==, cases[i].exit);
	}
	for (int i = 0; i < (int)G_N_ELEMENTS(exits); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(fail(&error, (CailunError)i, "%d", i));
		g_assert_cmpint(error_exit_code(error), ==, exits[i]);
	}
	g_assert_false(fail(NULL, CAILUN_ERROR_IO, "%s", "nobody asks"));
	g_assert_false(fail_errno(NULL, "%s", "nobody asks"));
}

static void
test_foreign_error(void)
{
	g_autoptr(GError) error =
	    g_error_new(G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");

	g_assert_cmpint(error_exit_code(error), ==, 70);
	g_assert_cmpint(error_exit_code(NULL), ==, 70);
}

int
main(int argc, char **argv)
{
	int result;

	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("test-fd-XXXXXX", NULL);
	g_assert_nonnull(folder);
	g_test_add_func("/fd/write-and-read", test_write_and_read);
	g_test_add_func("/fd/empty-file", test_empty_file);
	g_test_add_func("/fd/ceiling", test_ceiling);
	g_test_add_func("/fd/pipe", test_pipe);
	g_test_add_func("/fd/missing", test_missing);
	g_test_add_func("/fd/write-fails", test_write_fails);
	g_test_add_func("/fd/folders", test_folders);
	g_test_add_func("/fd/auto", test_auto_fd);
	g_test_add_func("/error/codes", test_errors);
	g_test_add_func("/error/foreign", test_foreign_error);
	result = g_test_run();
	(void)g_rmdir(folder);
	g_free(folder);
	return result;
}
