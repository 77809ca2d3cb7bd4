/*
 * test-date - the calendar, the written form, durations, the clock, digests.
 */
#include "config.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/digest.h"

#include <glib.h>
#include <string.h>

static void
test_make(void)
{
	static const struct {
		int year, month, day, hour, minute, second, offset;
		int64_t seconds;
		DatePrecision precision;
	} cases[] = {
		{ 1970, 1, 1, 0, 0, 0, 0, 0, DATE_SECOND },
		{ 2024, 1, 2, 17, 19, 17, 480, 1704187157, DATE_SECOND },
		{ 2024, 1, 2, 17, 19, -1, 480, 1704187140, DATE_MINUTE },
		{ 2024, 1, 2, -1, -1, -1, 480, 1704124800, DATE_DAY },
		{ 2000, 2, 29, -1, 0, 0, 0, 951782400, DATE_DAY },
		{ 2016, 12, 31, 23, 59, 60, 0, 1483228799, DATE_SECOND },
		{ 1969, 12, 31, 23, 59, 59, 0, -1, DATE_SECOND },
		{ 1, 1, 1, 0, 0, 0, 0, INT64_C(-62135596800), DATE_SECOND },
		{ 9999, 12, 31, 23, 59, 59, 0, INT64_C(253402300799),
		    DATE_SECOND },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Date date = { 0 };

		g_assert_true(date_make(cases[i].year, cases[i].month,
		    cases[i].day, cases[i].hour, cases[i].minute,
		    cases[i].second, cases[i].offset, &date));
		g_assert_cmpint(date.seconds, ==, cases[i].seconds);
		g_assert_cmpint(date.precision, ==, cases[i].precision);
		g_assert_cmpint(date.offset_min, ==, cases[i].offset);
		g_assert_cmpint(date.origin, ==, DATE_FROM_NOWHERE);
	}
}

static void
test_make_refuses(void)
{
	static const int cases[][7] = {
		{ 0, 1, 1, 0, 0, 0, 0 },
		{ 10000, 1, 1, 0, 0, 0, 0 },
		{ 2023, 2, 29, 0, 0, 0, 0 },
		{ 1900, 2, 29, 0, 0, 0, 0 },
		{ 2024, 13, 1, 0, 0, 0, 0 },
		{ 2024, 0, 1, 0, 0, 0, 0 },
		{ 2024, 4, 31, 0, 0, 0, 0 },
		{ 2024, 4, 0, 0, 0, 0, 0 },
		{ 2024, 4, 1, 24, 0, 0, 0 },
		{ 2024, 4, 1, 12, 60, 0, 0 },
		{ 2024, 4, 1, 12, -1, 0, 0 },
		{ 2024, 4, 1, 12, 0, 61, 0 },
		{ 2024, 4, 1, 12, 0, 0, 1440 },
		{ 2024, 4, 1, 12, 0, 0, -1440 },
		{ -2147483647 - 1, 1, 1, -1, 0, 0, 0 },
	};
	Date date = { 7, 7, 7, 7 };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_false(date_make(cases[i][0], cases[i][1], cases[i][2],
		    cases[i][3], cases[i][4], cases[i][5], cases[i][6], &date));
	g_assert_cmpint(date.seconds, ==, 7);
}

/* Every day of ten thousand years follows the one before it. */
static void
test_calendar(void)
{
	int last_year = 0, last_month = 12, last_day = 31;
	int64_t end = INT64_C(253402300799);

	for (int64_t s = INT64_C(-62135596800); s <= end; s += 86400) {
		int year, month, day;
		Date date;

		date_civil(s, 0, &year, &month, &day);
		if (day != last_day + 1) {
			g_assert_cmpint(day, ==, 1);
			g_assert_cmpint(
			    month, ==, last_month == 12 ? 1 : last_month + 1);
			g_assert_cmpint(
			    year, ==, last_year + (last_month == 12));
		}
		g_assert_true(
		    date_make(year, month, day, -1, -1, -1, 0, &date));
		g_assert_cmpint(date.seconds, ==, s);
		last_year = year;
		last_month = month;
		last_day = day;
	}
	g_assert_cmpint(last_year, ==, 9999);
}

