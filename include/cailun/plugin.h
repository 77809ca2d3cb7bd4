/*
 * cailun/plugin.h - everything a source plugin can see.
 *
 * A source plugin teaches cailun to read one kind of news source. It is
 * constant data and two pure functions of one document: discover() reads a
 * list document and emits entries, extract() reads an article page and fills
 * in an article. Neither keeps anything between calls.
 *
 * Plugins run inside cailun-parse, which has no network, no files and no way
 * to start a program, and which is killed when it takes too long. A plugin
 * never fetches, never stores, never retries: it reads what it is given and
 * says what it found.
 *
 * Ownership: whatever the host hands out (strings, nodes, lists) is valid
 * until the call returns and is never freed by the plugin. Whatever the plugin
 * hands in is copied before the function returns. All text is UTF-8, NUL
 * terminated, without NUL inside.
 *
 * A plugin exports one symbol, cailun_plugin, and imports none; only one that
 * declares CL_USES_LIBXML2 may import that library. Everything else comes
 * through the call.
 *
 * Compatibility: within one CL_ABI_MAJOR, structures and the host's table only
 * grow at their end, enumerators are never renumbered, and a plugin built
 * against an older minor keeps working. cailun-plugin(7) holds the history.
 */
#ifndef CAILUN_PLUGIN_H
#define CAILUN_PLUGIN_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CL_ABI_MAJOR 1
#define CL_ABI_MINOR 0

struct cl_call;			/* one call: its document, keys, output */
struct cl_node;			/* an element or attribute of the page */


/* What a call amounted to. The host acts on each of them differently. */
enum cl_result {
	CL_OK = 0,		/* keep what was emitted */
	CL_EMPTY = 1,		/* as expected, and nothing there */
	CL_CHANGED = 2,		/* not the page I know: tell a person */
	CL_WITHDRAWN = 3,	/* the site says the article is gone */
	CL_FAILED = 4,		/* anything else; cl_explain() says what */
};

/* One-line fields of an article. Each but CL_TAG and CL_SECTION holds one
 * value; the last one set stands, "" takes it back. */
enum cl_field {
	CL_TITLE = 1,
	CL_KICKER = 2,		/* the line above the headline */
	CL_SUBTITLE = 3,	/* the line below it */
	CL_CREDIT = 4,		/* the outlet that the page names */
	CL_SECTION = 5,
	CL_PAGE = 6,		/* number of a printed page */
	CL_PAGE_NAME = 7,
	CL_ISSUE = 8,
	CL_DATELINE = 9,
	CL_DESCRIPTION = 10,
	CL_TAG = 11,
	CL_RIGHTS = 12,
	CL_LANGUAGE = 13,
};

enum cl_person_kind {
	CL_AUTHOR = 1,
	CL_EDITOR = 2,
	CL_CONTRIBUTOR = 3,
};

enum cl_precision {
	CL_NO_DATE = 0,
	CL_DAY = 1,
	CL_MINUTE = 2,
	CL_SECOND = 3,
};

enum cl_origin {
	CL_FROM_NOWHERE = 0,
	CL_FROM_PAGE = 1,
	CL_FROM_META = 2,
	CL_FROM_FEED = 3,
	CL_FROM_LIST = 4,
	CL_FROM_URL = 5,
	CL_FROM_DATELINE = 6,
	CL_FROM_CAPTURE = 7,
};

/* A date as it was said; precision CL_NO_DATE means that there is none. */
struct cl_date {
	int64_t seconds;	/* since the epoch, UTC; a day: its 00:00 there */
	int16_t offset_min;	/* of the zone it was said in, east positive */
	uint8_t precision;	/* enum cl_precision */
	uint8_t origin;		/* enum cl_origin */
};

enum cl_type {
	CL_STRING = 1,
	CL_SELECTOR = 2,	/* XPath or CSS, checked before the first call */
	CL_NUMBER = 3,
	CL_FLAG = 4,
};

/* A key of the group that carries the plugin's name in a feeds.d file, or of
 * [article] when the plugin extracts. */
