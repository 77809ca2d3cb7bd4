/* test-article - the file of an article, its keys, and what changed. */
#include "config.h"

#include "archive/article.h"
#include "archive/furniture.h"
#include "base/error.h"

#include <glib.h>
#include <string.h>

static Date
date_of(const char *text, uint8_t origin)
{
	Date date;

	g_assert_true(date_parse(text, &date));
	date.origin = origin;
	return date;
}

static Article *
sample(void)
{
	Article *article = article_new();

	article->uid = g_strdup("voc-7q3k9v2m4c8d");
	article->title = g_strdup("耒阳:践行“四下基层” 写好\"答卷\"");
	article->kicker = g_strdup("引题");
	article->date = date_of("2024-01-02T17:19:17+08:00", DATE_FROM_PAGE);
	article->lastmod = date_of("2024-01-03", DATE_FROM_NOWHERE);
	article->source = g_strdup("voc");
	article->outlet = g_strdup("湖南日报·新湖南客户端");
	article->link = g_strdup("https://x.cn/1");
	g_ptr_array_add(article->links, g_strdup("https://x.cn/2"));
	article_add_author(article, "张三");
	article_add_author(article, "李四");
	article_add_editor(article, "王五", "责编");
	article_add_editor(article, "赵六", "一审");
	article->credit = g_strdup("湖南日报");
	g_ptr_array_add(article->tags, g_strdup("民生"));
	article_add_image(article, "https://x.cn/1.jpg", "图");
	article_add_image(article, "https://x.cn/2.jpg", NULL);
	article->captured =
	    date_of("2024-01-02T17:40:11+08:00", DATE_FROM_NOWHERE);
	article->raw = g_strdup("sha256:00");
	article->body = g_strdup("## 一\n\n甲说。乙说。\n\n丙");
	return article;
}

static const char *const sample_text =
    "---\n"
    "schema: 1\n"
    "uid: \"voc-7q3k9v2m4c8d\"\n"
    "title: \"耒阳:践行“四下基层” 写好\\\"答卷\\\"\"\n"
    "kicker: \"引题\"\n"
    "date: 2024-01-02T17:19:17+08:00\n"
    "date_from: \"page\"\n"
    "lastmod: 2024-01-03\n"
    "source: \"voc\"\n"
    "outlet: \"湖南日报·新湖南客户端\"\n"
    "link: \"https://x.cn/1\"\n"
    "links:\n"
    "  - \"https://x.cn/2\"\n"
    "authors:\n"
    "  - \"张三\"\n"
    "  - \"李四\"\n"
    "editors:\n"
    "  - {\"name\": \"王五\", \"role\": \"责编\"}\n"
    "  - {\"name\": \"赵六\", \"role\": \"一审\"}\n"
    "credit: \"湖南日报\"\n"
    "tags:\n"
    "  - \"民生\"\n"
    "images:\n"
    "  - {\"url\": \"https://x.cn/1.jpg\", \"alt\": \"图\"}\n"
    "  - {\"url\": \"https://x.cn/2.jpg\"}\n"
    "captured: 2024-01-02T17:40:11+08:00\n"
    "raw: \"sha256:00\"\n"
    "---\n"
    "\n"
    "## 一\n"
    "\n"
    "甲说。\n"
    "乙说。\n"
    "\n"
    "丙\n";

static void
assert_persons(const GPtrArray *a, const GPtrArray *b)
{
	g_assert_cmpuint(a->len, ==, b->len);
	for (guint i = 0; i < a->len; i++) {
		const Person *left = g_ptr_array_index(a, i);
		const Person *right = g_ptr_array_index(b, i);

		g_assert_cmpstr(left->name, ==, right->name);
		g_assert_cmpstr(left->role, ==, right->role);
	}
}

static void
assert_texts(const GPtrArray *a, const GPtrArray *b)
{
	g_assert_cmpuint(a->len, ==, b->len);
	for (guint i = 0; i < a->len; i++)
		g_assert_cmpstr(
		    g_ptr_array_index(a, i), ==, g_ptr_array_index(b, i));
}

static void
assert_date(const Date *a, const Date *b)
{
	g_assert_cmpint(a->seconds, ==, b->seconds);
	g_assert_cmpint(a->offset_min, ==, b->offset_min);
	g_assert_cmpint(a->precision, ==, b->precision);
	g_assert_cmpint(a->origin, ==, b->origin);
}

