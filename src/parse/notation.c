/*
 * notation - see notation.h.
 *
 * A line is cut at its labels and its date; each piece is read as what the
 * label says, the rest as outlet or people. Knows text only; never markup.
 */
#include "config.h"

#include "base/limits.h"
#include "parse/dateline.h"
#include "parse/dayspan.h"
#include "parse/notelabel.h"
#include "parse/name.h"
#include "parse/notation.h"
#include "parse/people.h"

#include <string.h>

/* A header or editor line is not longer than this; a paragraph is. */
#define LINE_LENGTH 160
#define FIELDS 24

typedef struct Field {
	Label label; /* LABEL_NONE: nothing stands in front */
	size_t from, to;
} Field;

typedef struct Reading {
	Runes runes;
	Field fields[FIELDS];
	size_t n_fields;
	size_t rest; /* letters that nothing explains */
	size_t used; /* letters that something explains */
	bool has_date;
	bool is_date_last; /* nothing stands behind it */
	Date lone_date;
	Notation found;
} Reading;

void
notation_clear(Notation *notation)
{
	g_clear_pointer(&notation->credit, g_free);
	g_clear_pointer(&notation->dateline, g_free);
	g_clear_pointer(&notation->section, g_free);
	g_clear_pointer(&notation->authors, g_ptr_array_unref);
	g_clear_pointer(&notation->editors, g_ptr_array_unref);
	g_clear_pointer(&notation->contributors, g_ptr_array_unref);
}

static void
close_field(Reading *reading, Field *field, size_t to)
{
	field->to = to;
	if (reading->n_fields < FIELDS &&
	    (field->label.kind || field->to > field->from))
		reading->fields[reading->n_fields++] = *field;
}

/* A blank does for a colon behind a label at the beginning, behind a date or
 * a stroke, and where people are being named already. */
static bool
may_take_blank(const Runes *runes, const Field *field, size_t at)
{
	size_t i = at;

	while (i > field->from && runes->fold[i - 1] == ' ')
		i--;
	if (i == field->from && field->label.kind == LABEL_NONE)
		return true;
	if (i > 0 &&
	    (runes->fold[i - 1] == '/' || runes->fold[i - 1] == '|' ||
		runes->fold[i - 1] == '[' || runes->fold[i - 1] == '('))
		return true;
	return i < at && (field->label.kind == LABEL_EDITOR ||
			     field->label.kind == LABEL_AUTHOR ||
			     field->label.kind == LABEL_OTHER ||
			     field->label.kind == LABEL_SOURCE);
}

/* "网络编辑:" where only 编辑 is known: the whole word is the role. */
static void
widen_label(const Runes *runes, const Field *field, Label *label)
{
	size_t at = label->at;
	g_autofree char *front = NULL;

	if (label->kind != LABEL_EDITOR)
		return;
	while (at > field->from && rune_is_han(runes->fold[at - 1]))
		at--;
	if (at == label->at || label->at - at > 6 ||
	    (at == field->from && field->label.kind != LABEL_NONE))
		return;
	front = runes_cut_tight(runes, at, label->at);
	if (name_is_person(front) || name_is_outlet(front))
		return;
	label->at = label->word_at = at;
}

static void
cut_fields(Reading *reading, int zone_min, int64_t now)
{
	const Runes *runes = &reading->runes;
	Field field = { 0 };
	size_t date_at = SIZE_MAX, date_end = 0, i = 0;
	Label label;

	reading->has_date = dayspan_find(
	    runes, 0, zone_min, now, &date_at, &date_end, &reading->found.date);
	reading->is_date_last = reading->has_date && date_end == runes->length;
	while (i < runes->length) {
		if (i == date_at) {
			close_field(reading, &field, i);
			field = (Field){ .from = date_end };
			reading->used += date_end - date_at;
			i = date_end;
			continue;
		}
		if (notelabel_at(
			runes, i, may_take_blank(runes, &field, i), &label)) {
			widen_label(runes, &field, &label);
			close_field(reading, &field, label.at);
			reading->used += label.end - label.at;
			field = (Field){ .label = label, .from = label.end };
			i = label.end;
			continue;
		}
		i++;
	}
	close_field(reading, &field, runes->length);
}

static bool
is_sentence_end(gunichar c)
{
	return c == 0x3002 || c == '!' || c == '?';
}

static size_t
count_letters(const Runes *runes, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += g_unichar_isalnum(runes->fold[i]);
	return n;
}

/* Where the noise behind a value begins. */
static size_t
before_noise(const Runes *runes, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t at = i;

		if (i > from && !notelabel_is_border(runes->fold[i - 1]))
			continue;
		while (
		    at < to && runes->fold[at] >= '0' && runes->fold[at] <= '9')
			at++;
		if (notelabel_noise(runes, at) > 0)
			return i;
	}
	return to;
}

