/*
 * test-xml - events of sound and of broken documents.
 *
 * Events are written down as `<space:name attribute=value>`, `</name>` and text
 * as it came; a name space is written down as its last letter or digit.
 */
#include "config.h"

#include "base/limits.h"
#include "parse/xml.h"

#include <libxml/parser.h>
#include <string.h>

#define XMLNS "http://www.w3.org/2000/xmlns/"

typedef struct Trace {
	Xml *xml;
	GString *out;
	const char *captured; /* name of the element to capture, or NULL */
} Trace;

static void
put_name(GString *out, const char *space, const char *name)
{
	if (*space)
		g_string_append_printf(out, "%c:", space[strlen(space) - 1]);
	g_string_append(out, name);
}

static void
on_start(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	Trace *trace = data;

	g_string_append_c(trace->out, '<');
	put_name(trace->out, space, name);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(attributes[i].space, XMLNS) == 0)
			continue;
		g_string_append_c(trace->out, ' ');
		put_name(trace->out, attributes[i].space, attributes[i].name);
		g_string_append_printf(trace->out, "=%s", attributes[i].value);
	}
	g_string_append_c(trace->out, '>');
	if (trace->captured && strcmp(name, trace->captured) == 0)
		xml_capture(trace->xml);
}

static void
on_end(void *data, const char *space, const char *name)
{
	Trace *trace = data;
	const char *text;

	(void)space;
	if (trace->captured && strcmp(name, trace->captured) == 0) {
		text = xml_captured_text(trace->xml);
		g_string_append_printf(trace->out, "{%s|%s}", text ? text : "-",
		    xml_captured(trace->xml));
	}
	g_string_append_printf(trace->out, "</%s>", name);
}

static void
on_text(void *data, const char *text, size_t length)
{
	Trace *trace = data;

	g_assert_cmpuint(strlen(text), ==, length);
	g_string_append_len(trace->out, text, (gssize)length);
}

static const struct cl_events events = {
	.size = sizeof(events),
	.start = on_start,
	.end = on_end,
	.text = on_text,
};

/* The events of a document; `why` gets what is wrong with it, or NULL. */
static char *
trace(const char *text, const char *captured, char **why)
{
	g_autoptr(Xml) xml = xml_new(text, strlen(text));
	Trace t = { xml, g_string_new(NULL), captured };
	bool good = xml_run(xml, &events, &t);

	if (why)
		*why = g_strdup(xml_report(xml)->why);
	g_assert_true(
	    xml_report(xml)->is_well_formed == (xml_report(xml)->why == NULL));
	if (!good)
		g_string_append(t.out, "!");
	return g_string_free(t.out, FALSE);
}

static void
test_sound(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "<a/>", "<a></a>" },
		{ "\n<?xml-stylesheet x?><!-- <b> --><a>x</a>\n", "<a>x</a>" },
		{ "<?xml version='1.0' encoding='gbk'?><a>\xe6\xb9\x98</a>",
		    "<a>\xe6\xb9\x98</a>" },
		{ "<a b='1' c=\"2 '\"\n d = '3\t4'/>",
		    "<a b=1 c=2 ' d=3 4></a>" },
		{ "<a>x &amp; &lt;y&gt; &#20013;&#x56fd;</a>",
		    "<a>x & <y> \xe4\xb8\xad\xe5\x9b\xbd</a>" },
		{ "<a><![CDATA[<b>]]&amp;]]> c</a>", "<a><b>]]&amp; c</a>" },
		{ "<a xmlns='urn:1' xmlns:p='urn:2' p:x='y'><p:b/><b "
		  "xmlns=''/></a>",
		    "<1:a 2:x=y><2:b></b><b></b></a>" },
		{ "<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'/><p:c/></p:a>",
		    "<1:a><2:b></b><1:c></c></a>" },
		{ "<a xml:lang='zh'/>", "<a e:lang=zh></a>" },
		{ "<a>1\r\n2\r3</a>", "<a>1\n2\n3</a>" },
		{ "<!DOCTYPE a [<!ENTITY x 'y &amp; <b>z</b>'>]><a c='&x;'/>",
		    "<a c=y & <b>z</b>></a>" },
		{ "<!DOCTYPE a [<!ENTITY x 'y<b>z</b>'><!ENTITY w '&x;!'>]>"
		  "<a>&w;</a>",
		    "<a>y<b>z</b>!</a>" },
		{ "<!DOCTYPE a [<!ENTITY l '&#38;#60;'>]><a>&l;</a>",
		    "<a><</a>" },
		{ "<!DOCTYPE a SYSTEM 'rss-0.91.dtd'><a>&eacute;</a>",
		    "<a>\xc3\xa9</a>" },
		{ "<!DOCTYPE a [<!-- ]> --><!ELEMENT a ANY><!ATTLIST a b "
		  "CDATA '>'><?x ]>?>]><a/>",
		    "<a></a>" },
		{ "<a><?php echo '<b>' ?></a>", "<a></a>" },
		{ "<a.b-c_d\xe4\xb8\xad/>", "<a.b-c_d\xe4\xb8\xad></a.b-c_d"
					    "\xe4\xb8\xad>" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *why = NULL;
		g_autofree char *out = trace(cases[i].in, NULL, &why);

		g_assert_cmpstr(out, ==, cases[i].out);
		g_assert_cmpstr(why, ==, NULL);
	}
}

