/*
 * test-moment - times as people read and write them.
 */
#include "config.h"

#include "core/moment.h"

#include <glib.h>

static void
test_text(void)
{
	g_autofree char *whole = moment_text(1772445600, false);
	g_autofree char *brief = moment_text(1772445600, true);
	g_autofree char *none = moment_text(0, false);

	g_assert_cmpstr(whole, ==, "2026-03-02T18:00:00+08:00");
	g_assert_cmpstr(brief, ==, "2026-03-02 18:00");
	g_assert_null(none);
}

static void
test_distance(void)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} cases[] = {
		{ 0, NULL },
		{ -5, NULL },
		{ 1, "1s" },
		{ 59, "59s" },
		{ 60, "1m" },
		{ 90, "90s" },
		{ 900, "15m" },
		{ 3600, "1h" },
		{ 5400, "90m" },
		{ 86400, "1d" },
		{ 90000, "25h" },
		{ 200000, "2d" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = moment_distance(cases[i].seconds);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

static void
test_read(void)
{
	static const struct {
		const char *text;
		int64_t at; /* -1: refused */
	} cases[] = {
		{ "2026-03-02T18:00:00+08:00", 1772445600 },
		{ "2026-03-02T10:00:00Z", 1772445600 },
		{ "2026-03-02", 1772380800 },
		{ "3d", 1772445600 - 3 * 86400 },
		{ "90m", 1772445600 - 5400 },
		{ "yesterday", -1 },
		{ "", -1 },
		{ "2026-13-01", -1 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t at = -1;

		g_assert_cmpint(moment_read(cases[i].text, 1772445600, &at), ==,
		    cases[i].at >= 0);
		g_assert_cmpint(at, ==, cases[i].at);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/moment/text", test_text);
	g_test_add_func("/moment/distance", test_distance);
	g_test_add_func("/moment/read", test_read);
	return g_test_run();
}