static void
test_civil_extremes(void)
{
	static const int64_t moments[] = { INT64_MIN, INT64_MAX,
		INT64_C(-62135596800), INT64_C(253402300799) };
	static const int offsets[] = { 0, 480, -720, 32767, -32768 };

	for (size_t i = 0; i < G_N_ELEMENTS(moments); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(offsets); j++) {
			int year, month, day, hour, minute, second;
			char text[DATE_TEXT_BYTES];
			Date back;

			date_civil(moments[i], offsets[j], &year, &month, &day);
			date_civil_time(
			    moments[i], offsets[j], &hour, &minute, &second);
			g_assert_true(year >= 1 && year <= 9999);
			g_assert_true(hour >= 0 && hour <= 23);
			date_format_seconds(moments[i], offsets[j], text);
			g_assert_true(date_parse(text, &back));
		}
}

static void
test_format(void)
{
	static const struct {
		Date date;
		const char *text;
	} cases[] = {
		{ { 0, 0, DATE_NONE, 0 }, "" },
		{ { 1704187157, 480, DATE_SECOND, 0 },
		    "2024-01-02T17:19:17+08:00" },
		{ { 1704187140, 480, DATE_MINUTE, 0 },
		    "2024-01-02T17:19:00+08:00" },
		{ { 1704124800, 480, DATE_DAY, 0 }, "2024-01-02" },
		{ { 0, 0, DATE_SECOND, 0 }, "1970-01-01T00:00:00+00:00" },
		{ { 0, -210, DATE_SECOND, 0 }, "1969-12-31T20:30:00-03:30" },
		{ { -1, 0, DATE_SECOND, 0 }, "1969-12-31T23:59:59+00:00" },
		{ { INT64_C(-62135596800), 0, DATE_DAY, 0 }, "0001-01-01" },
	};
	char text[DATE_TEXT_BYTES];

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(
		    date_format(&cases[i].date, text), ==, cases[i].text);
	g_assert_cmpstr(date_format(NULL, text), ==, "");
	g_assert_cmpstr(date_format_seconds(1704187157, CLOCK_CHINA_MIN, text),
	    ==, "2024-01-02T17:19:17+08:00");
}

static void
test_parse(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "2024-01-02T17:19:17+08:00", "2024-01-02T17:19:17+08:00" },
		{ "2024-01-02t09:19:17z", "2024-01-02T09:19:17+00:00" },
		{ "2024-01-02T09:19:17.123456789Z",
		    "2024-01-02T09:19:17+00:00" },
		{ "2024-01-02", "2024-01-02" },
		{ "2024-02-29T23:59:60-03:30", "2024-02-29T23:59:59-03:30" },
		{ "2024-01-02T17:19:17-00:00", "2024-01-02T17:19:17+00:00" },
	};
	char text[DATE_TEXT_BYTES];

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Date date;

		g_assert_true(date_parse(cases[i].in, &date));
		g_assert_cmpstr(date_format(&date, text), ==, cases[i].out);
	}
}

static void
test_parse_refuses(void)
{
	static const char *const cases[] = { "", "2024", "2024-1-2",
		"2024-01-02 17:19:17+08:00", "2024-01-02T17:19+08:00",
		"2024-01-02T17:19:17", "2024-01-02T17:19:17+0800",
		"2024-01-02T17:19:17+08:00x", "2024-01-02T17:19:17.Z",
		"2024-01-02T17:19:17Zx", "2024-02-30", "2024-01-02x",
		" 2024-01-02", "2024-01-02T17:19:17+24:00",
		"2024-01-02T17:19:17+08:60", "20240102", "-024-01-02",
		"2024-01-02T1", "2024-01-02T17:19:17+", "0000-01-01" };
	Date date = { 7, 7, 7, 7 };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_false(date_parse(cases[i], &date));
	g_assert_false(date_parse(NULL, &date));
	g_assert_cmpint(date.seconds, ==, 7);
}

