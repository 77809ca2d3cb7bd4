/*
 * fence - what the zygote and its children may do.
 *
 * Allow lists by name and value; what is not known is ENOSYS, so that honest
 * libraries that probe go on. Never looser on a kernel that has less.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "parse/fence.h"
#include "wire/child.h"

#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __s390x__
#define CLONE_FLAGS_ARGUMENT 1
#else
#define CLONE_FLAGS_ARGUMENT 0
#endif

struct ParserFence {
	SandboxMode mode;
	Filter zygote, loading, work;
	int libraries, nothing; /* Landlock; -1: none */
	const char *lacks[2];
};

/* A parser at work. */
static const char *const working[] = { "read", "write", "readv", "writev",
	"pread64", "recvmsg", "sendmsg", "recvfrom", "sendto", "poll", "ppoll",
	"ppoll_time64", "close", "lseek", "_llseek", "fstat", "fstat64",
	"fstatat64", "newfstatat", "statx", "mmap", "mmap2", "munmap", "mremap",
	"brk", "madvise", "mprotect", "futex", "futex_time64", "clock_gettime",
	"clock_gettime64", "clock_nanosleep", "clock_nanosleep_time64",
	"gettimeofday", "time", "getrandom", "sched_yield", "rt_sigreturn",
	"sigreturn", "rt_sigprocmask", "rt_sigaction", "sigaltstack", "getpid",
	"gettid", "getppid", "exit", "exit_group", "restart_syscall", NULL };

/* The zygote, and a child that is not yet closed. */
static const char *const preparing[] = { "stat", "stat64", "lstat", "lstat64",
	"access", "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd",
	"prctl", "seccomp", "landlock_restrict_self", "setrlimit",
	"close_range", "dup3", NULL };

static const char *const with_paths[] = { "openat2", "statfs", "statfs64",
	"unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir",
	"mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat", "chmod",
	"fchmod", "fchmodat", "chown", "fchown", "fchownat", "truncate",
	"truncate64", "utimensat", NULL };

static const char *const with_paths_before[] = { "open", "openat", "stat",
	"stat64", "lstat", "lstat64", "access", "faccessat", "faccessat2",
	"readlink", "readlinkat", "getcwd", NULL };

static const char *const fatal[] = { "execve", "execveat", "fork", "vfork",
	"clone3", "socket", "socketpair", "connect", "bind", "kill", "tkill",
	"pidfd_open", "pidfd_send_signal", "rt_sigqueueinfo",
	"rt_tgsigqueueinfo", "io_uring_setup", NULL };

static const char *const making[] = { "clone", NULL };

static const char *const once[] = { "prctl", "seccomp",
	"landlock_restrict_self", "setrlimit", "prlimit64", "close_range",
	"dup3", NULL };

/* abort() then ends as SIGSEGV: nobody signals, not even himself. */
static const char *const signalling[] = { "tgkill", NULL };

static bool
compile_zygote(ParserFence *fence, bool is_trap, GError **error)
{
	static const uint64_t child[] = { CLONE_PARENT | SIGCHLD };
	static const uint64_t own_pid[] = { 0 };
	scmp_filter_ctx filter = seccomp_init(
	    is_trap ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO(ENOSYS));

	(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	seccomp_add(filter, SCMP_ACT_ALLOW, working);
	seccomp_add(filter, SCMP_ACT_ALLOW, preparing);
	seccomp_allow_fcntl(filter);
	seccomp_allow_reading(filter);
	seccomp_allow_values(filter, "prlimit64", 0, own_pid, 1);
	seccomp_allow_values(filter, "clone", CLONE_FLAGS_ARGUMENT, child, 1);
	seccomp_add(filter, SCMP_ACT_ERRNO(EPERM), signalling);
	seccomp_add(filter, SCMP_ACT_ERRNO(EACCES), with_paths);
	seccomp_add(filter, SCMP_ACT_KILL_PROCESS, fatal);
	seccomp_add(filter, SCMP_ACT_KILL_PROCESS, fence_attack);
	return filter_compile(filter, &fence->zygote, error);
}

static bool
compile_loading(ParserFence *fence, GError **error)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	seccomp_add(filter, SCMP_ACT_KILL_PROCESS, making);
	return filter_compile(filter, &fence->loading, error);
}

/* Refuses executable memory. The kernel looks at the low bits alone, so the
 * rule must not compare all 64. */
