/*
 * feed - what the files of the feed plugin share.
 *
 * feed.c walks the events of a document; feed-rules.c says what each element
 * means; feed-space.c knows the name spaces; feed-inner.c turns an element into
 * a value; feed-json.c walks JSON Feed. All fill records, which feed-record.c
 * hands to the host. Nothing here imports a symbol or keeps anything between
 * calls.
 */
#ifndef CAILUN_FEED_H
#define CAILUN_FEED_H

#include <cailun/plugin.h>

#define FEED_DEPTH 300
#define FEED_MEMBERS 600
#define FEED_PEOPLE 64
#define FEED_ATTRIBUTES 16
#define FEED_SPACES 32
#define FEED_ALIASES 8

/* ---- name spaces ---- */

enum module {
	M_NONE, /* none, or one of RSS itself */
	M_ATOM,
	M_RDF,
	M_DC,
	M_DCTERMS,
	M_CONTENT,
	M_XHTML,
	M_SY,
	M_SLASH,
	M_THR,
	M_WFW,
	M_FEEDBURNER,
	M_MEDIA,
	M_ITUNES,
	M_PODCAST,
	M_PSC,
	M_GEORSS,
	M_GEO,
	M_GML,
	M_CC,
	M_APP,
	M_ADMIN,
	M_HISTORY,
	M_XML,
	M_XMLNS,
	M_OTHER,
	M_COUNT,
};

/* The module of a name space URI, or of a prefix that nobody declared. */
enum module feed_module(const char *space);

/* ---- what is gathered ---- */

enum slot { /* texts of which the best one stands */
	S_TITLE,
	S_LINK,
	S_SUMMARY,
	S_CONTENT,
	S_ID,
	S_LANGUAGE,
	S_RIGHTS,
	S_IMAGE,
	S_BASE, /* of content or summary */
	S_COUNT,
};

enum moment { /* dates of which the best one stands */
	D_PUBLISHED,
	D_UPDATED,
	D_CREATED,
	D_EXPIRED,
	D_COUNT,
};

enum person_kind {
	P_AUTHOR,
	P_CONTRIBUTOR,
	P_PUBLISHER,
	P_EDITOR, /* managingEditor */
	P_WEBMASTER,
	P_OWNER, /* itunes */
};

struct person {
	const char *name, *email, *url;
	uint8_t kind, rank;
};

enum member_kind {
	MEMBER_TEXT,
	MEMBER_NUMBER,
	MEMBER_JSON,
};

struct member {
	const char *path, *text;
	int64_t number;
	enum member_kind kind;
};

enum level {
	L_FEED,
	L_ITEM,
	L_SOURCE, /* the feed that an item was taken from */
};

struct record {
	enum level level;
	const char *slots[S_COUNT];
	uint8_t slot_ranks[S_COUNT];
	struct cl_date dates[D_COUNT];
	uint8_t date_ranks[D_COUNT];
	struct person people[FEED_PEOPLE];
	size_t n_people;
	struct member members[FEED_MEMBERS];
	size_t n_members;
	bool is_permalink; /* its id is an address */
	bool has_attachment, has_place;
	int64_t duration_s; /* of the last attachment; 0: not said */
};

/* ---- the state of one call ---- */

struct place { /* an open element */
	const char *base, *language;
	uint8_t where; /* enum where */
	uint8_t level;
};

struct attribute {
	const char *name, *value; /* name in lower case is not promised */
	enum module module;
};

struct known_space {
	const char *uri;
	enum module module;
};

struct feed {
	struct cl_call *call;
	struct record feed, item, source;
	struct cl_hint hint;
	bool has_hint;
	const char *format; /* "rss20", "atom10", ... */
	bool is_atom, is_html, has_root, is_known;
	bool is_item_open;
	const char *root; /* name of the root element */
	const char *space; /* and its name space */
	size_t n_items;
	int64_t period_s, frequency; /* sy: */

	struct place places[FEED_DEPTH];
	size_t depth, too_deep;

	/* the element whose inside is being captured */
	struct attribute attributes[FEED_ATTRIBUTES];
	size_t n_attributes;

	/* of JSON: the scalar at hand, and the object being put together */
	const char *scalar;
	const char *parts[8];

	/* what is being put together */
	struct person person;
	const char *geo_type;
	bool is_geo_turned; /* GML: longitude first */

	struct known_space spaces[FEED_SPACES];
	size_t n_spaces;
	/* URIs that nobody knows, told by their prefix */
	struct known_space aliases[FEED_ALIASES];
	size_t n_aliases;
};

/* ---- text (feed-bytes.c) ---- */

size_t bytes_length(const char *text);
bool bytes_is(const char *a, const char *b); /* in any case of letters */
bool bytes_begins(const char *text, const char *with);
bool bytes_ends(const char *text, const char *with);
const char *bytes_find(const char *text, char c);
bool bytes_has(const char *text, const char *word);
bool bytes_is_blank(const char *text);
bool bytes_is_space(char c);
/* A copy without white space at both ends; of at most `length` bytes. */
const char *bytes_trim(struct cl_call *call, const char *text);
const char *bytes_slice(struct cl_call *call, const char *from, size_t length);
/* A whole number that begins the text; false when none does. */
bool bytes_number(const char *text, int64_t *out);
/* Seconds in "1:02:03", "62:03" or "3723". */
bool bytes_duration(const char *text, int64_t *out);
bool bytes_looks_like_markup(const char *text);
const char *bytes_base64(struct cl_call *call, const char *text);
/* Pairs "lat lon", the other way when turned, to GeoJSON's "[lon,lat]"; several in a list. NULL when they
 * are no numbers or not whole pairs. */
