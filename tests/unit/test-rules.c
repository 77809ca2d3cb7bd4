/*
 * test-rules - robots.txt, as RFC 9309 matches it.
 */
#include "config.h"

#include "base/limits.h"
#include "core/rules.h"

#include <glib.h>
#include <string.h>

/* "+/a -/b": allow /a, disallow /b */
static Rules *
rules_of(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	g_autoptr(Value) said = value_object();
	Value *list = value_list();

	for (size_t i = 0; words[i]; i++) {
		Value *rule = value_object();

		value_set_bool(rule, "allow", words[i][0] == '+');
		value_set_text(rule, "path", words[i] + 1);
		value_append(list, rule);
	}
	value_set(said, "rules", list);
	return rules_new(said);
}

static void
test_match(void)
{
	static const struct {
		const char *rules, *path;
		bool is_allowed;
	} cases[] = {
		{ "", "/", true },
		{ "-/", "/", false },
		{ "-/a", "/a", false },
		{ "-/a", "/ab", false },
		{ "-/a", "/b", true },
		{ "-/a/", "/a", true },
		{ "-/A", "/a", true },
		/* the longest decides, whatever the order */
		{ "-/ +/news/", "/news/1.html", true },
		{ "+/news/ -/", "/news/1.html", true },
		{ "+/news/ -/news/private", "/news/private/1", false },
		/* Allow wins where both are equally long */
		{ "-/page +/page", "/page", true },
		{ "+/page -/page", "/page", true },
		/* stars */
		{ "-/*.php", "/index.php", false },
		{ "-/*.php", "/a/b.php?x=1", false },
		{ "-/*.php$", "/a/b.php?x=1", true },
		{ "-/*.php$", "/a/b.php", false },
		{ "-/*.php$", "/a.php/b.php", false },
		{ "-*", "/anything", false },
		{ "-/a*b*c", "/aXXbYYc", false },
		{ "-/a*b*c", "/aXXcYYb", true },
		{ "-/fish*", "/fish", false },
		{ "-/**x", "/ax", false },
		/* the end */
		{ "-/$", "/", false },
		{ "-/$", "/a", true },
		{ "-/a$b", "/a$b", false },
		{ "-/a$", "/a$b", true },
		{ "-/a$", "/a$", true },
		/* queries belong to the path */
		{ "-/*?", "/a?b", false },
		{ "-/*?", "/a", true },
		/* escapes mean what they mean */
		{ "-/%7Ejoe/", "/~joe/x", false },
		{ "-/~joe/", "/%7ejoe/x", false },
		{ "-/foo/\xe3\x83\x84", "/foo/%E3%83%84", false },
		{ "-/foo/%e3%83%84", "/foo/%E3%83%84", false },
		{ "-/a%2Fb", "/a/b", true },
		{ "-/a%2fb", "/a%2Fb", false },
		/* rules without a path say nothing */
		{ "-", "/a", true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Rules) rules = rules_of(cases[i].rules);

		if (rules_allow(rules, cases[i].path) != cases[i].is_allowed)
			g_error("%s on %s: not %d", cases[i].rules,
			    cases[i].path, cases[i].is_allowed);
	}
}

static void
test_whole(void)
{
	g_autoptr(Rules) all = rules_free_for_all();
	g_autoptr(Rules) none = rules_nothing();
	g_autoptr(Rules) nonsense = rules_new(NULL);

	g_assert_true(rules_allow(all, "/x"));
	g_assert_false(rules_allow(none, "/x"));
	g_assert_true(rules_allow(nonsense, "/x"));
}

static void
test_delay(void)
{
	static const struct {
		double said;
		int64_t ms;
	} cases[] = {
		{ 0, 0 },
		{ -3, 0 },
		{ 1.5, 1500 },
		{ 1e30, 86400 * 1000LL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Value) said = value_object();
		g_autoptr(Rules) rules = NULL;

		value_set(said, "delay", value_real(cases[i].said));
		rules = rules_new(said);
		g_assert_cmpint(rules_delay_ms(rules), ==, cases[i].ms);
	}
}

/* A pattern of stars against a path of the same letter must not explode. */
static void
test_hostile(void)
{
	g_autoptr(GString) text = g_string_new("-/");
	g_autofree char *path = g_strnfill(LIMIT_URL_BYTES - 1, 'a');
	g_autoptr(Rules) rules = NULL;

	path[0] = '/';
	for (int i = 0; i < 1000; i++)
		g_string_append(text, "*a");
	g_string_append(text, "b$");
	rules = rules_of(text->str);
	for (int i = 0; i < 10; i++)
		g_assert_true(rules_allow(rules, path));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rules/match", test_match);
	g_test_add_func("/rules/whole", test_whole);
	g_test_add_func("/rules/delay", test_delay);
	g_test_add_func("/rules/hostile", test_hostile);
	return g_test_run();
}
