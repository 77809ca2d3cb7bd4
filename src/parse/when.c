/*
 * when - every way in which feeds and Chinese pages write a date.
 *
 * A line is cut into tokens; at each of them every notation is tried, and the
 * first that reads stands. Never invents what the text does not say: a month
 * without a day, or 3/4/2024 without a day of the week, is no date.
 */
#include "config.h"

#include "parse/when.h"

#include "parse/dateclock.h"
#include "parse/datetoken.h"

#include <string.h>

typedef struct Civil {
	int year, month, day;
	int weekday; /* said before it, 0 to 6; else -1 */
} Civil;

static bool
is_separator(const DateToken *token)
{
	return datetoken_is_mark(token, '-') || datetoken_is_mark(token, '/') ||
	       datetoken_is_mark(token, '.');
}

static int
full_year(const DateToken *token)
{
	int64_t year = token->value;

	if (token->digits == 4)
		return (int)year;
	if (token->digits != 2)
		return 0;
	return (int)(year < 70 ? 2000 + year : 1900 + year);
}

static bool
is_good(const Civil *civil)
{
	Date date;

	return civil->year >= 1000 && date_make(civil->year, civil->month,
					  civil->day, -1, -1, -1, 0, &date);
}

/* A month in figures or letters; how many tokens it takes, 0 when none. */
static size_t
read_month(const DateToken *t, int *month)
{
	if (datetoken_is_number(t, 1, 2))
		*month = (int)t->value;
	else if (t->kind == DATETOKEN_WORD)
		*month = t->month;
	else
		return 0;
	return *month >= 1 && *month <= 12 ? 1 : 0;
}

/*
 * 2024-01-02, 2024/1/2, 2024.01.02, 2024年1月2日, 2004-július-13. In
 * "2024-01-0217:19" the day is glued to the hour; then `glued` gets the hour.
 */
static size_t
read_year_first(const DateToken *t, Civil *civil, int *glued)
{
	const DateToken *at = t;

	if (!datetoken_is_number(at, 4, 4))
		return 0;
	civil->year = (int)at++->value;
	if (!is_separator(at) && !datetoken_is_unit(at, 'Y'))
		return 0;
	at++;
	if (!read_month(at, &civil->month))
		return 0;
	at++;
	if (!is_separator(at) && !datetoken_is_unit(at, 'M'))
		return 0;
	at++;
	if (datetoken_is_number(at, 4, 4) && datetoken_is_mark(&at[1], ':')) {
		civil->day = (int)(at->value / 100);
		*glued = (int)(at->value % 100);
		return (size_t)(at + 1 - t);
	}
	if (!datetoken_is_number(at, 1, 2))
		return 0;
	civil->day = (int)at++->value;
	if (datetoken_is_unit(at, 'D'))
		at++;
	return (size_t)(at - t);
}

/* 20240102; what follows it may be T and the time. */
static size_t
read_compact(const DateToken *t, Civil *civil)
{
	if (!datetoken_is_number(t, 8, 8) || t->is_chinese ||
	    t->value < 19000101 || t->value > 21001231)
		return 0;
	civil->year = (int)(t->value / 10000);
	civil->month = (int)(t->value / 100 % 100);
	civil->day = (int)(t->value % 100);
	return 1;
}

/* Passes by what stands between the parts of a date in words. */
static const DateToken *
skip_between(const DateToken *at)
{
	while (is_separator(at) || datetoken_is_mark(at, ',') ||
	       datetoken_is_word(at, "de") || datetoken_is_word(at, "of"))
		at++;
	return at;
}

static const DateToken *
skip_ordinal(const DateToken *at)
{
	static const char *const endings[] = { "st", "nd", "rd", "th", "er" };

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		if (!at->is_spaced && datetoken_is_word(at, endings[i]))
			return at + 1;
	return at;
}

/* A year, and no hour. */
static bool
is_year(const DateToken *t)
{
	return (datetoken_is_number(t, 4, 4) || datetoken_is_number(t, 2, 2)) &&
	       !datetoken_is_mark(&t[1], ':') && full_year(t) >= 1000;
}