static bool
is_latin(gunichar c)
{
	return c < 0x250 && g_unichar_isalnum(c);
}

/* The end of an outlet's name: at a blank, unless a bracket follows or Latin
 * words are on both of its sides; at a stroke between blanks. */
static size_t
outlet_end(const Runes *runes, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		gunichar c = runes->fold[i];
		size_t next = i;

		if (c == '|' || c == ';' || is_sentence_end(c))
			return i;
		if ((c == ')' && runes_find(runes, from, i, "(") == i) ||
		    (c == ']' && runes_find(runes, from, i, "[") == i))
			return i;
		if (c != ' ')
			continue;
		while (next < to && runes->fold[next] == ' ')
			next++;
		if (next == to ||
		    (runes->fold[next] != '(' &&
			!(i > from && is_latin(runes->fold[i - 1]) &&
			    is_latin(runes->fold[next]))))
			return i;
		i = next;
	}
	return to;
}

static bool
set_credit(Reading *reading, size_t from, size_t to, bool is_labelled)
{
	static const char *const nobodies[] = { "未知", "不详", "互联网",
		"网络", "暂无", "无", "null", "undefined" };
	g_autofree char *text = NULL;

	runes_trim(&reading->runes, &from, &to);
	while (from < to && (reading->runes.fold[from] == '/' ||
				reading->runes.fold[from] == ':' ||
				reading->runes.fold[from] == '-'))
		from++;
	while (to > from && (reading->runes.fold[to - 1] == ',' ||
				reading->runes.fold[to - 1] == ':' ||
				reading->runes.fold[to - 1] == '-' ||
				reading->runes.fold[to - 1] == '/'))
		to--;
	runes_trim(&reading->runes, &from, &to);
	if (from >= to || to - from > 60 ||
	    count_letters(&reading->runes, from, to) < 2)
		return false;
	text = runes_cut(&reading->runes, from, to);
	for (size_t i = 0; i < G_N_ELEMENTS(nobodies); i++)
		if (strcmp(text, nobodies[i]) == 0)
			return true;
	if (!reading->found.credit) {
		reading->found.credit = g_steal_pointer(&text);
		/* "来源：综合甲报、乙报" names no outlet of its own. */
		reading->found.is_credit_labelled =
		    is_labelled &&
		    !g_str_has_prefix(reading->found.credit, "综合");
	}
	return true;
}

static size_t
read_people(
    Reading *reading, size_t from, size_t to, const Label *label, bool is_bare)
{
	g_autofree char *role = label->kind
				    ? runes_cut_tight(&reading->runes,
					  label->word_at, label->word_end)
				    : NULL;
	GPtrArray **list = label->kind == LABEL_EDITOR ? &reading->found.editors
			   : label->kind == LABEL_PICTURE
			       ? &reading->found.contributors
			       : &reading->found.authors;

	return people_read(
	    &reading->runes, from, to, role, is_bare, people_list(list));
}

static void
read_source(Reading *reading, const Field *field)
{
	const Runes *runes = &reading->runes;
	size_t from = field->from, to = field->to, end;
	static const Label nobody = { 0 };

	runes_trim(runes, &from, &to);
	to = before_noise(runes, from, to);
	end = outlet_end(runes, from, to);
	if (set_credit(reading, from, end, true))
		reading->used += count_letters(runes, from, end);
	if (end < to && count_letters(runes, end, to) <= 40) {
		(void)read_people(reading, end, to, &nobody, true);
		reading->used += count_letters(runes, end, to);
	}
}

/* "[编辑:甲]": what was opened before the label ends it. */
static size_t
bracket_close(const Runes *runes, const Field *field, size_t to)
{
	gunichar open =
	    field->label.at > 0 ? runes->fold[field->label.at - 1] : 0;
	int depth = 1;

	if (open != '[' && open != '(')
		return to;
	for (size_t i = field->label.at; i < to; i++) {
		gunichar c = runes->fold[i];

		depth += c == open;
		depth -= c == (open == '[' ? ']' : ')');
		if (depth == 0 && i >= field->from)
			return i;
		if (depth == 0)
			return to;
	}
	return to;
}

static void
read_labelled(Reading *reading, const Field *field)
{
	const Runes *runes = &reading->runes;
	size_t from = field->from, to = field->to, count, letters;

	for (size_t i = from; i < to; i++)
		if (is_sentence_end(runes->fold[i])) {
			to = i;
			break;
		}
	to = before_noise(runes, from, bracket_close(runes, field, to));
	count = read_people(reading, from, to, &field->label, false);
	letters = count_letters(runes, from, field->to);
	/* "记者：您怎么看？" is a conversation. */
	if (count > 0 || letters == 0 ||
	    (letters <= 12 && to == field->to &&
		runes_find(runes, field->label.word_at, field->label.word_end,
		    "记者") == field->label.word_end))
		reading->used += count_letters(runes, from, to);
	else
		reading->rest += letters;
}