static void
test_broken(void)
{
	static const struct {
		const char *in, *out, *why;
	} cases[] = {
		{ "", "!", "line 1: no element" },
		{ "no markup at all", "!", "outside" },
		{ "junk <?xml version='1.0'?><a>x</a>", "<a>x</a>", "outside" },
		{ "\n<?xml version='1.0'?><a/>", "<a></a>", "before" },
		{ "<a>AT&T & co &amp</a>", "<a>AT&T & co &amp</a>", "bare &" },
		{ "<a>1 < 2 <3 <=</a>", "<a>1 < 2 <3 <=</a>", "bare <" },
		{ "<a>x&nbsp;y&mdash;&bogus;</a>",
		    "<a>x\xc2\xa0y\xe2\x80\x94&bogus;</a>", "not declared" },
		{ "<a>&#150;&#1;&#0;&#xd800;</a>",
		    "<a>\xe2\x80\x93\xef\xbf\xbd</a>", "control" },
		{ "<a>x\x01y\x0cz</a>", "<a>xyz</a>", "control" },
		{ "<a b=c d e='f>g'/>", "<a b=c d= e=f>g></a>", "quotes" },
		{ "<a b='c/>", "<a b=c></a>", "quotes" },
		{ "<a b='1'c='2' b='3'/>", "<a b=1 c=2></a>", "blank" },
		{ "<a b='1' b='3'/>", "<a b=1></a>", "twice" },
		{ "<a b='&nbsp;<&'/>", "<a b=\xc2\xa0<&></a>", "in an attr" },
		{ "<p:a q:b='c'/>", "<p:a q:b=c></a>", "not declared" },
		{ "<p:a xmlns:p=''/>", "<p:a></a>", "not declared" },
		{ "<a><b>x</a>", "<a><b>x</b></a>", "line 1: an element" },
		{ "<a>\n\n<b>x</c></b>\n</a>", "<a>\n\n<b>x</b>\n</a>",
		    "line 3: an end tag without a start" },
		{ "<a><B>x</b></a>", "<a><B>x</B></a>", NULL },
		{ "<a><b>x</b><c>y", "<a><b>x</b><c>", "too early" },
		{ "<a><b>x</b><c d='", "<a><b>x</b>", "quotes" },
		{ "<a><b>x</b", "<a><b>x</b>", "end tag without its end" },
		{ "<a><b>x</b <c/></a>", "<a><b>x</b><c></c></a>", "its end" },
		{ "<a><b <c/></b></a>", "<a><b><c></c></b></a>", "its end" },
		{ "<a/><b/>", "<a></a><b></b>", "second root" },
		{ "<a><![CDATA[x</a>", "<a>x</a>", "CDATA" },
		{ "<a><!-- x</a>", "<a>", "markup" },
		{ "<a><!bogus>x</a>", "<a>x</a>", NULL },
		{ "<a>]]><![CD", "<a>", NULL },
		{ "<!DOCTYPE a [<!ENTITY % p SYSTEM 'p'>%p;<!ENTITY e SYSTEM "
		  "'file:///etc/passwd'>]><a>&e;</a>",
		    "<a>&e;</a>", NULL },
		{ "<a :=1 :b='2' _c='3'/>", "<a =1 b=2 _c=3></a>", NULL },
		{ "<a><!DOCTYPE b></a>", "<a></a>", "DOCTYPE" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *why = NULL;
		g_autofree char *out = trace(cases[i].in, NULL, &why);

		g_test_message("%s: %s", cases[i].in, why ? why : "-");
		g_assert_cmpstr(out, ==, cases[i].out);
		if (cases[i].why)
			g_assert_nonnull(strstr(why ? why : "", cases[i].why));
	}
}

static void
test_capture(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "<r><x/></r>", "<r><x>{|}</x></r>" },
		{ "<r><x>a &lt;b&gt; &amp;amp;</x>y</r>",
		    "<r><x>{a <b> &amp;|a &lt;b&gt; &amp;amp;}</x>y</r>" },
		{ "<r><x>a <b c='\"'>d &lt;</b> <br/><p/>e</x><y/></r>",
		    "<r><x>{-|a <b c=\"&quot;\">d &lt;</b> <br><p></p>e}</x>"
		    "<y></y></r>" },
		{ "<r><x><h:div xmlns:h='http://www.w3.org/1999/xhtml' "
		  "xml:base='/b'>t</h:div></x></r>",
		    "<r><x>{-|<div xml:base=\"/b\">t</div>}</x></r>" },
		{ "<r><x><![CDATA[<i>&nbsp;</i>]]></x><x>2</x></r>",
		    "<r><x>{<i>&nbsp;</i>|&lt;i&gt;&amp;nbsp;&lt;/i&gt;}</x>"
		    "<x>{2|2}</x></r>" },
		{ "<r><x><x>in</x></x></r>", "<r><x>{-|<x>in</x>}</x></r>" },
		{ "<r><x><b>in</r>", "<r><x>{-|<b>in</b>}</x></r>" },
		{ "<r><x><b>in</x>", "<r><x>{-|<b>in</b>}</x>" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = trace(cases[i].in, "x", NULL);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

/* Ten entities, each ten times the one before. */
static char *
laughs(void)
{
	GString *text = g_string_new("<!DOCTYPE a [<!ENTITY l0 'ha'>");

	for (int i = 1; i < 10; i++) {
		g_string_append_printf(text, "<!ENTITY l%d '", i);
		for (int k = 0; k < 10; k++)
			g_string_append_printf(text, "&l%d;", i - 1);
		g_string_append(text, "'>");
	}
	g_string_append(text, "]>");
	return g_string_free(text, FALSE);
}

static void
refused(const char *text, const char *limit)
{
	g_autoptr(Xml) xml = xml_new(text, strlen(text));
	static const struct cl_events none = { .size = sizeof(none) };

	g_assert_false(xml_run(xml, &none, NULL));
	g_assert_true(xml_report(xml)->is_refused);
	g_assert_nonnull(strstr(xml_report(xml)->why, limit));
}

static void
test_ceilings(void)
{
	g_autofree char *head = laughs();
	g_autofree char *deep = g_strconcat(head, "<a>&l9;</a>", NULL);
	g_autofree char *shallow = g_strconcat(head, "<a>&l6;</a>", NULL);
	g_autofree char *attribute = g_strconcat(head, "<a b='&l6;'/>", NULL);
	g_autofree char *large = g_strnfill(LIMIT_TEXT_BYTES + 1, 'x');
	g_autofree char *text = g_strconcat("<a>", large, "</a>", NULL);
	g_autofree char *value = g_strconcat("<a b='", large, "'/>", NULL);
	g_autoptr(GString) square = g_string_new("<!DOCTYPE a [<!ENTITY x '");

	refused(deep, "1048576");
	refused(shallow, "1048576");
	refused(attribute, "1048576");
	refused("<!DOCTYPE a [<!ENTITY x '&x;'>]><a>&x;</a>", "1048576");
	refused("<!DOCTYPE a [<!ENTITY x '&x;'>]><a b='&x;'/>", "1048576");
	refused(text, "10485760");
	refused(value, "beyond");
	g_string_append_len(square, large, 100000);
	g_string_append(square, "'>]><a>");
	for (int i = 0; i < 1000; i++)
		g_string_append(square, "&x;");
	refused(square->str, "1048576");
}

static void
test_depth(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *why = NULL, *out = NULL;
	size_t starts = 0;

	for (int i = 0; i < 100000; i++)
		g_string_append(text, "<d>");
	g_string_append(text, "<e/>");
	for (int i = 0; i < 100000; i++)
		g_string_append(text, "</d>");
	out = trace(text->str, NULL, &why);
	for (const char *p = out; (p = strstr(p, "<d>")); p++)
		starts++;
	g_assert_cmpuint(starts, ==, LIMIT_DEPTH);
	g_assert_true(g_str_has_suffix(out, "</d></d></d>"));
	g_assert_nonnull(strstr(why, "too deep"));
	g_assert_null(strstr(why, "early"));
}

static void
on_declaration(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	(void)space, (void)name;
	for (size_t i = 0; i < count; i++)
		if (strcmp(attributes[i].space, XMLNS) == 0)
			g_string_append_printf(data, "%s=%s;",
			    attributes[i].name, attributes[i].value);
}

/* Name spaces are declared by attributes, which are handed on too. */
static void
test_declarations(void)
{
	static const struct cl_events declarations = {
		.size = sizeof(declarations), .start = on_declaration
	};
	const char *text = "<a xmlns='urn:1' xmlns:p='urn:2'><b xmlns:q=''/>"
			   "</a>";
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(Xml) xml = xml_new(text, strlen(text));

	g_assert_true(xml_run(xml, &declarations, out));
	g_assert_cmpstr(out->str, ==, "=urn:1;p=urn:2;q=;");
}

/* What would be slow if text were gone over twice. */
static void
test_no_square(void)
{
	static const char *const pieces[] = { "<![CDATA[", "<!--", "<?x", "&",
		"<a b='", "<!DOCTYPE [", "</a ", "<a", "&x;", "<", "<a b=\"'" };

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new("<a>");
		g_autofree char *out = NULL;

		while (text->len < 1000000)
			g_string_append(text, pieces[i]);
		gint64 before = g_get_monotonic_time();
		out = trace(text->str, NULL, NULL);
		g_assert_cmpint(
		    g_get_monotonic_time() - before, <, 5 * G_USEC_PER_SEC);
	}
}

/* ---- beside libxml2 ---- */

static void
their_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n, int n_def,
    const xmlChar **a)
{
	Trace *t = data;

	(void)prefix, (void)n_spaces, (void)spaces, (void)n_def;
	g_string_append_c(t->out, '<');
	put_name(t->out, uri ? (const char *)uri : "", (const char *)name);
	for (int i = 0; i < n; i++, a += 5) {
		g_string_append_c(t->out, ' ');
		put_name(
		    t->out, a[2] ? (const char *)a[2] : "", (const char *)a[0]);
		g_string_append_printf(
		    t->out, "=%.*s", (int)(a[4] - a[3]), (const char *)a[3]);
	}
	g_string_append_c(t->out, '>');
}

