/*
 * test-feed - the feed plugin through the real host.
 *
 * Documents are our own, in the manner of real ones. What is looked at is the
 * JSON Feed document that `cailun parse` would print, by paths such as
 * "items.0.title".
 */
#include "config.h"

#include "base/clock.h"
#include "feeding.h"
#include "parse/charset.h"
#include "parse/tree.h"

#include <string.h>

static const char chinese[] =
    "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
    "<channel><title>湘水要闻</title><link>https://xs.example/</link>"
    "<description>湘水日报网 要闻</description><language>zh-cn</language>"
    "<copyright>湘水日报社</copyright><ttl>60</ttl>"
    "<item><title>沿江小学添了一座新图书馆</title>"
    "<link>/2024/01/02/a1.html</link><guid isPermaLink='false'>xs-1</guid>"
    "<pubDate>2024-01-02 17:19:17</pubDate><dc:creator>李小河</dc:creator>"
    "<category>教育</category><category>本地</category>"
    "<description>图书馆有三万册书。</description>"
    "<content:encoded><![CDATA[<p>图书馆有三万册书。</p><script>x()</script>"
    "<p>昨天<a href='../02/b.html'>开放</a>。</p>]]></content:encoded></item>"
    "<item><title>A &amp; B</title><link>https://xs.example/2</link>"
    "<pubDate>Tue, 02 Jan 2024 09:00:00 GMT</pubDate>"
    "<description>&lt;b&gt;只有&lt;/b&gt;简介</description></item>"
    "</channel></rss>";

static const Look chinese_looks[] = {
	{ "title", "湘水要闻" },
	{ "home_page_url", "https://xs.example/" },
	{ "description", "湘水日报网 要闻" },
	{ "language", "zh-cn" },
	{ "_cailun.rights", "湘水日报社" },
	{ "_cailun.ttl", "60" },
	{ "_cailun.format", "rss20" },
	{ "_cailun.well_formed", "true" },
	{ "_cailun.bozo", NULL },
	{ "items.0.title", "沿江小学添了一座新图书馆" },
	{ "items.0.id", "xs-1" },
	{ "items.0.url", "https://xs.example/2024/01/02/a1.html" },
	{ "items.0.date_published", "2024-01-02T17:19:17+08:00" },
	{ "items.0.authors.0.name", "李小河" },
	{ "items.0.tags", "[\"教育\",\"本地\"]" },
	{ "items.0.summary", "图书馆有三万册书。" },
	{ "items.0.content_html",
	    "<p>图书馆有三万册书。</p><p>昨天"
	    "<a href=\"https://xs.example/02/b.html\">开放</a>。</p>" },
	{ "items.0._cailun.guid_is_permalink", "false" },
	{ "items.0._cailun.date_from", "feed" },
	{ "items.0._cailun.position", "1" },
	{ "items.1.title", "A & B" },
	{ "items.1.id", "https://xs.example/2" },
	{ "items.1.content_html", "<b>只有</b>简介" },
	{ "items.1.summary", NULL },
	{ "items.1.date_published", "2024-01-02T09:00:00+00:00" },
	{ "items.2", NULL },
};

static void
test_rss(void)
{
	g_auto(Result) result =
	    feed_text(chinese, "https://xs.example/rss/yaowen.xml");

	g_assert_cmpint(result.done.result, ==, DONE_OK);
	g_assert_cmpint(result.done.entries, ==, 2);
	FEED_CHECK(result, chinese_looks);
}

static void
check_encoded(const char *charset, const char *prolog, const char *type,
    const char *expected)
{
	g_autofree char *text =
	    g_strconcat(prolog ? prolog : "", chinese, NULL);
	gsize length;
	g_autofree char *bytes =
	    g_convert(text, -1, charset, "UTF-8", NULL, &length, NULL);
	g_autofree char *encoding = NULL;

	g_assert_nonnull(bytes);
	g_auto(Result) result = feed_bytes(
	    bytes, length, "https://xs.example/rss/yaowen.xml", type);
	g_assert_cmpint(result.done.result, ==, DONE_OK);
	g_assert_cmpint(result.done.replaced, ==, 0);
	FEED_CHECK(result, chinese_looks);
	encoding = feed_look(&result, "_cailun.encoding");
	g_assert_cmpstr(encoding, ==, expected);
}

