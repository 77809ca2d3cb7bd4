/*
 * test-feed - the feed plugin through the real host.
 *
 * Documents are our own, in the manner of real ones. What is looked at is the
 * JSON Feed document that `cailun parse` would print, by paths such as
 * "items.0.title".
 */
#include "config.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "parse/charset.h"
#include "parse/host.h"
#include "parse/tree.h"

#include <string.h>

typedef struct Result {
	Value *feed, *items;
	Done done;
} Result;

static void
on_message(void *data, MessageType type, const Value *value)
{
	Result *result = data;

	if (type == MESSAGE_FEED) {
		value_free(result->feed);
		result->feed = value_copy(value);
	} else if (type == MESSAGE_ENTRY) {
		value_append(result->items, value_copy(value));
	}
}

static void
result_clear(Result *result)
{
	value_free(result->feed);
	value_free(result->items);
	done_clear(&result->done);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Result, result_clear)

static Result
parse_bytes(const char *bytes, size_t length, const char *url, const char *type)
{
	g_autoptr(Plugins) plugins = plugins_new();
	Task task = { .mode = TASK_PARSE,
		.plugin = (char *)"feed",
		.url = (char *)(url ? url : ""),
		.content_type = (char *)type,
		.zone_min = 480 };
	Result result = { .items = value_list() };
	JobSink sink = { &result, on_message };

	g_assert_true(plugins_add(plugins, &cailun_plugin));
	host_run(plugins, &task, bytes, length, &sink, &result.done);
	return result;
}

static Result
parse(const char *text, const char *url)
{
	return parse_bytes(text, strlen(text), url, NULL);
}

/* What lies at "a.0.b", as text; NULL for nothing. Caller frees. */
static char *
look(const Result *result, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, ".", -1);
	const Value *at = result->feed;
	size_t i = 0;

	if (strcmp(steps[0], "items") == 0) {
		at = result->items;
		i = 1;
	}
	for (; steps[i] && at; i++)
		at = value_kind(at) == VALUE_LIST
			 ? value_at(
			       at, (size_t)g_ascii_strtoull(steps[i], NULL, 10))
			 : value_get(at, steps[i]);
	if (!at)
		return NULL;
	if (value_kind(at) == VALUE_TEXT)
		return g_strdup(value_as_text(at));
	GString *out = g_string_new(NULL);
	json_append(out, at);
	return g_string_free(out, FALSE);
}

typedef struct Look {
	const char *path, *value; /* NULL: nothing there */
} Look;

static void
check(const Result *result, const Look *looks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *found = look(result, looks[i].path);

		g_test_message("%s", looks[i].path);
		g_assert_cmpstr(found, ==, looks[i].value);
	}
}

#define CHECK(result, looks) check(&(result), looks, G_N_ELEMENTS(looks))

#define RSS(inside) "<rss version='2.0'><channel>" inside "</channel></rss>"

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
	    parse(chinese, "https://xs.example/rss/yaowen.xml");

	g_assert_cmpint(result.done.result, ==, DONE_OK);
	g_assert_cmpint(result.done.entries, ==, 2);
	CHECK(result, chinese_looks);
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
	g_auto(Result) result = parse_bytes(
	    bytes, length, "https://xs.example/rss/yaowen.xml", type);
	g_assert_cmpint(result.done.result, ==, DONE_OK);
	g_assert_cmpint(result.done.replaced, ==, 0);
	CHECK(result, chinese_looks);
	encoding = look(&result, "_cailun.encoding");
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
	g_auto(Result) result = parse_bytes(bytes, length, NULL, NULL);
	static const Look looks[] = { { "title", "臺北新聞" },
		{ "items.0.title", "圖書館開放" },
		{ "_cailun.well_formed", "true" } };

	CHECK(result, looks);
}

