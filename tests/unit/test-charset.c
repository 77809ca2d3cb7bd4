/*
 * test-charset - bytes made UTF-8, and which encoding they are taken for.
 */
#include "config.h"

#include "parse/charset.h"
#include "parse/decode.h"
#include "parse/label.h"

#include <glib.h>
#include <iconv.h>
#include <string.h>

static void
check(const void *bytes, size_t length, const char *content_type,
    const char *override, const char *charset, const char *text)
{
	Decoded decoded;

	charset_decode(bytes, length, content_type, override, &decoded);
	g_assert_cmpstr(decoded.charset, ==, charset);
	g_assert_cmpstr(decoded.text, ==, text);
	g_assert_cmpuint(decoded.length, ==, strlen(text));
	decoded_clear(&decoded);
}

static char *
convert(const char *text, const char *to, size_t *length)
{
	return g_convert(text, -1, to, "UTF-8", NULL, length, NULL);
}

static void
test_labels(void)
{
	static const struct {
		const char *label, *name;
	} cases[] = {
		{ "GB2312", "gb18030" },
		{ "gb_2312-80", "gb18030" },
		{ "x-gbk", "gb18030" },
		{ "GB18030", "gb18030" },
		{ "UTF8", "utf-8" },
		{ " utf-8 ", "utf-8" },
		{ "ISO-8859-1", "windows-1252" },
		{ "us-ascii", "windows-1252" },
		{ "big5", "big5-hkscs" },
		{ "Shift_JIS", "shift_jis" },
		{ "ks_c_5601-1987", "euc-kr" },
		{ "", NULL },
		{ "klingon", NULL },
		{ "a-name-that-is-far-too-long-to-be-a-charset", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(
		    label_name(cases[i].label, strlen(cases[i].label)), ==,
		    cases[i].name);
}

static void
test_headers(void)
{
	static const struct {
		const char *header, *name;
	} cases[] = {
		{ "text/html; charset=gbk", "gb18030" },
		{ "text/html;charset=\"GB2312\"", "gb18030" },
		{ "text/html; CHARSET = utf-8 ; x=y", "utf-8" },
		{ "text/html", NULL },
		{ "text/html; charset=", NULL },
		{ "text/html; charset=nothing; charset=gbk", NULL },
		{ "", NULL },
		{ NULL, NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(
		    label_of_header(cases[i].header), ==, cases[i].name);
}

static void
test_documents(void)
{
	static const struct {
		const char *document, *name;
	} cases[] = {
		{ "<?xml version='1.0' encoding='gb2312'?><rss/>", "gb18030" },
		{ " \n<?xml version=\"1.0\" encoding = \"Big5\" ?>",
		    "big5-hkscs" },
		{ "<?xml version='1.0'?><a encoding='gbk'/>", NULL },
		{ "<?xml encoding='utf-16'?>", "utf-8" },
		{ "<meta charset=gbk>", "gb18030" },
		{ "<META CHARSET='GBK'/>", "gb18030" },
		{ "<meta http-equiv=Content-Type content='text/html; "
		  "charset=gb2312'>",
		    "gb18030" },
		{ "<meta content='text/html; charset=gbk' "
		  "http-equiv=\"content-type\">",
		    "gb18030" },
		/* they speak of something else */
		{ "<script charset=gbk></script><meta charset=utf-8>",
		    "utf-8" },
		{ "<script>document.write('<meta charset=gbk>')</script>",
		    NULL },
		{ "<!-- <meta charset=gbk> --><meta charset=utf-8>", "utf-8" },
		{ "<title><meta charset=gbk></title>", NULL },
		{ "<meta name=description content='charset=gbk'>", NULL },
		{ "<metadata charset=gbk>", NULL },
		/* what never ends hides nothing */
		{ "<!-- <meta charset=gbk>", "gb18030" },
		{ "<script><meta charset=gbk>", "gb18030" },
		{ "<meta charset=klingon><meta charset=gbk>", "gb18030" },
		{ "<meta charset=\"gbk", "gb18030" },
		{ "<meta", NULL },
		{ "<", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpstr(label_of_document(cases[i].document,
				    strlen(cases[i].document)),
		    ==, cases[i].name);
}

/* A label far into the page is found, one behind the reach is not. */
static void
test_late_label(void)
{
	g_autoptr(GString) page = g_string_new(NULL);

	for (int i = 0; i < 3000; i++)
		g_string_append(page, "<b>x</b>\n");
	g_string_append(page, "<meta charset=gbk>");
	g_assert_cmpstr(label_of_document(page->str, page->len), ==, "gb18030");
	for (int i = 0; i < 20000; i++)
		g_string_prepend(page, "<b>x</b>\n");
	g_assert_cmpstr(label_of_document(page->str, page->len), ==, NULL);
}

static void
test_utf8(void)
{
	check("", 0, NULL, NULL, "utf-8", "");
	check("abc", 3, NULL, NULL, "utf-8", "abc");
	check("\xef\xbb\xbf长沙", 9, NULL, NULL, "utf-8", "长沙");
	check("长沙", 6, NULL, NULL, "utf-8", "长沙");
	/* valid UTF-8 is UTF-8, whatever it says it is */
	check("长沙", 6, "text/html; charset=gbk", NULL, "utf-8", "长沙");
	check("<meta charset=gbk>长沙", 24, NULL, NULL, "utf-8",
	    "<meta charset=gbk>长沙");
	/* NUL is dropped */
	check("a\0b", 3, NULL, NULL, "utf-8", "ab");
	/* C1 controls are meant to be windows-1252 */
	check("\xc2\x93湘\xc2\x94\xc2\xa0", 9, NULL, NULL, "utf-8",
	    "“湘”\xc2\xa0");
	/* pure ASCII keeps its label */
	check("abc", 3, "text/html; charset=gb2312", NULL, "gb18030", "abc");
	check("abc", 3, "text/html; charset=utf-16", NULL, "utf-8", "abc");
}

/* One character cut in half does not make a page something else. */
static void
test_torn_utf8(void)
{
	g_autoptr(GString) page = g_string_new(NULL), good = NULL;
	Decoded decoded;

	for (int i = 0; i < 60; i++)
		g_string_append(page, "湘江");
	good = g_string_new(page->str);
	g_string_append(page, "\xe6\xb9<p>");
	g_string_append(good, "\xef\xbf\xbd<p>");
	charset_decode(
	    page->str, page->len, "text/html; charset=gbk", NULL, &decoded);
	g_assert_cmpstr(decoded.charset, ==, "utf-8");
	g_assert_cmpstr(decoded.text, ==, good->str);
	g_assert_cmpint(decoded.replaced, ==, 1);
	decoded_clear(&decoded);
}

/* Nor does one bad byte in a short document. */
static void
test_few_characters(void)
{
	check("<title>渡口</title>\xff", 22, NULL, NULL, "utf-8",
	    "<title>渡口</title>\xef\xbf\xbd");
	check("半个汉字\xed\xa0\x80山水", 21, "text/html; charset=utf-8", NULL,
	    "utf-8", "半个汉字\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd山水");
	check("caf\xe9 na\xc3\xafve \xe9t\xe9", 16, NULL, NULL, "windows-1252",
	    "café naÃ¯ve été");
}

/* How many replacements bad sequences stand for (as browsers do). */
static void
test_bad_sequences(void)
{
	static const struct {
		const char *bytes, *text;
		int64_t replaced;
	} cases[] = {
		{ "\x80", "\xef\xbf\xbd", 1 },
		{ "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", 2 },
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3 },
		{ "\xf4\x90\x80\x80",
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 4 },
		{ "\xe4\xb8<", "\xef\xbf\xbd<", 1 },
		{ "\xf0\x9f\x98", "\xef\xbf\xbd", 1 },
		{ "\xff\xff", "\xef\xbf\xbd\xef\xbf\xbd", 2 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t replaced;
		size_t length;
		g_autofree char *text = decode("utf-8", cases[i].bytes,
		    strlen(cases[i].bytes), &length, &replaced);

		g_assert_cmpstr(text, ==, cases[i].text);
		g_assert_cmpint(replaced, ==, cases[i].replaced);
	}
}

static void
test_gb(void)
{
	static const struct {
		const char *bytes, *text;
		int64_t replaced;
	} cases[] = {
		{ "\xb3\xa4\xc9\xb3", "长沙", 0 },
		{ "a\x80z", "a€z", 0 },
		{ "\xa1\xaa", "—", 0 },
		{ "\xe9\x46", "镕", 0 }, /* GBK, not GB2312 */
		{ "\x81\x39\xef\x31", "㐂", 0 },
		{ "\x95\x32\x82\x36", "𠀀", 0 },
		/* cut in half: the markup behind is not swallowed */
		{ "\xb3<p>", "\xef\xbf\xbd<p>", 1 },
		{ "\xb3", "\xef\xbf\xbd", 1 },
		{ "\xff\xb3\xa4", "\xef\xbf\xbd长", 1 },
		{ "\x81\x30",
		    "\xef\xbf\xbd"
		    "0",
		    1 },
		{ "\x81\x30\x81",
		    "\xef\xbf\xbd"
		    "0\xef\xbf\xbd",
		    2 },
		{ "\xfe\x39\xfe\x39",
		    "\xef\xbf\xbd"
		    "9\xef\xbf\xbd"
		    "9",
		    2 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t replaced;
		size_t length;
		g_autofree char *text = decode("gb18030", cases[i].bytes,
		    strlen(cases[i].bytes), &length, &replaced);

		g_assert_cmpstr(text, ==, cases[i].text);
		g_assert_cmpint(replaced, ==, cases[i].replaced);
	}
}

/* The table says what iconv says, for every pair. */
static void
test_gb_table(void)
{
	iconv_t converter = iconv_open("UTF-8", "GB18030");

	g_assert_true(converter != (iconv_t)-1);
	for (int lead = 0x81; lead <= 0xfe; lead++) {
		for (int trail = 0x40; trail <= 0xfe; trail++) {
			char pair[2] = { (char)lead, (char)trail };
			char utf8[8] = { 0 }, *from = pair, *to = utf8;
			size_t left = 2, room = 7, length;
			int64_t replaced;
			g_autofree char *text =
			    decode("gb18030", pair, 2, &length, &replaced);

			(void)iconv(converter, NULL, NULL, NULL, NULL);
			if (iconv(converter, &from, &left, &to, &room) !=
			    (size_t)-1)
				g_assert_cmpstr(text, ==, utf8);
			else
				g_assert_cmpint(replaced, >, 0);
		}
	}
	(void)iconv_close(converter);
}

static const char chinese[] =
    "湘江两岸灯火通明，长沙市民走上街头，共同庆祝新年的到来。据了解，"
    "今年全市共安排文化活动三百余场，参与群众超过一百万人次。";
static const char traditional[] =
    "臺北市政府今天宣布，明年起將增加公車班次，並且調整部分路線，讓市民"
    "上下班更加方便。交通局表示，新的班表會在下個月公布。";

static void
test_mislabelled(void)
{
	static const struct {
		const char *encoding, *text, *header, *meta, *charset;
	} cases[] = {
		{ "GBK", chinese, "text/html; charset=gb2312", "", "gb18030" },
		{ "GBK", chinese, NULL, "<meta charset=gbk>", "gb18030" },
		{ "GBK", chinese, NULL, "", "gb18030" },
		/* servers say latin-1 or UTF-8 without looking */
		{ "GBK", chinese, "text/html; charset=iso-8859-1", "",
		    "gb18030" },
		{ "GBK", chinese, "text/html; charset=utf-8", "", "gb18030" },
		{ "GBK", chinese, "text/html; charset=utf-8",
		    "<meta charset=gb2312>", "gb18030" },
		{ "GBK", chinese, "text/html; charset=big5", "", "gb18030" },
		{ "BIG5", traditional, "text/html; charset=gb2312", "",
		    "big5-hkscs" },
		{ "BIG5", traditional, "text/html; charset=big5", "",
		    "big5-hkscs" },
		{ "BIG5", traditional, NULL, "", "big5-hkscs" },
		{ "UTF-16LE", chinese, NULL, "<html><body>", "utf-16le" },
		{ "UTF-16BE", chinese, NULL, "<html><body>", "utf-16be" },
		{ "UTF-32LE", chinese, NULL, "<html>", "utf-32le" },
		{ "UTF-32BE", chinese, NULL, "<html>", "utf-32be" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *page =
		    g_strconcat(cases[i].meta, cases[i].text, NULL);
		size_t length;
		g_autofree char *bytes =
		    convert(page, cases[i].encoding, &length);

		check(bytes, length, cases[i].header, NULL, cases[i].charset,
		    page);
	}
}

static void
test_others(void)
{
	check("caf\xe9", 4, NULL, NULL, "windows-1252", "café");
	check("\x93\xe9t\xe9\x94", 5, "text/html; charset=latin1", NULL,
	    "windows-1252", "“été”");
	check("\xfe\xff\x95\x7f", 4, NULL, NULL, "utf-16be", "长");
	check("\xff\xfe\x7f\x95", 4, NULL, NULL, "utf-16le", "长");
	check("\xff\xfe\x3d\xd8\x00\xde\x00\xd8", 8, NULL, NULL, "utf-16le",
	    "😀\xef\xbf\xbd");
	check("\xff\xfe\x7f", 3, NULL, NULL, "utf-16le", "\xef\xbf\xbd");
	check("\x93\xfa\x96\x7b", 4, "text/html; charset=shift_jis", NULL,
	    "shift_jis", "日本");
	check("\x1b$BF|K\\\x1b(B", 10, "text/html; charset=iso-2022-jp", NULL,
	    "iso-2022-jp", "日本");
	/* the source's own word */
	check("\xb3\xa4\xc9\xb3", 4, "text/html; charset=big5", "gbk",
	    "gb18030", "长沙");
	check("abc", 3, NULL, "auto", "utf-8", "abc");
	check("\xef\xbb\xbf长", 6, NULL, "gbk", "utf-8", "长");
}

/* Whatever the bytes: valid UTF-8 without NUL comes out. */
static void
test_anything(void)
{
	static const char *const names[] = { "utf-8", "gb18030", "big5-hkscs",
		"euc-jp", "shift_jis", "euc-kr", "iso-2022-jp", "koi8-r",
		"utf-16le", "utf-32be", "windows-1252", "windows-1251",
		"euc-tw", "iso-2022-cn" };
	g_autoptr(GRand) rand = g_rand_new_with_seed(42);

	for (int round = 0; round < 2000; round++) {
		char bytes[64];
		size_t n = (size_t)g_rand_int_range(rand, 0, sizeof(bytes));
		const char *name = names[round % G_N_ELEMENTS(names)];
		Decoded decoded;

		for (size_t i = 0; i < n; i++)
			bytes[i] = (char)g_rand_int_range(rand, 0, 256);
		charset_decode(bytes, n, NULL, name, &decoded);
		g_assert_true(g_utf8_validate(
		    decoded.text, (gssize)decoded.length, NULL));
		decoded_clear(&decoded);
		charset_decode(bytes, n, NULL, NULL, &decoded);
		g_assert_true(g_utf8_validate(
		    decoded.text, (gssize)decoded.length, NULL));
		decoded_clear(&decoded);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/charset/labels", test_labels);
	g_test_add_func("/charset/headers", test_headers);
	g_test_add_func("/charset/documents", test_documents);
	g_test_add_func("/charset/late-label", test_late_label);
	g_test_add_func("/charset/utf8", test_utf8);
	g_test_add_func("/charset/torn-utf8", test_torn_utf8);
	g_test_add_func("/charset/few-characters", test_few_characters);
	g_test_add_func("/charset/bad-sequences", test_bad_sequences);
	g_test_add_func("/charset/gb", test_gb);
	g_test_add_func("/charset/gb-table", test_gb_table);
	g_test_add_func("/charset/mislabelled", test_mislabelled);
	g_test_add_func("/charset/others", test_others);
	g_test_add_func("/charset/anything", test_anything);
	return g_test_run();
}
