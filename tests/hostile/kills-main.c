/*
 * kills-main - a plugin that kills the process that started it.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(
	    call, syscall(SYS_tgkill, getppid(), getppid(), SIGKILL) == 0);
}

HOSTILE("kills-main");
