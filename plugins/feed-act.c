/*
 * feed-act - what the elements of RSS and Atom mean that need more than a rule.
 *
 * Each is called for one element, whose attributes and inside are at hand.
 */
#include <cailun/plugin.h>

#include "feed.h"

/* ---- containers ---- */

static const char *
rss_format(const char *version)
{
	static const struct {
		const char *version, *format;
	} all[] = { { "0.90", "rss090" }, { "0.91", "rss091" },
		{ "0.92", "rss092" }, { "0.93", "rss093" },
		{ "0.94", "rss094" }, { "1.0", "rss10" } };

	for (size_t i = 0; version && i < sizeof(all) / sizeof(*all); i++)
		if (bytes_begins(version, all[i].version))
			return all[i].format;
	return "rss20";
}

static const char *
atom_format(const struct feed *feed)
{
	const char *version = inner_attribute(feed, "version");

	if (bytes_has(feed->space, "purl.org/atom/ns") ||
	    (version && bytes_begins(version, "0.3")))
		return "atom03";
	return bytes_has(feed->space, "2005/atom") ? "atom10" : "atom";
}

void
act_root(struct feed *feed)
{
	feed->is_known = true;
	record_set(
	    &feed->feed, S_LANGUAGE, feed->places[feed->depth].language, 5);
	if (bytes_is(feed->root, "feed")) {
		feed->is_atom = true;
		feed->format = atom_format(feed);
	} else if (bytes_is(feed->root, "rdf")) {
		feed->format = bytes_has(feed->space, "rdf/simple/0.9")
				   ? "rss090"
				   : "rss10";
	} else {
		feed->format = rss_format(inner_attribute(feed, "version"));
	}
}

/* CDF says when a thing was last changed in an attribute. */
static void
note_lastmod(struct feed *feed, struct record *record)
{
	const char *lastmod = inner_attribute(feed, "lastmod");
	struct cl_date date;

	if (lastmod && cl_when(feed->call, lastmod, &date))
		record_date(record, D_UPDATED, &date, 5);
}

/* RSS 0.90 and 1.0 share their root; CDF and RSS 1.1 begin with the channel. */
void
act_feed(struct feed *feed)
{
	feed->is_known = true;
	record_set(
	    &feed->feed, S_LANGUAGE, feed->places[feed->depth].language, 5);
	if (feed->depth > 1)
		return;
	if (inner_attribute(feed, "href") || inner_attribute(feed, "lastmod") ||
	    inner_attribute(feed, "base"))
		feed->format = "cdf";
	else
		feed->format =
		    bytes_has(feed->space, "rss1.1") ? "rss11" : "rss20";
	record_set(&feed->feed, S_LINK,
	    inner_address(feed, inner_attribute(feed, "href")), 3);
	note_lastmod(feed, &feed->feed);
}

void
act_close_item(struct feed *feed)
{
	if (feed->is_item_open)
		record_emit_item(feed);
	feed->is_item_open = false;
}

static const char *
attribute_of(const struct feed *feed, enum module module, const char *name)
{
	for (size_t i = 0; i < feed->n_attributes; i++)
		if (feed->attributes[i].module == module &&
		    bytes_is(feed->attributes[i].name, name))
			return feed->attributes[i].value;
	return NULL;
}

void
act_item(struct feed *feed)
{
	struct record *item = &feed->item;
	const char *about = attribute_of(feed, M_RDF, "about");

	feed->is_known = true;
	if (!feed->format)
		feed->format = "atom10";
	act_close_item(feed);
	record_reset(item, L_ITEM);
	record_reset(&feed->source, L_SOURCE);
	feed->is_item_open = true;
	feed->geo_type = NULL;
	feed->is_geo_turned = false;
	record_set(item, S_ID, about, 3);
	item->is_permalink = about != NULL;
	record_set(item, S_LINK,
	    inner_address(feed, inner_attribute(feed, "href")), 4);
	record_set(item, S_LANGUAGE, attribute_of(feed, M_XML, "lang"), 3);
	note_lastmod(feed, item);
}

static void
open_person(struct feed *feed, enum person_kind kind)
{
	feed->person.name = feed->person.email = feed->person.url = NULL;
	feed->person.kind = kind;
	feed->person.rank = 0;
}

void
act_author(struct feed *feed)
{
	open_person(feed, P_AUTHOR);
}

void
act_contributor(struct feed *feed)
{
	open_person(feed, P_CONTRIBUTOR);
}

static bool
has_kind(const struct record *record, enum person_kind kind)
{
	for (size_t i = 0; i < record->n_people; i++)
		if (record->people[i].kind == kind)
			return true;
	return false;
}

