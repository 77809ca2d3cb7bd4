/*
 * eats-memory - a plugin that takes all memory it can get.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	for (size_t size = 0;; size += 1 << 24) {
		char *piece = malloc(1 << 24);

		if (!piece) {
			cl_explain(call, "refused: after %zu MiB", size >> 20);
			return CL_FAILED;
		}
		memset(piece, 1, 1 << 24);
	}
}

HOSTILE("eats-memory");
