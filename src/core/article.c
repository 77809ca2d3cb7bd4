/*
 * article - what a parser said, made an article of the archive.
 *
 * Copies and cleans; never reads markup, never decides whether it is new.
 */
#include "config.h"

#include "core/article.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"

#include <string.h>

#define EXCERPT_CHARACTERS 120

/* One clean line of at most `bytes`, or NULL. */
static char *
line(const char *text, size_t bytes)
{
	g_autofree char *clean = text ? text_clean(text, -1) : NULL;
	g_autofree char *folded = clean ? text_fold(clean, -1) : NULL;

	if (!folded || !*folded)
		return NULL;
	text_truncate(folded, bytes);
	return g_steal_pointer(&folded);
}

static char *
field(const Value *object, const char *name)
{
	return line(value_get_text(object, name), LIMIT_FIELD_BYTES);
}

static char *
address(const char *text)
{
	if (!text || strlen(text) > LIMIT_URL_BYTES)
		return NULL;
	return url_resolve(NULL, text);
}

static Date
date_of(const Value *item, const char *name, uint8_t origin)
{
	const char *text = value_get_text(item, name);
	Date date;

	if (!text || !date_parse(text, &date))
		return DATE_UNKNOWN;
	date.origin = origin;
	return date;
}

/* `a > b` of a list of sections. */
static char *
section_of(const Value *extra)
{
	const Value *sections = value_get(extra, "sections");
	g_autoptr(GString) all = g_string_new(NULL);

	for (size_t i = 0; i < value_count(sections) && i < 8; i++) {
		g_autofree char *one =
		    line(value_as_text(value_at(sections, i)),
			LIMIT_FIELD_BYTES / 8);

		if (one)
			g_string_append_printf(
			    all, "%s%s", all->len > 0 ? " > " : "", one);
	}
	return all->len > 0 ? g_strdup(all->str) : NULL;
}

static bool
has_author(const Article *article, const char *name)
{
	for (guint i = 0; i < article->authors->len; i++) {
		const Person *person = article->authors->pdata[i];

		if (strcmp(person->name, name) == 0)
			return true;
	}
	return false;
}

static void
take_authors(Article *article, const Value *people)
{
	for (size_t i = 0; i < value_count(people) && i < LIMIT_PEOPLE; i++) {
		const Value *one = value_at(people, i);
		g_autofree char *name = line(value_kind(one) == VALUE_TEXT
						 ? value_as_text(one)
						 : value_get_text(one, "name"),
		    LIMIT_FIELD_BYTES / 8);

		if (name && !has_author(article, name))
			article_add_author(article, name);
	}
}

static void
take_editors(Article *article, const Value *people)
{
	for (size_t i = 0; i < value_count(people) && i < LIMIT_PEOPLE; i++) {
		const Value *one = value_at(people, i);
		g_autofree char *name =
		    line(value_get_text(one, "name"), LIMIT_FIELD_BYTES / 8);
		g_autofree char *role =
		    line(value_get_text(one, "role"), LIMIT_FIELD_BYTES / 8);

		if (name)
			article_add_editor(article, name, role);
	}
}

static void
take_images(Article *article, const Value *images)
{
	for (size_t i = 0; i < value_count(images) && i < LIMIT_IMAGES; i++) {
		const Value *one = value_at(images, i);
		g_autofree char *url = address(value_get_text(one, "url"));
		g_autofree char *alt =
		    line(value_get_text(one, "alt"), LIMIT_FIELD_BYTES);

		if (url)
			article_add_image(article, url, alt);
	}
}

static void
take_tags(Article *article, const Value *tags)
{
	for (size_t i = 0; i < value_count(tags) && i < LIMIT_TAGS; i++) {
		char *tag = line(
		    value_as_text(value_at(tags, i)), LIMIT_FIELD_BYTES / 8);

		if (!tag)
			continue;
		g_ptr_array_add(article->tags, tag);
	}
}

/* Plain text as Markdown that gives it back: what CommonMark would read
 * otherwise is escaped. */
static char *
plain_as_markdown(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (size_t i = 0; lines[i]; i++) {
		g_autofree char *one = line(lines[i], LIMIT_BODY_BYTES);

		if (!one)
			continue;
		if (out->len > 0)
			g_string_append(out, "\n\n");
		if (strchr("#>+-=~|", one[0]))
			g_string_append_c(out, '\\');
		for (const char *at = one; *at; at++) {
			if (strchr("\\`*_[]<&", *at))
				g_string_append_c(out, '\\');
			g_string_append_c(out, *at);
		}
	}
	return out->len > 0 ? g_strdup(out->str) : NULL;
}

static char *
clean_body(const char *markdown)
{
	g_autofree char *body = text_clean(markdown, -1);

	if (!body)
		return NULL;
	text_truncate(body, LIMIT_BODY_BYTES);
	g_strstrip(body);
	return *body ? g_steal_pointer(&body) : NULL;
}

/* The text of a list's item: what the parser made of its markup, else plain
 * text; what may be markup is not for us to read. */
static char *
listed_body(const Value *item)
{
	const char *markdown =
	    value_get_text(value_get(item, "_cailun"), "markdown");
	const char *text = value_get_text(item, "content_text");
	g_autofree char *body = markdown ? clean_body(markdown) : NULL;

	if (body)
		return g_steal_pointer(&body);
	if (!text)
		text = value_get_text(item, "summary");
	if (!text || strchr(text, '<'))
		return NULL;
	return plain_as_markdown(text);
}

