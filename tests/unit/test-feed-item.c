/*
 * test-feed-item - what each element of an item becomes, older forms, and what
 * is broken, no feed at all, or too much.
 *
 * Documents are our own, in the manner of real ones.
 */
#include "config.h"

#include "base/clock.h"
#include "base/limits.h"
#include "feeding.h"
#include "parse/charset.h"
#include "parse/tree.h"

#include <string.h>

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
		g_auto(Result) result = feed_text(cases[i].in, NULL);
		g_autofree char *found = feed_look(&result, cases[i].path);

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
		g_auto(Result) result = feed_text(text, NULL);
		g_autofree char *found = feed_look(&result, cases[i].path);

		g_test_message("%s", cases[i].in);
		g_assert_cmpstr(found, ==, cases[i].value);
	}
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
		g_auto(Result) result = feed_text(cases[i].in, NULL);
		g_autofree char *good =
		    feed_look(&result, "_cailun.well_formed");
		g_autofree char *bozo = feed_look(&result, "_cailun.bozo");

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
		g_auto(Result) result = feed_text(cases[i].in, NULL);

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
	g_auto(Result) result = feed_text(text->str, NULL);

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
		g_auto(Result) result = feed_text(whole, NULL);

		title = feed_look(&result, "items.0.title");
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
	g_test_add_func("/feed/old-forms", test_old_forms);
	g_test_add_func("/feed/item-elements", test_item_elements);
	g_test_add_func("/feed/broken", test_broken);
	g_test_add_func("/feed/no-feed", test_no_feed);
	g_test_add_func("/feed/many", test_many);
	g_test_add_func("/feed/full-item", test_full_item);
	return g_test_run();
}
