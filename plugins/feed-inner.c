/*
 * feed-inner - what an element says, as text, markup, address or person.
 *
 * Knows the types and modes of Atom and the habits of RSS; not what an element
 * is for.
 */
#include <cailun/plugin.h>

#include "feed.h"

const char *
inner_attribute(const struct feed *feed, const char *name)
{
	for (size_t i = 0; i < feed->n_attributes; i++)
		if (feed->attributes[i].module != M_XML &&
		    bytes_is(feed->attributes[i].name, name))
			return feed->attributes[i].value;
	return NULL;
}

/* The element's text; of one with markup in it, the markup's. */
static const char *
whole_text(struct feed *feed)
{
	const char *text = cl_captured_text(feed->call);

	return text ? text : cl_plain(feed->call, cl_captured(feed->call));
}

const char *
inner_text(struct feed *feed)
{
	return bytes_trim(feed->call, whole_text(feed));
}

enum form {
	FORM_TEXT,
	FORM_HTML,
	FORM_BASE64,
	FORM_OTHER, /* bytes of no text */
};

/* What `type` and `mode` of Atom 1.0 and 0.3 say. */
static enum form
atom_form(const struct feed *feed)
{
	const char *type = inner_attribute(feed, "type");
	const char *mode = inner_attribute(feed, "mode");

	if (mode && bytes_is(mode, "base64"))
		return FORM_BASE64;
	if (!type || !*type || bytes_is(type, "text") ||
	    bytes_begins(type, "text/plain"))
		return FORM_TEXT;
	if (bytes_is(type, "html") || bytes_is(type, "xhtml") ||
	    bytes_has(type, "html") || bytes_is(type, "escaped"))
		return FORM_HTML;
	if (bytes_begins(type, "image/") || bytes_begins(type, "audio/") ||
	    bytes_begins(type, "video/"))
		return FORM_OTHER;
	if (bytes_is(type, "application/octet-stream"))
		return FORM_BASE64;
	return FORM_TEXT;
}

const char *
inner_markup(struct feed *feed, bool is_atom)
{
	struct cl_call *call = feed->call;
	const char *text = cl_captured_text(call);
	enum form form = is_atom ? atom_form(feed) : FORM_HTML;
	const char *type = inner_attribute(feed, "type");

	if (text && form == FORM_OTHER)
		return "";
	if (text && form == FORM_BASE64)
		return bytes_base64(call, text);
	if (!text || form == FORM_TEXT ||
	    (is_atom && type && bytes_is(type, "xhtml")))
		text = cl_captured(call);
	while (bytes_is_space(*text))
		text++;
	return cl_keep(call, text, CL_WHOLE);
}

const char *
inner_plain(struct feed *feed, bool is_atom)
{
	struct cl_call *call = feed->call;
	const char *text = cl_captured_text(call);
	enum form form = is_atom ? atom_form(feed) : FORM_HTML;

	if (!text)
		return cl_plain(call, cl_captured(call));
	if (form == FORM_BASE64)
		text = bytes_base64(call, text);
	if (form != FORM_TEXT && bytes_looks_like_markup(text))
		return cl_plain(call, text);
	return bytes_trim(call, text);
}

/* A scheme that would run something. */
static bool
is_harmful(const char *address)
{
	return bytes_begins(address, "javascript:") ||
	       bytes_begins(address, "vbscript:") ||
	       bytes_begins(address, "data:");
}

static bool
has_scheme(const char *address)
{
	const char *colon = bytes_find(address, ':');

	for (const char *p = address; colon && p < colon; p++)
		if (*p == '/' || *p == '?' || *p == '#' || bytes_is_space(*p))
			return false;
	return colon && colon > address;
}

const char *
inner_address(struct feed *feed, const char *reference)
{
	const struct place *place = &feed->places[feed->depth];
	const char *trimmed, *absolute;

	if (!reference || bytes_is_blank(reference))
		return NULL;
	trimmed = bytes_trim(feed->call, reference);
	if (is_harmful(trimmed))
		return NULL;
	if (has_scheme(trimmed))
		return trimmed;
	absolute = cl_resolve(feed->call, place->base, trimmed);
	return absolute ? absolute : trimmed;
}

/* ---- persons ---- */

static bool
is_mail(const char *text, size_t length)
{
	bool has_at = false;

	for (size_t i = 0; i < length; i++) {
		if (bytes_is_space(text[i]) || text[i] == '<' || text[i] == '>')
			return false;
		has_at |= text[i] == '@' && i > 0 && i + 1 < length;
	}
	return has_at;
}

static const char *
skip_mailto(const char *text)
{
	return bytes_begins(text, "mailto:") ? text + 7 : text;
}

/* `before (inside)` or `before <inside>`, whichever of the two is a mail. */
static bool
split_person(struct feed *feed, const char *text, char open, char close,
    struct person *out)
{
	struct cl_call *call = feed->call;
	const char *begin = bytes_find(text, open);
	const char *end = begin ? bytes_find(begin, close) : NULL;

	if (!end)
		return false;
	const char *before = bytes_slice(call, text, (size_t)(begin - text));
	const char *inside =
	    bytes_slice(call, begin + 1, (size_t)(end - begin - 1));

	before = skip_mailto(before);
	inside = skip_mailto(inside);
	if (is_mail(inside, bytes_length(inside))) {
		out->email = inside;
		out->name = *before ? before : bytes_trim(call, end + 1);
	} else if (is_mail(before, bytes_length(before))) {
		out->email = before;
		out->name = inside;
	} else {
		return false;
	}
	if (bytes_is_blank(out->name))
		out->name = NULL;
	return true;
}

/* `mail Name` or `Name mail`: the word that is one. */
static bool
find_mail(struct feed *feed, const char *text, struct person *out)
{
	for (const char *p = text; *p;) {
		const char *from = p;

		while (*p && !bytes_is_space(*p))
			p++;
		if (is_mail(from, (size_t)(p - from))) {
			const char *before = bytes_slice(
			    feed->call, text, (size_t)(from - text));
			const char *after = bytes_trim(feed->call, p);

			out->email =
			    bytes_slice(feed->call, from, (size_t)(p - from));
			out->email = skip_mailto(out->email);
			out->name = *before ? before : after;
			if (bytes_is_blank(out->name))
				out->name = NULL;
			return true;
		}
		while (bytes_is_space(*p))
			p++;
	}
	return false;
}

void
inner_person(struct feed *feed, const char *text, struct person *out)
{
	text = bytes_trim(feed->call, text);
	if (bytes_is_blank(text))
		return;
	if (split_person(feed, text, '<', '>', out) ||
	    split_person(feed, text, '(', ')', out) ||
	    find_mail(feed, text, out))
		return;
	out->name = text;
}
