/*
 * test-url - addresses resolved, refused, made canonical.
 */
#include "config.h"

#include "base/limits.h"
#include "base/url.h"

#include <glib.h>
#include <string.h>

/* RFC 3986, 5.4; what is not http has no place here. */
static void
test_rfc3986(void)
{
	static const struct {
		const char *reference, *out;
	} cases[] = {
		{ "g:h", NULL },
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g/" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q" },
		{ "g#s", "http://a/b/c/g" },
		{ "g?y#s", "http://a/b/c/g?y" },
		{ ";x", "http://a/b/c/;x" },
		{ "g;x", "http://a/b/c/g;x" },
		{ "g;x?y#s", "http://a/b/c/g;x?y" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../..", "http://a/" },
		{ "../../", "http://a/" },
		{ "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "../../../../g", "http://a/g" },
		{ "/./g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ ".g", "http://a/b/c/.g" },
		{ "g..", "http://a/b/c/g.." },
		{ "..g", "http://a/b/c/..g" },
		{ "./../g", "http://a/b/g" },
		{ "./g/.", "http://a/b/c/g/" },
		{ "g/./h", "http://a/b/c/g/h" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
		{ "g;x=1/../y", "http://a/b/c/y" },
		{ "g?y/./x", "http://a/b/c/g?y/./x" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "http:g", "http://a/b/c/g" },
		{ "https:g", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out =
		    url_resolve("http://a/b/c/d;p?q", cases[i].reference);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_dirt(void)
{
	static const struct {
		const char *base, *reference, *out;
	} cases[] = {
		{ NULL, "HTTP://WWW.Example.CN:80/A",
		    "http://www.example.cn/A" },
		{ NULL, "https://x.cn:443", "https://x.cn/" },
		{ NULL, "https://x.cn:80/", "https://x.cn:80/" },
		{ NULL, "http://x.cn:08080/", "http://x.cn:8080/" },
		{ NULL, "http://x.cn:/", "http://x.cn/" },
		{ NULL, "http://x.cn?a=1", "http://x.cn/?a=1" },
		{ NULL, "http://x.cn/?", "http://x.cn/?" },
		{ NULL, "\n\t http://x.cn/a \r\n", "http://x.cn/a" },
		{ NULL, "\u3000http://x.cn/a\u00a0", "http://x.cn/a" },
		{ NULL, "http:\\\\x.cn\\a\\b?c\\d", "http://x.cn/a/b?c\\d" },
		{ NULL, "http:////x.cn/a", "http://x.cn/a" },
		{ NULL, "http://x.cn/新 闻.html",
		    "http://x.cn/%E6%96%B0%20%E9%97%BB.html" },
		{ NULL, "http://x.cn/\xd0\xc2.html",
		    "http://x.cn/%D0%C2.html" },
		{ NULL, "http://x.cn/a?k=中 文&r=%d0%c2+1|2",
		    "http://x.cn/a?k=%E4%B8%AD%20%E6%96%87&r=%d0%c2+1|2" },
		{ NULL, "http://x.cn/%7ea/%zz%", "http://x.cn/%7ea/%zz%" },
		{ NULL, "http://x.cn/<a>\"b\"`{}^",
		    "http://x.cn/%3Ca%3E%22b%22%60%7B%7D%5E" },
		{ NULL, "http://例子.测试/",
		    "http://xn--fsqu00a.xn--0zwm56d/" },
		{ NULL, "http://ｗｗｗ。x。cn/", "http://www.x.cn/" },
		{ NULL, "http://[2001:DB8::1]:8080/a",
		    "http://[2001:db8::1]:8080/a" },
		{ NULL, "http://a_b.x.cn/", "http://a_b.x.cn/" },
		{ "https://x.cn/a/", "//Y.cn/b", "https://y.cn/b" },
		{ "https://x.cn/a/", "\\\\y.cn\\b", "https://y.cn/b" },
		{ "https://x.cn/a/", "///y.cn/b", "https://y.cn/b" },
		{ "https://x.cn/a/list.html", "../2024-01/02/c_1.htm?a=1&amp;b",
		    "https://x.cn/2024-01/02/c_1.htm?a=1&amp;b" },
		{ "https://x.cn/a?q=1", "#top", "https://x.cn/a?q=1" },
		{ "https://x.cn", "b", "https://x.cn/b" },
		{ "https://x.cn/a", "//y.cn", "https://y.cn/" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out =
		    url_resolve(cases[i].base, cases[i].reference);
		g_autofree char *again = out ? url_resolve(NULL, out) : NULL;

		g_assert_cmpstr(out, ==, cases[i].out);
		g_assert_cmpstr(again, ==, out);
	}
}

static void
test_refuses(void)
{
	static const char *const cases[] = { "", "x.cn/a", "/a", "//x.cn/a",
		"javascript:alert(1)", " javascript:void(0)", "JavaScript:;",
		"mailto:a@x.cn", "data:text/html,x", "ftp://x.cn/",
		"file:///etc/passwd", "http:", "http://", "http:///",
		"http://?a", "http:x", "http://u@x.cn/", "http://u:p@x.cn/",
		"http://x.cn:0/", "http://x.cn:65536/", "http://x.cn:8a/",
		"http://x.cn:99999999999/", "http://x .cn/", "http://.cn/",
		"http://x..cn/", "http://x%2ecn/", "http://[::1/",
		"http://[::1%25eth0]/", "http://[]/", "http://[g]/",
		"http://x.cn/a\nb", "http://x.cn/a\rb", "http://x.cn/\x01",
		"http://x.cn/\x7f", "http://\xff.cn/", "http://x<y.cn/",
		"http://::1/", "about:blank" };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_null(url_resolve(NULL, cases[i]));
	g_assert_null(url_resolve(NULL, NULL));
	g_assert_null(url_resolve("ftp://x.cn/", "a"));
	g_assert_null(url_resolve("nonsense", "a"));
	g_assert_null(url_resolve("http://u@x.cn/", "a"));
	g_assert_null(url_resolve("http://x.cn/", "tel:110"));
}

static void
test_ceiling(void)
{
	g_autofree char *path = g_strnfill(LIMIT_URL_BYTES, 'a');
	g_autofree char *url = g_strconcat("http://x.cn/", path, NULL);
	g_autofree char *good = NULL;

	g_assert_null(url_resolve(NULL, url));
	g_assert_null(url_resolve("http://x.cn/", path));
	url[LIMIT_URL_BYTES] = '\0';
	good = url_resolve(NULL, url);
	g_assert_cmpstr(good, ==, url);
	/* What grows beyond it by encoding. */
	memset(url + 20, ' ', LIMIT_URL_BYTES - 40);
	g_assert_null(url_resolve(NULL, url));
}

static void
test_canonical(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "http://www.x.cn/a.html", "https://www.x.cn/a.html" },
		{ "HTTPS://WWW.X.CN:443/a.html#p2", "https://www.x.cn/a.html" },
		{ "http://x.cn:8080/a", "https://x.cn:8080/a" },
		{ "http://x.cn/A", "https://x.cn/A" },
		/* hosts */
		{ "http://m.voc.com.cn/a", "https://voc.com.cn/a" },
		{ "http://wap.x.cn/a", "https://x.cn/a" },
		{ "http://3g.x.cn/a", "https://x.cn/a" },
		{ "http://m.x.cn:8080/a", "https://x.cn:8080/a" },
		{ "http://m.cn/a", "https://m.cn/a" },
		{ "http://m.com.cn/a", "https://m.com.cn/a" },
		{ "http://wap.gov.cn/a", "https://wap.gov.cn/a" },
		{ "http://3g.hn.cn/a", "https://3g.hn.cn/a" },
		{ "http://m.qq.com/a", "https://qq.com/a" },
		{ "http://news.x.cn/a", "https://news.x.cn/a" },
		{ "http://mm.x.cn/a", "https://mm.x.cn/a" },
		/* index pages */
		{ "http://x.cn/index.html", "https://x.cn/" },
		{ "http://x.cn/a/Index.shtml", "https://x.cn/a/" },
		{ "http://x.cn/a/default.aspx?id=3", "https://x.cn/a/?id=3" },
		{ "http://x.cn/a/index_2.html", "https://x.cn/a/index_2.html" },
		{ "http://x.cn/a/index.html.bak",
		    "https://x.cn/a/index.html.bak" },
		{ "http://x.cn/index.html/b", "https://x.cn/index.html/b" },
		{ "http://x.cn/a/;jsessionid=0F3A", "https://x.cn/a/" },
		/* parameters */
		{ "http://x.cn/a?utm_source=w&id=3&UTM_medium=x",
		    "https://x.cn/a?id=3" },
		{ "http://x.cn/a?from=timeline&isappinstalled=0&isfromapp=1",
		    "https://x.cn/a" },
		{ "http://x.cn/a?b=2&a=1&from=x", "https://x.cn/a?b=2&a=1" },
		{ "http://x.cn/a?&&id=1&", "https://x.cn/a?id=1" },
		{ "http://x.cn/a?", "https://x.cn/a" },
		{ "http://x.cn/a?share_token=1&wxid=2&scene=3&spm=4.5&fromid=6",
		    "https://x.cn/a" },
		{ "http://x.cn/a?%66rom=x&id=1", "https://x.cn/a?id=1" },
		{ "http://x.cn/a?q=from%26from",
		    "https://x.cn/a?q=from%26from" },
		/* what could select an article stays */
		{ "http://x.cn/a?id=1&aid=2&p=3&page=4&nid=5&cid=6&source=7",
		    "https://x.cn/a?id=1&aid=2&p=3&page=4&nid=5&cid=6&"
		    "source=7" },
		{ "http://x.cn/a?fromage=1&sharp=2",
		    "https://x.cn/a?fromage=1&sharp=2" },
		{ "http://x.cn/?1234", "https://x.cn/?1234" },
		/* one spelling */
		{ "http://x.cn/%7euser/%e6%96%b0%2fa",
		    "https://x.cn/~user/%E6%96%B0%2Fa" },
		{ "http://x.cn/新", "https://x.cn/%E6%96%B0" },
		{ "http://x.cn/%", "https://x.cn/%" },
		{ "ftp://x.cn/a", NULL },
		{ "/a", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = url_canonical(cases[i].in);
		g_autofree char *again = out ? url_canonical(out) : NULL;

		g_assert_cmpstr(out, ==, cases[i].out);
		g_assert_cmpstr(again, ==, out);
	}
	g_assert_null(url_canonical(NULL));
}

static void
test_parts(void)
{
	static const struct {
		const char *url, *host, *origin, *path;
	} cases[] = {
		{ "http://WWW.x.cn/a?b#c", "www.x.cn", "http://www.x.cn:80",
		    "/a?b" },
		{ "https://x.cn", "x.cn", "https://x.cn:443", "/" },
		{ "https://x.cn:8443/a/../b", "x.cn", "https://x.cn:8443",
		    "/b" },
		{ "http://[::1]:81/", "[::1]", "http://[::1]:81", "/" },
		{ "/a", NULL, NULL, NULL },
		{ "http://u@x.cn/", NULL, NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *host = url_host(cases[i].url);
		g_autofree char *origin = url_origin(cases[i].url);
		g_autofree char *path = url_path(cases[i].url);

		g_assert_cmpstr(host, ==, cases[i].host);
		g_assert_cmpstr(origin, ==, cases[i].origin);
		g_assert_cmpstr(path, ==, cases[i].path);
	}
}

static void
test_front_page(void)
{
	g_assert_true(url_is_front_page("http://x.cn"));
	g_assert_true(url_is_front_page("http://x.cn/index.html#a"));
	g_assert_true(url_is_front_page("https://m.x.cn/?from=x"));
	g_assert_false(url_is_front_page("http://x.cn/a/"));
	g_assert_false(url_is_front_page("http://x.cn/?p=12"));
	g_assert_false(url_is_front_page("x.cn"));
	g_assert_false(url_is_front_page(NULL));
}

static void
test_host_within(void)
{
	g_assert_true(url_host_within("x.cn", "x.cn"));
	g_assert_true(url_host_within("News.X.cn", "x.cn"));
	g_assert_false(url_host_within("ax.cn", "x.cn"));
	g_assert_false(url_host_within("x.cn", "a.x.cn"));
	g_assert_false(url_host_within(".x.cn", "x.cn.evil.com"));
	g_assert_false(url_host_within("x.cn.evil.com", "x.cn"));
	g_assert_true(url_host_within("10.0.0.1", "10.0.0.1"));
	g_assert_false(url_host_within("10.0.0.1", "0.0.1"));
	g_assert_false(url_host_within("x.cn", ""));
	g_assert_false(url_host_within(NULL, "x.cn"));
	g_assert_false(url_host_within("x.cn", NULL));
}

static void
test_userinfo(void)
{
	g_assert_true(url_has_userinfo("http://u:p@x.cn/"));
	g_assert_true(url_has_userinfo("http:\\\\u@x.cn/"));
	g_assert_true(url_has_userinfo("//u@x.cn"));
	g_assert_false(url_has_userinfo("http://x.cn/a@b"));
	g_assert_false(url_has_userinfo("http://x.cn?a@b"));
	g_assert_false(url_has_userinfo("http://x.cn#a@b"));
	g_assert_false(url_has_userinfo("a@b"));
	g_assert_false(url_has_userinfo(NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/url/rfc3986", test_rfc3986);
	g_test_add_func("/url/dirt", test_dirt);
	g_test_add_func("/url/refuses", test_refuses);
	g_test_add_func("/url/ceiling", test_ceiling);
	g_test_add_func("/url/canonical", test_canonical);
	g_test_add_func("/url/parts", test_parts);
	g_test_add_func("/url/front-page", test_front_page);
	g_test_add_func("/url/host-within", test_host_within);
	g_test_add_func("/url/userinfo", test_userinfo);
	return g_test_run();
}
