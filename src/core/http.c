/*
 * http - what the fields of an HTTP answer say, as numbers.
 *
 * Pure: text in, numbers out. It never asks for the time and never fails:
 * what cannot be read was not said.
 */
#include "config.h"

#include "core/http.h"

#include "base/date.h"
#include "base/limits.h"

#include <string.h>

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
	"jul", "aug", "sep", "oct", "nov", "dec" };

/* Reads 1 to `most` digits and steps over them; -1. */
static int
read_number(const char **at, int most)
{
	int number = 0, digits = 0;

	while (digits < most && g_ascii_isdigit(**at)) {
		number = number * 10 + (**at - '0');
		(*at)++;
		digits++;
	}
	return digits > 0 ? number : -1;
}

static int
read_month(const char **at)
{
	for (int i = 0; i < 12; i++) {
		if (g_ascii_strncasecmp(*at, months[i], 3) == 0) {
			*at += 3;
			return i + 1;
		}
	}
	return -1;
}

static bool
read_time(const char **at, int *hour, int *minute, int *second)
{
	*hour = read_number(at, 2);
	if (*hour < 0 || *(*at)++ != ':')
		return false;
	*minute = read_number(at, 2);
	if (*minute < 0 || *(*at)++ != ':')
		return false;
	*second = read_number(at, 2);
	return *second >= 0;
}

static void
skip(const char **at, const char *any)
{
	*at += strspn(*at, any);
}

/* RFC 850 writes two digits: within fifty years of now is what is meant. */
static int
full_year(int year, const char *digits)
{
	if (g_ascii_isdigit(digits[2]))
		return year;
	return year < 70 ? 2000 + year : 1900 + year;
}

static bool
make(int year, int month, int day, const int time[3], int64_t *out)
{
	Date date;

	if (year < 1 || month < 1 ||
	    !date_make(year, month, day, time[0], time[1], time[2], 0, &date))
		return false;
	*out = date.seconds;
	return true;
}

/* "02 Jan 2024 09:40:11 GMT", "02-Jan-24 09:40:11 GMT" */
static bool
read_day_first(const char *at, int64_t *out)
{
	int time[3], day, month, year;
	const char *digits;

	day = read_number(&at, 2);
	skip(&at, " -");
	month = read_month(&at);
	skip(&at, " -");
	digits = at;
	year = read_number(&at, 4);
	if (year < 0 || month < 0)
		return false;
	year = full_year(year, digits);
	skip(&at, " ");
	if (!read_time(&at, &time[0], &time[1], &time[2]))
		return false;
	return make(year, month, day, time, out);
}

/* "Jan  2 09:40:11 2024" */
static bool
read_month_first(const char *at, int64_t *out)
{
	int time[3], day, month;

	month = read_month(&at);
	skip(&at, " ");
	day = read_number(&at, 2);
	skip(&at, " ");
	if (!read_time(&at, &time[0], &time[1], &time[2]))
		return false;
	skip(&at, " ");
	return make(read_number(&at, 4), month, day, time, out);
}

bool
http_date(const char *text, int64_t *out)
{
	const char *at = text;

	if (!text)
		return false;
	skip(&at, " \t");
	while (g_ascii_isalpha(*at))
		at++;
	if (at == text)
		return false;
	skip(&at, ", \t");
	if (g_ascii_isdigit(*at))
		return read_day_first(at, out);
	return read_month_first(at, out);
}

/* Decimal digits alone (blanks around them); -1. Large ones are capped. */
static int64_t
read_seconds(const char *text)
{
	int64_t number = 0;
	const char *at = text + strspn(text, " \t");

	if (!g_ascii_isdigit(*at))
		return -1;
	for (; g_ascii_isdigit(*at); at++) {
		if (number < INT64_MAX / 20)
			number = number * 10 + (*at - '0');
	}
	at += strspn(at, " \t");
	return *at == '\0' || *at == ',' ? number : -1;
}

int64_t
http_retry_after(const Response *response, int64_t now)
{
	const char *text = response_header(response, "Retry-After");
	int64_t at, date, wait;

	if (!text)
		return -1;
	wait = read_seconds(text);
	if (wait < 0) {
		if (!http_date(text, &at))
			return -1;
		if (!http_date(response_header(response, "Date"), &date))
			date = now;
		wait = at > date ? at - date : 0;
	}
	return MIN(wait, LONGEST_RETRY_AFTER_S);
}

/* The number behind `name=`, quoted or not; -1. */
static int64_t
read_directive(const char *part, const char *name)
{
	size_t length = strlen(name);

	part += strspn(part, " \t");
	if (g_ascii_strncasecmp(part, name, length) != 0)
		return -1;
	part += length;
	part += strspn(part, " \t");
	if (*part++ != '=')
		return -1;
	part += strspn(part, " \t\"");
	return g_ascii_isdigit(*part)
		   ? (int64_t)MIN(
			 g_ascii_strtoull(part, NULL, 10), (guint64)INT64_MAX)
		   : -1;
}

static bool
is_directive(const char *part, const char *name)
{
	g_autofree char *word = g_strstrip(g_strdup(part));

	return g_ascii_strcasecmp(word, name) == 0;
}

/* max-age of Cache-Control; 0 where it forbids; -1: not said. */
static int64_t
cache_control(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", 64);
	int64_t age = -1;

	for (size_t i = 0; parts[i]; i++) {
		if (is_directive(parts[i], "no-cache") ||
		    is_directive(parts[i], "no-store"))
			return 0;
		if (age < 0)
			age = read_directive(parts[i], "max-age");
	}
	return age;
}

int64_t
http_fresh_s(const Response *response)
{
	const char *control = response_header(response, "Cache-Control");
	int64_t age = control ? cache_control(control) : -1, expires, date;

	if (age >= 0)
		return MIN(age, LONGEST_HINT_S);
	if (!http_date(response_header(response, "Expires"), &expires) ||
	    !http_date(response_header(response, "Date"), &date))
		return 0;
	return CLAMP(expires - date, 0, LONGEST_HINT_S);
}
