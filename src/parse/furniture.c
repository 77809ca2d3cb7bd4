/*
 * furniture - see furniture.h.
 *
 * Tables. A word belongs here when it is furniture on many sites.
 */
#include "config.h"

#include "parse/furniture.h"

#include <glib.h>
#include <string.h>

/* Longer lines are text, whatever they begin with. */
#define LINE_WEIGHT 70
#define NOTICE_WEIGHT 260
#define TITLE_WEIGHT 14
#define BYLINE_WEIGHT 24

/* How furniture begins; Latin in small letters. */
static const char *const beginnings[] = {
	"原标题",
	"原題",
	"本文来源",
	"本文來源",
	"文章来源：",
	"上一篇",
	"下一篇",
	"上一页",
	"下一页",
	"上页",
	"下页",
	"返回搜狐",
	"返回首页",
	"返回顶部",
	"返回列表",
	"查看更多",
	"点击查看",
	"点击进入",
	"点击下载",
	"扫描二维码",
	"扫描下方",
	"扫描上方",
	"扫一扫",
	"微信扫",
	"长按",
	"更多精彩",
	"更多内容",
	"更多新闻",
	"更多资讯",
	"分享到",
	"分享至",
	"打印本",
	"打印",
	"字号",
	"字体",
	"举报",
	"阅读原文",
	"展开全文",
	"展开阅读",
	"我要纠错",
	"纠错",
	"我要问",
	"网站地图",
	"关键词：",
	"关键字：",
	"标签：",
	"责任编辑",
	"关注我们",
	"欢迎关注",
	"关注公众号",
	"下载客户端",
	"下载APP",
	"打开APP",
	"用户评论",
	"发表评论",
	"网友评论",
	"我来说两句",
	"已有",
	"当前位置",
	"您的位置",
	"您当前",
	"首页 >",
	"首页>",
	"收藏",
	"加入收藏",
	"设为首页",
	"联系我们",
	"关于我们",
	"广告",
	"主办单位",
	"主办：",
	"承办：",
	"技术支持",
	"备案号",
	"订阅",
	"【打印",
	"[打印",
	"【关闭",
	"[关闭",
	"【纠错】",
	"【字体",
	"[字体",
	"(本文来源",
	"（本文来源",
	"点赞",
	"复制链接",
	"手机看",
	"手机扫",
	"用微信",
	"特别声明",
	"免责声明",
	"版权声明",
	"声明：",
	"版权所有",
	"文章关键词",
	"相关标签",
	"猜你喜欢",
	"声明 ",
	"视频加载中",
	"文章标签",
	"share this",
	"share on",
	"share article",
	"advertisement",
	"read more",
	"sign up",
	"subscribe",
	"follow us",
	"copyright",
	"©",
	"all rights",
	"related:",
	"continue reading",
	"click here",
	"comments",
	"tags:",
	"topics:",
	"filed under",
	"posted in",
	"see also:",
	"read also",
	"read next",
	"also read",
	"more from",
	"print this",
	"email this",
	"skip to",
	"back to top",
	"leave a",
	"report a",
	"loading",
	"photo:",
	"download the",
	"get the latest",
	"you may also",
	"join the",
	"listen to this",
	"story continues",
	"view comments",
	"log in",
	"lesen sie auch",
	"mehr zum thema",
	"anzeige",
	"lire aussi",
	"à lire aussi",
	"publicité",
	"leia também",
	"leia mais",
	"lee también",
	"lea también",
	"publicidad",
	"läs också",
	"les også",
	"自动播放",
	"本文原标题",
	"notice: the content",
	"语音播报",
	"播报文章",
	"已标记为",
	"文章不错",
	"传真：",
	"邮编：",
	"医院地址",
	"地址：",
	"电话：",
	"联系电话",
	"安装新浪",
	"相关资讯请关注",
	"更多相关",
	"點擊",
	"分享本文",
	"請同意",
	"正在为您切换",
	"很抱歉，当前视频",
};

/* And how long notices do. */
static const char *const notices[] = {
	"版权声明",
	"免责声明",
	"特别声明",
	"声明：",
	"郑重声明：",
	"免责申明",
	"notice: the content",
	"本文仅代表作者",
	"以上内容",
	"平台声明",
	"版权与免责",
};

/* What only furniture says. */
static const char *const sayings[] = {
	"版权所有",
	"转载请注明",
	"未经授权",
	"未经许可",
	"未经书面",
	"不代表本",
	"仅代表作者",
	"不代表搜狐",
	"违法和不良信息",
	"严禁转载",
	"请勿转载",
	"不得转载",
	"授权转载",
	"如有侵权",
	"如涉及版权",
	"著作权",
	"信息存储空间",
	"扫描二维码",
	"扫码关注",
	"举报电话",
	"举报邮箱",
	"投稿邮箱",
	"新闻热线",
	"内容版权",
	"all rights reserved",
	"rights reserved",
	"may not be reproduced",
	"newsletter",
	"terms of use",
	"privacy policy",
	"cookies",
	"客户端第一时间",
	"下载客户端",
	"信息存储服务",
	"不得轉載",
	"非經授權",
	"隱私權",
	"下载地址",
	"爆料热线",
	"我要爆料",
	"联系邮箱",
};

/* What the foot of a page begins with. */
static const char *const feet[] = { "ICP备", "ICP证", "ICP 备", "公网安备",
	"Copyright ©", "Copyright©", "网站标识码" };

