/*
 * runs-program - a plugin that runs a program.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(call, execl("/bin/true", "true", (char *)NULL) >= 0);
}

HOSTILE("runs-program");
