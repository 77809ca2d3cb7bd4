/*
 * makes-thread - a plugin that starts a thread.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdlib.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	static char stack[65536] __attribute__((aligned(16)));

	return hostile_say(
	    call, clone((int (*)(void *))abort, stack + sizeof(stack),
		      CLONE_VM | CLONE_THREAD | CLONE_SIGHAND, NULL) >= 0);
}

HOSTILE("makes-thread");