static void
assert_equal(const Article *a, const Article *b)
{
	g_assert_cmpstr(a->uid, ==, b->uid);
	g_assert_cmpstr(a->title, ==, b->title);
	g_assert_cmpstr(a->kicker, ==, b->kicker);
	g_assert_cmpstr(a->subtitle, ==, b->subtitle);
	assert_date(&a->date, &b->date);
	assert_date(&a->lastmod, &b->lastmod);
	g_assert_cmpstr(a->source, ==, b->source);
	g_assert_cmpstr(a->outlet, ==, b->outlet);
	g_assert_cmpstr(a->province, ==, b->province);
	g_assert_cmpstr(a->link, ==, b->link);
	assert_texts(a->links, b->links);
	assert_persons(a->authors, b->authors);
	assert_persons(a->editors, b->editors);
	g_assert_cmpstr(a->credit, ==, b->credit);
	g_assert_cmpstr(a->section, ==, b->section);
	g_assert_cmpstr(a->page, ==, b->page);
	g_assert_cmpstr(a->page_name, ==, b->page_name);
	g_assert_cmpstr(a->issue, ==, b->issue);
	g_assert_cmpstr(a->dateline, ==, b->dateline);
	assert_texts(a->tags, b->tags);
	g_assert_cmpstr(a->description, ==, b->description);
	g_assert_cmpuint(a->images->len, ==, b->images->len);
	for (guint i = 0; i < a->images->len; i++) {
		const Image *left = g_ptr_array_index(a->images, i);
		const Image *right = g_ptr_array_index(b->images, i);

		g_assert_cmpstr(left->url, ==, right->url);
		g_assert_cmpstr(left->alt, ==, right->alt);
	}
	g_assert_cmpstr(a->mode, ==, b->mode);
	g_assert_cmpstr(a->status, ==, b->status);
	assert_date(&a->status_date, &b->status_date);
	g_assert_cmpstr(a->family, ==, b->family);
	g_assert_cmpstr(a->rights, ==, b->rights);
	assert_date(&a->captured, &b->captured);
	g_assert_cmpstr(a->raw, ==, b->raw);
	g_assert_cmpstr(a->body, ==, b->body);
}

static void
assert_inverse(const Article *article)
{
	g_autoptr(GString) text = article_text(article);
	g_autoptr(GError) error = NULL;
	g_autoptr(Article) back = article_read(text->str, text->len, &error);
	g_autoptr(Article) copy = article_copy(article);

	g_assert_no_error(error);
	assert_equal(back, article);
	assert_equal(copy, article);
}

static void
test_text(void)
{
	g_autoptr(Article) article = sample(), empty = article_new();
	g_autoptr(GString) text = article_text(article);
	g_autoptr(GString) nothing = article_text(empty);

	g_assert_cmpstr(text->str, ==, sample_text);
	g_assert_cmpstr(nothing->str, ==, "---\nschema: 1\n---\n");
	assert_inverse(article);
	assert_inverse(empty);
	article_free(NULL);
}

/* Empty fields and list items are left out; ceilings hold. */
static void
test_left_out(void)
{
	g_autoptr(Article) article = article_new();
	g_autoptr(GString) text = NULL;
	g_autoptr(Article) back = NULL;

	article->title = g_strdup("");
	article->body = g_strdup("\n\n");
	article_add_author(article, "");
	article_add_author(article, "甲");
	article_add_editor(article, NULL, "责编");
	article_add_image(article, NULL, "图");
	for (int i = 0; i < 150; i++)
		g_ptr_array_add(article->tags, g_strdup("x"));
	article->date.origin = DATE_FROM_PAGE;
	text = article_text(article);
	back = article_read(text->str, text->len, NULL);
	g_assert_nonnull(back);
	g_assert_cmpuint(back->tags->len, ==, 100);
	g_assert_true(g_str_has_prefix(
	    text->str, "---\nschema: 1\nauthors:\n  - \"甲\"\ntags:\n"));
}