static void
test_encodings(void)
{
	check_encoded("GB18030", "<?xml version='1.0' encoding='gb2312'?>",
	    NULL, "gb18030");
	check_encoded("GBK", NULL, "text/xml; charset=GBK", "gb18030");
	check_encoded("UTF-16LE", "\xef\xbb\xbf", NULL, "utf-16le");
}

static void
test_big5(void)
{
	const char *text = "<?xml version='1.0' encoding='big5'?>" RSS(
	    "<title>臺北新聞</title><item><title>圖書館開放</title>"
	    "<link>https://b.example/1</link></item>");
	gsize length;
	g_autofree char *bytes =
	    g_convert(text, -1, "BIG5", "UTF-8", NULL, &length, NULL);
	g_auto(Result) result = feed_bytes(bytes, length, NULL, NULL);
	static const Look looks[] = { { "title", "臺北新聞" },
		{ "items.0.title", "圖書館開放" },
		{ "_cailun.well_formed", "true" } };

	FEED_CHECK(result, looks);
}

static void
test_rdf(void)
{
	g_auto(Result) result = feed_text(
	    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	    "xmlns='http://purl.org/rss/1.0/' "
	    "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "
	    "xmlns:dc='http://purl.org/dc/elements/1.1/'>"
	    "<channel rdf:about='https://r.example/'><title>R</title>"
	    "<link>https://r.example/</link><sy:updatePeriod>daily"
	    "</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
	    "<items><rdf:Seq><rdf:li rdf:resource='https://r.example/1'/>"
	    "</rdf:Seq></items></channel>"
	    "<image rdf:about='i'><title>logo</title>"
	    "<url>https://r.example/i.png</url></image>"
	    "<item rdf:about='https://r.example/1'><title>one</title>"
	    "<dc:date>2024-01-02T03:04:05Z</dc:date>"
	    "<dc:subject>s</dc:subject></item></rdf:RDF>",
	    NULL);
	static const Look looks[] = {
		{ "_cailun.format", "rss10" },
		{ "title", "R" },
		{ "_cailun.update.period", "daily" },
		{ "_cailun.update.frequency", "2" },
		{ "_cailun.update_s", "43200" },
		{ "_cailun.image.url", "https://r.example/i.png" },
		{ "items.0.id", "https://r.example/1" },
		{ "items.0.url", "https://r.example/1" },
		{ "items.0.date_published", "2024-01-02T03:04:05+00:00" },
		{ "items.0.tags", "[\"s\"]" },
		{ "items.1", NULL },
	};

	FEED_CHECK(result, looks);
}

