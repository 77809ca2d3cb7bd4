/*
 * furniture - what a page prints around its text.
 *
 * Tables of words and a few rules on them, over folded lines. Changes here
 * change which captures count as versions, nothing that is stored.
 */
#include "config.h"

#include "archive/furniture.h"

#include <string.h>

#define LONGEST_LINE 120 /* characters; FAMILIES 3, step 2 */
#define LONGEST_NAMES 60
#define LONGEST_BUTTON 40

/* Lines made of these words, figures and marks alone are counters. */
static const char *const counter_words[] = { "阅读", "浏览", "点击", "访问",
	"评论", "点赞", "收藏", "分享", "转发", "播放", "人气", "热度", "次数",
	"人次", "已有", "打印", "关闭", "字号", "字体", "赞", "量", "数", "率",
	"次", "人", "万", "条", "大", "中", "小" };

/* Before a colon, and who did it behind. */
static const char *const editor_words[] = { "责任编辑", "责编", "编辑", "编审",
	"主编", "审核", "审校", "校对", "校审", "一审", "二审", "三审", "初审",
	"复审", "终审", "值班", "实习编辑", "新媒体编辑", "网络编辑", "网编",
	"编发", "签发", "监制", "总监制", "统筹", "美编", "制图", "排版",
	"策划", "出品" };

/* These stand without a colon, too. */
static const char *const sure_editor_words[] = { "责任编辑", "责编", "值班编辑",
	"实习编辑" };

static const char *const source_words[] = { "来源", "稿源", "文章来源",
	"信息来源", "新闻来源", "本文来源", "稿件来源", "图文来源" };

static const char *const button_words[] = { "分享到", "分享至", "扫一扫",
	"微信扫一扫", "用微信扫", "扫描二维码", "长按识别", "长按二维码",
	"返回顶部", "打印本页", "关闭窗口", "收藏本文", "点击关注" };

static bool
is_dropped(gunichar c)
{
	return g_unichar_isspace(c) || (c >= 0x200b && c <= 0x200f) ||
	       c == 0x2060 || c == 0xfeff || c == 0xad;
}

/* Characters that NFC may touch; all else is its own normal form. */
static bool
is_composable(gunichar c)
{
	return (c >= 0x300 && c < 0x370) || (c >= 0x1100 && c < 0x1200) ||
	       c == 0x3099 || c == 0x309a || (c >= 0xf900 && c < 0xfb00);
}

void
furniture_fold(GString *out, const char *text)
{
	g_autofree char *normal = NULL;

	for (const char *at = text; *at && !normal; at = g_utf8_next_char(at))
		if (is_composable(g_utf8_get_char(at)))
			normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	for (const char *at = normal ? normal : text; *at;
	     at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c >= 0xff01 && c <= 0xff5e)
			c -= 0xff01 - '!';
		if (!is_dropped(c))
			g_string_append_unichar(out, c);
	}
}

/* How much of `line` the longest of `words` takes at its beginning. */
static size_t
word_at(const char *line, const char *const *words, size_t n)
{
	size_t longest = 0;

	for (size_t i = 0; i < n; i++)
		if (g_str_has_prefix(line, words[i]))
			longest = MAX(longest, strlen(words[i]));
	return longest;
}

#define WORD_AT(line, words) word_at(line, words, G_N_ELEMENTS(words))

static bool
is_counter(const char *line)
{
	static const char *const marks[] = { "·", "【", "】", "、", "丨" };
	bool has_word = false;

	while (*line) {
		size_t taken = WORD_AT(line, counter_words);

		has_word |= taken >= strlen("阅读");
		if (taken == 0)
			taken = WORD_AT(line, marks);
		if (taken == 0)
			taken =
			    g_ascii_isdigit(*line) || g_ascii_ispunct(*line);
		if (taken == 0)
			return false;
		line += taken;
	}
	return has_word;
}

static bool
has_sentence(const char *line)
{
	return strstr(line, "。") || strpbrk(line, "!?");
}

static bool
is_editor(const char *line, size_t characters)
{
	size_t taken = WORD_AT(line, editor_words);
	const char *colon = strpbrk(line, ":/|");

	if (characters > LONGEST_NAMES || has_sentence(line))
		return false;
	if (taken > 0 && colon && colon - line <= (ptrdiff_t)taken + 6)
		return true;
	return WORD_AT(line, sure_editor_words) > 0 && characters <= 16 &&
	       !strstr(line, "，") && !strpbrk(line, ",;");
}

static bool
is_source(const char *line, size_t characters)
{
	size_t taken = WORD_AT(line, source_words);

	if (characters > LONGEST_NAMES + 20 || has_sentence(line))
		return false;
	if (taken > 0 && characters <= LONGEST_NAMES)
		return line[taken] == ':';
	return g_str_has_prefix(line, "20") && g_ascii_isdigit(line[2]) &&
	       g_ascii_isdigit(line[3]) && strstr(line, "来源:");
}

static bool
is_button(const char *line, size_t characters)
{
	return characters <= LONGEST_BUTTON && !has_sentence(line) &&
	       WORD_AT(line, button_words) > 0;
}

/* Without brackets around it and marks of Markdown before it. */
static char *
bare_line(const char *folded)
{
	static const char *const around[] = { "[", "]", "(", ")", "【", "】",
		"*", "_", ">", "#" };
	const char *start = folded, *end;
	bool again = true;

	while (again) {
		size_t taken = WORD_AT(start, around);

		start += taken;
		again = taken > 0;
	}
	end = start + strlen(start);
	for (again = true; again && end > start;) {
		const char *last = g_utf8_prev_char(end);

		again = WORD_AT(last, around) > 0;
		end = again ? last : end;
	}
	return g_strndup(start, (size_t)(end - start));
}

bool
furniture_is(const char *folded)
{
	size_t characters = (size_t)g_utf8_strlen(folded, -1);
	g_autofree char *line = NULL;

	if (characters > LONGEST_LINE)
		return false;
	line = bare_line(folded);
	if (*line == '\0')
		return true;
	characters = (size_t)g_utf8_strlen(line, -1);
	return is_counter(line) || is_editor(line, characters) ||
	       is_source(line, characters) || is_button(line, characters);
}
