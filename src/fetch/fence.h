/*
 * fence - what cailun-fetch may do: the network, and little else.
 */
#ifndef FETCH_FENCE_H
#define FETCH_FENCE_H

#include "wire/fence.h"

/*
 * Enters the fence; before the first thread and the first message. Appends to
 * `lacks` what the kernel could not give. `is_trap`: a call that no list names
 * kills, for tests. Fails when `mode` allows no going on.
 */
bool fetch_fence_enter(SandboxMode mode, bool is_trap, GPtrArray *lacks,
    GError **error);

#endif
