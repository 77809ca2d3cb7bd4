/*
 * frame - see frame.h.
 *
 * Drops lines, never words; what it reads out of a dropped line is kept.
 */
#include "config.h"

#include "parse/block.h"
#include "parse/frame.h"
#include "parse/furniture.h"
#include "parse/headline.h"
#include "parse/name.h"

#include <string.h>

/* Header lines stand at most so many lines from headline and text. */
#define HEADER_LINES 14
#define FOOT_LINES 18
/* Lines of the text that may be header or editor lines. */
#define FIRST_LINES 4
#define LAST_LINES 5
/* From here on a line is a sentence of the text. */
#define PROSE_WEIGHT 30
#define MIDDLE_WEIGHT 40
#define SIGNED_BYTES 90
/* No more lines than this are read for what they say of people. */
#define MOST_LINES 1000
/* A longer line is no header line. */
#define LINE_BYTES 480

typedef struct Framing {
	const Density *density;
	const Survey *survey;
	Frame *out;
	int zone_min;
	int64_t now;
	uint32_t headline, end; /* lines of the headline */
	uint32_t main_box;
} Framing;

void
frame_clear(Frame *frame)
{
	g_clear_pointer(&frame->is_kept, g_free);
	notation_clear(&frame->header);
	notation_clear(&frame->inside);
	notation_clear(&frame->foot);
}

static bool
is_text(const Line *line)
{
	return line->kind == LINE_TEXT && !line->is_hidden;
}

/* Reads a line into `to`; true when it is nothing but a notation. */
static bool
read_line(const Framing *f, uint32_t i, Notation *to)
{
	const Line *line = survey_line(f->survey, i);
	g_autofree char *text = NULL;

	if (!is_text(line) || line->length > LINE_BYTES)
		return false;
	text = line_seamed(f->survey, line);
	return notation_read(text, f->zone_min, f->now, to);
}

static Furniture
line_furniture(const Framing *f, uint32_t i)
{
	const Line *line = survey_line(f->survey, i);

	return furniture_of(survey_raw(f->survey, line), line_weight(line));
}

/* A name or an outlet alone in a line, as far as its element or the date
 * beside it says that it is one. */
static void
read_bare(const Framing *f, uint32_t i, bool is_near_date)
{
	Notation *header = &f->out->header;
	const Line *line = survey_line(f->survey, i);
	const Box *box = survey_box(f->survey, line->box);
	uint32_t marks = line->marks | box->marks |
			 survey_box(f->survey, box->parent)->marks;
	bool is_marked = (marks & (MARK_SOURCE | MARK_AUTHOR)) != 0;
	g_autofree char *text = NULL;
	g_auto(GStrv) parts = NULL;

	if (!is_text(line) || line_weight(line) < 2 || line_weight(line) > 16 ||
	    line->stops > 0 || !(is_marked || is_near_date) ||
	    line_furniture(f, i) != FURNITURE_NONE)
		return;
	text = line_seamed(f->survey, line);
	if (strpbrk(text, "0123456789:>") || strstr(text, "："))
		return;
	parts = g_strsplit(text, "/", 4);
	for (size_t k = 0; parts[k]; k++) {
		char *part = g_strstrip(parts[k]);

		if (name_is_outlet(part) ||
		    (is_marked && !name_is_person(part) &&
			g_utf8_strlen(part, -1) >= 2)) {
			if (!header->credit)
				header->credit = g_strdup(part);
		} else if (name_is_person(part) && !header->authors &&
			   g_utf8_strlen(part, -1) <= 3) {
			g_ptr_array_add(people_list(&header->authors),
			    notation_person_new(part, NULL));
		}
	}
}

static bool
is_notation(const Framing *f, uint32_t i)
{
	g_auto(Notation) unused = { 0 };

	return read_line(f, i, &unused);
}

/* The first line of the text that is a sentence; no header line, however long
 * one is. */
