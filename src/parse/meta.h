/*
 * meta - what a page says about itself to machines.
 *
 * Metas, JSON-LD, microdata in the head, and the comments that newspaper
 * systems leave. Claims, not truths: they are often the site's and not the
 * article's, so that what readers see goes before them.
 */
#ifndef PARSE_META_H
#define PARSE_META_H

#include "parse/survey.h"

typedef struct Meta {
	GPtrArray *titles; /* char *, most trustworthy first */
	GPtrArray *sites; /* char *: names of the site or section */
	GPtrArray *authors; /* char * */
	GPtrArray *tags; /* char * */
	char *published, *modified; /* as written */
	char *source;
	char *description;
	char *section;
	char *image;
	char *subtitle, *kicker;
	bool is_article; /* it says that it is one */
} Meta;

Meta *meta_new(const Survey *survey);
void meta_free(Meta *meta);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meta, meta_free)

#endif
