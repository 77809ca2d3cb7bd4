/*
 * test-gate - one request at a time for each host, and never too soon.
 */
#include "config.h"

#include "base/limits.h"
#include "core/gate.h"

#include <glib.h>

static char one[] = "one", two[] = "two", three[] = "three", four[] = "four";

static void
test_one_at_a_time(void)
{
	Gate *gate = gate_new(64);

	gate_put(gate, "a.example", 2000, GATE_PAGE, one);
	gate_put(gate, "a.example", 2000, GATE_PAGE, two);
	gate_put(gate, "b.example", 2000, GATE_PAGE, three);
	g_assert_true(gate_next(gate, 0) == one);
	g_assert_true(gate_next(gate, 0) == three);
	g_assert_null(gate_next(gate, 100000));
	g_assert_cmpuint(gate_busy(gate), ==, 2);
	g_assert_cmpint(gate_wait_ms(gate, 100000), ==, -1);
	gate_done(gate, "a.example", 5000);
	/* the delay counts from the end of the answer */
	g_assert_null(gate_next(gate, 6999));
	g_assert_cmpint(gate_wait_ms(gate, 6000), ==, 1000);
	g_assert_true(gate_next(gate, 7000) == two);
	gate_free(gate);
}

static void
test_connections(void)
{
	Gate *gate = gate_new(1);

	gate_put(gate, "a.example", 0, GATE_PAGE, one);
	gate_put(gate, "b.example", 0, GATE_PAGE, two);
	g_assert_nonnull(gate_next(gate, 0));
	g_assert_null(gate_next(gate, 0));
	gate_done(gate, "a.example", 1);
	g_assert_nonnull(gate_next(gate, 1));
	/* nobody's answer frees nothing */
	gate_done(gate, "a.example", 2);
	g_assert_cmpuint(gate_busy(gate), ==, 1);
	gate_free(gate);
}

static void
test_rank(void)
{
	Gate *gate = gate_new(64);

	gate_put(gate, "a.example", 10, GATE_REVISIT, one);
	gate_put(gate, "a.example", 10, GATE_PAGE, two);
	gate_put(gate, "a.example", 10, GATE_HOP, three);
	gate_put(gate, "a.example", 10, GATE_LIST, four);
	g_assert_true(gate_next(gate, 0) == three);
	gate_done(gate, "a.example", 0);
	g_assert_true(gate_next(gate, 10) == four);
	gate_done(gate, "a.example", 10);
	g_assert_true(gate_next(gate, 20) == two);
	gate_done(gate, "a.example", 20);
	g_assert_true(gate_next(gate, 30) == one);
	gate_free(gate);
}

static void
test_crawl_delay(void)
{
	Gate *gate = gate_new(64);

	gate_put(gate, "a.example", 500, GATE_PAGE, one);
	gate_put(gate, "a.example", 500, GATE_PAGE, two);
	gate_put(gate, "a.example", 500, GATE_PAGE, three);
	g_assert_true(gate_next(gate, 0) == one);
	gate_set_crawl_delay(gate, "a.example", 10000);
	gate_done(gate, "a.example", 0);
	g_assert_null(gate_next(gate, 9999));
	g_assert_true(gate_next(gate, 10000) == two);
	/* an absurd one skips the host after one more request */
	gate_set_crawl_delay(gate, "a.example", 86400 * 1000);
	gate_done(gate, "a.example", 10000);
	g_assert_null(gate_next(gate, INT64_MAX / 2));
	g_assert_true(gate_is_closed(gate, "a.example"));
	g_assert_true(gate_refused(gate) == three);
	g_assert_null(gate_refused(gate));
	gate_free(gate);
}

static void
test_close(void)
{
	Gate *gate = gate_new(64);

	g_assert_false(gate_knows(gate, "a.example"));
	gate_put(gate, "a.example", 0, GATE_PAGE, one);
	gate_put(gate, "b.example", 0, GATE_PAGE, three);
	gate_close(gate, "a.example");
	g_assert_true(gate_knows(gate, "a.example"));
	gate_put(gate, "a.example", 0, GATE_PAGE, two);
	g_assert_cmpint(gate_wait_ms(gate, 0), ==, 0);
	g_assert_true(gate_refused(gate) == one);
	g_assert_true(gate_refused(gate) == two);
	g_assert_null(gate_refused(gate));
	g_assert_true(gate_next(gate, 0) == three);
	gate_free(gate);
}

static void
test_drain(void)
{
	Gate *gate = gate_new(64);

	gate_put(gate, "a.example", 0, GATE_PAGE, one);
	gate_put(gate, "a.example", 0, GATE_PAGE, two);
	gate_put(gate, "b.example", 0, GATE_PAGE, three);
	g_assert_true(gate_next(gate, 0) != NULL);
	for (int i = 0; i < 2; i++)
		g_assert_nonnull(gate_drain(gate));
	g_assert_null(gate_drain(gate));
	g_assert_cmpint(gate_wait_ms(gate, 0), ==, -1);
	gate_free(gate);
}

static void
test_rest(void)
{
	g_assert_cmpint(gate_rest_s(-1, 0), ==, FLOOR_EVERY_S);
	g_assert_cmpint(gate_rest_s(-1, 1), ==, 2 * FLOOR_EVERY_S);
	g_assert_cmpint(gate_rest_s(-1, 60), ==, LONGEST_BACKOFF_S);
	g_assert_cmpint(gate_rest_s(0, 5), ==, FLOOR_EVERY_S);
	g_assert_cmpint(gate_rest_s(7200, 0), ==, 7200);
	g_assert_cmpint(gate_rest_s(INT64_MAX, 0), ==, LONGEST_RETRY_AFTER_S);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/gate/one-at-a-time", test_one_at_a_time);
	g_test_add_func("/gate/connections", test_connections);
	g_test_add_func("/gate/rank", test_rank);
	g_test_add_func("/gate/crawl-delay", test_crawl_delay);
	g_test_add_func("/gate/close", test_close);
	g_test_add_func("/gate/drain", test_drain);
	g_test_add_func("/gate/rest", test_rest);
	return g_test_run();
}