static void
test_atom(void)
{
	g_auto(Result) result = feed_text(
	    "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='zh' "
	    "xml:base='https://a.example/x/'><title type='html'>T &amp;lt; "
	    "&lt;i&gt;U&lt;/i&gt;</title><subtitle>s</subtitle><id>urn:f</id>"
	    "<updated>2024-01-02T00:00:00Z</updated>"
	    "<link href='./'/><link rel='self' href='feed.xml'/>"
	    "<link rel='next' href='?p=2'/><link rel='prev-archive' "
	    "href='old'/><link rel='hub' href='https://hub.example/'/>"
	    "<author><name>编辑部</name><email>e@a.example</email>"
	    "<uri>/who</uri></author><generator uri='g' version='2'>Gen"
	    "</generator><icon>i.ico</icon><logo>l.png</logo>"
	    "<entry><title>t &lt;b&gt;</title><id>urn:1</id>"
	    "<link rel='alternate' type='text/html' href='1.html#top'/>"
	    "<link rel='enclosure' type='audio/mpeg' length='12' "
	    "href='1.mp3'/><link rel='related' href='https://o.example/'/>"
	    "<link rel='replies' type='application/atom+xml' href='c.xml'/>"
	    "<published>2024-01-02T01:00:00Z</published>"
	    "<updated>2024-01-03T01:00:00Z</updated>"
	    "<contributor><name>C</name></contributor>"
	    "<category term='k' scheme='urn:s' label='K'/>"
	    "<rights type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>r"
	    "</div></rights><summary>short</summary>"
	    "<content type='xhtml' xml:base='c/'><div "
	    "xmlns='http://www.w3.org/1999/xhtml'>x<br/><a href='y'>z</a>"
	    "</div></content>"
	    "<source><id>urn:o</id><title>O</title><link "
	    "href='https://o.example/'/><author><name>P</name></author>"
	    "<updated>2024-01-01T00:00:00Z</updated></source></entry>"
	    "<entry><id>urn:2</id><content>plain &lt;not a tag&gt;</content>"
	    "</entry><entry><id>urn:3</id><content type='audio/mpeg' "
	    "src='3.mp3'/></entry></feed>",
	    NULL);
	static const Look looks[] = {
		{ "_cailun.format", "atom10" },
		{ "title", "T < U" },
		{ "description", "s" },
		{ "language", "zh" },
		{ "_cailun.id", "urn:f" },
		{ "_cailun.date_modified", "2024-01-02T00:00:00+00:00" },
		{ "home_page_url", "https://a.example/x/" },
		{ "feed_url", "https://a.example/x/feed.xml" },
		{ "next_url", "https://a.example/x/?p=2" },
		{ "_cailun.previous", "https://a.example/x/old" },
		{ "hubs.0.url", "https://hub.example/" },
		{ "authors.0.name", "编辑部" },
		{ "authors.0.url", "https://a.example/who" },
		{ "authors.0._cailun.email", "e@a.example" },
		{ "_cailun.generator.name", "Gen" },
		{ "_cailun.generator.version", "2" },
		{ "_cailun.icon", "https://a.example/x/i.ico" },
		{ "items.0.title", "t <b>" },
		{ "items.0.url", "https://a.example/x/1.html#top" },
		{ "items.0.external_url", "https://o.example/" },
		{ "items.0.attachments.0.url", "https://a.example/x/1.mp3" },
		{ "items.0.attachments.0.mime_type", "audio/mpeg" },
		{ "items.0.attachments.0.size_in_bytes", "12" },
		{ "items.0._cailun.comments.feed",
		    "https://a.example/x/c.xml" },
		{ "items.0.date_published", "2024-01-02T01:00:00+00:00" },
		{ "items.0.date_modified", "2024-01-03T01:00:00+00:00" },
		{ "items.0._cailun.contributors.0.name", "C" },
		{ "items.0.tags", "[\"k\"]" },
		{ "items.0._cailun.categories.0.scheme", "urn:s" },
		{ "items.0._cailun.categories.0.label", "K" },
		{ "items.0._cailun.rights", "r" },
		{ "items.0.summary", "short" },
		{ "items.0.content_html",
		    "<div>x<br><a href=\"https://a.example/x/c/y\">z</a>"
		    "</div>" },
		{ "items.0._cailun.source.title", "O" },
		{ "items.0._cailun.source.url", "https://o.example/" },
		{ "items.0._cailun.source.authors.0.name", "P" },
		{ "items.0._cailun.source.date_modified",
		    "2024-01-01T00:00:00+00:00" },
		{ "items.1.content_html", "plain &lt;not a tag&gt;" },
		{ "items.2.attachments.0.url", "https://a.example/x/3.mp3" },
	};

	g_assert_cmpint(result.done.result, ==, DONE_OK);
	FEED_CHECK(result, looks);
}

