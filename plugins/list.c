/*
 * list - a page of headlines, read by selectors.
 *
 * `item` names one headline each; all other keys are looked for inside the
 * item. What is not named has a plain answer: the link is the item itself or
 * the first one in it, the title is the link's text, the date the first date
 * beside the title. A date within a headline is never taken for the article's.
 */
#include <cailun/plugin.h>

/* How many entries back the same address is noticed: a picture and a headline
 * of one article stand close together. */
#define NEAR 16
/* So far above a link its date is looked for, in notes of so many bytes. */
#define REACH 3
#define NOTE_BYTES 400

static const struct cl_key keys[] = {
	{ "item", CL_SELECTOR, false, NULL, "one headline of the list" },
	{ "link", CL_SELECTOR, false, "a[href]",
	    "in the item, the link to the article" },
	{ "title", CL_SELECTOR, false, NULL,
	    "in the item, the headline; else the link's text" },
	{ "date", CL_SELECTOR, false, NULL,
	    "in the item, its date; else the first one beside the title, else "
	    "the one in the address" },
	{ "summary", CL_SELECTOR, false, NULL, "in the item, a summary" },
	{ "kicker", CL_SELECTOR, false, NULL,
	    "in the item, the line above the headline" },
	{ "subtitle", CL_SELECTOR, false, NULL,
	    "in the item, the line below the headline" },
	{ "section", CL_SELECTOR, false, NULL, "in the item, its section" },
	{ "next", CL_SELECTOR, false, NULL,
	    "on the page, the link to the next page of the list" },
	{ 0 },
};

static size_t
length_of(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return length;
}

static bool
begins_with(const char *text, const char *with)
{
	while (*with && *text == *with)
		text++, with++;
	return !*with;
}

/* The text of a key within the item; NULL when there is none. */
static const char *
field(struct cl_call *call, const struct cl_node *item, const char *key)
{
	const struct cl_node *node = cl_first(call, item, key);
	const char *text = node ? cl_text(call, node) : "";

	return *text ? text : NULL;
}

/* The node that carries the address. */
static const struct cl_node *
link_of(struct cl_call *call, const struct cl_node *item)
{
	return cl_attr(call, item, "href") ? item
					   : cl_first(call, item, "link");
}

/* "..." or an ellipsis at the end. */
static bool
is_cut(const char *title)
{
	size_t length = length_of(title);

	return length >= 3 && (begins_with(title + length - 3, "...") ||
				  begins_with(title + length - 3, "…"));
}

static const char *
title_of(struct cl_call *call, const struct cl_node *item,
    const struct cl_node *link)
{
	const char *title = field(call, item, "title");
	const char *whole;

	if (title)
		return title;
	title = cl_text(call, link);
	whole = cl_attr(call, link, "title");
	return whole && *whole && (is_cut(title) || !*title) ? whole : title;
}

/* What a text says besides the title in it. */
static const char *
without(struct cl_call *call, const char *text, const char *title)
{
	for (const char *at = text; *at && *title; at++)
		if (begins_with(at, title))
			return cl_join(call,
			    cl_join(call,
				cl_keep(call, text, (size_t)(at - text)), " "),
			    at + length_of(title));
	return text;
}

/* A date in what a text says besides the title; not where it says much. */
static bool
is_dated(struct cl_call *call, const struct cl_node *node, const char *title,
    struct cl_date *out)
{
	const char *text = without(call, cl_text(call, node), title);

	return length_of(text) <= NOTE_BYTES + length_of(title) &&
	       cl_when(call, text, out);
}

/* The date beside a headline: in its item; where the item is the link itself,
 * in the nearest element that holds it and no other link. */
