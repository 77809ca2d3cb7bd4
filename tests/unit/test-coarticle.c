/*
 * test-coarticle - what a parser said, made an article of the archive.
 */
#include "config.h"

#include "base/limits.h"
#include "core/article.h"

#include <glib.h>
#include <string.h>

#define NOW 1704188411 /* 2024-01-02T17:40:11+08:00 */
#define TEXT "工程历时九个月，更换老旧管道六十二公里。"

static Source *
source_of(SourceMode mode)
{
	Source *source = source_new();

	source->id = g_strdup("probe");
	source->outlet = g_strdup("云溪日报");
	source->province = g_strdup("CN-HN");
	source->mode = mode;
	return source;
}

static Value *
put(Value *item, const char *path, const char *text)
{
	g_assert_true(value_put(item, path, value_text(text)));
	return item;
}

static Entry *
listed(void)
{
	g_autoptr(Value) item = value_object();
	Entry *entry;

	put(item, "url", "http://a.example/1.html");
	put(item, "title", "列表上的标题");
	put(item, "date_published", "2024-01-02T08:00:00+08:00");
	put(item, "authors[+].name", "列表作者");
	put(item, "_cailun.sections[+]", "要闻");
	put(item, "content_text", "第一段*星号*\n\n# 不是标题");
	entry = entry_read(item, 1);
	entry->key = g_strdup("https://a.example/1.html");
	return entry;
}

static Value *
page(void)
{
	Value *item = value_object();

	put(item, "title", "  页面上的\n标题 ");
	put(item, "date_published", "2024-01-02T07:30:15+08:00");
	put(item, "_cailun.date_from", "page");
	put(item, "_cailun.markdown", TEXT "\n\n## 小标题\n\n" TEXT);
	put(item, "_cailun.editors[+].name", "徐德荣");
	put(item, "_cailun.editors[].role", "责编");
	put(item, "authors[+].name", "欧阳昭苏");
	put(item, "authors[+].name", "赵娟");
	put(item, "authors[+].name", "赵娟");
	put(item, "_cailun.contributors[+].name", "李四");
	put(item, "_cailun.evidence", "page/generic 1 score=0.97");
	return item;
}

static void
test_page(void)
{
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Entry) entry = listed();
	g_autoptr(Value) item = page();
	g_autoptr(GError) error = NULL;
	g_autoptr(Article) article =
	    article_of_page(source, item, entry, NOW, &error);
	g_autofree char *evidence = article_evidence(item);
	char text[DATE_TEXT_BYTES];

	g_assert_no_error(error);
	g_assert_cmpstr(article->title, ==, "页面上的 标题");
	g_assert_cmpstr(
	    date_format(&article->date, text), ==, "2024-01-02T07:30:15+08:00");
	g_assert_cmpint(article->date.origin, ==, DATE_FROM_PAGE);
	g_assert_cmpuint(article->authors->len, ==, 3);
	g_assert_cmpuint(article->editors->len, ==, 1);
	g_assert_cmpstr(article->section, ==, "要闻");
	g_assert_cmpstr(article->source, ==, "probe");
	g_assert_cmpstr(article->outlet, ==, "云溪日报");
	g_assert_cmpstr(article->link, ==, "http://a.example/1.html");
	g_assert_cmpint(article->captured.seconds, ==, NOW);
	g_assert_cmpint(article->captured.offset_min, ==, 480);
	g_assert_null(article->mode);
	g_assert_cmpstr(evidence, ==, "page/generic 1 score=0.97");
}

static void
test_page_fallback(void)
{
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Entry) entry = listed();
	g_autoptr(Value) item = value_object();
	g_autoptr(Article) article = NULL;

	put(item, "_cailun.markdown", TEXT);
	article = article_of_page(source, item, entry, NOW, NULL);
	g_assert_nonnull(article);
	g_assert_cmpstr(article->title, ==, "列表上的标题");
	g_assert_cmpint(article->date.origin, ==, DATE_FROM_LIST);
	g_assert_cmpuint(article->authors->len, ==, 1);
	/* the list's text is no replacement for the page's */
	g_assert_cmpstr(article->body, ==, TEXT);
}

static void
test_page_refused(void)
{
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Entry) entry = listed();
	g_autoptr(Value) none = value_object();
	g_autoptr(Value) blank = value_object();
	g_autoptr(GError) error = NULL;

	g_assert_null(article_of_page(source, none, entry, NOW, &error));
	g_assert_nonnull(strstr(error->message, "no text"));
	g_clear_error(&error);
	put(blank, "_cailun.markdown", " \n\n ");
	g_assert_null(article_of_page(source, blank, entry, NOW, &error));
	g_assert_nonnull(error);
}

static void
test_listed(void)
{
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Entry) entry = listed();
	g_autoptr(Article) article = article_of_entry(source, entry, NOW);

	g_assert_cmpstr(article->mode, ==, "entry");
	g_assert_cmpstr(article->title, ==, "列表上的标题");
	/* plain text stays plain: its marks are escaped */
	g_assert_cmpstr(article->body, ==, "第一段\\*星号\\*\n\n\\# 不是标题");
}

