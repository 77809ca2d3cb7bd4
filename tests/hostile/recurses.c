/*
 * recurses - a plugin that recurses without end.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include "hostile.h"

/* Seen through a pointer that the compiler must read each time. */
static enum cl_result attempt(struct cl_call *call);
static enum cl_result (*volatile again)(struct cl_call *) = attempt;

static enum cl_result
attempt(struct cl_call *call)
{
	volatile char frame[4096];

	frame[0] = 1;
	return again(call) == CL_OK ? (enum cl_result)frame[0] : CL_FAILED;
}

HOSTILE("recurses");
