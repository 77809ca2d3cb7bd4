/*
 * fence - what cailun-fetch may do: the network, and little else.
 *
 * Reads what name resolution and TLS need, writes nothing, starts threads but
 * no processes, opens INET and INET6 sockets but no others. Why each call is
 * where it is: doc/threats.md. Default is ENOSYS, since libraries probe.
 */
#include "config.h"

#include "fetch/fence.h"

#include "base/error.h"

#include <errno.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Not /etc as a whole: /etc/cailun holds passwords. */
static const char *const readable[] = { "/etc/resolv.conf",
	"/etc/nsswitch.conf", "/etc/hosts", "/etc/host.conf", "/etc/gai.conf",
	"/etc/services", "/etc/protocols", "/etc/ld.so.cache", "/etc/localtime",
	"/etc/ssl", "/etc/pki", "/etc/crypto-policies", "/etc/ca-certificates",
	"/usr/lib/ssl", "/usr/share/ca-certificates", "/usr/share/zoneinfo",
	"/usr/local/share/ca-certificates", "/run/systemd/resolve",
	"/run/resolvconf", "/run/NetworkManager", NULL };
/* Modules of the name service are opened at the first name. */
static const char *const runnable[] = { "/usr/lib", "/usr/lib64", "/lib",
	"/lib64", NULL };

static const char *const allowed[] = {
	/* memory, threads, time, signals */
	"mmap", "mmap2", "munmap", "mremap", "mprotect", "madvise", "brk",
	"futex", "futex_time64", "rseq", "set_robust_list", "set_tid_address",
	"sched_yield", "sched_getaffinity", "gettid", "getpid", "getppid",
	"getuid", "geteuid", "getgid", "getegid", "getuid32", "geteuid32",
	"getgid32", "getegid32", "exit", "exit_group", "restart_syscall",
	"clock_gettime", "clock_gettime64", "gettimeofday", "time",
	"clock_nanosleep", "clock_nanosleep_time64", "nanosleep", "getrandom",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigreturn",
	"sigaltstack", "sysinfo", "uname",
	/* descriptors; Landlock says which files */
	"read", "readv", "pread64", "write", "writev", "close", "lseek",
	"_llseek", "fstat", "fstat64", "fstatat64", "newfstatat", "statx",
	"stat", "stat64", "lstat", "lstat64", "dup", "memfd_create",
	"ftruncate", "ftruncate64", "pipe2", "eventfd2", "poll", "ppoll",
	"ppoll_time64", "epoll_create1", "epoll_ctl", "epoll_wait",
	"epoll_pwait", "access", "faccessat", "faccessat2", "readlink",
	"readlinkat", "getdents64",
	/* sockets; socket() itself by domain, below */
	"socketpair", "connect", "getsockname", "getpeername", "getsockopt",
	"setsockopt", "shutdown", "sendto", "sendmsg", "sendmmsg", "recvfrom",
	"recvmsg", "recvmmsg", "recvmmsg_time64", NULL
};

static const char *const fatal[] = { "execve", "execveat", "fork", "vfork",
	"kill", "tkill", "pidfd_open", "pidfd_send_signal", "listen", "accept",
	"accept4", "io_uring_setup", NULL };

static void
add_rule(scmp_filter_ctx context, uint32_t action, const char *name, unsigned n,
    const struct scmp_arg_cmp *compare)
{
	int number = seccomp_syscall_resolve_name(name);

	if (number != __NR_SCMP_ERROR)
		(void)seccomp_rule_add_array(
		    context, action, number, n, compare);
}

/* Every domain is named, so that a library gets the errno that makes it go on
 * without: no nscd, no D-Bus, no netlink. */
