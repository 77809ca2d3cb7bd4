/*
 * hostile - what the plugins of this folder have in common: each tries one
 * thing that the sandbox must stop, and says how it went.
 */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include <cailun/plugin.h>

#include <errno.h>
#include <string.h>

/* "refused: REASON" is what the tests expect of whatever does not die. */
static inline enum cl_result
hostile_say(struct cl_call *call, bool is_done)
{
	int why = errno;

	cl_explain(call, "%s: %s", is_done ? "done" : "refused",
	    strerrorname_np(why) ? strerrorname_np(why) : "?");
	return CL_FAILED;
}

/* Defines the plugin around a function `attempt`. */
#define HOSTILE(NAME) \
	const struct cl_plugin cailun_plugin = { \
		CL_PLUGIN, \
		.name = NAME, \
		.summary = "hostile", \
		.discover = attempt, \
		.extract = attempt, \
	}

#endif