static uint32_t
first_prose(const Framing *f)
{
	for (uint32_t i = f->out->from; i < f->out->to; i++)
		if (f->out->is_kept[i] &&
		    density_line_prose(survey_line(f->survey, i)) >=
			PROSE_WEIGHT &&
		    !is_notation(f, i))
			return i;
	return f->out->to;
}

static bool
is_header_line(const Framing *f, uint32_t i)
{
	const Line *line = survey_line(f->survey, i);

	return is_text(line) && !f->density->is_cards[line->box] &&
	       (!line_is_linked(line, 60) ||
		   (i >= f->end && i < f->end + HEADER_LINES &&
		       line->narrow >= 8) ||
		   line->marks & (MARK_AUTHOR | MARK_SOURCE));
}

/* What remains between headline and date: 关注, 来自甘肃, counters. */
static void
drop_labels(const Framing *f, uint32_t from, uint32_t last)
{
	for (uint32_t i = from; i <= last + 2 && i < f->out->to; i++) {
		const Line *line = survey_line(f->survey, i);

		if (line_weight(line) < 6 && line->stops == 0 &&
		    line->kind == LINE_TEXT && !line->level)
			f->out->is_kept[i] = false;
	}
}

/* Lines [from, to) above the text. */
static void
read_lines(const Framing *f, uint32_t from, uint32_t to)
{
	uint32_t date_line = SURVEY_NONE, last = SURVEY_NONE;

	for (uint32_t i = from; i < to; i++) {
		bool had_date = f->out->header.date.precision != DATE_NONE;

		if (!is_header_line(f, i))
			continue;
		if (read_line(f, i, &f->out->header)) {
			f->out->is_kept[i] = false;
			last = i;
		}
		if (!had_date && f->out->header.date.precision != DATE_NONE)
			date_line = i;
	}
	for (uint32_t i = from; i < to; i++) {
		const Line *line = survey_line(f->survey, i);

		if (is_text(line) && !line->level && line->wide < 4 &&
		    furniture_is_byline(
			survey_raw(f->survey, line), line_weight(line)))
			f->out->is_kept[i] = false;
	}
	for (uint32_t i = from; i < to; i++)
		if (is_header_line(f, i))
			read_bare(f, i,
			    date_line != SURVEY_NONE && i + 2 >= date_line &&
				i <= date_line + 2);
	if (last != SURVEY_NONE)
		drop_labels(f, from, last);
}

/* Between headline and text, and around the headline. */
static void
read_header(const Framing *f)
{
	uint32_t text = first_prose(f), from;

	if (f->headline == SURVEY_NONE || f->headline >= text) {
		from = text > HEADER_LINES ? text - HEADER_LINES : 0;
		read_lines(f, from, text);
		return;
	}
	from = MIN(f->end, text);
	if (text - from > HEADER_LINES * 2) {
		read_lines(f, from, from + HEADER_LINES);
		from = text - HEADER_LINES;
	}
	read_lines(f, from, text);
	if (f->out->header.date.precision == DATE_NONE ||
	    !f->out->header.credit)
		read_lines(
		    f, f->headline > 5 ? f->headline - 5 : 0, f->headline);
}

/* Within a small box whose name says that it may be chrome. */
static bool
is_doubtful(const Framing *f, uint32_t box, int whole)
{
	for (; box != 0 && box != f->main_box;
	     box = survey_box(f->survey, box)->parent)
		if (survey_box(f->survey, box)->marks & MARK_DOUBT)
			return density_box_prose(f->density, box) * 4 < whole;
	return false;
}

/* Boxes and lines that are no text, by what they are made of. */
static void
keep_lines(const Framing *f)
{
	Frame *out = f->out;
	int whole = density_box_prose(f->density, f->main_box);

	for (uint32_t i = out->from; i < out->to; i++) {
		const Line *line = survey_line(f->survey, i);
		/* It goes with its picture. */
		if (block_is_caption(f->survey, i))
			continue;
		if (line->is_hidden || f->density->is_chrome[line->box])
			continue;
		if (f->density->is_cards[line->box] &&
		    line->box != f->main_box &&
		    density_box_prose(f->density, line->box) * 3 < whole)
			continue;
		if (line->kind == LINE_TEXT &&
		    (line_is_linked(line, 80) ||
			line->wide + line->narrow == 0))
			continue;
		if (density_line_prose(line) == 0 &&
		    is_doubtful(f, line->box, whole))
			continue;
		out->is_kept[i] = true;
	}
}

