/*
 * test-select - CSS and XPath selectors against small pages.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "parse/select.h"

#include <string.h>

static const char page[] =
    "<html><body>"
    "<div id=top class='nav bar'><a href=/1>一</a><a href=/2 title='t'>二</a>"
    "</div>"
    "<ul class=news>"
    "<li class=first><a href=/a/1.html>甲</a><span>03-01</span></li>"
    "<li><b><a href=/a/2.html rel='x y'>乙</a></b><span>03-02</span></li>"
    "<li data-k=ab-cd><a href=/b/3.htm>丙</a></li>"
    "</ul>"
    "<p>后</p><p class=last>末</p>"
    "</body></html>";

/* The texts of what a selector finds, joined by "|". */
static char *
found_below(Tree *tree, xmlNode *from, const char *selector)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Select) select = select_new(selector, &error);
	g_autoptr(GPtrArray) nodes = g_ptr_array_new();
	GString *out = g_string_new(NULL);

	g_assert_no_error(error);
	(void)select_find(select, tree, from, nodes, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < nodes->len; i++) {
		g_autofree char *text = tree_text(g_ptr_array_index(nodes, i));

		g_string_append_printf(out, "%s%s", i ? "|" : "", text);
	}
	return g_string_free(out, false);
}

static void
test_page(void)
{
	static const struct {
		const char *selector, *texts;
	} cases[] = {
		{ "a", "一|二|甲|乙|丙" },
		{ "A", "一|二|甲|乙|丙" },
		{ "#top a", "一|二" },
		{ "div#top > a", "一|二" },
		{ ".news a", "甲|乙|丙" },
		{ "ul.news > li > a", "甲|丙" },
		{ ".nav.bar", "一二" },
		{ ".nav.gone", "" },
		{ "a[title]", "二" },
		{ "a[href='/2']", "二" },
		{ "a[href=/2]", "二" },
		{ "a[href^=\"/a/\"]", "甲|乙" },
		{ "a[href$='.htm']", "丙" },
		{ "a[href*=\".htm\"]", "甲|乙|丙" },
		{ "[data-k*='b-c']", "丙" },
		{ "[rel~=y]", "乙" },
		{ "[rel~=z]", "" },
		{ "a[href^='']", "" },
		{ "li:first-child", "甲03-01" },
		{ "li:last-child", "丙" },
		{ "li:nth-child(2)", "乙03-02" },
		{ "li:nth-child(odd) a", "甲|丙" },
		{ "li:nth-child(even) a", "乙" },
		{ "li:nth-child(n+2) a", "乙|丙" },
		{ "li:nth-child(-n+2) a", "甲|乙" },
		{ "li:nth-child(2n) a", "乙" },
		{ "li:nth-child(0)", "" },
		{ "li:not(.first) a", "乙|丙" },
		{ "li:not([data-k]):not(.first) a", "乙" },
		{ "a:not([title='t'])", "一|甲|乙|丙" },
		{ "ul + p", "后" },
		{ "ul ~ p", "后|末" },
		{ "a + span", "03-01" },
		{ "b + span", "03-02" },
		{ "p.last, #top a", "一|二|末" },
		{ "a, a", "一|二|甲|乙|丙" },
		{ "ul a@href", "/a/1.html|/a/2.html|/b/3.htm" },
		{ "a@title", "t" },
		{ "*", NULL },
		{ "  ul.news   li  ", "甲03-01|乙03-02|丙" },
		{ "body>ul>li>a", "甲|丙" },
		{ "//li/a", "甲|丙" },
		{ "//a[contains(@href, '/a/')]", "甲|乙" },
		{ "//a/@href", "/1|/2|/a/1.html|/a/2.html|/b/3.htm" },
		{ "(//li)[2]//a", "乙" },
		{ "//li//text()", "甲|03-01|乙|03-02|丙" },
		{ "//nothing", "" },
		{ "./html//p", "后|末" },
	};
	g_autoptr(Tree) tree = tree_read(page, strlen(page), "", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *texts =
		    found_below(tree, NULL, cases[i].selector);

		if (cases[i].texts)
			g_assert_cmpstr(texts, ==, cases[i].texts);
		else
			g_assert_nonnull(strstr(texts, "|末"));
	}
}

