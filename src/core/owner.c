/*
 * owner - root never works on somebody else's newsroom.
 *
 * Files that root made there would stop the next run of their owner.
 */
#include "config.h"

#include "core/owner.h"

#include "base/error.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

bool
owner_become(const char *path, GError **error)
{
	struct stat about;
	const struct passwd *user;

	if (geteuid() != 0 || stat(path, &about) < 0 || about.st_uid == 0)
		return true;
	user = getpwuid(about.st_uid);
	if (user ? initgroups(user->pw_name, user->pw_gid) < 0
		 : setgroups(0, NULL) < 0)
		return fail_errno(error, "%s: its owner's groups", path);
	if (setgid(user ? user->pw_gid : about.st_gid) < 0 ||
	    setuid(about.st_uid) < 0)
		return fail_errno(error, "%s: becoming its owner", path);
	return true;
}