static bool
is_same(const char *key, const char *text)
{
	g_autofree char *other = claim_key(text);

	return strcmp(key, other) == 0;
}

/* The headline again, share bars, disclaimers; and the end of the text. */
static void
drop_furniture(const Framing *f)
{
	Frame *out = f->out;
	int whole = f->density->prose[out->to] - f->density->prose[out->from];
	g_autofree char *title =
	    f->headline == SURVEY_NONE
		? g_strdup("")
		: claim_key(survey_raw(
		      f->survey, survey_line(f->survey, f->headline)));
	uint32_t near = out->from + HEADER_LINES;

	for (uint32_t i = out->from; i < out->to; i++) {
		const Line *line = survey_line(f->survey, i);
		Furniture kind;

		if (!out->is_kept[i] || line->kind != LINE_TEXT)
			continue;
		kind = line_furniture(f, i);
		if (kind == FURNITURE_END) {
			int rest =
			    f->density->prose[out->to] - f->density->prose[i];

			if (rest * 3 < whole) {
				out->to = i;
				break;
			}
		}
		if (kind != FURNITURE_NONE ||
		    (i < near && *title &&
			is_same(title, survey_raw(f->survey, line))))
			out->is_kept[i] = false;
	}
	for (uint32_t i = out->to; i < f->survey->lines->len; i++)
		out->is_kept[i] = false;
}

static bool
is_empty(const GPtrArray *list)
{
	return !list || list->len == 0;
}

/* Below the first sentence those who wrote sign their text, and pictures are
 * credited: that is read, and stays text. Editors, outlets, dates go. */
static bool
is_furniture(const Notation *found, const char *text)
{
	if (!is_empty(found->editors) || found->credit ||
	    found->date.precision != DATE_NONE)
		return true;
	return is_empty(found->authors) && is_empty(found->contributors) &&
	       !strstr(text, "图") && !strstr(text, "摄");
}

/* Reads a line of the text, of any length; true when it is none. */
static bool
read_paragraph(const Framing *f, uint32_t i, Notation *to)
{
	g_autofree char *text =
	    line_seamed(f->survey, survey_line(f->survey, i));
	Notation found = { 0 };
	bool is_none = notation_read(text, f->zone_min, f->now, &found) &&
		       is_furniture(&found, text);

	notation_merge(to, &found);
	notation_clear(&found);
	return is_none;
}

/* Datelines: the first paragraphs say who wrote them. */
static void
read_first(const Framing *f)
{
	Frame *out = f->out;
	int seen = 0;

	for (uint32_t i = out->from; i < out->to && seen < FIRST_LINES; i++) {
		const Line *line = survey_line(f->survey, i);

		if (!is_text(line) || !out->is_kept[i])
			continue;
		seen++;
		if (read_paragraph(f, i, &out->inside))
			out->is_kept[i] = false;
	}
}

/* The people in "甲 乙", when it is nothing but names. */
static bool
read_names(char *text, GPtrArray *list)
{
	g_auto(GStrv) names = NULL;

	g_strdelimit(text, "/,", ' ');
	names = g_strsplit(text, " ", 8);
	for (size_t i = 0; names[i]; i++)
		if (*names[i] && !name_is_person(names[i]))
			return false;
	for (size_t i = 0; names[i]; i++)
		if (*names[i])
			g_ptr_array_add(
			    list, notation_person_new(names[i], NULL));
	return true;
}