/* "发布于北京经济日报官方账号" */
static void
strip_account(const Runes *runes, size_t *from, size_t *to)
{
	size_t n = runes_match(runes, *from, "发布于");

	if (n > 0 && *to - *from > n + 2)
		*from += n + 2;
	if (*to - *from > 4 && runes_match(runes, *to - 4, "官方账号"))
		*to -= 4;
}

typedef struct Loose {
	size_t from[8], to[8];
	size_t n;
	size_t outlet; /* the first that is one; or n */
	size_t names; /* how many look like names */
} Loose;

static bool
is_address(const Runes *runes, size_t from, size_t to)
{
	return runes_find(runes, from, to, "http") < to ||
	       runes_find(runes, from, to, "www.") < to;
}

/* The last character of a bracket that is glued to a word. */
static size_t
bracket_end(const Runes *runes, size_t at, size_t to)
{
	gunichar close = runes->fold[at] == '(' ? ')' : ']';

	for (size_t i = at; i < to && i < at + 12; i++)
		if (runes->fold[i] == close)
			return i;
	return at;
}

/* One word alone beside a date is a person only if it can hardly be else. */
static bool
is_person(const char *text)
{
	return name_is_person(text) && g_utf8_strlen(text, -1) <= 3;
}

static void
find_tokens(const Runes *runes, size_t from, size_t to, Loose *loose)
{
	size_t start = from;

	for (size_t i = from; i <= to; i++) {
		gunichar c = i < to ? runes->fold[i] : ' ';
		g_autofree char *text = NULL;
		size_t a = start, b = i;

		if (i < to && i > start && (c == '[' || c == '(')) {
			i = bracket_end(runes, i, to);
			continue;
		}
		if (c != ' ' && c != '|' && c != '(' && c != ')' &&
		    !(c == 0xb7 && i == start) && c != '[' && c != ']')
			continue;
		start = i + 1;
		while (a < b &&
		       (runes->fold[a] == 0xb7 || runes->fold[a] == '-' ||
			   runes->fold[a] == '/' || runes->fold[a] == 0x300a))
			a++;
		while (b > a && (runes->fold[b - 1] == 0x300b ||
				    runes->fold[b - 1] == '(' ||
				    runes->fold[b - 1] == '[' ||
				    runes->fold[b - 1] == ':' ||
				    runes->fold[b - 1] == '/'))
			b--;
		if (b <= a || is_address(runes, a, b) ||
		    runes_match(runes, a, "来自") ||
		    (runes_match(runes, a, "发布于") && b - a <= 6))
			continue;
		strip_account(runes, &a, &b);
		if (count_letters(runes, a, b) < 2)
			continue;
		text = runes_cut(runes, a, b);
		if (loose->n == G_N_ELEMENTS(loose->from))
			return;
		loose->from[loose->n] = a;
		loose->to[loose->n] = b;
		if (name_is_outlet(text) && loose->outlet == SIZE_MAX)
			loose->outlet = loose->n;
		else if (is_person(text))
			loose->names++;
		loose->n++;
	}
}

static bool
has_han(const Runes *runes, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += rune_is_han(runes->fold[i]);
	return n >= 2;
}

/* What no label explains: the outlet beside the date, and its people. */
static void
read_loose(Reading *reading, const Field *field, bool may_be_bare)
{
	static const Label nobody = { 0 };
	const Runes *runes = &reading->runes;
	Loose loose = { .outlet = SIZE_MAX };
	size_t from = field->from, to = before_noise(runes, from, field->to);
	size_t letters = count_letters(runes, from, to), first = 0;
	size_t role = people_role_end(runes, from, to);

	if (letters == 0)
		return;
	find_tokens(runes, from, to, &loose);
	if (letters <= 40 && !may_be_bare &&
	    runes_find(runes, from, to, "供稿") < to) {
		reading->used += letters;
		return;
	}
	if (letters > 40 || loose.n == 0 || (!may_be_bare && !role)) {
		reading->rest += loose.n == 0 ? 0 : letters;
		return;
	}
	if (!may_be_bare) {
		if (read_people(reading, from, to, &nobody, true) > 0)
			reading->used += letters;
		else
			reading->rest += letters;
		return;
	}
	if (loose.outlet == 0 || (loose.n == 1 && loose.names == 0 && !role)) {
		if (loose.to[0] - loose.from[0] > 20) {
			reading->rest += letters;
			return;
		}
		if (has_han(runes, loose.from[0], loose.to[0]))
			(void)set_credit(
			    reading, loose.from[0], loose.to[0], false);
		first = 1;
	}
	if (first < loose.n) {
		bool is_list = loose.n - first >= 2 &&
			       loose.outlet == SIZE_MAX &&
			       has_han(runes, loose.from[first], to);

		(void)read_people(
		    reading, loose.from[first], to, &nobody, !is_list);
	}
	reading->used += letters;
}

