/*
 * fence - the parts of which each process builds its fence.
 *
 * Landlock rulesets and seccomp filters in small steps; what stands in which
 * fence is said by the process itself (fetch/fence.c, parse/fence.c,
 * core/fence.c). The reasons are in doc/threats.md. Landlock is used as far as
 * the kernel has it; seccomp must stand alone where it has none.
 */
#ifndef WIRE_FENCE_H
#define WIRE_FENCE_H

#include <glib.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum SandboxMode {
	SANDBOX_REQUIRE = 0,	/* all of it, or the process refuses to work */
	SANDBOX_BEST = 1,	/* what the kernel has; seccomp always */
	SANDBOX_OFF = 2,
} SandboxMode;

/* "require", "best", "off"; -1. */
int sandbox_mode_from_name(const char *name);
const char *sandbox_mode_name(SandboxMode mode);

/* Landlock. The highest ABI of this kernel, 0: none. CAILUN_TEST_LANDLOCK=N
 * makes it behave as an older kernel. */
int landlock_abi(void);
#define LANDLOCK_NET_BIND 1u
#define LANDLOCK_NET_ALL 3u
/* Denies all files and, where the kernel can, `net`, abstract sockets and
 * signals outside. -1: no Landlock. */
int landlock_new(uint64_t net, bool is_scoped);
typedef enum LandlockAccess {
	LANDLOCK_READ,		/* files and folders */
	LANDLOCK_RUN,		/* read and execute */
	LANDLOCK_WRITE,		/* read, write, make, remove, rename */
} LandlockAccess;
/* A missing path is no error; nothing to allow there. */
bool landlock_allow(int rules, const char *path, LandlockAccess access,
    GError **error);
/* Closes `rules`. Needs no_new_privs. */
bool landlock_enter(int rules, GError **error);

/* seccomp. Names are resolved here; unknown ones are skipped. */
extern const char *const fence_attack[];	/* kill in every role */
void seccomp_add(scmp_filter_ctx filter, uint32_t action,
    const char *const *names);
/* Allows `name` only where argument `arg` has one of the `n` values. */
void seccomp_allow_values(scmp_filter_ctx filter, const char *name,
    unsigned arg, const uint64_t *values, size_t n);
void seccomp_allow_fcntl(scmp_filter_ctx filter);
/* open and openat without WRONLY RDWR CREAT TRUNC. */
void seccomp_allow_reading(scmp_filter_ctx filter);

/* A filter that can be loaded by many children. */
typedef struct Filter {
	struct sock_fprog program;
} Filter;
/* Consumes the context. */
bool filter_compile(scmp_filter_ctx context, Filter *out, GError **error);
bool filter_load(const Filter *filter, GError **error);
void filter_clear(Filter *filter);

bool fence_no_new_privs(GError **error);
bool fence_no_core(GError **error);
bool fence_memory(size_t bytes, GError **error);

#endif