/* "……举行。（羅森）": who signs at the end of the text, in a bracket. */
static void
read_signed(const Framing *f, uint32_t i)
{
	g_autofree char *text = line_text(f->survey, survey_line(f->survey, i));
	static const char *const open[] = { "（", "(" };
	static const char *const close[] = { "）", ")" };

	for (size_t k = 0; k < 2; k++) {
		char *start = g_strrstr(text, open[k]);

		if (!start || !g_str_has_suffix(text, close[k]) ||
		    strlen(start) > SIGNED_BYTES)
			continue;
		text[strlen(text) - strlen(close[k])] = '\0';
		start = g_strstrip(start + strlen(open[k]));
		if (!read_names(start, people_list(&f->out->foot.authors)))
			(void)notation_read(
			    start, f->zone_min, f->now, &f->out->foot);
		return;
	}
}

static bool
is_readable(const Framing *f, uint32_t i)
{
	const Line *line = survey_line(f->survey, i);

	return is_text(line) &&
	       (f->out->is_kept[i] || !line_is_linked(line, 60));
}

/* From the end upwards as far as editor lines go, then read in their order. */
static void
read_last(const Framing *f)
{
	Frame *out = f->out;
	uint32_t first = out->to;
	int seen = 0;

	while (first > out->from && seen < LAST_LINES &&
	       out->to - first < MOST_LINES) {
		Notation found = { 0 };

		if (is_readable(f, --first) &&
		    !read_paragraph(f, first, &found))
			seen += out->is_kept[first];
		notation_clear(&found);
	}
	for (uint32_t i = first; i < out->to; i++)
		if (is_readable(f, i) && read_paragraph(f, i, &out->foot))
			out->is_kept[i] = false;
	for (uint32_t i = out->to; i-- > first;)
		if (out->is_kept[i] &&
		    survey_line(f->survey, i)->kind == LINE_TEXT) {
			read_signed(f, i);
			break;
		}
}

/* Short lines amid the text that name people, wherever they stand. */
static void
read_middle(const Framing *f)
{
	Frame *out = f->out;
	int seen = 0;

	for (uint32_t i = out->from; i < out->to && seen < MOST_LINES; i++) {
		const Line *line = survey_line(f->survey, i);
		Notation found = { 0 };

		if (!out->is_kept[i] || !is_text(line) ||
		    line_weight(line) > MIDDLE_WEIGHT)
			continue;
		seen++;
		if (read_line(f, i, &found) &&
		    found.date.precision == DATE_NONE &&
		    !(is_empty(found.authors) && is_empty(found.editors) &&
			is_empty(found.contributors) && !found.credit)) {
			notation_merge(&out->foot, &found);
			out->is_kept[i] = !is_furniture(&found, "");
		}
		notation_clear(&found);
	}
}

/* Editor lines outside of the main box. */
static void
read_behind(const Framing *f)
{
	uint32_t end = MIN(f->survey->lines->len, f->out->to + FOOT_LINES);

	for (uint32_t i = f->out->to; i < end; i++) {
		Notation found = { 0 };
		const Line *line = survey_line(f->survey, i);

		if (line_is_linked(line, 50) || f->density->is_cards[line->box])
			continue;
		if (line_furniture(f, i) == FURNITURE_END)
			break;
		if (read_line(f, i, &found)) {
			found.date = DATE_UNKNOWN;
			notation_merge(&f->out->foot, &found);
		}
		notation_clear(&found);
	}
}

void
frame_find(const Density *density, const Headline *headline, uint32_t main_box,
    int zone_min, int64_t now, Frame *out)
{
	const Survey *survey = density->survey;
	const Box *box = survey_box(survey, main_box);
	Framing f = { .density = density,
		.survey = survey,
		.out = out,
		.zone_min = zone_min,
		.now = now,
		.headline = headline->line,
		.end = headline->end,
		.main_box = main_box };

	*out = (Frame){ .from = box->first, .to = box->end };
	if (f.headline != SURVEY_NONE && f.end > out->from &&
	    f.headline < out->to)
		out->from = MIN(f.end, out->to);
	out->is_kept = g_new0(bool, survey->lines->len + 1);
	keep_lines(&f);
	drop_furniture(&f);
	read_header(&f);
	read_first(&f);
	read_last(&f);
	read_middle(&f);
	read_behind(&f);
}
