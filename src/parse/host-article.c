/*
 * host-article - what a plugin hands in about an article, and the item that
 * becomes of it.
 *
 * For each field: what the plugin has set, else what the page reader found,
 * else what the list said. Never mixes two of them within one field.
 */
#include "config.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "parse/job.h"
#include "parse/markdown.h"

#include <string.h>

/* ---- setting ---- */

static void
add_line(GPtrArray **list, const char *text, guint limit)
{
	g_autofree char *line = job_line(text);

	if (!*list)
		*list = g_ptr_array_new_with_free_func(g_free);
	if (!*line) {
		g_ptr_array_set_size(*list, 0);
		return;
	}
	for (guint i = 0; i < (*list)->len; i++)
		if (strcmp(g_ptr_array_index(*list, i), line) == 0)
			return;
	if ((*list)->len < limit)
		g_ptr_array_add(*list, g_steal_pointer(&line));
}

static void
write_field(struct cl_call *call, enum cl_field field, const char *text)
{
	Job *job = job_of(call);

	if (!text)
		return;
	if (field == CL_TAG) {
		add_line(&job->tags, text, LIMIT_TAGS);
	} else if (field == CL_SECTION) {
		add_line(&job->sections, text, LIMIT_TAGS);
	} else if (field >= CL_TITLE && field <= CL_LANGUAGE) {
		g_free(job->fields[field]);
		job->fields[field] = job_line(text);
	}
}

static void
add_person(GPtrArray **list, const char *name, const char *role)
{
	g_autofree char *own = job_line(name);
	g_autofree char *own_role = role ? job_line(role) : NULL;

	if (!*list)
		*list = g_ptr_array_new_with_free_func(
		    (GDestroyNotify)notation_person_free);
	if (!*own || (*list)->len >= LIMIT_PEOPLE)
		return;
	for (guint i = 0; i < (*list)->len; i++) {
		const NotationPerson *other = g_ptr_array_index(*list, i);

		if (strcmp(other->name, own) == 0 &&
		    g_strcmp0(other->role, own_role) == 0)
			return;
	}
	g_ptr_array_add(*list, notation_person_new(own, own_role));
}

static void
write_person(struct cl_call *call, enum cl_person_kind kind, const char *name,
    const char *role)
{
	Notation *people = &job_of(call)->people;

	if (!name)
		return;
	if (kind == CL_AUTHOR)
		add_person(&people->authors, name, role);
	else if (kind == CL_EDITOR)
		add_person(&people->editors, name, role);
	else if (kind == CL_CONTRIBUTOR)
		add_person(&people->contributors, name, role);
}

static void
write_published(struct cl_call *call, const struct cl_date *date)
{
	job_of(call)->published = (Date){ date->seconds, date->offset_min,
		date->precision, date->origin };
}

static void
write_image(struct cl_call *call, const struct cl_image *image)
{
	Job *job = job_of(call);
	struct cl_image own = { 0 };
	GuessImage *kept;

	memcpy(&own, image, MIN(image->size, sizeof(own)));
	if (!own.url || !*own.url || strlen(own.url) > LIMIT_URL_BYTES)
		return;
	if (!job->images)
		job->images = g_ptr_array_new_with_free_func(
		    (GDestroyNotify)guess_image_free);
	if (job->images->len >= LIMIT_IMAGES)
		return;
	kept = g_new0(GuessImage, 1);
	kept->url = g_strdup(own.url);
	kept->caption = own.caption ? job_line(own.caption) : NULL;
	g_ptr_array_add(job->images, kept);
}

static void
write_body(struct cl_call *call, const struct cl_node *node)
{
	Job *job = job_of(call);

	if (node)
		g_ptr_array_add(job->body_nodes, (void *)node);
}

static void
append_block(GString *out, const char *text, const char *between)
{
	if (!text || !*text || out->len + strlen(text) > LIMIT_BODY_BYTES)
		return;
	if (out->len > 0)
		g_string_append(out, between);
	g_string_append(out, text);
}