static void
merge_people(GPtrArray **to, GPtrArray *from)
{
	for (guint i = 0; from && i < from->len; i++) {
		const NotationPerson *person = from->pdata[i];
		GPtrArray *list = people_list(to);
		bool is_known = false;

		for (guint k = 0; k < list->len; k++) {
			const NotationPerson *other = list->pdata[k];

			is_known |= strcmp(person->name, other->name) == 0 &&
				    (!person->role || !other->role ||
					strcmp(person->role, "编辑") == 0 ||
					strcmp(person->role, other->role) == 0);
		}
		if (!is_known && list->len < LIMIT_PEOPLE)
			g_ptr_array_add(list,
			    notation_person_new(person->name, person->role));
	}
}

void
notation_merge(Notation *to, Notation *from)
{
	/* What stands behind 来源 goes before what only stands there. */
	if (from->credit && (!to->credit || (from->is_credit_labelled &&
						!to->is_credit_labelled))) {
		g_free(to->credit);
		to->credit = g_steal_pointer(&from->credit);
		to->is_credit_labelled = from->is_credit_labelled;
	}
	if (!to->dateline)
		to->dateline = g_steal_pointer(&from->dateline);
	if (!to->section)
		to->section = g_steal_pointer(&from->section);
	if (to->date.precision == DATE_NONE)
		to->date = from->date;
	merge_people(&to->authors, from->authors);
	merge_people(&to->editors, from->editors);
	merge_people(&to->contributors, from->contributors);
}

static bool
has_labels(const Reading *reading)
{
	for (size_t i = 0; i < reading->n_fields; i++)
		if (reading->fields[i].label.kind)
			return true;
	return false;
}

static void
read_fields(Reading *reading)
{
	for (size_t i = 0; i < reading->n_fields; i++) {
		const Field *field = &reading->fields[i];

		switch (field->label.kind) {
		case LABEL_SOURCE:
			read_source(reading, field);
			break;
		case LABEL_AUTHOR:
		case LABEL_EDITOR:
		case LABEL_PICTURE:
			read_labelled(reading, field);
			break;
		case LABEL_TITLE:
		case LABEL_OTHER:
			reading->used += count_letters(
			    &reading->runes, field->from, field->to);
			break;
		case LABEL_TIME:
		case LABEL_NONE:
			break;
		}
	}
	for (size_t i = 0; i < reading->n_fields; i++)
		if (reading->fields[i].label.kind == LABEL_NONE ||
		    reading->fields[i].label.kind == LABEL_TIME)
			read_loose(
			    reading, &reading->fields[i], reading->has_date);
}

static bool
is_sentence(const Runes *runes)
{
	size_t stops = 0, i;

	for (i = 0; i + 1 < runes->length; i++)
		stops +=
		    is_sentence_end(runes->fold[i]) || runes->fold[i] == ',';
	return stops > 1;
}

bool
notation_read(const char *line, int zone_min, int64_t now, Notation *out)
{
	g_auto(Dateline) people = { 0 };
	Reading reading = { 0 };
	bool is_line = false;

	runes_init(&reading.runes, line, 4096);
	if (reading.runes.length <= LINE_LENGTH) {
		cut_fields(&reading, zone_min, now);
		if (reading.has_date || has_labels(&reading))
			read_fields(&reading);
		else if (dateline_read_signature(&reading.runes, &people))
			reading.used = reading.runes.length;
		is_line = reading.used > 0 &&
			  reading.rest * 3 <= reading.used &&
			  (!is_sentence(&reading.runes) || reading.rest == 0);
	}
	if (!is_line) {
		if (reading.has_date && reading.is_date_last &&
		    !is_sentence(&reading.runes))
			reading.lone_date = reading.found.date;
		notation_clear(&reading.found);
		reading.found = (Notation){ 0 };
	}
	if (!is_line) {
		dateline_read(&reading.runes, &people);
		reading.found.date = reading.lone_date;
	}
	merge_people(&reading.found.authors, people.authors);
	merge_people(&reading.found.contributors, people.pictures);
	if (!reading.found.dateline)
		reading.found.dateline = g_steal_pointer(&people.text);
	notation_merge(out, &reading.found);
	notation_clear(&reading.found);
	runes_clear(&reading.runes);
	return is_line;
}
