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
		const char *value = value_attribute(feed, parts[i].attribute);

		if (!value)
			continue;
		if (!parts[i].is_number)
			record_put(record, parts[i].path, value);
		else if (text_number(value, &number))
			record_put_number(record, parts[i].path, number);
	}
}

static bool
is_image(const struct feed *feed)
{
	const char *medium = value_attribute(feed, "medium");
	const char *type = value_attribute(feed, "type");

	return (medium && text_is(medium, "image")) ||
	       (type && text_begins(type, "image/"));
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
	const char *url = value_address(feed, value_attribute(feed, "url"));

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
	const char *url = value_attribute(feed, "url");

	url = value_address(feed, url ? url : value_text(feed));
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
	const char *text = value_plain(feed, false);

	record_put(record, "_cailun.media.title", text);
	record_set(record, S_TITLE, text, 5);
}

void
media_description(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *type = value_attribute(feed, "type");
	bool is_html = type && text_has(type, "html");

	record_put(
	    record, "_cailun.media.description", value_plain(feed, !is_html));
	if (record->level == L_ITEM)
		record_set(record, S_SUMMARY, value_markup(feed, !is_html), 6);
}

void
media_credit(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *name = value_text(feed);
	const char *role = value_attribute(feed, "role");
	struct person person = { .name = name, .kind = P_AUTHOR, .rank = 3 };

	if (text_is_blank(name))
		return;
	record_put(record, "_cailun.media.credit[+].value", name);
	record_put(record, "_cailun.media.credit[].role", role);
	if (role && text_is(role, "author"))
		record_person(record, &person);
}

void
media_keywords(struct feed *feed)
{
	act_tags(feed, value_text(feed));
}

void
media_category(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *text = value_text(feed);
	const char *label = value_attribute(feed, "label");
	const char *scheme = value_attribute(feed, "scheme");

	act_tag(record, text);
	if (!label && !scheme)
		return;
	record_put(record, "_cailun.categories[+].term", text);
	record_put(record, "_cailun.categories[].scheme", scheme);
	record_put(record, "_cailun.categories[].label", label);
}

void
media_player(struct feed *feed)
{
	record_put(rules_record(feed), "_cailun.media.player.url",
	    value_address(feed, value_attribute(feed, "url")));
}

void
media_license(struct feed *feed)
{
	struct record *record = rules_record(feed);

	record_put(record, "_cailun.media.license.value", value_text(feed));
	record_put(record, "_cailun.media.license.type",
	    value_attribute(feed, "type"));
	record_put(record, "_cailun.media.license.url",
	    value_address(feed, value_attribute(feed, "href")));
}

void
media_restriction(struct feed *feed)
{
	struct record *record = rules_record(feed);

	record_put(record, "_cailun.media.restriction.relationship",
	    value_attribute(feed, "relationship"));
	record_put(record, "_cailun.media.restriction.value", value_text(feed));
}

/* ---- iTunes ---- */

void
itunes_author(struct feed *feed)
{
	struct record *record = rules_record(feed);
	struct person person = { .kind = P_AUTHOR, .rank = 2 };
	const char *text = value_text(feed);

	record_put(record, "_cailun.itunes.author", text);
	value_person(feed, text, &person);
	record_person(record, &person);
}

void
itunes_image(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *url = value_attribute(feed, "href");

	url = value_address(feed, url ? url : value_text(feed));
	record_put(record, "_cailun.itunes.image", url);
	record_set(record, S_IMAGE, url, 1);
}

void
itunes_duration(struct feed *feed)
{
	const char *text = value_text(feed);

	record_put(&feed->item, "_cailun.itunes.duration", text);
	(void)text_duration(text, &feed->item.duration_s);
}

void
itunes_category(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *text = value_attribute(feed, "text");

	act_tag(record, text);
}

/* ---- chapters ---- */

void
psc_chapter(struct feed *feed)
{
	struct record *record = rules_record(feed);

	record_put(record, "_cailun.chapters[+].start",
	    value_attribute(feed, "start"));
	record_put(
	    record, "_cailun.chapters[].title", value_attribute(feed, "title"));
	record_put(record, "_cailun.chapters[].url",
	    value_address(feed, value_attribute(feed, "href")));
	record_put(record, "_cailun.chapters[].image",
	    value_address(feed, value_attribute(feed, "image")));
}
