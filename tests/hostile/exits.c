/*
 * exits - a plugin that ends the process.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	(void)call;
	_exit(0);
}

HOSTILE("exits");
