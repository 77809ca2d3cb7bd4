/*
 * feed-media - pictures, sound and film: Media RSS, iTunes, chapters.
 *
 * Each is called for one element, whose attributes and inside are at hand.
 */
#include <cailun/plugin.h>

#include "feed.h"

struct part {
	const char *attribute, *path;
	bool is_number;
};

static void
put_parts(struct feed *feed, struct record *record, const struct part *parts,
    size_t n)
{
	int64_t number;

	for (size_t i = 0; i < n; i++) {
		const char *value = inner_attribute(feed, parts[i].attribute);

		if (!value)
			continue;
		if (!parts[i].is_number)
			record_put(record, parts[i].path, value);
		else if (bytes_number(value, &number))
			record_put_number(record, parts[i].path, number);
	}
}

static bool
is_image(const struct feed *feed)
{
	const char *medium = inner_attribute(feed, "medium");
	const char *type = inner_attribute(feed, "type");

	return (medium && bytes_is(medium, "image")) ||
	       (type && bytes_begins(type, "image/"));
}

void
media_content(struct feed *feed)
{
	static const struct part parts[] = {
		{ "type", "_cailun.media.contents[].type", false },
		{ "medium", "_cailun.media.contents[].medium", false },
		{ "lang", "_cailun.media.contents[].lang", false },
		{ "filesize", "_cailun.media.contents[].size", true },
		{ "duration", "_cailun.media.contents[].duration", true },
		{ "width", "_cailun.media.contents[].width", true },
		{ "height", "_cailun.media.contents[].height", true },
	};
	struct record *record = rules_record(feed);
	const char *url = inner_address(feed, inner_attribute(feed, "url"));

	if (!url)
		return;
	record_put(record, "_cailun.media.contents[+].url", url);
	put_parts(feed, record, parts, sizeof(parts) / sizeof(*parts));
	if (is_image(feed) && record->level == L_ITEM)
		record_set(record, S_IMAGE, url, 4);
}

void
media_thumbnail(struct feed *feed)
{
	static const struct part parts[] = {
		{ "width", "_cailun.media.thumbnails[].width", true },
		{ "height", "_cailun.media.thumbnails[].height", true },
		{ "time", "_cailun.media.thumbnails[].time", false },
	};
	struct record *record = rules_record(feed);
	const char *url = inner_attribute(feed, "url");

	url = inner_address(feed, url ? url : inner_text(feed));
	if (!url)
		return;
	record_put(record, "_cailun.media.thumbnails[+].url", url);
	put_parts(feed, record, parts, sizeof(parts) / sizeof(*parts));
	if (record->level == L_ITEM)
		record_set(record, S_IMAGE, url, 3);
}

void
media_title(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *text = inner_plain(feed, false);

	record_put(record, "_cailun.media.title", text);
	record_set(record, S_TITLE, text, 5);
}

void
media_description(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *type = inner_attribute(feed, "type");
	bool is_html = type && bytes_has(type, "html");

	record_put(
	    record, "_cailun.media.description", inner_plain(feed, !is_html));
	if (record->level == L_ITEM)
		record_set(record, S_SUMMARY, inner_markup(feed, !is_html), 6);
}

void
media_credit(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *name = inner_text(feed);
	const char *role = inner_attribute(feed, "role");
	struct person person = { .name = name, .kind = P_AUTHOR, .rank = 3 };

	if (bytes_is_blank(name))
		return;
	record_put(record, "_cailun.media.credit[+].value", name);
	record_put(record, "_cailun.media.credit[].role", role);
	if (role && bytes_is(role, "author"))
		record_person(record, &person);
}

void
media_keywords(struct feed *feed)
{
	act_tags(feed, inner_text(feed));
}

void
media_category(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *text = inner_text(feed);
	const char *label = inner_attribute(feed, "label");
	const char *scheme = inner_attribute(feed, "scheme");

	if (bytes_is_blank(text))
		return;
	act_tag(record, text);
	record_put(record, "_cailun.categories[+].term", text);
	record_put(record, "_cailun.categories[].scheme",
	    scheme ? scheme : "http://search.yahoo.com/mrss/category_schema");
	record_put(record, "_cailun.categories[].label", label);
}

void
media_player(struct feed *feed)
{
	record_put(rules_record(feed), "_cailun.media.player.url",
	    inner_address(feed, inner_attribute(feed, "url")));
}

void
media_license(struct feed *feed)
{
	struct record *record = rules_record(feed);

	record_put(record, "_cailun.media.license.value", inner_text(feed));
	record_put(record, "_cailun.media.license.type",
	    inner_attribute(feed, "type"));
	record_put(record, "_cailun.media.license.url",
	    inner_address(feed, inner_attribute(feed, "href")));
}

void
media_restriction(struct feed *feed)
{
	struct record *record = rules_record(feed);

	record_put(record, "_cailun.media.restriction.relationship",
	    inner_attribute(feed, "relationship"));
	record_put(record, "_cailun.media.restriction.value", inner_text(feed));
}

/* ---- iTunes ---- */

void
itunes_author(struct feed *feed)
{
	struct record *record = rules_record(feed);
	struct person person = { .kind = P_AUTHOR, .rank = 2 };
	const char *text = inner_text(feed);

	record_put(record, "_cailun.itunes.author", text);
	inner_person(feed, text, &person);
	record_person(record, &person);
}

void
itunes_image(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *url = inner_attribute(feed, "href");

	if (!url)
		url = inner_attribute(feed, "url");
	url = inner_address(feed, url ? url : inner_text(feed));
	record_put(record, "_cailun.itunes.image", url);
	record_set(record, S_IMAGE, url, 1);
}

void
itunes_duration(struct feed *feed)
{
	const char *text = inner_text(feed);

	record_put(&feed->item, "_cailun.itunes.duration", text);
	(void)bytes_duration(text, &feed->item.duration_s);
}

void
itunes_category(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *text = inner_attribute(feed, "text");

	if (!text || bytes_is_blank(text))
		return;
	act_tag(record, text);
	record_put(record, "_cailun.categories[+].term", text);
	record_put(
	    record, "_cailun.categories[].scheme", "http://www.itunes.com/");
}

/* Any other word than Yes has no effect. */
void
itunes_block(struct feed *feed)
{
	const char *text = cl_captured_text(feed->call);

	if (text)
		record_put_json(rules_record(feed), "_cailun.itunes.block",
		    cl_equal(text, "Yes") || cl_equal(text, "yes") ? "true"
								   : "false");
}

void
itunes_subtitle(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *text = inner_text(feed);

	record_put(record, "_cailun.itunes.subtitle", text);
	record_set(record, S_SUMMARY, text, 9);
}

/* A habit of some: a link to the picture. */
void
itunes_link(struct feed *feed)
{
	const char *rel = inner_attribute(feed, "rel");

	if (rel && bytes_is(rel, "image"))
		itunes_image(feed);
}

/* ---- chapters ---- */

void
psc_chapter(struct feed *feed)
{
	struct record *record = rules_record(feed);

	record_put(record, "_cailun.chapters[+].start",
	    inner_attribute(feed, "start"));
	record_put(
	    record, "_cailun.chapters[].title", inner_attribute(feed, "title"));
	record_put(record, "_cailun.chapters[].url",
	    inner_address(feed, inner_attribute(feed, "href")));
	record_put(record, "_cailun.chapters[].image",
	    inner_address(feed, inner_attribute(feed, "image")));
}
