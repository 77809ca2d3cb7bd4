/*
 * eats-memory - a plugin that takes all memory it can get.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include "hostile.h"

#define PIECE ((size_t)16 << 20)

static enum cl_result
attempt(struct cl_call *call)
{
	/* volatile, or the compiler knows that nobody looks at it */
	for (size_t size = 0;; size += PIECE) {
		volatile char *piece = malloc(PIECE);

		if (!piece) {
			cl_explain(call, "refused: after %zu MiB", size >> 20);
			return CL_FAILED;
		}
		for (size_t i = 0; i < PIECE; i += 4096)
			piece[i] = 1;
	}
}

HOSTILE("eats-memory");
