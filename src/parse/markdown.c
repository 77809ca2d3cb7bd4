/*
 * markdown - the body of an article: a tree of nodes made Markdown.
 *
 * Never lets active markup through.
 */
#include "config.h"

#include "parse/markdown.h"

char *
markdown_of_node(const Tree *tree, const xmlNode *node)
{
	(void)tree;
	return tree_text(node);
}

char *
html_of_node(const Tree *tree, const xmlNode *node)
{
	g_autofree char *text = tree_text(node);

	(void)tree;
	return g_markup_escape_text(text, -1);
}

char *
markdown_of_markup(const char *markup, const char *base)
{
	(void)base;
	return tree_plain(markup);
}

char *
html_of_markup(const char *markup, const char *base)
{
	g_autofree char *text = tree_plain(markup);

	(void)base;
	return g_markup_escape_text(text, -1);
}
