/*
 * test-conf - configuration files, good and bad, and what is said of them.
 */
#include "config.h"

#include "base/conf.h"
#include "base/error.h"
#include "base/limits.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static Conf *
parse(const char *text)
{
	g_autoptr(GError) error = NULL;
	Conf *conf = conf_parse("feeds.d/x.conf", text, strlen(text), &error);

	g_assert_no_error(error);
	return conf;
}

/* All mistakes, one a line. */
static void
check_mistakes(Conf *conf, const char *expected)
{
	g_autofree char *all = g_strjoinv("\n", (char **)conf_mistakes(conf));

	g_assert_cmpstr(all, ==, expected);
}

static void
test_values(void)
{
	g_autoptr(Conf) conf = parse("\xef\xbb\xbf# a comment\r\n"
				     "[source]\r\n"
				     "url = https://x.cn/?a=1#b ; c\r\n"
				     "  outlet=湖南日报  \n"
				     "; another\n"
				     "empty =\n"
				     "\n"
				     " [ list ]x\n"
				     "[list]\n"
				     "item = //div[@class=\"a b\"]/a \\ x\n"
				     "[source]\n"
				     "tags = a = b");

	g_assert_cmpstr(
	    conf_get(conf, "source", "url"), ==, "https://x.cn/?a=1#b ; c");
	g_assert_cmpstr(conf_get(conf, "source", "outlet"), ==, "湖南日报");
	g_assert_cmpstr(conf_get(conf, "source", "empty"), ==, "");
	g_assert_cmpstr(conf_get(conf, "source", "tags"), ==, "a = b");
	g_assert_cmpstr(
	    conf_get(conf, "list", "item"), ==, "//div[@class=\"a b\"]/a \\ x");
	g_assert_null(conf_get(conf, "source", "item"));
	g_assert_null(conf_get(conf, "nothing", "item"));
	g_assert_true(conf_has_group(conf, "list"));
	g_assert_false(conf_has_group(conf, "nothing"));
	check_mistakes(conf,
	    "feeds.d/x.conf:8: '[ list ]x' is no group; write '[name]' alone "
	    "on its line");
}

static void
test_lists(void)
{
	g_autoptr(Conf) conf =
	    parse("[source]\nurl = a\nname = n\nurl = b\n[fetch]\nurl = c\n");
	const char *const *urls = conf_get_list(conf, "source", "url");
	const char *const *keys = conf_keys(conf, "source");

	g_assert_cmpstr(urls[0], ==, "a");
	g_assert_cmpstr(urls[1], ==, "b");
	g_assert_null(urls[2]);
	g_assert_null(conf_get_list(conf, "source", "other"));
	g_assert_cmpstr(keys[0], ==, "url");
	g_assert_cmpstr(keys[1], ==, "name");
	g_assert_null(keys[2]);
	g_assert_null(conf_keys(conf, "nothing")[0]);
	check_mistakes(conf, "");
}

static void
test_syntax(void)
{
	g_autoptr(Conf) conf = parse("early = 1\n"
				     "[source\n"
				     "hidden = by the bad group\n"
				     "[]\n"
				     "[source]\n"
				     "no equals sign\n"
				     "= nothing\n"
				     "two words = 1\n"
				     "bad = a\x1b[31m\n"
				     "a\x1b = 1\n"
				     "tab = a\tb\n");

	g_assert_cmpstr(conf_get(conf, "source", "tab"), ==, "a\tb");
	check_mistakes(conf,
	    "feeds.d/x.conf:1: 'early' stands before the first [group]\n"
	    "feeds.d/x.conf:2: '[source' is no group; write '[name]' alone on "
	    "its line\n"
	    "feeds.d/x.conf:4: '[]' is no group; write '[name]' alone on its "
	    "line\n"
	    "feeds.d/x.conf:6: 'no equals sign' is neither '[group]' nor "
	    "'key = value'\n"
	    "feeds.d/x.conf:7: '= nothing' is neither '[group]' nor 'key = "
	    "value'\n"
	    "feeds.d/x.conf:8: 'two words = 1' is neither '[group]' nor 'key "
	    "= value'\n"
	    "feeds.d/x.conf:9: source.bad: has a control character; type the "
	    "line again\n"
	    "feeds.d/x.conf:10: 'a\\x1b = 1' is neither '[group]' nor 'key = "
	    "value'");
}

