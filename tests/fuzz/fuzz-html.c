/*
 * fuzz-html - any page: read, walked, and read as an article.
 */
#include "config.h"

#include "parse/charset.h"
#include "parse/guess.h"
#include "parse/markdown.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const char *text)
{
	if (text && !g_utf8_validate(text, -1, NULL))
		abort();
}

static void
read_tree(Tree *tree)
{
	g_auto(Guess) guess = { 0 };
	GuessHint hint = { .url = "https://a.cn/", .zone_min = 480 };

	for (xmlNode *node = tree_first(tree); node;
	     node = tree_next(node, NULL)) {
		g_autofree char *link = tree_link(tree, node, "href");

		check(link);
		if (tree_is(node, "p")) {
			g_autofree char *text = tree_text(node);
			g_autofree char *markup = tree_markup(tree, node);

			check(text);
			check(markup);
		}
	}
	(void)guess_article(tree, &hint, &guess);
	check(guess.title);
	check(guess.markdown);
	check(guess.html);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Decoded decoded;
	g_autoptr(Tree) tree = NULL;

	tree_warm();
	charset_decode(data, size, NULL, NULL, &decoded);
	tree = tree_read(decoded.text, decoded.length, "https://a.cn/x/", NULL);
	if (tree)
		read_tree(tree);
	decoded_clear(&decoded);
	return 0;
}
