/*
 * test-clean - what is left of markup, and what never is.
 */
#include "config.h"

#include "parse/clean.h"

#include <glib.h>
#include <string.h>

#define BASE "https://e.example/n/1.html"

static void
test_kept(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ "a < b & c &amp; d &lt;e&gt; &nbsp;f",
		    "a &lt; b &amp; c &amp; d &lt;e&gt; \xc2\xa0"
		    "f" },
		{ "<P CLASS=x onclick='y'>a<BR/>b</P>", "<p>a<br>b</p>" },
		{ "<p>a<x>b<div>c", "<p>ab</p><div>c</div>" },
		{ "<p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>" },
		{ "<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>" },
		{ "<b><i>x</b></i>y", "<b><i>x</i></b>y" },
		{ "</p>x</div>", "x" },
		{ "<font color=red><o:p>x</o:p></font>", "<font>x</font>" },
		{ "<a href='2.html'>x</a>",
		    "<a href=\"https://e.example/n/2.html\">x</a>" },
		{ "<a href='?a=1&b=2'>x</a>", "<a href=\"https://e.example/n/"
					      "1.html?a=1&amp;b=2\">x</a>" },
		{ "<a href='#n'>x</a><a href='mailto:a@b.example'>y</a>",
		    "<a href=\"#n\">x</a><a "
		    "href=\"mailto:a@b.example\">y</a>" },
		{ "<img src=/a.jpg alt='\"<'>",
		    "<img src=\"https://e.example/a.jpg\" "
		    "alt=\"&quot;&lt;\">" },
		{ "<img src=x.gif data-original=/b.jpg>",
		    "<img src=\"https://e.example/b.jpg\">" },
		{ "<div xml:base='/k/'><a href=z>t</a></div><a href=z>t</a>",
		    "<div><a href=\"https://e.example/k/z\">t</a></div><a "
		    "href=\"https://e.example/n/z\">t</a>" },
		{ "x<!-- <b> -->y<![CDATA[<z>]]><?php a ?><!DOCTYPE b>",
		    "xy&lt;z&gt;" },
		{ "<td colspan=2 style='x'>y", "<td colspan=\"2\">y</td>" },
		{ "3<4 <3 <", "3&lt;4 &lt;3 &lt;" },
		{ "<!' <b>x</b>", "&lt;!' <b>x</b>" },
		{ "<!DOCTYPE", "&lt;!DOCTYPE" },
		{ "<a href='2#n'>x</a>",
		    "<a href=\"https://e.example/n/2#n\">x</a>" },
		{ "<p title='x", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = clean_markup(cases[i].in, BASE);
		g_autofree char *again = clean_markup(out, BASE);

		g_assert_cmpstr(out, ==, cases[i].out);
		g_assert_cmpstr(again, ==, out);
	}
}

static void
test_without_base(void)
{
	g_autofree char *out =
	    clean_markup("<a href='2'>x</a><img src='//h/i'>", NULL);

	g_assert_cmpstr(out, ==, "<a href=\"2\">x</a><img src=\"//h/i\">");
}

static void
test_harmful(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "a<script>b</script>c", "ac" },
		{ "a<SCRIPT src=x>\"</b>\"</script >c", "ac" },
		{ "a<script>b", "a" },
		{ "a<style>p{}</style><iframe src=x>y</iframe>c", "ac" },
		{ "a<svg onload=y><g onload=x><script>z</script><path d=M0 "
		  "/><use href=q /></g></svg>c",
		    "a<svg><g><path d=\"M0\"></path><use></use></g></svg>c" },
		{ "<svg><foreignObject><p>x</p></foreignObject><a "
		  "xlink:href='javascript:x'>y</a></svg>",
		    "<svg><a>y</a></svg>" },
		{ "<math href='javascript:x'><mi>a</mi></math>",
		    "<math><mi>a</mi></math>" },
		{ "<object><p>x</p></object>y", "y" },
		{ "<a href='javascript:x'>y</a>", "<a>y</a>" },
		{ "<a href=' java\tscript:x'>y</a>", "<a>y</a>" },
		{ "<a href='&#106;avascript&colon;x'>y</a>", "<a>y</a>" },
		{ "<a href='\xc2\xa0javascript:x'>y</a>", "<a>y</a>" },
		{ "<a href='vbscript:x' href='/z'>y</a>", "<a>y</a>" },
		{ "<a href='data:text/html,x'>y</a>", "<a>y</a>" },
		{ "<img src='data:image/svg+xml;base64,x'>", "<img>" },
		{ "<img src='data:image/png;base64,x'>",
		    "<img src=\"data:image/png;base64,x\">" },
		{ "<img src=x:y onerror=z>", "<img>" },
		{ "<b onmouseover=x style='a:expression(b)'>y</b>",
		    "<b>y</b>" },
		{ "<form action=x><input name=y>z<button>k</button></form>",
		    "zk" },
		{ "<meta http-equiv=refresh><base href=x><link rel=y>z", "z" },
		{ "<scr<script>ipt>x</script>", "" },
		{ "<<script>x</script>", "&lt;" },
		{ "<p/onclick=x>y", "<p>y</p>" },
		{ "a<![CDATA[b<script>c</script>&amp;]]>d",
		    "ab&lt;script&gt;c&lt;/script&gt;&amp;amp;d" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = clean_markup(cases[i].in, NULL);

		g_test_message("%s", cases[i].in);
		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_plain(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ " a \n b ", "a b" },
		{ "a &lt;b&gt; &amp;amp; c", "a <b> &amp; c" },
		{ "<p>a</p><p>b<br>c</p>d", "a b c d" },
		{ "x<b>y</b>z", "xyz" },
		{ "<ul><li>a<li>b</ul>", "a b" },
		{ "a<script>b</script><style>c</style>d", "ad" },
		{ "<a href='javascript:x'>y</a> 1 < 2", "y 1 < 2" },
		{ "&nbsp;\xe3\x80\x80 a", "a" },
		{ "a<td>b<td>c", "a b c" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = clean_plain(cases[i].in);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_much(void)
{
	static const char *const pieces[] = { "<div>", "<p>", "</b>", "<!--",
		"<![CDATA[", "<a href='", "&", "<script>", "<x ", "<li>" };

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *out = NULL;

		while (text->len < 1000000)
			g_string_append(text, pieces[i]);
		gint64 before = g_get_monotonic_time();
		out = clean_markup(text->str, BASE);
		g_assert_cmpint(
		    g_get_monotonic_time() - before, <, 5 * G_USEC_PER_SEC);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/clean/kept", test_kept);
	g_test_add_func("/clean/without-base", test_without_base);
	g_test_add_func("/clean/harmful", test_harmful);
	g_test_add_func("/clean/plain", test_plain);
	g_test_add_func("/clean/much", test_much);
	return g_test_run();
}
