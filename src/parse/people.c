/*
 * people - see people.h.
 *
 * Tells names by their length, by the surname in front and by the words
 * around them; it must never invent one out of a sentence.
 */
#include "config.h"

#include "base/limits.h"
#include "parse/people.h"

#include <string.h>

/* The longest first where one begins with another. */
static const char *const roles[] = {
	"特约通讯员",
	"特约评论员",
	"特约撰稿人",
	"特约撰稿",
	"特约记者",
	"特派记者",
	"特派员",
	"通讯员",
	"实习记者",
	"见习记者",
	"首席记者",
	"摄影记者",
	"视频记者",
	"全媒体记者",
	"融媒体记者",
	"融媒记者",
	"记者",
	"实习生",
	"小记者",
	"评论员",
	"专栏作者",
	"专栏作家",
	"撰稿人",
	"撰稿",
	"拍客",
	"作者",
};

/* What may stand in front of 记者 and belongs to the role. */
static const char *const role_fronts[] = {
	"全媒体",
	"融媒体",
	"全媒",
	"融媒",
	"见习",
	"实习",
	"特约",
	"特派",
	"首席",
	"摄影",
	"时刻新闻",
	"驻站",
	"小",
};

/* What follows the last name. */
static const char *const verbs[] = {
	"摄影报道",
	"摄影报导",
	"即时报导",
	"即时报道",
	"综合报道",
	"采写报道",
	"翻摄",
	"摄影",
	"摄像",
	"供图",
	"供稿",
	"报道",
	"报导",
	"采写",
	"撰写",
	"撰文",
	"整理",
	"编译",
	"文图",
	"图文",
	"文/图",
	"图/文",
	"文并图",
	"图并文",
	"文/摄",
	"文",
	"图",
	"摄",
	"绘",
	"等",
	"发自",
	"综合",
	"通讯",
	"实习",
	"写",
	"电",
};

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

NotationPerson *
notation_person_new(const char *name, const char *role)
{
	NotationPerson *person = g_new0(NotationPerson, 1);

	person->name = g_strdup(name);
	person->role = g_strdup(role);
	return person;
}

void
notation_person_free(NotationPerson *person)
{
	if (!person)
		return;
	g_free(person->name);
	g_free(person->role);
	g_free(person);
}

GPtrArray *
people_list(GPtrArray **list)
{
	if (!*list)
		*list = g_ptr_array_new_with_free_func(
		    (GDestroyNotify)notation_person_free);
	return *list;
}

static bool
is_surname(gunichar c)
{
	char utf8[8] = { 0 };

	g_unichar_to_utf8(c, utf8);
	return rune_is_han(c) && strstr(surnames, utf8) != NULL;
}

bool
people_is_no_name(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(no_names); i++)
		if (g_ascii_strcasecmp(name, no_names[i]) == 0)
			return true;
	return false;
}

bool
people_is_name(const char *text)
{
	glong n = g_utf8_strlen(text, -1);

	for (const char *p = text; *p; p = g_utf8_next_char(p))
		if (!rune_is_han(g_utf8_get_char(p)))
			return false;
	return n >= 2 && n <= 4 && is_surname(g_utf8_get_char(text)) &&
	       !people_is_no_name(text) && !people_is_outlet(text);
}

bool
people_is_outlet(const char *text)
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

size_t
people_role_end(const Runes *runes, size_t from, size_t to)
{
	for (size_t at = from; at < to; at++)
		for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
			size_t n = runes_match(runes, at, roles[i]);

			if (n > 0 && at + n <= to)
				return at + n;
		}
	return 0;
}

/* "_NN9138", " PN054": what sites know their people by. */
static size_t
without_code(const Runes *runes, size_t from, size_t to)
{
	size_t at = to;

	while (at > from && runes->fold[at - 1] < 0x80 &&
	       g_ascii_isdigit(runes->fold[at - 1]))
		at--;
	if (to - at < 2)
		return to;
	while (at > from && runes->fold[at - 1] < 0x80 &&
	       g_ascii_isalpha(runes->fold[at - 1]))
		at--;
	while (at > from &&
	       (runes->fold[at - 1] == '_' || runes->fold[at - 1] == ' '))
		at--;
	return at;
}

