/*
 * survey - a page as lines of text and the boxes they stand in.
 *
 * One walk over the tree gathers everything that the readers of titles, dates,
 * credits and main text ask for later, so that none of them walks again. A
 * line is what a reader sees as one: text between two block borders, white
 * space folded. A box is a block element; the lines and boxes inside it are
 * ranges. Nothing here decides what the article is.
 *
 * Where two inline elements touch without a blank, the text of a short line
 * holds SURVEY_SEAM: a header line wants a blank there, a sentence nothing.
 * line_text() and line_seamed() give the one and the other.
 */
#ifndef PARSE_SURVEY_H
#define PARSE_SURVEY_H

#include "parse/element.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SURVEY_SEAM '\x1f'
#define SURVEY_NONE UINT32_MAX

typedef struct Box {
	const xmlNode *node; /* NULL for the box of the whole page */
	uint32_t parent;
	uint32_t first, end; /* its lines */
	uint32_t boxes_end; /* its boxes: from its own index + 1 */
	uint32_t marks; /* Mark, its own */
	uint32_t all_marks; /* and those of the boxes around it */
	uint8_t kind; /* BoxKind */
	uint8_t level; /* of a heading */
	bool is_ordered;
} Box;

typedef enum LineKind {
	LINE_TEXT = 0,
	LINE_IMAGE,
} LineKind;

typedef struct Line {
	const xmlNode *node; /* where it begins; the img element */
	uint32_t at, length; /* in Survey.text, which has a NUL behind it */
	uint32_t box; /* the innermost */
	uint32_t wide, narrow; /* ideographs and kana; other letters */
	uint32_t linked; /* letters of both kinds inside links */
	uint32_t strong; /* inside bold elements */
	uint16_t stops; /* punctuation of sentences */
	uint16_t marks; /* Mark of inline elements in it */
	uint8_t kind; /* LineKind */
	uint8_t level; /* of the heading it stands in */
	bool is_hidden;
	bool is_broken; /* ends with a <br>, not with its box */
} Line;

/* A part of a line that an element with a telling name encloses. */
typedef struct Hint {
	uint32_t line;
	uint32_t at, length; /* in Survey.text */
	uint32_t marks;
} Hint;

typedef struct Survey {
	GString *text;
	GArray *lines; /* Line */
	GArray *boxes; /* Box; 0 is the whole page */
	GArray *hints; /* Hint */
	GPtrArray *metas; /* xmlNode *: <meta> with a content */
	GPtrArray *scripts; /* xmlNode *: <script type=application/ld+json> */
	GPtrArray *comments; /* xmlNode *: comments with "enpproperty" */
	char *title; /* <title>, folded, or NULL */
	const xmlNode *base; /* the first <base>, or NULL */
} Survey;

/* Reads a document, or the inside of one element of it. `survey` borrows it. */
Survey *survey_new(const xmlDoc *document);
Survey *survey_of_node(const xmlNode *node);
void survey_free(Survey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Survey, survey_free)

static inline Line *
survey_line(const Survey *survey, size_t i)
{
	return &g_array_index(survey->lines, Line, i);
}

static inline Box *
survey_box(const Survey *survey, size_t i)
{
	return &g_array_index(survey->boxes, Box, i);
}

/* The raw text of a line: NUL-terminated, seams in it. */
static inline const char *
survey_raw(const Survey *survey, const Line *line)
{
	return survey->text->str + line->at;
}

/* The text of a line without seams, and with blanks for seams; caller frees. */
char *line_text(const Survey *survey, const Line *line);
char *line_seamed(const Survey *survey, const Line *line);

/* Letters, an ideograph counted as one and other letters as two fifths. */
static inline uint32_t
line_weight(const Line *line)
{
	return line->wide + line->narrow * 2 / 5;
}

/* More than `percent` of its letters are linked. */
static inline bool
line_is_linked(const Line *line, unsigned int percent)
{
	return (uint64_t)line->linked * 100 >
	       (uint64_t)(line->wide + line->narrow) * percent;
}

/* The innermost box of a kind around a box (or itself); SURVEY_NONE. */
uint32_t survey_around(const Survey *survey, uint32_t box, BoxKind kind);
/* `box` is `outer` or lies in it. */
bool survey_is_within(const Survey *survey, uint32_t box, uint32_t outer);
/* The value of an attribute, borrowed; NULL. */
const char *survey_attribute(const xmlNode *node, const char *name);

#endif
