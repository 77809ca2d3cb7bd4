/*
 * forking-constructor - a plugin that forks when it is loaded.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

__attribute__((constructor)) static void
when_loaded(void)
{
	(void)fork();
}

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(call, true);
}

HOSTILE("forking-constructor");
