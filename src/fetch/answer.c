/*
 * answer - the header lines of what a server says.
 *
 * Never believes a line: names must be tokens, values free of controls. What
 * is not so is left out, since nobody could send it back anyway.
 */
#include "config.h"

#include "fetch/answer.h"

#include "base/limits.h"

#include <string.h>

/* Where a byte 0x80 that is no UTF-8 stands; private use. */
#define ODD_FIRST 0xef80
#define ODD_LAST 0xefff

void
answer_clear(Answer *answer)
{
	response_clear(&answer->response);
	*answer = (Answer){ 0 };
}

static bool
is_odd(gunichar c)
{
	return c >= ODD_FIRST && c <= ODD_LAST;
}

static bool
is_ascii(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return false;
	return true;
}

/* Bytes as UTF-8 text; those that are none become private characters, as do
 * the private characters themselves, so that nothing is ambiguous. */
static char *
readable(const char *bytes, size_t length)
{
	GString *out;
	size_t i = 0;

	if (is_ascii(bytes, length))
		return g_strndup(bytes, length);
	out = g_string_sized_new(length + 16);
	while (i < length) {
		gunichar c =
		    g_utf8_get_char_validated(bytes + i, (gssize)(length - i));

		if (c == (gunichar)-1 || c == (gunichar)-2 || is_odd(c)) {
			unsigned char byte = (unsigned char)bytes[i++];

			g_string_append_unichar(
			    out, ODD_FIRST + (gunichar)(byte - 0x80));
			continue;
		}
		g_string_append_unichar(out, c);
		i += (size_t)g_utf8_skip[(unsigned char)bytes[i]];
	}
	return g_string_free(out, FALSE);
}

char *
answer_restore(const char *value)
{
	GString *out;

	if (is_ascii(value, strlen(value)))
		return g_strdup(value);
	out = g_string_sized_new(strlen(value));
	for (; *value; value = g_utf8_next_char(value)) {
		gunichar c = g_utf8_get_char(value);

		if (is_odd(c))
			g_string_append_c(out, (char)(c - ODD_FIRST + 0x80));
		else
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* An address in a Location: whatever its charset, its bytes are its bytes. */
static char *
percent_encoded(const char *bytes, size_t length)
{
	GString *out = g_string_sized_new(length + 16);

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if (byte >= 0x80)
			g_string_append_printf(out, "%%%02X", byte);
		else
			g_string_append_c(out, bytes[i]);
	}
	return g_string_free(out, FALSE);
}

static void
trim(const char **text, size_t *length)
{
	while (*length > 0 && g_ascii_isspace(**text)) {
		(*text)++;
		(*length)--;
	}
	while (*length > 0 && g_ascii_isspace((*text)[*length - 1]))
		(*length)--;
}

/* What main will accept: odd bytes have made it up to three times as long. */
static bool
is_value(const char *text)
{
	return header_is_value(text) && strlen(text) <= LIMIT_HEADER_BYTES;
}

static void
keep(Response *response, const char *line, size_t length)
{
	const char *colon = memchr(line, ':', length);
	const char *value = colon ? colon + 1 : NULL;
	size_t value_length = colon ? length - (size_t)(value - line) : 0;
	g_autofree char *name = NULL;
	g_autofree char *text = NULL;

	if (!colon)
		return;
	name = g_strndup(line, (size_t)(colon - line));
	trim(&value, &value_length);
	text = g_ascii_strcasecmp(name, "Location") == 0
		   ? percent_encoded(value, value_length)
		   : readable(value, value_length);
	if (header_is_name(name) && is_value(text))
		response_add_header(response, name, text);
}

/* A line that goes on with the one before (obsolete, but seen). */
static void
prolong(Response *response, const char *line, size_t length)
{
	Header *last;
	g_autofree char *more = NULL;
	char *value;

	trim(&line, &length);
	if (response->n_headers == 0 || length == 0)
		return;
	last = &response->headers[response->n_headers - 1];
	more = readable(line, length);
	value = g_strconcat(last->value, " ", more, NULL);
	if (!is_value(value)) {
		g_free(value);
		return;
	}
	g_free(last->value);
	last->value = value;
}

/* "HTTP/1.1 200 OK"; 0: none. */
static int
status_of(const char *line, size_t length)
{
	const char *blank = memchr(line, ' ', length);
	int status = 0;

	if (!blank)
		return 0;
	for (const char *p = blank + 1;
	     p < line + length && p < blank + 4 && g_ascii_isdigit(*p); p++)
		status = status * 10 + (*p - '0');
	return status;
}

static AnswerFault
finish(Answer *answer)
{
	int64_t status = answer->response.status;

	if (status >= 200) {
		answer->is_whole = true;
		return ANSWER_GOOD;
	}
	return ++answer->interim > LIMIT_INTERIM_ANSWERS ? ANSWER_NONSENSE
							 : ANSWER_GOOD;
}

AnswerFault
answer_line(Answer *answer, const char *line, size_t length)
{
	Response *response = &answer->response;

	answer->bytes += length;
	if (answer->bytes > LIMIT_HEADER_BYTES ||
	    ++answer->lines > LIMIT_HEADERS)
		return ANSWER_TOO_LARGE;
	if (answer->is_whole) /* a trailer: nobody reads it */
		return ANSWER_GOOD;
	while (length > 0 &&
	       (line[length - 1] == '\n' || line[length - 1] == '\r'))
		length--;
	if (length == 0)
		return finish(answer);
	if (length > 5 && g_ascii_strncasecmp(line, "HTTP/", 5) == 0) {
		response_clear(response);
		response->status = status_of(line, length);
	} else if (*line == ' ' || *line == '\t') {
		prolong(response, line, length);
	} else {
		keep(response, line, length);
	}
	return ANSWER_GOOD;
}
