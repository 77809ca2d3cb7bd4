/*
 * wrong-pointer - a plugin that writes where nothing is.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	volatile uintptr_t address = 8;
	volatile char *nowhere = (volatile char *)address;

	(void)call;
	*nowhere = 1;
	return CL_OK;
}

HOSTILE("wrong-pointer");
