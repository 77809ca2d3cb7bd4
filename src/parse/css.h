/*
 * css - the CSS selectors that cailun knows; see select.h for the subset.
 *
 * Matching goes from right to left with libxml2's own links; nothing is
 * allocated while it runs.
 */
#ifndef PARSE_CSS_H
#define PARSE_CSS_H

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

typedef struct Css Css;

/* Fails with CAILUN_ERROR_CONF; the message names selector and position. */
Css *css_new(const char *selector, GError **error);
void css_free(Css *css);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Css, css_free)

/*
 * The first branch of the list that matches the element, or -1. `scope` is
 * what a leading combinator ("> a") starts from; NULL: the page.
 */
int css_matches(const Css *css, const xmlNode *node, const xmlNode *scope);
/* The attribute that branch `i` chooses ("a@href"), or NULL. */
const char *css_attribute(const Css *css, int i);

/* Branch `i` (-1: any) begins with + or ~, so that it finds what stands beside
 * the scope, not below it. */
bool css_looks_aside(const Css *css, int i);

#endif
