/*
 * density - where the prose of a page is.
 *
 * Every line is worth something: sentences gain, links, menus and furniture
 * lose. The main text is the box whose lines are worth most together; because
 * boxes are ranges of lines, that is one pass over their sums.
 */
#ifndef PARSE_DENSITY_H
#define PARSE_DENSITY_H

#include "parse/survey.h"

typedef struct Density {
	const Survey *survey;
	int32_t *prose; /* per line + 1: sum of prose before it */
	int32_t *gain; /* per line + 1: sum of gains before it */
	bool *is_chrome; /* per box: chrome, or inside it */
	bool *is_cards; /* per box: a list of teasers, or inside it */
} Density;

/* May find that what `survey` has as hidden is the article. */
Density *density_new(Survey *survey);
void density_free(Density *density);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Density, density_free)

/* How much of a line is prose; 0 for menus, links, captions. */
int density_line_prose(const Line *line);
int density_box_prose(const Density *density, uint32_t box);

/*
 * Now that the headline is known: what holds it is no chrome, whatever its
 * name says, and what follows it may be chrome however long it is.
 */
void density_set_headline(Density *density, uint32_t headline);

/*
 * The box of the main text, given the line of the headline (SURVEY_NONE: not
 * known), or SURVEY_NONE when the page has no prose. `score`, from 0 to 100,
 * says how much of the page's prose it holds and how clean it is.
 */
uint32_t density_main(Density *density, uint32_t headline, int *score);

#endif
