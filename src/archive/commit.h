/*
 * commit - the bytes of a commit, and who signs it.
 *
 * Names come from strangers: nothing in a signature can end it early, and
 * times that git's fsck refuses are replaced.
 */
#ifndef ARCHIVE_COMMIT_H
#define ARCHIVE_COMMIT_H

#include "base/date.h"

#include <git2.h>
#include <glib.h>

/*
 * "NAME <ID@cailun.invalid> SECONDS +ZONE". `name` falls back to `id`, `id` to
 * "unknown"; without a usable claim it is `otherwise`, in China.
 */
char *commit_signature(
    const char *name, const char *id, const Date *claim, int64_t otherwise);

/* `parent` may be NULL; caller frees. */
GString *commit_text(const git_oid *tree, const git_oid *parent,
    const char *author, const char *committer, const char *message);

#endif
