/*
 * feed-json - JSON Feed 1.0 and 1.1.
 *
 * Fills the same records as the XML forms. What a member means is told by
 * where it stands and its name; extensions are passed by.
 */
#include <cailun/plugin.h>

#include "feed.h"

enum { /* where, for JSON */
	J_TOP,
	J_FEED,
	J_ITEMS,
	J_ITEM,
	J_AUTHORS,
	J_AUTHOR,
	J_TAGS,
	J_ATTACHMENTS,
	J_ATTACHMENT,
	J_HUBS,
	J_HUB,
	J_SKIP,
};

struct step {
	uint8_t from;
	const char *kind, *name;
	uint8_t to;
};

static const struct step steps[] = {
	{ J_TOP, "object", "", J_FEED },
	{ J_FEED, "array", "items", J_ITEMS },
	{ J_ITEMS, "object", "", J_ITEM },
	{ J_FEED, "object", "author", J_AUTHOR },
	{ J_FEED, "array", "authors", J_AUTHORS },
	{ J_ITEM, "object", "author", J_AUTHOR },
	{ J_ITEM, "array", "authors", J_AUTHORS },
	{ J_FEED, "object", "authors", J_AUTHOR },
	{ J_ITEM, "object", "authors", J_AUTHOR },
	{ J_AUTHORS, "object", "", J_AUTHOR },
	{ J_ITEM, "array", "tags", J_TAGS },
	{ J_ITEM, "array", "attachments", J_ATTACHMENTS },
	{ J_ATTACHMENTS, "object", "", J_ATTACHMENT },
	{ J_FEED, "array", "hubs", J_HUBS },
	{ J_HUBS, "object", "", J_HUB },
};

enum part {
	PART_URL,
	PART_TYPE,
	PART_TITLE,
	PART_SIZE,
	PART_DURATION,
	PART_NAME,
	PART_COUNT,
};

enum what {
	PUT_SLOT,
	PUT_DATE,
	PUT_TEXT,
	PUT_ADDRESS,
	PUT_PART,
	PUT_TAG,
	PUT_VERSION,
	PUT_NEXT,
	PUT_BOOL,
	PUT_AUTHOR, /* a name alone */
};

struct meaning {
	uint8_t where;
	const char *name;
	enum what what;
	uint8_t which, rank;
	const char *path;
};

static const struct meaning meanings[] = {
	{ J_FEED, "version", PUT_VERSION, 0, 0, NULL },
	{ J_FEED, "title", PUT_SLOT, S_TITLE, 0, NULL },
	{ J_FEED, "home_page_url", PUT_ADDRESS, 0, 0, "home_page_url" },
	{ J_FEED, "feed_url", PUT_ADDRESS, 0, 0, "feed_url" },
	{ J_FEED, "description", PUT_SLOT, S_SUMMARY, 0, NULL },
	{ J_FEED, "user_comment", PUT_TEXT, 0, 0, "user_comment" },
	{ J_FEED, "next_url", PUT_NEXT, 0, 0, NULL },
	{ J_FEED, "icon", PUT_ADDRESS, 0, 0, "icon" },
	{ J_FEED, "favicon", PUT_ADDRESS, 0, 0, "favicon" },
	{ J_FEED, "language", PUT_SLOT, S_LANGUAGE, 0, NULL },
	{ J_FEED, "expired", PUT_BOOL, 0, 0, "expired" },
	{ J_ITEM, "id", PUT_SLOT, S_ID, 0, NULL },
	{ J_ITEM, "url", PUT_ADDRESS, 0, 0, NULL },
	{ J_ITEM, "external_url", PUT_ADDRESS, 0, 0, "external_url" },
	{ J_ITEM, "title", PUT_SLOT, S_TITLE, 0, NULL },
	{ J_ITEM, "content_html", PUT_SLOT, S_CONTENT, 0, NULL },
	{ J_ITEM, "content_text", PUT_TEXT, 0, 0, "content_text" },
	{ J_ITEM, "summary", PUT_SLOT, S_SUMMARY, 0, NULL },
	{ J_ITEM, "image", PUT_ADDRESS, 0, 0, "image" },
	{ J_ITEM, "banner_image", PUT_ADDRESS, 0, 0, "banner_image" },
	{ J_ITEM, "date_published", PUT_DATE, D_PUBLISHED, 0, NULL },
	{ J_ITEM, "date_modified", PUT_DATE, D_UPDATED, 0, NULL },
	{ J_ITEM, "language", PUT_SLOT, S_LANGUAGE, 0, NULL },
	{ J_FEED, "author", PUT_AUTHOR, 0, 0, NULL },
	{ J_ITEM, "author", PUT_AUTHOR, 0, 0, NULL },
	{ J_TAGS, "", PUT_TAG, 0, 0, NULL },
	{ J_AUTHORS, "", PUT_AUTHOR, 0, 0, NULL },
	{ J_AUTHOR, "name", PUT_PART, PART_NAME, 0, NULL },
	{ J_AUTHOR, "url", PUT_PART, PART_URL, 0, NULL },
	{ J_ATTACHMENT, "url", PUT_PART, PART_URL, 0, NULL },
	{ J_ATTACHMENT, "mime_type", PUT_PART, PART_TYPE, 0, NULL },
	{ J_ATTACHMENT, "title", PUT_PART, PART_TITLE, 0, NULL },
	{ J_ATTACHMENT, "size_in_bytes", PUT_PART, PART_SIZE, 0, NULL },
	{ J_ATTACHMENT, "duration_in_seconds", PUT_PART, PART_DURATION, 0,
	    NULL },
	{ J_HUB, "type", PUT_PART, PART_TYPE, 0, NULL },
	{ J_HUB, "url", PUT_PART, PART_URL, 0, NULL },
};

