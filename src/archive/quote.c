/*
 * quote - text between quotation marks that YAML and JSON both read.
 *
 * Writing and reading are inverse. Knows nothing of the keys around it.
 */
#include "config.h"

#include "archive/quote.h"

#include <stdbool.h>
#include <string.h>

static const char named[] = "\"\\\n\r\t\b\f";
static const char names[] = "\"\\nrtbf";

static bool
is_escaped(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
	       c == 0x2029 || c == 0xfeff || (c & 0xfffe) == 0xfffe;
}

void
quote_append(GString *out, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	g_string_append_c(out, '"');
	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		const char *special = c < 0x80 ? strchr(named, (int)c) : NULL;

		if (special)
			g_string_append_printf(
			    out, "\\%c", names[special - named]);
		else if (is_escaped(c) && c < 0x10000)
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_unichar(out, c);
	}
	g_string_append_c(out, '"');
}

/* Four digits of hex at `at`, or -1. */
static int
read_hex(const char *at)
{
	int value = 0;

	for (int i = 0; i < 4; i++) {
		if (!g_ascii_isxdigit(at[i]))
			return -1;
		value = value * 16 + g_ascii_xdigit_value(at[i]);
	}
	return value;
}

/* What stands behind \u, surrogate pairs too. */
static bool
read_unicode(GString *out, const char **at)
{
	int high = read_hex(*at), low;

	if (high <= 0)
		return false;
	*at += 4;
	if (high >= 0xd800 && high < 0xdc00) {
		if (!g_str_has_prefix(*at, "\\u"))
			return false;
		low = read_hex(*at + 2);
		if (low < 0xdc00 || low > 0xdfff)
			return false;
		*at += 6;
		high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
	} else if (high >= 0xdc00 && high < 0xe000) {
		return false;
	}
	g_string_append_unichar(out, (gunichar)high);
	return true;
}

static bool
read_escape(GString *out, const char **at)
{
	char letter = *(*at)++;
	const char *name = letter ? strchr(names, letter) : NULL;

	if (letter == 'u')
		return read_unicode(out, at);
	if (letter == '/') {
		g_string_append_c(out, '/');
		return true;
	}
	if (!name)
		return false;
	g_string_append_c(out, named[name - names]);
	return true;
}

char *
quote_read(const char **at)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *from = *at;

	if (*from++ != '"')
		return NULL;
	while (*from != '"') {
		if (*from == '\0' || *from == '\n')
			return NULL;
		if (*from != '\\') {
			g_string_append_c(out, *from++);
			continue;
		}
		from++;
		if (!read_escape(out, &from))
			return NULL;
	}
	*at = from + 1;
	return g_string_free(g_steal_pointer(&out), FALSE);
}