void
act_close_person(struct feed *feed, enum person_kind kind)
{
	feed->person.kind = kind;
	record_person(rules_record(feed), &feed->person);
	if (kind == P_OWNER && !has_kind(&feed->feed, P_PUBLISHER)) {
		feed->person.kind = P_PUBLISHER;
		record_person(&feed->feed, &feed->person);
	}
	open_person(feed, P_AUTHOR);
}

/* ---- links ---- */

/* `_cailun.links[+]` and what belongs to it. */
static void
put_link(struct feed *feed, struct record *record, const char *href)
{
	static const struct {
		const char *attribute, *path;
	} parts[] = {
		{ "type", "_cailun.links[].type" },
		{ "hreflang", "_cailun.links[].hreflang" },
		{ "title", "_cailun.links[].title" },
	};
	const char *rel = inner_attribute(feed, "rel"), *length;
	int64_t number;

	record_put(
	    record, "_cailun.links[+].rel", rel && *rel ? rel : "alternate");
	record_put(record, "_cailun.links[].href", href);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		record_put(record, parts[i].path,
		    inner_attribute(feed, parts[i].attribute));
	length = inner_attribute(feed, "length");
	if (length && bytes_number(length, &number))
		record_put_number(record, "_cailun.links[].length", number);
}

static void
put_attachment(struct feed *feed, struct record *record, const char *url,
    const char *type, const char *length)
{
	int64_t number;

	(void)feed;
	record_put(record, "attachments[+].url", url);
	record_put(record, "attachments[].mime_type", type);
	if (length && bytes_number(length, &number) && number > 0)
		record_put_number(
		    record, "attachments[].size_in_bytes", number);
	record->has_attachment = true;
	if (type && bytes_begins(type, "image/"))
		record_set(record, S_IMAGE, url, 5);
}

/* What a link of the whole feed tells the core. */
static void
feed_link(struct feed *feed, const char *rel, const char *href)
{
	struct record *record = &feed->feed;

	if (bytes_is(rel, "self"))
		record_put(record, "feed_url", href);
	else if (bytes_is(rel, "next"))
		feed_hint(feed)->next = href;
	else if (bytes_is(rel, "prev-archive"))
		feed_hint(feed)->previous = href;
	if (!bytes_is(rel, "hub"))
		return;
	feed_hint(feed)->hub = href;
	record_put(record, "hubs[+].type", "WebSub");
	record_put(record, "hubs[].url", href);
}

/* The better a page for people, the lower. */
static int
alternate_rank(const struct feed *feed)
{
	const char *type = inner_attribute(feed, "type");

	if (!type || bytes_has(type, "html"))
		return 1;
	return 2;
}

static void
item_link(struct feed *feed, const char *rel, const char *href)
{
	struct record *record = rules_record(feed);
	const char *type = inner_attribute(feed, "type");

	if (bytes_is(rel, "enclosure"))
		put_attachment(
		    feed, record, href, type, inner_attribute(feed, "length"));
	else if (bytes_is(rel, "replies") && type && bytes_has(type, "xml"))
		record_put(record, "_cailun.comments.feed", href);
	else if (bytes_is(rel, "replies"))
		record_put(record, "_cailun.comments.url", href);
	else if (bytes_is(rel, "related"))
		record_put(record, "external_url", href);
}

static const char *
own_address(struct feed *feed)
{
	const char *base = feed->places[feed->depth].base;
	const char *url = base ? base : cl_url(feed->call);

	return *url ? url : NULL;
}

void
act_atom_link(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *rel = inner_attribute(feed, "rel");
	const char *href = inner_attribute(feed, "href");

	if (href && bytes_is_blank(href)) /* the document itself */
		href = own_address(feed);
	else
		href = inner_address(feed, href ? href : inner_text(feed));
	if (!rel || !*rel)
		rel = "alternate";
	if (bytes_begins(rel, "http://www.iana.org/assignments/relation/"))
		rel += 41;
	put_link(feed, record, href);
	if (!href)
		return;
	if (bytes_is(rel, "alternate"))
		record_set(record, S_LINK, href, alternate_rank(feed));
	else if (bytes_is(rel, "license"))
		record_put(record, "_cailun.license", href);
	else if (bytes_is(rel, "via"))
		record_put(record, "_cailun.via", href);
	else if (record->level == L_FEED)
		feed_link(feed, rel, href);
	else if (record->level == L_ITEM)
		item_link(feed, rel, href);
	else if (bytes_is(rel, "self"))
		record_set(record, S_LINK, href, 5);
}

