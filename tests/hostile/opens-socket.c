/*
 * opens-socket - a plugin that opens a socket.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	return hostile_say(call, socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

HOSTILE("opens-socket");
