/*
 * sentence - where a sentence ends, version 1.
 *
 * Works on text alone and never loses a character: a break stands only where
 * joining the lines gives the paragraph back, and never where CommonMark would
 * take the new line for the beginning of a list, a heading or the like. What
 * is decided here is decided for all files of an archive; another decision is
 * another SENTENCE_VERSION.
 */
#include "config.h"

#include "archive/sentence.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

static bool
is_chinese_end(gunichar c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x2026;
}

static bool
is_latin_end(gunichar c)
{
	return c == '!' || c == '?';
}

/* ”’」』）)】》 */
static bool
is_closer(gunichar c)
{
	switch (c) {
	case 0x201d:
	case 0x2019:
	case 0x300d:
	case 0x300f:
	case 0xff09:
	case ')':
	case 0x3011:
	case 0x300b:
		return true;
	default:
		return false;
	}
}

/* Scripts that put blanks between words. */
static bool
is_spaced(gunichar c)
{
	return c < 0x1100 || (c >= 0x1e00 && c < 0x2000) ||
	       (c >= 0xac00 && c <= 0xd7a3);
}

static gunichar
char_at(const char *at, const char *end)
{
	return at < end ? g_utf8_get_char(at) : 0;
}

static gunichar
char_before(const char *at, const char *start)
{
	return at > start ? g_utf8_get_char(g_utf8_prev_char(at)) : 0;
}

/* ---- lines that open something else than a paragraph ---- */

static bool
is_blank_or_end(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static bool
opens_list(const char *line)
{
	size_t digits = 0;

	if (*line == '-' || *line == '+' || *line == '*')
		return is_blank_or_end(line[1]);
	while (digits < 9 && g_ascii_isdigit(line[digits]))
		digits++;
	return digits > 0 && (line[digits] == '.' || line[digits] == ')') &&
	       is_blank_or_end(line[digits + 1]);
}

/* Rather too often than not: such a line is only left unsplit. */
static bool
opens_block(const char *line)
{
	static const char *const marks[] = { "#", ">", "|", "=", "--", "***",
		"___", "```", "~~~", "![", "\t", "    ", ":-" };

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_str_has_prefix(line, marks[i]))
			return true;
	if (*line == '<' && !g_str_has_prefix(line, "<http"))
		return g_ascii_isalpha(line[1]) || strchr("/!?", line[1]);
	if (*line == '[')
		return g_strstr_len(line, (gssize)strcspn(line, "\n"), "]:");
	return opens_list(line);
}

/* `line` after up to three blanks, which mean nothing at its beginning. */
static const char *
skip_indent(const char *line)
{
	size_t blanks = strspn(line, " ");

	return blanks < 4 ? line + blanks : line;
}

/* ---- splitting ---- */

/* Behind the address of a link of Markdown, `](…)` or `<http…>`, or NULL. */
static const char *
skip_target(const char *at)
{
	const char *end = NULL;

	if (g_str_has_prefix(at, "]("))
		end = at + strcspn(at, ")\n");
	else if (g_str_has_prefix(at, "<http"))
		end = at + strcspn(at, "> \n");
	return end && (*end == ')' || *end == '>') ? end + 1 : NULL;
}

/*
 * The end of an address that begins at `at`, or NULL. It is of ASCII; marks at
 * its end are the sentence's.
 */
static const char *
skip_address(const char *at, const char *start)
{
	static const char *const begin[] = { "http://", "https://", "www.",
		"ftp://", "mailto:" };
	bool found = false;

	if (*at == ']' || *at == '<')
		return skip_target(at);
	if (!strchr("hHwWfFmM", *at) || (at > start && g_ascii_isalnum(at[-1])))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(begin) && !found; i++)
		found =
		    g_ascii_strncasecmp(at, begin[i], strlen(begin[i])) == 0;
	if (!found)
		return NULL;
	while (*at > ' ' && *at < 0x7f)
		at++;
	while (strchr(".!?)", at[-1]))
		at--;
	return at;
}

/* The blank that joining puts between two lines. */
static bool
takes_blank(const char *line, const char *end, gunichar next)
{
	gunichar last;

	while (end > line && is_closer(char_before(end, line)))
		end = g_utf8_prev_char(end);
	last = char_before(end, line);
	return last != 0 && is_spaced(last) && is_spaced(next);
}

/* Chinese text may use ASCII marks; an escaping backslash is no character. */
static bool
is_after_chinese(const char *mark, const char *start)
{
	gunichar c;

	while (mark > start && mark[-1] == '\\')
		mark--;
	c = char_before(mark, start);
	return c != 0 && !is_spaced(c);
}

/*
 * True when a sentence ends behind the marks that begin at `mark`; `*after` is
 * then the first character behind marks and closers.
 */
static bool
ends_at(
    const char *mark, const char *start, const char *end, const char **after)
{
	bool is_chinese = false, is_dotted = *mark == '.';
	const char *at = mark;
	gunichar c, next;

	for (; (c = char_at(at, end)); at = g_utf8_next_char(at)) {
		is_chinese |= is_chinese_end(c);
		if (!is_chinese_end(c) && !is_latin_end(c) && c != '.')
			break;
		if (c == '.' && !is_dotted)
			break;
	}
	while (is_closer(char_at(at, end)))
		at = g_utf8_next_char(at);
	*after = at;
	next = char_at(at, end);
	if (is_chinese)
		return true;
	if (next == ' ')
		return g_unichar_isupper(char_at(at + 1, end)) ||
		       (!is_dotted && is_after_chinese(mark, start));
	return !is_dotted && next >= 0x80 && is_after_chinese(mark, start);
}

