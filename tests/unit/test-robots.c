/*
 * test-robots - what robots.txt says to us.
 *
 * Rules are written down as +path and -path, the delay as @seconds.
 */
#include "config.h"

#include "base/limits.h"
#include "parse/robots.h"

#include <string.h>

static char *
rules(const char *text, size_t length)
{
	g_autoptr(Value) said = robots_read(text, length, "cailun");
	const Value *list = value_get(said, "rules");
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < value_count(list); i++) {
		const Value *rule = value_at(list, i);

		g_string_append_printf(out, "%s%c%s", i ? " " : "",
		    value_get_bool(rule, "allow") ? '+' : '-',
		    value_get_text(rule, "path"));
	}
	if (value_get(said, "delay"))
		g_string_append_printf(
		    out, " @%g", value_as_real(value_get(said, "delay"), -1));
	return g_string_free(out, FALSE);
}

static void
test_rules(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ "User-agent: *\nDisallow: /a\nAllow: /a/b\n", "-/a +/a/b" },
		{ "user-AGENT:*\r\nDISALLOW:/a\r\n", "-/a" },
		{ "User-agent: *\rDisallow: /a\r", "-/a" },
		{ "\xef\xbb\xbfUser-agent: *\nDisallow: /a", "-/a" },
		{ "User-agent: * # all\nDisallow: /a # b\n#Disallow: /c\n",
		    "-/a" },
		{ "  User-agent :\t*  \n  Disallow  :  /a b  \n", "-/a b" },
		/* ours before everybody's, wherever it stands */
		{ "User-agent: *\nDisallow: /\n\nUser-agent: "
		  "Cailun\nDisallow: /x\n",
		    "-/x" },
		{ "User-agent: cailun/1.0\nDisallow: /x\n\nUser-agent: "
		  "*\nDisallow: /\n",
		    "-/x" },
		{ "User-agent: cailunbot\nDisallow: /x\n\nUser-agent: "
		  "*\nDisallow: /y\n",
		    "-/y" },
		{ "User-agent: cailun\nDisallow:\n\nUser-agent: "
		  "*\nDisallow: /\n",
		    "" },
		/* groups of one token count together */
		{ "User-agent: cailun\nDisallow: /a\nUser-agent: b\nDisallow: "
		  "/b\nUser-agent: cailun\nAllow: /c\n",
		    "-/a +/c" },
		{ "User-agent: b\nUser-agent: cailun\nDisallow: /a\n", "-/a" },
		{ "User-agent: b\n\n\nUser-agent: *\nSitemap: "
		  "x\nUser-agent: c\nDisallow: /a\n",
		    "-/a" },
		{ "Disallow: /early\nUser-agent: *\nDisallow: /a\n", "-/a" },
		{ "User-agent: other\nDisallow: /\n", "" },
		{ "User-agent: *\nDisallow: a\nDisallow: *.pdf$\n",
		    "-/a -*.pdf$" },
		{ "Useragent: *\nDissallow: /a\nNoindex: /b\n", "-/a" },
		{ "User-agent: *\nDisallow: /\xe6\x96\xb0\n",
		    "-/\xe6\x96\xb0" },
		{ "User-agent: *\nCrawl-delay: 2.5\nDisallow: /a\n",
		    "-/a @2.5" },
		{ "User-agent: *\nCrawl-delay: 3\nCrawl-delay: x\nCrawl-delay: "
		  "-1\nCrawl-delay: nan\nCrawl-delay: inf\n",
		    " @3" },
		{ "User-agent: *\nCrawl-delay: 3\nUser-agent: "
		  "cailun\nCrawl-delay: 1\n",
		    " @1" },
		{ "<!DOCTYPE html><html>\n<a href=\"http://x/\">User-agent: "
		  "*</a>\n<p>Disallow: /</p>",
		    "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = rules(cases[i].in, strlen(cases[i].in));

		g_test_message("%s", cases[i].in);
		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_ceilings(void)
{
	g_autoptr(GString) text =
	    g_string_new("User-agent: *\nDisallow: /a\n#");
	g_autofree char *first = NULL;
	g_autoptr(Value) many = NULL;

	while (text->len < LIMIT_ROBOTS_BYTES - 14)
		g_string_append_c(text, 'x');
	/* the last rule crosses the ceiling: "/" would forbid everything */
	g_string_append(text, "\nDisallow: /bcd\nDisallow: /e\n");
	first = rules(text->str, text->len);
	g_assert_cmpstr(first, ==, "-/a");

	g_string_assign(text, "User-agent: *\n");
	while (text->len < LIMIT_ROBOTS_BYTES)
		g_string_append(text, "Allow:/\n");
	many = robots_read(text->str, text->len, "cailun");
	g_assert_cmpuint(
	    value_count(value_get(many, "rules")), ==, LIMIT_ROBOTS_RULES);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/robots/rules", test_rules);
	g_test_add_func("/robots/ceilings", test_ceilings);
	return g_test_run();
}
