/*
 * guess: one article in the wrappings of many sites comes out the same; and
 * what the page reader must not do. All texts are made up.
 */
#include "config.h"

#include "parse/guess.h"

#include <string.h>

#define NOW 1772467200 /* 2026-03-03 */
#define TITLE "云溪：办好“三件小事” 托起“民生幸福”"
#define CREDIT "云溪日报·新云溪客户端"

typedef enum Role {
	PARAGRAPH,
	HEADING,
} Role;

static const struct {
	Role role;
	const char *text;
} article[] = {
	{ PARAGRAPH, "把服务窗口搬到村口，一年开展“板凳课堂”86场，办结群众诉求1"
		     "240件……2025年以来，云溪"
		     "县从“三件小事”入手，让群众少跑路、好办事。" },
	{ HEADING, "从“门外”到“门里” 让服务“走近”" },
	{ PARAGRAPH, "“过去补一张卡要跑两趟县城，现在下楼就能办。”家住东溪街道"
		     "的陈阿姨说。" },
	{ PARAGRAPH, "东溪街道把12项高频事项下放到社区，办理时间从7天缩短到1天"
		     "，累计服务居民1.8万人次。" },
	{ HEADING, "从“等待”到“上门” 让关怀“走实”" },
	{ PARAGRAPH, "独居老人的床头，多了一个一键呼叫器。全县建成互助养老点109"
		     "个，覆盖20个乡镇。" },
	{ PARAGRAPH,
	    "“身体不舒服，按一下就有人来，心里踏实。”78岁的刘大爷说。" },
	{ HEADING, "从“会场”到“现场” 让问题“走完”" },
	{ PARAGRAPH, "每周三晚上，县领导轮流到乡镇值班，现场收集意见建议640多条"
		     "，解决问题366个。" },
	{ PARAGRAPH, "下一步，云溪县将继续把“小事”当“大事”办，一件接着一件，办"
		     "出实效。" },
};

static const char expected[] =
    "把服务窗口搬到村口，一年开展“板凳课堂”86场，办结群众诉求1240件……2025年以来"
    "，云溪"
    "县从“三件小事”入手，让群众少跑路、好办事。\n\n"
    "## 从“门外”到“门里” 让服务“走近”\n\n"
    "“过去补一张卡要跑两趟县城，现在下楼就能办。”家住东溪街道的陈阿姨说。\n\n"
    "东溪街道把12项高频事项下放到社区，办理时间从7天缩短到1天，累计服务居民1."
    "8万人次。\n\n"
    "## 从“等待”到“上门” 让关怀“走实”\n\n"
    "独居老人的床头，多了一个一键呼叫器。全县建成互助养老点109个，覆盖20个乡镇"
    "。\n\n"
    "“身体不舒服，按一下就有人来，心里踏实。”78岁的刘大爷说。\n\n"
    "## 从“会场”到“现场” 让问题“走完”\n\n"
    "每周三晚上，县领导轮流到乡镇值班，现场收集意见建议640多条，解决问题366个。"
    "\n\n"
    "下一步，云溪县将继续把“小事”当“大事”办，一件接着一件，办出实效。";

static const char *const tail[] = { "责编:许德来", "一审:唐小曦", "二审:许德来",
	"三审:李小茁", "来源:" CREDIT, "[编辑:许德来]" };

typedef struct Wrapping {
	const char *name;
	const char *open, *close; /* of a paragraph */
	const char *heading_open, *heading_close; /* NULL: as a paragraph */
	const char *strong_open, *strong_close; /* inside it */
	const char *headline; /* printf: the title */
	const char *foot; /* what stands in the same container */
} Wrapping;

#define LINKS "<a href=\"/ask\">我要问</a> <a href=\"/map\">网站地图</a>"

static const Wrapping wrappings[] = {
	{ "p and strong", "<p>　　", "</p>\n", NULL, NULL, "<strong>",
	    "</strong>", "<h1>%s</h1>", "" },
	{ "p and h2", "<p>", "</p>", "<h2>", "</h2>", "", "", "<h1>%s</h1>",
	    LINKS },
	{ "p and plain", "<p>&nbsp;&nbsp;&nbsp;&nbsp;", "</p>", NULL, NULL, "",
	    "", "<div class=\"bt\">%s</div>", "<p>我要问</p><p>网站地图</p>" },
	{ "div and b", "<div>", "</div>", NULL, NULL, "<b>", "</b>",
	    "<p class=\"title\">%s</p>", "<div>" LINKS "</div>" },
	{ "br br", "　　", "<br><br>\n", NULL, NULL, "<strong>", "</strong>",
	    "<h1>%s</h1>", "我要问<br><br>网站地图" },
	{ "br and h3", "", "<br/>", "<h3>", "</h3>", "", "",
	    "<h2 class=\"title\">%s</h2>", LINKS },
	{ "font in p", "<p><font size=\"3\"><span>", "</span></font></p>", NULL,
	    NULL, "<b>", "</b>", "<div id=\"title\"><font>%s</font></div>",
	    "<p>网站地图</p>" },
	{ "one text", "\n　　", "", NULL, NULL, "", "", "<h1>%s</h1>", "" },
	{ "Word", "<p class=\"MsoNormal\"><o:p></o:p><span>", "</span></p>",
	    NULL, NULL, "<b>", "</b>", "<h1>%s</h1>", "" },
};