static bool
is_container(const char *kind)
{
	return cl_equal(kind, "object") || cl_equal(kind, "array");
}

static uint8_t
find_step(uint8_t from, const char *kind, const char *name)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (steps[i].from == from && cl_equal(steps[i].kind, kind) &&
		    bytes_is(steps[i].name, name))
			return steps[i].to;
	return J_SKIP;
}

static void
clear_parts(struct feed *feed)
{
	for (int i = 0; i < PART_COUNT; i++)
		feed->parts[i] = NULL;
}

static void
on_start(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	struct feed *feed = data;
	struct place *place;

	(void)attributes, (void)count;
	if (!is_container(space))
		return;
	if (feed->depth + 1 >= FEED_DEPTH) {
		feed->too_deep++;
		return;
	}
	place = &feed->places[++feed->depth];
	*place = place[-1];
	place->where = find_step(place[-1].where, space, name);
	if (place->where == J_ITEMS)
		feed->is_known = true;
	if (place->where == J_ITEM) {
		record_reset(&feed->item, L_ITEM);
		record_reset(&feed->source, L_SOURCE);
		place->level = L_ITEM;
	}
	if (place->where == J_AUTHOR || place->where == J_ATTACHMENT ||
	    place->where == J_HUB)
		clear_parts(feed);
}

static void
on_text(void *data, const char *text, size_t length)
{
	struct feed *feed = data;

	if (feed->places[feed->depth].where != J_SKIP)
		feed->scalar = bytes_slice(feed->call, text, length);
}

static void
put_part_author(struct feed *feed, struct record *record)
{
	struct person person = { .name = feed->parts[PART_NAME],
		.url = feed->parts[PART_URL],
		.kind = P_AUTHOR };

	record_person(record, &person);
}

static void
put_count(struct record *record, const char *path, const char *text)
{
	int64_t number;

	if (text && bytes_number(text, &number) && number > 0)
		record_put_number(record, path, number);
}

static void
put_attachment(struct feed *feed, struct record *record)
{
	if (!feed->parts[PART_URL])
		return;
	record_put(record, "attachments[+].url",
	    inner_address(feed, feed->parts[PART_URL]));
	record_put(record, "attachments[].mime_type", feed->parts[PART_TYPE]);
	record_put(record, "attachments[].title", feed->parts[PART_TITLE]);
	put_count(
	    record, "attachments[].size_in_bytes", feed->parts[PART_SIZE]);
	put_count(record, "attachments[].duration_in_seconds",
	    feed->parts[PART_DURATION]);
}

