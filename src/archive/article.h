/*
 * article - an article as a file of the archive.
 *
 * Front matter in a fixed order, then the body as Markdown, one sentence a
 * line, a blank line between paragraphs (cailun-archive(5)). Writing and
 * reading are inverse: article_read(article_text(a)) equals a. Empty fields
 * are left out; nothing here changes while the article does not.
 */
#ifndef ARCHIVE_ARTICLE_H
#define ARCHIVE_ARTICLE_H

#include "base/date.h"

#include <glib.h>
#include <stdbool.h>

#define ARTICLE_SCHEMA 1

typedef struct Person {
	char *name;
	char *role;		/* as printed (责编, 一审); NULL for authors */
} Person;

typedef struct Image {
	char *url, *alt;
} Image;

/* All strings are UTF-8, NFC, one line (body apart), owned; NULL = unknown. */
typedef struct Article {
	char *uid;
	char *title, *kicker, *subtitle;
	Date date;
	Date lastmod;
	char *source;		/* id of the source */
	char *outlet, *province;
	char *link;		/* as listed */
	GPtrArray *links;	/* char *: other addresses of the same text */
	GPtrArray *authors;	/* Person * */
	GPtrArray *editors;	/* Person * */
	char *credit;		/* 来源, the outlet that the page names */
	char *section, *page, *page_name, *issue, *dateline;
	GPtrArray *tags;	/* char * */
	char *description;
	GPtrArray *images;	/* Image * */
	char *mode;		/* NULL (whole), "entry", "excerpt", "headline" */
	char *status;		/* NULL (live), "gone", ... */
	Date status_date;
	char *family;
	char *rights;
	Date captured;		/* first capture; part of the path's history */
	char *raw;		/* "sha256:HEX" of the capture, or NULL */
	char *body;		/* Markdown, one block a paragraph, blank lines
				 * between; sentences not yet split */
} Article;

Article *article_new(void);
void article_free(Article *article);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Article, article_free)
Article *article_copy(const Article *article);
void article_add_author(Article *article, const char *name);
void article_add_editor(Article *article, const char *name, const char *role);
void article_add_image(Article *article, const char *url, const char *alt);

/* The file; caller frees. */
GString *article_text(const Article *article);
/* Reads a file of ours, any older SCHEMA too; CAILUN_ERROR_INPUT. */
Article *article_read(const char *text, size_t length, GError **error);

/*
 * What decides whether a new capture is a new version: title, kicker,
 * subtitle, folded body without furniture, authors, credit, date, images,
 * mode, status. Width, white space, counters, editor lines do not count.
 */
char *article_version_key(const Article *article);
/* L2: hash of the folded body; NULL when it has under 100 characters. */
char *article_text_key(const Article *article);
/* Classes of what changed between two versions ("headline", "number",
 * "removal", "addition", ...), comma-separated, NULL when nothing did. Thin
 * until its issue: headline, addition, removal, number. */
char *article_change(const Article *before, const Article *after);

#endif
