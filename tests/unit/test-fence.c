/*
 * test-fence - every primitive in a process of its own: what it forbids, what
 * it leaves, and that it names what the kernel lacks.
 */
#include "config.h"

#include "base/error.h"
#include "wire/fence.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define DIED 1000 /* + signal */

typedef int (*Act)(const char *folder);

/* Runs `act` in a child: its exit code, or DIED + signal. */
static int
in_child(Act act, const char *folder)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		struct rlimit none = { 0, 0 };

		(void)setrlimit(RLIMIT_CORE, &none);
		_exit(act(folder));
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	return WIFSIGNALED(status) ? DIED + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

static void
test_modes(void)
{
	g_assert_cmpint(sandbox_mode_from_name("require"), ==, SANDBOX_REQUIRE);
	g_assert_cmpint(sandbox_mode_from_name("best"), ==, SANDBOX_BEST);
	g_assert_cmpint(sandbox_mode_from_name("off"), ==, SANDBOX_OFF);
	g_assert_cmpint(sandbox_mode_from_name(""), ==, -1);
	g_assert_cmpint(sandbox_mode_from_name("none"), ==, -1);
}

/* ---- seccomp ---- */

static const char *const usual[] = { "read", "write", "close", "exit",
	"exit_group", "rt_sigreturn", "brk", "mmap", "munmap", NULL };

/* An allow list with a few names; the rest is ENOSYS. */
static bool
enter_list(void)
{
	scmp_filter_ctx context = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	const uint64_t ours[] = { (uint64_t)getpid() };
	Filter filter;

	seccomp_add(context, SCMP_ACT_ALLOW, usual);
	seccomp_add(context, SCMP_ACT_ALLOW,
	    (const char *const[]){ "no_such_call_at_all", NULL });
	seccomp_add(context, SCMP_ACT_KILL_PROCESS, fence_attack);
	seccomp_allow_values(context, "tgkill", 0, ours, 1);
	seccomp_allow_fcntl(context);
	seccomp_allow_reading(context);
	return filter_compile(context, &filter, NULL) &&
	       fence_no_new_privs(NULL) && filter_load(&filter, NULL);
}

static int
act_list(const char *folder)
{
	(void)folder;
	if (!enter_list())
		return 10;
	if (syscall(SYS_getppid) != -1 || errno != ENOSYS)
		return 11;
	if (socket(AF_INET, SOCK_STREAM, 0) != -1 || errno != ENOSYS)
		return 12;
	if (syscall(SYS_tgkill, 1, 1, 0) != -1 || errno != ENOSYS)
		return 13;
	if (fcntl(0, F_GETFL) < 0)
		return 14;
	if (fcntl(0, F_SETOWN, 1) != -1 || errno != ENOSYS)
		return 15;
	if (fcntl(0, F_SETSIG, SIGIO) != -1 || errno != ENOSYS)
		return 16;
	if (open("/dev/null", O_RDONLY | O_CLOEXEC) < 0)
		return 17;
	if (open("/dev/null", O_WRONLY) != -1 || errno != ENOSYS)
		return 18;
	if (open("/dev/null", O_RDWR | O_CLOEXEC) != -1 || errno != ENOSYS)
		return 19;
	if (open("/tmp/x", O_RDONLY | O_CREAT, 0600) != -1 || errno != ENOSYS)
		return 20;
	if (open("/tmp/x", O_RDONLY | O_TRUNC) != -1 || errno != ENOSYS)
		return 21;
	return 0;
}

static int
act_attack(const char *folder)
{
	(void)folder;
	if (!enter_list())
		return 10;
	(void)syscall(SYS_ptrace, 0, 0, 0, 0);
	return 11;
}

#ifdef __x86_64__
/* The same call by the 32-bit door. */
static int
act_other_door(const char *folder)
{
	long answer = 20; /* getpid of i386 */

	(void)folder;
	if (!enter_list())
		return 10;
	__asm__ volatile("int $0x80" : "+a"(answer) : : "memory");
	return 11;
}

static int
act_x32(const char *folder)
{
	(void)folder;
	if (!enter_list())
		return 10;
	(void)syscall(0x40000000 | SYS_read, -1, NULL, 0);
	return 11;
}
#endif

static int
act_twice(const char *folder)
{
	scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
	Filter filter;

	(void)folder;
	seccomp_add(context, SCMP_ACT_ERRNO(EPERM),
	    (const char *const[]){ "getppid", NULL });
	if (!filter_compile(context, &filter, NULL) ||
	    !fence_no_new_privs(NULL))
		return 10;
	for (int i = 0; i < 2; i++)
		if (!filter_load(&filter, NULL))
			return 11;
	filter_clear(&filter);
	if (filter.program.filter)
		return 12;
	return syscall(SYS_getppid) == -1 && errno == EPERM ? 0 : 13;
}

