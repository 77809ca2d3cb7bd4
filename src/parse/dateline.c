/*
 * dateline - see dateline.h.
 *
 * Reads the first and the last characters of a paragraph only.
 */
#include "config.h"

#include "parse/dateline.h"
#include "parse/name.h"
#include "parse/people.h"

#include <string.h>

/* A dateline ends within so many characters; a signature is no longer. */
#define HEAD_LENGTH 44
#define BRACKET_LENGTH 90
#define SIGNATURE_LENGTH 70

void
dateline_clear(Dateline *dateline)
{
	g_clear_pointer(&dateline->text, g_free);
	g_clear_pointer(&dateline->authors, g_ptr_array_unref);
	g_clear_pointer(&dateline->pictures, g_ptr_array_unref);
}

static size_t
skip_blanks(const Runes *runes, size_t at)
{
	while (at < runes->length && runes->fold[at] == ' ')
		at++;
	return at;
}

static size_t
find_rune(const Runes *runes, size_t from, size_t to, gunichar c)
{
	for (size_t i = from; i < to; i++)
		if (runes->fold[i] == c)
			return i;
	return to;
}

static bool
is_sentence(const Runes *runes, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (runes->fold[i] == 0x3002 || runes->fold[i] == '!' ||
		    runes->fold[i] == '?' || runes->fold[i] == ',' ||
		    runes->fold[i] == 0x201c)
			return true;
	return false;
}

/* 摄, 图, 供图 at the end: these people took the pictures. */
static bool
ends_with_picture(const Runes *runes, size_t from, size_t to)
{
	static const char *const words[] = { "摄", "供图", "图", "摄影", "摄像",
		"绘", "制图" };
	static const char *const texts[] = { "文/图", "图/文", "文图", "图文",
		"摄影报道" };

	runes_trim(runes, &from, &to);
	while (to > from &&
	       (runes->fold[to - 1] == 0x3002 || runes->fold[to - 1] == ')'))
		to--;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		size_t n = g_utf8_strlen(texts[i], -1);

		if (to - from >= n && runes_match(runes, to - n, texts[i]))
			return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		size_t n = g_utf8_strlen(words[i], -1);

		if (to - from >= n && runes_match(runes, to - n, words[i]))
			return true;
	}
	return false;
}

static size_t
read_people(
    const Runes *runes, size_t from, size_t to, bool is_bare, Dateline *out)
{
	bool is_picture = ends_with_picture(runes, from, to);

	return people_read(runes, from, to, NULL, is_bare,
	    people_list(is_picture ? &out->pictures : &out->authors));
}

/* Where a dateline that ends with 电 or 讯 stops; 0: there is none. */
static size_t
dateline_end(const Runes *runes)
{
	size_t most = MIN(runes->length, HEAD_LENGTH);

	if (most > 0 && (runes->fold[0] == '(' || runes->fold[0] == '['))
		return 0;
	for (size_t i = 2; i < most; i++) {
		gunichar c = runes->fold[i], before = runes->fold[i - 1];
		size_t next = skip_blanks(runes, i + 1);
		gunichar after = next < runes->length ? runes->fold[next] : 0;

		if (c == 0x3002 || c == '!' || c == '?' || c == ',')
			return 0;
		if (c != 0x7535 && c != 0x8baf)
			continue;
		if (before == 0x65e5) /* 日电, 日讯 */
			return i + 1;
		if (c == 0x8baf && i < 24 &&
		    (after == '(' || next > i + 1 ||
			runes_match(runes, next, "记者")) &&
		    runes_find(runes, 0, i, "通") == i)
			return i + 1;
	}
	return 0;
}

/* "讯 全媒体记者甲、乙报道:": names up to the verb. */
static void
read_reporting(const Runes *runes, size_t from, Dateline *out)
{
	size_t most = MIN(runes->length, from + 50);
	size_t end = runes_find(runes, from, most, "报道");
	size_t role = people_role_end(runes, from, MIN(from + 14, most));

	if (role == 0 || end == most || end < role ||
	    is_sentence(runes, from, end))
		return;
	read_people(runes, from, end, false, out);
}

/*
 * "(中央社記者溫貴香台北21日電)": all in one bracket, the name before a place of
 * two characters or more. False when it is nothing of the kind.
 */
static bool
read_inside(const Runes *runes, size_t from, size_t to, Dateline *out)
{
	size_t day = to, place, role, name;

	if (to - from < 6 || runes->fold[to - 1] != 0x7535)
		return false;
	for (place = from; place < to && !g_unichar_isdigit(runes->fold[place]);
	     place++)
		;
	day = place;
	if (day == to || day < from + 3)
		return false;
	if (!out->text)
		out->text = runes_cut_tight(runes, from, to);
	role = people_role_end(runes, from, day);
	if (role == 0)
		return true;
	name = day - role >= 5 ? 3 : 2;
	if (day - role >= 4)
		read_people(runes, from, role + name, false, out);
	return true;
}