static void
write_body_markup(struct cl_call *call, const char *markup)
{
	Job *job = job_of(call);
	g_autofree char *markdown = NULL, *html = NULL, *text = NULL;

	if (!markup)
		return;
	markdown = markdown_of_markup(markup, job->task->url);
	html = html_of_markup(markup, job->task->url);
	append_block(job->body_markdown, markdown, "\n\n");
	text = text_of_markup(markup, job->task->url);
	append_block(job->body_html, html, "\n");
	append_block(job->body_text, text, "\n");
}

static void
write_credits(struct cl_call *call, const char *text)
{
	Job *job = job_of(call);
	g_autofree char *line = text ? job_line(text) : NULL;

	if (line)
		(void)notation_read(
		    line, (int)job->task->zone_min, clock_now(), &job->people);
}

/* ---- guessing ---- */

static const xmlNode *
only_body(const Job *job)
{
	if (job->body_nodes->len != 1 || job->body_markdown->len > 0)
		return NULL;
	return g_ptr_array_index(job->body_nodes, 0);
}

static GuessHint
hint_of(const Job *job)
{
	GuessHint hint = {
		.url = job->task->url,
		.zone_min = (int)job->task->zone_min,
		.now = clock_now(),
		.listed_title = value_get_text(job->task->entry, "title"),
		.body = only_body(job),
	};
	const char *date = value_get_text(job->task->entry, "date_published");

	if (date && date_parse(date, &hint.listed_date))
		hint.listed_date.origin = DATE_FROM_LIST;
	return hint;
}

static uint32_t
filled_bits(const Guess *guess)
{
	const struct {
		bool is;
		uint32_t bit;
	} all[] = {
		{ guess->title, 1u << CL_TITLE },
		{ guess->kicker, 1u << CL_KICKER },
		{ guess->subtitle, 1u << CL_SUBTITLE },
		{ guess->credit, 1u << CL_CREDIT },
		{ guess->section, 1u << CL_SECTION },
		{ guess->dateline, 1u << CL_DATELINE },
		{ guess->description, 1u << CL_DESCRIPTION },
		{ guess->tags && guess->tags->len > 0, 1u << CL_TAG },
		{ guess->rights, 1u << CL_RIGHTS },
		{ guess->language, 1u << CL_LANGUAGE },
		{ guess->published.precision != DATE_NONE, CL_FILLED_DATE },
		{ guess->markdown && *guess->markdown, CL_FILLED_BODY },
		{ guess->authors && guess->authors->len > 0, CL_FILLED_AUTHOR },
		{ guess->editors && guess->editors->len > 0, CL_FILLED_EDITOR },
		{ guess->images && guess->images->len > 0, CL_FILLED_IMAGE },
	};
	uint32_t bits = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (all[i].is)
			bits |= all[i].bit;
	return bits;
}

static bool
write_guess(struct cl_call *call, uint32_t *filled)
{
	Job *job = job_of(call);
	GuessHint hint = hint_of(job);

	if (job_tree(job) && !job->is_guessed) {
		job->is_guessed = true;
		job->has_article = guess_article(job->tree, &hint, &job->guess);
	}
	if (filled)
		*filled = filled_bits(&job->guess);
	return job->has_article;
}

static const struct cl_node *
find_main(struct cl_call *call)
{
	Job *job = job_of(call);
	GuessHint hint = hint_of(job);

	if (job->is_guessed)
		return (const struct cl_node *)job->guess.main;
	return job_tree(job)
		   ? (const struct cl_node *)guess_main(job->tree, &hint)
		   : NULL;
}

/* ---- the item ---- */

/* The first of several answers; "" is one too: nothing, and that is certain. */
static const char *
first_of(const char *a, const char *b, const char *c)
{
	return a ? a : b && *b ? b : c && *c ? c : "";
}

static const char *
listed(const Job *job, const char *member)
{
	const Value *own = value_get(job->task->entry, "_cailun");

	return value_get_text(own, member);
}

static void
put_text(Value *item, const char *path, const char *text)
{
	if (text && *text)
		(void)value_put(item, path, value_text(text));
}

static void
put_names(Value *item, const char *path, const GPtrArray *names)
{
	for (guint i = 0; names && i < names->len; i++)
		put_text(item, path, g_ptr_array_index(names, i));
}

