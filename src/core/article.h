/*
 * article - what a parser said, made an article of the archive.
 *
 * The second look at an item: everything is checked, cleaned (NFC, one line)
 * and cut to its ceiling again, whoever sent it; what is not sane is dropped,
 * never mended by guessing. What the page does not say is taken from what the
 * list said.
 */
#ifndef CORE_ARTICLE_H
#define CORE_ARTICLE_H

#include "archive/article.h"
#include "core/entry.h"

/* How whole the article is. */
typedef enum ArticleWhole {
	ARTICLE_PAGE,		/* its page was read */
	ARTICLE_LISTED,		/* as the list gave it: mode `entry` */
} ArticleWhole;

/*
 * From an item of the page (or, ARTICLE_LISTED, of the list; `entry` is then
 * the only source) for `source`. CAILUN_ERROR_INPUT when a page has no title
 * or no text. `captured` is the time of this capture. uid, path, raw and
 * family are the caller's.
 */
Article *article_of_page(const Source *source, const Value *item,
    const Entry *entry, int64_t captured, GError **error);
Article *article_of_entry(const Source *source, const Entry *entry,
    int64_t captured);
/* A later look at the page alone: what it does not say stays as it was. Takes
 * from `before`. */
void article_inherit(Article *article, Article *before);
/* What says how it was read, for the trailer; NULL. Caller frees. */
char *article_evidence(const Value *item);

#endif
