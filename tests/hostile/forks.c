/*
 * forks - a plugin that forks.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(call, fork() >= 0);
}

HOSTILE("forks");
