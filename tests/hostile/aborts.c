/*
 * aborts - a plugin that aborts.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	(void)call;
	abort();
}

HOSTILE("aborts");