static bool
is_split(gunichar c)
{
	return c == 0x3001 || c == ',' || c == ' ' || c == ';' || c == '/' ||
	       c == '|' || c == '&' || c == '(' || c == ')' || c == '[' ||
	       c == ']' || c == 0x3002 || c == ':' || c == '"' || c == '<' ||
	       c == '>' || c == 0x2014 || c == '+';
}

static size_t
verb_at_end(const Runes *runes, size_t from, size_t to)
{
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++) {
		size_t n = g_utf8_strlen(verbs[i], -1);

		if (to - from >= n && runes_match(runes, to - n, verbs[i]))
			return n;
	}
	return 0;
}

/* 文 and 图 may end a name; longer verbs and 摄 do not. */
static size_t
without_verbs(const Runes *runes, size_t from, size_t to)
{
	for (;;) {
		size_t n = verb_at_end(runes, from, to);
		size_t left;

		if (n == 0)
			return to;
		left = to - from - n;
		if (left == 1 ||
		    (left > 1 && n == 1 &&
			runes->fold[to - 1] != 0x6444 && /* 摄 */
			runes->fold[to - 1] != 0x7b49 && /* 等 */
			!(runes->fold[to - 1] == 0x56fe && left >= 3)))
			return to;
		to -= n;
	}
}

/* "研究院部长、研究员徐占忱": the name behind what its bearer is. */
static size_t
behind_post(const Runes *runes, size_t from, size_t to)
{
	static const char *const posts[] = { "研究员", "教授", "院长", "部长",
		"主任", "书记", "博士", "律师", "局长", "会长", "所长", "处长",
		"讲师", "院士", "经济师", "分析师", "学者", "主编", "总编辑",
		"编辑", "主席", "总经理", "董事长", "校长", "老师" };

	if (to - from <= 4)
		return from;
	for (size_t left = 4; left >= 2; left--)
		for (size_t i = 0; i < G_N_ELEMENTS(posts); i++) {
			size_t n = g_utf8_strlen(posts[i], -1);

			if (to - from >= n + left &&
			    runes_match(runes, to - left - n, posts[i]))
				return to - left;
		}
	return from;
}

static bool
is_known(GPtrArray *list, const char *name, const char *role)
{
	for (guint i = 0; i < list->len; i++) {
		const NotationPerson *person = list->pdata[i];

		if (strcmp(person->name, name) == 0 &&
		    g_strcmp0(person->role, role) == 0)
			return true;
	}
	return false;
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
static bool
is_plausible(const char *name, bool is_bare)
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
	if (people_is_no_name(name) || is_phrase(name))
		return false;
	if (han == 0)
		return latin >= 3 && n <= 30 && !is_bare;
	if (strstr(name, "·") || strstr(name, "•") || strstr(name, "・"))
		return n <= 20;
	if (n < 2 || people_is_outlet(name))
		return false;
	if (is_bare)
		return n <= 3 ? is_surname(g_utf8_get_char(name))
			      : n == 4 && is_surname(g_utf8_get_char(name));
	return n <= 4 || (n <= 6 && !latin);
}

static bool
add_name(GPtrArray *list, const char *name, const char *role, bool is_bare)
{
	if (!is_plausible(name, is_bare) || list->len >= LIMIT_PEOPLE)
		return false;
	if (!is_known(list, name, role))
		g_ptr_array_add(list, notation_person_new(name, role));
	return true;
}

/* The role in [at, end), with 全媒体 and the like in front of it. */
static char *
role_as_printed(const Runes *runes, size_t from, size_t at, size_t end)
{
	for (size_t i = 0; i < G_N_ELEMENTS(role_fronts); i++) {
		size_t n = g_utf8_strlen(role_fronts[i], -1);

		if (at >= from + n &&
		    runes_match(runes, at - n, role_fronts[i]))
			return runes_cut_tight(runes, at - n, end);
	}
	return runes_cut_tight(runes, at, end);
}

