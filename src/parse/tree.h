/*
 * tree - an HTML document, read once.
 *
 * The readers of this room walk libxml2's nodes themselves; this module makes
 * the document within its ceilings and answers the questions that all of them
 * have. A premature </html> makes a second root, so walk from tree_first(),
 * never from the root element. Elements deeper than LIMIT_DEPTH are flattened:
 * their text is kept. Attribute values of libxml2's HTML are one text node.
 */
#ifndef PARSE_TREE_H
#define PARSE_TREE_H

#include <glib.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Tree Tree;

/* Makes libxml2 ready and silent; before the fence. */
void tree_warm(void);

/*
 * `utf8` is borrowed for the call, `utf8[length]` must be NUL. `url` is the
 * document's address or "". NULL when nothing can be made of it
 * (CAILUN_ERROR_INPUT).
 */
Tree *tree_read(
    const char *utf8, size_t length, const char *url, GError **error);
/* A piece of markup, e.g. the content of an entry; as a document of its own. */
Tree *tree_read_markup(const char *markup, const char *base, GError **error);
void tree_free(Tree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tree, tree_free)

xmlDoc *tree_document(const Tree *tree);
/* One XPath context for the whole life of the tree. */
xmlXPathContext *tree_xpath(Tree *tree);
/* The address that references are relative to: <base href> of the page, else
 * its own address; "" when neither is known. */
const char *tree_base(const Tree *tree);

/* The first root; its siblings are further roots (and comments). */
xmlNode *tree_first(const Tree *tree);
/*
 * The node after `node` in document order, within `top` (NULL: all roots).
 * tree_next() goes down first, tree_skip() passes the inside of `node` by.
 * NULL at the end.
 */
xmlNode *tree_next(const xmlNode *node, const xmlNode *top);
xmlNode *tree_skip(const xmlNode *node, const xmlNode *top);

/* An element of this (lower-case) name. */
bool tree_is(const xmlNode *node, const char *name);
/* One of a NULL-terminated list of names. */
bool tree_is_any(const xmlNode *node, const char *const *names);
/* Its text is never shown: script, style, template, noscript, comments... */
bool tree_is_hidden_kind(const xmlNode *node);
/* An element that begins a line of its own: p, div, li, td, br... */
bool tree_is_block(const xmlNode *node);
/* The value as it stands, borrowed; NULL when it has no such attribute. */
const char *tree_attribute(const xmlNode *node, const char *name);
/* `word` is one of the blank-separated words of the attribute. */
bool tree_has_word(
    const xmlNode *node, const char *attribute, const char *word);

/*
 * What a reader sees of it, white space folded; a blank where a block or a
 * <br> begins. Attribute nodes give their value, comments their text. Caller
 * frees.
 */
char *tree_text(const xmlNode *node);
/* The same behind `out`, unfolded. */
void tree_append_text(GString *out, const xmlNode *node);
/* Absolute http(s) address in an attribute (or of an attribute node when
 * `name` is NULL), or NULL. Caller frees. */
char *tree_link(const Tree *tree, const xmlNode *node, const char *name);
/* The markup inside a node; of a text or attribute, its text. Caller frees. */
char *tree_markup(const Tree *tree, const xmlNode *node);
/* Markup made text, folded; without a document around it. Caller frees. */
char *tree_plain(const char *markup);

#endif
