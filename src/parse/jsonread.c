/*
 * jsonread - JSON read, strictly (RFC 8259).
 *
 * Hands on events; jsonvalue.c makes values of them. Never takes what only
 * looks like JSON: comments, trailing commas, NaN, bare words.
 */
#include "config.h"

#include "parse/jsonread.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

typedef struct Reader {
	const char *start, *at, *end;
	const struct cl_events *events;
	void *data;
	GString *text; /* of the string being read */
	GString *name; /* of the member being read */
	size_t depth, values;
	GError **error;
} Reader;

/* Names the place; false always. */
static bool
wrong(Reader *r, const char *what)
{
	size_t line = 1, column = 1;

	for (const char *p = r->start; p < r->at; p++) {
		column = *p == '\n' ? 1 : column + 1;
		line += *p == '\n';
	}
	return fail(r->error, CAILUN_ERROR_INPUT,
	    "line %zu, column %zu: not JSON: %s", line, column, what);
}

static void
start(Reader *r, const char *kind, const char *name)
{
	if (r->events->start)
		r->events->start(r->data, kind, name, NULL, 0);
}

static void
end(Reader *r, const char *kind, const char *name)
{
	if (r->events->end)
		r->events->end(r->data, kind, name);
}

static void
scalar(Reader *r, const char *kind, const char *text, size_t length)
{
	start(r, kind, r->name->str);
	if (r->events->text)
		r->events->text(r->data, text, length);
	end(r, kind, r->name->str);
}

static void
skip_space(Reader *r)
{
	while (r->at < r->end && memchr(" \t\n\r", *r->at, 4))
		r->at++;
}

static bool
is_next(const Reader *r, char c)
{
	return r->at < r->end && *r->at == c;
}

/* Four hexadecimal digits, or -1. */
static int
read_hex(Reader *r)
{
	int number = 0;

	if (r->end - r->at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = g_ascii_xdigit_value(r->at[i]);

		if (digit < 0)
			return -1;
		number = number * 16 + digit;
	}
	r->at += 4;
	return number;
}

/* Behind `\u`: one character, of two halves where it has a surrogate. */
static bool
read_escaped_character(Reader *r)
{
	int first = read_hex(r), second;
	gunichar character = (gunichar)first;

	if (first < 0)
		return wrong(r, "\\u without four digits");
	if (first >= 0xd800 && first < 0xdc00 && r->end - r->at >= 6 &&
	    r->at[0] == '\\' && r->at[1] == 'u') {
		const char *back = r->at;

		r->at += 2;
		second = read_hex(r);
		if (second >= 0xdc00 && second < 0xe000)
			character = 0x10000u +
				    (((gunichar)first & 0x3ff) << 10) +
				    ((gunichar)second & 0x3ff);
		else
			r->at = back;
	}
	if (character == 0 || (character >= 0xd800 && character < 0xe000))
		character = 0xfffd;
	g_string_append_unichar(r->text, character);
	return true;
}

static bool
read_escape(Reader *r)
{
	static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *found;

	if (r->at == r->end)
		return wrong(r, "a string without its end");
	if (*r->at == 'u') {
		r->at++;
		return read_escaped_character(r);
	}
	found = *r->at ? strchr(letters, *r->at) : NULL;
	if (!found)
		return wrong(r, "an escape that is none");
	g_string_append_c(r->text, means[found - letters]);
	r->at++;
	return true;
}

/* A string at its quote, into `text`. */
static bool
read_string(Reader *r)
{
	const char *from = ++r->at;

	g_string_truncate(r->text, 0);
	for (;;) {
		while (r->at < r->end && *r->at != '"' && *r->at != '\\' &&
		       (unsigned char)*r->at >= 0x20)
			r->at++;
		g_string_append_len(r->text, from, r->at - from);
		if (r->at == r->end)
			return wrong(r, "a string without its end");
		if (*r->at == '"')
			break;
		if (*r->at != '\\')
			return wrong(r, "a control character in a string");
		r->at++;
		if (!read_escape(r))
			return false;
		from = r->at;
	}
	r->at++;
	return true;
}

static size_t
skip_digits(Reader *r)
{
	const char *from = r->at;

	while (r->at < r->end && g_ascii_isdigit(*r->at))
		r->at++;
	return (size_t)(r->at - from);
}

