/*
 * notation: header lines, editor lines, datelines and signatures in the ways
 * in which papers print them. Outlets and people are made up.
 */
#include "config.h"

#include "parse/notation.h"

#include <string.h>

#define NOW 1767225600 /* 2026-01-01 */

/* "甲(记者) 乙" */
static char *
spell(const GPtrArray *people)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; people && i < people->len; i++) {
		const NotationPerson *person = g_ptr_array_index(people, i);

		g_string_append_printf(
		    text, "%s%s", i > 0 ? " " : "", person->name);
		if (person->role)
			g_string_append_printf(text, "(%s)", person->role);
	}
	return g_string_free(text, FALSE);
}

typedef struct Case {
	const char *line;
	bool is_line;
	const char *date, *credit, *authors, *editors;
} Case;

static void
check(const Case *c)
{
	g_auto(Notation) found = { 0 };
	bool is_line = notation_read(c->line, 480, NOW, &found);
	g_autofree char *authors = spell(found.authors);
	g_autofree char *editors = spell(found.editors);
	char date[DATE_TEXT_BYTES];

	g_test_message("%s: %d %s, %s, %s, %s", c->line, is_line,
	    date_format(&found.date, date), found.credit, authors, editors);
	g_assert_cmpint(is_line, ==, c->is_line);
	g_assert_cmpstr(
	    date_format(&found.date, date), ==, c->date ? c->date : "");
	g_assert_cmpstr(found.credit, ==, c->credit);
	g_assert_cmpstr(authors, ==, c->authors ? c->authors : "");
	g_assert_cmpstr(editors, ==, c->editors ? c->editors : "");
}

