/*
 * test-child - helpers started, watched, stopped and reaped.
 *
 * The helper is this program itself, with the first argument `--helper`.
 */
#include "config.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "wire/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define SELF "/proc/self/exe"
#define PATIENCE_MS 20000

/* ---- the helper ---- */

static int
count_descriptors(void)
{
	int n = 0;

	for (int fd = CHILD_SOCKET + 1; fd < 256; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			n++;
	return n;
}

static int
helper_talk(void)
{
	int descriptors = count_descriptors();
	g_autoptr(Channel) channel = channel_new(CHILD_SOCKET, true);

	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;
		g_autoptr(Value) answer = value_object();

		if (channel_read(channel, false, &message, NULL) !=
		    CHANNEL_MESSAGE)
			return 0;
		value_set_number(answer, "pid", getpid());
		value_set_number(answer, "descriptors", descriptors);
		if (!channel_send(
			channel, MESSAGE_DONE, message.id, answer, -1, NULL))
			return 1;
	}
}

static int
helper(const char *what)
{
	if (!child_settle())
		return 99;
	if (strcmp(what, "talk") == 0)
		return helper_talk();
	if (strcmp(what, "exit") == 0)
		return 3;
	if (strcmp(what, "killed") == 0)
		(void)raise(SIGKILL);
	/* Deaf: takes no notice of end of file or SIGTERM, and is busy. */
	for (volatile unsigned n = 0;; n++)
		;
}

/* ---- the tests ---- */

static void
start(const char *what, Child *out)
{
	const char *argv[] = { "test-helper", "--helper", what, NULL };
	g_autoptr(GError) error = NULL;
	bool is_started = child_start(SELF, argv, out, &error);

	g_assert_no_error(error);
	g_assert_true(is_started);
}

static void
wait_for(int fd)
{
	struct pollfd event = { .fd = fd, .events = POLLIN };

	g_assert_cmpint(poll(&event, 1, PATIENCE_MS), ==, 1);
}

static void
test_talk(void)
{
	Child child = CHILD_NONE;
	g_autoptr(Value) empty = value_object();
	g_auto(Message) message = MESSAGE_NONE;
	ChildEnd end;
	int leak = open("/dev/null", O_RDONLY); /* on purpose */

	start("talk", &child);
	(void)close(leak);
	g_assert_true(
	    channel_send(child.channel, MESSAGE_TASK, 7, empty, -1, NULL));
	wait_for(channel_fd(child.channel));
	g_assert_cmpint(channel_read(child.channel, false, &message, NULL), ==,
	    CHANNEL_MESSAGE);
	g_assert_cmpuint(message.id, ==, 7);
	g_assert_cmpint(
	    value_get_number(message.value, "pid", 0), ==, child.pid);
	g_assert_cmpint(
	    value_get_number(message.value, "descriptors", -1), ==, 0);
	g_assert_cmpint(child_cpu_ms(&child), >=, 0);
	g_assert_false(child_reap(&child, &end));
	/* At the end of file it leaves by itself. */
	child_stop(&child, PATIENCE_MS, &end);
	g_assert_false(end.is_signal);
	g_assert_cmpint(end.code, ==, 0);
	g_assert_cmpint(end.peak_kb, >, 0);
	g_assert_cmpint(child.pid, ==, 0);
	g_assert_cmpint(child.pidfd, ==, -1);
	g_assert_null(child.channel);
	g_assert_cmpint(child_cpu_ms(&child), ==, -1);
}

