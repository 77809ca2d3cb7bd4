/*
 * lines - the lines of a configuration file.
 *
 * Says what a line is, and never what it means.
 */
#include "config.h"

#include "base/lines.h"

#include "base/limits.h"
#include "base/text.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define SHOWN_COLUMNS 60

typedef struct Reader {
	const LinesTaker *taker;
	void *data;
	char *group; /* NULL: none yet, or a bad one */
	bool is_bad;
	size_t line;
} Reader;

/* Takes `text`. */
static void
mistake(const Reader *reader, char *text)
{
	reader->taker->mistake(reader->data, reader->line, text);
}

static bool
is_name(const char *text)
{
	size_t n = 0;

	while (g_ascii_isalnum(text[n]) || text[n] == '-' || text[n] == '_')
		n++;
	return n > 0 && !text[n];
}

static void
read_group(Reader *reader, const char *text)
{
	size_t length = strlen(text);
	g_autofree char *name = length > 2 && text[length - 1] == ']'
				    ? g_strndup(text + 1, length - 2)
				    : NULL;
	g_autofree char *shown = text_printable(text, SHOWN_COLUMNS);

	reader->is_bad = !name || !is_name(name);
	g_clear_pointer(&reader->group, g_free);
	if (reader->is_bad) {
		mistake(reader,
		    g_strdup_printf("'%s' is no group; write '[name]' alone on "
				    "its line",
			shown));
		return;
	}
	reader->taker->group(reader->data, name, reader->line);
	reader->group = g_steal_pointer(&name);
}

static bool
has_control(const char *text)
{
	for (; *text; text++)
		if (((guchar)*text < 0x20 && *text != '\t') || *text == 0x7f)
			return true;
	return false;
}

/* "key = value"; what is wrong with it, or NULL. `text` is cut in two. */
static char *
read_key(const Reader *reader, char *text)
{
	g_autofree char *shown = text_printable(text, SHOWN_COLUMNS);
	char *equals = strchr(text, '=');

	if (equals) {
		*equals = '\0';
		g_strchomp(text);
	}
	if (!equals || !is_name(text))
		return g_strdup_printf(
		    "'%s' is neither '[group]' nor 'key = value'", shown);
	if (!reader->group)
		return g_strdup_printf(
		    "'%s' stands before the first [group]", text);
	if (has_control(equals + 1))
		return g_strdup_printf("%s.%s: has a control character; type "
				       "the line again",
		    reader->group, text);
	reader->taker->entry(reader->data, reader->group, text,
	    g_strstrip(equals + 1), reader->line);
	return NULL;
}

static void
read_line(Reader *reader, char *text)
{
	size_t length = strlen(text);
	char *wrong = NULL;

	g_strstrip(text);
	if (!*text || *text == '#' || *text == ';')
		return;
	if (length > LIMIT_CONF_LINE_BYTES)
		wrong = g_strdup_printf("the line is too long: %zu bytes; at "
					"most %d are read",
		    length, LIMIT_CONF_LINE_BYTES);
	else if (*text == '[')
		read_group(reader, text);
	else if (!reader->is_bad)
		wrong = read_key(reader, text);
	if (wrong)
		mistake(reader, wrong);
}

void
lines_read(const char *text, size_t length, const LinesTaker *taker, void *data)
{
	g_autofree char *copy = g_strndup(text, length);
	Reader reader = { .taker = taker, .data = data };
	char *rest = copy, *line;

	if (g_str_has_prefix(rest, "\xef\xbb\xbf"))
		rest += 3;
	while ((line = strsep(&rest, "\n"))) {
		reader.line++;
		read_line(&reader, line);
	}
	g_free(reader.group);
}
