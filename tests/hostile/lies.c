/*
 * lies - a plugin that hands in nonsense wherever it can.
 */
#define _GNU_SOURCE
#include <limits.h>
#include "hostile.h"

static enum cl_result
attempt(struct cl_call *call)
{
	struct cl_entry entry = {
		.size = sizeof(entry),
		.url = "javascript:alert(1)",
		.title = "\xff\xfe<script>\033[2J",
		.content = "<script>x</script><p onclick=x>\xc0</p>",
		.published = { INT64_MAX, INT16_MAX, 3, 200 },
		.position = UINT_MAX,
	};
	struct cl_entry tiny = { .size = 5 };
	struct cl_request request = {
		.size = sizeof(request),
		.as = (enum cl_as)77,
		.url = "file:///etc/passwd",
	};

	cl_entry(call, &entry);
	cl_entry(call, &tiny);
	(void)cl_request(call, &request);
	(void)cl_member(call, CL_IN_ENTRY, "a..b[", "x");
	(void)cl_member(call, (enum cl_place)99, "a", "x");
	(void)cl_member_json(call, CL_IN_FEED, "x", "{[");
	cl_set(call, (enum cl_field) - 1, "x");
	cl_person(call, (enum cl_person_kind)9, "", NULL);
	(void)cl_find(call, NULL, "a >> b");
	(void)cl_when(call, "", NULL);
	cl_explain(call, "\033[2J\n\xff%s", "");
	return (enum cl_result)99;
}

HOSTILE("lies");