static void
test_headers(void)
{
	static const Case cases[] = {
		{ "2026-01-02 17:19:17 来源: 云溪日报 举报", true,
		    "2026-01-02T17:19:17+08:00", "云溪日报", NULL, NULL },
		{ "[来源:云溪日报·新云溪客户端] 2026-01-02 17:19:17", true,
		    "2026-01-02T17:19:17+08:00", "云溪日报·新云溪客户端", NULL,
		    NULL },
		{ "时间：2025-09-18 06:23 来源： 青岭晚报", true,
		    "2025-09-18T06:23:00+08:00", "青岭晚报", NULL, NULL },
		{ "2025年05月10日06:58 | 来源：云溪网－云溪日报", true,
		    "2025-05-10T06:58:00+08:00", "云溪网－云溪日报", NULL,
		    NULL },
		{ "发布日期：2025-11-22 浏览次数： 信息来源：县发改局", true,
		    "2025-11-22", "县发改局", NULL, NULL },
		{ "来源于：东溪街道办事处", true, NULL, "东溪街道办事处", NULL,
		    NULL },
		{ "2025-07-28 08:55:46 来源:云溪网 作者:朱立春 宋晓君 "
		  "编辑:王进",
		    true, "2025-07-28T08:55:46+08:00", "云溪网",
		    "朱立春(作者) 宋晓君(作者)", "王进(编辑)" },
		{ "2025-09-26 12:11来源：云溪证券网作者：李在山", true,
		    "2025-09-26T12:11:00+08:00", "云溪证券网", "李在山(作者)",
		    NULL },
		{ "2025-08-14 17:30:00 云溪网 / 作者:李丽 实习生 黄思 "
		  "编辑:刘惟 / 字号:",
		    true, "2025-08-14T17:30:00+08:00", "云溪网",
		    "李丽(作者) 黄思(实习生)", "刘惟(编辑)" },
		{ "2025年12月28日 19:55 新岭报", true,
		    "2025-12-28T19:55:00+08:00", "新岭报", NULL, NULL },
		{ "冯小庆 2025-06-25 08:46:42 0人参与评论", true,
		    "2025-06-25T08:46:42+08:00", NULL, "冯小庆", NULL },
		{ "2025-06-08 20:21 东溪县融媒体中心 张红 吴炎 通讯员 赵长",
		    true, "2025-06-08T20:21:00+08:00", "东溪县融媒体中心",
		    "张红 吴炎 赵长(通讯员)", NULL },
		{ "云溪网青岭频道 ( 2025-06-04 09:20:26 ) 稿件来源： 青岭日报",
		    true, "2025-06-04T09:20:26+08:00", "青岭日报", NULL, NULL },
		{ "2025-05-13 06:16发布于北京云溪日报官方账号", true,
		    "2025-05-13T06:16:00+08:00", "云溪日报", NULL, NULL },
		{ "2025年01月25日 18:03:35 来自内蒙古自治区", true,
		    "2025-01-25T18:03:35+08:00", NULL, NULL, NULL },
		{ "《云溪日报》（2025年05月11日 09版）", true, "2025-05-11",
		    "云溪日报", NULL, NULL },
		{ "2025-10-30 07:42:55 来源: 新岭报 (北京)", true,
		    "2025-10-30T07:42:55+08:00", "新岭报 (北京)", NULL, NULL },
		{ "2025-7-16 14:31| 查看: 617| 评论: 0|原作者: 边月|来自: "
		  "新岭新闻",
		    true, "2025-07-16T14:31:00+08:00", "新岭新闻",
		    "边月(原作者)", NULL },
		{ "2025-10-04 15:05新嶺報 記者林小誼／即時報導", true,
		    "2025-10-04T15:05:00+08:00", "新嶺報", "林小誼(記者)",
		    NULL },
		{ "时间：2025-04-06 07:30:37 来源： 作者：", true,
		    "2025-04-06T07:30:37+08:00", NULL, NULL, NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check(&cases[i]);
}

static void
test_editors(void)
{
	static const Case cases[] = {
		{ "责编:许德来", true, NULL, NULL, NULL, "许德来(责编)" },
		{ "一审:唐小曦 二审：许德来 三审/李小茁", true, NULL, NULL,
		    NULL, "唐小曦(一审) 许德来(二审) 李小茁(三审)" },
		{ "[编辑:许德来]", true, NULL, NULL, NULL, "许德来(编辑)" },
		{ "【纠错】【责任编辑:王小頔】", true, NULL, NULL, NULL,
		    "王小頔(责任编辑)" },
		{ "（责编：赵小妮(实习生)、李栋）", true, NULL, NULL, NULL,
		    "赵小妮(责编) 李栋(责编)" },
		{ "本文来源：新岭报 责任编辑：范小一_NN9138", true, NULL,
		    "新岭报", NULL, "范小一(责任编辑)" },
		{ "[责任编辑：朱家小 PN054]", true, NULL, NULL, NULL,
		    "朱家小(责任编辑)" },
		{ "编辑 刘小阳 校对 李铭", true, NULL, NULL, NULL,
		    "刘小阳(编辑) 李铭(校对)" },
		{ "文/栗小思 编辑/倪家来", true, NULL, NULL, "栗小思(文)",
		    "倪家来(编辑)" },
		{ "责编|陈小莹 校对|黄慧 来源|云溪参考、云溪发布", true, NULL,
		    "云溪参考、云溪发布", NULL, "陈小莹(责编) 黄慧(校对)" },
		{ "总监制：邹 明 监 制：高小勇 审 读：崔升", true, NULL, NULL,
		    NULL, "邹明(总监制) 高小勇(监制) 崔升(审读)" },
		{ "总值班:万星 值班主任:陈小龙 杨恽 美编:黄炜", true, NULL,
		    NULL, NULL,
		    "万星(总值班) 陈小龙(值班主任) 杨恽(值班主任) 黄炜(美编)" },
		{ "本期网络编辑：张小申", true, NULL, NULL, NULL,
		    "张小申(本期网络编辑)" },
		{ "【作者:】 【编辑:张萌】", true, NULL, NULL, NULL,
		    "张萌(编辑)" },
		{ "作者：未知 责任编辑：棒棒糖", true, NULL, NULL, NULL,
		    "棒棒糖(责任编辑)" },
		{ "[责任编辑：alonel]", true, NULL, NULL, NULL,
		    "alonel(责任编辑)" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check(&cases[i]);
}

static void
test_bylines(void)
{
	static const Case cases[] = {
		{ "通讯员 欧阳小苏 赵娟", true, NULL, NULL,
		    "欧阳小苏(通讯员) 赵娟(通讯员)", NULL },
		{ "本报记者 王乐文 方 敏", true, NULL, NULL,
		    "王乐文(记者) 方敏(记者)", NULL },
		{ "【记者】柳时小 【通讯员】罗瑞小 【校对】梁飞", true, NULL,
		    NULL, "柳时小(记者) 罗瑞小(通讯员)", "梁飞(校对)" },
		{ "云溪日报全媒体记者 张小航 通讯员 李四 王五", true, NULL,
		    NULL, "张小航(全媒体记者) 李四(通讯员) 王五(通讯员)",
		    NULL },
		{ "采写：云溪都市报见习记者 林子小", true, NULL, NULL,
		    "林子小(见习记者)", NULL },
		{ "【文/云溪网专栏作者 王小文】", true, NULL, NULL,
		    "王小文(专栏作者)", NULL },
		{ "新岭社记者邹小为、唐诗小、丁乐", true, NULL, NULL,
		    "邹小为(记者) 唐诗小(记者) 丁乐(记者)", NULL },
		{ "记者 钟小军 通讯员 丁明 王松 摄影报道", true, NULL, NULL,
		    "钟小军(记者) 丁明(通讯员) 王松(通讯员)", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check(&cases[i]);
}

/* Paragraphs stay paragraphs; their writers are read out of them. */
static void
test_datelines(void)
{
	static const struct {
		Case c;
		const char *dateline;
	} cases[] = {
		{ { "新岭社云溪1月2日电（记者邹小伟）县里今天开会，部署春耕。",
		      false, NULL, NULL, "邹小伟(记者)", NULL },
		    "新岭社云溪1月2日电" },
		{ { "云溪日报3月30日讯(全媒体记者张小航)"
		    "记者从会议上获悉，今年……",
		      false, NULL, NULL, "张小航(全媒体记者)", NULL },
		    "云溪日报3月30日讯" },
		{ { "本报讯（记者孙小珺 通讯员褚家小）昨天，东溪大桥通车。",
		      false, NULL, NULL, "孙小珺(记者) 褚家小(通讯员)", NULL },
		    "本报讯" },
		{ { "云溪网讯 全媒体记者杨小超、肖宇报道: 近日，县里……", false,
		      NULL, NULL, "杨小超(全媒体记者) 肖宇(全媒体记者)", NULL },
		    "云溪网讯" },
		{ { "新岭社云溪5月19日电（刘艺、杨吉）专家介绍，试验顺利。",
		      false, NULL, NULL, "刘艺 杨吉", NULL },
		    "新岭社云溪5月19日电" },
		{ { "（中嶺社記者溫小香台北21日電）有關部門今天表示，目前平穩"
		    "。",
		      false, NULL, NULL, "溫小香(記者)", NULL },
		    "中嶺社記者溫小香台北21日電" },
		{ { "活动持续到月底，市民可以预约参观。（实习生 温小霞）",
		      false, NULL, NULL, "温小霞(实习生)", NULL },
		    NULL },
		{ { "记者：您怎么看待这个问题？", false, NULL, NULL, NULL,
		      NULL },
		    NULL },
		{ { "他说：“来源是清楚的。”随后离开了会场，没有回答提问。",
		      false, NULL, NULL, NULL, NULL },
		    NULL },
		{ { "2025年他到云溪打工，一干就是三年，去年才回到家乡办厂。",
		      false, NULL, NULL, NULL, NULL },
		    NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Notation) found = { 0 };

		check(&cases[i].c);
		(void)notation_read(cases[i].c.line, 480, NOW, &found);
		g_assert_cmpstr(found.dateline, ==, cases[i].dateline);
	}
}

/* Who took the pictures is kept apart from who wrote. */
static void
test_pictures(void)
{
	static const struct {
		const char *line, *who;
	} cases[] = {
		{ "1月2日，东溪大桥通车。新岭社记者 李小馨 摄",
		    "李小馨(记者)" },
		{ "本报记者 张小科 摄", "张小科(记者)" },
		{ "文：张三 图：李四", "李四(图)" },
		{ "(云溪晚报记者李晖通讯员张红运摄)",
		    "李晖(记者) 张红运(通讯员)" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Notation) found = { 0 };
		g_autofree char *who = NULL;

		(void)notation_read(cases[i].line, 480, NOW, &found);
		who = spell(found.contributors);
		g_assert_cmpstr(who, ==, cases[i].who);
	}
}

static void
test_merge(void)
{
	g_auto(Notation) all = { 0 };
	g_autofree char *editors = NULL;

	g_assert_true(notation_read("2026-01-02 新岭报", 480, NOW, &all));
	g_assert_cmpstr(all.credit, ==, "新岭报");
	/* A labelled credit goes before a bare one, and the first of those
	 * stays. */
	g_assert_true(notation_read("来源：云溪日报", 480, NOW, &all));
	g_assert_true(notation_read("来源：别家报", 480, NOW, &all));
	g_assert_cmpstr(all.credit, ==, "云溪日报");
	/* 编辑 says nothing new of who is 责编 already. */
	g_assert_true(notation_read("责编:许德来", 480, NOW, &all));
	g_assert_true(notation_read("二审:许德来", 480, NOW, &all));
	g_assert_true(notation_read("编辑:许德来", 480, NOW, &all));
	editors = spell(all.editors);
	g_assert_cmpstr(editors, ==, "许德来(责编) 许德来(二审)");
}

static void
test_nothing(void)
{
	static const char *const lines[] = { "", " ", ":", "：：：", "（",
		"【】", "记者", "来源：", "2026", "摄", "讯（", "日电（" };
	g_autoptr(GString) deep = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_auto(Notation) found = { 0 };

		(void)notation_read(lines[i], 480, NOW, &found);
		g_assert_null(found.credit);
	}
	for (int i = 0; i < 100000; i++)
		g_string_append(deep, "（记者 ");
	{
		g_auto(Notation) found = { 0 };

		g_assert_false(notation_read(deep->str, 480, NOW, &found));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/notation/headers", test_headers);
	g_test_add_func("/notation/editors", test_editors);
	g_test_add_func("/notation/bylines", test_bylines);
	g_test_add_func("/notation/datelines", test_datelines);
	g_test_add_func("/notation/pictures", test_pictures);
	g_test_add_func("/notation/merge", test_merge);
	g_test_add_func("/notation/nothing", test_nothing);
	return g_test_run();
}