/* All that list and page say in the same words. */
static void
take_fields(Article *article, const Value *item)
{
	const Value *extra = value_get(item, "_cailun");

	article->title = line(value_get_text(item, "title"), LIMIT_TITLE_BYTES);
	article->kicker = field(extra, "kicker");
	article->subtitle = field(extra, "subtitle");
	article->credit = field(extra, "credit");
	article->section = section_of(extra);
	article->page = field(extra, "page");
	article->page_name = field(extra, "page_name");
	article->issue = field(extra, "issue");
	article->dateline = field(extra, "dateline");
	article->rights = field(extra, "rights");
	article->description = field(item, "summary");
	article->date = date_of(item, "date_published",
	    date_origin_from_name(value_get_text(extra, "date_from")));
	article->lastmod = date_of(item, "date_modified", DATE_FROM_NOWHERE);
	take_authors(article, value_get(item, "authors"));
	take_authors(article, value_get(extra, "contributors"));
	take_editors(article, value_get(extra, "editors"));
	take_images(article, value_get(extra, "images"));
	take_tags(article, value_get(item, "tags"));
}

static void
fall_back(char **own, char **other)
{
	if (!*own)
		*own = g_steal_pointer(other);
}

/* What the page does not say, from what the list said. */
static void
complete(Article *article, Article *listed)
{
	fall_back(&article->title, &listed->title);
	fall_back(&article->kicker, &listed->kicker);
	fall_back(&article->subtitle, &listed->subtitle);
	fall_back(&article->credit, &listed->credit);
	fall_back(&article->section, &listed->section);
	fall_back(&article->page, &listed->page);
	fall_back(&article->page_name, &listed->page_name);
	fall_back(&article->issue, &listed->issue);
	fall_back(&article->description, &listed->description);
	fall_back(&article->rights, &listed->rights);
	if (article->date.precision == DATE_NONE)
		article->date = listed->date;
	if (article->authors->len == 0) {
		GPtrArray *none = article->authors;

		article->authors = listed->authors;
		listed->authors = none;
	}
}

static void
frame(Article *article, const Source *source, const Entry *entry,
    int64_t captured)
{
	article->source = g_strdup(source->id);
	article->outlet = line(source->outlet, LIMIT_FIELD_BYTES);
	article->province = line(source->province, LIMIT_FIELD_BYTES);
	article->link = g_strdup(entry->url);
	article->captured = (Date){
		.seconds = captured,
		.offset_min = (int16_t)source_zone(source, captured),
		.precision = DATE_SECOND,
		.origin = DATE_FROM_CAPTURE,
	};
}

static void
cut_to_characters(char *text, glong characters)
{
	if (g_utf8_strlen(text, -1) > characters)
		*g_utf8_offset_to_pointer(text, characters) = '\0';
}

/* archive.mode: what the owner of the archive wants to keep at most. */
static void
apply_mode(Article *article, SourceMode mode)
{
	if (mode == SOURCE_FULL)
		return;
	g_free(article->mode);
	article->mode =
	    g_strdup(mode == SOURCE_HEADLINE ? "headline" : "excerpt");
	if (mode == SOURCE_EXCERPT && article->body) {
		cut_to_characters(article->body, EXCERPT_CHARACTERS);
		return;
	}
	g_clear_pointer(&article->body, g_free);
	g_clear_pointer(&article->description, g_free);
	g_ptr_array_set_size(article->images, 0);
}

/* As the list gave it, without frame and mode. */
static Article *
read_listed(const Entry *entry)
{
	Article *article = article_new();

	take_fields(article, entry->item);
	if (article->date.precision != DATE_NONE)
		article->date.origin = entry->published.origin;
	article->body = listed_body(entry->item);
	return article;
}

Article *
article_of_entry(const Source *source, const Entry *entry, int64_t captured)
{
	Article *article = read_listed(entry);

	frame(article, source, entry, captured);
	if (!article->title && article->body) {
		article->title = line(article->body, LIMIT_TITLE_BYTES);
		cut_to_characters(article->title, 40);
	}
	article->mode = g_strdup("entry");
	apply_mode(article, source->mode);
	return article;
}

Article *
article_of_page(const Source *source, const Value *item, const Entry *entry,
    int64_t captured, GError **error)
{
	g_autoptr(Article) article = article_new();
	g_autoptr(Article) listed = read_listed(entry);
	const char *markdown =
	    value_get_text(value_get(item, "_cailun"), "markdown");

	take_fields(article, item);
	article->body = markdown ? clean_body(markdown) : NULL;
	if (!article->body) {
		fail(error, CAILUN_ERROR_INPUT, "the page has no text");
		return NULL;
	}
	complete(article, listed);
	if (!article->title) {
		fail(error, CAILUN_ERROR_INPUT, "the page has no title");
		return NULL;
	}
	if (article->date.precision != DATE_NONE &&
	    article->date.origin == DATE_FROM_NOWHERE)
		article->date.origin = DATE_FROM_PAGE;
	frame(article, source, entry, captured);
	apply_mode(article, source->mode);
	return g_steal_pointer(&article);
}

void
article_inherit(Article *article, Article *before)
{
	complete(article, before);
}

char *
article_evidence(const Value *item)
{
	return line(
	    value_get_text(value_get(item, "_cailun"), "evidence"), 200);
}