static void
append_paragraph(GString *page, const Wrapping *w, const char *text)
{
	g_string_append_printf(page, "%s%s%s", w->open, text, w->close);
}

static void
append_article(GString *page, const Wrapping *w)
{
	append_paragraph(page, w, "通讯员 欧阳小苏 赵娟");
	for (size_t i = 0; i < G_N_ELEMENTS(article); i++) {
		bool is_heading = article[i].role == HEADING;

		if (is_heading && w->heading_open)
			g_string_append_printf(page, "%s%s%s", w->heading_open,
			    article[i].text, w->heading_close);
		else
			g_string_append_printf(page, "%s%s%s%s%s", w->open,
			    is_heading ? w->strong_open : "", article[i].text,
			    is_heading ? w->strong_close : "", w->close);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(tail); i++)
		append_paragraph(page, w, tail[i]);
}

/* `form` with `text` where it says %s. */
static void
append_with(GString *page, const char *form, const char *text)
{
	const char *place = strstr(form, "%s");

	g_assert_nonnull(place);
	g_string_append_len(page, form, place - form);
	g_string_append(page, text);
	g_string_append(page, place + 2);
}

static GString *
wrap(const Wrapping *w)
{
	GString *page = g_string_new(
	    "<!DOCTYPE html><html><head>"
	    "<meta charset=\"utf-8\"><title>" TITLE " -乐游平台</title></head>"
	    "<body><div class=\"nav\"><a href=\"/\">首页</a>"
	    "<a href=\"/news\">新闻</a><a href=\"/us\">关于我们</a></div>"
	    "<div class=\"wrap\">");

	append_with(page, w->headline, TITLE);
	g_string_append(page,
	    "<div class=\"info\">[来源:" CREDIT "] "
	    "2026-03-02 17:19:17</div><div class=\"content\">");
	append_article(page, w);
	g_string_append(page, w->foot);
	g_string_append(page,
	    "</div></div><div class=\"footer\">版权所有 乐游平台 "
	    "<a href=\"/icp\">某ICP备000000号</a></div></body></html>");
	return page;
}

static bool
read_page(const char *html, const char *listed, Guess *out)
{
	g_autoptr(Tree) tree = tree_read(
	    html, strlen(html), "https://mirror.example.com/a/1.html", NULL);
	GuessHint hint = { .url = "https://mirror.example.com/a/1.html",
		.zone_min = 480,
		.now = NOW,
		.listed_title = listed };

	g_assert_nonnull(tree);
	return guess_article(tree, &hint, out);
}

static char *
spell(const GPtrArray *people)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; people && i < people->len; i++) {
		const NotationPerson *person = g_ptr_array_index(people, i);

		g_string_append_printf(text, "%s%s:%s", i > 0 ? " " : "",
		    person->role ? person->role : "", person->name);
	}
	return g_string_free(text, FALSE);
}

static void
test_wrappings(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wrappings); i++) {
		g_autoptr(GString) page = wrap(&wrappings[i]);
		g_auto(Guess) guess = { 0 };
		g_autofree char *authors = NULL, *editors = NULL;
		char date[DATE_TEXT_BYTES];

		g_test_message("%s", wrappings[i].name);
		g_assert_true(read_page(page->str, NULL, &guess));
		g_assert_cmpstr(guess.title, ==, TITLE);
		g_assert_cmpstr(guess.credit, ==, CREDIT);
		g_assert_cmpstr(date_format(&guess.published, date), ==,
		    "2026-03-02T17:19:17+08:00");
		g_assert_cmpint(guess.published.origin, ==, DATE_FROM_PAGE);
		authors = spell(guess.authors);
		g_assert_cmpstr(authors, ==, "通讯员:欧阳小苏 通讯员:赵娟");
		editors = spell(guess.editors);
		g_assert_cmpstr(editors, ==,
		    "责编:许德来 一审:唐小曦 二审:许德来 三审:李小茁");
		g_assert_cmpstr(guess.markdown, ==, expected);
		g_assert_cmpfloat(guess.score, >, 0.5);
	}
}

