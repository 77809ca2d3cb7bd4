/*
 * test-near - names that somebody may have meant.
 */
#include "config.h"

#include "core/near.h"

static void
test_names(void)
{
	static const char *const names[] = { "check", "status", "show", "log",
		"rebuild", "run", "湖南日报", NULL };
	static const struct {
		const char *word, *near;
	} cases[] = {
		{ "chek", "; did you mean 'check'?" },
		{ "stats", "; did you mean 'status'?" },
		{ "reb", "; did you mean 'rebuild'?" },
		{ "lo", "; did you mean 'log'?" },
		{ "湖南曰报", "; did you mean '湖南日报'?" },
		{ "xyzzy", "" },
		{ "x", "" },
		{ "", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *near = near_names(cases[i].word, names);

		g_assert_cmpstr(near, ==, cases[i].near);
	}
}

static void
test_many(void)
{
	static const char *const names[] = { "abcdxx", "abcd", "abcdx", "abcde",
		"abcdf", NULL };
	static const char *const none[] = { NULL };
	g_autofree char *near = near_names("abcd", names);
	g_autofree char *empty = near_names("abcd", none);

	/* three at most, the nearest first, the earlier of equals */
	g_assert_cmpstr(
	    near, ==, "; did you mean 'abcd', 'abcdxx' or 'abcdx'?");
	g_assert_cmpstr(empty, ==, "");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/near/names", test_names);
	g_test_add_func("/near/many", test_many);
	return g_test_run();
}
