/*
 * text-show - what a terminal shows of a text, and how wide it is.
 *
 * Nothing that comes out of text_printable() can move a cursor, turn the
 * direction of writing or hide.
 */
#include "config.h"

#include "base/text.h"

#include <string.h>

#define ELLIPSIS "…"

/* Cells of one good character. */
static size_t
cells(gunichar c)
{
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

/* Moves `*p` behind a character, or a byte that is part of none: that one is
 * false, with its value in `*c`. */
static bool
next(const char **p, gunichar *c)
{
	gunichar good = g_utf8_get_char_validated(*p, -1);

	if ((gint32)good < 0) {
		*c = (guchar) * *p;
		(*p)++;
		return false;
	}
	*c = good;
	*p = g_utf8_next_char(*p);
	return true;
}

size_t
text_width(const char *text)
{
	size_t width = 0;

	while (*text) {
		gunichar c;

		width += next(&text, &c) ? cells(c) : 1;
	}
	return width;
}

/* Characters that do not show, or change how others show. */
static bool
is_hidden(gunichar c)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return true;
	default:
		/* Fillers of Hangul, and the joiner of graphemes. */
		return c == 0x115f || c == 0x1160 || c == 0x3164 ||
		       c == 0xffa0 || c == 0x34f;
	}
}

/* Appends one character or bad byte as it may be shown; its width. */
static size_t
append_shown(GString *out, gunichar c, bool is_good, bool is_safe)
{
	size_t before = out->len;

	if (!is_good && !is_safe) {
		g_string_append(out, "\xef\xbf\xbd");
		return 1;
	}
	if (!is_good || (is_safe && c < 0x80 && is_hidden(c))) {
		g_string_append_printf(out, "\\x%02x", c);
		return out->len - before;
	}
	if (is_safe && is_hidden(c)) {
		g_string_append_printf(out, "\\u{%04X}", c);
		return out->len - before;
	}
	g_string_append_unichar(out, c);
	return cells(c);
}

/* As much of `text` as fits (0: all of it). */
static char *
show(const char *text, size_t columns, bool is_safe)
{
	g_autoptr(GString) out = g_string_new(NULL);
	size_t width = 0, kept = 0;

	while (*text) {
		gunichar c;
		bool is_good = next(&text, &c);

		width += append_shown(out, c, is_good, is_safe);
		if (columns == 0)
			continue;
		if (width > columns) {
			g_string_truncate(out, kept);
			g_string_append(out, ELLIPSIS);
			break;
		}
		/* So much stays if the ellipsis must follow. */
		if (width < columns)
			kept = out->len;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
text_printable(const char *text, size_t columns)
{
	return show(text ? text : "", columns, true);
}

char *
text_cut(const char *text, size_t columns)
{
	if (columns == 0)
		return g_strdup("");
	return show(text, columns, false);
}