#define PROSE \
	"<p>今天上午，东溪大桥正式通车，全长1.2公里，双向四车道，总投资3." \
	"6亿元。</p>" \
	"<p>" \
	"大桥通车以后，两岸居民往来时间从40分钟缩短到5分钟，菜农进城卖菜更方" \
	"便了。</p>" \
	"<p>" \
	"据介绍，县里还将开通三条公交线路，方便沿线的学生上学，预计下个月投入" \
	"使用。</p>"

#define PROSE_MARKDOWN \
	"今天上午，东溪大桥正式通车，全长1.2公里，双向四车道，总投资3." \
	"6亿元。\n\n" \
	"大桥通车以后，两岸居民往来时间从40分钟缩短到5分钟，菜农进城卖菜更方" \
	"便了。\n\n" \
	"据介绍，县里还将开通三条公交线路，方便沿线的学生上学，预计下个月投入" \
	"使用。"

/* What surrounds the text on real pages, in the same container or beside it. */
static void
test_surroundings(void)
{
	static const char *const before[] = {
		"",
		"<p>字号：<a>大</a> <a>中</a> <a>小</a></p>",
		"<div class=\"share\">分享到：<a href=\"#\">微信</a></div>",
		"<div class=\"tools\"><span>打印</span><span>收藏</span></div>",
	};
	static const char *const after[] = {
		"",
		"<p>责任编辑：王进</p>",
		"<p>（原标题：东溪通车）</"
		"p><p>声明：本文仅代表作者观点，不代表本站立场。</p>",
		"<div class=\"related\"><h3>相关阅读</h3><ul>"
		"<li><a href=\"/1\">青岭水库开始蓄水</a></li>"
		"<li><a href=\"/2\">云溪县举行运动会</a></li></ul></div>",
		"<p>相关新闻</p><p><a href=\"/1\">青岭水库开始蓄水</a></p>",
		"<p>扫一扫，关注我们的公众号</p><p><img src=\"/qr.png\"></p>",
		"<div>上一篇：<a href=\"/1\">青岭水库开始蓄水</a></div>",
		"<div "
		"id=\"comments\"><p>"
		"说得好，支持家乡建设，希望越来越好，大家一起努力。"
		"</p><p>早就盼着这座桥了，以后回家方便多了，真是一件大好事。</"
		"p></div>",
		"<p "
		"style=\"display:none\">"
		"隐藏的文字，不应该出现，也没有人看得见它。</p>",
	};

	for (size_t b = 0; b < G_N_ELEMENTS(before); b++)
		for (size_t a = 0; a < G_N_ELEMENTS(after); a++) {
			g_autofree char *page = g_strconcat(
			    "<html><head><title>东溪大桥通车_云溪频道_云溪网</"
			    "title>"
			    "</head><body><div "
			    "class=\"main\"><h1>东溪大桥通车</h1>"
			    "<p>2026-03-02 08:30 来源：云溪日报</p>",
			    before[b], "<div id=\"zoom\">", PROSE, after[a],
			    "</div></div></body></html>", NULL);
			g_auto(Guess) guess = { 0 };
			g_autofree char *text = NULL;

			g_test_message("%s", page);
			g_assert_true(read_page(page, NULL, &guess));
			g_assert_cmpstr(guess.title, ==, "东溪大桥通车");
			g_assert_cmpstr(guess.credit, ==, "云溪日报");
			g_assert_true(
			    g_str_has_prefix(guess.markdown, PROSE_MARKDOWN));
			text =
			    g_strdup(guess.markdown + strlen(PROSE_MARKDOWN));
			/* A picture may be left of a code to scan. */
			if (strstr(text, "![") == NULL)
				g_assert_cmpstr(text, ==, "");
		}
}

static void
check_title(const char *head, const char *headline, const char *title)
{
	g_autofree char *page = g_strconcat("<html><head>", head,
	    "</head><body><div><a href=\"/\">云溪网</a> &gt; "
	    "<a href=\"/x\">要闻</a></div>",
	    headline, "<p>2026-03-02 08:30 来源：云溪日报</p>" PROSE,
	    "</body></html>", NULL);
	g_auto(Guess) guess = { 0 };

	g_test_message("%s %s", head, headline);
	g_assert_true(read_page(page, NULL, &guess));
	g_assert_cmpstr(guess.title, ==, title);
}

