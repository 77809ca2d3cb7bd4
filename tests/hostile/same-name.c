/*
 * same-name - a plugin that takes the name of one of ours.
 */
#define _GNU_SOURCE
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(call, true);
}

HOSTILE("list");
