/*
 * notelabel - see notelabel.h.
 *
 * Tables. A label is known by its word and by what follows it: a colon
 * always, a stroke or a bar for roles, a blank only at the beginning.
 */
#include "config.h"

#include "parse/notelabel.h"

typedef struct Word {
	const char *word;
	LabelKind kind;
	/* A stroke or a bar may follow; a blank may follow at the beginning. */
	bool takes_stroke, takes_blank;
} Word;

static const Word words[] = {
	{ "发布时间", LABEL_TIME, false, true },
	{ "发稿时间", LABEL_TIME, false, true },
	{ "发表时间", LABEL_TIME, false, true },
	{ "更新时间", LABEL_TIME, false, true },
	{ "发布日期", LABEL_TIME, false, true },
	{ "刊发日期", LABEL_TIME, false, true },
	{ "发表日期", LABEL_TIME, false, true },
	{ "添加时间", LABEL_TIME, false, true },
	{ "录入时间", LABEL_TIME, false, true },
	{ "上传时间", LABEL_TIME, false, true },
	{ "创建时间", LABEL_TIME, false, true },
	{ "时间", LABEL_TIME, false, false },
	{ "日期", LABEL_TIME, false, false },
	{ "发布", LABEL_TIME, false, false },
	{ "发表于", LABEL_TIME, false, false },
	{ "稿件来源", LABEL_SOURCE, true, true },
	{ "信息来源", LABEL_SOURCE, true, true },
	{ "文章来源", LABEL_SOURCE, true, true },
	{ "新闻来源", LABEL_SOURCE, true, true },
	{ "消息来源", LABEL_SOURCE, true, true },
	{ "内容来源", LABEL_SOURCE, true, true },
	{ "资料来源", LABEL_OTHER, true, false },
	{ "图片来源", LABEL_OTHER, true, false },
	{ "视频来源", LABEL_OTHER, true, false },
	{ "数据来源", LABEL_OTHER, true, false },
	{ "本文来源", LABEL_SOURCE, true, true },
	{ "来源媒体", LABEL_SOURCE, true, true },
	{ "来源网站", LABEL_SOURCE, true, true },
	{ "来源出处", LABEL_SOURCE, true, true },
	{ "综合来源", LABEL_SOURCE, true, true },
	{ "来源", LABEL_SOURCE, true, true },
	{ "稿源", LABEL_SOURCE, true, true },
	{ "出处", LABEL_SOURCE, true, false },
	{ "来自", LABEL_SOURCE, true, false },
	{ "转自", LABEL_SOURCE, true, false },
	{ "转载自", LABEL_SOURCE, true, false },
	{ "摘自", LABEL_SOURCE, true, false },
	{ "供稿单位", LABEL_SOURCE, true, false },
	{ "发布机构", LABEL_SOURCE, false, false },
	{ "原作者", LABEL_AUTHOR, true, true },
	{ "作者", LABEL_AUTHOR, true, true },
	{ "本文作者", LABEL_AUTHOR, true, true },
	{ "文章作者", LABEL_AUTHOR, true, true },
	{ "撰文", LABEL_AUTHOR, true, true },
	{ "撰稿人", LABEL_AUTHOR, true, true },
	{ "撰稿", LABEL_AUTHOR, true, true },
	{ "采写", LABEL_AUTHOR, true, true },
	{ "采访", LABEL_AUTHOR, true, false },
	{ "采编", LABEL_AUTHOR, true, false },
	{ "文字", LABEL_AUTHOR, true, false },
	{ "供稿人", LABEL_AUTHOR, true, false },
	{ "供稿", LABEL_AUTHOR, true, false },
	{ "投稿", LABEL_AUTHOR, true, false },
	{ "执笔", LABEL_AUTHOR, true, false },
	{ "译者", LABEL_AUTHOR, true, false },
	{ "编译", LABEL_AUTHOR, true, false },
	{ "记者", LABEL_AUTHOR, true, false },
	{ "本报记者", LABEL_AUTHOR, true, false },
	{ "全媒体记者", LABEL_AUTHOR, true, false },
	{ "见习记者", LABEL_AUTHOR, true, false },
	{ "实习记者", LABEL_AUTHOR, true, false },
	{ "特约记者", LABEL_AUTHOR, true, false },
	{ "通讯员", LABEL_AUTHOR, true, false },
	{ "特约通讯员", LABEL_AUTHOR, true, false },
	{ "实习生", LABEL_AUTHOR, true, false },
	{ "文/图", LABEL_AUTHOR, true, true },
	{ "图/文", LABEL_AUTHOR, true, true },
	{ "文、图", LABEL_AUTHOR, true, false },
	{ "图、文", LABEL_AUTHOR, true, false },
	{ "文图", LABEL_AUTHOR, true, false },
	{ "图文", LABEL_AUTHOR, true, false },
	{ "文", LABEL_AUTHOR, true, false },
	{ "图片", LABEL_PICTURE, true, false },
	{ "图", LABEL_PICTURE, true, false },
	{ "摄影", LABEL_PICTURE, true, false },
	{ "摄像", LABEL_PICTURE, true, false },
	{ "摄", LABEL_PICTURE, true, false },
	{ "供图", LABEL_PICTURE, true, false },
	{ "视频", LABEL_PICTURE, true, false },
	{ "航拍", LABEL_PICTURE, true, false },
	{ "制图", LABEL_PICTURE, true, false },
	{ "责任编辑", LABEL_EDITOR, true, true },
	{ "本文责任编辑", LABEL_EDITOR, true, true },
	{ "责编", LABEL_EDITOR, true, true },
	{ "责任校对", LABEL_EDITOR, true, true },
	{ "责校", LABEL_EDITOR, true, true },
	{ "编辑", LABEL_EDITOR, true, true },
	{ "文章编辑", LABEL_EDITOR, true, true },
	{ "文字编辑", LABEL_EDITOR, true, true },
	{ "图片编辑", LABEL_EDITOR, true, true },
	{ "美术编辑", LABEL_EDITOR, true, true },
	{ "视觉编辑", LABEL_EDITOR, true, true },
	{ "网络编辑", LABEL_EDITOR, true, true },
	{ "网站编辑", LABEL_EDITOR, true, true },
	{ "本网编辑", LABEL_EDITOR, true, true },
	{ "新媒体编辑", LABEL_EDITOR, true, true },
	{ "见习编辑", LABEL_EDITOR, true, true },
	{ "实习编辑", LABEL_EDITOR, true, true },
	{ "值班编辑", LABEL_EDITOR, true, true },
	{ "本期编辑", LABEL_EDITOR, true, true },
	{ "本版编辑", LABEL_EDITOR, true, true },
	{ "执行编辑", LABEL_EDITOR, true, true },
	{ "主编", LABEL_EDITOR, true, true },
	{ "副主编", LABEL_EDITOR, true, true },
	{ "执行主编", LABEL_EDITOR, true, true },
	{ "值班主编", LABEL_EDITOR, true, true },
	{ "值班编委", LABEL_EDITOR, true, true },
	{ "值班主任", LABEL_EDITOR, true, true },
	{ "值班总编", LABEL_EDITOR, true, true },
	{ "值班领导", LABEL_EDITOR, true, true },
	{ "总值班", LABEL_EDITOR, true, true },
	{ "总编辑", LABEL_EDITOR, true, false },
	{ "总编", LABEL_EDITOR, true, false },
	{ "编审", LABEL_EDITOR, true, true },
	{ "编校", LABEL_EDITOR, true, true },
	{ "编发", LABEL_EDITOR, true, false },
	{ "编", LABEL_EDITOR, true, false },
	{ "美编", LABEL_EDITOR, true, true },
	{ "组版", LABEL_EDITOR, true, true },
	{ "选稿", LABEL_EDITOR, true, true },
	{ "校对", LABEL_EDITOR, true, true },
	{ "审校", LABEL_EDITOR, true, true },
	{ "审核", LABEL_EDITOR, true, true },
	{ "审稿", LABEL_EDITOR, true, true },
	{ "审读", LABEL_EDITOR, true, true },
	{ "审签", LABEL_EDITOR, true, true },
	{ "复核", LABEL_EDITOR, true, true },
	{ "核发", LABEL_EDITOR, true, true },
	{ "签发", LABEL_EDITOR, true, true },
	{ "签审", LABEL_EDITOR, true, true },
	{ "一审", LABEL_EDITOR, true, true },
	{ "二审", LABEL_EDITOR, true, true },
	{ "三审", LABEL_EDITOR, true, true },
	{ "初审", LABEL_EDITOR, true, true },
	{ "复审", LABEL_EDITOR, true, true },
	{ "终审", LABEL_EDITOR, true, true },
	{ "一校", LABEL_EDITOR, true, true },
	{ "二校", LABEL_EDITOR, true, true },
	{ "三校", LABEL_EDITOR, true, true },
	{ "一读", LABEL_EDITOR, true, true },
	{ "监制", LABEL_EDITOR, true, true },
	{ "总监制", LABEL_EDITOR, true, true },
	{ "监审", LABEL_EDITOR, true, true },
	{ "策划", LABEL_EDITOR, true, true },
	{ "总策划", LABEL_EDITOR, true, true },
	{ "统筹", LABEL_EDITOR, true, true },
	{ "总统筹", LABEL_EDITOR, true, true },
	{ "录入", LABEL_EDITOR, true, false },
	{ "责任人", LABEL_EDITOR, false, false },
	{ "排版", LABEL_OTHER, true, true },
	{ "版式", LABEL_OTHER, true, false },
	{ "设计", LABEL_OTHER, true, false },
	{ "制作", LABEL_OTHER, true, false },
	{ "配音", LABEL_OTHER, true, false },
	{ "剪辑", LABEL_OTHER, true, false },
	{ "浏览次数", LABEL_OTHER, false, false },
	{ "浏览量", LABEL_OTHER, false, false },
	{ "浏览", LABEL_OTHER, false, false },
	{ "阅读次数", LABEL_OTHER, false, false },
	{ "阅读量", LABEL_OTHER, false, false },
	{ "阅读", LABEL_OTHER, false, false },
	{ "点击次数", LABEL_OTHER, false, false },
	{ "点击数", LABEL_OTHER, false, false },
	{ "点击", LABEL_OTHER, false, false },
	{ "访问次数", LABEL_OTHER, false, false },
	{ "访问量", LABEL_OTHER, false, false },
	{ "查看", LABEL_OTHER, false, false },
	{ "人气", LABEL_OTHER, false, false },
	{ "评论", LABEL_OTHER, false, false },
	{ "字号", LABEL_OTHER, false, false },
	{ "字体大小", LABEL_OTHER, false, false },
	{ "字体", LABEL_OTHER, false, false },
	{ "分享到", LABEL_OTHER, false, false },
	{ "分享", LABEL_OTHER, false, false },
	{ "语音阅读", LABEL_OTHER, false, false },
	{ "关键词", LABEL_OTHER, false, false },
	{ "关键字", LABEL_OTHER, false, false },
	{ "标签", LABEL_OTHER, false, false },
	{ "栏目", LABEL_OTHER, false, false },
	{ "所属栏目", LABEL_OTHER, false, false },
	{ "索引号", LABEL_OTHER, false, false },
	{ "文号", LABEL_OTHER, false, false },
	{ "信息分类", LABEL_OTHER, false, false },
	{ "原标题", LABEL_TITLE, false, false },
	{ "原题", LABEL_TITLE, false, false },
	{ "标题", LABEL_TITLE, false, false },
};

