/*
 * traces-main - a plugin that traces the process that started it.
 */
#define _GNU_SOURCE
#include <sys/ptrace.h>
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(
	    call, ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0);
}

HOSTILE("traces-main");