static bool
find_beside(struct cl_call *call, const struct cl_node *item,
    const struct cl_node *link, const char *title, struct cl_date *out)
{
	const struct cl_node *node = item;

	if (item != link)
		return cl_when(
		    call, without(call, cl_text(call, item), title), out);
	for (int i = 0; !is_dated(call, node, title, out); i++) {
		struct cl_nodes parent = cl_find(call, node, "./..");

		if (i == REACH || parent.count != 1 ||
		    cl_find(call, parent.at[0], "a[href]").count != 1)
			return false;
		node = parent.at[0];
	}
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
are_digits(const char *text, size_t count)
{
	while (count > 0 && is_digit(*text))
		text++, count--;
	return count == 0;
}

/* Passes by one of - _ / where there is one. */
static const char *
pass_mark(const char *text)
{
	return text + (*text == '-' || *text == '_' || *text == '/');
}

/*
 * The day in an address, "2024-01/02", "20240102", "/2024/01/02/": a year of
 * this century or the one before, a month and a day of two digits each and
 * nothing more behind. "2024-01-02" as text, or NULL.
 */
static const char *
day_in_address(struct cl_call *call, const char *url)
{
	for (const char *year = url; *year; year++) {
		const char *month, *day;

		if (!begins_with(year, "20") && !begins_with(year, "19"))
			continue;
		if ((year > url && is_digit(year[-1])) || !are_digits(year, 4))
			continue;
		month = pass_mark(year + 4);
		if (!are_digits(month, 2))
			continue;
		day = pass_mark(month + 2);
		if (!are_digits(day, 2) || is_digit(day[2]))
			continue;
		return cl_join(call, cl_join(call, cl_keep(call, year, 4), "-"),
		    cl_join(call, cl_join(call, cl_keep(call, month, 2), "-"),
			cl_keep(call, day, 2)));
	}
	return NULL;
}

/* What the list says, and failing that the address, if it is no key's. */
static void
find_date(struct cl_call *call, const struct cl_node *item,
    const struct cl_node *link, const struct cl_entry *entry,
    struct cl_date *out)
{
	bool is_named = cl_config(call, "date") != NULL;
	const char *text = is_named ? field(call, item, "date") : NULL;

	if (is_named ? text && cl_when(call, text, out)
		     : find_beside(call, item, link, entry->title, out)) {
		out->origin = CL_FROM_LIST;
		return;
	}
	text = is_named ? NULL : day_in_address(call, entry->url);
	if (text && cl_when(call, text, out))
		out->origin = CL_FROM_URL;
}

/* Emits what an item says; false when it is no headline. `recent` remembers
 * addresses. */
static bool
emit(struct cl_call *call, const struct cl_node *item, const char **recent,
    size_t *count)
{
	const struct cl_node *link = link_of(call, item);
	struct cl_entry entry = { .size = sizeof(entry) };

	entry.url = link ? cl_link(call, link, "href") : NULL;
	entry.title = link ? title_of(call, item, link) : "";
	if (!entry.url || !*entry.title)
		return false;
	for (size_t i = 0; i < NEAR && i < *count; i++)
		if (cl_equal(recent[i], entry.url))
			return true;
	recent[(*count)++ % NEAR] = entry.url;
	find_date(call, item, link, &entry, &entry.published);
	entry.summary = field(call, item, "summary");
	entry.kicker = field(call, item, "kicker");
	entry.subtitle = field(call, item, "subtitle");
	entry.section = field(call, item, "section");
	cl_entry(call, &entry);
	return true;
}

static void
hint_next(struct cl_call *call)
{
	const struct cl_node *next = cl_first(call, NULL, "next");
	struct cl_hint hint = { .size = sizeof(hint) };

	hint.next = next ? cl_link(call, next, "href") : NULL;
	if (hint.next)
		cl_hint(call, &hint);
}

static enum cl_result
discover(struct cl_call *call)
{
	struct cl_nodes items = cl_select(call, NULL, "item");
	const char *recent[NEAR];
	size_t count = 0;

	if (!cl_config(call, "item")) {
		cl_explain(call, "no selector says where the headlines are; "
				 "set [list] item");
		return CL_CHANGED;
	}
	if (items.count == 0) {
		cl_explain(call, "nothing is where item looks: %s",
		    cl_config(call, "item"));
		return CL_CHANGED;
	}
	for (size_t i = 0; i < items.count; i++)
		(void)emit(call, items.at[i], recent, &count);
	if (count == 0) {
		cl_explain(call, "none of %zu items has a link with a text",
		    items.count);
		return CL_CHANGED;
	}
	hint_next(call);
	return CL_OK;
}

const struct cl_plugin cailun_plugin = {
	CL_PLUGIN,
	.name = "list",
	.summary = "a page of headlines, read by selectors",
	.keys = keys,
	.discover = discover,
};