static const char *const noises[] = {
	"举报",
	"纠错",
	"打印本页",
	"打印",
	"分享到",
	"分享",
	"收藏本文",
	"收藏",
	"关闭窗口",
	"关闭本页",
	"关闭",
	"字体大小",
	"字号",
	"字体",
	"我要评论",
	"我有话说",
	"评论数",
	"评论",
	"人参与",
	"参与评论",
	"查看",
	"手机版",
	"发表评论",
	"点击数",
	"浏览次数",
	"浏览量",
	"浏览",
	"阅读量",
	"阅读",
	"语音阅读",
	"推荐",
	"转发",
	"复制链接",
	"扫一扫",
	"手机看",
	"手机阅读",
	"返回搜狐",
	"大 中 小",
	"大中小",
	"放大",
	"缩小",
	"默认",
	"A-",
	"A+",
	"小号",
	"大号",
	"订阅",
	"关注",
	"点赞",
	"微信",
	"微博",
	"朋友圈",
	"QQ空间",
	"投稿",
	"我要纠错",
	"责任编辑信箱",
	"听新闻",
	"朗读",
	"播放",
	"暂停",
	"保存",
	"更新",
};

bool
notelabel_is_border(gunichar c)
{
	return c == ' ' || c == '|' || c == '/' || c == '[' || c == ']' ||
	       c == '(' || c == ')' || c == ';' || c == ',' || c == 0x3002 ||
	       c == 0xb7 || c == 0x3001 || c == '>' || c == '-' ||
	       c == 0x2014 || c == 0x25a0 || c == 0x25cf || c == 0x25c6;
}

