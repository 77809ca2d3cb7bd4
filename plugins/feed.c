/*
 * feed - RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, CDF and JSON Feed.
 *
 * Walks the events of a document and keeps the stack of where it is; what an
 * element means is told by feed-rules.c. An entry is handed on when its
 * element ends, so that none is cut.
 */
#include <cailun/plugin.h>

#include "feed.h"

/* The same URI has the same pointer all through a document. */
static enum module
module_of(struct feed *feed, const char *uri)
{
	for (size_t i = 0; i < feed->n_spaces; i++)
		if (feed->spaces[i].uri == uri)
			return feed->spaces[i].module;
	enum module module = feed_module(uri);

	for (size_t i = 0; module == M_OTHER && i < feed->n_aliases; i++)
		if (cl_equal(feed->aliases[i].uri, uri))
			module = feed->aliases[i].module;
	if (feed->n_spaces < FEED_SPACES) {
		feed->spaces[feed->n_spaces].uri = uri;
		feed->spaces[feed->n_spaces++].module = module;
	}
	return module;
}

static void
keep_attributes(
    struct feed *feed, const struct cl_attribute *attributes, size_t count)
{
	struct cl_call *call = feed->call;

	feed->n_attributes = 0;
	for (size_t i = 0; i < count; i++) {
		enum module module = module_of(feed, attributes[i].space);
		struct attribute *own;

		if (module == M_XMLNS)
			continue;
		if (feed->n_attributes == FEED_ATTRIBUTES)
			return;
		own = &feed->attributes[feed->n_attributes++];
		own->module = module;
		own->name = cl_keep(
		    call, attributes[i].name, bytes_length(attributes[i].name));
		own->value = bytes_trim(call, attributes[i].value);
	}
}

/* xml:base and xml:lang hold for all that is inside. */
static void
inherit(struct feed *feed)
{
	struct place *place = &feed->places[feed->depth];
	const struct place *above = &feed->places[feed->depth - 1];

	*place = *above;
	for (size_t i = 0; i < feed->n_attributes; i++) {
		const struct attribute *own = &feed->attributes[i];
		const char *base;

		if (own->module != M_XML)
			continue;
		if (bytes_is(own->name, "lang"))
			place->language = own->value;
		if (!bytes_is(own->name, "base"))
			continue;
		base = cl_resolve(feed->call, above->base, own->value);
		if (base)
			place->base = base;
	}
}

static void
note_root(struct feed *feed, const char *space, const char *name)
{
	struct cl_call *call = feed->call;

	if (feed->has_root)
		return;
	feed->has_root = true;
	feed->root = cl_keep(call, name, bytes_length(name));
	if (!*feed->space)
		feed->space = cl_keep(call, space, bytes_length(space));
	feed->is_html = bytes_is(name, "html");
}

static void
add_alias(struct feed *feed, const char *uri, enum module module)
{
	if (feed->n_aliases == FEED_ALIASES || feed_module(uri) != M_OTHER)
		return;
	feed->aliases[feed->n_aliases].uri =
	    cl_keep(feed->call, uri, bytes_length(uri));
	feed->aliases[feed->n_aliases++].module = module;
}

/* A URI that nobody knows is told by its prefix; that of a root, by its name.
 * The default name space of RDF says which RSS it holds. */
static void
note_declarations(struct feed *feed, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *uri = attributes[i].value;

		if (module_of(feed, attributes[i].space) != M_XMLNS)
			continue;
		if (*attributes[i].name)
			add_alias(feed, uri, feed_module(attributes[i].name));
		else if (feed->depth == 0 && bytes_is(name, "rdf")) {
			feed->space =
			    cl_keep(feed->call, uri, bytes_length(uri));
			add_alias(feed, uri, M_NONE);
		}
	}
	if (feed->depth > 0)
		return;
	if (bytes_is(name, "feed") || bytes_is(name, "entry"))
		add_alias(feed, space, M_ATOM);
	else if (bytes_is(name, "rss") || bytes_is(name, "channel"))
		add_alias(feed, space, M_NONE);
	else if (bytes_is(name, "rdf"))
		add_alias(feed, space, M_RDF);
}

