/*
 * fuzz-clean - any markup made clean: it stays as it is when it is cleaned
 * again, and nothing in it can run.
 */
#include "config.h"

#include "parse/clean.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Quotes are written in pairs, and escaped inside. */
static bool
is_within_quotes(const char *tag, const char *at)
{
	bool is_within = false;

	for (; tag < at; tag++)
		is_within ^= *tag == '"';
	return is_within;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const never[] = { "<script", "<style", "<iframe",
		"<object", "<embed", "<form", "<input", "<base", "<meta",
		"<link", " href=\"javascript:", " src=\"javascript:",
		" cite=\"javascript:", " poster=\"javascript:",
		" href=\"vbscript:", " href=\"data:", " onload=", " onclick=",
		" onerror=", "<foreign", "<!", "<?" };
	g_autofree char *text =
	    g_utf8_make_valid((const char *)data, (gssize)size);
	const char *base = size % 2 ? "https://b.example/d/" : NULL;
	g_autofree char *once = clean_markup(text, base);
	g_autofree char *twice = clean_markup(once, base);

	if (strcmp(once, twice) != 0)
		abort();
	for (const char *tag = once; (tag = strchr(tag, '<')); tag++) {
		const char *end = strchr(tag, '>');
		g_autofree char *one = NULL;

		if (!end)
			abort();
		one = g_ascii_strdown(tag, end + 1 - tag);
		for (size_t i = 0; i < G_N_ELEMENTS(never); i++) {
			const char *found = strstr(one, never[i]);

			/* inside another attribute's text it is harmless */
			if (found && !is_within_quotes(one, found))
				abort();
		}
	}
	return 0;
}
