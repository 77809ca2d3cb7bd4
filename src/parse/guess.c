/*
 * guess - the generic reader of article pages.
 *
 * Never fills a field from the furniture of a page.
 */
#include "config.h"

#include "parse/guess.h"

void
guess_image_free(GuessImage *image)
{
	if (!image)
		return;
	g_free(image->url);
	g_free(image->caption);
	g_free(image);
}

void
guess_clear(Guess *guess)
{
	g_clear_pointer(&guess->title, g_free);
	g_clear_pointer(&guess->kicker, g_free);
	g_clear_pointer(&guess->subtitle, g_free);
	g_clear_pointer(&guess->credit, g_free);
	g_clear_pointer(&guess->section, g_free);
	g_clear_pointer(&guess->dateline, g_free);
	g_clear_pointer(&guess->description, g_free);
	g_clear_pointer(&guess->language, g_free);
	g_clear_pointer(&guess->rights, g_free);
	g_clear_pointer(&guess->authors, g_ptr_array_unref);
	g_clear_pointer(&guess->editors, g_ptr_array_unref);
	g_clear_pointer(&guess->contributors, g_ptr_array_unref);
	g_clear_pointer(&guess->tags, g_ptr_array_unref);
	g_clear_pointer(&guess->images, g_ptr_array_unref);
	g_clear_pointer(&guess->markdown, g_free);
	g_clear_pointer(&guess->html, g_free);
	g_clear_pointer(&guess->evidence, g_free);
}

bool
guess_article(Tree *tree, const GuessHint *hint, Guess *out)
{
	(void)tree;
	(void)hint;
	(void)out;
	return false;
}

const xmlNode *
guess_main(Tree *tree, const GuessHint *hint)
{
	(void)tree;
	(void)hint;
	return NULL;
}
