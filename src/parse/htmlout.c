/*
 * htmlout - markup written so that any reader of HTML takes it back.
 *
 * Never drops or adds an element.
 */
#include "config.h"

#include "parse/htmlout.h"

#include <string.h>

bool
htmlout_is_void(const char *name)
{
	static const char *const voids[] = { "area", "base", "br", "col",
		"embed", "hr", "img", "input", "link", "meta", "param",
		"source", "track", "wbr" };

	for (size_t i = 0; i < G_N_ELEMENTS(voids); i++)
		if (g_ascii_strcasecmp(voids[i], name) == 0)
			return true;
	return false;
}

static const char *
escape_of(char c, bool is_attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return is_attribute ? "&quot;" : NULL;
	default:
		return NULL;
	}
}

static void
append_escaped(GString *out, const char *text, size_t length, bool is_attribute)
{
	const char *end = text + length, *from = text;

	for (; text < end; text++) {
		const char *escape = escape_of(*text, is_attribute);

		if (!escape)
			continue;
		g_string_append_len(out, from, text - from);
		g_string_append(out, escape);
		from = text + 1;
	}
	g_string_append_len(out, from, text - from);
}

void
htmlout_text(GString *out, const char *text, size_t length)
{
	append_escaped(out, text, length, false);
}

void
htmlout_attribute(GString *out, const char *name, const char *value)
{
	g_string_append_c(out, ' ');
	g_string_append(out, name);
	g_string_append(out, "=\"");
	append_escaped(out, value, strlen(value), true);
	g_string_append_c(out, '"');
}

void
htmlout_end(GString *out, const char *name)
{
	if (htmlout_is_void(name))
		return;
	g_string_append(out, "</");
	g_string_append(out, name);
	g_string_append_c(out, '>');
}
