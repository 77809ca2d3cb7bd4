/*
 * markdown - the body of an article: a tree of nodes made Markdown.
 *
 * One block a paragraph with a blank line between them, "##" sub-headings,
 * "![alt](url)", one line a paragraph (the archive splits sentences); nothing
 * is escaped but what CommonMark would read otherwise. And the same as clean
 * HTML: no script, style, handler, form, frame or foreign scheme.
 */
#ifndef PARSE_MARKDOWN_H
#define PARSE_MARKDOWN_H

#include "parse/tree.h"

#include <glib.h>

/* What is inside `node`. Never NULL; "" when nothing is left. Caller frees. */
char *markdown_of_node(const Tree *tree, const xmlNode *node);
char *html_of_node(const Tree *tree, const xmlNode *node);
/* The same of a piece of markup; `base` for its references, or "". */
char *markdown_of_markup(const char *markup, const char *base);
char *html_of_markup(const char *markup, const char *base);
/* And as plain text, one paragraph a line (JSON Feed's content_text). */
char *text_of_node(const Tree *tree, const xmlNode *node);
char *text_of_markup(const char *markup, const char *base);

/* The same of a list of blocks (block.h). */
char *markdown_of_blocks(const GPtrArray *blocks);
char *html_of_blocks(const GPtrArray *blocks);
char *text_of_blocks(const GPtrArray *blocks);

#endif