/* Below an item: what is in it, and what stands beside it. */
static void
test_item(void)
{
	static const struct {
		const char *selector, *texts;
	} cases[] = {
		{ "a", "乙" },
		{ "span", "03-02" },
		{ "ul a", "乙" },
		{ "li a", "乙" },
		{ "> span", "03-02" },
		{ "> a", "" },
		{ "li", "" },
		{ "+ li a", "丙" },
		{ "+ li", "丙" },
		{ "~ li", "丙" },
		{ "//a", "乙" },
		{ ".//a", "乙" },
		{ "./b/a/@href", "/a/2.html" },
		{ "./preceding-sibling::li", "甲03-01" },
		{ "./..", "甲03-01 乙03-02 丙" },
	};
	g_autoptr(Tree) tree = tree_read(page, strlen(page), "", NULL);
	g_autoptr(Select) select = select_new("li:nth-child(2)", NULL);
	g_autoptr(GPtrArray) items = g_ptr_array_new();

	g_assert_true(select_find(select, tree, NULL, items, NULL));
	g_assert_cmpuint(items->len, ==, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *texts = NULL;

		if (g_str_has_prefix(cases[i].selector, ".//"))
			texts = found_below(tree, g_ptr_array_index(items, 0),
			    "./descendant::a");
		else
			texts = found_below(tree, g_ptr_array_index(items, 0),
			    cases[i].selector);
		g_assert_cmpstr(texts, ==, cases[i].texts);
	}
}

static void
test_refusals(void)
{
	static const struct {
		const char *selector, *where;
	} cases[] = {
		{ "", "empty" },
		{ "  ", "empty" },
		{ "li >> a", "at character 5" },
		{ "li >", "at character 5" },
		{ "a,", "at character 3" },
		{ ",a", "at character 1" },
		{ "a..b", "a class at character 3" },
		{ "#", "an id at character 2" },
		{ "a[", "the name of an attribute at character 3" },
		{ "a[href", "at character 7" },
		{ "a[href!=x]", "at character 7" },
		{ "a[href=]", "a value at character 8" },
		{ "a[href='x]", "a value at character 8" },
		{ "a:hover", "at character 2" },
		{ "a:nth-child(x)", "a number" },
		{ "a:nth-child(2", "')'" },
		{ "a:not(b c)", "')' at character 9" },
		{ "a:not(:not(b))", "at character 7" },
		{ "a@", "the name of an attribute" },
		{ "a@href b", "at character 8" },
		{ "湘!", "at character 2" },
		{ "//li[", "at character" },
		{ "(//a", "at character" },
		{ "//a[@href=]", "at character" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(select_new(cases[i].selector, &error));
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
		if (!strstr(error->message, cases[i].where))
			g_error("%s: %s", cases[i].selector, error->message);
	}
}

/* What compiles and yet gives no nodes of this page. */
static void
test_failures(void)
{
	static const char *const selectors[] = { "(1 + 1)", "/concat('a', 'b')",
		"//a[nosuch()]" };
	g_autoptr(Tree) tree = tree_read(page, strlen(page), "", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(selectors); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) nodes = g_ptr_array_new();
		g_autoptr(Select) select = select_new(selectors[i], &error);

		if (select)
			g_assert_false(
			    select_find(select, tree, NULL, nodes, &error));
		g_assert_nonnull(error);
	}
}

static void
test_ceilings(void)
{
	g_autoptr(GString) many = g_string_new("a"), deep = g_string_new("a");
	g_autoptr(GString) large = g_string_new("<body>");
	g_autoptr(GError) error = NULL;
	g_autoptr(Tree) tree = NULL;
	g_autoptr(Select) select = select_new("b", NULL);
	g_autoptr(GPtrArray) nodes = g_ptr_array_new();

	for (int i = 0; i < 1000; i++) {
		g_string_append(many, ",a");
		g_string_append(deep, " a");
	}
	g_assert_null(select_new(many->str, &error));
	g_clear_error(&error);
	g_assert_null(select_new(deep->str, &error));
	g_clear_error(&error);
	for (int i = 0; i <= LIMIT_NODES_PER_SELECT; i++)
		g_string_append(large, "<b></b>");
	tree = tree_read(large->str, large->len, "", NULL);
	g_assert_false(select_find(select, tree, NULL, nodes, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
	g_assert_cmpuint(nodes->len, ==, LIMIT_NODES_PER_SELECT);
}

static void
test_matches(void)
{
	g_autoptr(Tree) tree = tree_read(page, strlen(page), "", NULL);
	g_autoptr(Select) yes = select_new("li.first", NULL);
	g_autoptr(Select) other = select_new("//li", NULL);
	size_t count = 0;

	for (xmlNode *node = tree_first(tree); node;
	     node = tree_next(node, NULL)) {
		count += select_matches(yes, node);
		g_assert_false(select_matches(other, node));
	}
	g_assert_cmpuint(count, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	tree_warm();
	g_test_add_func("/select/page", test_page);
	g_test_add_func("/select/item", test_item);
	g_test_add_func("/select/refusals", test_refusals);
	g_test_add_func("/select/failures", test_failures);
	g_test_add_func("/select/ceilings", test_ceilings);
	g_test_add_func("/select/matches", test_matches);
	return g_test_run();
}
