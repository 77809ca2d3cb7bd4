/*
 * json - JSON written.
 *
 * Never read here: that is a parser's work. What is written is one line, and
 * harmless on a terminal.
 */
#include "config.h"

#include "base/json.h"

#include <string.h>

/* Length of the character at `p` if it must be escaped, else 0: C0, DEL, C1,
 * U+2028, U+2029, U+FEFF. `p` is valid UTF-8, so that it ends in a NUL only at
 * a character's border. */
static size_t
must_escape(const guchar *p)
{
	if (p[0] < 0x20 || p[0] == 0x7f || p[0] == '"' || p[0] == '\\')
		return 1;
	if (p[0] == 0xc2 && p[1] < 0xa0)
		return 2;
	if (p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9))
		return 3;
	if (p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf)
		return 3;
	return 0;
}

static void
append_escape(GString *out, const guchar *p)
{
	switch (*p) {
	case '"':
		g_string_append(out, "\\\"");
		break;
	case '\\':
		g_string_append(out, "\\\\");
		break;
	case '\n':
		g_string_append(out, "\\n");
		break;
	case '\r':
		g_string_append(out, "\\r");
		break;
	case '\t':
		g_string_append(out, "\\t");
		break;
	default:
		g_string_append_printf(
		    out, "\\u%04x", g_utf8_get_char((const char *)p));
	}
}

/* `text` is UTF-8. Harmless stretches are copied whole. */
static void
append_good(GString *out, const char *text)
{
	const guchar *from = (const guchar *)text, *p = from;

	while (*p) {
		size_t length = must_escape(p);

		if (length == 0) {
			p++;
			continue;
		}
		g_string_append_len(out, (const char *)from, p - from);
		append_escape(out, p);
		p += length;
		from = p;
	}
	g_string_append_len(out, (const char *)from, p - from);
}

void
json_append_text(GString *out, const char *text)
{
	g_autofree char *good = NULL;

	if (!text)
		text = "";
	if (!g_utf8_validate(text, -1, NULL))
		text = good = g_utf8_make_valid(text, -1);
	g_string_append_c(out, '"');
	append_good(out, text);
	g_string_append_c(out, '"');
}

/* The fewest digits that read back as the same number. */
static void
append_real(GString *out, double real)
{
	static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_ascii_formatd(text, sizeof(text), formats[i], real);
		if (g_ascii_strtod(text, NULL) == real)
			break;
	}
	g_string_append(out, text);
}

/* A new line with `indent` steps; nothing when all is one line (-1). */
static void
append_break(GString *out, int indent)
{
	if (indent < 0)
		return;
	g_string_append_c(out, '\n');
	for (int i = 0; i < indent; i++)
		g_string_append(out, "  ");
}

static void append_value(GString *out, const Value *value, int indent);

static void
append_container(GString *out, const Value *value, int indent)
{
	bool is_list = value_kind(value) == VALUE_LIST;
	int inner = indent < 0 ? -1 : indent + 1;
	size_t count = value_count(value);

	g_string_append_c(out, is_list ? '[' : '{');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		append_break(out, inner);
		if (!is_list) {
			json_append_text(out, value_name_at(value, i));
			g_string_append(out, inner < 0 ? ":" : ": ");
		}
		append_value(out, value_at(value, i), inner);
	}
	if (count > 0)
		append_break(out, indent);
	g_string_append_c(out, is_list ? ']' : '}');
}

static void
append_value(GString *out, const Value *value, int indent)
{
	switch (value_kind(value)) {
	case VALUE_NULL:
		g_string_append(out, "null");
		break;
	case VALUE_BOOL:
		g_string_append(out, value_as_bool(value) ? "true" : "false");
		break;
	case VALUE_NUMBER:
		g_string_append_printf(out, "%" G_GINT64_FORMAT,
		    (gint64)value_as_number(value, 0));
		break;
	case VALUE_REAL:
		append_real(out, value_as_real(value, 0));
		break;
	case VALUE_TEXT:
		json_append_text(out, value_as_text(value));
		break;
	case VALUE_LIST:
	case VALUE_OBJECT:
		append_container(out, value, indent);
		break;
	}
}

void
json_append(GString *out, const Value *value)
{
	append_value(out, value, -1);
}

void
json_append_pretty(GString *out, const Value *value)
{
	append_value(out, value, 0);
}