static void
put_people(Value *item, const char *path, const GPtrArray *people)
{
	for (guint i = 0; people && i < people->len; i++) {
		const NotationPerson *person = g_ptr_array_index(people, i);
		Value *value = value_object();

		value_set_text(value, "name", person->name);
		value_set_text(value, "role", person->role);
		(void)value_put(item, path, value);
	}
}

/* A list of the entry, when nothing else has been found. */
static void
copy_listed(Value *item, const Value *from, const char *member)
{
	const Value *list = value_get(from, member);

	if (value_count(list) > 0 && !value_get(item, member))
		value_set(item, member, value_copy(list));
}

static void
set_fields(const Job *job, Value *item)
{
	char *const *own = job->fields;
	const Guess *guess = &job->guess;
	const Value *entry = job->task->entry;
	const char *credit =
	    first_of(own[CL_CREDIT], job->people.credit, guess->credit);

	put_text(item, "title",
	    first_of(
		own[CL_TITLE], guess->title, value_get_text(entry, "title")));
	put_text(item, "summary",
	    first_of(own[CL_DESCRIPTION], guess->description, NULL));
	put_text(item, "language",
	    first_of(own[CL_LANGUAGE], guess->language,
		value_get_text(entry, "language")));
	put_text(item, "_cailun.kicker",
	    first_of(own[CL_KICKER], guess->kicker, listed(job, "kicker")));
	put_text(item, "_cailun.subtitle",
	    first_of(
		own[CL_SUBTITLE], guess->subtitle, listed(job, "subtitle")));
	put_text(item, "_cailun.credit", credit);
	put_text(item, "_cailun.dateline",
	    first_of(own[CL_DATELINE], job->people.dateline, guess->dateline));
	put_text(item, "_cailun.page",
	    first_of(own[CL_PAGE], NULL, listed(job, "page")));
	put_text(item, "_cailun.page_name",
	    first_of(own[CL_PAGE_NAME], NULL, listed(job, "page_name")));
	put_text(item, "_cailun.issue",
	    first_of(own[CL_ISSUE], NULL, listed(job, "issue")));
	put_text(item, "_cailun.rights",
	    first_of(own[CL_RIGHTS], guess->rights, listed(job, "rights")));
}

/* Once more, in another role: 作者 above the text and 记者 in its dateline. */
static bool
is_named(const GPtrArray *people, guint at)
{
	const NotationPerson *person = people->pdata[at];

	for (guint i = 0; i < at; i++) {
		const NotationPerson *other = people->pdata[i];

		if (strcmp(other->name, person->name) == 0)
			return true;
	}
	return false;
}

static void
set_people(const Job *job, Value *item)
{
	const Notation *own = &job->people;
	const Guess *guess = &job->guess;
	const GPtrArray *authors = own->authors ? own->authors : guess->authors;

	for (guint i = 0; authors && i < authors->len; i++)
		if (!is_named(authors, i))
			put_text(item, "authors[+].name",
			    ((NotationPerson *)authors->pdata[i])->name);
	copy_listed(item, job->task->entry, "authors");
	put_people(item, "_cailun.editors[+]",
	    own->editors ? own->editors : guess->editors);
	put_people(item, "_cailun.contributors[+]",
	    own->contributors ? own->contributors : guess->contributors);
}

static void
set_lists(const Job *job, Value *item)
{
	const Value *own = value_get(job->task->entry, "_cailun");
	const Value *of_list = value_get(own, "sections");

	put_names(item, "tags[+]", job->tags ? job->tags : job->guess.tags);
	if (!job->tags)
		copy_listed(item, job->task->entry, "tags");
	if (job->sections)
		put_names(item, "_cailun.sections[+]", job->sections);
	else if (job->guess.section && *job->guess.section)
		put_text(item, "_cailun.sections[+]", job->guess.section);
	else if (value_count(of_list) > 0)
		(void)value_put(item, "_cailun.sections", value_copy(of_list));
}

static void
set_images(const Job *job, Value *item)
{
	const GPtrArray *images = job->images ? job->images : job->guess.images;

	for (guint i = 0; images && i < images->len; i++) {
		const GuessImage *image = g_ptr_array_index(images, i);
		Value *value = value_object();

		value_set_text(value, "url", image->url);
		value_set_text(value, "alt", image->caption);
		(void)value_put(item, "_cailun.images[+]", value);
		if (i == 0)
			value_set_text(item, "image", image->url);
	}
	if (!images)
		put_text(
		    item, "image", value_get_text(job->task->entry, "image"));
}