struct cl_key {
	const char *name;
	enum cl_type type;
	bool required;
	const char *fallback;	/* used when absent; NULL leaves it unset */
	const char *help;	/* one line for `cailun plugins` */
};

struct cl_nodes {
	size_t count;
	const struct cl_node *const *at;
};

/* One entry of a list document. Only `size` is required. */
struct cl_entry {
	uint32_t size;		/* sizeof(struct cl_entry) */
	uint32_t position;	/* on the list, from 1; 0: the host counts */
	const char *url;	/* absolute, or NULL */
	const char *guid;
	const char *title;
	const char *summary;	/* markup; the host cleans it */
	const char *content;	/* markup; the host cleans it */
	struct cl_date published;
	struct cl_date modified;
	const char *kicker;
	const char *subtitle;
	const char *section;
	const char *page;
	const char *page_name;
	const char *issue;
	const char *base;	/* of references in summary and content, when it
				 * is not the document's address */
};

/* What a list document says about itself as a whole. */
struct cl_hint {
	uint32_t size;
	int32_t ttl_min;	/* 0: not said */
	const char *next;	/* RFC 5005: the page after this one */
	const char *previous;	/* prev-archive */
	const char *hub;	/* WebSub */
	uint32_t skip_hours;	/* bit n: hour n, GMT */
	uint32_t skip_days;	/* bit n: day n, Sunday 0 */
	int64_t update_s;	/* sy: distance of updates; 0: not said */
};

struct cl_image {
	uint32_t size;
	const char *url;	/* absolute */
	const char *caption;	/* or NULL */
};

enum cl_as {
	CL_AS_LIST = 1,		/* another list document: discover() again */
	CL_AS_PART = 2,		/* another page of this article */
	CL_AS_DATA = 3,		/* comes back with the next call */
};

/* Asks the core for another document; see cl_request(). */
struct cl_request {
	uint32_t size;
	enum cl_as as;
	const char *url;
	const char *method;	/* NULL: GET */
	const char *headers;	/* "Name: value\n..." or NULL */
	const char *body;	/* or NULL */
};

/* Bits of cl_article_guess()'s answer: 1 << field for each cl_field, and: */
#define CL_FILLED_DATE (1u << 24)
#define CL_FILLED_BODY (1u << 25)
#define CL_FILLED_AUTHOR (1u << 26)
#define CL_FILLED_EDITOR (1u << 27)
#define CL_FILLED_IMAGE (1u << 28)

/* An attribute of an element of a feed; `space` is a namespace URI or "". A
 * declaration of one has http://www.w3.org/2000/xmlns/ and its prefix as name,
 * "" for the default. */
struct cl_attribute {
	const char *space, *name, *value;
};

/*
 * Events of an XML document, in its order. Names are local names, `space` is
 * the namespace URI ("" for none; an undeclared prefix stands for itself) and
 * is the same pointer for the same URI. text() may come in pieces. Strings are
 * valid during the event only; cl_keep() keeps them. An element that the
 * document breaks off in has no end().
 */
struct cl_events {
	uint32_t size;
	void (*start)(void *data, const char *space, const char *name,
	    const struct cl_attribute *attributes, size_t count);
	void (*end)(void *data, const char *space, const char *name);
	void (*text)(void *data, const char *text, size_t length);
};

/* Where cl_member() puts a value. */
enum cl_place {
	CL_IN_FEED = 1,		/* the list document as a whole */
	CL_IN_ENTRY = 2,	/* the entry last emitted */
	CL_IN_ARTICLE = 3,
};

/* The functions of the host. Plugins use the cl_*() wrappers below. */
struct cl_host {
	uint16_t abi_major, abi_minor;
	uint32_t size;

	/* the document and its keys */
	const char *(*url)(struct cl_call *);
	const char *(*config)(struct cl_call *, const char *key);
	int64_t (*number)(struct cl_call *, const char *key);
	bool (*flag)(struct cl_call *, const char *key);
	const char *(*source)(struct cl_call *, size_t *length);