/* Of several the last one stands; the others are not lost. */
void
act_rss_link(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *url = inner_address(feed, inner_text(feed));

	if (!url) {
		if (inner_attribute(feed, "href"))
			act_atom_link(feed);
		return;
	}
	if (record->slot_ranks[S_LINK] == 0) {
		put_link(feed, record, record->slots[S_LINK]);
		record->slots[S_LINK] = url;
	}
	record_set(record, S_LINK, url, 0);
}

void
act_guid(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *text = inner_text(feed);
	const char *flag = inner_attribute(feed, "ispermalink");
	bool is_permalink = !flag || !bytes_is(flag, "false");

	if (bytes_is_blank(text))
		return;
	record_set(record, S_ID, text, 0);
	record->is_permalink = is_permalink;
	record_put_json(record, "_cailun.guid_is_permalink",
	    is_permalink ? "true" : "false");
}

void
act_enclosure(struct feed *feed)
{
	const char *url = inner_address(feed, inner_attribute(feed, "url"));

	if (!url)
		url = inner_address(feed, inner_text(feed));
	if (url)
		put_attachment(feed, rules_record(feed), url,
		    inner_attribute(feed, "type"),
		    inner_attribute(feed, "length"));
}

void
act_rss_source(struct feed *feed)
{
	record_set(&feed->source, S_TITLE, inner_plain(feed, false), 0);
	record_set(&feed->source, S_LINK,
	    inner_address(feed, inner_attribute(feed, "url")), 0);
}

/* ---- categories ---- */

void
act_tag(struct record *record, const char *term)
{
	if (!term || bytes_is_blank(term))
		return;
	for (size_t i = 0; i < record->n_members; i++) {
		const struct member *member = &record->members[i];

		if (member->kind == MEMBER_TEXT && member->text &&
		    bytes_is(member->path, "tags[+]") &&
		    cl_equal(member->text, term))
			return;
	}
	record_put(record, "tags[+]", term);
}

void
act_tags(struct feed *feed, const char *list)
{
	struct record *record = rules_record(feed);

	while (*list) {
		const char *comma = bytes_find(list, ',');
		size_t length =
		    comma ? (size_t)(comma - list) : bytes_length(list);

		act_tag(record, bytes_slice(feed->call, list, length));
		list += length + (comma ? 1 : 0);
	}
}

static void
put_category(struct record *record, const char *term, const char *scheme,
    const char *label)
{
	act_tag(record, term && !bytes_is_blank(term) ? term : label);
	if (!scheme && !label)
		return;
	if (!term || bytes_is_blank(term))
		term = label;
	if (term && !bytes_is_blank(term)) {
		record_put(record, "_cailun.categories[+].term", term);
		record_put(record, "_cailun.categories[].scheme", scheme);
	} else {
		record_put(record, "_cailun.categories[+].scheme", scheme);
	}
	record_put(record, "_cailun.categories[].label", label);
}

void
act_category(struct feed *feed)
{
	put_category(rules_record(feed), inner_plain(feed, false),
	    inner_attribute(feed, "domain"), NULL);
}

void
act_atom_category(struct feed *feed)
{
	const char *term = inner_attribute(feed, "term");

	put_category(rules_record(feed), term ? term : inner_text(feed),
	    inner_attribute(feed, "scheme"), inner_attribute(feed, "label"));
}

void
act_subject(struct feed *feed)
{
	put_category(rules_record(feed), inner_plain(feed, false), NULL, NULL);
}

/* ---- content ---- */

/* With `src` the content lies elsewhere. */
void
act_atom_content(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *src = inner_address(feed, inner_attribute(feed, "src"));
	const char *type = inner_attribute(feed, "type");

	if (!src) {
		record_set(record, S_CONTENT, inner_markup(feed, true), 1);
		record_set(record, S_BASE, feed->places[feed->depth].base, 0);
	} else if (!type || bytes_has(type, "html")) {
		record_set(record, S_LINK, src, 5);
	} else {
		put_attachment(feed, record, src, type, NULL);
	}
}

/* ---- of modules ---- */

void
act_in_reply_to(struct feed *feed)
{
	struct record *record = rules_record(feed);

	record_put(
	    record, "_cailun.in_reply_to.ref", inner_attribute(feed, "ref"));
	record_put(record, "_cailun.in_reply_to.href",
	    inner_address(feed, inner_attribute(feed, "href")));
	record_put(
	    record, "_cailun.in_reply_to.type", inner_attribute(feed, "type"));
	record_put(record, "_cailun.in_reply_to.source",
	    inner_address(feed, inner_attribute(feed, "source")));
}

void
act_license(struct feed *feed)
{
	const char *text = inner_attribute(feed, "resource");

	record_put(rules_record(feed), "_cailun.license",
	    inner_address(feed, text ? text : inner_text(feed)));
}