static const char *const hostile[] = { "\"", "\\", "\n", "---", "\n---\n", ": ",
	"#", "'", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@",
	"`", "\r", "\t", "\x01", "\x7f", "\xc2\x85", "\u2028", "\u2029",
	"\ufeff", "\u200b", "\u202e", "\ufffe", "😀", "甲", "null", "true",
	"2024-01-02", "1", "~", "- ", " ", "\\u0041", "\\n", "\u00a0",
	"schema: 9" };

static char *
hostile_text(GRand *random)
{
	g_autoptr(GString) out = g_string_new("x");
	int n = g_rand_int_range(random, 0, 6);

	for (int i = 0; i < n; i++)
		g_string_append(out, hostile[g_rand_int_range(
					 random, 0, G_N_ELEMENTS(hostile))]);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *
maybe(GRand *random)
{
	return g_rand_boolean(random) ? hostile_text(random) : NULL;
}

/* One paragraph to each line of hostile text, as a body is made. */
static char *
hostile_body(GRand *random)
{
	g_autoptr(GString) out = g_string_new(NULL);
	int n = g_rand_int_range(random, 1, 6);

	for (int i = 0; i < n; i++) {
		g_autofree char *text = hostile_text(random);

		g_strdelimit(text, "\n\r\t", '.');
		g_string_append_printf(
		    out, "%s%s。好", i ? "\n\n" : "", g_strchomp(text));
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static Article *
random_article(GRand *random)
{
	Article *article = article_new();
	char **fields[] = { &article->uid, &article->title, &article->kicker,
		&article->subtitle, &article->source, &article->outlet,
		&article->province, &article->link, &article->credit,
		&article->section, &article->page, &article->page_name,
		&article->issue, &article->dateline, &article->description,
		&article->mode, &article->status, &article->family,
		&article->rights, &article->raw };

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		*fields[i] = maybe(random);
	for (int i = g_rand_int_range(random, 0, 4); i > 0; i--) {
		g_autofree char *one = hostile_text(random),
				*two = maybe(random);

		g_ptr_array_add(article->tags, hostile_text(random));
		g_ptr_array_add(article->links, hostile_text(random));
		article_add_author(article, one);
		article_add_editor(article, one, two);
		article_add_image(article, one, two);
	}
	if (g_rand_boolean(random))
		article->date =
		    date_of("1959-02-28T23:59:59-03:30", DATE_FROM_FEED);
	if (g_rand_boolean(random))
		article->status_date = date_of("9999-12-31", 0);
	if (g_rand_boolean(random))
		article->body = hostile_body(random);
	return article;
}

static void
test_inverse(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(3);

	for (int round = 0; round < 4000; round++) {
		g_autoptr(Article) article = random_article(random);

		assert_inverse(article);
	}
}

/* Whatever the body, what was written once is written the same again. */
static void
test_stable(void)
{
	static const char *const bodies[] = { "---\n---\n", "甲\n乙", "\xff",
		"甲。\r\n乙", "```\n甲。乙", "    a。b\n\n\n    c", "\n\n\n",
		"a  \nb", "[甲]: 乙。丙", "甲。\n\n- 乙。\n丙。丁" };

	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		g_autoptr(Article) article = article_new(), back = NULL;
		g_autoptr(GString) once = NULL, twice = NULL;

		if (!g_utf8_validate(bodies[i], -1, NULL))
			continue;
		article->body = g_strdup(bodies[i]);
		once = article_text(article);
		back = article_read(once->str, once->len, NULL);
		g_assert_nonnull(back);
		twice = article_text(back);
		g_assert_cmpstr(once->str, ==, twice->str);
	}
}

static void
test_read_edited(void)
{
	static const char text[] = "---\r\n"
				   "# by hand\n"
				   "title: 没有引号: 的标题\n"
				   "schema: 1\n"
				   "strange: [1, 2]\n"
				   "more:\n"
				   "  - a\n"
				   "  deep: b\n"
				   "tags: []\n"
				   "date: \"2024-01-02\"\n"
				   "authors:\n"
				   "- 张三\n"
				   "  - {\"role\": \"x\", \"name\": \"y\"}\n"
				   "---\n"
				   "正文";
	g_autoptr(GError) error = NULL;
	g_autoptr(Article) article = article_read(text, strlen(text), &error);
	const Person *second;

	g_assert_no_error(error);
	g_assert_cmpstr(article->title, ==, "没有引号: 的标题");
	g_assert_cmpint(article->date.precision, ==, DATE_DAY);
	g_assert_cmpuint(article->authors->len, ==, 2);
	second = g_ptr_array_index(article->authors, 1);
	g_assert_cmpstr(second->name, ==, "y");
	g_assert_cmpstr(second->role, ==, "x");
	g_assert_cmpstr(article->body, ==, "正文");
}

static void
test_refusals(void)
{
	static const char *const cases[] = {
		"",
		"---",
		"---\n",
		"--\n---\n",
		"---\nschema: 2\n---\n",
		"---\nschema: x\n---\n",
		"---\nschema: 0\n---\n",
		"---\nschema: 1\nschema: 1\n---\n",
		"---\ntitle: \"a\"\ntitle: \"b\"\n---\n",
		"---\ntitle: \"a\n---\n",
		"---\ntitle: \"a\" b\n---\n",
		"---\ntitle: \"\\q\"\n---\n",
		"---\ntitle: \"\\u0000\"\n---\n",
		"---\ntitle: \"\\ud800\"\n---\n",
		"---\ntitle: \"\\udc00\"\n---\n",
		"---\ntitle: \"\\u12\"\n---\n",
		"---\ndate: yesterday\n---\n",
		"---\ntitle\n---\n",
		"---\n: x\n---\n",
		"---\ntags: x\n---\n",
		"---\ntags:\n  - {\"name\": \"x\"}\n---\n",
		"---\nimages:\n  - \"x\"\n---\n",
		"---\nimages:\n  - {\"alt\": \"x\"}\n---\n",
		"---\nimages:\n  - {\"url\": \"x\", \"url\": \"y\"}\n---\n",
		"---\neditors:\n  - {\"name\": \"x\"\n---\n",
		"---\neditors:\n  - {\"name\" \"x\"}\n---\n",
		"---\neditors:\n  - {}\n---\n",
		"---\ntitle: \xff\n---\n",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(article_read(cases[i], strlen(cases[i]), &error));
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
	}
	g_assert_null(article_read("---\n\0", 5, NULL));
}

static void
test_furniture(void)
{
	static const struct {
		const char *line;
		bool is;
	} cases[] = {
		{ "", true },
		{ "阅读 1234", true },
		{ "阅读量：１.２万 评论(3)", true },
		{ "已有 56 人阅读", true },
		{ "点击次数:5 · 收藏", true },
		{ "责编：张三", true },
		{ "责编 张三", true },
		{ "（责任编辑：张三）", true },
		{ "[编辑:李四]", true },
		{ "一审：甲 二审：乙 三审：丙", true },
		{ "来源：湖南日报", true },
		{ "2024-01-02 17:19 来源：湖南日报 作者：张三", true },
		{ "分享到：微信 微博", true },
		{ "【打印】【关闭】", true },
		{ "12345", false },
		{ "人大", false },
		{ "大会有1234人。", false },
		{ "一审宣判", false },
		{ "来源于生活的故事", false },
		{ "编辑部昨天开会。", false },
		{ "责编们都到了，讨论了很久", false },
		{ "2024年的收入来源", false },
		{ "本报讯", false },
		{ "阅读使人充实", false },
		{ "分享到此为止。", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) folded = g_string_new(NULL);

		furniture_fold(folded, cases[i].line);
		if (furniture_is(folded->str) != cases[i].is)
			g_test_message("%s", cases[i].line);
		g_assert_true(furniture_is(folded->str) == cases[i].is);
	}
}

static void
test_version_key(void)
{
	static const struct {
		const char *body;
		bool is_same;
	} cases[] = {
		{ "## 一\n\n甲说。乙说。\n\n丙", true },
		{ "## 一\n\n甲说。 乙说。\n\n丙\n\n阅读 99", true },
		{ "## 一\n\n甲说。乙说。（责任编辑：某某）\n\n丙", true },
		{ "##　一\n\n甲说。乙说。\n\n丙", true },
		{ "## 一\n\n甲说。乙说！\n\n丙", false },
		{ "## 一\n\n甲说。\n\n丙", false },
		{ "", false },
	};
	g_autoptr(Article) article = sample();
	g_autofree char *key = article_version_key(article);
	g_autofree char *same = NULL, *other = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Article) copy = article_copy(article);
		g_autofree char *theirs = NULL;

		g_free(copy->body);
		copy->body = g_strdup(cases[i].body);
		theirs = article_version_key(copy);
		g_assert_true(!strcmp(key, theirs) == cases[i].is_same);
	}
	article_add_editor(article, "新编辑", "三审");
	g_free(article->description);
	article->description = g_strdup("别的");
	same = article_version_key(article);
	g_assert_cmpstr(key, ==, same);
	article_add_author(article, "又一人");
	other = article_version_key(article);
	g_assert_cmpstr(key, !=, other);
}

