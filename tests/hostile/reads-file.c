/*
 * reads-file - a plugin that opens a file that everybody may read.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(call, open("/etc/passwd", O_RDONLY) >= 0);
}

HOSTILE("reads-file");
