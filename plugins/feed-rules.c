/*
 * feed-rules - what each element of a feed means, as tables.
 *
 * A rule is found by where an element stands, its module and its name. Names
 * count in any case of letters. Never reads a value itself.
 */
#include <cailun/plugin.h>

#include "feed.h"

#define IN(where) (1u << (where))
#define F IN(W_FEED)
#define I IN(W_ITEM)
#define S IN(W_SOURCE)
#define FI (F | I)
#define FIS (F | I | S)
#define ROOT IN(W_ROOT)
#define TOP IN(W_TOP)
#define GROUP (IN(W_GROUP) | IN(W_MEDIA))
#define IMAGE IN(W_IMAGE)
#define INPUT IN(W_INPUT)
#define PERSON (IN(W_PERSON) | IN(W_OWNER))
#define LIST IN(W_LIST)
#define GEO IN(W_GEO)

enum act {
	OPEN, /* a container; `which` is its where */
	PLAIN, /* a slot, as plain text */
	MARKUP, /* a slot, as markup */
	TEXT, /* a slot, as it is */
	ADDRESS, /* a slot */
	DATE, /* a moment */
	WHO, /* a person in one line */
	PUT_TEXT, /* a member */
	PUT_ADDRESS,
	PUT_NUMBER,
	CALL,
};

struct rule {
	unsigned in;
	const char *name;
	enum act act;
	uint8_t which; /* slot, moment, kind of person, where */
	uint8_t rank;
	const char *path;
	void (*call)(struct feed *feed);
};

