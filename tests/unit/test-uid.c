/* test-uid - keys, names and places of articles. */
#include "config.h"

#include "archive/uid.h"

#include <glib.h>
#include <string.h>

#define DAY 86400
#define CHINA (8 * 60)

static int64_t
seconds_of(const char *text)
{
	Date date;

	g_assert_true(date_parse(text, &date));
	return date.seconds;
}

static void
test_key(void)
{
	Date date = DATE_UNKNOWN;
	g_autofree char *plain = uid_key("voc",
	    "http://www.voc.com.cn/a/1.html", false, "g", "t", &date, "x");
	g_autofree char *secure =
	    uid_key("other", "https://www.voc.com.cn/a/1.html#top", false, NULL,
		NULL, NULL, NULL);
	g_autofree char *shared = uid_key("voc",
	    "http://www.voc.com.cn/a/1.html", true, "g", "t", &date, "x");
	g_autofree char *front = uid_key(
	    "voc", "http://www.voc.com.cn/", false, "g", "t", &date, "x");
	g_autofree char *anonymous = uid_key("voc",
	    "http://www.voc.com.cn/a/1.html", true, NULL, "t", NULL, NULL);
	g_autofree char *by_guid =
	    uid_key("voc", NULL, false, "g", "t", NULL, "x");
	g_autofree char *by_title =
	    uid_key("voc", "", false, NULL, "t", NULL, "x");
	g_autofree char *by_text =
	    uid_key("voc", "javascript:x", false, "", "", NULL, "x");
	g_autofree char *by_nothing =
	    uid_key("voc", NULL, false, NULL, NULL, NULL, NULL);

	g_assert_cmpstr(plain, ==, secure);
	g_assert_cmpstr(plain, ==, "https://www.voc.com.cn/a/1.html");
	g_assert_cmpstr(shared, ==, "https://www.voc.com.cn/a/1.html#g");
	g_assert_true(g_str_has_suffix(front, "#g"));
	g_assert_cmpuint(strlen(anonymous), ==, strlen(plain) + 1 + 64);
	g_assert_true(g_str_has_prefix(by_guid, "urn:cailun:voc:"));
	g_assert_cmpstr(by_guid, !=, by_title);
	g_assert_cmpstr(by_title, !=, by_text);
	g_assert_nonnull(by_nothing);
}

static void
test_uid(void)
{
	static const struct {
		const char *uid;
		bool is_valid;
	} cases[] = {
		{ "voc-hunan-7q3k9v2m4c8d", true },
		{ "a-000000000000", true },
		{ "voc-7q3k9v2m4c8", false },
		{ "voc-7q3k9v2m4c8dd", false },
		{ "voc-7q3k9v2m4c8i", false },
		{ "voc-7Q3k9v2m4c8d", false },
		{ "-7q3k9v2m4c8d", false },
		{ "Voc-7q3k9v2m4c8d", false },
		{ "../voc-7q3k9v2m4c8d", false },
		{ "7q3k9v2m4c8d", false },
		{ "", false },
		{ NULL, false },
	};
	g_autofree char *one = uid_of_key("voc", "https://x.cn/1");
	g_autofree char *same = uid_of_key("voc", "https://x.cn/1");
	g_autofree char *two = uid_of_key("voc", "https://x.cn/2");

	g_assert_true(uid_is_valid(one));
	g_assert_cmpstr(one, ==, same);
	g_assert_cmpstr(one, !=, two);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_true(uid_is_valid(cases[i].uid) == cases[i].is_valid);
}

static void
test_path(void)
{
	static const struct {
		const char *claimed, *folder;
	} cases[] = {
		{ "2024-01-02T17:19:17+08:00", "2024/01/02" },
		{ "2024-01-01T23:00:00Z", "2024/01/02" }, /* in China */
		{ "2024-01-02", "2024/01/02" },
		{ "2024-01-04", "2024/01/04" }, /* one day after */
		{ "2024-01-04T23:59:59+08:00", "2024/01/04" },
		{ "2024-01-05", "2024/01/03" }, /* too far */
		{ "2099-01-01", "2024/01/03" },
		{ "1900-01-01", "1900/01/01" },
		{ "1899-12-31", "2024/01/03" },
		{ "1969-12-31T23:00:00+08:00", "1969/12/31" },
		{ "0001-01-01", "2024/01/03" },
		{ NULL, "2024/01/03" },
	};
	int64_t captured = seconds_of("2024-01-03T01:00:00+08:00");

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Date date = DATE_UNKNOWN;
		g_autofree char *want =
		    g_strdup_printf("articles/voc/%s/u.md", cases[i].folder);
		g_autofree char *path = NULL;

		if (cases[i].claimed)
			g_assert_true(date_parse(cases[i].claimed, &date));
		path = uid_path("voc", "u", &date, captured, CHINA);
		g_assert_cmpstr(path, ==, want);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/uid/key", test_key);
	g_test_add_func("/uid/uid", test_uid);
	g_test_add_func("/uid/path", test_path);
	return g_test_run();
}