/*
 * Whether what follows may begin a line: no block of another kind, no marks of
 * emphasis that would no longer close what they closed.
 */
static bool
may_begin(const char *next, const char *end)
{
	bool is_hard_break = *next == '\\' && next + 1 == end;

	return next < end && !strchr(" *_`~])", *next) && !is_hard_break &&
	       !opens_block(next);
}

/* Most characters are neither the end of a sentence nor the beginning of an
 * address: their first byte tells. */
static bool
is_plain(char first)
{
	if ((signed char)first < 0)
		return first != '\xe2' && first != '\xe3' && first != '\xef';
	return !strchr(".!?]<hHwWfFmM", first);
}

/* Appends one line of a paragraph (without newline), split. */
static void
split_line(GString *out, const char *start, const char *end)
{
	const char *line = start, *at = start;

	while (at < end) {
		const char *address, *after, *next;
		gunichar c;

		if (is_plain(*at)) {
			at = g_utf8_next_char(at);
			continue;
		}
		address = skip_address(at, start);
		c = g_utf8_get_char(at);
		if (address && address <= end) {
			at = address;
			continue;
		}
		if (!is_chinese_end(c) && !is_latin_end(c) && c != '.') {
			at = g_utf8_next_char(at);
			continue;
		}
		if (!ends_at(at, start, end, &after)) {
			at = MAX(after, at + 1);
			continue;
		}
		next = after < end && *after == ' ' ? after + 1 : after;
		at = after;
		if (!may_begin(next, end))
			continue;
		if (takes_blank(line, after, g_utf8_get_char(next)) !=
		    (next > after)) {
			if (next == after)
				continue;
			after = next; /* the blank stays on its line */
		}
		g_string_append_len(out, line, after - line);
		g_string_append_c(out, '\n');
		line = at = next;
	}
	g_string_append_len(out, line, end - line);
}

char *
sentence_split(const char *paragraph)
{
	g_autoptr(GString) out = g_string_new(NULL);

	split_line(out, paragraph, paragraph + strlen(paragraph));
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* ---- bodies ---- */

static const char *
line_end(const char *at)
{
	return at + strcspn(at, "\n");
}

static bool
is_empty_line(const char *at)
{
	return at[strspn(at, " \t")] == '\n' || at[strspn(at, " \t")] == '\0';
}

/* The end of a fenced block that begins at `at`, else `at`. */
static const char *
skip_fence(const char *at)
{
	const char *mark = g_str_has_prefix(skip_indent(at), "```") ? "`" : "~";
	size_t width = strspn(skip_indent(at), mark);

	if (width < 3)
		return at;
	for (;;) {
		at = line_end(at);
		if (*at == '\0')
			return at;
		at++;
		if (strspn(skip_indent(at), mark) >= width)
			return line_end(at);
	}
}

/* Up to the next empty line; `*is_paragraph` when no line is anything else. */
static const char *
block_end(const char *at, bool *is_paragraph)
{
	*is_paragraph = true;
	for (;;) {
		if (opens_block(skip_indent(at)))
			*is_paragraph = false;
		at = line_end(skip_fence(at));
		if (*at == '\0' || is_empty_line(at + 1))
			return at;
		at++;
	}
}

/* A backslash or two blanks before the newline: the author's own line break. */
static bool
is_hard_break(const char *start, const char *newline)
{
	size_t slashes = 0;

	while (
	    newline - slashes > start && newline[-1 - (gssize)slashes] == '\\')
		slashes++;
	if (slashes > 0)
		return slashes % 2 == 1;
	return newline - start >= 2 && newline[-1] == ' ' && newline[-2] == ' ';
}

/* The lines of a paragraph, joined but for hard breaks. */
static void
join_paragraph(GString *out, const char *at, const char *end)
{
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *next = newline ? newline + 1 : end;

		if (!newline) {
			g_string_append_len(out, at, end - at);
			break;
		}
		g_string_append_len(out, at, newline - at);
		if (is_hard_break(at, newline))
			g_string_append_c(out, '\n');
		else if (newline > at && newline[-1] != ' ' && *next != ' ' &&
			 takes_blank(at, newline, char_at(next, end)))
			g_string_append_c(out, ' ');
		at = next;
	}
}

static void
split_paragraph(GString *out, const char *start, const char *end)
{
	g_autoptr(GString) joined = g_string_new(NULL);
	const char *at;

	join_paragraph(joined, start, end);
	for (at = joined->str; at < joined->str + joined->len;) {
		const char *stop = line_end(at);

		split_line(out, at, stop);
		if (*stop == '\n')
			g_string_append_c(out, '\n');
		at = stop + (*stop == '\n');
	}
}

static char *
each_block(const char *markdown,
    void (*paragraph)(GString *out, const char *start, const char *end))
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *at = markdown;

	for (;;) {
		const char *end, *next;
		bool is_paragraph;

		while (*at && is_empty_line(at))
			at = line_end(at) + (*line_end(at) == '\n');
		if (*at == '\0')
			break;
		next = end = block_end(at, &is_paragraph);
		while (end[-1] == '\n')
			end--; /* of a fence that nothing closes */
		if (out->len > 0)
			g_string_append(out, "\n\n");
		if (is_paragraph)
			paragraph(out, at, end);
		else
			g_string_append_len(out, at, end - at);
		at = next + (*next == '\n');
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
sentence_split_body(const char *markdown)
{
	return each_block(markdown, split_paragraph);
}

char *
sentence_join_body(const char *markdown)
{
	return each_block(markdown, join_paragraph);
}
