/*
 * test-text - text checked, folded, cleaned, measured, shown.
 */
#include "config.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

typedef struct Pair {
	const char *in, *out;
} Pair;

static void
test_utf8(void)
{
	g_assert_true(text_is_utf8("", -1));
	g_assert_true(text_is_utf8("湖南日报", -1));
	g_assert_true(text_is_utf8("湖南", 6));
	g_assert_false(text_is_utf8("湖南", 5));
	g_assert_false(text_is_utf8("a\0b", 3));
	g_assert_false(text_is_utf8("\xff", -1));
	g_assert_false(text_is_utf8("\xed\xa0\x80", -1)); /* a surrogate */
	g_assert_false(text_is_utf8("\xc0\x80", -1)); /* an overlong NUL */
	g_assert_false(text_is_utf8("\xf4\x90\x80\x80", -1));
}

static void
test_fold(void)
{
	static const Pair cases[] = {
		{ "", "" },
		{ " \t\n", "" },
		{ "\u3000省委\u3000召开\n会议", "省委 召开 会议" },
		{ "a \u00a0\r\n b", "a b" },
		{ "省\u200b委", "省委" },
		{ "省 \u200b 委\ufeff", "省 委" },
		{ "\ufeff标题", "标题" },
		{ "一\u2028二\u2029三\xc2\x85"
		  "四\v五",
		    "一 二 三 四 五" },
		{ "\U0001F468\u200d\U0001F469", "\U0001F468\u200d\U0001F469" },
		{ "\xff", NULL },
		{ "好\xe5\xa5", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = text_fold(cases[i].in, -1);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
	g_assert_null(text_fold("a\0b", 3));
}

static void
test_fold_length(void)
{
	g_autofree char *out = text_fold("ab cd", 3);

	g_assert_cmpstr(out, ==, "ab");
}

static void
test_compare_key(void)
{
	static const Pair cases[] = {
		{ "ＡＢＣ　１２３！", "abc 123!" },
		{ "Straße", "strasse" },
		{ "  GDP增长5％ ", "gdp增长5%" },
		{ "e\u0301", "é" },
		{ "繁體", "繁體" },
		{ NULL, "" },
		{ "a\xff", "a\ufffd" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = text_compare_key(cases[i].in);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_clean(void)
{
	static const Pair cases[] = {
		{ "", "" },
		{ "一行\n二行\r\n三行\r四行", "一行\n二行\n三行\n四行" },
		{ "\r\n\r\n", "\n\n" },
		{ "a\u2028b\u2029c\xc2\x85"
		  "d",
		    "a\nb\nc\nd" },
		{ "a\tb\vc\fd", "a b c d" },
		{ "a\x01\x1b[31mb\x7f\xc2\x80"
		  "",
		    "a[31mb" },
		{ "\ufeffa", "a" },
		{ "e\u0301", "é" },
		{ "\u212b", "Å" },
		{ "\uf900", "豈" }, /* compatibility: NFC unifies it */
		{ "　全角，保留。", "　全角，保留。" },
		{ "\xe9", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = text_clean(cases[i].in, -1);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
	g_assert_null(text_clean("a\0b", 3));
}

/* The quick answer "nothing to normalise" is never wrong. */
static void
test_clean_is_nfc(void)
{
	for (gunichar c = 0xa0; c < 0x30000; c++) {
		char text[16] = "a";
		g_autofree char *clean = NULL, *normal = NULL;

		if (!g_unichar_validate(c) || c == 0x2028 || c == 0x2029 ||
		    c == 0xfeff)
			continue;
		text[1 + g_unichar_to_utf8(c, text + 1)] = '\0';
		strcat(text, "\u0301");
		clean = text_clean(text, -1);
		normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
		g_assert_cmpstr(clean, ==, normal);
		text[strlen(text) - 2] = '\0';
		g_free(clean);
		g_free(normal);
		clean = text_clean(text, -1);
		normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
		g_assert_cmpstr(clean, ==, normal);
	}
}

static void
test_printable(void)
{
	static const Pair cases[] = {
		{ "", "" },
		{ NULL, "" },
		{ "省委 abc", "省委 abc" },
		{ "a\x1b[31m", "a\\x1b[31m" },
		{ "a\nb\tc\x7f", "a\\x0ab\\x09c\\x7f" },
		{ "\u202eabc", "\\u{202E}abc" },
		{ "\u2066\u200b\u200d\ufeff",
		    "\\u{2066}\\u{200B}\\u{200D}\\u{FEFF}" },
		{ "\xc2\x9b"
		  "31m",
		    "\\u{009B}31m" },
		{ "\u2028", "\\u{2028}" },
		{ "\U000E0041", "\\u{E0041}" },
		{ "好\xff\xfe文", "好\\xff\\xfe文" },
		{ "\xe5\xa5", "\\xe5\\xa5" },
		{ "\u3164", "\\u{3164}" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = text_printable(cases[i].in, 0);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_printable_cut(void)
{
	static const struct {
		const char *in;
		size_t columns;
		const char *out;
	} cases[] = {
		{ "abcde", 5, "abcde" },
		{ "abcdef", 5, "abcd…" },
		{ "中文", 4, "中文" },
		{ "中文中", 5, "中文…" },
		{ "中文中", 4, "中…" },
		{ "中", 1, "…" },
		{ "a\x1b", 5, "a\\x1b" },
		{ "a\x1b", 4, "a…" }, /* an escape is not cut in two */
		{ "ab\xff", 5, "ab…" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out =
		    text_printable(cases[i].in, cases[i].columns);

		g_assert_cmpstr(out, ==, cases[i].out);
		g_assert_cmpuint(text_width(out), <=, cases[i].columns);
	}
}

static void
test_width(void)
{
	static const struct {
		const char *text;
		size_t width;
	} cases[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "湖南日报", 8 },
		{ "，。", 4 },
		{ "“”…—①", 5 },
		{ "e\u0301", 1 },
		{ "ｶﾅ", 2 },
		{ "\xff\xfe", 2 },
		{ "\xe5\xa5", 2 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpuint(text_width(cases[i].text), ==, cases[i].width);
}

static void
test_cut(void)
{
	static const struct {
		const char *in;
		size_t columns;
		const char *out;
	} cases[] = {
		{ "省委召开会议", 12, "省委召开会议" },
		{ "省委召开会议", 11, "省委召开会…" },
		{ "省委召开会议", 6, "省委…" },
		{ "abc", 0, "" },
		{ "abc", 1, "…" },
		{ "a\u0301bc", 2, "a\u0301…" },
		{ "a\xff", 9, "a\ufffd" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = text_cut(cases[i].in, cases[i].columns);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void
test_truncate(void)
{
	static const struct {
		size_t bytes;
		const char *out;
	} cases[] = {
		{ 9, "a中文" },
		{ 7, "a中文" },
		{ 6, "a中" },
		{ 4, "a中" },
		{ 3, "a" },
		{ 1, "a" },
		{ 0, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char text[] = "a中文";

		text_truncate(text, cases[i].bytes);
		g_assert_cmpstr(text, ==, cases[i].out);
	}
}

static void
test_count(void)
{
	g_assert_cmpuint(text_count(""), ==, 0);
	g_assert_cmpuint(text_count("省委 召开\u3000会议\n"), ==, 6);
	g_assert_cmpuint(text_count("a\u200bb\ufeff"), ==, 2);
	g_assert_cmpuint(text_count("a\xff\xe5"), ==, 3);
}

static void
test_han(void)
{
	static const gunichar yes[] = { 0x4e00, 0x9fff, 0x3400, 0x4dbf, 0x3007,
		0xf900, 0x20000, 0x2a6df, 0x2f800, 0x30000, 0x323af };
	static const gunichar no[] = { 'a', 0x3001, 0x3002, 0x3042, 0x33ff,
		0xa000, 0xff21, 0xac00, 0x1f600, 0x323b0, 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
		g_assert_true(text_is_han(yes[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
		g_assert_false(text_is_han(no[i]));
}

static void
test_distance(void)
{
	static const struct {
		const char *a, *b;
		size_t limit, far;
	} cases[] = {
		{ "", "", 2, 0 },
		{ "", "ab", 2, 2 },
		{ "outlet", "outlet", 2, 0 },
		{ "oulet", "outlet", 2, 1 },
		{ "otulet", "outlet", 2, 1 }, /* changed places */
		{ "kitten", "sitting", 5, 3 },
		{ "kitten", "sitting", 2, 3 },
		{ "abcdefgh", "a", 2, 3 },
		{ "湖南日报", "湖北日报", 2, 1 },
		{ "ca", "abc", 5, 3 }, /* nothing is edited twice */
		{ "\xff", "a", 2, 1 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_cmpuint(
		    text_distance(cases[i].a, cases[i].b, cases[i].limit), ==,
		    cases[i].far);
		g_assert_cmpuint(
		    text_distance(cases[i].b, cases[i].a, cases[i].limit), ==,
		    cases[i].far);
	}
}

static void
test_nearest(void)
{
	static const char *const names[] = { "url", "outlet", "province",
		"plugin", NULL };
	static const char *const nothing[] = { NULL };

	g_assert_cmpstr(text_nearest("oulet", names), ==, "outlet");
	g_assert_cmpstr(text_nearest("provinec", names), ==, "province");
	g_assert_cmpstr(text_nearest("plugins", names), ==, "plugin");
	g_assert_cmpstr(text_nearest("uri", names), ==, "url");
	g_assert_null(text_nearest("abc", names));
	g_assert_null(text_nearest("selector", names));
	g_assert_null(text_nearest("x", nothing));
}

static void
test_id(void)
{
	static const char *const bad[] = { "", "-a", "A", "a_b", "a.b", "a/b",
		"湖南", "a b", "..", "a\n" };
	char longest[LIMIT_SOURCE_ID + 2];

	memset(longest, 'a', sizeof(longest));
	longest[LIMIT_SOURCE_ID + 1] = '\0';
	g_assert_false(text_is_id(longest));
	longest[LIMIT_SOURCE_ID] = '\0';
	g_assert_true(text_is_id(longest));
	g_assert_true(text_is_id("xinhunan"));
	g_assert_true(text_is_id("3g-news-"));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(text_is_id(bad[i]));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/utf8", test_utf8);
	g_test_add_func("/text/fold", test_fold);
	g_test_add_func("/text/fold-length", test_fold_length);
	g_test_add_func("/text/compare-key", test_compare_key);
	g_test_add_func("/text/clean", test_clean);
	g_test_add_func("/text/clean-is-nfc", test_clean_is_nfc);
	g_test_add_func("/text/printable", test_printable);
	g_test_add_func("/text/printable-cut", test_printable_cut);
	g_test_add_func("/text/width", test_width);
	g_test_add_func("/text/cut", test_cut);
	g_test_add_func("/text/truncate", test_truncate);
	g_test_add_func("/text/count", test_count);
	g_test_add_func("/text/han", test_han);
	g_test_add_func("/text/distance", test_distance);
	g_test_add_func("/text/nearest", test_nearest);
	g_test_add_func("/text/id", test_id);
	return g_test_run();
}
