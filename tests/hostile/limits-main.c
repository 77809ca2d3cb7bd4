/*
 * limits-main - a plugin that sets a limit of the process that started it.
 */
#define _GNU_SOURCE
#include <sys/resource.h>
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	struct rlimit none = { 0, 0 };

	return hostile_say(
	    call, prlimit(getppid(), RLIMIT_CPU, &none, NULL) == 0);
}

HOSTILE("limits-main");
