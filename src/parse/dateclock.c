/*
 * dateclock - the time of day that stands behind a date, and its zone.
 *
 * Never goes on behind the first thing that belongs to neither.
 */
#include "config.h"

#include "parse/dateclock.h"

#include "parse/dateword.h"

#include <string.h>

typedef enum Half {
	HALF_NONE,
	HALF_MORNING, /* 12 is 0 */
	HALF_NOON, /* 1 is 13, 11 is 11 */
	HALF_AFTERNOON, /* 1 is 13, 12 is 12 */
} Half;

/* Two characters that name a part of the day; how many tokens, 0 when none. */
static size_t
read_half(const DateToken *t, Half *half)
{
	static const struct {
		gunichar first, second;
		Half half;
	} all[] = {
		{ 0x4e0a, 0x5348, HALF_MORNING }, /* 上午 */
		{ 0x4e0b, 0x5348, HALF_AFTERNOON }, /* 下午 */
		{ 0x4e2d, 0x5348, HALF_NOON }, /* 中午 */
		{ 0x5348, 0x540e, HALF_AFTERNOON }, /* 午后 */
		{ 0x665a, 0x4e0a, HALF_AFTERNOON }, /* 晚上 */
		{ 0x508d, 0x665a, HALF_AFTERNOON }, /* 傍晚 */
		{ 0x51cc, 0x6668, HALF_MORNING }, /* 凌晨 */
		{ 0x65e9, 0x4e0a, HALF_MORNING }, /* 早上 */
		{ 0x6e05, 0x6668, HALF_MORNING }, /* 清晨 */
		{ 0xc624, 0xc804, HALF_MORNING }, /* 오전 */
		{ 0xc624, 0xd6c4, HALF_AFTERNOON }, /* 오후 */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (datetoken_is_mark(t, all[i].first) &&
		    datetoken_is_mark(&t[1], all[i].second)) {
			*half = all[i].half;
			return 2;
		}
	return 0;
}

/* am, pm, a.m., p.m. */
static size_t
read_meridiem(const DateToken *t, Half *half)
{
	if (datetoken_is_word(t, "am") || datetoken_is_word(t, "pm")) {
		*half = t->word[0] == 'a' ? HALF_MORNING : HALF_AFTERNOON;
		return 1;
	}
	if ((datetoken_is_word(t, "a") || datetoken_is_word(t, "p")) &&
	    datetoken_is_mark(&t[1], '.') && datetoken_is_word(&t[2], "m")) {
		*half = t->word[0] == 'a' ? HALF_MORNING : HALF_AFTERNOON;
		return datetoken_is_mark(&t[3], '.') ? 4 : 3;
	}
	return 0;
}

static void
apply_half(DateClock *clock, Half half)
{
	if (clock->hour > 12)
		return;
	if (half == HALF_MORNING && clock->hour == 12)
		clock->hour = 0;
	else if (half == HALF_AFTERNOON && clock->hour < 12)
		clock->hour += 12;
	else if (half == HALF_NOON && clock->hour < 10)
		clock->hour += 12;
}

bool
dateclock_is_time(const DateToken *t)
{
	return datetoken_is_number(t, 1, 2) && datetoken_is_mark(&t[1], ':') &&
	       datetoken_is_number(&t[2], 1, 2);
}

/* `:17` and a fraction, behind the minutes. */
static const DateToken *
read_second(const DateToken *at, DateClock *clock)
{
	if (!datetoken_is_mark(at, ':') || !datetoken_is_number(&at[1], 1, 2))
		return at;
	clock->second = (int)at[1].value;
	clock->has_second = true;
	at += 2;
	if ((datetoken_is_mark(at, '.') || datetoken_is_mark(at, ',') ||
		datetoken_is_mark(at, ':')) &&
	    at[1].kind == DATETOKEN_NUMBER && !at[1].is_spaced)
		at += 2;
	return at;
}

/* 17:19:17, the hour being read or glued to the day. */
static size_t
read_colons(const DateToken *t, int glued, DateClock *clock)
{
	const DateToken *at = t;

	clock->hour = glued;
	if (glued < 0) {
		if (!dateclock_is_time(at))
			return 0;
		clock->hour = (int)at++->value;
	} else if (!datetoken_is_mark(at, ':') ||
		   !datetoken_is_number(&at[1], 2, 2)) {
		return 0;
	}
	clock->minute = (int)at[1].value;
	clock->has_time = true;
	return (size_t)(read_second(at + 2, clock) - t);
}

/* 17时19分17秒, 下午2点半. */
static size_t
read_units(const DateToken *t, DateClock *clock)
{
	const DateToken *at = t;

	if (!datetoken_is_number(at, 1, 2) || !datetoken_is_unit(&at[1], 'h'))
		return 0;
	clock->hour = (int)at->value;
	clock->minute = 0;
	clock->has_time = true;
	at += 2;
	if (datetoken_is_mark(at, 0x534a)) { /* 半 */
		clock->minute = 30;
		return (size_t)(at + 1 - t);
	}
	if (datetoken_is_number(at, 1, 2)) {
		clock->minute = (int)at->value;
		at += datetoken_is_unit(&at[1], 'm') ? 2 : 1;
	}
	if (datetoken_is_number(at, 1, 2) && datetoken_is_unit(&at[1], 's')) {
		clock->second = (int)at->value;
		clock->has_second = true;
		at += 2;
	}
	return (size_t)(at - t);
}

/* T1719, T171917: only behind a T. */
static size_t
read_digits(const DateToken *t, DateClock *clock)
{
	int64_t value = t->value;

	if (datetoken_is_number(t, 6, 6)) {
		clock->second = (int)(value % 100);
		clock->has_second = true;
		value /= 100;
	} else if (!datetoken_is_number(t, 4, 4)) {
		return 0;
	}
	clock->hour = (int)(value / 100);
	clock->minute = (int)(value % 100);
	clock->has_time = true;
	if (datetoken_is_mark(&t[1], '.') && t[2].kind == DATETOKEN_NUMBER &&
	    !t[2].is_spaced)
		return 3;
	return 1;
}

/* A day of the week between date and time, 星期二, (周二), Tue. */
static size_t
skip_weekday(const DateToken *t)
{
	if (t->kind == DATETOKEN_WORD && t->weekday >= 0)
		return 1;
	if (datetoken_is_mark(t, 0x5468) && t[1].kind >= DATETOKEN_UNIT)
		return 2; /* 周 */
	if (datetoken_is_mark(t, 0x661f) && datetoken_is_mark(&t[1], 0x671f) &&
	    t[2].kind >= DATETOKEN_UNIT)
		return 3; /* 星期 */
	return 0;
}

/* What may stand between a date and its time; whether a T was among it. */
static const DateToken *
skip_between(const DateToken *at, bool *has_t)
{
	static const gunichar marks[] = { ',', '-', '|', '(', ')', '[', ']',
		'.', '/', ';' };

	for (int i = 0; i < 8; i++) {
		size_t used = skip_weekday(at);

		for (size_t k = 0; k < G_N_ELEMENTS(marks); k++)
			if (datetoken_is_mark(at, marks[k]))
				used = 1;
		if (datetoken_is_word(at, "t") || datetoken_is_word(at, "at") ||
		    datetoken_is_word(at, "um") ||
		    datetoken_is_word(at, "alle"))
			used = 1;
		if (used == 0)
			break;
		*has_t |= datetoken_is_word(at, "t");
		at += used;
	}
	return at;
}

/* ---- zones ---- */

/* +0800, +08:00, +8, -01:01 at the sign. */
static size_t
read_offset(const DateToken *t, DateClock *clock)
{
	int sign = datetoken_is_mark(t, '-') ? -1 : 1;
	int64_t hours, minutes = 0;
	size_t used = 2;

	if (!datetoken_is_mark(t, '-') && !datetoken_is_mark(t, '+'))
		return 0;
	if (t[1].is_spaced || t[1].kind != DATETOKEN_NUMBER)
		return 0;
	hours = t[1].value;
	if (t[1].digits == 4 || t[1].digits == 3) {
		minutes = hours % 100;
		hours /= 100;
	} else if (t[1].digits > 2) {
		return 0;
	} else if (datetoken_is_mark(&t[2], ':') &&
		   datetoken_is_number(&t[3], 1, 2)) {
		minutes = t[3].value;
		used = 4;
	} else if (sign < 0 && t[1].digits < 2) {
		return 0;
	}
	if (hours > 14 || minutes > 59)
		return 0;
	clock->offset_min = sign * (int)(hours * 60 + minutes);
	clock->has_zone = true;
	return used;
}

/* Short names are words, too (at, et, a), unless they end the line. */
static bool
is_likely_zone(const DateToken *t)
{
	return strlen(t->word) > 2 || datetoken_is_word(t, "z") ||
	       datetoken_is_word(t, "ut") || t[1].kind == DATETOKEN_END ||
	       datetoken_is_mark(&t[1], ')');
}

/* A zone by name: GMT, GMT+8, EST, Asia/Shanghai, CST. */
static size_t
read_zone_name(const DateToken *t, DateClock *clock)
{
	size_t used;

	if (t->kind != DATETOKEN_WORD)
		return 0;
	if (datetoken_is_mark(&t[1], '/') && t[2].kind == DATETOKEN_WORD &&
	    dateword_region(t->word, t[2].word, &clock->offset_min)) {
		clock->has_zone = true;
		return 3;
	}
	if (datetoken_is_word(t, "cst")) {
		clock->offset_min = clock->zone_min;
		clock->has_zone = true;
		return 1;
	}
	if (!is_likely_zone(t) || !dateword_zone(t->word, &clock->offset_min))
		return 0;
	clock->has_zone = true;
	used = clock->offset_min == 0 ? read_offset(&t[1], clock) : 0;
	return 1 + used;
}

static size_t
read_zone(const DateToken *t, DateClock *clock)
{
	size_t open = datetoken_is_mark(t, '(') ? 1 : 0;
	size_t used = read_offset(&t[open], clock);

	if (used == 0)
		used = read_zone_name(&t[open], clock);
	return used ? open + used : 0;
}

size_t
dateclock_read(const DateToken *t, int glued, DateClock *clock)
{
	const DateToken *at = t;
	Half half = HALF_NONE;
	bool has_t = false;
	size_t used = 0;

	if (glued < 0)
		at = skip_between(at, &has_t);
	at += read_half(at, &half);
	used = read_colons(at, glued, clock);
	if (used == 0)
		used = read_units(at, clock);
	if (used == 0 && has_t)
		used = read_digits(at, clock);
	if (used == 0) /* a day, of which only GMT says more */
		return datetoken_is_word(t, "gmt") ||
			       datetoken_is_word(t, "utc")
			   ? read_zone_name(t, clock)
			   : 0;
	at += used;
	at += read_meridiem(at, &half);
	apply_half(clock, half);
	at += read_zone(at, clock);
	return (size_t)(at - t);
}

bool
dateclock_make(const DateClock *clock, int year, int month, int day, Date *out)
{
	int offset = clock->has_zone ? clock->offset_min : clock->zone_min;
	int second = clock->has_second ? clock->second : -1;

	if (!clock->has_time)
		return date_make(year, month, day, -1, -1, -1, offset, out);
	if (clock->hour == 24 && clock->minute == 0) {
		if (!date_make(year, month, day, 0, 0, second, offset, out))
			return false;
		out->seconds += 86400;
		return true;
	}
	return date_make(
	    year, month, day, clock->hour, clock->minute, second, offset, out);
}
