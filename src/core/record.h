/*
 * record - an article meets what is known, and becomes a version or none.
 *
 * New, revised, the same, or the same text at another address: identity
 * decides, this module carries it out. A broken page never gets here, and what
 * a person deleted never comes back.
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include "core/errand.h"
#include "core/stage.h"

typedef struct Record {
	Turn *turn;
	const Entry *entry;	/* with its key */
	Article *article;	/* borrowed, and completed here */
	const Errand *errand;	/* of the page; NULL: as the list gave it */
	bool is_revisit;	/* `entry` says nothing but the address */
} Record;

/* False: CAILUN_ERROR_IO, nothing can go on. */
bool record_article(Stage *stage, const Record *record, GError **error);

/* The page was looked at and is what it was. */
bool record_same(Stage *stage, Turn *turn, const Entry *entry,
    bool is_revisit, GError **error);
/* The page of a known article is not to be had: looked at again in its time;
 * `is_missing`: the site says that there is none (status suspect). */
bool record_absent(Stage *stage, Turn *turn, const Entry *entry,
    bool is_missing, GError **error);

#endif
