/*
 * date - a moment as somebody claimed it.
 *
 * Arithmetic of the proleptic Gregorian calendar and the one written form.
 * Never reads a clock or a zone file, and never makes up what was not said.
 */
#include "config.h"

#include "base/date.h"

#include "base/clock.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#define DAY_S 86400
/* 0001-01-01 and the last second of 9999, where they are UTC. */
#define FIRST_S INT64_C(-62135596800)
#define LAST_S INT64_C(253402300799)
#define LONGEST_OFFSET_MIN (24 * 60 - 1)

static const char *const origin_names[] = { NULL, "page", "meta", "feed",
	"list", "url", "dateline", "capture" };

const char *
date_origin_name(uint8_t origin)
{
	return origin < G_N_ELEMENTS(origin_names) ? origin_names[origin]
						   : NULL;
}

uint8_t
date_origin_from_name(const char *name)
{
	for (uint8_t i = 1; name && i < G_N_ELEMENTS(origin_names); i++)
		if (strcmp(name, origin_names[i]) == 0)
			return i;
	return DATE_FROM_NOWHERE;
}

/*
 * Days since 1970-01-01. Counted in years that begin in March, so that the
 * day that is sometimes there comes last; 400 of them have 146097 days.
 */
static int64_t
days_of(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = month > 2 ? month - 3 : month + 9;
	int64_t of_year = (153 * m + 2) / 5 + day - 1;

	return y * 365 + y / 4 - y / 100 + y / 400 + of_year - 719468;
}

/* The inverse; `days` lies in the years 1 to 9999. */
static void
civil_of(int64_t days, int *year, int *month, int *day)
{
	int64_t all = days + 719468;
	int64_t era = all / 146097, rest = all % 146097;
	int64_t y = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
	int64_t of_year = rest - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

static bool
is_day(int year, int month, int day)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= lengths[month - 1] + (month == 2 && is_leap);
}

bool
date_make(int year, int month, int day, int hour, int minute, int second,
    int offset_min, Date *out)
{
	Date date = { 0 };

	if (!is_day(year, month, day) || offset_min < -LONGEST_OFFSET_MIN ||
	    offset_min > LONGEST_OFFSET_MIN)
		return false;
	date.seconds = days_of(year, month, day) * DAY_S - offset_min * 60;
	date.offset_min = (int16_t)offset_min;
	date.precision = DATE_DAY;
	if (hour >= 0) {
		if (hour > 23 || minute < 0 || minute > 59 || second > 60)
			return false;
		date.precision = second < 0 ? DATE_MINUTE : DATE_SECOND;
		date.seconds +=
		    hour * 3600 + minute * 60 + CLAMP(second, 0, 59);
	}
	*out = date;
	return true;
}

/* Seconds as a clock on the wall there shows them, in the years 1 to 9999
 * whatever a stranger claims. */
static int64_t
local_seconds(int64_t seconds, int offset_min)
{
	int64_t offset_s = (int64_t)CLAMP(offset_min, -LONGEST_OFFSET_MIN,
			       LONGEST_OFFSET_MIN) *
			   60;

	seconds = CLAMP(seconds, FIRST_S - DAY_S, LAST_S + DAY_S) + offset_s;
	return CLAMP(seconds, FIRST_S, LAST_S);
}

/* Rounds towards the past. */
static int64_t
days_in(int64_t seconds)
{
	return (seconds - FIRST_S) / DAY_S + FIRST_S / DAY_S;
}

void
date_civil(int64_t seconds, int offset_min, int *year, int *month, int *day)
{
	civil_of(days_in(local_seconds(seconds, offset_min)), year, month, day);
}

void
date_civil_time(
    int64_t seconds, int offset_min, int *hour, int *minute, int *second)
{
	int of_day =
	    (int)((local_seconds(seconds, offset_min) - FIRST_S) % DAY_S);

	*hour = of_day / 3600;
	*minute = of_day / 60 % 60;
	*second = of_day % 60;
}

static char *
format(int64_t seconds, int offset_min, bool is_day_only, char *out)
{
	int year, month, day, hour, minute, second;
	int east = CLAMP(offset_min, -LONGEST_OFFSET_MIN, LONGEST_OFFSET_MIN);
	int length;

	date_civil(seconds, offset_min, &year, &month, &day);
	length = g_snprintf(
	    out, DATE_TEXT_BYTES, "%04d-%02d-%02d", year, month, day);
	if (is_day_only)
		return out;
	date_civil_time(seconds, offset_min, &hour, &minute, &second);
	g_snprintf(out + length, (gulong)(DATE_TEXT_BYTES - length),
	    "T%02d:%02d:%02d%c%02d:%02d", hour, minute, second,
	    east < 0 ? '-' : '+', ABS(east) / 60, ABS(east) % 60);
	return out;
}

