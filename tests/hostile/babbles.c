/*
 * babbles - a plugin that talks nonsense to main.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	char nonsense[64];

	memset(nonsense, 0xff, sizeof(nonsense));
	(void)!send(3, nonsense, sizeof(nonsense), 0);
	cl_explain(call, "refused: it was said all the same");
	return CL_FAILED;
}

HOSTILE("babbles");
