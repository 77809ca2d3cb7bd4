/*
 * swells - a plugin that makes more of an article than a message holds.
 */
#define _GNU_SOURCE
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	static char line[4000];

	memset(line, 'x', sizeof(line) - 1);
	for (int i = 0; i < 1000; i++)
		cl_body_markup(call, cl_join(call, "<p>", line));
	for (int i = 0; i < 200; i++) {
		line[i] = 'y';
		cl_person(call, CL_AUTHOR, line, NULL);
		cl_person(call, CL_EDITOR, line, line);
		cl_person(call, CL_CONTRIBUTOR, line, line);
	}
	for (int i = 0; i < 2000; i++)
		(void)cl_member(call, CL_IN_ARTICLE, "x[+]", line);
	cl_set(call, CL_TITLE, "large");
	return CL_OK;
}

HOSTILE("swells");