static bool
refuse_executable(scmp_filter_ctx filter, const char *name)
{
	int number = seccomp_syscall_resolve_name(name);
	struct scmp_arg_cmp compare = {
		.arg = 2,
		.op = SCMP_CMP_MASKED_EQ,
		.datum_a = PROT_EXEC,
		.datum_b = PROT_EXEC,
	};

	return number == __NR_SCMP_ERROR ||
	       seccomp_rule_add_array(
		   filter, SCMP_ACT_ERRNO(EACCES), number, 1, &compare) == 0 ||
	       number < 0;
}

static bool
compile_work(ParserFence *fence, GError **error)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	seccomp_add(filter, SCMP_ACT_KILL_PROCESS, making);
	seccomp_add(filter, SCMP_ACT_ERRNO(EPERM), once);
	seccomp_add(filter, SCMP_ACT_ERRNO(EACCES), with_paths);
	seccomp_add(filter, SCMP_ACT_ERRNO(EACCES), with_paths_before);
	if (!refuse_executable(filter, "mmap") ||
	    !refuse_executable(filter, "mmap2") ||
	    !refuse_executable(filter, "mprotect")) {
		seccomp_release(filter);
		return fail(error, CAILUN_ERROR_BUG,
		    "seccomp: cannot refuse executable memory");
	}
	return filter_compile(filter, &fence->work, error);
}

static bool
build_rulesets(ParserFence *fence, const char *const *folders, GError **error)
{
	static const char *const libraries[] = { "/usr/lib", "/usr/lib64",
		"/lib", "/lib64", "/etc/ld.so.cache", NULL };
	const char *const *lists[] = { libraries, folders };

	fence->libraries = landlock_new(LANDLOCK_NET_ALL, true);
	fence->nothing = landlock_new(LANDLOCK_NET_ALL, true);
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		for (const char *const *path = lists[i];
		     fence->libraries >= 0 && path && *path; path++)
			if (!landlock_allow(
				fence->libraries, *path, LANDLOCK_RUN, error))
				return false;
	return true;
}

ParserFence *
parser_fence_new(
    SandboxMode mode, bool is_trap, const char *const *folders, GError **error)
{
	g_autoptr(ParserFence) fence = g_new0(ParserFence, 1);

	fence->libraries = fence->nothing = -1;
	fence->mode = mode;
	if (mode == SANDBOX_OFF)
		return g_steal_pointer(&fence);
	if (landlock_abi() < 1) {
		if (mode == SANDBOX_REQUIRE) {
			(void)fail(error, CAILUN_ERROR_CONF,
			    "sandbox: this kernel has no Landlock; use a newer "
			    "one or set [run] sandbox = best");
			return NULL;
		}
		fence->lacks[0] = "Landlock";
	}
	if (!build_rulesets(fence, folders, error) ||
	    !compile_zygote(fence, is_trap, error) ||
	    !compile_loading(fence, error) || !compile_work(fence, error))
		return NULL;
	return g_steal_pointer(&fence);
}

void
parser_fence_free(ParserFence *fence)
{
	if (!fence)
		return;
	if (fence->libraries >= 0)
		(void)close(fence->libraries);
	if (fence->nothing >= 0)
		(void)close(fence->nothing);
	filter_clear(&fence->zygote);
	filter_clear(&fence->loading);
	filter_clear(&fence->work);
	g_free(fence);
}

const char *const *
parser_fence_lacks(const ParserFence *fence)
{
	return fence->lacks;
}

/* The ruleset is closed by entering it. */
static bool
enter(int *rules, GError **error)
{
	int own = *rules;

	*rules = -1;
	return own < 0 || landlock_enter(own, error);
}

bool
parser_fence_enter_zygote(ParserFence *fence, GError **error)
{
	if (fence->mode == SANDBOX_OFF)
		return true;
	return fence_no_core(error) && fence_no_new_privs(error) &&
	       enter(&fence->libraries, error) &&
	       filter_load(&fence->zygote, error);
}

bool
parser_fence_limit(const ParserFence *fence, GError **error)
{
	if (!fence_no_core(error))
		return false;
#ifdef WITH_SANITIZERS
	(void)fence; /* ASan keeps terabytes of addresses */
	return true;
#else
	(void)fence;
	return fence_memory(LIMIT_PARSER_MEMORY, error);
#endif
}

bool
parser_fence_enter_loading(ParserFence *fence, GError **error)
{
	return fence->mode == SANDBOX_OFF ||
	       filter_load(&fence->loading, error);
}

bool
parser_fence_enter_work(ParserFence *fence, GError **error)
{
	if (!enter(&fence->nothing, error))
		return false;
	if (syscall(SYS_close_range, CHILD_SOCKET + 1, ~0u, 0) < 0 &&
	    errno != ENOSYS)
		return fail_errno(error, "fence: cannot close descriptors");
	return fence->mode == SANDBOX_OFF || filter_load(&fence->work, error);
}
