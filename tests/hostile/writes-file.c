/*
 * writes-file - a plugin that creates a file.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(
	    call, open("/tmp/cailun-escaped", O_CREAT | O_WRONLY, 0600) >= 0);
}

HOSTILE("writes-file");