static bool
read_number(Reader *r)
{
	const char *from = r->at;
	size_t digits;

	r->at += is_next(r, '-');
	bool is_zero = is_next(r, '0');
	digits = skip_digits(r);
	if (digits == 0 || (is_zero && digits > 1))
		return wrong(r, "a number that is none");
	if (is_next(r, '.')) {
		r->at++;
		if (skip_digits(r) == 0)
			return wrong(r, "a number that is none");
	}
	if (is_next(r, 'e') || is_next(r, 'E')) {
		r->at++;
		r->at += is_next(r, '-') || is_next(r, '+');
		if (skip_digits(r) == 0)
			return wrong(r, "a number that is none");
	}
	g_string_truncate(r->text, 0);
	g_string_append_len(r->text, from, r->at - from);
	scalar(r, "number", r->text->str, r->text->len);
	return true;
}

static bool
read_word(Reader *r)
{
	static const struct {
		const char *word, *kind;
	} words[] = { { "true", "bool" }, { "false", "bool" },
		{ "null", "null" } };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t length = strlen(words[i].word);

		if ((size_t)(r->end - r->at) < length ||
		    memcmp(r->at, words[i].word, length) != 0)
			continue;
		r->at += length;
		scalar(r, words[i].kind, words[i].word, length);
		return true;
	}
	return wrong(
	    r, r->at == r->end ? "a value is missing" : "a word that is none");
}

static bool read_value(Reader *r);

/* `"name":` of a member, into `name`. */
static bool
read_name(Reader *r)
{
	skip_space(r);
	if (!is_next(r, '"'))
		return wrong(r, "a member without a name");
	if (!read_string(r))
		return false;
	g_string_assign(r->name, r->text->str);
	skip_space(r);
	if (!is_next(r, ':'))
		return wrong(r, "a member without a value");
	r->at++;
	return true;
}

/* What stands between the brackets, and the closing one. */
static bool
read_inside(Reader *r, char close)
{
	skip_space(r);
	if (is_next(r, close)) {
		r->at++;
		return true;
	}
	for (;;) {
		g_string_truncate(r->name, 0);
		if (close == '}' && !read_name(r))
			return false;
		if (!read_value(r))
			return false;
		skip_space(r);
		if (is_next(r, close))
			break;
		if (!is_next(r, ','))
			return wrong(r, "a comma or the end is missing");
		r->at++;
	}
	r->at++;
	return true;
}

static bool
read_container(Reader *r)
{
	bool is_object = *r->at++ == '{';
	const char *kind = is_object ? "object" : "array";
	g_autofree char *name = g_strdup(r->name->str);

	if (++r->depth > LIMIT_JSON_DEPTH)
		return wrong(
		    r, "nests deeper than " G_STRINGIFY(LIMIT_JSON_DEPTH));
	start(r, kind, name);
	if (!read_inside(r, is_object ? '}' : ']'))
		return false;
	r->depth--;
	end(r, kind, name);
	return true;
}

static bool
read_value(Reader *r)
{
	char c;

	skip_space(r);
	if (++r->values > LIMIT_JSON_VALUES)
		return wrong(
		    r, "more values than " G_STRINGIFY(LIMIT_JSON_VALUES));
	c = r->at < r->end ? *r->at : '\0';
	if (c == '{' || c == '[')
		return read_container(r);
	if (c == '"') {
		if (!read_string(r))
			return false;
		scalar(r, "string", r->text->str, r->text->len);
		return true;
	}
	if (c == '-' || g_ascii_isdigit(c))
		return read_number(r);
	return read_word(r);
}

bool
json_events(const char *text, size_t length, const struct cl_events *events,
    void *data, GError **error)
{
	g_autoptr(GString) buffer = g_string_new(NULL);
	g_autoptr(GString) name = g_string_new(NULL);
	Reader r = { .start = text,
		.at = text,
		.end = text + length,
		.events = events,
		.data = data,
		.text = buffer,
		.name = name,
		.error = error };

	const char *bad;

	if (!g_utf8_validate_len(text, length, &bad)) {
		r.at = bad;
		return wrong(&r, "bytes that are not UTF-8");
	}
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		r.at += 3;
	if (!read_value(&r))
		return false;
	skip_space(&r);
	return r.at == r.end || wrong(&r, "something behind the end");
}
