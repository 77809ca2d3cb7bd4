/*
 * name - see name.h.
 *
 * Goes by surnames, lengths and the words that outlets have in their names; a
 * guess, and only asked where a name may stand.
 */
#include "config.h"

#include "parse/name.h"
#include "parse/rune.h"

#include <string.h>

static const char *const no_names[] = {
	"未知",
	"佚名",
	"匿名",
	"本站",
	"本网",
	"本报",
	"本刊",
	"网络",
	"综合",
	"整理",
	"无",
	"暂无",
	"不详",
	"原创",
	"转载",
	"管理员",
	"编辑部",
	"编辑",
	"小编",
	"记者",
	"作者",
	"来源",
	"日期",
	"时间",
	"文章",
	"点击",
	"阅读",
	"浏览",
	"责编",
	"admin",
	"admins",
	"administrator",
	"null",
	"none",
	"undefined",
	"system",
	"http",
	"https",
	"www",
	"com",
	"新闻",
	"有限公司",
	"现场",
	"视频",
	"图片",
	"微信",
	"微博",
	"客户端",
	"字号",
	"推荐",
	"大",
	"中",
	"小",
	"打印",
	"分享",
	"关闭",
	"关注",
	"订阅",
	"展开",
	"收起",
	"登录",
	"注册",
	"全文",
	"首页",
	"返回",
	"相关",
	"更多",
	"热点",
	"国内",
	"国际",
	"社会",
	"原文",
	"正文",
	"简介",
	"广告",
	"评论",
	"专题",
	"经济",
	"安徽",
	"广东",
	"江西",
	"江苏",
	"河南",
	"河北",
	"湖南",
	"湖北",
	"山东",
	"山西",
	"陕西",
	"云南",
	"海南",
	"吉林",
	"宁夏",
	"广西",
	"甘肃",
	"贵州",
	"长沙",
	"武汉",
	"成都",
	"北京",
	"上海",
};

static const char *const outlet_parts[] = {
	"日报",
	"晚报",
	"早报",
	"时报",
	"商报",
	"晨报",
	"周报",
	"都市报",
	"导报",
	"青年报",
	"新闻",
	"客户端",
	"电视",
	"广播",
	"频道",
	"杂志",
	"周刊",
	"传媒",
	"媒体",
	"中心",
	"在线",
	"门户",
	"公众号",
	"微信",
	"官方",
	"集团",
	"政府",
	"大学",
	"学院",
	"公司",
	"编辑部",
	"出版",
	"资讯",
	"财经",
	"证券",
	"论坛",
	"博客",
	"娱乐",
	"体育",
	"科技",
	"发布",
	"融媒",
	"网站",
	"宣传",
	"党委",
	"党支部",
	"科室",
	"事务",
	"协会",
	"联盟",
	"观察",
	"研究",
	"教育",
	"信息",
	"记者站",
	"办事处",
	"街道",
	"综合",
	"整理",
};

/* Short words that end so are outlets; of longer ones, these too. */
static const char outlet_ends[] = "报報網网社台站刊";
static const char office_ends[] = "部局委会院办厅署处号店馆团校";

static const char surnames[] =
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻"
    "柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄"
    "米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松"
    "井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘"
    "景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻"
    "莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴"
    "瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查"
    "后荆红游竺权逯盖益桓公岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦肖付代仝覃官佟"
    "粟栗闾降苑原尉蹇盘佘佴佰赏墨哈谯笪年爱阳但揭战敬禚咼岩植上欧司诸夏皇尉公"
    "陳張楊劉黃趙吳孫鄭馮許韓葉蔣蘇盧鍾譚陸賈鄧蕭羅賴嚴龍顧歐錢鄒範諸謝貝車園"
    "呂寧蔔畢閻鞏練於莊劍冼麥萬倫邸仁晓苟芦洋郁亓迟逯麦祈丘";

static bool
is_surname(gunichar c)
{
	char utf8[8] = { 0 };

	g_unichar_to_utf8(c, utf8);
	return rune_is_han(c) && strstr(surnames, utf8) != NULL;
}

bool
name_is_none(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(no_names); i++)
		if (g_ascii_strcasecmp(name, no_names[i]) == 0)
			return true;
	return false;
}

bool
name_is_person(const char *text)
{
	glong n = g_utf8_strlen(text, -1);

	for (const char *p = text; *p; p = g_utf8_next_char(p))
		if (!rune_is_han(g_utf8_get_char(p)))
			return false;
	return n >= 2 && n <= 4 && is_surname(g_utf8_get_char(text)) &&
	       !name_is_none(text) && !name_is_outlet(text);
}

bool
name_is_outlet(const char *text)
{
	size_t length = strlen(text);
	const char *last;

	for (size_t i = 0; i < G_N_ELEMENTS(outlet_parts); i++)
		if (strstr(text, outlet_parts[i]))
			return true;
	if (length < 6)
		return false;
	last = g_utf8_prev_char(text + length);
	return (unsigned char)*last >= 0x80 &&
	       (strstr(outlet_ends, last) ||
		   (length >= 12 && strstr(office_ends, last)));
}

/* Words of a sentence that no name has in it. */
static bool
is_phrase(const char *text)
{
	static const char *const words[] = { "您", "你", "我们", "什么", "怎么",
		"如何", "先生", "女士", "记者", "本报", "没有", "已经" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

/* Letters and nothing else; not a sentence, not an outlet. */
bool
name_is_plausible(const char *name, bool is_bare)
{
	glong n = g_utf8_strlen(name, -1);
	size_t han = 0, latin = 0;

	for (const char *p = name; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (rune_is_han(c))
			han++;
		else if (g_unichar_isalpha(c) ||
			 (g_unichar_isdigit(c) && !is_bare))
			latin++;
		else if (c != 0xb7 && c != 0x2022 && c != '.' && c != '-' &&
			 c != 0x30fb && c != 0x2027 && c != '\'' && c != '_')
			return false;
	}
	if (name_is_none(name) || is_phrase(name))
		return false;
	if (han == 0)
		return latin >= 3 && n <= 30 && !is_bare;
	if (strstr(name, "·") || strstr(name, "•") || strstr(name, "・"))
		return n <= 20;
	if (n < 2 || name_is_outlet(name))
		return false;
	if (is_bare)
		return n <= 3 ? is_surname(g_utf8_get_char(name))
			      : n == 4 && is_surname(g_utf8_get_char(name));
	return n <= 4 || (n <= 6 && !latin);
}