char *
date_format(const Date *date, char *out)
{
	if (!date || date->precision == DATE_NONE) {
		out[0] = '\0';
		return out;
	}
	return format(
	    date->seconds, date->offset_min, date->precision == DATE_DAY, out);
}

char *
date_format_seconds(int64_t seconds, int offset_min, char *out)
{
	return format(seconds, offset_min, false, out);
}

/* `n` digits and the character behind them (0: whatever). */
static bool
read_digits(const char **text, int n, char behind, int *out)
{
	int number = 0;

	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit((*text)[i]))
			return false;
		number = number * 10 + (*text)[i] - '0';
	}
	*text += n;
	if (behind) {
		if (**text != behind)
			return false;
		(*text)++;
	}
	*out = number;
	return true;
}

/* "Z" or "+08:00", and nothing behind it. */
static bool
read_offset(const char *text, int *offset_min)
{
	int hours, minutes;
	bool is_west = *text == '-';

	if (*text == 'Z' || *text == 'z') {
		*offset_min = 0;
		return !text[1];
	}
	if (*text != '+' && !is_west)
		return false;
	text++;
	if (!read_digits(&text, 2, ':', &hours) ||
	    !read_digits(&text, 2, 0, &minutes) || *text)
		return false;
	*offset_min = (hours * 60 + minutes) * (is_west ? -1 : 1);
	return hours < 24 && minutes < 60;
}

/* What is behind the "T". */
static bool
read_time(
    const char *text, int *hour, int *minute, int *second, int *offset_min)
{
	if (!read_digits(&text, 2, ':', hour) ||
	    !read_digits(&text, 2, ':', minute) ||
	    !read_digits(&text, 2, 0, second))
		return false;
	if (*text == '.') {
		size_t n = strspn(text + 1, "0123456789");

		if (n == 0)
			return false;
		text += 1 + n;
	}
	return read_offset(text, offset_min);
}

bool
date_parse(const char *text, Date *out)
{
	int year, month, day, hour, minute, second, offset_min;

	if (!text || !read_digits(&text, 4, '-', &year) ||
	    !read_digits(&text, 2, '-', &month) ||
	    !read_digits(&text, 2, 0, &day))
		return false;
	if (!*text)
		return date_make(
		    year, month, day, -1, -1, -1, CLOCK_CHINA_MIN, out);
	if (*text != 'T' && *text != 't')
		return false;
	return read_time(text + 1, &hour, &minute, &second, &offset_min) &&
	       date_make(
		   year, month, day, hour, minute, second, offset_min, out);
}

/* Milliseconds of a unit; 0: there is no such unit. */
static int64_t
unit_ms(const char *unit)
{
	static const struct {
		const char *name;
		int64_t ms;
	} units[] = {
		{ "ms", 1 },
		{ "s", 1000 },
		{ "m", 60 * 1000 },
		{ "h", 3600 * 1000 },
		{ "d", DAY_S * INT64_C(1000) },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (strcmp(unit, units[i].name) == 0)
			return units[i].ms;
	return 0;
}

/* Nine digits before and after the point: more is no duration, and less than
 * an int64_t of milliseconds. */
bool
duration_parse(const char *text, int64_t *out_ms)
{
	size_t whole = strspn(text, "0123456789"), part = 0;
	int64_t number = 0, fraction = 0, scale = 1, unit;
	const char *rest = text + whole;

	if (*rest == '.') {
		part = strspn(rest + 1, "0123456789");
		if (part == 0)
			return false;
	}
	if (whole < 1 || whole > 9 || part > 9)
		return false;
	for (size_t i = 0; i < whole; i++)
		number = number * 10 + text[i] - '0';
	for (size_t i = 0; i < part; i++) {
		fraction = fraction * 10 + rest[1 + i] - '0';
		scale *= 10;
	}
	unit = unit_ms(rest + (part ? part + 1 : 0));
	if (unit == 0)
		return false;
	*out_ms = number * unit + fraction * unit / scale;
	return true;
}
