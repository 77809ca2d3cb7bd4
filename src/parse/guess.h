/*
 * guess - the generic reader of article pages.
 *
 * One walk over a page gathers what title, displayed time, header and editor
 * lines and main text can be told by; each field comes with evidence. A page
 * without an article is recognised as such, never filled from its furniture.
 */
#ifndef PARSE_GUESS_H
#define PARSE_GUESS_H

#include "base/date.h"
#include "parse/notation.h"
#include "parse/tree.h"

#include <stdint.h>

/* What is known from elsewhere. */
typedef struct GuessHint {
	const char *url; /* of the page, or "" */
	int zone_min;
	int64_t now;
	const char *listed_title; /* as the list had it, or NULL */
	Date listed_date; /* or DATE_UNKNOWN */
	const xmlNode *body; /* the main node when a plugin has chosen it */
} GuessHint;

typedef struct GuessImage {
	char *url; /* absolute */
	char *caption; /* or NULL */
} GuessImage;

void guess_image_free(GuessImage *image);

/* All NULL or empty when not found. Lists are NULL or GPtrArrays. */
typedef struct Guess {
	char *title, *kicker, *subtitle;
	char *credit, *section, *dateline, *description;
	char *language, *rights;
	Date published; /* with its origin */
	Date modified;
	GPtrArray *authors, *editors, *contributors; /* NotationPerson */
	GPtrArray *tags; /* char * */
	GPtrArray *images; /* GuessImage */
	const xmlNode *main; /* borrowed from the tree */
	char *markdown; /* its text without header and editor lines */
	char *html; /* the same, clean */
	char *text; /* the same, one paragraph a line */
	double score; /* 0 to 1: how sure of the main text */
	char *evidence; /* "generic 1 score=0.97", or a profile's name */
} Guess;

void guess_clear(Guess *guess);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Guess, guess_clear)

/* False when the page has no article; `out` then may hold title and date. */
bool guess_article(Tree *tree, const GuessHint *hint, Guess *out);
/* The node of the main text alone, or NULL. */
const xmlNode *guess_main(Tree *tree, const GuessHint *hint);

#endif