	/* nodes */
	struct cl_nodes (*select)(struct cl_call *, const struct cl_node *from,
	    const char *key);
	struct cl_nodes (*find)(struct cl_call *, const struct cl_node *from,
	    const char *selector);
	const char *(*text)(struct cl_call *, const struct cl_node *);
	const char *(*attribute)(struct cl_call *, const struct cl_node *,
	    const char *name);
	const char *(*link)(struct cl_call *, const struct cl_node *,
	    const char *name);
	const char *(*markup)(struct cl_call *, const struct cl_node *);
	const char *(*resolve)(struct cl_call *, const char *base,
	    const char *reference);
	void *(*document)(struct cl_call *);

	/* XML */
	bool (*events)(struct cl_call *, const struct cl_events *, void *data);
	void (*capture)(struct cl_call *);
	const char *(*captured)(struct cl_call *);

	/* text */
	const char *(*keep)(struct cl_call *, const char *text, size_t length);
	const char *(*join)(struct cl_call *, const char *a, const char *b);
	const char *(*plain)(struct cl_call *, const char *markup);
	bool (*when)(struct cl_call *, const char *text, struct cl_date *out);
	void (*credits)(struct cl_call *, const char *text);

	/* output */
	void (*entry)(struct cl_call *, const struct cl_entry *);
	void (*hint)(struct cl_call *, const struct cl_hint *);
	bool (*member)(struct cl_call *, enum cl_place, const char *path,
	    const char *text);
	bool (*member_number)(struct cl_call *, enum cl_place,
	    const char *path, int64_t number);
	void (*set)(struct cl_call *, enum cl_field, const char *text);
	void (*person)(struct cl_call *, enum cl_person_kind,
	    const char *name, const char *role);
	void (*published)(struct cl_call *, const struct cl_date *);
	void (*image)(struct cl_call *, const struct cl_image *);
	void (*body)(struct cl_call *, const struct cl_node *);
	void (*body_markup)(struct cl_call *, const char *markup);
	bool (*request)(struct cl_call *, const struct cl_request *);
	bool (*guess)(struct cl_call *, uint32_t *filled);
	const struct cl_node *(*main)(struct cl_call *);
	void (*explain)(struct cl_call *, const char *format, va_list);

	/* more of documents that are no pages */
	const char *(*captured_text)(struct cl_call *);
	bool (*json)(struct cl_call *, const struct cl_events *, void *data);
	const char *(*date_text)(struct cl_call *, const struct cl_date *);
	bool (*member_json)(struct cl_call *, enum cl_place, const char *path,
	    const char *json);
};

#define CL_USES_LIBXML2 1u

struct cl_plugin {
	uint16_t abi_major, abi_minor;	/* CL_PLUGIN fills in these three */
	uint32_t size;

	const char *name;		/* as in `plugin = name`, [a-z0-9-] */
	const char *summary;		/* one line */
	uint32_t uses;			/* CL_USES_LIBXML2 or 0 */
	const struct cl_key *keys;	/* ends with a NULL name; may be NULL */
	enum cl_result (*discover)(struct cl_call *);	/* or NULL */
	enum cl_result (*extract)(struct cl_call *);	/* or NULL */
};

#define CL_PLUGIN							\
	.abi_major = CL_ABI_MAJOR, .abi_minor = CL_ABI_MINOR,		\
	.size = sizeof(struct cl_plugin)

/* The one symbol that a plugin exports. */
extern __attribute__((visibility("default")))
const struct cl_plugin cailun_plugin;

/* Only these members of a call are public. */
struct cl_call {
	const struct cl_host *host;
	uint32_t part;		/* extract: 0, or the number of a CL_AS_PART */
};

/* ---- the document and its keys ---- */

/* The address of the document, after redirects; "" when it is not known. */
static inline const char *
cl_url(struct cl_call *call)
{
	return call->host->url(call);
}

/* The value of a key, or NULL when it is unset. */
static inline const char *
cl_config(struct cl_call *call, const char *key)
{
	return call->host->config(call, key);
}