static const struct rule rss_rules[] = {
	{ I, "title", PLAIN, S_TITLE, 0, NULL, NULL },
	{ I, "link", CALL, 0, 0, NULL, act_rss_link },
	{ I, "description", MARKUP, S_SUMMARY, 0, NULL, NULL },
	{ I, "pubdate", DATE, D_PUBLISHED, 0, NULL, NULL },
	{ I, "guid", CALL, 0, 0, NULL, act_guid },
	{ FI, "category", CALL, 0, 0, NULL, act_category },
	{ FI | ROOT | LIST, "item", OPEN, W_ITEM, 0, NULL, act_item },
	{ I, "author", WHO, P_AUTHOR, 0, NULL, NULL },
	{ I, "enclosure", CALL, 0, 0, NULL, act_enclosure },
	{ I, "comments", PUT_ADDRESS, 0, 0, "_cailun.comments.url", NULL },
	{ I, "source", CALL, 0, 0, NULL, act_rss_source },
	{ I, "body", MARKUP, S_CONTENT, 4, NULL, NULL },
	{ I, "fullitem", MARKUP, S_CONTENT, 4, NULL, NULL },
	{ I, "abstract", MARKUP, S_SUMMARY, 3, NULL, NULL },
	{ I, "expirationdate", DATE, D_EXPIRED, 0, NULL, NULL },
	{ TOP | ROOT, "channel", OPEN, W_FEED, 0, NULL, act_feed },
	{ TOP, "rss", OPEN, W_ROOT, 0, NULL, act_root },
	{ TOP, "rdf", OPEN, W_ROOT, 0, NULL, act_root },
	{ F, "items", OPEN, W_LIST, 0, NULL, NULL },
	{ F, "title", PLAIN, S_TITLE, 0, NULL, NULL },
	{ F, "link", CALL, 0, 0, NULL, act_rss_link },
	{ F, "description", PLAIN, S_SUMMARY, 0, NULL, NULL },
	{ F, "abstract", PLAIN, S_SUMMARY, 3, NULL, NULL },
	{ FI, "language", TEXT, S_LANGUAGE, 0, NULL, NULL },
	{ FI, "copyright", PLAIN, S_RIGHTS, 0, NULL, NULL },
	{ F, "managingeditor", WHO, P_EDITOR, 0, NULL, NULL },
	{ F, "webmaster", WHO, P_WEBMASTER, 0, NULL, NULL },
	{ F, "author", WHO, P_AUTHOR, 0, NULL, NULL },
	{ F, "pubdate", DATE, D_PUBLISHED, 0, NULL, NULL },
	{ FI, "lastbuilddate", DATE, D_UPDATED, 0, NULL, NULL },
	{ F, "generator", CALL, 0, 0, NULL, act_generator },
	{ F, "docs", PUT_ADDRESS, 0, 0, "_cailun.docs", NULL },
	{ F, "rating", PUT_TEXT, 0, 0, "_cailun.rating", NULL },
	{ F, "ttl", CALL, 0, 0, NULL, act_ttl },
	{ F, "cloud", CALL, 0, 0, NULL, act_cloud },
	{ F, "skiphours", OPEN, W_LIST, 0, NULL, NULL },
	{ F, "skipdays", OPEN, W_LIST, 0, NULL, NULL },
	{ LIST, "hour", CALL, 0, 0, NULL, act_hour },
	{ LIST, "day", CALL, 0, 0, NULL, act_day },
	{ FI | ROOT, "image", OPEN, W_IMAGE, 0, NULL, NULL },
	{ F | ROOT, "textinput", OPEN, W_INPUT, 0, NULL, NULL },
	{ IMAGE, "url", PUT_ADDRESS, 0, 0, "_cailun.image.url", NULL },
	{ IMAGE, "title", PUT_TEXT, 0, 0, "_cailun.image.title", NULL },
	{ IMAGE, "link", PUT_ADDRESS, 0, 0, "_cailun.image.link", NULL },
	{ IMAGE, "width", PUT_NUMBER, 0, 0, "_cailun.image.width", NULL },
	{ IMAGE, "height", PUT_NUMBER, 0, 0, "_cailun.image.height", NULL },
	{ IMAGE, "description", PUT_TEXT, 0, 0, "_cailun.image.description",
	    NULL },
	{ INPUT, "title", PUT_TEXT, 0, 0, "_cailun.textinput.title", NULL },
	{ INPUT, "description", PUT_TEXT, 0, 0, "_cailun.textinput.description",
	    NULL },
	{ INPUT, "name", PUT_TEXT, 0, 0, "_cailun.textinput.name", NULL },
	{ INPUT, "link", PUT_ADDRESS, 0, 0, "_cailun.textinput.link", NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule atom_rules[] = {
	{ FIS, "title", PLAIN, S_TITLE, 1, NULL, NULL },
	{ FIS, "link", CALL, 0, 0, NULL, act_atom_link },
	{ FIS, "id", TEXT, S_ID, 1, NULL, NULL },
	{ FIS, "updated", DATE, D_UPDATED, 0, NULL, NULL },
	{ FIS, "published", DATE, D_PUBLISHED, 1, NULL, NULL },
	{ I, "summary", MARKUP, S_SUMMARY, 1, NULL, NULL },
	{ I, "content", CALL, 0, 0, NULL, act_atom_content },
	{ FIS, "author", OPEN, W_PERSON, 0, NULL, act_author },
	{ FIS, "contributor", OPEN, W_PERSON, 0, NULL, act_contributor },
	{ FIS, "category", CALL, 0, 0, NULL, act_atom_category },
	{ TOP | F | ROOT, "entry", OPEN, W_ITEM, 0, NULL, act_item },
	{ TOP, "feed", OPEN, W_FEED, 0, NULL, act_root },
	{ FIS, "modified", DATE, D_UPDATED, 1, NULL, NULL },
	{ FIS, "issued", DATE, D_PUBLISHED, 2, NULL, NULL },
	{ FIS, "created", DATE, D_CREATED, 0, NULL, NULL },
	{ F | S, "subtitle", PLAIN, S_SUMMARY, 1, NULL, NULL },
	{ F | S, "tagline", PLAIN, S_SUMMARY, 2, NULL, NULL },
	{ F | S, "info", PLAIN, S_SUMMARY, 5, NULL, NULL },
	{ F | S, "description", PLAIN, S_SUMMARY, 3, NULL, NULL },
	{ F, "summary", PLAIN, S_SUMMARY, 4, NULL, NULL },
	{ FIS, "rights", PLAIN, S_RIGHTS, 1, NULL, NULL },
	{ FIS, "copyright", PLAIN, S_RIGHTS, 2, NULL, NULL },
	{ F | S, "generator", CALL, 0, 0, NULL, act_generator },
	{ F | S, "icon", PUT_ADDRESS, 0, 0, "_cailun.icon", NULL },
	{ F | S, "logo", PUT_ADDRESS, 0, 0, "_cailun.logo", NULL },
	{ I, "source", OPEN, W_SOURCE, 0, NULL, NULL },
	{ PERSON, "name", CALL, 0, 0, NULL, NULL },
	{ PERSON, "email", CALL, 1, 0, NULL, NULL },
	{ PERSON, "uri", CALL, 2, 0, NULL, NULL },
	{ PERSON, "url", CALL, 2, 0, NULL, NULL },
	{ PERSON, "homepage", CALL, 2, 0, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule dc_rules[] = {
	{ I, "creator", WHO, P_AUTHOR, 1, NULL, NULL },
	{ FI, "date", DATE, D_PUBLISHED, 3, NULL, NULL },
	{ FI, "subject", CALL, 0, 0, NULL, act_subject },
	{ F, "creator", WHO, P_AUTHOR, 1, NULL, NULL },
	{ FI, "author", WHO, P_AUTHOR, 1, NULL, NULL },
	{ FI, "publisher", WHO, P_PUBLISHER, 0, NULL, NULL },
	{ FI, "contributor", WHO, P_CONTRIBUTOR, 0, NULL, NULL },
	{ FI, "title", PLAIN, S_TITLE, 4, NULL, NULL },
	{ I, "description", MARKUP, S_SUMMARY, 4, NULL, NULL },
	{ F, "description", PLAIN, S_SUMMARY, 5, NULL, NULL },
	{ FI, "language", TEXT, S_LANGUAGE, 1, NULL, NULL },
	{ FI, "rights", PLAIN, S_RIGHTS, 3, NULL, NULL },
	{ FI, "identifier", TEXT, S_ID, 4, NULL, NULL },
	{ IMAGE, "title", PUT_TEXT, 0, 0, "_cailun.image.title", NULL },
	{ IMAGE, "description", PUT_TEXT, 0, 0, "_cailun.image.description",
	    NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule dcterms_rules[] = {
	{ FI, "created", DATE, D_CREATED, 1, NULL, NULL },
	{ FI, "issued", DATE, D_PUBLISHED, 2, NULL, NULL },
	{ FI, "modified", DATE, D_UPDATED, 2, NULL, NULL },
	{ FI, "date", DATE, D_PUBLISHED, 4, NULL, NULL },
	{ FI, "creator", WHO, P_AUTHOR, 1, NULL, NULL },
	{ FI, "contributor", WHO, P_CONTRIBUTOR, 0, NULL, NULL },
	{ FI, "publisher", WHO, P_PUBLISHER, 0, NULL, NULL },
	{ FI, "title", PLAIN, S_TITLE, 4, NULL, NULL },
	{ FI, "subject", CALL, 0, 0, NULL, act_subject },
	{ I, "abstract", MARKUP, S_SUMMARY, 5, NULL, NULL },
	{ I, "description", MARKUP, S_SUMMARY, 5, NULL, NULL },
	{ FI, "language", TEXT, S_LANGUAGE, 1, NULL, NULL },
	{ FI, "rights", PLAIN, S_RIGHTS, 3, NULL, NULL },
	{ FI, "identifier", TEXT, S_ID, 5, NULL, NULL },
	{ FI, "valid", DATE, D_EXPIRED, 1, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule content_rules[] = {
	{ I, "encoded", MARKUP, S_CONTENT, 0, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule xhtml_rules[] = {
	{ I, "body", MARKUP, S_CONTENT, 2, NULL, NULL },
	{ I, "div", MARKUP, S_CONTENT, 2, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule rdf_rules[] = {
	{ TOP, "rdf", OPEN, W_ROOT, 0, NULL, act_root },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule sy_rules[] = {
	{ F, "updateperiod", CALL, 0, 0, NULL, act_update_period },
	{ F, "updatefrequency", CALL, 0, 0, NULL, act_update_frequency },
	{ F, "updatebase", PUT_TEXT, 0, 0, "_cailun.update.base", NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule slash_rules[] = {
	{ I, "comments", PUT_NUMBER, 0, 0, "_cailun.comment_count", NULL },
	{ I, "section", PUT_TEXT, 0, 0, "_cailun.sections[+]", NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule thr_rules[] = {
	{ I, "total", PUT_NUMBER, 0, 0, "_cailun.comment_count", NULL },
	{ FI, "in-reply-to", CALL, 0, 0, NULL, act_in_reply_to },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule wfw_rules[] = {
	{ I, "commentrss", PUT_ADDRESS, 0, 0, "_cailun.comments.feed", NULL },
	{ I, "comment", PUT_ADDRESS, 0, 0, "_cailun.comments.post", NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule feedburner_rules[] = {
	{ I, "origlink", PUT_ADDRESS, 0, 0, "_cailun.original_url", NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule media_rules[] = {
	{ FI | GROUP, "content", OPEN, W_MEDIA, 0, NULL, media_content },
	{ FI | GROUP, "thumbnail", CALL, 0, 0, NULL, media_thumbnail },
	{ FI, "group", OPEN, W_GROUP, 0, NULL, NULL },
	{ FI | GROUP, "title", CALL, 0, 0, NULL, media_title },
	{ FI | GROUP, "description", CALL, 0, 0, NULL, media_description },
	{ FI | GROUP, "credit", CALL, 0, 0, NULL, media_credit },
	{ FI | GROUP, "keywords", CALL, 0, 0, NULL, media_keywords },
	{ FI | GROUP, "category", CALL, 0, 0, NULL, media_category },
	{ FI | GROUP, "player", CALL, 0, 0, NULL, media_player },
	{ FI | GROUP, "license", CALL, 0, 0, NULL, media_license },
	{ FI | GROUP, "restriction", CALL, 0, 0, NULL, media_restriction },
	{ FI | GROUP, "rating", PUT_TEXT, 0, 0, "_cailun.media.rating.value",
	    NULL },
	{ FI | GROUP, "copyright", PLAIN, S_RIGHTS, 5, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule itunes_rules[] = {
	{ FI, "author", CALL, 0, 0, NULL, itunes_author },
	{ FI, "image", CALL, 0, 0, NULL, itunes_image },
	{ I, "duration", CALL, 0, 0, NULL, itunes_duration },
	{ FI, "explicit", PUT_TEXT, 0, 0, "_cailun.itunes.explicit", NULL },
	{ FI, "block", CALL, 0, 0, NULL, itunes_block },
	{ FI, "subtitle", CALL, 0, 0, NULL, itunes_subtitle },
	{ FI, "link", CALL, 0, 0, NULL, itunes_link },
	{ I, "summary", MARKUP, S_SUMMARY, 7, NULL, NULL },
	{ F, "summary", PLAIN, S_SUMMARY, 6, NULL, NULL },
	{ F, "description", PLAIN, S_SUMMARY, 7, NULL, NULL },
	{ I, "description", MARKUP, S_SUMMARY, 8, NULL, NULL },
	{ FI, "title", PLAIN, S_TITLE, 6, NULL, NULL },
	{ FI, "keywords", CALL, 0, 0, NULL, media_keywords },
	{ FI | LIST, "category", OPEN, W_LIST, 0, NULL, itunes_category },
	{ F, "owner", OPEN, W_OWNER, 0, NULL, NULL },
	{ PERSON, "name", CALL, 0, 0, NULL, NULL },
	{ PERSON, "email", CALL, 1, 0, NULL, NULL },
	{ I, "season", PUT_TEXT, 0, 0, "_cailun.itunes.season", NULL },
	{ I, "episode", PUT_TEXT, 0, 0, "_cailun.itunes.episode", NULL },
	{ I, "episodetype", PUT_TEXT, 0, 0, "_cailun.itunes.episode_type",
	    NULL },
	{ F, "type", PUT_TEXT, 0, 0, "_cailun.itunes.type", NULL },
	{ F, "complete", PUT_TEXT, 0, 0, "_cailun.itunes.complete", NULL },
	{ F, "new-feed-url", PUT_ADDRESS, 0, 0, "_cailun.itunes.new_feed_url",
	    NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule psc_rules[] = {
	{ I, "chapters", OPEN, W_LIST, 0, NULL, NULL },
	{ LIST, "chapter", CALL, 0, 0, NULL, psc_chapter },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule geo_rules[] = {
	{ FI | GEO, "point", CALL, 0, 0, NULL, geo_point },
	{ FI | GEO, "line", CALL, 0, 0, NULL, geo_line },
	{ FI | GEO, "polygon", CALL, 0, 0, NULL, geo_polygon },
	{ FI | GEO, "box", CALL, 0, 0, NULL, geo_box },
	{ FI, "where", OPEN, W_GEO, 0, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule wgs_rules[] = {
	{ FI | GEO, "lat", PUT_TEXT, 0, 0, "_cailun.geo.lat", NULL },
	{ FI | GEO, "long", PUT_TEXT, 0, 0, "_cailun.geo.lon", NULL },
	{ FI | GEO, "lon", PUT_TEXT, 0, 0, "_cailun.geo.lon", NULL },
	{ FI, "point", OPEN, W_GEO, 0, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule gml_rules[] = {
	{ FI | GEO, "point", OPEN, W_GEO, 0, NULL, geo_open },
	{ FI | GEO, "linestring", OPEN, W_GEO, 0, NULL, geo_open },
	{ FI | GEO, "polygon", OPEN, W_GEO, 0, NULL, geo_open_polygon },
	{ GEO, "exterior", OPEN, W_GEO, 0, NULL, NULL },
	{ GEO, "linearring", OPEN, W_GEO, 0, NULL, NULL },
	{ GEO, "pos", CALL, 0, 0, NULL, geo_point },
	{ GEO, "poslist", CALL, 0, 0, NULL, geo_positions },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule cc_rules[] = {
	{ FI, "license", CALL, 0, 0, NULL, act_license },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule app_rules[] = {
	{ I, "edited", DATE, D_UPDATED, 4, NULL, NULL },
	{ 0, NULL, OPEN, 0, 0, NULL, NULL },
};

static const struct rule *
rules_of(enum module module)
{
	switch (module) {
	case M_NONE:
		return rss_rules;
	case M_ATOM:
		return atom_rules;
	case M_DC:
		return dc_rules;
	case M_DCTERMS:
		return dcterms_rules;
	case M_CONTENT:
		return content_rules;
	case M_XHTML:
		return xhtml_rules;
	case M_RDF:
		return rdf_rules;
	case M_SY:
		return sy_rules;
	case M_SLASH:
		return slash_rules;
	case M_THR:
		return thr_rules;
	case M_WFW:
		return wfw_rules;
	case M_FEEDBURNER:
		return feedburner_rules;
	case M_MEDIA:
		return media_rules;
	case M_ITUNES:
		return itunes_rules;
	case M_PSC:
		return psc_rules;
	case M_GEORSS:
		return geo_rules;
	case M_GEO:
		return wgs_rules;
	case M_GML:
		return gml_rules;
	case M_CC:
		return cc_rules;
	case M_APP:
		return app_rules;
	default:
		return NULL;
	}
}

static const struct rule *
find_in(enum module module, enum where where, const char *name)
{
	const struct rule *rule = rules_of(module);

	for (; rule && rule->name; rule++)
		if ((rule->in & IN(where)) && bytes_is(rule->name, name))
			return rule;
	return NULL;
}

/* RSS and Atom lend each other the names that only one of them has. */
static const struct rule *
find_rule(const struct feed *feed, enum module module, const char *name)
{
	enum where where = feed->places[feed->depth - 1].where;
	const struct rule *rule;

	if (module == M_NONE && feed->is_atom)
		module = M_ATOM;
	rule = find_in(module, where, name);
	if (!rule && module == M_NONE)
		rule = find_in(M_ATOM, where, name);
	else if (!rule && module == M_ATOM)
		rule = find_in(M_NONE, where, name);
	return rule;
}

struct record *
rules_record(struct feed *feed)
{
	return feed_record(feed, feed->places[feed->depth].level);
}

enum where
rules_open(struct feed *feed, enum module module, const char *name)
{
	struct place *place = &feed->places[feed->depth];
	const struct rule *rule = find_rule(feed, module, name);

	if (!rule)
		return W_SKIP;
	if (rule->act != OPEN)
		return W_LEAF;
	if (rule->which == W_FEED)
		place->level = L_FEED;
	else if (rule->which == W_ITEM)
		place->level = L_ITEM;
	else if (rule->which == W_SOURCE)
		place->level = L_SOURCE;
	place->where = rule->which;
	if (rule->call)
		rule->call(feed);
	return rule->which;
}

/* Whether type and mode of Atom hold for it. */
static bool
is_atom_rule(const struct rule *rule)
{
	return rule >= atom_rules &&
	       rule < atom_rules + sizeof(atom_rules) / sizeof(*atom_rules);
}

/* The markup of what is kept as plain text, where that loses something. */
static void
put_rich(struct feed *feed, struct record *record, enum slot slot, bool is_atom)
{
	const char *markup = inner_markup(feed, is_atom);

	if (bytes_find(markup, '<'))
		record_put(record,
		    slot == S_TITLE ? "_cailun.title_html"
				    : "_cailun.description_html",
		    markup);
}

static void
set_slot(struct feed *feed, const struct rule *rule)
{
	struct record *record = rules_record(feed);
	bool is_atom = is_atom_rule(rule);
	enum slot slot = rule->which;
	const char *text;

	if (rule->act == MARKUP)
		text = inner_markup(feed, is_atom);
	else if (rule->act == PLAIN)
		text = inner_plain(feed, is_atom);
	else
		text = inner_text(feed);
	if (rule->act == ADDRESS)
		text = inner_address(feed, text);
	record_set(record, slot, text, rule->rank);
	if (rule->act == PLAIN && (slot == S_TITLE || slot == S_SUMMARY))
		put_rich(feed, record, slot, is_atom);
	if (slot == S_CONTENT || slot == S_SUMMARY)
		record_set(record, S_BASE, feed->places[feed->depth].base,
		    slot == S_CONTENT ? 0 : 1);
}

static void
set_date(struct feed *feed, const struct rule *rule)
{
	struct cl_date date;

	if (cl_when(feed->call, inner_text(feed), &date))
		record_date(rules_record(feed), rule->which, &date, rule->rank);
}

static void
add_person(struct feed *feed, const struct rule *rule)
{
	struct person person = { .kind = rule->which, .rank = rule->rank };

	inner_person(feed, inner_text(feed), &person);
	record_person(rules_record(feed), &person);
}

/* One of the parts of a person: name, e-mail, address. */
static void
set_part(struct feed *feed, const struct rule *rule)
{
	const char *text = inner_text(feed);

	if (bytes_is_blank(text))
		return;
	if (rule->which == 0)
		feed->person.name = text;
	else if (rule->which == 1)
		feed->person.email = text;
	else
		feed->person.url = inner_address(feed, text);
}

static void
put_member(struct feed *feed, const struct rule *rule)
{
	struct record *record = rules_record(feed);
	const char *text = inner_text(feed);
	int64_t number;

	if (rule->act == PUT_NUMBER) {
		if (bytes_number(text, &number))
			record_put_number(record, rule->path, number);
	} else if (rule->act == PUT_ADDRESS) {
		record_put(record, rule->path, inner_address(feed, text));
	} else {
		record_put(record, rule->path, text);
	}
}

void
rules_leaf(struct feed *feed, enum module module, const char *name)
{
	const struct rule *rule = find_rule(feed, module, name);

	if (!rule)
		return;
	switch (rule->act) {
	case PLAIN:
	case MARKUP:
	case TEXT:
	case ADDRESS:
		set_slot(feed, rule);
		break;
	case DATE:
		set_date(feed, rule);
		break;
	case WHO:
		add_person(feed, rule);
		break;
	case PUT_TEXT:
	case PUT_ADDRESS:
	case PUT_NUMBER:
		put_member(feed, rule);
		break;
	case CALL:
		if (rule->call)
			rule->call(feed);
		else
			set_part(feed, rule);
		break;
	case OPEN:
		break;
	}
}

void
rules_close(struct feed *feed, enum where where)
{
	if (where == W_ITEM)
		act_close_item(feed);
	else if (where == W_PERSON)
		act_close_person(feed, feed->person.kind);
	else if (where == W_OWNER)
		act_close_person(feed, P_OWNER);
}

void
rules_text(struct feed *feed, enum where where, const char *text)
{
	if (bytes_is_blank(text))
		return;
	if (where == W_PERSON && !feed->person.name)
		inner_person(feed, text, &feed->person);
	else if (where == W_IMAGE && rules_record(feed)->level == L_ITEM)
		record_put(rules_record(feed), "_cailun.image.url",
		    inner_address(feed, text));
}