/* Site names go by evidence; what only looks like one stays. */
static void
test_titles(void)
{
	check_title("<title>东溪大桥通车_要闻_云溪网</title>",
	    "<h1>东溪大桥通车</h1>", "东溪大桥通车");
	check_title("<title>东溪大桥通车--某某平台</title>",
	    "<div class=\"t1\">东溪大桥通车</div>", "东溪大桥通车");
	/* No headline to be seen: the names that the page links to. */
	check_title(
	    "<title>东溪大桥通车_要闻_云溪网</title>", "", "东溪大桥通车");
	/* Nothing on the page calls itself 人物. */
	check_title("<title>桥工老周_人物</title>", "", "桥工老周_人物");
	check_title("<title>云溪网</title>"
		    "<meta property=\"og:title\" content=\"东溪大桥通车\">"
		    "<meta property=\"og:site_name\" content=\"云溪网\">",
	    "", "东溪大桥通车");
	check_title(
	    "<title>云溪网</title>", "<h5>东溪大桥通车</h5>", "东溪大桥通车");
	check_title("<title>A-B型大桥通车-云溪网</title>",
	    "<h1>A-B型大桥通车</h1>", "A-B型大桥通车");
	check_title("<meta name=\"ArticleTitle\" content=\"东溪大桥通车\">"
		    "<title>云溪县人民政府</title>",
	    "<p>东溪大桥通车</p>", "东溪大桥通车");
}

static void
check_date(
    const char *head, const char *line, const char *date, DateOrigin origin)
{
	g_autofree char *page = g_strconcat("<html><head>"
					    "<title>东溪大桥通车</title>",
	    head,
	    "</head><body>"
	    "<h1>东溪大桥通车</h1>",
	    line, PROSE,
	    "<ul><li><a href=\"/1\">青岭水库蓄水 2025-01-01</a></li></ul>"
	    "</body></html>",
	    NULL);
	g_auto(Guess) guess = { 0 };
	char text[DATE_TEXT_BYTES];

	g_test_message("%s %s", head, line);
	g_assert_true(read_page(page, NULL, &guess));
	g_assert_cmpstr(date_format(&guess.published, text), ==, date);
	g_assert_cmpint(guess.published.origin, ==, origin);
}

static void
test_dates(void)
{
	check_date("<meta name=\"PubDate\" content=\"2026-03-02 06:52:51\">",
	    "<p>2026年03月02日 04:04 来源：云溪日报</p>",
	    "2026-03-02T04:04:00+08:00", DATE_FROM_PAGE);
	check_date("<meta name=\"PubDate\" content=\"2026-03-02 06:52\">", "",
	    "2026-03-02T06:52:00+08:00", DATE_FROM_META);
	/* The day is displayed, its hour is in the metas. */
	check_date("<meta property=\"article:published_time\" "
		   "content=\"2026-03-02T06:52:51+08:00\">",
	    "<p>日期：2026-03-02</p>", "2026-03-02T06:52:51+08:00",
	    DATE_FROM_META);
	/* The metas have another day: that was something else. */
	check_date("<meta property=\"article:published_time\" "
		   "content=\"2026-03-05T06:52:51+08:00\">",
	    "<p>日期：2026-03-02</p>", "2026-03-02", DATE_FROM_PAGE);
	check_date("",
	    "<p><span>2026</span><span>03/02</span>"
	    "<span>19:02</span></p>",
	    "2026-03-02T19:02:00+08:00", DATE_FROM_PAGE);
	check_date("<script type=\"application/ld+json\">{\"@type\":"
		   "\"NewsArticle\",\"datePublished\":\"2026-03-02T06:52:51Z\"}"
		   "</script>",
	    "", "2026-03-02T06:52:51+00:00", DATE_FROM_META);
	check_date("<!--enpproperty <date>2026-03-02 10:25:36:0</date>"
		   "<title>东溪大桥通车</title>/enpproperty-->",
	    "", "2026-03-02T10:25:36+08:00", DATE_FROM_META);
	/* The dates of other articles are none. */
	check_date("", "", "", DATE_FROM_NOWHERE);
}