static void
add_sockets(scmp_filter_ctx context)
{
	for (uint64_t domain = 0; domain < 46; domain++) {
		struct scmp_arg_cmp compare[] = {
			{ .arg = 0, .op = SCMP_CMP_EQ, .datum_a = domain },
			{ .arg = 1, .op = SCMP_CMP_MASKED_EQ, .datum_a = 15 },
		};

		if (domain != AF_INET && domain != AF_INET6) {
			add_rule(context, SCMP_ACT_ERRNO(EAFNOSUPPORT),
			    "socket", 1, compare);
			continue;
		}
		compare[1].datum_b = SOCK_STREAM;
		add_rule(context, SCMP_ACT_ALLOW, "socket", 2, compare);
		compare[1].datum_b = SOCK_DGRAM;
		add_rule(context, SCMP_ACT_ALLOW, "socket", 2, compare);
	}
}

/* Threads for the resolver, no processes. clone3 hides its flags in memory:
 * ENOSYS, and glibc falls back. */
static void
add_threads(scmp_filter_ctx context, bool is_trap)
{
	const uint64_t thread = CLONE_VM | CLONE_THREAD;
	const uint64_t spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS |
				CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
				CLONE_NEWNET;
	struct scmp_arg_cmp compare = {
#ifdef __s390x__
		.arg = 1,
#endif
		.op = SCMP_CMP_MASKED_EQ,
		.datum_a = thread | spaces,
		.datum_b = thread,
	};

	add_rule(context, SCMP_ACT_ALLOW, "clone", 1, &compare);
	if (is_trap)
		add_rule(context, SCMP_ACT_ERRNO(ENOSYS), "clone3", 0, NULL);
}

static void
add_ioctls(scmp_filter_ctx context)
{
	const uint64_t good[] = { FIONREAD, FIONBIO };
	struct scmp_arg_cmp compare = {
		.arg = 1,
		.op = SCMP_CMP_EQ,
		.datum_a = TCGETS,
	};

	seccomp_allow_values(context, "ioctl", 1, good, G_N_ELEMENTS(good));
	/* Streams ask whether they are a terminal. */
	add_rule(context, SCMP_ACT_ERRNO(ENOTTY), "ioctl", 1, &compare);
}

static bool
enter_seccomp(bool is_trap, GError **error)
{
	const uint64_t own[] = { (uint64_t)getpid() };
	scmp_filter_ctx context = seccomp_init(
	    is_trap ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO(ENOSYS));
	Filter filter = { 0 };
	bool is_in;

	if (!context)
		return fail(error, CAILUN_ERROR_BUG, "seccomp: no filter");
	(void)seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	seccomp_add(context, SCMP_ACT_ALLOW, allowed);
	seccomp_add(context, SCMP_ACT_KILL_PROCESS, fatal);
	seccomp_add(context, SCMP_ACT_KILL_PROCESS, fence_attack);
	seccomp_allow_fcntl(context);
	seccomp_allow_reading(context);
	seccomp_allow_values(context, "tgkill", 0, own, 1); /* abort() */
	add_sockets(context);
	add_threads(context, is_trap);
	add_ioctls(context);
	is_in = filter_compile(context, &filter, error) &&
		filter_load(&filter, error);
	filter_clear(&filter);
	return is_in;
}

static bool
enter_landlock(SandboxMode mode, GPtrArray *lacks, GError **error)
{
	int rules = landlock_new(LANDLOCK_NET_BIND, true);

	if (rules < 0) {
		if (mode == SANDBOX_REQUIRE)
			return fail_errno(error, "landlock_create_ruleset");
		g_ptr_array_add(lacks, g_strdup("landlock"));
		return true;
	}
	for (const char *const *path = readable; *path; path++)
		if (!landlock_allow(rules, *path, LANDLOCK_READ, error))
			return false;
	for (const char *const *path = runnable; *path; path++)
		if (!landlock_allow(rules, *path, LANDLOCK_RUN, error))
			return false;
	return landlock_enter(rules, error);
}

bool
fetch_fence_enter(
    SandboxMode mode, bool is_trap, GPtrArray *lacks, GError **error)
{
	if (!fence_no_core(error))
		return false;
	if (mode == SANDBOX_OFF) {
		g_ptr_array_add(lacks, g_strdup("sandbox"));
		return true;
	}
	return fence_no_new_privs(error) &&
	       enter_landlock(mode, lacks, error) &&
	       enter_seccomp(is_trap, error);
}
