/*
 * article - an article as a file of the archive.
 *
 * Made, copied, freed here; written and read in article-file.c, compared in
 * article-change.c.
 */
#include "config.h"

#include "archive/article.h"

static void
person_free(gpointer data)
{
	Person *person = data;

	g_free(person->name);
	g_free(person->role);
	g_free(person);
}

static void
image_free(gpointer data)
{
	Image *image = data;

	g_free(image->url);
	g_free(image->alt);
	g_free(image);
}

Article *
article_new(void)
{
	Article *article = g_new0(Article, 1);

	article->links = g_ptr_array_new_with_free_func(g_free);
	article->authors = g_ptr_array_new_with_free_func(person_free);
	article->editors = g_ptr_array_new_with_free_func(person_free);
	article->tags = g_ptr_array_new_with_free_func(g_free);
	article->images = g_ptr_array_new_with_free_func(image_free);
	return article;
}

void
article_free(Article *article)
{
	if (!article)
		return;
	g_free(article->uid);
	g_free(article->title);
	g_free(article->kicker);
	g_free(article->subtitle);
	g_free(article->source);
	g_free(article->outlet);
	g_free(article->province);
	g_free(article->link);
	g_ptr_array_unref(article->links);
	g_ptr_array_unref(article->authors);
	g_ptr_array_unref(article->editors);
	g_free(article->credit);
	g_free(article->section);
	g_free(article->page);
	g_free(article->page_name);
	g_free(article->issue);
	g_free(article->dateline);
	g_ptr_array_unref(article->tags);
	g_free(article->description);
	g_ptr_array_unref(article->images);
	g_free(article->mode);
	g_free(article->status);
	g_free(article->family);
	g_free(article->rights);
	g_free(article->raw);
	g_free(article->body);
	g_free(article);
}

static void
copy_texts(GPtrArray *to, const GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++)
		g_ptr_array_add(to, g_strdup(g_ptr_array_index(from, i)));
}

static void
add_person(GPtrArray *persons, const char *name, const char *role)
{
	Person *person = g_new0(Person, 1);

	person->name = g_strdup(name);
	person->role = g_strdup(role);
	g_ptr_array_add(persons, person);
}

static void
copy_persons(GPtrArray *to, const GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++) {
		const Person *person = g_ptr_array_index(from, i);

		add_person(to, person->name, person->role);
	}
}

static void
copy_lists(Article *to, const Article *from)
{
	copy_texts(to->links, from->links);
	copy_persons(to->authors, from->authors);
	copy_persons(to->editors, from->editors);
	copy_texts(to->tags, from->tags);
	for (guint i = 0; i < from->images->len; i++) {
		const Image *image = g_ptr_array_index(from->images, i);

		article_add_image(to, image->url, image->alt);
	}
}

Article *
article_copy(const Article *article)
{
	Article *copy = article_new();

	copy_lists(copy, article);
	copy->uid = g_strdup(article->uid);
	copy->title = g_strdup(article->title);
	copy->kicker = g_strdup(article->kicker);
	copy->subtitle = g_strdup(article->subtitle);
	copy->date = article->date;
	copy->lastmod = article->lastmod;
	copy->source = g_strdup(article->source);
	copy->outlet = g_strdup(article->outlet);
	copy->province = g_strdup(article->province);
	copy->link = g_strdup(article->link);
	copy->credit = g_strdup(article->credit);
	copy->section = g_strdup(article->section);
	copy->page = g_strdup(article->page);
	copy->page_name = g_strdup(article->page_name);
	copy->issue = g_strdup(article->issue);
	copy->dateline = g_strdup(article->dateline);
	copy->description = g_strdup(article->description);
	copy->mode = g_strdup(article->mode);
	copy->status = g_strdup(article->status);
	copy->status_date = article->status_date;
	copy->family = g_strdup(article->family);
	copy->rights = g_strdup(article->rights);
	copy->captured = article->captured;
	copy->raw = g_strdup(article->raw);
	copy->body = g_strdup(article->body);
	return copy;
}

void
article_add_author(Article *article, const char *name)
{
	add_person(article->authors, name, NULL);
}

void
article_add_editor(Article *article, const char *name, const char *role)
{
	add_person(article->editors, name, role);
}

void
article_add_image(Article *article, const char *url, const char *alt)
{
	Image *image = g_new0(Image, 1);

	image->url = g_strdup(url);
	image->alt = g_strdup(alt);
	g_ptr_array_add(article->images, image);
}