/* 2 Jan 2024, 02-Jan-24, 16. Novembre 2020, 23rd Jun 2023. */
static size_t
read_day_first(const DateToken *t, Civil *civil)
{
	const DateToken *at = t;

	if (!datetoken_is_number(at, 1, 2))
		return 0;
	civil->day = (int)at->value;
	at = skip_between(skip_ordinal(at + 1));
	if (at->kind != DATETOKEN_WORD || !read_month(at, &civil->month))
		return 0;
	at = skip_between(at + 1);
	if (!is_year(at))
		return 0;
	civil->year = full_year(at);
	return (size_t)(at + 1 - t);
}

/* Jan 2, 2024, Jan. 4, 2016. */
static size_t
read_month_first(const DateToken *t, Civil *civil)
{
	const DateToken *at = t;

	if (at->kind != DATETOKEN_WORD || !read_month(at, &civil->month))
		return 0;
	at = skip_between(at + 1);
	if (!datetoken_is_number(at, 1, 2))
		return 0;
	civil->day = (int)at->value;
	at = skip_between(skip_ordinal(at + 1));
	if (!datetoken_is_number(at, 4, 4) || datetoken_is_mark(&at[1], ':'))
		return 0;
	civil->year = full_year(at);
	return (size_t)(at + 1 - t);
}

/* Whether the civil date falls on the day of the week that was said. */
static bool
fits_weekday(const Civil *civil)
{
	Date date;

	if (civil->weekday < 0 || civil->weekday > 6 ||
	    !date_make(
		civil->year, civil->month, civil->day, -1, -1, -1, 0, &date))
		return false;
	/* The first day of the epoch was a Thursday. */
	int64_t days = date.seconds / 86400 - (date.seconds % 86400 < 0);

	return ((days + 4) % 7 + 7) % 7 == civil->weekday;
}

/* Which of the two is the day: the other order must be impossible, or not fall
 * on the day of the week that was said. */
static bool
decide_order(Civil *civil, int first, int second, bool is_dotted)
{
	Civil day_first = *civil, month_first = *civil;
	bool may_day_first, may_month_first;

	day_first.day = month_first.month = first;
	day_first.month = month_first.day = second;
	may_day_first = is_good(&day_first);
	may_month_first = !is_dotted && is_good(&month_first);
	if (may_day_first && may_month_first && first != second) {
		may_day_first = fits_weekday(&day_first);
		may_month_first = fits_weekday(&month_first);
		if (may_day_first == may_month_first)
			return false;
	}
	*civil = may_day_first ? day_first : month_first;
	return may_day_first || may_month_first;
}

/* 03/30/2020, 30.3.2020, and "Sat, 11 04 2020" behind a day of the week. */
static size_t
read_year_last(const DateToken *t, Civil *civil)
{
	const DateToken *at = t;
	gunichar mark = t[1].kind == DATETOKEN_MARK ? t[1].mark : 0;
	size_t step = mark ? 2 : 1;

	if (mark && mark != '/' && mark != '.' && mark != '-')
		return 0;
	if (!mark && (civil->weekday < 0 || !t[1].is_spaced))
		return 0;
	if (!datetoken_is_number(at, 1, 2) ||
	    !datetoken_is_number(&at[step], 1, 2) ||
	    (mark && !datetoken_is_mark(&at[3], mark)) ||
	    !is_year(&at[2 * step]))
		return 0;
	if (mark == '-' && at[4].digits != 4)
		return 0; /* 03-12-31 may begin with its year */
	civil->year = full_year(&at[2 * step]);
	if (!decide_order(
		civil, (int)at->value, (int)at[step].value, mark == '.'))
		return 0;
	return 2 * step + 1;
}

/* The year in which the day was last, seen from one day after `now`. */
static bool
guess_year(Civil *civil, int zone_min, int64_t now)
{
	Date date;
	int year, month, day;

	date_civil(now, zone_min, &year, &month, &day);
	for (civil->year = year + 1; civil->year > year - 8; civil->year--)
		if (date_make(civil->year, civil->month, civil->day, -1, -1, -1,
			zone_min, &date) &&
		    date.seconds <= now + 86400)
			return true;
	return false;
}