static inline int64_t
cl_number(struct cl_call *call, const char *key)
{
	return call->host->number(call, key);
}

static inline bool
cl_flag(struct cl_call *call, const char *key)
{
	return call->host->flag(call, key);
}

/* The whole document, decoded to UTF-8. */
static inline const char *
cl_source(struct cl_call *call, size_t *length)
{
	return call->host->source(call, length);
}

/* The libxml2 document (xmlDocPtr), parsed at first use; NULL when it cannot
 * be. For plugins that declare CL_USES_LIBXML2. */
static inline void *
cl_document(struct cl_call *call)
{
	return call->host->document(call);
}

/* ---- nodes ---- */

/*
 * The nodes that the selector key `key` finds below `from`, in document order;
 * below the whole page when `from` is NULL. None when the key is unset.
 */
static inline struct cl_nodes
cl_select(struct cl_call *call, const struct cl_node *from, const char *key)
{
	return call->host->select(call, from, key);
}

/* The same with a selector itself (XPath when it begins with '/', './', '('). */
static inline struct cl_nodes
cl_find(struct cl_call *call, const struct cl_node *from, const char *selector)
{
	return call->host->find(call, from, selector);
}

/* The first node of a key, or NULL. */
static inline const struct cl_node *
cl_first(struct cl_call *call, const struct cl_node *from, const char *key)
{
	struct cl_nodes found = cl_select(call, from, key);

	return found.count > 0 ? found.at[0] : NULL;
}

/* Text of a node with white space folded; "" for NULL. */
static inline const char *
cl_text(struct cl_call *call, const struct cl_node *node)
{
	return call->host->text(call, node);
}

/* An attribute, folded, or NULL. */
static inline const char *
cl_attr(struct cl_call *call, const struct cl_node *node, const char *name)
{
	return call->host->attribute(call, node, name);
}

/* The absolute address in attribute `name`, or NULL when it has none. */
static inline const char *
cl_link(struct cl_call *call, const struct cl_node *node, const char *name)
{
	return call->host->link(call, node, name);
}

/* The markup inside a node. */
static inline const char *
cl_markup(struct cl_call *call, const struct cl_node *node)
{
	return call->host->markup(call, node);
}

/* A reference made absolute; `base` NULL: the document's address. NULL when it
 * is no http(s) address. */
static inline const char *
cl_resolve(struct cl_call *call, const char *base, const char *reference)
{
	return call->host->resolve(call, base, reference);
}

/* ---- XML ---- */

/*
 * Reads the source as XML, recovering where that is sound, and hands on its
 * events. False when there is no XML in it at all.
 */
static inline bool
cl_xml(struct cl_call *call, const struct cl_events *events, void *data)
{
	return call->host->events(call, events, data);
}

/* Called in start(): the inside of this element is kept as markup and makes no
 * events; its end() comes, and cl_captured() has the markup there. */
static inline void
cl_capture(struct cl_call *call)
{
	call->host->capture(call);
}

static inline const char *
cl_captured(struct cl_call *call)
{
	return call->host->captured(call);
}

/* The text of a captured element that had no element inside, as it is meant;
 * else NULL. */
static inline const char *
cl_captured_text(struct cl_call *call)
{
	return call->host->captured_text(call);
}

/*
 * Reads the source as JSON (RFC 8259) and hands it on as events. `space` is the
 * kind of a value: "object", "array", "string", "number", "bool" or "null";
 * `name` is the name of a member, "" for an item and for the whole; there are
 * no attributes. The value of a scalar is one text(). False when it is not
 * JSON, which may show only after some events; it is then explained.
 */
static inline bool
cl_json(struct cl_call *call, const struct cl_events *events, void *data)
{
	return call->host->json(call, events, data);
}

/* ---- text ---- */

#define CL_WHOLE ((size_t)-1)	/* a length: up to the NUL */

/* A copy that lives as long as the call. */
static inline const char *
cl_keep(struct cl_call *call, const char *text, size_t length)
{
	return call->host->keep(call, text, length);
}

