/*
 * signals-main - a plugin that has main killed by the signals of a descriptor.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	bool is_done = fcntl(3, F_SETOWN, getppid()) == 0 ||
		       fcntl(3, F_SETSIG, SIGKILL) == 0;

	return hostile_say(call, is_done);
}

HOSTILE("signals-main");
