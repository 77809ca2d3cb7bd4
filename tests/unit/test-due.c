/*
 * test-due - whose turn it is.
 */
#include "config.h"

#include "base/limits.h"
#include "core/due.h"

#include <glib.h>

#define NOW 1704188411 /* Tuesday, 2024-01-02T09:40:11Z, 17:40:11 in China */
#define HOUR 3600

static Source *
source_of(void)
{
	Source *source = source_new();

	source->id = g_strdup("probe");
	return source;
}

static void
test_rhythm(void)
{
	g_autoptr(Source) source = source_of();
	g_auto(SourceState) state = { .id = g_strdup("probe") };
	DueHints none = { 0 };

	g_assert_true(due_is(source, &state, NOW, DUE_BY_RHYTHM));
	due_good(source, &state, &none, 0, NOW);
	g_assert_cmpint(state.next_at, ==, NOW + DEFAULT_EVERY_S);
	g_assert_false(due_is(source, &state, NOW + 59 * 60, DUE_BY_RHYTHM));
	g_assert_true(due_is(source, &state, NOW + HOUR, DUE_BY_RHYTHM));
	/* --all: the floor alone; --force: not even that */
	g_assert_false(due_is(source, &state, NOW + 14 * 60, DUE_ALL));
	g_assert_true(due_is(source, &state, NOW + 15 * 60, DUE_ALL));
	g_assert_true(due_is(source, &state, NOW + 1, DUE_FORCED));
}

static void
test_clamp(void)
{
	static const struct {
		int64_t every_s, min_s, max_s, interval_s;
	} cases[] = {
		{ 0, FLOOR_EVERY_S, 86400, DEFAULT_EVERY_S },
		{ 0, 2 * HOUR, 86400, 2 * HOUR },
		{ 0, FLOOR_EVERY_S, 1800, 1800 },
		{ 1800, FLOOR_EVERY_S, 86400, 1800 },
		{ 60, FLOOR_EVERY_S, 86400, FLOOR_EVERY_S },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Source) source = source_of();
		g_auto(SourceState) state = { 0 };
		DueHints none = { 0 };

		source->is_every_auto = cases[i].every_s == 0;
		source->every_s = cases[i].every_s;
		source->min_s = cases[i].min_s;
		source->max_s = cases[i].max_s;
		due_good(source, &state, &none, 0, NOW);
		g_assert_cmpint(state.interval_s, ==, cases[i].interval_s);
	}
}

static void
test_hints(void)
{
	static const struct {
		DueHints hints;
		int64_t wait_s;
	} cases[] = {
		{ { .ttl_s = 600 }, HOUR },
		{ { .ttl_s = 3 * HOUR }, 3 * HOUR },
		{ { .fresh_s = 2 * HOUR, .ttl_s = HOUR }, 2 * HOUR },
		{ { .update_s = 365 * 86400 }, LONGEST_HINT_S },
		/* 10:40 GMT is hour 10: the next free one begins at 11:00 */
		{ { .skip_hours = 1u << 10 }, 79 * 60 + 49 },
		{ { .skip_hours = 3u << 10 }, 79 * 60 + 49 + HOUR },
		/* all hours: nobody is silenced for good */
		{ { .skip_hours = 0xffffff }, HOUR },
		/* Tuesday: until Wednesday 00:00 */
		{ { .skip_days = 1u << 2 }, 86400 - (9 * HOUR + 40 * 60 + 11) },
		{ { .skip_days = 0x7f }, HOUR },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Source) source = source_of();
		g_auto(SourceState) state = { 0 };

		due_good(source, &state, &cases[i].hints, 0, NOW);
		g_assert_cmpint(state.next_at - NOW, ==, cases[i].wait_s);
	}
}

static void
test_unchanged(void)
{
	g_autoptr(Source) source = source_of();
	g_auto(SourceState) state = { 0 };
	DueHints ttl = { .ttl_s = 3 * HOUR };

	due_good(source, &state, &ttl, 0, NOW);
	/* a 304 says nothing of ttl: the rhythm stays */
	due_good(source, &state, NULL, 0, NOW + 3 * HOUR);
	g_assert_cmpint(state.next_at, ==, NOW + 6 * HOUR);
	/* and renews freshness */
	due_good(source, &state, NULL, 5 * HOUR, NOW + 6 * HOUR);
	g_assert_cmpint(state.next_at, ==, NOW + 11 * HOUR);
}

