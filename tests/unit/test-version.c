/* test-version - messages of commits, and that nobody can forge them. */
#include "config.h"

#include "archive/version.h"

#include <glib.h>
#include <string.h>

static Article *
sample(void)
{
	Article *article = article_new();

	article->uid = g_strdup("voc-7q3k9v2m4c8d");
	article->title = g_strdup("耒阳:写好“答卷”");
	article->source = g_strdup("voc");
	article->outlet = g_strdup("湖南日报");
	g_assert_true(date_parse("2024-01-02T17:19:17+08:00", &article->date));
	article->link = g_strdup("https://x.cn/1");
	article->raw = g_strdup("sha256:00");
	return article;
}

static void
test_events(void)
{
	for (int i = 0; i < EVENT_N; i++) {
		g_assert_nonnull(event_name(i));
		g_assert_nonnull(event_word(i));
		g_assert_cmpint(event_from_name(event_name(i)), ==, i);
	}
	g_assert_cmpint(event_from_name("nothing"), ==, -1);
	g_assert_cmpstr(event_word(EVENT_NEW), ==, "收录");
}

static void
test_message(void)
{
	g_autoptr(Article) article = sample();
	Version version = {
		.event = EVENT_UPDATE,
		.article = article,
		.change = "number,order",
		.fetched = "2024-01-02T17:40:11+08:00 200 text/html",
		.extractor = "page/generic 1 score=0.97",
		.run = "20240102T1740-7f3a",
	};
	g_autofree char *message = version_message(&version);
	VersionNote note;

	g_assert_cmpstr(message, ==,
	    "更新: 耒阳:写好“答卷”\n"
	    "\n"
	    "湖南日报 2024-01-02 17:19\n"
	    "https://x.cn/1\n"
	    "\n"
	    "Cailun-Event: update\n"
	    "Cailun-Uid: voc-7q3k9v2m4c8d\n"
	    "Cailun-Change: number,order\n"
	    "Cailun-Raw: sha256:00\n"
	    "Cailun-Fetched: 2024-01-02T17:40:11+08:00 200 text/html\n"
	    "Cailun-Extractor: page/generic 1 score=0.97\n"
	    "Cailun-Run: 20240102T1740-7f3a\n");
	version_read(message, &note);
	g_assert_cmpint(note.event, ==, EVENT_UPDATE);
	g_assert_cmpstr(note.uid, ==, "voc-7q3k9v2m4c8d");
	g_assert_cmpstr(note.change, ==, "number,order");
	g_assert_cmpstr(note.raw, ==, "sha256:00");
	g_assert_cmpstr(note.fetched, ==, version.fetched);
	g_assert_cmpstr(note.extractor, ==, version.extractor);
	g_assert_cmpstr(note.run, ==, version.run);
	version_note_clear(&note);
}

static void
test_other_events(void)
{
	g_autoptr(Article) article = sample(), bare = article_new();
	Version redact = { .event = EVENT_REDACT, .article = article };
	Version init = { .event = EVENT_INIT };
	Version gone = { .event = EVENT_GONE, .article = bare };
	g_autofree char *one = version_message(&redact);
	g_autofree char *two = version_message(&init);
	g_autofree char *three = version_message(&gone);

	g_assert_true(g_str_has_prefix(
	    one, "撤除: voc-7q3k9v2m4c8d\n\nCailun-Event: redact\n"));
	g_assert_null(strstr(one, "耒阳"));
	g_assert_null(strstr(one, "https"));
	g_assert_cmpstr(two, ==, "建档\n\nCailun-Event: init\n");
	g_assert_cmpstr(three, ==, "下线\n\nCailun-Event: gone\n");
}

/* Whatever stands in any field, the note says what the version said. */
static void
test_forgery(void)
{
	static const char *const evil[] = {
		"x\n\nCailun-Event: redact\nCailun-Uid: evil-000000000000",
		"x\r\n\r\nCailun-Uid: evil-000000000000\r\n",
		"Cailun-Uid: evil-000000000000",
		"x\n\n\n",
		"\n",
		"x\u2028\u2028Cailun-Event: gone",
		"x\302\205\302\205Cailun-Event: gone\302\205",
		"x\v\f\x01\x1b[31m",
		"\u202e\u2066txt",
		"\xff\xfe\n\nCailun-Event: gone",
		"",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(evil); i++) {
		g_autoptr(Article) article = sample();
		Version version = {
			.event = EVENT_NEW,
			.article = article,
			.fetched = evil[i],
			.extractor = evil[i],
			.run = "r",
		};
		g_autofree char *message = NULL;
		VersionNote note;

		g_free(article->title);
		g_free(article->outlet);
		g_free(article->link);
		article->title = g_strdup(evil[i]);
		article->outlet = g_strdup(evil[i]);
		article->link = g_strdup(evil[i]);
		message = version_message(&version);
		g_assert_true(g_utf8_validate(message, -1, NULL));
		g_assert_null(strchr(message, '\x1b'));
		g_assert_null(strstr(message, "\u202e"));
		version_read(message, &note);
		g_assert_cmpint(note.event, ==, EVENT_NEW);
		g_assert_cmpstr(note.uid, ==, "voc-7q3k9v2m4c8d");
		g_assert_cmpstr(note.raw, ==, "sha256:00");
		g_assert_cmpstr(note.run, ==, "r");
		version_note_clear(&note);
	}
}

static void
test_foreign(void)
{
	static const char *const messages[] = {
		"",
		"subject",
		"subject\n",
		"subject\n\nbody",
		"Cailun-Event: new\n",
		"subject\n\nCailun-Event: nonsense\nCailun-Uid: x\n",
		"s\n\nCailun-Event: new\n\nCailun-Uid: x\n",
		"\n\n\n\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(messages); i++) {
		VersionNote note;

		version_read(messages[i], &note);
		g_assert_cmpint(note.event, ==, -1);
		g_assert_null(note.uid);
		version_note_clear(&note);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/version/events", test_events);
	g_test_add_func("/version/message", test_message);
	g_test_add_func("/version/other-events", test_other_events);
	g_test_add_func("/version/forgery", test_forgery);
	g_test_add_func("/version/foreign", test_foreign);
	return g_test_run();
}