static void
set_body(Article *article, const char *body)
{
	g_free(article->body);
	article->body = g_strdup(body);
}

static void
test_text_key(void)
{
	static const char long_text[] =
	    "今天上午，我市召开全市春耕生产工作会议，安排部署今年的春耕备耕工作"
	    "，"
	    "会议要求各县区抓紧抓实抓细各项措施，确保全年粮食播种面积稳定在300"
	    "万亩"
	    "以上，产量达到15."
	    "5亿斤，同时做好农资供应和田间管理，把责任落实到每一个"
	    "乡镇和每一个村。";
	g_autoptr(Article) article = article_new();
	g_autofree char *none = article_text_key(article), *first = NULL;
	static const char *const same[] = {
		"%s\n\n责编：张三",
		"![图](http://x.cn/1.jpg)\n\n%s",
		"**%s**",
		"%s\n\n%s",
	};

	g_assert_null(none);
	set_body(article, "太短。");
	g_assert_null(article_text_key(article));
	set_body(article, long_text);
	first = article_text_key(article);
	g_assert_nonnull(first);
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++) {
		g_auto(GStrv) parts = g_strsplit(same[i], "%s", -1);
		g_autofree char *body = g_strjoinv(long_text, parts);
		g_autofree char *key = NULL;

		set_body(article, body);
		key = article_text_key(article);
		g_assert_cmpstr(key, ==, first);
	}
}