static void
test_rdf(void)
{
	g_auto(Result) result = parse(
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

	CHECK(result, looks);
}

static void
test_atom(void)
{
	g_auto(Result) result = parse(
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
	CHECK(result, looks);
}

static void
test_old_forms(void)
{
	static const struct {
		const char *in, *path, *value;
	} cases[] = {
		{ "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry>"
		  "<issued>2024-01-02T00:00:00Z</issued></entry></feed>",
		    "_cailun.format", "atom03" },
		{ "<feed version='0.3' xmlns='http://purl.org/atom/ns#'>"
		  "<tagline mode='escaped' type='text/html'>a &lt;b&gt;b"
		  "&lt;/b&gt;</tagline></feed>",
		    "description", "a b" },
		{ "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry>"
		  "<content mode='base64'>PGI+5rmWPC9iPg==</content></entry>"
		  "</feed>",
		    "items.0.content_html", "<b>湖</b>" },
		{ "<rss version='0.91'><channel><title>t</title></channel>"
		  "</rss>",
		    "_cailun.format", "rss091" },
		{ "<rss version='0.92'><channel/></rss>", "_cailun.format",
		    "rss092" },
		{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-"
		  "ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>"
		  "<channel><title>t</title></channel></rdf:RDF>",
		    "_cailun.format", "rss090" },
		{ "<CHANNEL HREF='https://c.example/' LASTMOD='2024-01-02T"
		  "03:04+00:00'><TITLE>c</TITLE><ITEM "
		  "HREF='https://c.example/1'><TITLE>i</TITLE><ABSTRACT>a"
		  "</ABSTRACT></ITEM></CHANNEL>",
		    "_cailun.format", "cdf" },
		{ "<CHANNEL HREF='https://c.example/'><ITEM "
		  "HREF='https://c.example/1'><TITLE>i</TITLE></ITEM>"
		  "</CHANNEL>",
		    "items.0.url", "https://c.example/1" },
		{ "<entry xmlns='http://www.w3.org/2005/Atom'><title>e</title>"
		  "</entry>",
		    "items.0.title", "e" },
		{ "<feed><title>f</title><entry><title>e</title></entry></"
		  "feed>",
		    "items.0.title", "e" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result = parse(cases[i].in, NULL);
		g_autofree char *found = look(&result, cases[i].path);

		g_test_message("%s", cases[i].in);
		g_assert_cmpstr(found, ==, cases[i].value);
	}
}

/* One element of an RSS item, and what becomes of it. */
static void
test_item_elements(void)
{
	static const struct {
		const char *in, *path, *value;
	} cases[] = {
		{ "<guid>https://e.example/1</guid>", "items.0.url",
		    "https://e.example/1" },
		{ "<guid isPermaLink='false'>https://e.example/1</guid>",
		    "items.0.url", NULL },
		{ "<link>tag:x</link>", "items.0.url", "tag:x" },
		{ "<link>javascript:x()</link>", "items.0.url", NULL },
		{ "<link href='https://e.example/2'/>", "items.0.url",
		    "https://e.example/2" },
		{ "<link>https://e.example/1#a</link>", "items.0.url",
		    "https://e.example/1#a" },
		{ "<author>a@b.example (李 小河)</author>",
		    "items.0.authors.0.name", "李 小河" },
		{ "<author>a@b.example (李)</author>",
		    "items.0.authors.0._cailun.email", "a@b.example" },
		{ "<author>李 &lt;a@b.example></author>",
		    "items.0.authors.0.name", "李" },
		{ "<author>a@b.example 李</author>", "items.0.authors.0.name",
		    "李" },
		{ "<author>本报记者 李小河</author>", "items.0.authors.0.name",
		    "本报记者 李小河" },
		{ "<author>李</author><dc:creator>李</dc:creator>",
		    "items.0.authors", "[{\"name\":\"李\"}]" },
		{ "<itunes:author>P</itunes:author><author>李</author>",
		    "items.0.authors", "[{\"name\":\"李\"}]" },
		{ "<itunes:author>P</itunes:author>", "items.0.authors.0.name",
		    "P" },
		{ "<title>1 &lt; 2</title>", "items.0.title", "1 < 2" },
		{ "<title>&lt;b>x&lt;/b> &amp;amp; y</title>", "items.0.title",
		    "x & y" },
		{ "<title>a<b>b</b></title>", "items.0.title", "ab" },
		{ "<title/><dc:title>d</dc:title>", "items.0.title", "d" },
		{ "<dc:title>d</dc:title><title>t</title>", "items.0.title",
		    "t" },
		{ "<description>a<b>b</b></description>",
		    "items.0.content_html", "a<b>b</b>" },
		{ "<x:body xmlns:x='http://www.w3.org/1999/xhtml'><x:p>b</x:p>"
		  "</x:body>",
		    "items.0.content_html", "<p>b</p>" },
		{ "<pubDate>no date</pubDate>", "items.0.date_published",
		    NULL },
		{ "<pubDate>no</pubDate><dc:date>2024-01-02</dc:date>",
		    "items.0.date_published", "2024-01-02" },
		{ "<category domain='d'>c</category><category>c</category>",
		    "items.0.tags", "[\"c\"]" },
		{ "<category domain='d'>c</category>",
		    "items.0._cailun.categories.0.scheme", "d" },
		{ "<enclosure url='https://e.example/1.mp3' length='5' "
		  "type='audio/mpeg'/><itunes:duration>1:02:03"
		  "</itunes:duration>",
		    "items.0.attachments",
		    "[{\"url\":\"https://e.example/1.mp3\",\"mime_type\":"
		    "\"audio/mpeg\",\"size_in_bytes\":5,"
		    "\"duration_in_seconds\":3723}]" },
		{ "<enclosure url='https://e.example/1.jpg' "
		  "type='image/jpeg'/>",
		    "items.0.image", "https://e.example/1.jpg" },
		{ "<image><url>https://e.example/i.jpg</url></image>",
		    "items.0._cailun.image.url", "https://e.example/i.jpg" },
		{ "<image>https://e.example/i.jpg</image>",
		    "items.0._cailun.image.url", "https://e.example/i.jpg" },
		{ "<media:group><media:thumbnail url='https://e.example/t.jpg' "
		  "width='10'/></media:group>",
		    "items.0.image", "https://e.example/t.jpg" },
		{ "<media:content url='https://e.example/v.mp4' "
		  "medium='video' fileSize='7'><media:credit role='author'>M"
		  "</media:credit></media:content>",
		    "items.0._cailun.media.contents.0.size", "7" },
		{ "<source url='https://o.example/rss'>O</source>",
		    "items.0._cailun.source.title", "O" },
		{ "<comments>https://e.example/1#c</comments>",
		    "items.0._cailun.comments.url", "https://e.example/1#c" },
		{ "<slash:comments>3</slash:comments>",
		    "items.0._cailun.comment_count", "3" },
		{ "<atom:updated>2024-01-02T03:04:05Z</atom:updated>",
		    "items.0.date_modified", "2024-01-02T03:04:05+00:00" },
		{ "<georss:point>28.2 112.9</georss:point>",
		    "items.0._cailun.geo",
		    "{\"type\":\"Point\",\"coordinates\":[112.9,28.2]}" },
		{ "<georss:line>1 2 3 +.5</georss:line>",
		    "items.0._cailun.geo.coordinates", "[[2,1],[0.5,3]]" },
		{ "<georss:point>28.2</georss:point>", "items.0._cailun.geo",
		    NULL },
		{ "<georss:point>a b</georss:point>", "items.0._cailun.geo",
		    NULL },
		{ "<cc:license>https://l.example/</cc:license>",
		    "items.0._cailun.license", "https://l.example/" },
		{ "<q:encoded xmlns:content='urn:nobody' "
		  "xmlns:q='urn:nobody'>c</q:encoded>",
		    "items.0.content_html", "c" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		/* the prefixes are not declared, but everybody knows them */
		g_autofree char *text =
		    g_strdup_printf(RSS("<item>%s</item>"), cases[i].in);
		g_auto(Result) result = parse(text, NULL);
		g_autofree char *found = look(&result, cases[i].path);

		g_test_message("%s", cases[i].in);
		g_assert_cmpstr(found, ==, cases[i].value);
	}
}

static void
test_hints(void)
{
	g_auto(Result) result =
	    parse(RSS("<skipHours><hour>0</hour><hour>23</hour><hour>24</hour>"
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
	CHECK(result, looks);
}

static void
test_json(void)
{
	g_auto(Result) result = parse(
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
	CHECK(result, looks);
}

/* What is broken is read as far as it is sound, and said to be broken. */
static void
test_broken(void)
{
	static const struct {
		const char *in;
		size_t items;
		const char *bozo;
	} cases[] = {
		{ RSS("<item><title>a & b&nbsp;c</title></item>"), 1, "&" },
		{ "junk " RSS("<item><title>a</title></item>"), 1, "outside" },
		{ RSS("<item><title>a<title>b</item><item><title>c</item>"), 2,
		    "without its end" },
		{ "<rss><channel><item><title>a</title></item><item><title>b",
		    1, "too early" },
		{ "<rss><channel><item><title>a</title><item><title>b</title>"
		  "</item></channel>",
		    2, "without its end" },
		{ RSS("<item><title>a\x01</title></item>"), 1, "control" },
		{ RSS("<item><m:t>x</m:t></item>"), 1, "not declared" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result = parse(cases[i].in, NULL);
		g_autofree char *good = look(&result, "_cailun.well_formed");
		g_autofree char *bozo = look(&result, "_cailun.bozo");

		g_test_message("%s: %s", cases[i].in, bozo ? bozo : "-");
		g_assert_cmpint(result.done.result, ==, DONE_OK);
		g_assert_cmpuint(value_count(result.items), ==, cases[i].items);
		g_assert_cmpstr(good, ==, "false");
		g_assert_nonnull(bozo);
		g_assert_nonnull(strstr(bozo, cases[i].bozo));
	}
}

static void
test_no_feed(void)
{
	static const struct {
		const char *in;
		DoneResult result;
		const char *why;
	} cases[] = {
		{ "<!DOCTYPE html><html><head><title>x</title></head>"
		  "<body><p>y</body></html>",
		    DONE_CHANGED, "HTML page" },
		{ "<html xmlns='http://www.w3.org/1999/xhtml'/>", DONE_CHANGED,
		    "HTML page" },
		{ "<opml version='2.0'/>", DONE_CHANGED, "<opml>" },
		{ "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
		  "/>",
		    DONE_CHANGED, "<urlset>" },
		{ "404 not found", DONE_CHANGED, "neither XML nor JSON" },
		{ "", DONE_CHANGED, "neither XML nor JSON" },
		{ "{\"error\":404}", DONE_CHANGED, "JSON document" },
		{ "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
		    DONE_FAILED, "line 1" },
		{ "<!DOCTYPE rss [<!ENTITY x '&x;'>]>" RSS(
		      "<title>&x;</title>"),
		    DONE_FAILED, "1048576" },
		{ RSS(""), DONE_EMPTY, NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Result) result = parse(cases[i].in, NULL);

		g_test_message("%s: %s", cases[i].in,
		    result.done.why ? result.done.why : "-");
		g_assert_cmpint(result.done.result, ==, cases[i].result);
		g_assert_cmpuint(value_count(result.items), ==, 0);
		if (cases[i].why)
			g_assert_nonnull(strstr(result.done.why, cases[i].why));
	}
}

static void
test_many(void)
{
	g_autoptr(GString) text = g_string_new("<rss><channel>");

	for (int i = 0; i < LIMIT_ENTRIES + 5; i++)
		g_string_append(text, "<item><guid>x</guid></item>");
	g_string_append(text, "</channel></rss>");
	g_auto(Result) result = parse(text->str, NULL);

	g_assert_cmpint(result.done.entries, ==, LIMIT_ENTRIES + 5);
	g_assert_cmpuint(value_count(result.items), ==, LIMIT_ENTRIES);
}

/* One item of far too many parts keeps what has room. */
static void
test_full_item(void)
{
	static const char *const parts[] = { "<category>%d</category>",
		"<enclosure url='https://e.example/%d' length='1'/>",
		"<author>n%d</author>",
		"<atom:link rel='r' href='https://e.example/%d'/>",
		"<media:content url='https://e.example/%d' width='1'/>" };

	for (size_t k = 0; k < G_N_ELEMENTS(parts); k++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *title = NULL;

		for (int i = 0; i < 3000; i++) {
			g_autofree char *number = g_strdup_printf("%d", i);
			g_auto(GStrv) halves = g_strsplit(parts[k], "%d", 2);

			g_string_append_printf(
			    text, "%s%s%s", halves[0], number, halves[1]);
		}
		g_autofree char *whole = g_strdup_printf(
		    RSS("<item>%s<title>t</title></item>"), text->str);
		g_auto(Result) result = parse(whole, NULL);

		title = look(&result, "items.0.title");
		g_assert_cmpstr(title, ==, "t");
	}
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
	g_test_add_func("/feed/old-forms", test_old_forms);
	g_test_add_func("/feed/item-elements", test_item_elements);
	g_test_add_func("/feed/hints", test_hints);
	g_test_add_func("/feed/json", test_json);
	g_test_add_func("/feed/broken", test_broken);
	g_test_add_func("/feed/no-feed", test_no_feed);
	g_test_add_func("/feed/many", test_many);
	g_test_add_func("/feed/full-item", test_full_item);
	return g_test_run();
}