static void
test_unknown(void)
{
	g_autoptr(Conf) conf = parse("[source]\n"
				     "url = a\n"
				     "\n"
				     "oulet = 湖南日报\n"
				     "delay = 2s\n"
				     "quite-other = 1\n"
				     "[fecth]\n"
				     "delay = 1s\n"
				     "url = b\n"
				     "[list]\n"
				     "anything = goes\n"
				     "[unheard-of]\n"
				     "a = b\n");

	conf_get(conf, "source", "url");
	conf_get(conf, "source", "outlet");
	conf_get(conf, "fetch", "delay");
	conf_known_group(conf, "list");
	conf_check_all_known(conf, "man cailun-source");
	check_mistakes(conf,
	    "feeds.d/x.conf:4: no key is called 'oulet' in [source]; did you "
	    "mean 'outlet'? (man cailun-source)\n"
	    "feeds.d/x.conf:5: no key is called 'delay' in [source]; it "
	    "belongs in [fetch] (man cailun-source)\n"
	    "feeds.d/x.conf:6: no key is called 'quite-other' in [source] "
	    "(man cailun-source)\n"
	    "feeds.d/x.conf:7: no group is called [fecth]; did you mean "
	    "[fetch]? (man cailun-source)\n"
	    "feeds.d/x.conf:12: no group is called [unheard-of] (man "
	    "cailun-source)");
}

static void
test_twice(void)
{
	g_autoptr(Conf) conf =
	    parse("[source]\nurl = a\nurl = b\n[source]\nurl = c\n");

	g_assert_cmpstr(conf_get(conf, "source", "url"), ==, "a");
	g_assert_cmpstr(conf_get(conf, "source", "url"), ==, "a");
	check_mistakes(conf,
	    "feeds.d/x.conf:3: source.url: stands already in line 2; keep one "
	    "of them\n"
	    "feeds.d/x.conf:5: source.url: stands already in line 2; keep one "
	    "of them");
}

static void
test_bool(void)
{
	g_autoptr(Conf) conf = parse("[g]\na = yes\nb = no\nc = maybe\nd =\n");

	g_assert_true(conf_get_bool(conf, "g", "a", false));
	g_assert_false(conf_get_bool(conf, "g", "b", true));
	g_assert_true(conf_get_bool(conf, "g", "c", true));
	g_assert_false(conf_get_bool(conf, "g", "d", false));
	g_assert_true(conf_get_bool(conf, "g", "absent", true));
	check_mistakes(conf,
	    "feeds.d/x.conf:4: g.c: 'maybe' is neither 'yes' nor 'no'\n"
	    "feeds.d/x.conf:5: g.d: '' is neither 'yes' nor 'no'");
}

static void
test_duration(void)
{
	g_autoptr(Conf) conf =
	    parse("[g]\na = 1.5h\nb = soon\nc = 5s\nd = 40d\ne = 15m\n");
	const int64_t least = 15 * 60000, most = INT64_C(31) * 86400000;

	g_assert_cmpint(
	    conf_get_duration(conf, "g", "a", 1, least, most), ==, 5400000);
	g_assert_cmpint(
	    conf_get_duration(conf, "g", "b", 1, least, most), ==, 1);
	g_assert_cmpint(
	    conf_get_duration(conf, "g", "c", 2, least, most), ==, 2);
	g_assert_cmpint(
	    conf_get_duration(conf, "g", "d", 3, least, most), ==, 3);
	g_assert_cmpint(
	    conf_get_duration(conf, "g", "e", 4, least, most), ==, least);
	g_assert_cmpint(
	    conf_get_duration(conf, "g", "absent", 5, least, most), ==, 5);
	check_mistakes(conf,
	    "feeds.d/x.conf:3: g.b: 'soon' is no duration; write a number "
	    "with ms, s, m, h or d, as in '30m'\n"
	    "feeds.d/x.conf:4: g.c: '5s' is too short; write something from "
	    "'15m' to '31d'\n"
	    "feeds.d/x.conf:5: g.d: '40d' is too long; write something from "
	    "'15m' to '31d'");
}

