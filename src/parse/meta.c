/*
 * meta - see meta.h.
 *
 * A table of names; it must never decide whether a claim is right.
 */
#include "config.h"

#include "base/limits.h"
#include "base/text.h"
#include "parse/linked.h"
#include "parse/meta.h"

#include <string.h>

typedef enum Claim {
	CLAIM_TITLE,
	CLAIM_SITE,
	CLAIM_AUTHOR,
	CLAIM_PUBLISHED,
	CLAIM_MODIFIED,
	CLAIM_SOURCE,
	CLAIM_DESCRIPTION,
	CLAIM_SECTION,
	CLAIM_IMAGE,
	CLAIM_TAGS,
	CLAIM_SUBTITLE,
	CLAIM_KICKER,
	CLAIM_TYPE,
} Claim;

typedef struct Name {
	const char *name;
	Claim claim;
} Name;

/* name=, property= and itemprop= of <meta>, in small letters. */
static const Name names[] = {
	{ "articletitle", CLAIM_TITLE },
	{ "og:title", CLAIM_TITLE },
	{ "twitter:title", CLAIM_TITLE },
	{ "headline", CLAIM_TITLE },
	{ "og:site_name", CLAIM_SITE },
	{ "application-name", CLAIM_SITE },
	{ "apple-mobile-web-app-title", CLAIM_SITE },
	{ "sitename", CLAIM_SITE },
	{ "columnname", CLAIM_SECTION },
	{ "article:section", CLAIM_SECTION },
	{ "pubdate", CLAIM_PUBLISHED },
	{ "publishdate", CLAIM_PUBLISHED },
	{ "publish_date", CLAIM_PUBLISHED },
	{ "publish-date", CLAIM_PUBLISHED },
	{ "publishtime", CLAIM_PUBLISHED },
	{ "article:published_time", CLAIM_PUBLISHED },
	{ "og:published_time", CLAIM_PUBLISHED },
	{ "og:release_date", CLAIM_PUBLISHED },
	{ "datepublished", CLAIM_PUBLISHED },
	{ "bytedance:published_time", CLAIM_PUBLISHED },
	{ "weibo: article:create_at", CLAIM_PUBLISHED },
	{ "dc.date", CLAIM_PUBLISHED },
	{ "dc.date.issued", CLAIM_PUBLISHED },
	{ "parsely-pub-date", CLAIM_PUBLISHED },
	{ "sailthru.date", CLAIM_PUBLISHED },
	{ "firstpublishedtime", CLAIM_PUBLISHED },
	{ "article:modified_time", CLAIM_MODIFIED },
	{ "datemodified", CLAIM_MODIFIED },
	{ "dateupdate", CLAIM_MODIFIED },
	{ "lastmodified", CLAIM_MODIFIED },
	{ "contentsource", CLAIM_SOURCE },
	{ "source", CLAIM_SOURCE },
	{ "mediaid", CLAIM_SOURCE },
	{ "author", CLAIM_AUTHOR },
	{ "article:author", CLAIM_AUTHOR },
	{ "description", CLAIM_DESCRIPTION },
	{ "og:description", CLAIM_DESCRIPTION },
	{ "og:image", CLAIM_IMAGE },
	{ "article:tag", CLAIM_TAGS },
	{ "og:type", CLAIM_TYPE },
};

static void
add_text(GPtrArray *list, const char *text)
{
	for (guint i = 0; i < list->len; i++)
		if (strcmp(list->pdata[i], text) == 0)
			return;
	if (list->len < LIMIT_PEOPLE)
		g_ptr_array_add(list, g_strdup(text));
}

static void
set_text(char **place, const char *text)
{
	if (!*place)
		*place = g_strdup(text);
}

static void
add_claim(Meta *meta, Claim claim, const char *raw)
{
	g_autofree char *text = text_fold(raw, -1);

	if (!text || !*text || strlen(text) > LIMIT_FIELD_BYTES)
		return;
	switch (claim) {
	case CLAIM_TITLE:
		add_text(meta->titles, text);
		break;
	case CLAIM_SITE:
		add_text(meta->sites, text);
		break;
	case CLAIM_AUTHOR:
		add_text(meta->authors, text);
		break;
	case CLAIM_TAGS:
		add_text(meta->tags, text);
		break;
	case CLAIM_PUBLISHED:
		set_text(&meta->published, text);
		break;
	case CLAIM_MODIFIED:
		set_text(&meta->modified, text);
		break;
	case CLAIM_SOURCE:
		set_text(&meta->source, text);
		break;
	case CLAIM_DESCRIPTION:
		set_text(&meta->description, text);
		break;
	case CLAIM_SECTION:
		set_text(&meta->section, text);
		break;
	case CLAIM_IMAGE:
		set_text(&meta->image, text);
		break;
	case CLAIM_SUBTITLE:
		set_text(&meta->subtitle, text);
		break;
	case CLAIM_KICKER:
		set_text(&meta->kicker, text);
		break;
	case CLAIM_TYPE:
		meta->is_article |=
		    strstr(text, "article") || strstr(text, "news");
		break;
	}
}

