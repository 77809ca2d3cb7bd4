/*
 * item - an article as a JSON Feed item.
 *
 * Builds a value; prints nothing.
 */
#include "config.h"

#include "core/item.h"

#include <string.h>

static void
put_text(Value *item, const char *path, const char *text)
{
	if (text && *text)
		(void)value_put(item, path, value_text(text));
}

static void
put_date(Value *item, const char *path, const Date *date)
{
	char text[DATE_TEXT_BYTES];

	put_text(item, path, date_format(date, text));
}

static void
put_texts(Value *item, const char *path, const GPtrArray *texts)
{
	for (size_t i = 0; texts && i < texts->len; i++)
		put_text(item, path, texts->pdata[i]);
}

static void
put_people(Value *item, const GPtrArray *people, const char *list)
{
	g_autofree char *first = g_strconcat(list, "[+].name", NULL);
	g_autofree char *role = g_strconcat(list, "[].role", NULL);

	for (size_t i = 0; people && i < people->len; i++) {
		const Person *person = people->pdata[i];

		if (!person->name || !*person->name)
			continue;
		put_text(item, first, person->name);
		put_text(item, role, person->role);
	}
}

static void
put_images(Value *item, const GPtrArray *images)
{
	for (size_t i = 0; images && i < images->len; i++) {
		const Image *image = images->pdata[i];

		if (!image->url || !*image->url)
			continue;
		if (i == 0)
			put_text(item, "image", image->url);
		put_text(item, "_cailun.images[+].url", image->url);
		put_text(item, "_cailun.images[].alt", image->alt);
	}
}

static void
put_feed_members(Value *item, const Article *article)
{
	put_text(item, "id", article->uid);
	put_text(item, "url", article->link);
	put_text(item, "title", article->title);
	put_text(item, "content_text", article->body);
	put_text(item, "summary", article->description);
	put_date(item, "date_published", &article->date);
	put_date(item, "date_modified", &article->lastmod);
	put_people(item, article->authors, "authors");
	put_texts(item, "tags[+]", article->tags);
}

static void
put_printed(Value *item, const Article *article)
{
	put_text(item, "_cailun.kicker", article->kicker);
	put_text(item, "_cailun.subtitle", article->subtitle);
	put_text(item, "_cailun.credit", article->credit);
	put_people(item, article->editors, "_cailun.editors");
	put_text(item, "_cailun.dateline", article->dateline);
	put_text(item, "_cailun.sections[+]", article->section);
	put_text(item, "_cailun.page", article->page);
	put_text(item, "_cailun.page_name", article->page_name);
	put_text(item, "_cailun.issue", article->issue);
	put_text(
	    item, "_cailun.date_from", date_origin_name(article->date.origin));
	put_text(item, "_cailun.rights", article->rights);
}

static void
put_archived(Value *item, const Article *article)
{
	put_text(item, "_cailun.source", article->source);
	put_text(item, "_cailun.outlet", article->outlet);
	put_text(item, "_cailun.province", article->province);
	put_texts(item, "_cailun.links[+]", article->links);
	put_text(item, "_cailun.mode", article->mode);
	put_text(item, "_cailun.status", article->status);
	put_date(item, "_cailun.status_date", &article->status_date);
	put_text(item, "_cailun.family", article->family);
	put_date(item, "_cailun.captured", &article->captured);
	put_text(item, "_cailun.raw", article->raw);
	put_text(item, "_cailun.markdown", article->body);
}

Value *
item_of_article(const Article *article)
{
	Value *item = value_object();

	put_feed_members(item, article);
	put_images(item, article->images);
	put_printed(item, article);
	put_archived(item, article);
	return item;
}