static void
test_size(void)
{
	g_autoptr(Conf) conf =
	    parse("[g]\na = 8M\nb = 1000\nc = 1G\nd = 8 M\ne = M\n"
		  "f = 99999999999999999G\ng = 512K\n");

	g_assert_cmpint(
	    conf_get_size(conf, "g", "a", 1, 1, INT64_MAX), ==, 8 << 20);
	g_assert_cmpint(
	    conf_get_size(conf, "g", "b", 1, 1, INT64_MAX), ==, 1000);
	g_assert_cmpint(conf_get_size(conf, "g", "c", 7, 1024, 8 << 20), ==, 7);
	g_assert_cmpint(conf_get_size(conf, "g", "d", 7, 1, 99), ==, 7);
	g_assert_cmpint(conf_get_size(conf, "g", "e", 7, 1, 99), ==, 7);
	g_assert_cmpint(conf_get_size(conf, "g", "f", 7, 1, INT64_MAX), ==, 7);
	g_assert_cmpint(
	    conf_get_size(conf, "g", "g", 7, 1, INT64_MAX), ==, 512 << 10);
	g_assert_cmpint(conf_get_size(conf, "g", "absent", 9, 1, 9), ==, 9);
	check_mistakes(conf,
	    "feeds.d/x.conf:4: g.c: '1G' is too large; write something from "
	    "'1K' to '8M'\n"
	    "feeds.d/x.conf:5: g.d: '8 M' is no size; write bytes, or a number "
	    "with K, M or G, as in '8M'\n"
	    "feeds.d/x.conf:6: g.e: 'M' is no size; write bytes, or a number "
	    "with K, M or G, as in '8M'\n"
	    "feeds.d/x.conf:7: g.f: '99999999999999999G' is no size; write "
	    "bytes, or a number with K, M or G, as in '8M'");
}

static void
test_number_and_word(void)
{
	static const char *const words[] = { "obey", "ignore", NULL };
	g_autoptr(Conf) conf =
	    parse("[g]\na = 64\nb = 0\nc = -1\nd = ignore\ne = Obey\n");

	g_assert_cmpint(conf_get_number(conf, "g", "a", 1, 1, 1000), ==, 64);
	g_assert_cmpint(conf_get_number(conf, "g", "b", 1, 1, 1000), ==, 1);
	g_assert_cmpint(conf_get_number(conf, "g", "c", 1, 1, 1000), ==, 1);
	g_assert_cmpint(conf_get_number(conf, "g", "z", 8, 1, 1000), ==, 8);
	g_assert_cmpint(conf_get_word(conf, "g", "d", words, 0), ==, 1);
	g_assert_cmpint(conf_get_word(conf, "g", "e", words, 0), ==, 0);
	g_assert_cmpint(conf_get_word(conf, "g", "z", words, -1), ==, -1);
	check_mistakes(conf,
	    "feeds.d/x.conf:3: g.b: '0' is not what is wanted; write a whole "
	    "number from 1 to 1000\n"
	    "feeds.d/x.conf:4: g.c: '-1' is not what is wanted; write a whole "
	    "number from 1 to 1000\n"
	    "feeds.d/x.conf:6: g.e: 'Obey' is not known; write one of: obey, "
	    "ignore");
}

