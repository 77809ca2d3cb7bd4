/*
 * loads-library - a plugin that loads another library.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	void *library = dlopen("libresolv.so.2", RTLD_NOW);

	errno = EACCES;
	return hostile_say(call, library != NULL);
}

HOSTILE("loads-library");
