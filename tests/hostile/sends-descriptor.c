/*
 * sends-descriptor - a plugin that hands a descriptor to main.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	int own = 2;
	struct iovec nothing = { "x", 1 };
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} space = { 0 };
	struct msghdr header = {
		.msg_iov = &nothing,
		.msg_iovlen = 1,
		.msg_control = &space,
		.msg_controllen = sizeof(space),
	};
	struct cmsghdr *control = CMSG_FIRSTHDR(&header);

	control->cmsg_level = SOL_SOCKET;
	control->cmsg_type = SCM_RIGHTS;
	control->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(control), &own, sizeof(own));
	(void)!sendmsg(3, &header, 0);
	cl_explain(call, "refused: it was sent all the same");
	return CL_FAILED;
}

HOSTILE("sends-descriptor");
