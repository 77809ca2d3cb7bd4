/*
 * makes-code - a plugin that makes memory that can be executed.
 */
#define _GNU_SOURCE
#include <sys/mman.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	void *code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	void *data = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return hostile_say(
	    call, code != MAP_FAILED ||
		      mprotect(data, 4096, PROT_READ | PROT_EXEC) == 0);
}

HOSTILE("makes-code");
