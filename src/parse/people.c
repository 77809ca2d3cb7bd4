/*
 * people - see people.h.
 *
 * Tells names by their length, by the surname in front and by the words
 * around them; it must never invent one out of a sentence.
 */
#include "config.h"

#include "base/limits.h"
#include "parse/name.h"
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

static bool
add_name(GPtrArray *list, const char *name, const char *role, bool is_bare)
{
	if (!name_is_plausible(name, is_bare) || list->len >= LIMIT_PEOPLE)
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

	return name_is_person(text);
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
