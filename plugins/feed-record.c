/*
 * feed-record - what is known of a feed, an item or a source, and its way out.
 *
 * The best text for a slot stands, whatever the order in the document. Never
 * reads a document.
 */
#include <cailun/plugin.h>

#include "feed.h"

#define WORST 255

void
record_reset(struct record *record, enum level level)
{
	record->level = level;
	for (int i = 0; i < S_COUNT; i++) {
		record->slots[i] = NULL;
		record->slot_ranks[i] = WORST;
	}
	for (int i = 0; i < D_COUNT; i++) {
		record->dates[i] = (struct cl_date){ 0 };
		record->date_ranks[i] = WORST;
	}
	record->n_people = 0;
	record->n_members = 0;
	record->is_permalink = record->has_attachment = false;
	record->has_place = false;
	record->duration_s = 0;
}

struct record *
feed_record(struct feed *feed, enum level level)
{
	switch (level) {
	case L_ITEM:
		return &feed->item;
	case L_SOURCE:
		return &feed->source;
	default:
		return &feed->feed;
	}
}

void
record_set(struct record *record, enum slot slot, const char *text, int rank)
{
	if (!text || bytes_is_blank(text) || rank >= record->slot_ranks[slot])
		return;
	record->slots[slot] = text;
	record->slot_ranks[slot] = (uint8_t)rank;
}

void
record_date(struct record *record, enum moment moment,
    const struct cl_date *date, int rank)
{
	if (rank >= record->date_ranks[moment])
		return;
	record->dates[moment] = *date;
	record->dates[moment].origin = CL_FROM_FEED;
	record->date_ranks[moment] = (uint8_t)rank;
}

static struct member *
add_member(struct record *record, const char *path, enum member_kind kind)
{
	if (record->n_members == FEED_MEMBERS)
		return NULL;
	struct member *member = &record->members[record->n_members++];

	member->path = path;
	member->kind = kind;
	member->text = NULL;
	member->number = 0;
	return member;
}

void
record_put(struct record *record, const char *path, const char *text)
{
	struct member *member;

	if (!text || bytes_is_blank(text))
		return;
	member = add_member(record, path, MEMBER_TEXT);
	if (member)
		member->text = text;
}

void
record_put_number(struct record *record, const char *path, int64_t number)
{
	struct member *member = add_member(record, path, MEMBER_NUMBER);

	if (member)
		member->number = number;
}

void
record_put_json(struct record *record, const char *path, const char *json)
{
	struct member *member = add_member(record, path, MEMBER_JSON);

	if (member)
		member->text = json;
}

static bool
is_same(const char *a, const char *b)
{
	return a && b && bytes_is(a, b);
}

/* The same person said twice is one, who is known better then. */
void
record_person(struct record *record, const struct person *person)
{
	if (!person->name && !person->email && !person->url)
		return;
	for (size_t i = 0; i < record->n_people; i++) {
		struct person *known = &record->people[i];

		if (known->kind != person->kind)
			continue;
		if (!is_same(known->name, person->name) &&
		    !(is_same(known->email, person->email) &&
			(!known->name || !person->name)))
			continue;
		if (!known->name)
			known->name = person->name;
		if (!known->email)
			known->email = person->email;
		if (!known->url)
			known->url = person->url;
		return;
	}
	if (record->n_people < FEED_PEOPLE)
		record->people[record->n_people++] = *person;
}

/* ---- out ---- */

/* Where the members of one record go. */
struct way {
	struct cl_call *call;
	enum cl_place place;
	const char *below; /* path that all are put under, or NULL */
};

static const char *
way_path(const struct way *way, const char *path)
{
	if (!way->below)
		return path;
	if (bytes_begins(path, "_cailun."))
		path += 8;
	return cl_join(way->call, way->below, path);
}

static void
put_text(const struct way *way, const char *path, const char *text)
{
	if (text && *text)
		(void)cl_member(
		    way->call, way->place, way_path(way, path), text);
}

static void
put_date(const struct way *way, const char *path, const struct cl_date *date)
{
	if (date->precision != CL_NO_DATE)
		put_text(way, path, cl_date_text(way->call, date));
}

static void
put_members(const struct way *way, const struct record *record)
{
	for (size_t i = 0; i < record->n_members; i++) {
		const struct member *member = &record->members[i];
		const char *path = way_path(way, member->path);

		if (member->kind == MEMBER_NUMBER)
			(void)cl_member_number(
			    way->call, way->place, path, member->number);
		else if (member->kind == MEMBER_JSON)
			(void)cl_member_json(
			    way->call, way->place, path, member->text);
		else
			(void)cl_member(
			    way->call, way->place, path, member->text);
	}
}

/* Where a kind of person is put: a new one, its parts. */
struct seats {
	const char *name, *url, *email; /* of the first part */
	const char *more_url, *more_email; /* of the others */
};

