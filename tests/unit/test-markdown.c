/*
 * markdown: blocks of every kind, and escapes only where CommonMark would read
 * something else.
 */
#include "config.h"

#include "parse/markdown.h"

#include <string.h>

#define BASE "https://example.cn/a/"

typedef struct Case {
	const char *markup, *out;
} Case;

static void
test_blocks(void)
{
	static const Case cases[] = {
		{ "", "" },
		{ "一", "一" },
		{ "<p>一</p><p>二</p>", "一\n\n二" },
		{ "一<br>二<br/><br/>三", "一\n\n二\n\n三" },
		{ "<div>一<div>二</div>三</div>", "一\n\n二\n\n三" },
		{ "　　一句话。　　又一句话。", "一句话。\n\n又一句话。" },
		{ "一句  话，\n接着\t说", "一句 话， 接着 说" },
		{ "<p>人<b>民</b>日<span>报</span></p>", "人民日报" },
		{ "<h1>大</h1><h2>小</h2><h4>更小</h4>",
		    "## 大\n\n### 小\n\n##### 更小" },
		{ "<h3>只有一级</h3>", "## 只有一级" },
		{ "<ul><li>一</li><li>二<ul><li>里</li></ul></li></ul><p>外</"
		  "p>",
		    "- 一\n- 二\n  - 里\n\n外" },
		{ "<ol><li>一</li><li>二</li></ol>", "1. 一\n2. 二" },
		{ "<blockquote>引<p>用</p></blockquote>", "> 引\n\n> 用" },
		{ "<table><tr><th>甲</th><th>乙</th></tr>"
		  "<tr><td>1|2</td><td>3</td></tr></table>",
		    "| 甲 | 乙 |\n| --- | --- |\n| 1\\|2 | 3 |" },
		{ "<table><tr><td><p>版面</p></td></tr></table>", "版面" },
		{ "<p>前<img src=\"1.jpg\" alt=\"图\">后</p>",
		    "前\n\n![图](" BASE "1.jpg)\n\n后" },
		{ "<img data-original=\"/b(1).png\" src=\"/blank.gif\">",
		    "![](https://example.cn/b\\(1\\).png)" },
		{ "<img src=\"data:image/gif;base64,AA\">", "" },
		{ "<img src=\"javascript:alert(1)\">", "" },
		{ "<img srcset=\"2.jpg 1x, 3.jpg 2x\">", "![](" BASE "2.jpg)" },
		{ "<script>x</script><style>y</style><p>一</p><noscript>z"
		  "</noscript>",
		    "一" },
		{ "<p style=\"display: none\">藏</p><p>露</p>", "露" },
		{ "<p>a&#8203;b&shy;c&#160;d</p>", "abc d" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out =
		    markdown_of_markup(cases[i].markup, BASE);

		g_test_message("%s", cases[i].markup);
		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_escapes(void)
{
	static const Case cases[] = {
		{ "# 一", "\\# 一" },
		{ "#一", "#一" },
		{ "1. 一", "1\\. 一" },
		{ "2026. 一", "2026\\. 一" },
		{ "1.5万人", "1.5万人" },
		{ "- 一", "\\- 一" },
		{ "-一", "-一" },
		{ "+ 一", "\\+ 一" },
		{ "> 一", "\\> 一" },
		{ "* 一", "\\* 一" },
		{ "---", "\\---" },
		{ "* * *", "\\* * *" },
		{ "```", "\\`\\`\\`" },
		{ "~~~", "\\~~~" },
		{ "a*b*c", "a\\*b\\*c" },
		{ "3 * 4 = 12", "3 * 4 = 12" },
		{ "一*", "一*" },
		{ "snake_case_name", "snake_case_name" },
		{ "_强调_", "\\_强调\\_" },
		{ "&lt;b&gt;", "\\<b>" },
		{ "1 &lt; 2", "1 < 2" },
		{ "&amp;amp;", "\\&amp;" },
		{ "A&amp;B公司", "A&B公司" },
		{ "[一](二)", "\\[一](二)" },
		{ "[一]", "[一]" },
		{ "[一]: http://a.cn", "\\[一]: http://a.cn" },
		{ "C:\\*", "C:\\\\*" },
		{ "C:\\x", "C:\\x" },
		{ "a`b", "a`b" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out =
		    markdown_of_markup(cases[i].markup, BASE);

		g_test_message("%s", cases[i].markup);
		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_html(void)
{
	static const Case cases[] = {
		{ "<p onclick=x>一&lt;二<a href=\"javascript:x\">三</a></p>",
		    "<p>一&lt;二三</p>" },
		{ "<h2>题</h2><iframe src=x></iframe><form><input></form>",
		    "<h2>题</h2>" },
		{ "<ul><li>一</li></ul><ol><li>二</li></ol>",
		    "<ul>\n<li>一</li>\n</ul>\n<ol>\n<li>二</li>\n</ol>" },
		{ "<img src=\"a.jpg\" alt='\"&gt;'>",
		    "<p><img src=\"" BASE "a.jpg\" alt=\"&quot;&gt;\"></p>" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = html_of_markup(cases[i].markup, BASE);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_text(void)
{
	g_autofree char *text = text_of_markup(
	    "<h2>题</h2><p>一*二*</p>"
	    "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td>"
	    "</tr></table><img src=\"/x.png\"><ul><li>项</li></ul>",
	    BASE);

	g_assert_cmpstr(text, ==, "题\n一*二*\n1 2\n3 4\n项");
}

/* Deep, long, empty: nothing breaks, nothing hangs. */
static void
test_hostile(void)
{
	static const char *const pieces[] = { "<div>", "<ul><li>",
		"<table><tr>"
		"<td>",
		"<blockquote>", "<b><i>", "<ol><li>x", "<h2>", "<figure>" };

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) markup = g_string_new(NULL);
		g_autofree char *out = NULL;

		for (int k = 0; k < 5000; k++)
			g_string_append(markup, pieces[i]);
		g_string_append(markup, "底");
		out = markdown_of_markup(markup->str, BASE);
		g_assert_nonnull(strstr(out, "底"));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/markdown/blocks", test_blocks);
	g_test_add_func("/markdown/escapes", test_escapes);
	g_test_add_func("/markdown/html", test_html);
	g_test_add_func("/markdown/text", test_text);
	g_test_add_func("/markdown/hostile", test_hostile);
	return g_test_run();
}