static void
read_head(const Runes *runes, Dateline *out)
{
	size_t end = dateline_end(runes);
	size_t at = skip_blanks(runes, end), close;

	if (end > 0 && !out->text)
		out->text = runes_cut_tight(runes, 0, end);
	if (at >= runes->length)
		return;
	if (runes->fold[at] != '(' && runes->fold[at] != '[') {
		if (end > 0)
			read_reporting(runes, at, out);
		return;
	}
	close = find_rune(runes, at, MIN(runes->length, at + BRACKET_LENGTH),
	    runes->fold[at] == '(' ? ')' : ']');
	if (close >= MIN(runes->length, at + BRACKET_LENGTH) ||
	    is_sentence(runes, at, close))
		return;
	if (read_inside(runes, at + 1, close, out))
		return;
	if (people_role_end(runes, at, close) > 0)
		read_people(runes, at + 1, close, false, out);
	else if (end > 0)
		read_people(runes, at + 1, close, true, out);
}

/* "……。（通讯员 丙）": the last bracket. */
static void
read_last_bracket(const Runes *runes, Dateline *out)
{
	size_t end = runes->length, at;

	while (end > 0 &&
	       (runes->fold[end - 1] == ' ' || runes->fold[end - 1] == 0x3002))
		end--;
	if (end < 4 ||
	    (runes->fold[end - 1] != ')' && runes->fold[end - 1] != ']'))
		return;
	for (at = end - 1;
	     at > 0 && runes->fold[at] != '(' && runes->fold[at] != '['; at--)
		if (end - at > BRACKET_LENGTH)
			return;
	/* At the very beginning it has been read as the head. */
	if (at == 0 || is_sentence(runes, at, end - 1))
		return;
	if (people_role_end(runes, at, end) > 0)
		read_people(runes, at + 1, end - 1, false, out);
}

/* "……。新华社记者 甲 摄": behind the last sentence of a caption. */
static void
read_last_words(const Runes *runes, Dateline *out)
{
	size_t end = runes->length, start;

	if (!ends_with_picture(runes, 0, end))
		return;
	for (start = end; start > 0 && end - start < 30; start--)
		if (runes->fold[start - 1] == 0x3002 ||
		    runes->fold[start - 1] == ',' ||
		    runes->fold[start - 1] == '(')
			break;
	if (people_role_end(runes, start, end) == 0)
		return;
	read_people(runes, start, end, false, out);
}

void
dateline_read(const Runes *runes, Dateline *out)
{
	read_head(runes, out);
	read_last_bracket(runes, out);
	read_last_words(runes, out);
}

bool
dateline_read_signature(const Runes *runes, Dateline *out)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(
	    (GDestroyNotify)notation_person_free);
	size_t from = 0, to = runes->length, role, letters = 0, named = 0;
	bool is_picture;

	runes_trim(runes, &from, &to);
	if (to - from > SIGNATURE_LENGTH || to - from < 4 ||
	    is_sentence(runes, from, to))
		return false;
	role = people_role_end(runes, from, MIN(to, from + 20));
	if (role == 0)
		return false;
	for (size_t i = from; i < role; i++) {
		if ((runes->fold[i] == 0x8baf && i + 1 < runes->length &&
			runes->fold[i + 1] != 0x5458) ||
		    runes->fold[i] == 0x7535)
			return false;
		if (runes->fold[i] == ' ' || runes->fold[i] == '(')
			from = people_role_end(runes, i, role) ? i : from;
	}
	is_picture = ends_with_picture(runes, from, to);
	if (people_read(runes, from, to, NULL, false, names) == 0)
		return false;
	if (!name_is_person(((NotationPerson *)names->pdata[0])->name))
		return false;
	for (size_t i = role; i < to; i++)
		letters += rune_is_han(runes->fold[i]);
	for (guint i = 0; i < names->len; i++) {
		const NotationPerson *person = names->pdata[i];

		named += g_utf8_strlen(person->name, -1) +
			 (person->role && i > 0 &&
				     g_strcmp0(person->role,
					 ((NotationPerson *)names->pdata[i - 1])
					     ->role) != 0
				 ? g_utf8_strlen(person->role, -1)
				 : 0);
	}
	if (letters > named + 8)
		return false;
	for (guint i = 0; i < names->len; i++) {
		const NotationPerson *person = names->pdata[i];

		g_ptr_array_add(
		    people_list(is_picture ? &out->pictures : &out->authors),
		    notation_person_new(person->name, person->role));
	}
	return true;
}
