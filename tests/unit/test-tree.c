/*
 * test-tree - an HTML document: roots, depth, text, links, markup.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "parse/tree.h"

#include <string.h>

static Tree *
read_page(const char *page, const char *url)
{
	g_autoptr(GError) error = NULL;
	Tree *tree = tree_read(page, strlen(page), url, &error);

	g_assert_no_error(error);
	return tree;
}

static xmlNode *
find(const Tree *tree, const char *name)
{
	for (xmlNode *node = tree_first(tree); node;
	     node = tree_next(node, NULL))
		if (tree_is(node, name))
			return node;
	return NULL;
}

static void
test_text(void)
{
	static const struct {
		const char *page, *text;
	} cases[] = {
		{ "<div>长沙</div>", "长沙" },
		{ "<div> a \n b </div>", "a b" },
		{ "<div>a<b>b</b>c</div>", "abc" },
		{ "<div>a<br>b</div>", "a b" },
		{ "<div><p>a</p><p>b</p></div>", "a b" },
		{ "<div><span>2026</span><div>03</div>x</div>", "2026 03 x" },
		{ "<div>a<script>no()</script><style>p{}</style>b</div>",
		    "ab" },
		{ "<div>a<!-- no -->b</div>", "ab" },
		{ "<div>&nbsp;&#12288;a&amp;b&hellip;</div>", "a&b…" },
		{ "<div></div>", "" },
		{ "<div><table><tr><td>1<td>2</table></div>", "1 2" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Tree) tree = read_page(cases[i].page, "");
		g_autofree char *text = tree_text(find(tree, "div"));

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

/* A premature </html> (a header that was included) loses nothing. */
static void
test_second_root(void)
{
	g_autoptr(Tree) tree = read_page("<html><head><title>t</title></head>"
					 "<body>a</body></html>\n"
					 "<div id=late>文章</div>",
	    "");
	g_autofree char *text = NULL;
	xmlNode *late = find(tree, "div");

	g_assert_nonnull(late);
	text = tree_text(late);
	g_assert_cmpstr(text, ==, "文章");
}

static int
depth_of(const xmlNode *node)
{
	int depth = 0;

	while ((node = node->parent))
		depth++;
	return depth;
}

/* What lies too deep is flattened, and its text kept. */
static void
test_depth(void)
{
	static const char *const names[] = { "div", "font", "table", "ul",
		"x" };

	for (size_t k = 0; k < G_N_ELEMENTS(names); k++) {
		g_autoptr(GString) page = g_string_new("<body>");
		g_autoptr(Tree) tree = NULL;
		g_autofree char *text = NULL;

		for (int i = 0; i < 5000; i++)
			g_string_append_printf(page, "<%s>%d ", names[k], i);
		g_string_append(page, "deep");
		for (int i = 0; i < 5000; i++)
			g_string_append_printf(page, "</%s>", names[k]);
		g_string_append(page, "<p>after</p>");
		tree = read_page(page->str, "");
		for (xmlNode *node = tree_first(tree); node;
		     node = tree_next(node, NULL))
			g_assert_cmpint(depth_of(node), <=, LIMIT_DEPTH);
		text = tree_text(find(tree, "body"));
		g_assert_nonnull(strstr(text, "4999"));
		g_assert_nonnull(strstr(text, "deep"));
		g_assert_nonnull(strstr(text, "after"));
	}
}

static void
test_attributes(void)
{
	g_autoptr(Tree) tree =
	    read_page("<a HREF='/x?a=1&amp;b=2' class=' one two\tthree' "
		      "empty title=\"\xe6\xb9\x98\">t</a>",
		"");
	xmlNode *a = find(tree, "a");

	g_assert_cmpstr(tree_attribute(a, "href"), ==, "/x?a=1&b=2");
	g_assert_cmpstr(tree_attribute(a, "title"), ==, "湘");
	g_assert_cmpstr(tree_attribute(a, "empty"), ==, "");
	g_assert_null(tree_attribute(a, "nothing"));
	g_assert_null(tree_attribute(NULL, "href"));
	g_assert_true(tree_has_word(a, "class", "one"));
	g_assert_true(tree_has_word(a, "class", "three"));
	g_assert_false(tree_has_word(a, "class", "thre"));
	g_assert_false(tree_has_word(a, "class", ""));
	g_assert_false(tree_has_word(a, "id", "one"));
}

static void
test_links(void)
{
	static const struct {
		const char *head, *href, *url;
	} cases[] = {
		{ "", "b.html", "https://e.cn/d/b.html" },
		{ "", "/b.html", "https://e.cn/b.html" },
		{ "", "//f.cn/b", "https://f.cn/b" },
		{ "", "javascript:void(0)", NULL },
		{ "", "mailto:a@b.cn", NULL },
		{ "<base href='/x/'>", "b", "https://e.cn/x/b" },
		{ "<base href='https://f.cn/y/z'>", "b", "https://f.cn/y/b" },
		{ "<base target=_blank>", "b", "https://e.cn/d/b" },
		{ "<base href='javascript:1'>", "b", "https://e.cn/d/b" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *page =
		    g_strdup_printf("<html><head>%s</head><body>"
				    "<a href='%s'>x</a></body>",
			cases[i].head, cases[i].href);
		g_autoptr(Tree) tree =
		    read_page(page, "https://e.cn/d/list.html");
		g_autofree char *url = tree_link(tree, find(tree, "a"), "href");

		g_assert_cmpstr(url, ==, cases[i].url);
	}
}

static void
test_markup(void)
{
	g_autoptr(Tree) tree =
	    read_page("<div><p class=x>湘<b>江</b></p>&lt;</div>", "");
	g_autofree char *markup = tree_markup(tree, find(tree, "div"));
	g_autofree char *plain = tree_plain("<p>a &amp; b</p><p>c</p>");
	g_autofree char *bare = tree_plain("  no markup ");

	g_assert_cmpstr(markup, ==, "<p class=\"x\">湘<b>江</b></p>&lt;");
	g_assert_cmpstr(plain, ==, "a & b c");
	g_assert_cmpstr(bare, ==, "no markup");
}

static void
test_refusals(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *large = NULL;

	g_assert_null(tree_read("", 0, "", &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
	g_clear_error(&error);
	large = g_strnfill(LIMIT_LIST_BYTES + 1, 'x');
	g_assert_null(tree_read(large, LIMIT_LIST_BYTES + 1, "", &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
}

/* Walking within a node never leaves it. */
static void
test_walk(void)
{
	g_autoptr(Tree) tree =
	    read_page("<div><ul><li>a<li>b</ul></div><p>c", "");
	const xmlNode *ul = find(tree, "ul");
	size_t count = 0;

	for (const xmlNode *node = tree_next(ul, ul); node;
	     node = tree_next(node, ul))
		count++;
	g_assert_cmpuint(count, ==, 4);
	g_assert_null(tree_skip(ul, ul));
	g_assert_null(find(tree, "nothing"));
	g_assert_true(tree_is(tree_skip(find(tree, "div"), NULL), "p"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	tree_warm();
	g_test_add_func("/tree/text", test_text);
	g_test_add_func("/tree/second-root", test_second_root);
	g_test_add_func("/tree/depth", test_depth);
	g_test_add_func("/tree/attributes", test_attributes);
	g_test_add_func("/tree/links", test_links);
	g_test_add_func("/tree/markup", test_markup);
	g_test_add_func("/tree/refusals", test_refusals);
	g_test_add_func("/tree/walk", test_walk);
	return g_test_run();
}
