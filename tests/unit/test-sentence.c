/* test-sentence - where sentences end, and that nothing is lost. */
#include "config.h"

#include "archive/sentence.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

static void
test_split(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ "没有句号", "没有句号" },
		{ "甲。乙。", "甲。\n乙。" },
		{ "真的吗？！是的！好……走", "真的吗？！\n是的！\n好……\n走" },
		{ "他说：“走吧。”她说好。", "他说：“走吧。”\n她说好。" },
		{ "（他走了。）《书。》完", "（他走了。）\n《书。》\n完" },
		{ "增长3.5%，见v1.2.3。好", "增长3.5%，见v1.2.3。\n好" },
		{ "He left. The end. ok", "He left.\nThe end. ok" },
		{ "no.5 and e.g. this", "no.5 and e.g. this" },
		{ "是吗?对!“好”", "是吗?\n对!\n“好”" },
		{ "中a?b=1!x", "中a?b=1!x" },
		{ "见http://x.cn/a?b=1!c。完", "见http://x.cn/a?b=1!c。\n完" },
		{ "见 www.x.cn/?页。完", "见 www.x.cn/?页。\n完" },
		{ "甲。 乙。", "甲。 \n乙。" },
		{ "甲。Then", "甲。\nThen" },
		{ "甲。 Then", "甲。 \nThen" },
		{ "“Go!” He said.", "“Go!”\nHe said." },
		{ "甲。  乙", "甲。  乙" },
		/* a line of its own would be something else */
		{ "甲。- 乙。丙", "甲。- 乙。\n丙" },
		{ "甲。1. 乙", "甲。1. 乙" },
		{ "甲。# 乙", "甲。# 乙" },
		{ "甲。> 乙", "甲。> 乙" },
		{ "甲。===", "甲。===" },
		{ "甲。---", "甲。---" },
		{ "甲。<div>乙", "甲。<div>乙" },
		{ "甲。-5℃。**乙**", "甲。\n-5℃。**乙**" },
		{ "**甲。** 乙。丙", "**甲。** 乙。\n丙" },
		{ "[甲。乙](/丙。丁)。戊", "[甲。\n乙](/丙。丁)。\n戊" },
		{ "<http://x/甲。乙>。丙", "<http://x/甲。乙>。\n丙" },
		{ "甲。![图](http://x/)", "甲。![图](http://x/)" },
		{ "No! Really? Yes.", "No!\nReally?\nYes." },
		{ "。。。", "。。。" },
		{ "?!", "?!" },
		{ "好\\!走", "好\\!\n走" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = sentence_split(cases[i].in);
		g_autofree char *back = sentence_join_body(out);

		g_assert_cmpstr(out, ==, cases[i].out);
		if (!strchr(out, '#'))
			g_assert_cmpstr(back, ==, cases[i].in);
	}
}

static void
test_body(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "## 小标题。二\n\n甲。乙。", "## 小标题。二\n\n甲。\n乙。" },
		{ "- 甲。乙。\n- 丙", "- 甲。乙。\n- 丙" },
		{ "1. 甲。乙", "1. 甲。乙" },
		{ "> 甲。乙", "> 甲。乙" },
		{ "| 甲。乙 |\n|---|", "| 甲。乙 |\n|---|" },
		{ "```\n甲。乙\n\n丙。丁\n```", "```\n甲。乙\n\n丙。丁\n```" },
		{ "    甲。乙", "    甲。乙" },
		{ "![甲。乙](x)", "![甲。乙](x)" },
		{ "床前。\\\n疑是。霜\\\n低头",
		    "床前。\\\n疑是。\n霜\\\n低头" },
		{ "甲\n乙", "甲乙" },
		{ "one\ntwo", "one two" },
		{ "\n\n甲。\n\n\n\n乙\n\n", "甲。\n\n乙" },
		{ "", "" },
		{ "\n \n", "" },
		{ "甲\n```\n\n乙。丙\n```\n\n丁。戊",
		    "甲\n```\n\n乙。丙\n```\n\n丁。\n戊" },
		{ "```\n没有结尾", "```\n没有结尾" },
		{ "[甲]: 乙。丙", "[甲]: 乙。丙" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = sentence_split_body(cases[i].in);
		g_autofree char *again = sentence_split_body(out);

		g_assert_cmpstr(out, ==, cases[i].out);
		g_assert_cmpstr(again, ==, out);
	}
}

static const char *const pieces[] = { "。", "！", "？", "!", "?", "…", ".", " ",
	"A", "b", "甲", "乙", "”", "“", "）", ")", "1", "-", "#", ">",
	"http://x.cn/a?b ", "\\", "*", "é", "Ω", "한", "、", "<", "=", "|", "[",
	"](", "`", "~", "\t", "\u3000", "😀", "+", "__", "1. ", "- ", "   ",
	"**", "]: ", "甲。** 乙", "![", "<b>", "&amp;", "_", "。 " };

static char *
random_paragraph(GRand *random)
{
	g_autoptr(GString) out = g_string_new(NULL);
	int n = g_rand_int_range(random, 1, 14);

	for (int i = 0; i < n; i++)
		g_string_append(out,
		    pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
	return g_strstrip(g_string_free(g_steal_pointer(&out), FALSE));
}

/* Whatever stands in it, a paragraph comes back as it was. */
static void
test_inverse(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(7);

	for (int round = 0; round < 20000; round++) {
		g_autofree char *in = random_paragraph(random);
		g_autofree char *out = sentence_split_body(in);
		g_autofree char *back = sentence_join_body(out);
		g_autofree char *again = sentence_split_body(out);

		g_assert_cmpstr(back, ==, in);
		g_assert_cmpstr(again, ==, out);
	}
}

/* What cmark makes of it, without white space. */
static char *
render(const char *folder, const char *markdown)
{
	g_autofree char *path = g_build_filename(folder, "x.md", NULL);
	g_autofree char *html = NULL;
	const char *argv[] = { "cmark", "--unsafe", path, NULL };
	char *to;

	g_assert_true(g_file_set_contents(path, markdown, -1, NULL));
	g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL,
	    G_SPAWN_SEARCH_PATH, NULL, NULL, &html, NULL, NULL, NULL));
	to = html;
	for (const char *from = html; *from; from++)
		if (!g_ascii_isspace(*from))
			*to++ = *from;
	*to = '\0';
	return g_steal_pointer(&html);
}

/* Splitting changes nothing of what CommonMark reads. */
static void
test_cmark(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(11);
	g_autofree char *folder = NULL,
			*cmark = g_find_program_in_path("cmark");
	g_autofree char *path = NULL;

	if (!cmark) {
		g_test_skip("no cmark");
		return;
	}
	folder = g_dir_make_tmp("cailun-XXXXXX", NULL);
	for (int round = 0; round < 200; round++) {
		g_autofree char *in = random_paragraph(random);
		g_autofree char *out = sentence_split_body(in);
		g_autofree char *before = render(folder, in);
		g_autofree char *after = render(folder, out);

		if (strcmp(before, after))
			g_test_message("in: %s\nout: %s", in, out);
		g_assert_cmpstr(after, ==, before);
	}
	path = g_build_filename(folder, "x.md", NULL);
	g_remove(path);
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sentence/split", test_split);
	g_test_add_func("/sentence/body", test_body);
	g_test_add_func("/sentence/inverse", test_inverse);
	g_test_add_func("/sentence/cmark", test_cmark);
	return g_test_run();
}