/*
 * Few characters of a text begin a label: a bit for each by its low twelve
 * bits, made at the first call and the same ever after.
 */
static bool
may_begin(gunichar c)
{
	static uint64_t begins[64];
	static bool is_made;

	for (size_t i = 0; !is_made && i < G_N_ELEMENTS(words); i++) {
		gunichar first = g_utf8_get_char(words[i].word);

		begins[first >> 6 & 63] |= UINT64_C(1) << (first & 63);
	}
	is_made = true;
	return begins[c >> 6 & 63] >> (c & 63) & 1;
}

static const Word *
find_word(const Runes *runes, size_t at, size_t *length)
{
	const Word *best = NULL;

	*length = 0;
	if (!rune_is_han(runes->fold[at]))
		return NULL;
	if (at >= runes->length || !may_begin(runes->fold[at]))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t n = runes_match_loose(runes, at, words[i].word);

		if (n > *length) {
			*length = n;
			best = &words[i];
		}
	}
	return best;
}

static size_t
skip_blanks(const Runes *runes, size_t at)
{
	while (at < runes->length && runes->fold[at] == ' ')
		at++;
	return at;
}

/* "[记者]", "【校对】": the bracket before, if one stands there. */
static bool
is_bracketed(const Runes *runes, size_t at, size_t behind)
{
	return at > 0 &&
	       (runes->fold[at - 1] == '[' || runes->fold[at - 1] == '(') &&
	       (at == 1 || notelabel_is_border(runes->fold[at - 2])) &&
	       behind < runes->length &&
	       (runes->fold[behind] == ']' || runes->fold[behind] == ')');
}

