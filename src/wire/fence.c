/*
 * fence - the parts of which each process builds its fence.
 *
 * Knows how to forbid, not what: the lists of a role are the role's own. Never
 * looser than asked; what the kernel lacks is for the caller to notice.
 */
#include "config.h"

#include "wire/fence.h"

#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

int
sandbox_mode_from_name(const char *name)
{
	for (int mode = SANDBOX_REQUIRE; mode <= SANDBOX_OFF; mode++)
		if (strcmp(name, sandbox_mode_name((SandboxMode)mode)) == 0)
			return mode;
	return -1;
}

const char *
sandbox_mode_name(SandboxMode mode)
{
	return mode == SANDBOX_REQUIRE ? "require"
	       : mode == SANDBOX_BEST  ? "best"
				       : "off";
}

/* ---- Landlock ---- */

/* The headers of the oldest system end at ABI 2; the kernel may know more. */
#define RIGHT_REFER (1ull << 13) /* ABI 2 */
#define RIGHT_TRUNCATE (1ull << 14) /* ABI 3 */
#define RIGHT_IOCTL_DEV (1ull << 15) /* ABI 5 */
#define RIGHTS_ALL ((1ull << 16) - 1)
#define RIGHTS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RIGHTS_RUN (RIGHTS_READ | LANDLOCK_ACCESS_FS_EXECUTE)
#define RIGHTS_WRITE \
	(RIGHTS_ALL & \
	    ~(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | \
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | RIGHT_IOCTL_DEV))
/* What a rule on a file, not a folder, may name; else EINVAL. */
#define RIGHTS_OF_FILE \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | \
	    LANDLOCK_ACCESS_FS_READ_FILE | RIGHT_TRUNCATE | RIGHT_IOCTL_DEV)
#define SCOPE_ALL 3ull /* abstract sockets, signals */
#define CREATE_VERSION 1u

typedef struct Ruleset {
	uint64_t files, net, scoped;
} Ruleset;

int
landlock_abi(void)
{
	long abi =
	    syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_VERSION);
	const char *less = getenv("CAILUN_TEST_LANDLOCK");

	if (abi < 0)
		return 0;
	if (less && *less) {
		long wanted = strtol(less, NULL, 10);

		if (wanted >= 0 && wanted < abi)
			abi = wanted;
		errno = ENOSYS; /* what a kernel without any says */
	}
	return (int)abi;
}

static uint64_t
rights_of_abi(int abi)
{
	uint64_t rights = RIGHT_REFER - 1;

	if (abi >= 2)
		rights |= RIGHT_REFER;
	if (abi >= 3)
		rights |= RIGHT_TRUNCATE;
	if (abi >= 5)
		rights |= RIGHT_IOCTL_DEV;
	return rights;
}

int
landlock_new(uint64_t net, bool is_scoped)
{
	int abi = landlock_abi();
	Ruleset ruleset = {
		.files = rights_of_abi(abi),
		.net = abi >= 4 ? net : 0,
		.scoped = abi >= 6 && is_scoped ? SCOPE_ALL : 0,
	};

	if (abi < 1)
		return -1;
	/* An older kernel takes the larger struct while the rest is 0. The
	 * descriptor is born close-on-exec. */
	return (int)syscall(
	    SYS_landlock_create_ruleset, &ruleset, sizeof(ruleset), 0);
}

bool
landlock_allow(
    int rules, const char *path, LandlockAccess access, GError **error)
{
	static const uint64_t rights[] = { RIGHTS_READ, RIGHTS_RUN,
		RIGHTS_WRITE };
	auto_fd int fd = open(path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr rule = { .parent_fd = fd };
	struct stat status;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES ||
		       fail_errno(error, "%s: cannot look", path);
	rule.allowed_access = rights[access] & rights_of_abi(landlock_abi());
	if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode))
		rule.allowed_access &= RIGHTS_OF_FILE;
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		&rule, 0) < 0)
		return fail_errno(error, "%s: cannot allow", path);
	return true;
}

bool
landlock_enter(int rules, GError **error)
{
	auto_fd int kept = rules;

	if (syscall(SYS_landlock_restrict_self, kept, 0) < 0)
		return fail_errno(error, "landlock: cannot enter");
	return true;
}

/* ---- seccomp ---- */

const char *const fence_attack[] = { "ptrace", "process_vm_readv",
	"process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd", "mount",
	"umount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree",
	"fsopen", "fsmount", "fsconfig", "fspick", "mount_setattr", "unshare",
	"setns", "bpf", "userfaultfd", "perf_event_open", "kexec_load",
	"kexec_file_load", "reboot", "init_module", "finit_module",
	"delete_module", "iopl", "ioperm", "swapon", "swapoff", "acct",
	"quotactl", "quotactl_fd", "syslog", "settimeofday", "clock_settime",
	"clock_settime64", "adjtimex", "clock_adjtime", "clock_adjtime64",
	"stime", "sethostname", "setdomainname", "vhangup", "nfsservctl",
	"lookup_dcookie", "open_by_handle_at", "name_to_handle_at",
	"fanotify_init", "modify_ldt", "vm86", "vm86old", NULL };

