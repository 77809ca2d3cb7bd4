/*
 * select - selectors, compiled once and matched against a tree.
 *
 * XPath 1.0 when it begins with '/', './' or '(', else a subset of CSS:
 * tag * #id .class [a] [a=v] [a^=v] [a$=v] [a*=v] [a~=v], the combinators
 * blank > + ~, :first-child :last-child :nth-child(n) :not(simple) and lists
 * with commas. CSS is matched in one walk over the page. A selector may end in
 * "@name" (CSS: "a@href") to choose the attribute of what it found.
 */
#ifndef PARSE_SELECT_H
#define PARSE_SELECT_H

#include "parse/tree.h"

typedef struct Select Select;

/* Fails with CAILUN_ERROR_CONF; the message names selector and position. */
Select *select_new(const char *selector, GError **error);
void select_free(Select *select);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Select, select_free)

/*
 * Appends the nodes found below `from` (NULL: in all of the page) to `found`
 * (of xmlNode *), in document order; elements, or what the XPath names
 * (attributes are xmlAttr *). At most LIMIT_NODES_PER_SELECT; false when there
 * are more, or when the XPath fails on this page.
 */
bool select_find(const Select *select, Tree *tree, xmlNode *from,
    GPtrArray *found, GError **error);
/* Whether the element itself matches; CSS only. */
bool select_matches(const Select *select, const xmlNode *node);

#endif
