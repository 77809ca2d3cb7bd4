/*
 * prints - a plugin that writes to whatever its process may write to.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	static const char text[] = "\033[31mseen\n";

	for (int fd = 0; fd < 10; fd++)
		if (fd != 3)
			(void)!write(fd, text, sizeof(text));
	cl_explain(call, "refused: it was written all the same");
	return CL_FAILED;
}

HOSTILE("prints");
