/*
 * claim - what a page tells machines that its title is.
 *
 * <title> and metas hold the headline and more: names of site and section, or
 * those alone. What belongs to the site is told by evidence: something on the
 * page calls its site so.
 */
#ifndef PARSE_CLAIM_H
#define PARSE_CLAIM_H

#include "parse/meta.h"

typedef struct Claims {
	char *title; /* key of <title> */
	GPtrArray *segments; /* keys of <title> up to each separator */
	GPtrArray *metas; /* keys of the metas' titles */
} Claims;

/* `listed` is the title that a list gave, or NULL. */
void claims_init(
    Claims *claims, const Survey *survey, const Meta *meta, const char *listed);
void claims_clear(Claims *claims);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Claims, claims_clear)

/* For comparison: letters and figures only, half width, small. Caller frees. */
char *claim_key(const char *text);
/* How well a key agrees with what is claimed: 0 not at all, 60 entirely. */
int claim_score(const Claims *claims, const char *key);
/* A claim begins with this key. */
bool claim_goes_on(const Claims *claims, const char *key);
/* All of a title is names of the site and its sections. */
bool claim_is_generic(
    const Survey *survey, const Meta *meta, const char *title);
/* The title without those at its end. Caller frees. */
char *claim_without_site(
    const Survey *survey, const Meta *meta, const char *title);

#endif