/* 1月2日; 01-02 before a time, or alone. */
static size_t
read_without_year(const DateToken *t, bool is_first, Civil *civil)
{
	size_t used = 0;

	if (!datetoken_is_number(t, 1, 2))
		return 0;
	civil->month = (int)t->value;
	if (datetoken_is_unit(&t[1], 'M') && datetoken_is_number(&t[2], 1, 2)) {
		civil->day = (int)t[2].value;
		used = datetoken_is_unit(&t[3], 'D') ? 4 : 0;
	} else if (datetoken_is_mark(&t[1], '-') && t->digits == 2 &&
		   datetoken_is_number(&t[2], 2, 2) && !is_separator(&t[3])) {
		civil->day = (int)t[2].value;
		if (dateclock_is_time(&t[3]) ||
		    (is_first && (t[3].kind == DATETOKEN_END ||
				     datetoken_is_mark(&t[3], ']'))))
			used = 3;
	}
	return used;
}

static bool
is_mark_pair(const DateToken *t, gunichar first, gunichar second)
{
	return datetoken_is_mark(t, first) &&
	       (datetoken_is_mark(&t[1], second) ||
		   (second == 0x65e5 && datetoken_is_unit(&t[1], 'D')));
}

/* 今天, 昨天, 前天 (also with 日): days back from `now`, or -1. */
static int
days_back(const DateToken *t)
{
	static const gunichar firsts[] = { 0x4eca, 0x6628, 0x524d };

	for (int i = 0; i < 3; i++)
		if (is_mark_pair(t, firsts[i], 0x5929) ||
		    is_mark_pair(t, firsts[i], 0x65e5))
			return i;
	return -1;
}

static size_t
read_day_back(const DateToken *t, int zone_min, int64_t now, Civil *civil)
{
	int days = days_back(t);

	if (days < 0)
		return 0;
	date_civil(now - days * INT64_C(86400), zone_min, &civil->year,
	    &civil->month, &civil->day);
	return 2;
}

/* N秒前, N分钟前, N小时前: a moment; N天前: a day. */
static bool
read_ago(const DateToken *t, int zone_min, int64_t now, Date *out)
{
	static const gunichar clock = 0x949f, little = 0x5c0f, ago = 0x524d;
	const DateToken *at = t + 1;
	int64_t unit_s = 0;
	int year, month, day;

	if (is_mark_pair(t, 0x521a, 0x521a)) { /* 刚刚 */
		*out = (Date){ .seconds = now - now % 60,
			.offset_min = (int16_t)zone_min,
			.precision = DATE_MINUTE };
		return true;
	}
	if (t->kind != DATETOKEN_NUMBER || t->value > 10000)
		return false;
	if (datetoken_is_unit(at, 's'))
		unit_s = 1;
	else if (datetoken_is_unit(at, 'm'))
		unit_s = 60;
	else if (datetoken_is_mark(at, little) &&
		 datetoken_is_unit(&at[1], 'h'))
		unit_s = 3600, at++;
	else if (datetoken_is_mark(at, 0x5929))
		unit_s = 86400;
	at++;
	if (datetoken_is_mark(at, clock) || datetoken_is_mark(at, 0x9418))
		at++;
	if (unit_s == 0 || !datetoken_is_mark(at, ago))
		return false;
	now -= t->value * unit_s;
	if (unit_s == 86400) {
		date_civil(now, zone_min, &year, &month, &day);
		return date_make(year, month, day, -1, -1, -1, zone_min, out);
	}
	*out = (Date){ .seconds = now - now % 60,
		.offset_min = (int16_t)zone_min,
		.precision = DATE_MINUTE };
	return true;
}