static void
test_ends(void)
{
	static const char *const cases[][2] = {
		{ "exit", "exit code 3" },
		{ "killed", "killed by signal 9 (Killed)" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Child child = CHILD_NONE;
		ChildEnd end;
		g_autofree char *text = NULL;

		start(cases[i][0], &child);
		wait_for(child.pidfd);
		g_assert_true(child_reap(&child, &end));
		text = child_end_text(&end);
		g_assert_cmpstr(text, ==, cases[i][1]);
		child_stop(&child, 0, NULL);
	}
}

static void
test_deaf(void)
{
	Child child = CHILD_NONE;
	ChildEnd end;
	int64_t began = clock_mono_ms();

	start("deaf", &child);
	while (child_cpu_ms(&child) < 20)
		(void)usleep(1000);
	(void)kill(child.pid, SIGTERM);
	(void)kill(child.pid, SIGINT);
	child_stop(&child, 50, &end);
	g_assert_true(end.is_signal);
	g_assert_cmpint(end.code, ==, SIGKILL);
	g_assert_cmpint(end.cpu_ms, >=, 20);
	g_assert_cmpint(clock_mono_ms() - began, <, PATIENCE_MS);
}

static void
test_missing(void)
{
	const char *argv[] = { "nothing", NULL };
	Child child = CHILD_NONE;
	g_autoptr(GError) error = NULL;

	g_assert_false(
	    child_start("/nonexistent/helper", argv, &child, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	g_assert_nonnull(strstr(error->message, "/nonexistent/helper"));
	g_assert_cmpint(child.pid, ==, 0);
}

static void
test_path(void)
{
	g_autofree char *other = NULL;
	g_autofree char *usual = NULL;

	(void)setenv("CAILUN_HELPERS", "/some/where", 1);
	other = child_helper_path("cailun-fetch");
	g_assert_cmpstr(other, ==, "/some/where/cailun-fetch");
	(void)unsetenv("CAILUN_HELPERS");
	usual = child_helper_path("cailun-fetch");
	g_assert_cmpstr(usual, ==, PKGLIBEXECDIR "/cailun-fetch");
}

/* Only a child of ours is taken in, whatever the zygote says. */
static void
test_adopt(void)
{
	Child child = CHILD_NONE;
	Child adopted = CHILD_NONE;
	g_autoptr(Value) empty = value_object();
	pid_t strangers[] = { -1, 0, 1, getpid(), getppid() };
	ChildEnd end;

	for (size_t i = 0; i < G_N_ELEMENTS(strangers); i++) {
		g_autoptr(GError) error = NULL;
		Channel *channel =
		    channel_new(open("/dev/null", O_RDONLY | O_CLOEXEC), false);

		g_assert_false(
		    child_adopt(strangers[i], channel, &adopted, &error));
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	}
	start("talk", &child);
	g_assert_true(
	    channel_send(child.channel, MESSAGE_TASK, 1, empty, -1, NULL));
	wait_for(channel_fd(child.channel));
	g_assert_true(child_adopt(
	    child.pid, g_steal_pointer(&child.channel), &adopted, NULL));
	fd_clear(&child.pidfd);
	child_stop(&adopted, PATIENCE_MS, &end);
	g_assert_cmpint(end.code, ==, 0);
}

/* In a main of its own: starts a busy, deaf helper and is killed. */
static void
die_with_helper(void)
{
	Child child = CHILD_NONE;
	const char *argv[] = { "test-helper", "--helper", "deaf", NULL };

	if (!child_start(SELF, argv, &child, NULL))
		_exit(1);
	while (child_cpu_ms(&child) < 20)
		(void)usleep(1000);
	(void)raise(SIGKILL);
}

/* A helper does not outlive main, however deaf it is. */
static void
test_orphan(void)
{
	int ends[2];
	pid_t main_pid;
	char byte;

	/* The writing end becomes stderr of both: when it closes, both are
	 * gone. */
	g_assert_cmpint(pipe(ends), ==, 0);
	main_pid = fork();
	if (main_pid == 0) {
		(void)dup2(ends[1], STDERR_FILENO);
		(void)close(ends[1]);
		die_with_helper();
	}
	(void)close(ends[1]);
	g_assert_cmpint(waitpid(main_pid, NULL, 0), ==, main_pid);
	wait_for(ends[0]);
	g_assert_cmpint(read(ends[0], &byte, 1), ==, 0);
	(void)close(ends[0]);
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--helper") == 0)
		return helper(argv[2]);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/child/talk", test_talk);
	g_test_add_func("/child/ends", test_ends);
	g_test_add_func("/child/deaf", test_deaf);
	g_test_add_func("/child/missing", test_missing);
	g_test_add_func("/child/path", test_path);
	g_test_add_func("/child/adopt", test_adopt);
	g_test_add_func("/child/orphan", test_orphan);
	return g_test_run();
}
