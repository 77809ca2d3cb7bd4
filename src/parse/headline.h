/*
 * headline - which line of a page is its headline.
 *
 * The headline is the line that readers see above the article. What the page
 * tells machines (<title>, metas) helps to find it, and stands in only where
 * nothing visible agrees. A site's name is taken off by evidence alone: that
 * the visible headline ends before it, or that the page names its site so.
 */
#ifndef PARSE_HEADLINE_H
#define PARSE_HEADLINE_H

#include "parse/claim.h"
#include "parse/density.h"

typedef struct Headline {
	uint32_t line; /* its first; SURVEY_NONE: no visible one */
	uint32_t end; /* behind its last line and its subtitle */
	char *title; /* NULL: none at all */
	char *subtitle; /* the line below it, by its dash; or NULL */
	int score; /* 0 to 100 */
} Headline;

void headline_clear(Headline *headline);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Headline, headline_clear)

/* `listed` is the title that a list gave, or NULL. */
void headline_find(const Density *density, const Meta *meta, const char *listed,
    Headline *out);

#endif