static void
put_hub(struct feed *feed)
{
	const char *url = inner_address(feed, feed->parts[PART_URL]);

	if (!url)
		return;
	record_put(&feed->feed, "hubs[+].type", feed->parts[PART_TYPE]);
	record_put(&feed->feed,
	    feed->parts[PART_TYPE] ? "hubs[].url" : "hubs[+].url", url);
	feed->hint.hub = url;
	feed->has_hint = true;
}

static void
put_date(struct feed *feed, struct record *record, enum moment moment,
    const char *text)
{
	struct cl_date date;

	if (cl_when(feed->call, text, &date))
		record_date(record, moment, &date, 0);
}

/* The address of an item itself is a slot, whatever else is one. */
static void
put_address(struct feed *feed, struct record *record, const char *path,
    const char *text)
{
	const char *url = inner_address(feed, text);

	if (path)
		record_put(record, path, url);
	else
		record_set(record, S_LINK, url, 0);
}

static void
put_version(struct feed *feed, const char *text)
{
	if (!bytes_has(text, "jsonfeed.org"))
		return;
	feed->is_known = true;
}

static void
put(struct feed *feed, const struct meaning *meaning, const char *kind,
    const char *text)
{
	struct record *record = rules_record(feed);

	switch (meaning->what) {
	case PUT_SLOT:
		record_set(record, meaning->which, text, meaning->rank);
		break;
	case PUT_DATE:
		put_date(feed, record, meaning->which, text);
		break;
	case PUT_TEXT:
		record_put(record, meaning->path, text);
		break;
	case PUT_ADDRESS:
		put_address(feed, record, meaning->path, text);
		break;
	case PUT_PART:
		feed->parts[meaning->which] = text;
		break;
	case PUT_TAG:
		act_tag(record, text);
		break;
	case PUT_VERSION:
		put_version(feed, text);
		break;
	case PUT_NEXT:
		feed->hint.next = inner_address(feed, text);
		feed->has_hint = true;
		break;
	case PUT_AUTHOR:
		clear_parts(feed);
		feed->parts[PART_NAME] = text;
		put_part_author(feed, record);
		break;
	case PUT_BOOL:
		if (cl_equal(kind, "bool"))
			record_put_json(record, meaning->path, text);
		break;
	}
}

/* Text is a string; a number may stand for an id, and where one is meant. */
static bool
is_of_kind(uint8_t where, const char *kind, const char *name)
{
	if (cl_equal(kind, "string"))
		return true;
	if (cl_equal(kind, "bool"))
		return where == J_FEED && bytes_is(name, "expired");
	return cl_equal(kind, "number") &&
	       (where == J_ATTACHMENT || where == J_TAGS ||
		   (where == J_ITEM && bytes_is(name, "id")));
}

static void
end_scalar(struct feed *feed, const char *kind, const char *name)
{
	uint8_t where = feed->places[feed->depth].where;

	if (where == J_SKIP || !is_of_kind(where, kind, name))
		return;
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (meanings[i].where == where &&
		    bytes_is(meanings[i].name, name)) {
			put(feed, &meanings[i], kind, feed->scalar);
			break;
		}
}

static void
on_end(void *data, const char *space, const char *name)
{
	struct feed *feed = data;
	struct record *record;

	if (!is_container(space)) {
		if (feed->too_deep == 0)
			end_scalar(feed, space, name);
		return;
	}
	if (feed->too_deep > 0) {
		feed->too_deep--;
		return;
	}
	record = rules_record(feed);
	switch (feed->places[feed->depth].where) {
	case J_ITEM:
		record_emit_item(feed);
		break;
	case J_AUTHOR:
		put_part_author(feed, record);
		break;
	case J_ATTACHMENT:
		put_attachment(feed, record);
		break;
	case J_HUB:
		put_hub(feed);
		break;
	}
	feed->depth--;
}

enum cl_result
feed_read_json(struct feed *feed)
{
	const struct cl_events events = { .size = sizeof(events),
		.start = on_start,
		.end = on_end,
		.text = on_text };

	clear_parts(feed);
	feed->format = "jsonfeed";
	if (!cl_json(feed->call, &events, feed))
		return feed->is_known ? CL_FAILED : CL_CHANGED;
	if (!feed->is_known) {
		cl_explain(feed->call, "a JSON document, not a feed");
		return CL_CHANGED;
	}
	record_emit_feed(feed);
	return feed->n_items > 0 ? CL_OK : CL_EMPTY;
}
