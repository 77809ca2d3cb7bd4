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
	static const char *const voids[] = { "br", "img", "hr", "area", "base",
		"col", "embed", "input", "link", "meta", "param", "source",
		"track", "wbr" };
	char first = g_ascii_tolower(*name);

	for (size_t i = 0; i < G_N_ELEMENTS(voids); i++)
		if (first == voids[i][0] &&
		    g_ascii_strcasecmp(voids[i], name) == 0)
			return true;
	return false;
}

/* 1: escaped in text, 2: in an attribute alone */
static const unsigned char special[256] = {
	['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 2
};

static const char *
escape_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	default:
		return "&quot;";
	}
}

static void
append_escaped(
    GString *out, const char *text, size_t length, unsigned char most)
{
	const char *end = text + length;

	for (;;) {
		const char *from = text;

		while (text < end && (special[(unsigned char)*text] == 0 ||
					 special[(unsigned char)*text] > most))
			text++;
		g_string_append_len(out, from, text - from);
		if (text == end)
			return;
		g_string_append(out, escape_of(*text++));
	}
}

void
htmlout_text(GString *out, const char *text, size_t length)
{
	append_escaped(out, text, length, 1);
}

void
htmlout_attribute(GString *out, const char *name, const char *value)
{
	g_string_append_c(out, ' ');
	g_string_append(out, name);
	g_string_append(out, "=\"");
	append_escaped(out, value, strlen(value), 2);
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
