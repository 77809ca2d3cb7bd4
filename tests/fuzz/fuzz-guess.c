/*
 * fuzz-guess - any page, read as an article, with and without a chosen node;
 * what comes out is UTF-8, and its Markdown and text agree on being there.
 */
#include "config.h"

#include "parse/charset.h"
#include "parse/guess.h"
#include "parse/markdown.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const char *text)
{
	if (text && !g_utf8_validate(text, -1, NULL))
		abort();
}

static void
check_line(const char *text)
{
	check(text);
	if (text && strchr(text, '\n'))
		abort();
}

static void
guess(Tree *tree, const xmlNode *body)
{
	g_auto(Guess) found = { 0 };
	GuessHint hint = { .url = "https://a.cn/",
		.zone_min = 480,
		.now = 1767225600,
		.body = body };
	bool has_article = guess_article(tree, &hint, &found);

	check_line(found.title);
	check_line(found.credit);
	check_line(found.dateline);
	check(found.markdown);
	check(found.html);
	check(found.text);
	if (has_article && (!found.markdown || !*found.markdown))
		abort();
}

static const xmlNode *
last_block(Tree *tree)
{
	const xmlNode *last = NULL;

	for (xmlNode *node = tree_first(tree); node;
	     node = tree_next(node, NULL))
		if (tree_is(node, "div"))
			last = node;
	return last;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *markdown = NULL;
	Decoded decoded = { 0 };
	Tree *tree;

	charset_decode(data, size, NULL, NULL, &decoded);
	tree = tree_read(decoded.text, decoded.length, "https://a.cn/", NULL);
	if (tree) {
		guess(tree, NULL);
		guess(tree, last_block(tree));
	}
	tree_free(tree);
	markdown = markdown_of_markup(decoded.text, "https://a.cn/");
	check(markdown);
	decoded_clear(&decoded);
	return 0;
}