static void
test_mistakes(void)
{
	g_autoptr(Conf) conf = parse("[a]\nx = 1\n[b]\ny = 2\n");
	g_autoptr(GError) error = NULL;

	g_assert_true(conf_is_good(conf, &error));
	conf_mistake(conf, "b", "y", "'%d' is bad", 2);
	conf_mistake(conf, "a", "x", "is bad too");
	conf_mistake(conf, "a", "x", "is bad too");
	conf_mistake(conf, "a", "contact", "is missing");
	conf_mistake(conf, "b", NULL, "is empty");
	conf_mistake(conf, NULL, NULL, "wants more");
	g_assert_false(conf_is_good(conf, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
	g_assert_cmpstr(error->message, ==,
	    "feeds.d/x.conf: a.contact: is missing\n"
	    "feeds.d/x.conf: wants more\n"
	    "feeds.d/x.conf:2: a.x: is bad too\n"
	    "feeds.d/x.conf:3: [b]: is empty\n"
	    "feeds.d/x.conf:4: b.y: '2' is bad");
}

static void
test_ceilings(void)
{
	g_autofree char *value = g_strnfill(LIMIT_CONF_LINE_BYTES, 'a');
	g_autofree char *text = g_strconcat("[g]\na = ", value, "\n", NULL);
	g_autoptr(Conf) conf = parse(text);

	g_assert_null(conf_get(conf, "g", "a"));
	g_assert_nonnull(strstr(
	    conf_mistakes(conf)[0], "feeds.d/x.conf:2: the line is too long"));
}

/* A file that is another kind of thing is told off in reasonable time. */
static void
test_nonsense(void)
{
	g_autoptr(GString) text = g_string_new("[source]\n");
	g_autoptr(Conf) conf = NULL;

	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text, "key%d = %d\n", i, i);
	conf = parse(text->str);
	conf_get(conf, "source", "url");
	conf_check_all_known(conf, "man cailun-source");
	g_assert_cmpuint(g_strv_length((char **)conf_mistakes(conf)), ==,
	    LIMIT_CONF_MISTAKES);
	g_assert_cmpstr(conf_mistakes(conf)[LIMIT_CONF_MISTAKES - 1], ==,
	    "feeds.d/x.conf: has more than 999 mistakes; the others are not "
	    "listed");
}

static void
test_not_utf8(void)
{
	static const char text[] = "[source]\n\noutlet = \xba\xfe\xc4\xcf\n";
	g_autoptr(GError) error = NULL;

	g_assert_null(
	    conf_parse("feeds.d/x.conf", text, sizeof(text) - 1, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
	g_assert_cmpstr(error->message, ==,
	    "feeds.d/x.conf:3: is not UTF-8 text; save the file as UTF-8");
	g_clear_error(&error);
	g_assert_null(conf_parse("x", "[a]\nb = \0", 9, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
}

static void
test_read(void)
{
	g_autofree char *path = NULL;
	g_autoptr(Conf) conf = NULL;
	g_autoptr(GError) error = NULL;
	int fd = g_file_open_tmp("test-conf-XXXXXX", &path, &error);

	g_assert_no_error(error);
	g_assert_cmpint(write(fd, "[a]\nb = c\n", 10), ==, 10);
	(void)close(fd);
	conf = conf_read(path, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(conf_get(conf, "a", "b"), ==, "c");
	(void)g_unlink(path);
	g_assert_null(conf_read(path, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
	g_assert_true(g_str_has_prefix(error->message, path));
	g_clear_error(&error);
	g_assert_null(conf_read("/dev/zero", &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
}

static void
test_empty(void)
{
	g_autoptr(Conf) conf = parse("");

	conf_check_all_known(conf, "man cailun-source");
	g_assert_true(conf_is_good(conf, NULL));
	g_assert_null(conf_mistakes(conf)[0]);
	conf_free(NULL);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/conf/values", test_values);
	g_test_add_func("/conf/lists", test_lists);
	g_test_add_func("/conf/syntax", test_syntax);
	g_test_add_func("/conf/unknown", test_unknown);
	g_test_add_func("/conf/twice", test_twice);
	g_test_add_func("/conf/bool", test_bool);
	g_test_add_func("/conf/duration", test_duration);
	g_test_add_func("/conf/size", test_size);
	g_test_add_func("/conf/number-and-word", test_number_and_word);
	g_test_add_func("/conf/mistakes", test_mistakes);
	g_test_add_func("/conf/ceilings", test_ceilings);
	g_test_add_func("/conf/nonsense", test_nonsense);
	g_test_add_func("/conf/not-utf8", test_not_utf8);
	g_test_add_func("/conf/read", test_read);
	g_test_add_func("/conf/empty", test_empty);
	return g_test_run();
}