static void
put_date(Value *item, const Date *date)
{
	char text[DATE_TEXT_BYTES];

	put_text(item, "date_published", date_format(date, text));
	put_text(item, "_cailun.date_from", date_origin_name(date->origin));
}

static void
set_dates(const Job *job, Value *item)
{
	const Date *const dates[] = { &job->published, &job->people.date,
		&job->guess.published };
	const Value *entry = job->task->entry;
	char text[DATE_TEXT_BYTES];

	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		Date date = *dates[i];

		if (date.precision == DATE_NONE)
			continue;
		if (date.origin == DATE_FROM_NOWHERE)
			date.origin = DATE_FROM_PAGE;
		put_date(item, &date);
		break;
	}
	if (!value_get(item, "date_published")) {
		put_text(item, "date_published",
		    value_get_text(entry, "date_published"));
		put_text(item, "_cailun.date_from", listed(job, "date_from"));
	}
	put_text(
	    item, "date_modified", date_format(&job->guess.modified, text));
}

/* One node's text in its three forms, or what the page reader made of it. */
static void
add_body(Job *job, const xmlNode *node)
{
	const Guess *guess = &job->guess;
	g_autofree char *markdown = NULL, *html = NULL, *text = NULL;

	if (job->is_guessed && guess->main == node && guess->markdown) {
		append_block(job->body_markdown, guess->markdown, "\n\n");
		append_block(job->body_html, guess->html, "\n");
		append_block(job->body_text, guess->text, "\n");
		return;
	}
	markdown = markdown_of_node(job->tree, node);
	html = html_of_node(job->tree, node);
	text = text_of_node(job->tree, node);
	append_block(job->body_markdown, markdown, "\n\n");
	append_block(job->body_html, html, "\n");
	append_block(job->body_text, text, "\n");
}

static void
set_body(Job *job, Value *item)
{
	for (guint i = 0; i < job->body_nodes->len; i++)
		add_body(job, g_ptr_array_index(job->body_nodes, i));
	if (job->body_markdown->len == 0 && job->guess.main)
		add_body(job, job->guess.main);
	put_text(item, "content_html", job->body_html->str);
	put_text(item, "content_text", job->body_text->str);
	put_text(item, "_cailun.markdown", job->body_markdown->str);
}

/* What the plugin put beside: members at the top, and those of _cailun. */
static void
add_extras(const Value *extras, Value *item)
{
	for (size_t i = 0; i < value_count(extras); i++) {
		const char *name = value_name_at(extras, i);
		const Value *member = value_at(extras, i);

		if (strcmp(name, "_cailun") != 0) {
			value_set(item, name, value_copy(member));
			continue;
		}
		for (size_t k = 0; k < value_count(member); k++) {
			g_autofree char *path = g_strconcat(
			    "_cailun.", value_name_at(member, k), NULL);

			(void)value_put(
			    item, path, value_copy(value_at(member, k)));
		}
	}
}

Value *
host_article(Job *job)
{
	Value *item = value_object();
	const Value *entry = job->task->entry;
	const char *id = value_get_text(entry, "id");
	const char *url =
	    *job->task->url ? job->task->url : value_get_text(entry, "url");
	g_autofree char *evidence = NULL;

	value_set_text(item, "id", id ? id : url);
	value_set_text(item, "url", url);
	set_fields(job, item);
	set_dates(job, item);
	set_people(job, item);
	set_lists(job, item);
	set_images(job, item);
	set_body(job, item);
	evidence = g_strdup_printf("%s/%s", job->plugin->data->name,
	    job->guess.evidence ? job->guess.evidence : "selectors");
	put_text(item, "_cailun.evidence", evidence);
	add_extras(job->extras, item);
	return item;
}

void
host_article_table(struct cl_host *host)
{
	host->set = write_field;
	host->person = write_person;
	host->published = write_published;
	host->image = write_image;
	host->body = write_body;
	host->body_markup = write_body_markup;
	host->credits = write_credits;
	host->guess = write_guess;
	host->main = find_main;
}