static void
test_seccomp(void)
{
	g_assert_cmpint(in_child(act_list, NULL), ==, 0);
	g_assert_cmpint(in_child(act_attack, NULL), ==, DIED + SIGSYS);
	g_assert_cmpint(in_child(act_twice, NULL), ==, 0);
}

static void
test_other_doors(void)
{
#ifdef __x86_64__
	int old = in_child(act_other_door, NULL);

	/* A kernel without 32-bit calls ends it otherwise. */
	g_assert_true(old == DIED + SIGSYS || old == DIED + SIGSEGV);
	g_assert_cmpint(in_child(act_x32, NULL), ==, DIED + SIGSYS);
#else
	g_test_skip("only for x86-64");
#endif
}

/* ---- Landlock ---- */

static bool
can(const char *folder, const char *name, int flags)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd >= 0)
		(void)close(fd);
	return fd >= 0;
}

static int
act_landlock(const char *folder)
{
	g_autofree char *read_only = g_build_filename(folder, "read", NULL);
	g_autofree char *writable = g_build_filename(folder, "write", NULL);
	g_autofree char *file = g_build_filename(folder, "shut/file", NULL);
	int rules = landlock_new(LANDLOCK_NET_ALL, true);

	if (rules < 0)
		return 10;
	if (!landlock_allow(rules, read_only, LANDLOCK_READ, NULL) ||
	    !landlock_allow(rules, writable, LANDLOCK_WRITE, NULL) ||
	    !landlock_allow(rules, file, LANDLOCK_READ, NULL) ||
	    !landlock_allow(rules, "/nonexistent/x", LANDLOCK_RUN, NULL))
		return 11;
	if (!fence_no_new_privs(NULL) || !landlock_enter(rules, NULL))
		return 12;
	if (fcntl(rules, F_GETFD) >= 0)
		return 13;
	if (!can(folder, "read/file", O_RDONLY) ||
	    can(folder, "read/file", O_WRONLY) ||
	    can(folder, "read/new", O_CREAT | O_WRONLY))
		return 14;
	if (!can(folder, "write/file", O_WRONLY) ||
	    !can(folder, "write/new", O_CREAT | O_WRONLY))
		return 15;
	if (!can(folder, "shut/file", O_RDONLY) ||
	    can(folder, "shut/other", O_RDONLY))
		return 16;
	return 0;
}

static void
write_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, "x", 1, NULL));
}

static void
remove_all(const char *folder)
{
	static const char *const names[] = { "read/file", "write/file",
		"write/new", "shut/file", "shut/other", "read", "write", "shut",
		"" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
		    g_build_filename(folder, names[i], NULL);

		(void)remove(path);
	}
}

static void
test_landlock(void)
{
	g_autofree char *folder = NULL;

	if (landlock_abi() < 1) {
		g_test_skip("this kernel has no Landlock");
		return;
	}
	folder = g_dir_make_tmp("cailun-fence-XXXXXX", NULL);
	g_assert_nonnull(folder);
	write_file(folder, "read/file");
	write_file(folder, "write/file");
	write_file(folder, "shut/file");
	write_file(folder, "shut/other");
	for (int abi = landlock_abi(); abi >= 1; abi--) {
		g_autofree char *text = g_strdup_printf("%d", abi);

		g_test_message("as ABI %d", abi);
		(void)setenv("CAILUN_TEST_LANDLOCK", text, 1);
		g_assert_cmpint(landlock_abi(), ==, abi);
		g_assert_cmpint(in_child(act_landlock, folder), ==, 0);
	}
	(void)setenv("CAILUN_TEST_LANDLOCK", "0", 1);
	g_assert_cmpint(landlock_abi(), ==, 0);
	g_assert_cmpint(landlock_new(0, true), ==, -1);
	(void)unsetenv("CAILUN_TEST_LANDLOCK");
	remove_all(folder);
}

/* ---- limits ---- */

static int
act_limits(const char *folder)
{
	struct rlimit core;
	volatile char *large;

	(void)folder;
	if (!fence_no_core(NULL) || getrlimit(RLIMIT_CORE, &core) < 0 ||
	    core.rlim_max != 0)
		return 10;
	if (!fence_memory(512u << 20, NULL))
		return 11;
	large = malloc(600u << 20);
	return large ? 12 : 0;
}

static void
test_limits(void)
{
	g_assert_cmpint(in_child(act_limits, NULL), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fence/modes", test_modes);
	g_test_add_func("/fence/landlock", test_landlock);
#ifndef WITH_SANITIZERS
	g_test_add_func("/fence/seccomp", test_seccomp);
	g_test_add_func("/fence/other-doors", test_other_doors);
	g_test_add_func("/fence/limits", test_limits);
#else
	(void)test_seccomp;
	(void)test_other_doors;
	(void)test_limits;
#endif
	return g_test_run();
}
