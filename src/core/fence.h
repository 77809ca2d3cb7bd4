/*
 * fence - main's own fence: Landlock around archive and state.
 *
 * From Landlock ABI 2 on (ABI 1 forbids the renames that an archive lives by).
 * Files only, since helpers inherit it: it must let them read what they read.
 * No seccomp here, for the same reason.
 */
#ifndef CORE_FENCE_H
#define CORE_FENCE_H

#include "core/newsroom.h"

/*
 * Shuts this process and all its children in: writing to archive and state
 * only. `*lacks` (caller frees) names what the kernel does not have, NULL:
 * nothing. CAILUN_ERROR_CONF with `sandbox = require` on a kernel without.
 */
bool fence_enter(const Newsroom *newsroom, char **lacks, GError **error);

#endif
