/*
 * loops - a plugin that never returns.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	(void)call;
	for (volatile uint64_t n = 0; n < UINT64_MAX; n++)
		;
	return CL_OK;
}

HOSTILE("loops");