/* a and b behind each other; NULL counts as "". */
static inline const char *
cl_join(struct cl_call *call, const char *a, const char *b)
{
	return call->host->join(call, a, b);
}

/* Markup made plain text, folded. */
static inline const char *
cl_plain(struct cl_call *call, const char *markup)
{
	return call->host->plain(call, markup);
}

/* Reads a date in any form that feeds and Chinese pages have. Zone-less ones
 * are in the source's zone. `origin` of `out` is left for you to set. */
static inline bool
cl_when(struct cl_call *call, const char *text, struct cl_date *out)
{
	return call->host->when(call, text, out);
}

/* A date as members hold it (RFC 3339); "" for none. */
static inline const char *
cl_date_text(struct cl_call *call, const struct cl_date *date)
{
	return call->host->date_text(call, date);
}

static inline bool
cl_equal(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

/* ---- what was found ---- */

static inline void
cl_entry(struct cl_call *call, const struct cl_entry *entry)
{
	call->host->entry(call, entry);
}

static inline void
cl_hint(struct cl_call *call, const struct cl_hint *hint)
{
	call->host->hint(call, hint);
}

/*
 * Anything else that the output form has a place for, as a member of the JSON
 * Feed object: "_cailun.rights", "tags[+]", "attachments[+].url",
 * "attachments[].mime_type". False when the path is malformed.
 */
static inline bool
cl_member(struct cl_call *call, enum cl_place place, const char *path,
    const char *text)
{
	return call->host->member(call, place, path, text);
}

static inline bool
cl_member_number(struct cl_call *call, enum cl_place place, const char *path,
    int64_t number)
{
	return call->host->member_number(call, place, path, number);
}

/* The same with a value written as JSON: "true", "[112.9, 28.2]". False when it
 * is none. */
static inline bool
cl_member_json(struct cl_call *call, enum cl_place place, const char *path,
    const char *json)
{
	return call->host->member_json(call, place, path, json);
}

static inline void
cl_set(struct cl_call *call, enum cl_field field, const char *text)
{
	call->host->set(call, field, text);
}

static inline void
cl_person(struct cl_call *call, enum cl_person_kind kind, const char *name,
    const char *role)
{
	call->host->person(call, kind, name, role);
}

static inline void
cl_published(struct cl_call *call, const struct cl_date *date)
{
	call->host->published(call, date);
}

static inline void
cl_image(struct cl_call *call, const struct cl_image *image)
{
	call->host->image(call, image);
}

/* Takes the text of the article from `node`; the host cleans it. Several calls
 * add to each other. */
static inline void
cl_body(struct cl_call *call, const struct cl_node *node)
{
	call->host->body(call, node);
}

/* The same from markup. */
static inline void
cl_body_markup(struct cl_call *call, const char *markup)
{
	call->host->body_markup(call, markup);
}

/*
 * Asks for another document: to source.hosts only, at most 50 an article,
 * through the same gate, robots.txt and guard as everything. False when it is
 * refused; cl_explain() is then set.
 */
static inline bool
cl_request(struct cl_call *call, const struct cl_request *request)
{
	return call->host->request(call, request);
}

/* ---- what the host knows of Chinese news pages ---- */

/*
 * Runs the generic page reader for all that has not been set yet; what the
 * plugin sets, before or after, wins. `filled` gets the bits of what it found
 * (may be NULL). False when the page has no article.
 */
static inline bool
cl_article_guess(struct cl_call *call, uint32_t *filled)
{
	return call->host->guess(call, filled);
}

/* The node that holds the main text, or NULL. */
static inline const struct cl_node *
cl_main(struct cl_call *call)
{
	return call->host->main(call);
}

/* Reads a header, byline, credit or editor line and sets what it names. */
static inline void
cl_credits(struct cl_call *call, const char *text)
{
	call->host->credits(call, text);
}

/* Says why the call ends as it does. The last explanation stands. */
__attribute__((format(printf, 2, 3)))
static inline void
cl_explain(struct cl_call *call, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	call->host->explain(call, format, args);
	va_end(args);
}

#endif
