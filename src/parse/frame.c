/*
 * frame - see frame.h.
 *
 * Drops lines, never words; what it reads out of a dropped line is kept.
 */
#include "config.h"

#include "parse/frame.h"
#include "parse/furniture.h"
#include "parse/headline.h"

#include <string.h>

/* Header lines stand at most so many lines from headline and text. */
#define HEADER_LINES 14
#define FOOT_LINES 18
/* Lines of the text that may be header or editor lines. */
#define FIRST_LINES 8
#define LAST_LINES 12
/* A longer line is no header line. */
#define LINE_BYTES 480

typedef struct Framing {
	const Density *density;
	const Survey *survey;
	Frame *out;
	int zone_min;
	int64_t now;
	uint32_t headline, main_box;
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

/* Between headline and text, and around the headline. */
static void
read_header(const Framing *f)
{
	uint32_t text = f->out->from, i;

	if (f->headline == SURVEY_NONE || f->headline >= text) {
		for (i = text > HEADER_LINES ? text - HEADER_LINES : 0;
		     i < text; i++)
			(void)read_line(f, i, &f->out->header);
		return;
	}
	for (i = f->headline + 1; i < text; i++) {
		if (i > f->headline + HEADER_LINES && i + HEADER_LINES < text)
			continue;
		(void)read_line(f, i, &f->out->header);
	}
	if (f->out->header.date.precision == DATE_NONE)
		for (i = f->headline > 5 ? f->headline - 5 : 0; i < f->headline;
		     i++)
			(void)read_line(f, i, &f->out->header);
}

/* Boxes and lines that are no text, by what they are made of. */
static void
keep_lines(const Framing *f)
{
	Frame *out = f->out;
	int whole = density_box_prose(f->density, f->main_box);

	for (uint32_t i = out->from; i < out->to; i++) {
		const Line *line = survey_line(f->survey, i);
		const Box *box = survey_box(f->survey, line->box);

		if (line->is_hidden || f->density->is_chrome[line->box])
			continue;
		if (f->density->is_cards[line->box] &&
		    line->box != f->main_box &&
		    density_box_prose(f->density, line->box) * 3 < whole)
			continue;
		if (line->kind == LINE_TEXT && line_is_linked(line, 80) &&
		    line_weight(line) > 0)
			continue;
		if (box->all_marks & MARK_DOUBT &&
		    density_line_prose(line) == 0)
			continue;
		out->is_kept[i] = true;
	}
}

static bool
is_same(const char *key, const char *text)
{
	g_autofree char *other = headline_key(text);

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
		: headline_key(survey_raw(
		      f->survey, survey_line(f->survey, f->headline)));
	uint32_t near = out->from + FIRST_LINES;

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

static void
read_first(const Framing *f)
{
	Frame *out = f->out;
	int seen = 0;

	for (uint32_t i = out->from; i < out->to && seen < FIRST_LINES; i++) {
		const Line *line = survey_line(f->survey, i);

		if (!is_text(line))
			continue;
		if (!out->is_kept[i]) {
			if (line_weight(line) < 60 && seen < 3)
				(void)read_line(f, i, &out->header);
			continue;
		}
		seen++;
		if (read_line(f, i, &out->header))
			out->is_kept[i] = false;
	}
}

static void
read_last(const Framing *f)
{
	Frame *out = f->out;
	int seen = 0;

	for (uint32_t i = out->to; i > out->from && seen < LAST_LINES; i--) {
		const Line *line = survey_line(f->survey, i - 1);

		if (!is_text(line))
			continue;
		seen++;
		if (read_line(f, i - 1, &out->foot))
			out->is_kept[i - 1] = false;
	}
}

/* Editor lines outside of the main box. */
static void
read_behind(const Framing *f)
{
	uint32_t end = MIN(f->survey->lines->len, f->out->to + FOOT_LINES);

	for (uint32_t i = f->out->to; i < end; i++) {
		Notation found = { 0 };

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
frame_find(const Density *density, uint32_t headline, uint32_t main_box,
    int zone_min, int64_t now, Frame *out)
{
	const Survey *survey = density->survey;
	const Box *box = survey_box(survey, main_box);
	Framing f = { .density = density,
		.survey = survey,
		.out = out,
		.zone_min = zone_min,
		.now = now,
		.headline = headline,
		.main_box = main_box };

	*out = (Frame){ .from = box->first, .to = box->end };
	if (headline != SURVEY_NONE && headline >= out->from &&
	    headline < out->to)
		out->from = headline + 1;
	out->is_kept = g_new0(bool, survey->lines->len + 1);
	read_header(&f);
	keep_lines(&f);
	drop_furniture(&f);
	read_first(&f);
	read_last(&f);
	read_behind(&f);
}