/* A date in words whose year stands behind the time: asctime's. */
static bool
read_asctime(const DateToken *t, int zone_min, Date *out)
{
	Civil civil = { .weekday = -1 };
	DateClock clock = { .zone_min = zone_min };
	size_t used;

	if (t->kind != DATETOKEN_WORD || !read_month(t, &civil.month) ||
	    !datetoken_is_number(&t[1], 1, 2) || !dateclock_is_time(&t[2]))
		return false;
	civil.day = (int)t[1].value;
	used = dateclock_read(&t[2], -1, &clock);
	if (used == 0 || !datetoken_is_number(&t[2 + used], 4, 4))
		return false;
	civil.year = (int)t[2 + used].value;
	return is_good(&civil) &&
	       dateclock_make(&clock, civil.year, civil.month, civil.day, out);
}

/* 20240102171917: a stamp without any mark. */
static bool
read_stamp(const DateToken *t, int zone_min, Date *out)
{
	int64_t time = t->value % 1000000, date = t->value / 1000000;

	if (!datetoken_is_number(t, 14, 14) || date < 19000101 ||
	    date > 21001231)
		return false;
	return date_make((int)(date / 10000), (int)(date / 100 % 100),
	    (int)(date % 100), (int)(time / 10000), (int)(time / 100 % 100),
	    (int)(time % 100), zone_min, out);
}

/* Hangul in it: a date of Korea. */
static int
default_zone(const char *text, int zone_min)
{
	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char_validated(text, -1);

		if (c >= 0x110000)
			return zone_min;
		if (c >= 0xac00 && c <= 0xd7a3)
			return 9 * 60;
	}
	return zone_min;
}

/* The day that begins with this token; how many tokens it takes, or 0. */
static size_t
read_day(const DateToken *t, bool is_first, int zone_min, int64_t now,
    Civil *civil, int *glued)
{
	size_t used;

	if (t->kind == DATETOKEN_WORD)
		return t->month ? read_month_first(t, civil) : 0;
	if (t->kind != DATETOKEN_NUMBER)
		return read_day_back(t, zone_min, now, civil);
	used = read_year_first(t, civil, glued);
	if (used == 0)
		used = read_compact(t, civil);
	if (used == 0)
		used = read_day_first(t, civil);
	if (used == 0)
		used = read_year_last(t, civil);
	if (used > 0)
		return used;
	used = read_without_year(t, is_first, civil);
	return used > 0 && guess_year(civil, zone_min, now) ? used : 0;
}

/* What reads at one token: a date, and a time behind it. */
static bool
read_at(const DateToken *tokens, size_t i, int weekday, int zone_min,
    int64_t now, Date *out)
{
	const DateToken *t = &tokens[i];
	Civil civil = { .weekday = weekday };
	DateClock clock = { .zone_min = zone_min };
	int glued = -1;
	size_t used;

	if (read_ago(t, zone_min, now, out) || read_stamp(t, zone_min, out) ||
	    read_asctime(t, zone_min, out))
		return true;
	used = read_day(t, i == 0 || datetoken_is_mark(&t[-1], '['), zone_min,
	    now, &civil, &glued);
	if (used == 0 || !is_good(&civil))
		return false;
	(void)dateclock_read(&t[used], glued, &clock);
	return dateclock_make(&clock, civil.year, civil.month, civil.day, out);
}

bool
when_parse(const char *text, int zone_min, int64_t now, Date *out)
{
	DateToken tokens[DATETOKEN_MOST + 8];
	int weekday = -1;
	size_t n;

	while (g_ascii_isspace(*text))
		text++;
	if (g_ascii_isdigit(*text) && strnlen(text, 11) == 11 &&
	    text[10] == 'T' && date_parse(text, out))
		return true; /* RFC 3339 as it should be */
	n = datetoken_read(text, tokens);
	for (size_t i = n + 1; i < n + 8; i++)
		tokens[i] = tokens[n];
	zone_min = default_zone(text, zone_min);
	for (size_t i = 0; i < n; i++) {
		Date date;

		if (read_at(tokens, i, weekday, zone_min, now, &date)) {
			*out = date;
			return true;
		}
		if (tokens[i].kind == DATETOKEN_WORD)
			weekday = tokens[i].weekday;
		else if (!datetoken_is_mark(&tokens[i], ','))
			weekday = -1;
	}
	return false;
}