static const struct seats seats[] = {
	[P_AUTHOR] = { "authors[+].name", "authors[+].url",
	    "authors[+]._cailun.email", "authors[].url",
	    "authors[]._cailun.email" },
	[P_CONTRIBUTOR] = { "_cailun.contributors[+].name",
	    "_cailun.contributors[+].url", "_cailun.contributors[+].email",
	    "_cailun.contributors[].url", "_cailun.contributors[].email" },
	[P_PUBLISHER] = { "_cailun.publisher.name", "_cailun.publisher.url",
	    "_cailun.publisher.email", "_cailun.publisher.url",
	    "_cailun.publisher.email" },
	[P_EDITOR] = { "_cailun.managing_editor.name",
	    "_cailun.managing_editor.url", "_cailun.managing_editor.email",
	    "_cailun.managing_editor.url", "_cailun.managing_editor.email" },
	[P_WEBMASTER] = { "_cailun.webmaster.name", "_cailun.webmaster.url",
	    "_cailun.webmaster.email", "_cailun.webmaster.url",
	    "_cailun.webmaster.email" },
	[P_OWNER] = { "_cailun.itunes.owner.name", "_cailun.itunes.owner.url",
	    "_cailun.itunes.owner.email", "_cailun.itunes.owner.url",
	    "_cailun.itunes.owner.email" },
};

static void
put_person(const struct way *way, const struct person *person,
    const struct seats *seat)
{
	put_text(way, seat->name, person->name);
	put_text(way, person->name ? seat->more_url : seat->url, person->url);
	put_text(way,
	    person->name || person->url ? seat->more_email : seat->email,
	    person->email);
}

/* Of authors, only those of the best rank that there is, or 0 and 1. */
static int
worst_rank(const struct record *record)
{
	int best = WORST;

	for (size_t i = 0; i < record->n_people; i++)
		if (record->people[i].kind == P_AUTHOR &&
		    record->people[i].rank < best)
			best = record->people[i].rank;
	return best < 1 ? 1 : best;
}

static void
put_people(const struct way *way, const struct record *record)
{
	int worst = worst_rank(record);

	for (size_t i = 0; i < record->n_people; i++) {
		const struct person *person = &record->people[i];

		if (person->kind == P_AUTHOR && person->rank > worst)
			continue;
		put_person(way, person, &seats[person->kind]);
	}
}

static void
put_record(const struct way *way, const struct record *record)
{
	put_members(way, record);
	put_people(way, record);
	put_text(way, "_cailun.rights", record->slots[S_RIGHTS]);
	put_date(way, "_cailun.created", &record->dates[D_CREATED]);
	put_date(way, "_cailun.expired", &record->dates[D_EXPIRED]);
}

static bool
is_address(const char *text)
{
	return bytes_begins(text, "http://") || bytes_begins(text, "https://");
}

static void
put_source(struct feed *feed)
{
	const struct record *source = &feed->source;
	struct way way = { feed->call, CL_IN_ENTRY, "_cailun.source." };

	put_text(&way, "title", source->slots[S_TITLE]);
	put_text(&way, "url", source->slots[S_LINK]);
	put_text(&way, "id", source->slots[S_ID]);
	put_text(&way, "description", source->slots[S_SUMMARY]);
	put_date(&way, "date_published", &source->dates[D_PUBLISHED]);
	put_date(&way, "date_modified", &source->dates[D_UPDATED]);
	put_record(&way, source);
}

/* What an item lacks that something else in it says. */
static void
complete_item(struct record *item)
{
	const char *id = item->slots[S_ID];

	if (!item->slots[S_LINK] && id && item->is_permalink && is_address(id))
		item->slots[S_LINK] = id;
	if (!item->slots[S_CONTENT]) {
		item->slots[S_CONTENT] = item->slots[S_SUMMARY];
		item->slots[S_SUMMARY] = NULL;
	}
}

void
record_emit_item(struct feed *feed)
{
	struct record *item = &feed->item;
	struct way way = { feed->call, CL_IN_ENTRY, NULL };
	const char *link;

	complete_item(item);
	link = item->slots[S_LINK];
	struct cl_entry entry = {
		.size = sizeof(entry),
		.url = link ? cl_resolve(feed->call, NULL, link) : NULL,
		.guid = item->slots[S_ID],
		.title = item->slots[S_TITLE],
		.summary = item->slots[S_SUMMARY],
		.content = item->slots[S_CONTENT],
		.published = item->dates[D_PUBLISHED],
		.modified = item->dates[D_UPDATED],
		.base = item->slots[S_BASE],
	};

	cl_entry(feed->call, &entry);
	if (!entry.url)
		put_text(&way, "url", link);
	if (!entry.guid && !entry.url)
		put_text(&way, "id", link);
	put_text(&way, "language", item->slots[S_LANGUAGE]);
	put_text(&way, "image", item->slots[S_IMAGE]);
	put_record(&way, item);
	if (item->has_attachment && item->duration_s > 0)
		(void)cl_member_number(feed->call, CL_IN_ENTRY,
		    "attachments[].duration_in_seconds", item->duration_s);
	put_source(feed);
	feed->n_items++;
}

void
record_emit_feed(struct feed *feed)
{
	const struct record *record = &feed->feed;
	struct way way = { feed->call, CL_IN_FEED, NULL };

	put_text(&way, "title", record->slots[S_TITLE]);
	put_text(&way, "home_page_url", record->slots[S_LINK]);
	put_text(&way, "description", record->slots[S_SUMMARY]);
	put_text(&way, "icon", record->slots[S_IMAGE]);
	put_text(&way, "language", record->slots[S_LANGUAGE]);
	put_text(&way, "_cailun.format", feed->format);
	put_text(&way, "_cailun.id", record->slots[S_ID]);
	put_date(&way, "_cailun.date_published", &record->dates[D_PUBLISHED]);
	put_date(&way, "_cailun.date_modified", &record->dates[D_UPDATED]);
	put_record(&way, record);
	if (feed->has_hint)
		cl_hint(feed->call, &feed->hint);
}
