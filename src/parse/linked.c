/*
 * linked - see linked.h.
 *
 * Reads JSON just well enough to find strings, and what careless templates
 * print: raw line breaks in strings, commas too many, HTML comments around.
 */
#include "config.h"

#include "parse/linked.h"

#include <string.h>

#define LINKED_DEPTH 32

typedef struct Reader {
	const char *at;
	LinkedText text;
	void *data;
	int depth;
} Reader;

static bool read_value(Reader *reader, const char *holder, const char *name);

static void
skip_blanks(Reader *reader)
{
	while (
	    *reader->at && (g_ascii_isspace(*reader->at) || *reader->at == ','))
		reader->at++;
}

static bool
read_hex(Reader *reader, gunichar *out)
{
	gunichar c = 0;

	for (int i = 0; i < 4; i++) {
		int digit = g_ascii_xdigit_value(*reader->at);

		if (digit < 0)
			return false;
		c = c << 4 | (gunichar)digit;
		reader->at++;
	}
	*out = c;
	return true;
}

static bool
read_escape(Reader *reader, GString *out)
{
	static const char from[] = "bfnrt", to[] = "  \n  ";
	const char *known;
	gunichar c, low;

	if (*reader->at != 'u') {
		if (!*reader->at)
			return false;
		known = strchr(from, *reader->at);
		g_string_append_c(out, known ? to[known - from] : *reader->at);
		reader->at++;
		return true;
	}
	reader->at++;
	if (!read_hex(reader, &c))
		return false;
	if (c >= 0xd800 && c < 0xdc00 && reader->at[0] == '\\' &&
	    reader->at[1] == 'u') {
		reader->at += 2;
		if (!read_hex(reader, &low))
			return false;
		c = low >= 0xdc00 && low < 0xe000
			? 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00)
			: 0xfffd;
	}
	if (c == 0 || !g_unichar_validate(c))
		c = 0xfffd;
	g_string_append_unichar(out, c);
	return true;
}

static bool
read_string(Reader *reader, GString *out)
{
	if (*reader->at != '"')
		return false;
	reader->at++;
	while (*reader->at != '"') {
		if (!*reader->at)
			return false;
		if (*reader->at != '\\') {
			g_string_append_c(out, *reader->at++);
			continue;
		}
		reader->at++;
		if (!read_escape(reader, out))
			return false;
	}
	reader->at++;
	return true;
}

static bool
read_object(Reader *reader, const char *holder)
{
	for (reader->at++;;) {
		g_autoptr(GString) name = g_string_new(NULL);

		skip_blanks(reader);
		if (*reader->at == '}') {
			reader->at++;
			return true;
		}
		if (!read_string(reader, name))
			return false;
		skip_blanks(reader);
		if (*reader->at++ != ':')
			return false;
		if (!read_value(reader, holder, name->str))
			return false;
	}
}

static bool
read_list(Reader *reader, const char *holder, const char *name)
{
	for (reader->at++;;) {
		skip_blanks(reader);
		if (*reader->at == ']') {
			reader->at++;
			return true;
		}
		if (!read_value(reader, holder, name))
			return false;
	}
}

/* The object in member `name` of the object in member `holder`. */
static bool
read_value(Reader *reader, const char *holder, const char *name)
{
	bool is_read;

	skip_blanks(reader);
	if (*reader->at == '"') {
		g_autoptr(GString) text = g_string_new(NULL);

		if (!read_string(reader, text))
			return false;
		reader->text(reader->data, holder, name, text->str);
		return true;
	}
	if (*reader->at == '{' || *reader->at == '[') {
		if (++reader->depth > LINKED_DEPTH)
			return false;
		is_read = *reader->at == '{' ? read_object(reader, name)
					     : read_list(reader, holder, name);
		reader->depth--;
		return is_read;
	}
	if (!*reader->at || strchr("}]:", *reader->at))
		return false;
	while (*reader->at && !strchr(",}] \t\r\n", *reader->at))
		reader->at++;
	return true;
}

bool
linked_read(const char *json, LinkedText text, void *data)
{
	Reader reader = { .text = text, .data = data };

	reader.at = strpbrk(json, "{[");
	return reader.at && read_value(&reader, "", "");
}
