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

#include "parse/density.h"
#include "parse/meta.h"

typedef struct Headline {
	uint32_t line; /* SURVEY_NONE: no visible one */
	char *title; /* NULL: none at all */
	char *kicker, *subtitle; /* the lines above and below it, or NULL */
	int score; /* 0 to 100 */
} Headline;

void headline_clear(Headline *headline);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Headline, headline_clear)

/* `listed` is the title that a list gave, or NULL. */
void headline_find(const Density *density, const Meta *meta, const char *listed,
    Headline *out);

/* For comparison: letters and figures only, half width, small. Caller frees. */
char *headline_key(const char *text);

#endif
