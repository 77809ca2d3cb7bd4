/*
 * child - a helper process, seen from main.
 *
 * Never leaves a zombie or a descriptor behind, and never signals a number
 * that could be somebody else's: a pid is ours until we have reaped it.
 */
#include "config.h"

#include "wire/child.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

char *
child_helper_path(const char *name)
{
	const char *folder = getenv("CAILUN_HELPERS");

	if (!folder || *folder == '\0')
		folder = PKGLIBEXECDIR;
	return g_build_filename(folder, name, NULL);
}

/* Signals as they were born: main may ignore or block some. */
static int
set_signals(posix_spawnattr_t *attributes)
{
	sigset_t all, none;

	(void)sigfillset(&all);
	(void)sigemptyset(&none);
	(void)posix_spawnattr_setsigdefault(attributes, &all);
	(void)posix_spawnattr_setsigmask(attributes, &none);
	return posix_spawnattr_setflags(
	    attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

/* Its socket as descriptor 3, nothing to read, no output but to stderr. */
static int
spawn(const char *path, const char *const *argv, int socket, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int code;

	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawnattr_init(&attributes);
	code = set_signals(&attributes);
	if (code == 0)
		code = posix_spawn_file_actions_adddup2(
		    &actions, socket, CHILD_SOCKET);
	if (code == 0)
		code = posix_spawn_file_actions_addopen(
		    &actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (code == 0)
		code = posix_spawn_file_actions_addopen(
		    &actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	/* Ours are close-on-exec; this is for what we inherited ourselves. */
	if (code == 0)
		code = posix_spawn_file_actions_addclosefrom_np(
		    &actions, CHILD_SOCKET + 1);
	if (code == 0)
		code = posix_spawn(pid, path, &actions, &attributes,
		    (char *const *)argv, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	(void)posix_spawnattr_destroy(&attributes);
	return code;
}

static int
open_pidfd(pid_t pid)
{
	/* Close-on-exec by itself. */
	return (int)syscall(SYS_pidfd_open, pid, 0);
}

bool
child_start(
    const char *path, const char *const *argv, Child *out, GError **error)
{
	int pair[2];
	Child child = CHILD_NONE;
	int code;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return fail_errno(error, "%s: cannot make a socket", path);
	code = spawn(path, argv, pair[1], &child.pid);
	(void)close(pair[1]);
	if (code != 0) {
		(void)close(pair[0]);
		return fail(error, CAILUN_ERROR_HELPER,
		    "%s: cannot start: %s; is cailun installed completely?",
		    path, g_strerror(code));
	}
	child.channel = channel_new(pair[0], false);
	child.pidfd = open_pidfd(child.pid);
	if (child.pidfd < 0) {
		(void)fail_errno(error, "%s: no pidfd", path);
		child_stop(&child, 0, NULL);
		return false;
	}
	*out = child;
	return true;
}

bool
child_adopt(pid_t pid, Channel *channel, Child *out, GError **error)
{
	g_autoptr(Channel) kept = channel;
	siginfo_t info;
	int pidfd = -1;

	/* The zygote may lie: only a child of ours can be waited for. */
	if (pid > 1 &&
	    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
		pidfd = open_pidfd(pid);
	if (pidfd < 0)
		return fail(error, CAILUN_ERROR_HELPER,
		    "process %ld: not a child of ours", (long)pid);
	*out = (Child){
		.pid = pid,
		.pidfd = pidfd,
		.channel = g_steal_pointer(&kept),
	};
	return true;
}

bool
child_watch(const Child *child, GArray *fds, size_t *place)
{
	struct pollfd fd = { .events = POLLIN };

	if (child->pid == 0)
		return false;
	fd.fd = channel_fd(child->channel);
	if (channel_is_full(child->channel))
		fd.events |= POLLOUT;
	*place = fds->len;
	g_array_append_val(fds, fd);
	return true;
}

int64_t
child_cpu_ms(const Child *child)
{
	clockid_t clock;
	struct timespec time;

	if (child->pid <= 0 || clock_getcpuclockid(child->pid, &clock) != 0 ||
	    clock_gettime(clock, &time) < 0)
		return -1;
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void
child_kill(Child *child)
{
	if (child->pid > 0)
		(void)kill(child->pid, SIGKILL);
}

static int64_t
milliseconds(const struct timeval *time)
{
	return (int64_t)time->tv_sec * 1000 + time->tv_usec / 1000;
}

/* True also when there is nothing (left) to wait for. */
static bool
reap(Child *child, int flags, ChildEnd *end)
{
	struct rusage usage = { 0 };
	ChildEnd seen = { 0 };
	int status = 0;
	pid_t got = 0;

	if (child->pid > 0) {
		do
			got = wait4(child->pid, &status, flags, &usage);
		while (got < 0 && errno == EINTR);
		if (got == 0)
			return false;
	}
	seen.is_signal = got > 0 && WIFSIGNALED(status);
	seen.code = seen.is_signal ? WTERMSIG(status) : WEXITSTATUS(status);
	seen.cpu_ms =
	    milliseconds(&usage.ru_utime) + milliseconds(&usage.ru_stime);
	seen.peak_kb = usage.ru_maxrss;
	if (end)
		*end = seen;
	child->pid = 0;
	fd_clear(&child->pidfd);
	return true;
}

bool
child_reap(Child *child, ChildEnd *end)
{
	return reap(child, WNOHANG, end);
}

static void
wait_for_end(const Child *child, int ms)
{
	struct pollfd end = { .fd = child->pidfd, .events = POLLIN };
	int64_t until = clock_mono_ms() + ms;

	for (int64_t left = ms; child->pidfd >= 0 && left > 0;
	     left = until - clock_mono_ms())
		if (poll(&end, 1, (int)left) >= 0 || errno != EINTR)
			return;
}

void
child_stop(Child *child, int ms, ChildEnd *end)
{
	g_clear_pointer(&child->channel, channel_free);
	wait_for_end(child, ms);
	if (reap(child, WNOHANG, end))
		return;
	child_kill(child);
	(void)reap(child, 0, end);
}

char *
child_end_text(const ChildEnd *end)
{
	const char *name;

	if (!end->is_signal)
		return g_strdup_printf("exit code %d", end->code);
	name = sigdescr_np(end->code); /* whatever the locale */
	return g_strdup_printf(
	    "killed by signal %d (%s)", end->code, name ? name : "unknown");
}

bool
child_settle(void)
{
	struct pollfd socket = { .fd = CHILD_SOCKET };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	(void)sigaction(SIGINT, &ignore, NULL);
	(void)sigaction(SIGTERM, &ignore, NULL);
	(void)sigaction(SIGPIPE, &ignore, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 ||
	    fcntl(CHILD_SOCKET, F_SETFD, FD_CLOEXEC) < 0)
		return false;
	/* A main that died before the line above has closed its end. */
	return poll(&socket, 1, 0) >= 0 &&
	       (socket.revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}