static void
test_hints(void)
{
	g_auto(Result) result = feed_text(
	    RSS("<skipHours><hour>0</hour><hour>23</hour><hour>24</hour>"
		"<hour>x</hour></skipHours><skipDays><day>Sunday</day>"
		"<day>friday</day></skipDays><cloud domain='c.example' "
		"port='80' path='/p' registerProcedure='r' "
		"protocol='xml-rpc'/><textInput><title>q</title>"
		"<link>https://q.example/</link></textInput>"
		"<atom:link xmlns:atom='http://www.w3.org/2005/Atom' "
		"rel='hub' href='https://hub.example/'/>"
		"<managingEditor>m@e.example (M)</managingEditor>"),
	    NULL);
	static const Look looks[] = {
		{ "_cailun.skip_hours", "[0,23]" },
		{ "_cailun.skip_days", "[\"Sunday\",\"Friday\"]" },
		{ "_cailun.hub", "https://hub.example/" },
		{ "_cailun.cloud.register_procedure", "r" },
		{ "_cailun.textinput.title", "q" },
		{ "_cailun.managing_editor.email", "m@e.example" },
		{ "_cailun.managing_editor.name", "M" },
	};

	/* no items: as expected, and nothing there */
	g_assert_cmpint(result.done.result, ==, DONE_EMPTY);
	FEED_CHECK(result, looks);
}

static void
test_json(void)
{
	g_auto(Result) result = feed_text(
	    "{\"version\":\"https://jsonfeed.org/version/"
	    "1.1\",\"title\":\"湘\","
	    "\"home_page_url\":\"https://j.example/\",\"next_url\":\"/2\","
	    "\"authors\":[{\"name\":\"A\",\"url\":\"https://j.example/a\"}],"
	    "\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://h.example/\"}],"
	    "\"_x\":{\"title\":\"no\"},\"items\":[{\"id\":7,\"url\":\"/7\","
	    "\"title\":\"t\",\"content_text\":\"a < b\",\"tags\":[\"k\",\"l\"],"
	    "\"date_published\":\"2024-01-02T03:04:05+08:00\","
	    "\"attachments\":[{\"url\":\"m.mp3\",\"mime_type\":\"audio/mpeg\","
	    "\"size_in_bytes\":9,\"duration_in_seconds\":8.5}],\"title2\":1},"
	    "{\"id\":\"8\",\"author\":{\"name\":\"B\"},\"content_html\":"
	    "\"<p>x<script>y</script>\",\"title\":null,\"summary\":{}}]}",
	    "https://j.example/feed.json");
	static const Look looks[] = {
		{ "_cailun.format", "jsonfeed" },
		{ "title", "湘" },
		{ "next_url", "https://j.example/2" },
		{ "authors.0.url", "https://j.example/a" },
		{ "hubs.0.url", "https://h.example/" },
		{ "items.0.id", "7" },
		{ "items.0.url", "https://j.example/7" },
		{ "items.0.content_text", "a < b" },
		{ "items.0.tags", "[\"k\",\"l\"]" },
		{ "items.0.date_published", "2024-01-02T03:04:05+08:00" },
		{ "items.0.attachments",
		    "[{\"url\":\"https://j.example/m.mp3\",\"mime_type\":"
		    "\"audio/mpeg\",\"size_in_bytes\":9,"
		    "\"duration_in_seconds\":8}]" },
		{ "items.1.authors.0.name", "B" },
		{ "items.1.content_html", "<p>x</p>" },
		{ "items.1.title", NULL },
		{ "items.1.summary", NULL },
	};

	g_assert_cmpint(result.done.result, ==, DONE_OK);
	FEED_CHECK(result, looks);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	charset_warm();
	tree_warm();
	clock_set(1709605230);
	g_test_add_func("/feed/rss", test_rss);
	g_test_add_func("/feed/encodings", test_encodings);
	g_test_add_func("/feed/big5", test_big5);
	g_test_add_func("/feed/rdf", test_rdf);
	g_test_add_func("/feed/atom", test_atom);
	g_test_add_func("/feed/hints", test_hints);
	g_test_add_func("/feed/json", test_json);
	return g_test_run();
}