static const char *const bylines[] = {
	"by ",
	"published",
	"updated",
	"posted",
	"last updated",
	"last modified",
	"author of",
	"written by",
	"reported by",
	"stand:",
	"von ",
	"par ",
	"por ",
	"publié",
	"publicado",
	"veröffentlicht",
	"aktualisiert",
	"temps de lecture",
	"article content",
	"oppdatert",
	"publisert",
	"publicerad",
	"uppdaterad",
	"di ",
	"door ",
	"av ",
	"text:",
	"foto:",
	"associated press",
	"reading time",
	"lesezeit",
	"quelle:",
	"tekst:",
	"article réservé",
	"ajouter à",
	"this content is reserved",
};

static const char *const byline_parts[] = { "min read", "minute read",
	"min lesezeit", "minuten lesezeit", "| updated", " gmt", " bst", "uhr",
	" est", " edt" };

/* Headings of what stands behind an article. */
static const char *const ends[] = {
	"相关阅读",
	"相关新闻",
	"相关链接",
	"相关文章",
	"相关报道",
	"相关推荐",
	"相关专题",
	"相关稿件",
	"相关内容",
	"延伸阅读",
	"推荐阅读",
	"热门推荐",
	"精彩推荐",
	"为您推荐",
	"热点推荐",
	"今日推荐",
	"编辑推荐",
	"大家都在看",
	"猜你喜欢",
	"更多推荐",
	"热门文章",
	"热门新闻",
	"热点新闻",
	"最新新闻",
	"最新文章",
	"新闻排行",
	"点击排行",
	"阅读排行",
	"热门评论",
	"最新评论",
	"网友评论",
	"全部评论",
	"相關新聞",
	"相關文章",
	"延伸閱讀",
	"推薦閱讀",
	"更多新聞",
	"related articles",
	"related stories",
	"related posts",
	"related content",
	"related news",
	"recommended",
	"more stories",
	"you might also like",
	"most read",
	"most popular",
	"trending",
	"latest news",
	"read next",
	"more like this",
	"about the author",
	"leave a reply",
	"leave a comment",
	"comments",
	"recommended for you",
	"more news",
	"up next",
	"share this article",
	"其他人也在看",
	"你可能感興趣",
	"你可能感兴趣",
	"你可能也喜歡",
	"你可能也喜欢",
	"更多報導",
	"更多报道",
	"熱門新聞",
	"最新新聞",
	"推薦新聞",
	"為你推薦",
	"为你推荐",
	"相关视频",
	"相关图集",
	"精彩图片",
	"精彩视频",
	"热门视频",
	"24小时热",
	"48小时",
	"本周热",
	"今日热",
	"新闻热榜",
	"热搜",
	"评论区",
	"文明上网",
	"我有话说",
};

static char *
small(const char *text, size_t most)
{
	g_autofree char *start = g_strndup(text, most);

	return g_ascii_strdown(start, -1);
}

static bool
begins_with(const char *text, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (g_str_has_prefix(text, list[i]))
			return true;
	return false;
}

static bool
has_any(const char *text, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(text, list[i]))
			return true;
	return false;
}

/* Signs that decorate a heading. */
static const char *
without_signs(const char *text)
{
	static const char *const signs[] = { "[", "【", "■", "●", "◆", "·", "▼",
		"▲", "-", "—", "|", "#", ">", "*", "□", "★", "☆", "(", "（",
		" ", "•" };

	for (;;) {
		bool is_found = false;

		for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
			if (g_str_has_prefix(text, signs[i])) {
				text += strlen(signs[i]);
				is_found = true;
			}
		if (!is_found)
			return text;
	}
}

/* "评论 13", "评论(0)" */
static bool
is_comment_count(const char *text)
{
	static const char word[] = "评论";

	return g_str_has_prefix(text, word) &&
	       text[strlen(word) +
		    strspn(text + strlen(word), " ()0123456789")] == '\0';
}

bool
furniture_is_byline(const char *text, uint32_t weight)
{
	g_autofree char *lower = NULL;

	if (weight > BYLINE_WEIGHT)
		return false;
	lower = small(text, 300);
	return begins_with(lower, bylines, G_N_ELEMENTS(bylines)) ||
	       has_any(lower, byline_parts, G_N_ELEMENTS(byline_parts));
}

bool
furniture_is_end(const char *text)
{
	g_autofree char *lower = small(text, 120);
	const char *bare = without_signs(lower);

	return is_comment_count(bare) ||
	       begins_with(bare, ends, G_N_ELEMENTS(ends));
}

Furniture
furniture_of(const char *text, uint32_t weight)
{
	g_autofree char *lower = NULL;
	const char *bare;

	if (weight > NOTICE_WEIGHT)
		return FURNITURE_NONE;
	lower = small(text, 1600);
	bare = without_signs(lower);
	if (!*bare)
		return weight == 0 ? FURNITURE_LINE : FURNITURE_NONE;
	if (weight <= TITLE_WEIGHT &&
	    (is_comment_count(bare) ||
		begins_with(bare, ends, G_N_ELEMENTS(ends))))
		return FURNITURE_END;
	if (weight <= LINE_WEIGHT && has_any(text, feet, G_N_ELEMENTS(feet)))
		return FURNITURE_END;
	if (begins_with(bare, notices, G_N_ELEMENTS(notices)))
		return FURNITURE_LINE;
	if (weight <= LINE_WEIGHT &&
	    begins_with(lower, beginnings, G_N_ELEMENTS(beginnings)))
		return FURNITURE_LINE;
	for (size_t i = 0; i < G_N_ELEMENTS(sayings); i++)
		if (strstr(lower, sayings[i]))
			return weight <= LINE_WEIGHT || strstr(text, "声明") ||
				       strstr(text, "版权") ||
				       strstr(text, "侵权")
				   ? FURNITURE_LINE
				   : FURNITURE_NONE;
	return FURNITURE_NONE;
}