static void
test_failure(void)
{
	g_autoptr(Source) source = source_of();
	g_auto(SourceState) state = { 0 };
	int64_t expected[] = { 1, 2, 4, 8, 16, 24, 24 };
	DueHints none = { 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		due_failed(source, &state, DUE_FAILED, "HTTP 500", 0, NOW);
		g_assert_cmpint(state.next_at, ==, NOW + expected[i] * HOUR);
		g_assert_cmpint(state.failures, ==, i + 1);
	}
	g_assert_cmpint(state.failing_since, ==, NOW);
	g_assert_cmpstr(state.error, ==, "HTTP 500");
	due_good(source, &state, &none, 0, NOW);
	g_assert_cmpint(state.failures, ==, 0);
	g_assert_cmpint(state.next_at, ==, NOW + HOUR);
	g_assert_null(state.error);

	for (int i = 0; i < 8; i++)
		due_failed(source, &state, DUE_FAILED_NETWORK, "x", 0, NOW);
	g_assert_cmpint(state.next_at, ==, NOW + 6 * HOUR);
	due_failed(source, &state, DUE_FAILED, "x", NOW + 40 * HOUR, NOW);
	g_assert_cmpint(state.next_at, ==, NOW + 40 * HOUR);
}

static void
test_gone(void)
{
	g_autoptr(Source) source = source_of();
	g_auto(SourceState) state = { 0 };
	DueHints none = { 0 };

	due_gone(&state, "HTTP 410", NOW);
	g_assert_false(due_is(source, &state, NOW + 400 * 86400, DUE_ALL));
	g_assert_true(due_is(source, &state, NOW + HOUR, DUE_FORCED));
	due_good(source, &state, &none, 0, NOW + HOUR);
	g_assert_true(due_is(source, &state, NOW + 3 * HOUR, DUE_BY_RHYTHM));
}

static void
test_clock_jumps(void)
{
	g_autoptr(Source) source = source_of();
	g_auto(SourceState) state = { 0 };
	DueHints none = { 0 };

	due_good(source, &state, &none, 0, NOW + 10 * 365 * 86400LL);
	g_assert_true(due_is(source, &state, NOW, DUE_BY_RHYTHM));
	due_good(source, &state, &none, 0, NOW);
	g_assert_false(due_is(source, &state, NOW + 60, DUE_BY_RHYTHM));
	g_assert_true(due_is(source, &state, NOW + HOUR, DUE_BY_RHYTHM));
	/* a few seconds back are nothing */
	g_assert_false(due_is(source, &state, NOW - 30, DUE_BY_RHYTHM));
}

static void
test_window(void)
{
	g_autoptr(Source) source = source_of();
	g_auto(SourceState) state = { 0 };
	DueHints none = { 0 };
	int64_t midnight = NOW - (17 * HOUR + 40 * 60 + 11);

	source->is_every_auto = false;
	source->window_from_min = 5 * 60 + 30;
	source->window_to_min = 10 * 60;
	g_assert_false(
	    due_is(source, &state, midnight + 5 * HOUR, DUE_BY_RHYTHM));
	g_assert_true(
	    due_is(source, &state, midnight + 6 * HOUR, DUE_BY_RHYTHM));
	due_good(source, &state, &none, 0, midnight + 6 * HOUR);
	g_assert_cmpint(state.next_at, ==, midnight + 86400 + 5 * HOUR + 1800);
	g_assert_false(
	    due_is(source, &state, midnight + 9 * HOUR, DUE_BY_RHYTHM));
	g_assert_true(
	    due_is(source, &state, midnight + 86400 + 7 * HOUR, DUE_BY_RHYTHM));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/due/rhythm", test_rhythm);
	g_test_add_func("/due/clamp", test_clamp);
	g_test_add_func("/due/hints", test_hints);
	g_test_add_func("/due/unchanged", test_unchanged);
	g_test_add_func("/due/failure", test_failure);
	g_test_add_func("/due/gone", test_gone);
	g_test_add_func("/due/clock-jumps", test_clock_jumps);
	g_test_add_func("/due/window", test_window);
	return g_test_run();
}
