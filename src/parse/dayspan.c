/*
 * dayspan - see dayspan.h.
 */
#include "config.h"

#include "parse/dayspan.h"
#include "parse/when.h"

static bool
is_digit(gunichar c)
{
	return c >= '0' && c <= '9';
}

static size_t
digits(const Runes *runes, size_t at)
{
	size_t n = 0;

	while (at + n < runes->length && is_digit(runes->fold[at + n]))
		n++;
	return n;
}

/* 星期四, 周四, 下午: words between the parts of a date. */
static size_t
word_length(const Runes *runes, size_t at)
{
	static const char *const words[] = { "上午", "下午", "中午", "晚上",
		"凌晨", "早上", "傍晚", "AM", "PM", "am", "pm" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t n = runes_match(runes, at, words[i]);

		if (n > 0)
			return n;
	}
	if (runes_match(runes, at, "星期"))
		return 3;
	if (runes_match(runes, at, "周") || runes_match(runes, at, "週"))
		return 2;
	return 0;
}

static bool
is_part(gunichar c)
{
	return c == '-' || c == '/' || c == '.' || c == ':' || c == 0x5e74 ||
	       c == 0x6708 || c == 0x65e5 || c == 0x65f6 || c == 0x5206 ||
	       c == 0x79d2 || c == 0x53f7 || c == 0x70b9;
}

/* How far a date that begins at `at` reaches: figures, signs, and blanks that
 * figures or words of time follow. */
static size_t
span_end(const Runes *runes, size_t at)
{
	size_t i = at, end = at;

	while (i < runes->length && i < at + 48) {
		size_t n = digits(runes, i);

		if (n > 0) {
			i += n;
			end = i;
		} else if (is_part(runes->fold[i])) {
			i++;
			if (runes->fold[i - 1] > 0x80)
				end = i;
		} else if ((n = word_length(runes, i)) > 0) {
			i += n;
			end = i;
		} else if ((runes->fold[i] == 'T' || runes->fold[i] == '+') &&
			   i > at + 7 && digits(runes, i + 1) >= 2) {
			i++;
		} else if (runes->fold[i] == 'Z' && i > at + 10) {
			end = i + 1;
			break;
		} else if (runes->fold[i] == ' ' ||
			   (runes->fold[i] == '(' &&
			       word_length(runes, i + 1)) ||
			   (runes->fold[i] == ')' && i > at)) {
			i++;
		} else {
			break;
		}
	}
	return MIN(end, runes->length);
}

/* "2005.08.2605:39": joined where a blank was; "2019 09/07 19:02": the year
 * apart. A readable copy. */
static char *
span_text(const Runes *runes, size_t at, size_t end)
{
	GString *text = g_string_new(NULL);
	size_t i = at;

	while (i < end) {
		size_t n = digits(runes, i);

		if (n == 4 && i > at && i + n < end &&
		    runes->fold[i + n] == ':') {
			g_string_append_unichar(text, runes->fold[i]);
			g_string_append_unichar(text, runes->fold[i + 1]);
			g_string_append_c(text, ' ');
			i += 2;
			n = 2;
		}
		if (n == 4 && i == at && i + n < end &&
		    runes->fold[i + n] == ' ' &&
		    digits(runes, i + n + 1) == 2 && i + n + 3 < end &&
		    runes->fold[i + n + 3] == '/') {
			for (size_t k = 0; k < 4; k++)
				g_string_append_unichar(
				    text, runes->fold[i + k]);
			g_string_append_c(text, '/');
			i += 5;
			continue;
		}
		for (size_t k = 0; k < MAX(n, 1); k++)
			g_string_append_unichar(text, runes->fold[i + k]);
		i += MAX(n, 1);
	}
	return g_string_free(text, FALSE);
}

/* A year in figures with a month behind it, or a day.month.year. */
static bool
begins_date(const Runes *runes, size_t at)
{
	size_t n = digits(runes, at);
	gunichar next;

	if (at > 0 && is_digit(runes->fold[at - 1]))
		return false;
	next = at + n < runes->length ? runes->fold[at + n] : 0;
	if (n == 4 && (runes->fold[at] == '1' || runes->fold[at] == '2'))
		return next == '-' || next == '/' || next == '.' ||
		       next == 0x5e74 || next == ' ';
	return (n == 1 || n == 2) && next == '.' &&
	       digits(runes, at + n + 1) > 0;
}

/* "26-03-02 08:40", as some newspaper systems print it: all of it, with the
 * time, or it may be anything. */
static bool
is_short_year(const Runes *runes, size_t at)
{
	static const char shape[] = "00-00-00 00:00";

	if (at + sizeof(shape) - 1 > runes->length ||
	    (at > 0 && runes->fold[at - 1] != ' '))
		return false;
	for (size_t i = 0; i < sizeof(shape) - 1; i++)
		if (shape[i] == '0' ? !is_digit(runes->fold[at + i])
				    : runes->fold[at + i] != (gunichar)shape[i])
			return false;
	return true;
}

/* Reads [at, end), in which `is_short` years want their century. */
static bool
read_span(const Runes *runes, size_t at, size_t end, bool is_short,
    int zone_min, int64_t now, Date *out)
{
	g_autofree char *text = span_text(runes, at, end);
	g_autofree char *whole = g_strconcat(is_short ? "20" : "", text, NULL);
	Date date = DATE_UNKNOWN;

	if (!when_parse(whole, zone_min, now, &date) ||
	    (is_short && now > 0 && date.seconds > now + 86400))
		return false;
	*out = date;
	return true;
}

bool
dayspan_find(const Runes *runes, size_t from, int zone_min, int64_t now,
    size_t *at, size_t *end, Date *out)
{
	for (size_t i = from; i < runes->length; i++) {
		bool is_short;
		size_t stop;

		if (!is_digit(runes->fold[i]))
			continue;
		is_short = is_short_year(runes, i);
		if (!is_short && !begins_date(runes, i))
			continue;
		stop = span_end(runes, i);
		if (stop < i + 6 ||
		    !read_span(runes, i, stop, is_short, zone_min, now, out))
			continue;
		*at = i;
		*end = stop;
		return true;
	}
	return false;
}
