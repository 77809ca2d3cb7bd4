/*
 * constructor - a plugin that does its worst when it is loaded.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>
#include "hostile.h"

static int opened = -1, created = -1;

__attribute__((constructor)) static void
when_loaded(void)
{
	opened = open("/etc/passwd", O_RDONLY);
	created = open("/tmp/cailun-escaped", O_CREAT | O_WRONLY, 0600);
}

/* What it had opened would be closed by now, had it been opened at all. */
static enum cl_result
attempt(struct cl_call *call)
{
	char c;

	errno = EACCES;
	return hostile_say(
	    call, opened >= 0 || created >= 0 || read(opened, &c, 1) == 1);
}

HOSTILE("constructor");