static void
read_meta(Meta *meta, const xmlNode *node)
{
	static const char *const attributes[] = { "name", "property",
		"itemprop" };
	const char *content = survey_attribute(node, "content");

	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
		const char *name = survey_attribute(node, attributes[i]);

		if (!name)
			continue;
		for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
			if (g_ascii_strcasecmp(name, names[k].name) == 0) {
				add_claim(meta, names[k].claim, content);
				return;
			}
	}
}

static void
read_linked(void *data, const char *holder, const char *name, const char *text)
{
	Meta *meta = data;
	bool is_top = !*holder || strcmp(holder, "@graph") == 0 ||
		      strcmp(holder, "mainEntity") == 0;

	if (is_top && strcmp(name, "headline") == 0)
		add_claim(meta, CLAIM_TITLE, text);
	else if (is_top && strcmp(name, "title") == 0)
		add_claim(meta, CLAIM_TITLE, text);
	else if (is_top && strcmp(name, "datePublished") == 0)
		add_claim(meta, CLAIM_PUBLISHED, text);
	else if (is_top && strcmp(name, "pubDate") == 0)
		add_claim(meta, CLAIM_PUBLISHED, text);
	else if (is_top && strcmp(name, "dateModified") == 0)
		add_claim(meta, CLAIM_MODIFIED, text);
	else if (strcmp(holder, "author") == 0 && strcmp(name, "name") == 0)
		add_claim(meta, CLAIM_AUTHOR, text);
	else if (is_top && strcmp(name, "author") == 0)
		add_claim(meta, CLAIM_AUTHOR, text);
	else if (strcmp(holder, "publisher") == 0 && strcmp(name, "name") == 0)
		add_claim(meta, CLAIM_SITE, text);
	else if (is_top && strcmp(name, "articleSection") == 0)
		add_claim(meta, CLAIM_SECTION, text);
	else if (is_top && strcmp(name, "@type") == 0)
		meta->is_article |= strstr(text, "Article") != NULL;
}

/* "<title>...</title>" inside the comment of a Founder system. */
static void
read_property(Meta *meta, const char *comment, const char *tag, Claim claim)
{
	g_autofree char *open = g_strdup_printf("<%s>", tag);
	g_autofree char *close = g_strdup_printf("</%s>", tag);
	g_autofree char *text = NULL;
	const char *start = strstr(comment, open), *end;

	if (!start)
		return;
	start += strlen(open);
	end = strstr(start, close);
	if (!end || end - start > LIMIT_FIELD_BYTES)
		return;
	text = g_strndup(start, end - start);
	/* "2024-10-28 10:25:36:0": the last figure is no part of a time. */
	if (claim == CLAIM_PUBLISHED && g_str_has_suffix(text, ":0") &&
	    strlen(text) > 19)
		text[strlen(text) - 2] = '\0';
	add_claim(meta, claim, text);
}

static void
read_comment(Meta *meta, const xmlNode *node)
{
	const char *comment = (const char *)node->content;

	read_property(meta, comment, "title", CLAIM_TITLE);
	read_property(meta, comment, "date", CLAIM_PUBLISHED);
	read_property(meta, comment, "sourcename", CLAIM_SOURCE);
	read_property(meta, comment, "subtitle", CLAIM_SUBTITLE);
	read_property(meta, comment, "introtitle", CLAIM_KICKER);
	read_property(meta, comment, "nodename", CLAIM_SECTION);
	meta->is_article = true;
}

static void
read_script(Meta *meta, const xmlNode *node)
{
	for (const xmlNode *n = node->children; n; n = n->next)
		if (n->content)
			(void)linked_read(
			    (const char *)n->content, read_linked, meta);
}

Meta *
meta_new(const Survey *survey)
{
	Meta *meta = g_new0(Meta, 1);

	meta->titles = g_ptr_array_new_with_free_func(g_free);
	meta->sites = g_ptr_array_new_with_free_func(g_free);
	meta->authors = g_ptr_array_new_with_free_func(g_free);
	meta->tags = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < survey->metas->len; i++)
		read_meta(meta, survey->metas->pdata[i]);
	for (guint i = 0; i < survey->scripts->len; i++)
		read_script(meta, survey->scripts->pdata[i]);
	for (guint i = 0; i < survey->comments->len; i++)
		read_comment(meta, survey->comments->pdata[i]);
	return meta;
}

void
meta_free(Meta *meta)
{
	if (!meta)
		return;
	g_ptr_array_unref(meta->titles);
	g_ptr_array_unref(meta->sites);
	g_ptr_array_unref(meta->authors);
	g_ptr_array_unref(meta->tags);
	g_free(meta->published);
	g_free(meta->modified);
	g_free(meta->source);
	g_free(meta->description);
	g_free(meta->section);
	g_free(meta->image);
	g_free(meta->subtitle);
	g_free(meta->kicker);
	g_free(meta);
}