static void
test_listed_markup(void)
{
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Value) item = value_object();
	g_autoptr(Entry) entry = NULL;
	g_autoptr(Article) article = NULL;

	put(item, "url", "http://a.example/1.html");
	put(item, "summary", "<p onclick=x>markup</p>");
	entry = entry_read(item, 1);
	article = article_of_entry(source, entry, NOW);
	g_assert_null(article->body);
	g_assert_null(article->title);
}

static void
test_modes(void)
{
	static const struct {
		SourceMode mode;
		const char *name;
		bool has_body;
	} cases[] = {
		{ SOURCE_FULL, NULL, true },
		{ SOURCE_EXCERPT, "excerpt", true },
		{ SOURCE_HEADLINE, "headline", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Source) source = source_of(cases[i].mode);
		g_autoptr(Entry) entry = listed();
		g_autoptr(Value) item = page();
		g_autoptr(GString) body = g_string_new(NULL);
		g_autoptr(Article) article = NULL;

		for (int n = 0; n < 50; n++)
			g_string_append(body, TEXT);
		g_assert_true(
		    value_put(item, "_cailun.markdown", value_text(body->str)));
		article = article_of_page(source, item, entry, NOW, NULL);
		g_assert_cmpstr(article->mode, ==, cases[i].name);
		g_assert_true((article->body != NULL) == cases[i].has_body);
		if (cases[i].mode == SOURCE_EXCERPT)
			g_assert_cmpint(
			    g_utf8_strlen(article->body, -1), ==, 120);
	}
}

static void
test_ceilings(void)
{
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Entry) entry = listed();
	g_autoptr(Value) item = page();
	g_autofree char *long_text = g_strnfill(LIMIT_BODY_BYTES + 100, 'x');
	g_autoptr(Article) article = NULL;

	for (int i = 0; i < 2 * LIMIT_PEOPLE; i++) {
		g_autofree char *name = g_strdup_printf("name %d", i);

		put(item, "authors[+].name", name);
		put(item, "tags[+]", name);
		put(item, "_cailun.images[+].url", "http://a.example/x.jpg");
	}
	for (int i = 0; i < LIMIT_IMAGES; i++)
		put(item, "_cailun.images[+].url", "javascript:x");
	put(item, "_cailun.markdown", long_text);
	put(item, "title", long_text);
	put(item, "date_published", "9999-99-99");
	article = article_of_page(source, item, entry, NOW, NULL);
	g_assert_nonnull(article);
	g_assert_cmpuint(article->authors->len, <=, 2 * LIMIT_PEOPLE);
	g_assert_cmpuint(article->tags->len, <=, LIMIT_TAGS);
	g_assert_cmpuint(article->images->len, <=, LIMIT_IMAGES);
	g_assert_cmpuint(strlen(article->title), <=, LIMIT_TITLE_BYTES);
	g_assert_cmpuint(strlen(article->body), <=, LIMIT_BODY_BYTES);
	g_assert_cmpint(article->date.origin, ==, DATE_FROM_LIST);
}

/* Everything in the wrong place: nothing is believed, nothing breaks. */
static void
test_nonsense(void)
{
	static const char *const names[] = { "title", "summary", "authors",
		"tags", "date_published", "url", "_cailun", NULL };
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Entry) entry = listed();

	for (size_t i = 0; names[i]; i++) {
		g_autoptr(Value) item = page();
		g_autoptr(Value) list = page();
		g_autoptr(Article) number = NULL;
		g_autoptr(Article) nested = NULL;

		value_set(item, names[i], value_number(-1));
		number = article_of_page(source, item, entry, NOW, NULL);
		value_set(list, names[i], value_list());
		nested = article_of_page(source, list, entry, NOW, NULL);
		g_assert_true(
		    (number != NULL) == (strcmp(names[i], "_cailun") != 0));
		g_assert_true((nested != NULL) == (number != NULL));
	}
}

static void
test_inherit(void)
{
	g_autoptr(Source) source = source_of(SOURCE_FULL);
	g_autoptr(Entry) entry = listed();
	g_autoptr(Value) item = page();
	g_autoptr(Value) bare = value_object();
	g_autoptr(Value) nothing = value_object();
	g_autoptr(Entry) address = NULL;
	g_autoptr(Article) before =
	    article_of_page(source, item, entry, NOW, NULL);
	g_autoptr(Article) later = NULL;

	put(nothing, "url", "http://a.example/1.html");
	address = entry_read(nothing, 0);
	put(bare, "title", "新标题");
	put(bare, "_cailun.markdown", TEXT);
	later = article_of_page(source, bare, address, NOW + 60, NULL);
	article_inherit(later, before);
	g_assert_cmpstr(later->title, ==, "新标题");
	g_assert_cmpstr(later->section, ==, "要闻");
	g_assert_cmpuint(later->authors->len, ==, 3);
	g_assert_cmpint(later->date.precision, ==, DATE_SECOND);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/article/page", test_page);
	g_test_add_func("/article/page/fallback", test_page_fallback);
	g_test_add_func("/article/page/refused", test_page_refused);
	g_test_add_func("/article/listed", test_listed);
	g_test_add_func("/article/listed/markup", test_listed_markup);
	g_test_add_func("/article/modes", test_modes);
	g_test_add_func("/article/ceilings", test_ceilings);
	g_test_add_func("/article/nonsense", test_nonsense);
	g_test_add_func("/article/inherit", test_inherit);
	return g_test_run();
}