static void
test_shapes(void)
{
	static const char page[] =
	    "<html><head><title>东溪大桥通车</title></head>"
	    "<body><h1>东溪大桥通车</h1><div class=\"c\">" PROSE
	    "<table><tr><th>线路</th><th>班次</th></tr>"
	    "<tr><td>1路</td><td>20</td></tr></table>"
	    "<ul><li>第一，注意安全。</li><li>第二，遵守秩序。</li></ul>"
	    "<blockquote><p>“这是一座民心桥，也是一座连心桥。”</p></blockquote>"
	    "<figure><img src=\"../p/1.jpg\" "
	    "alt=\"x\"><figcaption>大桥夜景</figcaption>"
	    "</figure><p>大桥由本县企业承建，工期十八个月，提前两个月完工。</"
	    "p></div>"
	    "</body></html>";
	g_auto(Guess) guess = { 0 };

	g_assert_true(read_page(page, NULL, &guess));
	g_assert_cmpstr(guess.markdown, ==,
	    PROSE_MARKDOWN
	    "\n\n"
	    "| 线路 | 班次 |\n| --- | --- |\n| 1路 | 20 |\n\n"
	    "- 第一，注意安全。\n- 第二，遵守秩序。\n\n"
	    "> “这是一座民心桥，也是一座连心桥。”\n\n"
	    "![大桥夜景](https://mirror.example.com/p/1.jpg)\n\n"
	    "大桥由本县企业承建，工期十八个月，提前两个月完工。");
	g_assert_cmpuint(guess.images->len, ==, 1);
	g_assert_nonnull(strstr(guess.html, "<figure>") ? NULL : "no");
	g_assert_nonnull(strstr(guess.html, "<td>1路</td>"));
}

/* Pages without an article say so. */
static void
test_nothing(void)
{
	static const char *const pages[] = {
		"<html><body></body></html>",
		"<p></p>",
		"x",
		"<html><title>加载中</title><body><div id=\"app\"></div>"
		"<div class=\"footer\">版权所有 云溪网 "
		"未经许可，不得转载，违者必究。</div>"
		"</body></html>",
		"<html><body><ul><li><a href=\"/1\">青岭水库开始蓄水</a></li>"
		"<li><a href=\"/2\">云溪县举行运动会</a></li>"
		"<li><a "
		"href=\"/3\">东溪大桥今天通车</a></li></ul></body></html>",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_auto(Guess) guess = { 0 };

		g_test_message("%s", pages[i]);
		g_assert_false(read_page(pages[i], NULL, &guess));
	}
}

/* The root may end early, and the article stand behind it. */
static void
test_broken(void)
{
	static const char *const pages[] = {
		"<html><head><title>东溪大桥通车</title></head><body><p>头</"
		"p></body>"
		"</html><html><body><h1>东溪大桥通车</h1><div>" PROSE
		"</div></body></html>",
		"<title>东溪大桥通车</title><h1>东溪大桥通车</h1><div>" PROSE,
		"<html><title>东溪大桥通车</"
		"title><table><tr><td><h1>东溪大桥通车</h1>"
		"<tr><td>" PROSE "</td></table>",
		"<html><title>东溪大桥通车</title><body><h1>东溪<br>大桥通车</"
		"h1>"
		"<div hidden>" PROSE "</div>",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_auto(Guess) guess = { 0 };

		g_test_message("%s", pages[i]);
		g_assert_true(read_page(pages[i], NULL, &guess));
		g_assert_cmpstr(guess.markdown, ==, PROSE_MARKDOWN);
	}
}

/* A plugin has chosen the node. */
static void
test_chosen(void)
{
	static const char page[] =
	    "<html><title>东溪大桥通车</title><body>"
	    "<div id=\"a\">" PROSE PROSE
	    "</div><div id=\"b\"><p>正文在这里，很短，"
	    "但是它是选择器指定的。</p><p>责编：王进</p></div></body></html>";
	g_autoptr(Tree) tree = tree_read(page, strlen(page), "", NULL);
	GuessHint hint = { .url = "", .zone_min = 480, .now = NOW };
	g_auto(Guess) guess = { 0 };
	xmlNode *node = tree_first(tree);

	while (node && g_strcmp0(tree_attribute(node, "id"), "b") != 0)
		node = tree_next(node, NULL);
	hint.body = node;
	g_assert_true(guess_article(tree, &hint, &guess));
	g_assert_cmpstr(
	    guess.markdown, ==, "正文在这里，很短，但是它是选择器指定的。");
	g_assert_cmpuint(guess.editors->len, ==, 1);
	hint.body = NULL;
	g_assert_nonnull(guess_main(tree, &hint));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/guess/wrappings", test_wrappings);
	g_test_add_func("/guess/surroundings", test_surroundings);
	g_test_add_func("/guess/titles", test_titles);
	g_test_add_func("/guess/dates", test_dates);
	g_test_add_func("/guess/shapes", test_shapes);
	g_test_add_func("/guess/nothing", test_nothing);
	g_test_add_func("/guess/broken", test_broken);
	g_test_add_func("/guess/chosen", test_chosen);
	return g_test_run();
}