/*
 * A call that this machine does not have is refused by the default action, and
 * an action that is the default already needs no rule. Anything else is a
 * mistake in a table: a rule that is silently missing would be a hole.
 */
static void
demand(int code)
{
	g_assert(code == 0 || code == -EDOM || code == -EFAULT ||
		 code == -EACCES || code == -EEXIST);
}

void
seccomp_add(scmp_filter_ctx filter, uint32_t action, const char *const *names)
{
	for (; *names; names++) {
		int number = seccomp_syscall_resolve_name(*names);

		if (number != __NR_SCMP_ERROR)
			demand(seccomp_rule_add(filter, action, number, 0));
	}
}

void
seccomp_allow_values(scmp_filter_ctx filter, const char *name, unsigned arg,
    const uint64_t *values, size_t n)
{
	int number = seccomp_syscall_resolve_name(name);

	for (size_t i = 0; number != __NR_SCMP_ERROR && i < n; i++) {
		struct scmp_arg_cmp compare = {
			.arg = arg,
			.op = SCMP_CMP_EQ,
			.datum_a = values[i],
		};

		demand(seccomp_rule_add_array(
		    filter, SCMP_ACT_ALLOW, number, 1, &compare));
	}
}

/* Without F_SETOWN, F_SETOWN_EX and F_SETSIG, by which one kills a process of
 * the same user where Landlock does not scope signals. */
void
seccomp_allow_fcntl(scmp_filter_ctx filter)
{
	static const uint64_t commands[] = { F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD,
		F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW,
		F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_ADD_SEALS,
		F_GET_SEALS, F_SETPIPE_SZ, F_GETPIPE_SZ };

	seccomp_allow_values(
	    filter, "fcntl", 1, commands, G_N_ELEMENTS(commands));
	seccomp_allow_values(
	    filter, "fcntl64", 1, commands, G_N_ELEMENTS(commands));
}

void
seccomp_allow_reading(scmp_filter_ctx filter)
{
	static const char *const names[] = { "open", "openat" };

	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
		struct scmp_arg_cmp compare = {
			.arg = i + 1, /* where its flags are */
			.op = SCMP_CMP_MASKED_EQ,
			.datum_a = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC,
			.datum_b = 0,
		};

		demand(seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
		    seccomp_syscall_resolve_name(names[i]), 1, &compare));
	}
}

/* libseccomp 2.5 exports to a descriptor only. */
static bool
export_program(scmp_filter_ctx context, struct sock_fprog *out)
{
	auto_fd int fd = memfd_create("filter", MFD_CLOEXEC);
	struct stat status;
	g_autofree struct sock_filter *program = NULL;

	if (fd < 0 || seccomp_export_bpf(context, fd) < 0 ||
	    fstat(fd, &status) < 0 || status.st_size <= 0 ||
	    (size_t)status.st_size / sizeof(*program) > BPF_MAXINSNS)
		return false;
	program = g_malloc((size_t)status.st_size);
	if (pread(fd, program, (size_t)status.st_size, 0) != status.st_size)
		return false;
	out->len = (unsigned short)((size_t)status.st_size / sizeof(*program));
	out->filter = g_steal_pointer(&program);
	return true;
}

bool
filter_compile(scmp_filter_ctx context, Filter *out, GError **error)
{
	Filter filter = { 0 };
	bool is_done;

	/* Calls by another door (int 0x80, x32) are nobody's honest work. */
	is_done = context &&
		  seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH,
		      SCMP_ACT_KILL_PROCESS) == 0 &&
		  export_program(context, &filter.program);
	if (context)
		seccomp_release(context);
	if (!is_done)
		return fail(error, CAILUN_ERROR_BUG,
		    "seccomp: cannot build the filter");
	*out = filter;
	return true;
}

bool
filter_load(const Filter *filter, GError **error)
{
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter->program) <
	    0)
		return fail_errno(error, "seccomp: cannot load the filter");
	return true;
}

void
filter_clear(Filter *filter)
{
	g_free(filter->program.filter);
	*filter = (Filter){ 0 };
}

/* ---- the rest ---- */

bool
fence_no_new_privs(GError **error)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return fail_errno(error, "fence: no_new_privs");
	return true;
}

static bool
limit(int resource, size_t bytes, const char *what, GError **error)
{
	struct rlimit limits = { .rlim_cur = bytes, .rlim_max = bytes };

	if (setrlimit((__rlimit_resource_t)resource, &limits) < 0)
		return fail_errno(error, "fence: cannot limit %s", what);
	return true;
}

bool
fence_no_core(GError **error)
{
	return limit(RLIMIT_CORE, 0, "core files", error);
}

bool
fence_memory(size_t bytes, GError **error)
{
	return limit(RLIMIT_AS, bytes, "memory", error);
}
