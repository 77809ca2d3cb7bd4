/*
 * fuzz-xml - any text as XML: events are balanced, names have no blanks, and
 * a captured inside is markup that can be cleaned.
 */
#include "config.h"

#include "base/limits.h"
#include "parse/clean.h"
#include "parse/xml.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct State {
	Xml *xml;
	size_t depth, starts;
	size_t captured; /* depth of the captured element, or 0 */
} State;

static void
on_start(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	State *state = data;

	if (state->captured || strpbrk(name, " \t\n<>&"))
		abort();
	for (size_t i = 0; i < count; i++)
		if (strpbrk(attributes[i].value, "\t\n\r") &&
		    !strchr(attributes[i].value, '&'))
			(void)strlen(attributes[i].space);
	(void)strlen(space);
	if (++state->depth > LIMIT_DEPTH)
		abort();
	if (++state->starts % 3 == 0) {
		xml_capture(state->xml);
		state->captured = state->depth;
	}
}

static void
on_end(void *data, const char *space, const char *name)
{
	State *state = data;

	(void)space, (void)name;
	if (state->depth == 0 ||
	    (state->captured && state->captured != state->depth))
		abort();
	if (state->captured) {
		const char *text = xml_captured_text(state->xml);
		g_autofree char *clean =
		    clean_markup(xml_captured(state->xml), NULL);

		(void)clean;
		if (text)
			(void)strlen(text);
	}
	state->captured = 0;
	state->depth--;
}

static void
on_text(void *data, const char *text, size_t length)
{
	State *state = data;

	if (state->captured || state->depth == 0 || strlen(text) != length)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cl_events events = { .size = sizeof(events),
		.start = on_start,
		.end = on_end,
		.text = on_text };
	g_autofree char *text =
	    g_utf8_make_valid((const char *)data, (gssize)size);
	g_autoptr(Xml) xml = xml_new(text, strlen(text));
	State state = { .xml = xml };

	(void)xml_run(xml, &events, &state);
	if (xml_report(xml)->is_well_formed != (xml_report(xml)->why == NULL))
		abort();
	return 0;
}