static void
test_change(void)
{
	static const struct {
		const char *title, *body, *change;
	} cases[] = {
		{ "甲", "一是这样的句子。二是那样的话。三是结尾。", NULL },
		{ "甲", "一是这样的句子。二是那样的话。三是结尾。阅读 5",
		    NULL },
		{ "乙", "一是这样的句子。二是那样的话。三是结尾。",
		    "headline" },
		{ "甲", "一是这样的句子。二是那样的话。", "removal" },
		{ "甲", "一是这样的句子。二是那样的话。三是结尾。雨很大。",
		    "addition" },
		{ "甲", "二是那样的话。一是这样的句子。三是结尾。", "order" },
		{ "甲", "一是这样的句孑。二是那样的话。三是结尾。", "typo" },
		{ "甲", "六是这样的句子。二是那样的话。三是结尾。", "number" },
		{ "乙", "全都换了新的内容。", "headline,removal,addition" },
		{ "甲", "", "removal" },
	};
	g_autoptr(Article) before = article_new();
	g_autoptr(Article) after = article_copy(before);
	g_autofree char *other = NULL;

	before->title = g_strdup("甲");
	before->body = g_strdup(cases[0].body);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *change = NULL;

		g_free(after->title);
		after->title = g_strdup(cases[i].title);
		set_body(after, cases[i].body);
		change = article_change(before, after);
		g_assert_cmpstr(change, ==, cases[i].change);
	}
	/* nothing but a name: the class of last resort */
	article_free(g_steal_pointer(&after));
	after = article_copy(before);
	article_add_author(after, "张三");
	other = article_change(before, after);
	g_assert_cmpstr(other, ==, "typo");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/article/text", test_text);
	g_test_add_func("/article/left-out", test_left_out);
	g_test_add_func("/article/inverse", test_inverse);
	g_test_add_func("/article/stable", test_stable);
	g_test_add_func("/article/read-edited", test_read_edited);
	g_test_add_func("/article/refusals", test_refusals);
	g_test_add_func("/article/furniture", test_furniture);
	g_test_add_func("/article/version-key", test_version_key);
	g_test_add_func("/article/text-key", test_text_key);
	g_test_add_func("/article/change", test_change);
	return g_test_run();
}
