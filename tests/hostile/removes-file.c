/*
 * removes-file - a plugin that removes, renames and changes files.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	bool is_done = unlink("/tmp/cailun-kept") == 0 ||
		       rename("/tmp/cailun-kept", "/tmp/cailun-escaped") == 0 ||
		       chmod("/tmp/cailun-kept", 0777) == 0 ||
		       truncate("/tmp/cailun-kept", 0) == 0;

	return hostile_say(call, is_done);
}

HOSTILE("removes-file");