static void
their_end(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	Trace *t = data;

	(void)prefix, (void)uri;
	g_string_append_printf(t->out, "</%s>", (const char *)name);
}

static void
their_text(void *data, const xmlChar *text, int length)
{
	Trace *t = data;

	g_string_append_len(t->out, (const char *)text, length);
}

static void
hush(void *data, const xmlError *error)
{
	(void)data, (void)error;
}

/* A sound document has the same events in libxml2. */
static void
test_like_libxml2(void)
{
	static const char *const documents[] = {
		"<rss version='2.0' "
		"xmlns:dc='http://purl.org/dc/elements/1.1/'>"
		"<channel><title>\xe6\xb9\x98 &lt;b&gt; &#169;</title>"
		"<item><dc:date>2024-01-02</dc:date><description>"
		"<![CDATA[<p>x</p>]]>\n</description></item></channel></rss>",
		"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='zh'>\n"
		"<entry><link rel=\"alternate\"\n href='/1?a=b'/>"
		"<content type='xhtml'><x:div xmlns:x='urn:x'><x:br/>t"
		"<!-- c --></x:div></content></entry></feed>",
		"<a xmlns='urn:1'><b xmlns='urn:2'><c/></b><d e='f\ng'/></a>",
	};
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = their_start,
		.endElementNs = their_end,
		.characters = their_text,
		.cdataBlock = their_text,
		.serror = (xmlStructuredErrorFunc)hush };

	for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
		Trace t = { NULL, g_string_new(NULL), NULL };
		g_autofree char *why = NULL;
		g_autofree char *ours = trace(documents[i], NULL, &why);

		g_assert_cmpint(xmlSAXUserParseMemory(&sax, &t, documents[i],
				    (int)strlen(documents[i])),
		    ==, 0);
		g_assert_cmpstr(ours, ==, t.out->str);
		g_assert_cmpstr(why, ==, NULL);
		g_string_free(t.out, TRUE);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/xml/sound", test_sound);
	g_test_add_func("/xml/broken", test_broken);
	g_test_add_func("/xml/capture", test_capture);
	g_test_add_func("/xml/ceilings", test_ceilings);
	g_test_add_func("/xml/depth", test_depth);
	g_test_add_func("/xml/declarations", test_declarations);
	g_test_add_func("/xml/no-square", test_no_square);
	g_test_add_func("/xml/like-libxml2", test_like_libxml2);
	return g_test_run();
}