static size_t
label_end(
    const Runes *runes, const Word *word, size_t at, size_t end, bool is_first)
{
	bool is_start = at == 0 || notelabel_is_border(runes->fold[at - 1]);
	size_t next = skip_blanks(runes, end);
	gunichar c = next < runes->length ? runes->fold[next] : 0;

	/* 来源于X, 编辑为X */
	if (word->kind == LABEL_SOURCE && (c == 0x4e8e || c == 0x65bc) &&
	    next == end && (is_start || is_first))
		return skip_blanks(runes, next + 1) < runes->length &&
			       runes->fold[skip_blanks(runes, next + 1)] == ':'
			   ? skip_blanks(runes, next + 1) + 1
			   : next + 1;
	if (c == ':')
		return next + 1;
	if (!is_start)
		return 0;
	if (word->takes_stroke && (c == '/' || c == '|') && next - end <= 1)
		return next + 1;
	if (is_bracketed(runes, at, end))
		return end + 1;
	if (word->takes_blank && is_first && next > end)
		return next;
	return 0;
}

bool
notelabel_at(const Runes *runes, size_t at, bool is_first, Label *out)
{
	size_t length, end;
	const Word *word = find_word(runes, at, &length);

	if (!word)
		return false;
	end = label_end(runes, word, at, at + length, is_first);
	if (end == 0)
		return false;
	*out = (Label){ .at = at,
		.end = end,
		.word_at = at,
		.word_end = at + length,
		.kind = word->kind };
	return true;
}

size_t
notelabel_noise(const Runes *runes, size_t at)
{
	for (size_t i = 0; i < G_N_ELEMENTS(noises); i++) {
		size_t n = runes_match(runes, at, noises[i]);
		size_t end = at + n;

		if (n == 0)
			continue;
		/* (1307人参与), (18) */
		if (end < runes->length && runes->fold[end] == '(') {
			size_t close = runes_find(
			    runes, end, MIN(end + 12, runes->length), ")");

			if (close < MIN(end + 12, runes->length))
				n = close + 1 - at;
		}
		return n;
	}
	return 0;
}
