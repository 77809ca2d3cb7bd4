/*
 * address - a reference of a document made absolute, its fragment kept.
 *
 * Never lets through what base/url refuses.
 */
#include "config.h"

#include "parse/address.h"

#include "base/limits.h"
#include "base/url.h"

#include <glib.h>
#include <string.h>

/* Blanks, controls, quotes and what is beyond ASCII are escaped. */
static void
append_fragment(GString *out, const char *fragment)
{
	g_string_append_c(out, '#');
	for (; *fragment; fragment++) {
		unsigned char c = (unsigned char)*fragment;

		if (c <= ' ' || c >= 0x7f || strchr("\"<>`", c))
			g_string_append_printf(out, "%%%02X", c);
		else
			g_string_append_c(out, (char)c);
	}
}

char *
address_resolve(const char *base, const char *reference)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(reference));
	char *absolute = url_resolve(base && *base ? base : NULL, trimmed);
	const char *fragment = strchr(trimmed, '#');
	GString *whole;

	if (!absolute || !fragment || fragment[1] == '\0')
		return absolute;
	whole = g_string_new(absolute);
	append_fragment(whole, fragment + 1);
	if (whole->len > LIMIT_URL_BYTES) {
		g_string_free(whole, TRUE);
		return absolute;
	}
	g_free(absolute);
	return g_string_free(whole, FALSE);
}
