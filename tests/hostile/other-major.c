/*
 * other-major - a plugin whose ABI is not ours.
 */
#define _GNU_SOURCE
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(call, true);
}

const struct cl_plugin cailun_plugin = {
	.abi_major = CL_ABI_MAJOR + 1,
	.abi_minor = 0,
	.size = sizeof(struct cl_plugin),
	.name = "other-major",
	.summary = "hostile",
	.discover = attempt,
};