static void
on_start(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	struct feed *feed = data;
	enum module module;
	struct place *place;

	if (feed->depth + 1 >= FEED_DEPTH) {
		feed->too_deep++;
		return;
	}
	note_declarations(feed, space, name, attributes, count);
	module = module_of(feed, space);
	place = &feed->places[++feed->depth];
	if (feed->depth == 1)
		note_root(feed, space, name);
	if (place[-1].where == W_SKIP) {
		place->where = W_SKIP;
		return;
	}
	keep_attributes(feed, attributes, count);
	inherit(feed);
	place->where = W_LEAF;
	place->where = rules_open(feed, module, name);
	if (place->where == W_LEAF)
		cl_capture(feed->call);
}

static void
on_end(void *data, const char *space, const char *name)
{
	struct feed *feed = data;
	enum where where;

	if (feed->too_deep > 0) {
		feed->too_deep--;
		return;
	}
	where = feed->places[feed->depth].where;
	if (where == W_LEAF)
		rules_leaf(feed, module_of(feed, space), name);
	else
		rules_close(feed, where);
	feed->depth--;
}

static void
on_text(void *data, const char *text, size_t length)
{
	struct feed *feed = data;
	enum where where = feed->places[feed->depth].where;

	(void)length;
	if (where == W_PERSON || where == W_IMAGE)
		rules_text(feed, where, text);
}

/* What the document is when it is no feed. */
static enum cl_result
explain_other(struct feed *feed)
{
	if (feed->is_html)
		cl_explain(feed->call,
		    "an HTML page, not a feed; look in it for a link to one");
	else if (feed->has_root)
		cl_explain(
		    feed->call, "a <%s> document, not a feed", feed->root);
	else
		cl_explain(feed->call, "neither XML nor JSON, so no feed");
	return CL_CHANGED;
}

enum cl_result
feed_read_xml(struct feed *feed)
{
	const struct cl_events events = { .size = sizeof(events),
		.start = on_start,
		.end = on_end,
		.text = on_text };
	bool is_read = cl_xml(feed->call, &events, feed);

	if (!feed->is_known)
		return explain_other(feed);
	if (!is_read)
		return CL_FAILED; /* a ceiling; the host has said which */
	record_emit_feed(feed);
	return feed->n_items > 0 ? CL_OK : CL_EMPTY;
}

static void
prepare(struct feed *feed, struct cl_call *call)
{
	feed->call = call;
	record_reset(&feed->feed, L_FEED);
	record_reset(&feed->item, L_ITEM);
	record_reset(&feed->source, L_SOURCE);
	feed->hint = (struct cl_hint){ .size = sizeof(feed->hint) };
	feed->has_hint = feed->is_atom = feed->is_html = false;
	feed->has_root = feed->is_known = feed->is_item_open = false;
	feed->format = feed->geo_type = NULL;
	feed->root = feed->space = "";
	feed->n_items = feed->depth = feed->too_deep = 0;
	feed->n_attributes = feed->n_spaces = feed->n_aliases = 0;
	feed->is_geo_turned = false;
	feed->period_s = feed->frequency = 0;
	feed->scalar = "";
	feed->person = (struct person){ 0 };
	feed->places[0] = (struct place){
		.base = NULL, .language = NULL, .where = W_TOP, .level = L_FEED
	};
}

static enum cl_result
discover(struct cl_call *call)
{
	struct feed feed;
	size_t length;
	const char *source = cl_source(call, &length);

	prepare(&feed, call);
	while (length > 0 && bytes_is_space(*source))
		source++, length--;
	if (length > 0 && *source == '{')
		return feed_read_json(&feed);
	return feed_read_xml(&feed);
}

const struct cl_plugin cailun_plugin = {
	CL_PLUGIN,
	.name = "feed",
	.summary = "RSS, Atom, RDF and JSON feeds",
	.discover = discover,
};