const char *bytes_coordinates(struct cl_call *call, const char *text,
    bool is_list, bool is_turned, size_t *pairs);

/* ---- records (feed-record.c) ---- */

void record_reset(struct record *record, enum level level);
/* Lower ranks win; of equal ones the first. Empty texts are nothing. */
void record_set(
    struct record *record, enum slot slot, const char *text, int rank);
void record_date(struct record *record, enum moment moment,
    const struct cl_date *date, int rank);
/* Members are named as in the item; those of a source are put below it. */
void record_put(struct record *record, const char *path, const char *text);
void record_put_number(struct record *record, const char *path, int64_t number);
void record_put_json(struct record *record, const char *path, const char *json);
void record_person(struct record *record, const struct person *person);
/* Hands an item, or what is known of the feed, to the host. */
void record_emit_item(struct feed *feed);
void record_emit_feed(struct feed *feed);
/* The record of a level. */
struct record *feed_record(struct feed *feed, enum level level);

/* ---- values (feed-inner.c) ---- */

/* The attribute, or NULL; in the module of the element, or in none. */
const char *inner_attribute(const struct feed *feed, const char *name);
/* The text of the captured element, trimmed. */
const char *inner_text(struct feed *feed);
/* Its text or markup as markup, by type and mode of Atom; as HTML in RSS. */
const char *inner_markup(struct feed *feed, bool is_atom);
/* The same as plain text. */
const char *inner_plain(struct feed *feed, bool is_atom);
/* A reference made absolute by the element's base; as it is when it cannot be;
 * NULL for an empty one. */
const char *inner_address(struct feed *feed, const char *reference);
/* "mail (Name)", "Name <mail>" and the like. */
void inner_person(struct feed *feed, const char *text, struct person *out);

/* ---- rules (feed-rules.c) ---- */

enum where {
	W_TOP, /* outside the root */
	W_ROOT, /* rss, rdf:RDF: holds a feed, or items */
	W_FEED,
	W_ITEM,
	W_SOURCE, /* atom:source */
	W_IMAGE,
	W_INPUT,
	W_PERSON,
	W_OWNER, /* itunes:owner */
	W_MEDIA, /* media:content */
	W_GROUP, /* media:group */
	W_LIST, /* skipHours, psc:chapters... */
	W_GEO, /* georss:where, gml:..., geo:Point */
	W_LEAF, /* being captured */
	W_SKIP, /* nothing inside is ours */
};

/* The record that the element at hand belongs to. */
struct record *rules_record(struct feed *feed);
/* What a start tag opens; W_LEAF is to be captured. */
enum where rules_open(struct feed *feed, enum module module, const char *name);
/* What a captured element means. */
void rules_leaf(struct feed *feed, enum module module, const char *name);
/* What the end of a container means. */
void rules_close(struct feed *feed, enum where where);
/* Text right inside a container. */
void rules_text(struct feed *feed, enum where where, const char *text);

/* ---- what elements mean (feed-act.c, -hint.c, -media.c, -geo.c) ---- */

/* The hint that the feed will have, then. */
struct cl_hint *feed_hint(struct feed *feed);

void act_root(struct feed *feed);
void act_feed(struct feed *feed);
void act_item(struct feed *feed);
void act_close_item(struct feed *feed);
void act_author(struct feed *feed);
void act_contributor(struct feed *feed);
void act_close_person(struct feed *feed, enum person_kind kind);
void act_rss_link(struct feed *feed);
void act_atom_link(struct feed *feed);
void act_guid(struct feed *feed);
void act_category(struct feed *feed);
void act_atom_category(struct feed *feed);
void act_subject(struct feed *feed);
void act_enclosure(struct feed *feed);
void act_rss_source(struct feed *feed);
void act_atom_content(struct feed *feed);
void act_generator(struct feed *feed);
void act_cloud(struct feed *feed);
void act_ttl(struct feed *feed);
void act_hour(struct feed *feed);
void act_day(struct feed *feed);
void act_update_period(struct feed *feed);
void act_update_frequency(struct feed *feed);
void act_in_reply_to(struct feed *feed);
void act_license(struct feed *feed);
void act_tag(struct record *record, const char *term);
void act_tags(struct feed *feed, const char *list);

void media_content(struct feed *feed);
void media_thumbnail(struct feed *feed);
void media_credit(struct feed *feed);
void media_keywords(struct feed *feed);
void media_category(struct feed *feed);
void media_player(struct feed *feed);
void media_license(struct feed *feed);
void media_restriction(struct feed *feed);
void media_title(struct feed *feed);
void media_description(struct feed *feed);
void itunes_category(struct feed *feed);
void itunes_image(struct feed *feed);
void itunes_author(struct feed *feed);
void itunes_duration(struct feed *feed);
void itunes_subtitle(struct feed *feed);
void itunes_block(struct feed *feed);
void itunes_link(struct feed *feed);
void psc_chapter(struct feed *feed);

void geo_point(struct feed *feed);
void geo_line(struct feed *feed);
void geo_polygon(struct feed *feed);
void geo_box(struct feed *feed);
void geo_positions(struct feed *feed);
void geo_open(struct feed *feed);
void geo_open_polygon(struct feed *feed);

/* ---- the two forms ---- */

enum cl_result feed_read_xml(struct feed *feed);
enum cl_result feed_read_json(struct feed *feed);

#endif