static void
test_origins(void)
{
	for (int i = DATE_FROM_PAGE; i <= DATE_FROM_CAPTURE; i++)
		g_assert_cmpint(
		    date_origin_from_name(date_origin_name((uint8_t)i)), ==, i);
	g_assert_null(date_origin_name(DATE_FROM_NOWHERE));
	g_assert_null(date_origin_name(8));
	g_assert_null(date_origin_name(255));
	g_assert_cmpint(date_origin_from_name("x"), ==, 0);
	g_assert_cmpint(date_origin_from_name(NULL), ==, 0);
}

static void
test_duration(void)
{
	static const struct {
		const char *text;
		int64_t ms;
	} good[] = {
		{ "0s", 0 },
		{ "500ms", 500 },
		{ "2s", 2000 },
		{ "30m", 1800000 },
		{ "1.5h", 5400000 },
		{ "90d", INT64_C(7776000000) },
		{ "0.25s", 250 },
		{ "999999999d", INT64_C(86399999913600000) },
		{ "0.000000001s", 0 },
	};
	static const char *const bad[] = { "", "s", "5", "-5s", "+5s", "5 s",
		"5x", "1.s", ".5s", "1e3s", "5S", "5mss", "1h30m",
		"1000000000d", "1.0000000001s", " 5s", "5s " };
	int64_t ms = 7;

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(duration_parse(bad[i], &ms));
	g_assert_cmpint(ms, ==, 7);
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		g_assert_true(duration_parse(good[i].text, &ms));
		g_assert_cmpint(ms, ==, good[i].ms);
	}
}

static void
test_clock(void)
{
	int64_t before = clock_mono_ms();

	g_assert_cmpint(clock_now(), >, 1700000000);
	clock_set(1704187157);
	g_assert_cmpint(clock_now() - 1704187157, <=, 1);
	clock_set(-10);
	g_assert_cmpint(clock_now(), >=, -10);
	g_assert_cmpint(clock_now(), <=, -9);
	g_usleep(1100 * 1000);
	g_assert_cmpint(clock_now(), >=, -9);
	g_assert_cmpint(clock_mono_ms() - before, >=, 1100);
}

static void
test_digest(void)
{
	char hex[DIGEST_HEX], id[52];

	g_assert_cmpstr(digest_hex("", 0, hex), ==,
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	g_assert_cmpstr(digest_hex("abc", 3, hex), ==,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	g_assert_cmpstr(digest_id("", 0, id), ==, "");
	g_assert_cmpstr(digest_id("", 12, id), ==, "werc8gmrzge1");
	g_assert_cmpstr(digest_id("https://www.example.cn/a.html", 12, id), ==,
	    "280s7gepzzc8");
	g_assert_cmpstr(digest_id("abc", 51, id), ==,
	    "q9w1dfwf077ymga183f5vbh24er06rd3jrbqn75m23zp3wg02pp");
	g_assert_cmpuint(
	    strspn(id, "0123456789abcdefghjkmnpqrstvwxyz"), ==, 51);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/date/make", test_make);
	g_test_add_func("/date/make-refuses", test_make_refuses);
	g_test_add_func("/date/calendar", test_calendar);
	g_test_add_func("/date/civil-extremes", test_civil_extremes);
	g_test_add_func("/date/format", test_format);
	g_test_add_func("/date/parse", test_parse);
	g_test_add_func("/date/parse-refuses", test_parse_refuses);
	g_test_add_func("/date/origins", test_origins);
	g_test_add_func("/date/duration", test_duration);
	g_test_add_func("/clock/set", test_clock);
	g_test_add_func("/digest/digest", test_digest);
	return g_test_run();
}