/* The first role in [from, to): where it begins and ends. */
static bool
find_role(const Runes *runes, size_t from, size_t to, size_t *at, size_t *end)
{
	for (size_t i = from; i < to; i++) {
		size_t stop = people_role_end(runes, i, MIN(i + 6, to));

		if (stop == 0)
			continue;
		for (*at = i; *at < stop; (*at)++)
			if (people_role_end(runes, *at, stop) == stop &&
			    people_role_end(runes, *at + 1, stop) != stop)
				break;
		/* The longest one that ends there. */
		for (size_t k = i; k < *at; k++)
			for (size_t r = 0; r < G_N_ELEMENTS(roles); r++)
				if (k + runes_match(runes, k, roles[r]) ==
				    stop) {
					*at = k;
					break;
				}
		*end = stop;
		return true;
	}
	return false;
}

typedef struct Reading {
	const Runes *runes;
	GPtrArray *list;
	char *role;
	bool is_bare;
	size_t single; /* a lone character before: 方 敏; or none */
	size_t count;
} Reading;

static void
read_name(Reading *reading, size_t from, size_t to)
{
	const Runes *runes = reading->runes;
	g_autofree char *name = NULL;

	runes_trim(runes, &from, &to);
	to = without_code(runes, from, to);
	to = without_verbs(runes, from, to);
	from = behind_post(runes, from, to);
	if (from >= to)
		return;
	if (to - from == 1 && rune_is_han(runes->fold[from])) {
		if (reading->single == SIZE_MAX) {
			reading->single = from;
			return;
		}
		name = runes_cut_tight(runes, reading->single, to);
		if (to - reading->single > 4 || g_utf8_strlen(name, -1) != 2) {
			reading->single = from;
			return;
		}
	} else {
		name = runes_cut_tight(runes, from, to);
	}
	reading->single = SIZE_MAX;
	if (add_name(reading->list, name, reading->role, reading->is_bare))
		reading->count++;
}

static bool
is_name_at(const Runes *runes, size_t from, size_t to)
{
	g_autofree char *text = runes_cut_tight(runes, from, to);

	return people_is_name(text);
}

/* "甲(实习生)、乙": what a bracket says of the name before it is its own. */
static bool
is_remark(const Runes *runes, size_t from, size_t to)
{
	return from >= 2 && runes->fold[from - 1] == '(' &&
	       runes->fold[to] == ')' && runes->fold[from - 2] != ' ' &&
	       people_role_end(runes, from, to) == to;
}

/* A token between separators: names, with roles glued in front or between. */
static void
read_token(Reading *reading, size_t from, size_t to)
{
	const Runes *runes = reading->runes;
	size_t at, end;

	while (from < to && find_role(runes, from, to, &at, &end)) {
		/* What stands before the first role is its bearer's outlet,
		 * unless names are already being read. */
		if (reading->role &&
		    (reading->count > 0 || is_name_at(runes, from, at)) &&
		    at - from <= 4)
			read_name(reading, from, at);
		g_free(reading->role);
		reading->role = role_as_printed(runes, from, at, end);
		reading->is_bare = false;
		reading->single = SIZE_MAX;
		from = end;
	}
	read_name(reading, from, to);
}

size_t
people_read(const Runes *runes, size_t from, size_t to, const char *role,
    bool is_bare, GPtrArray *list)
{
	Reading reading = { .runes = runes,
		.list = list,
		.role = g_strdup(role),
		.is_bare = is_bare,
		.single = SIZE_MAX };
	size_t start = from;

	for (size_t i = from; i <= to; i++) {
		if (i < to && !is_split(runes->fold[i]))
			continue;
		if (i > start && !is_remark(runes, start, i))
			read_token(&reading, start, i);
		start = i + 1;
	}
	g_free(reading.role);
	return reading.count;
}
