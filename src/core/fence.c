/*
 * fence - main's own fence: Landlock around archive and state.
 *
 * Everything that must be opened from outside of it has been opened before.
 */
#include "config.h"

#include "core/fence.h"

#include "base/error.h"
#include "wire/fence.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* What the helpers, libraries and `git` read; whole folders of the system,
 * since their own fences are narrower. */
static const char *const readable[] = { "/etc/resolv.conf",
	"/etc/nsswitch.conf", "/etc/hosts", "/etc/host.conf", "/etc/gai.conf",
	"/etc/services", "/etc/protocols", "/etc/ld.so.cache", "/etc/localtime",
	"/etc/ssl", "/etc/pki", "/etc/crypto-policies", "/etc/ca-certificates",
	"/usr/share", "/usr/local/share", "/run/systemd/resolve",
	"/run/resolvconf", "/run/NetworkManager", "/proc", "/dev/urandom",
	NULL };
static const char *const runnable[] = { "/usr/bin", "/usr/lib", "/usr/lib32",
	"/usr/lib64", "/usr/libexec", "/bin", "/lib", "/lib32", "/lib64",
	PKGLIBEXECDIR, PLUGINDIR, NULL };
static const char *const writable[] = { "/dev/null", NULL };

static bool
allow_all(
    int rules, const char *const *paths, LandlockAccess access, GError **error)
{
	for (size_t i = 0; paths && paths[i]; i++) {
		if (!landlock_allow(rules, paths[i], access, error))
			return false;
	}
	return true;
}

/* Of a path that is a link, where it leads to counts. */
static bool
allow_real(int rules, const char *path, LandlockAccess access, GError **error)
{
	g_autofree char *real = NULL;
	char *found = path && *path ? realpath(path, NULL) : NULL;

	if (!found)
		return true;
	real = g_strdup(found);
	free(found);
	return landlock_allow(rules, real, access, error);
}

/* Helpers that a test puts in place of ours lie somewhere else. */
static bool
allow_tests(int rules, GError **error)
{
	static const char *const helpers[] = { "cailun-fetch", "cailun-parse",
		NULL };
	const char *folder = getenv("CAILUN_HELPERS");

	for (size_t i = 0; folder && *folder && helpers[i]; i++) {
		g_autofree char *path =
		    g_build_filename(folder, helpers[i], NULL);
		char *real = realpath(path, NULL);
		g_autofree char *dir = real ? g_path_get_dirname(real) : NULL;

		free(real);
		if (!allow_real(rules, dir, LANDLOCK_RUN, error))
			return false;
	}
	return allow_real(
		   rules, getenv("CAILUN_PLUGINS"), LANDLOCK_RUN, error) &&
	       allow_real(
		   rules, getenv("CAILUN_REPLAY"), LANDLOCK_WRITE, error);
}

static bool
allow_ours(int rules, const Newsroom *newsroom, GError **error)
{
	return allow_all(rules, readable, LANDLOCK_READ, error) &&
	       allow_all(rules, runnable, LANDLOCK_RUN, error) &&
	       allow_all(rules, writable, LANDLOCK_WRITE, error) &&
	       allow_all(rules, (const char *const *)newsroom->plugin_dirs,
		   LANDLOCK_RUN, error) &&
	       allow_real(
		   rules, newsroom->archive_path, LANDLOCK_WRITE, error) &&
	       allow_real(rules, newsroom->state_path, LANDLOCK_WRITE, error) &&
	       allow_tests(rules, error);
}

bool
fence_enter(const Newsroom *newsroom, char **lacks, GError **error)
{
	int rules;

	*lacks = NULL;
	if (newsroom->sandbox == SANDBOX_OFF) {
		*lacks = g_strdup("sandbox");
		return true;
	}
	rules = landlock_abi() >= 2 ? landlock_new(0, false) : -1;
	if (rules < 0 && newsroom->sandbox == SANDBOX_REQUIRE)
		return fail(error, CAILUN_ERROR_CONF,
		    "run.sandbox = require: this kernel has no Landlock (ABI 2 "
		    "or later) to give; write: sandbox = best");
	if (rules < 0) {
		*lacks = g_strdup("landlock");
		return true;
	}
	if (!fence_no_new_privs(error) || !allow_ours(rules, newsroom, error)) {
		(void)close(rules);
		return false;
	}
	return landlock_enter(rules, error);
}
