/*
 * clean - markup of strangers made harmless, in one place.
 *
 * Never passes on a tag as it was written: every one is read and written anew.
 */
#include "config.h"

#include "parse/clean.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "parse/address.h"
#include "parse/allow.h"
#include "parse/entity.h"
#include "parse/htmlout.h"
#include "parse/xmltag.h"

#include <string.h>

/* Longer names are of no element that is known. */
#define NAME_BYTES 24

typedef struct Open {
	char name[NAME_BYTES]; /* lower case */
	const char *base; /* of references inside */
	unsigned kind; /* allow.h */
	bool is_written;
} Open;

typedef struct Cleaner {
	const char *at, *end;
	const char *base;
	GString *out;
	GStringChunk *kept; /* bases */
	XmlTag *tag;
	Doctype doctype; /* empty */
	Open open[LIMIT_DEPTH];
	size_t depth;
	size_t hidden; /* depth from which nothing is shown; 0: none is */
	bool no_comment_end, no_tag_end; /* from here on */
	bool is_plain; /* text alone is written */
} Cleaner;

/* A name in lower case; one that is too long becomes one that nobody knows. */
static void
lower_name(char out[NAME_BYTES], const char *name, size_t length)
{
	size_t n = MIN(length, NAME_BYTES - 1);

	for (size_t i = 0; i < n; i++) {
		char c = name[i];

		out[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	out[n] = '\0';
	if (length > n)
		out[0] = '?';
}

static const char *
current_base(const Cleaner *c)
{
	return c->depth ? c->open[c->depth - 1].base : c->base;
}

static void
close_top(Cleaner *c)
{
	Open *top = &c->open[--c->depth];

	if (c->is_plain) {
		if (top->is_written && (top->kind & ALLOW_BLOCK))
			g_string_append_c(c->out, ' ');
	} else if (top->is_written) {
		g_string_append_len(c->out, "</", 2);
		g_string_append(c->out, top->name);
		g_string_append_c(c->out, '>');
	}
	if (c->depth < c->hidden)
		c->hidden = 0;
}

static void
put_escaped(Cleaner *c, const char *text, size_t length)
{
	if (c->is_plain)
		g_string_append_len(c->out, text, (gssize)length);
	else
		htmlout_text(c->out, text, length);
}

/* The next `c`, or the end. */
static const char *
find(const char *at, const char *end, char c)
{
	const char *found = memchr(at, c, (size_t)(end - at));

	return found ? found : end;
}

/* What the reference at `&` stands for; where to go on. */
static const char *
put_reference(Cleaner *c, const char *text, const char *end)
{
	gunichar character = 0;
	size_t used = entity_reference(text, end, &character);
	char utf8[6];

	if (used == 0) {
		put_escaped(c, text, 1);
		return text + 1;
	}
	if (character)
		put_escaped(
		    c, utf8, (size_t)g_unichar_to_utf8(character, utf8));
	return text + used;
}

/* There is no `<` in it, but for a bare one at its beginning. */
static void
put_text(Cleaner *c, const char *text, size_t length)
{
	const char *end = text + length, *sign, *bracket;

	if (c->hidden || length == 0)
		return;
	if (*text == '<')
		put_escaped(c, text++, 1);
	sign = find(text, end, '&');
	bracket = find(text, end, '>');
	while (text < end) {
		const char *until = MIN(sign, bracket);

		g_string_append_len(c->out, text, until - text);
		text = until;
		if (text < end && text == bracket)
			put_escaped(c, text++, 1);
		else if (text < end)
			text = put_reference(c, text, end);
		if (sign < text)
			sign = find(text, end, '&');
		if (bracket < text)
			bracket = find(text, end, '>');
	}
}

static bool
is_absolute(const char *address)
{
	return g_ascii_strncasecmp(address, "http://", 7) == 0 ||
	       g_ascii_strncasecmp(address, "https://", 8) == 0;
}

/* An address as it may be written, or NULL. Caller frees. */
static char *
good_address(Cleaner *c, const char *address, bool is_image)
{
	g_autofree char *stripped = g_strstrip(g_strdup(address));
	const char *base = current_base(c);
	char *absolute = NULL;

	/* Browsers pass tabs and newlines by; a scheme hides behind them. */
	for (char *from = stripped, *to = stripped;; from++) {
		if ((unsigned char)*from >= 0x20 || *from == '\0')
			*to++ = *from;
		if (*from == '\0')
			break;
	}
	if (!allow_address(stripped, is_image))
		return NULL;
	if (base && *stripped != '#' && !is_absolute(stripped))
		absolute = address_resolve(base, stripped);
	return absolute ? absolute : g_steal_pointer(&stripped);
}

static void
put_attribute(Cleaner *c, const char *element, unsigned kind, const char *name,
    const char *value)
{
	g_autofree char *address = NULL;
	AllowAttribute allowed = allow_attribute(element, kind, name);

	if (allowed == ALLOW_ADDRESS) {
		address = good_address(c, value, strcmp(element, "img") == 0);
		value = address;
	}
	if (allowed != ALLOW_NO && value)
		htmlout_attribute(c->out, name, value);
}

/* Where a page loads its pictures late, the address stands elsewhere. */
static const char *
late_source(const struct cl_attribute *attributes, size_t n)
{
	static const char *const names[] = { "data-original", "data-src",
		"data-lazy-src", "data-actualsrc" };

	for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
		for (size_t i = 0; i < n; i++)
			if (strcmp(attributes[i].name, names[k]) == 0 &&
			    *attributes[i].value)
				return attributes[i].value;
	return NULL;
}

static void
put_start(Cleaner *c, const char *name, unsigned kind)
{
	size_t n;
	const struct cl_attribute *attributes = xmltag_attributes(c->tag, &n);
	const char *late =
	    strcmp(name, "img") == 0 ? late_source(attributes, n) : NULL;

	g_string_append_c(c->out, '<');
	g_string_append(c->out, name);
	if (late)
		put_attribute(c, name, kind, "src", late);
	for (size_t i = 0; i < n; i++) {
		char lower[NAME_BYTES];

		lower_name(
		    lower, attributes[i].name, strlen(attributes[i].name));
		if (!(late && strcmp(lower, "src") == 0))
			put_attribute(
			    c, name, kind, lower, attributes[i].value);
	}
	g_string_append_c(c->out, '>');
}

/* The base of what is inside the tag just read. */
static const char *
inner_base(Cleaner *c)
{
	size_t n;
	const struct cl_attribute *attributes = xmltag_attributes(c->tag, &n);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(attributes[i].name, "xml:base") != 0)
			continue;
		g_autofree char *base =
		    url_resolve(current_base(c), attributes[i].value);
		if (!base)
			continue;
		if (!c->kept)
			c->kept = g_string_chunk_new(256);
		return g_string_chunk_insert_const(c->kept, base);
	}
	return current_base(c);
}

/* The innermost element that is in the output; 0 when there is none. */
static size_t
written_depth(const Cleaner *c)
{
	size_t depth = c->depth;

	while (depth > 0 && !c->open[depth - 1].is_written)
		depth--;
	return depth;
}

/* What a start tag ends without saying so. */
static void
close_implied(Cleaner *c, const char *name, unsigned kind)
{
	size_t depth = written_depth(c);
	const char *top = depth ? c->open[depth - 1].name : "";
	bool is_ended = (kind & ALLOW_BLOCK) && strcmp(top, "p") == 0;

	if ((kind & ALLOW_ROW) && strcmp(top, name) == 0)
		is_ended = true;
	while (is_ended && c->depth >= depth)
		close_top(c);
}

/* What nests too deep is not worth a tag. */
static void
open_element(Cleaner *c, const char *name, unsigned kind)
{
	bool is_written = (kind & ALLOW_KEPT) && !c->hidden;
	const char *base = inner_base(c);

	if (is_written)
		close_implied(c, name, kind);
	if (c->depth == LIMIT_DEPTH && !(kind & ALLOW_VOID))
		return;
	if (is_written && !c->is_plain)
		put_start(c, name, kind);
	else if (is_written && (kind & (ALLOW_BLOCK | ALLOW_VOID | ALLOW_ROW)))
		g_string_append_c(c->out, ' ');
	if (kind & ALLOW_VOID)
		return;
	Open *open = &c->open[c->depth++];

	memcpy(open->name, name, NAME_BYTES);
	open->base = base;
	open->kind = kind;
	open->is_written = is_written;
	if ((kind & ALLOW_NOT_AT_ALL) && !c->hidden)
		c->hidden = c->depth;
}

/* Goes on behind the end tag of a raw element. */
static void
skip_raw(Cleaner *c, const char *name)
{
	size_t length = strlen(name);
	const char *p = c->at;

	while ((p = memmem(p, (size_t)(c->end - p), "</", 2))) {
		if ((size_t)(c->end - p - 2) >= length &&
		    g_ascii_strncasecmp(p + 2, name, length) == 0)
			break;
		p += 2;
	}
	p = p ? memchr(p, '>', (size_t)(c->end - p)) : NULL;
	c->at = p ? p + 1 : c->end;
}

static void
read_start(Cleaner *c)
{
	const char *behind = xmltag_read(c->tag, c->at, c->end, &c->doctype);
	const XmlTagFound *found = xmltag_found(c->tag);

	c->at = behind;
	if (found->is_cut || found->is_refused)
		return;
	char name[NAME_BYTES];

	lower_name(name, found->name, found->length);
	(void)xmltag_settle(c->tag, NULL);
	unsigned kind = allow_element(name);
	size_t depth;

	if (kind & ALLOW_RAW) {
		if (!found->is_empty)
			skip_raw(c, name);
		return;
	}
	depth = c->depth;
	open_element(c, name, kind);
	if (found->is_empty && (kind & ALLOW_DRAWN) && c->depth > depth)
		close_top(c);
}

static void
read_end(Cleaner *c)
{
	const char *name = c->at + 2, *p;
	size_t length = entity_name_length(name, c->end), depth = c->depth;
	char kept[NAME_BYTES];

	lower_name(kept, name, length);
	p = memchr(name, '>', (size_t)(c->end - name));
	c->at = p ? p + 1 : c->end;
	if (strcmp(kept, "br") == 0 && !c->hidden)
		g_string_append(c->out, c->is_plain ? " " : "<br>");
	while (depth > 0 && strcmp(c->open[depth - 1].name, kept) != 0)
		depth--;
	while (depth > 0 && c->depth >= depth)
		close_top(c);
}

static void
read_declaration(Cleaner *c)
{
	size_t rest = (size_t)(c->end - c->at);
	const char *mark = ">", *found = NULL;

	if (rest >= 9 && memcmp(c->at, "<![CDATA[", 9) == 0) {
		found = memmem(c->at, rest, "]]>", 3);
		if (!c->hidden)
			put_escaped(c, c->at + 9,
			    (size_t)((found ? found : c->end) - c->at - 9));
		c->at = found ? found + 3 : c->end;
		return;
	}
	if (rest >= 4 && memcmp(c->at, "<!--", 4) == 0 && !c->no_comment_end)
		mark = "-->";
	found = memmem(c->at + 2, rest - 2, mark, strlen(mark));
	if (!found && *mark == '-') {
		c->no_comment_end = true;
		mark = ">";
		found = memmem(c->at + 2, rest - 2, mark, strlen(mark));
	}
	c->at = found ? found + strlen(mark) : c->end;
}

/* `<!` begins something that ends; else it is text. */
static bool
is_declaration(Cleaner *c)
{
	char next = c->end - c->at > 2 ? c->at[2] : '\0';

	if (next != '-' && next != '[' && !g_ascii_isalpha(next))
		return false;
	if (!c->no_tag_end)
		c->no_tag_end = !memchr(c->at, '>', (size_t)(c->end - c->at));
	return !c->no_tag_end;
}

static void
read_markup(Cleaner *c)
{
	char next = c->end - c->at > 1 ? c->at[1] : '\0';

	if (next == '?' || (next == '!' && is_declaration(c)))
		read_declaration(c);
	else if (next == '/' && c->end - c->at > 2 &&
		 xmltag_is_name_start(c->at[2]))
		read_end(c);
	else if (g_ascii_isalpha(next))
		read_start(c);
	else {
		put_text(c, c->at, 1);
		c->at++;
	}
}

static void
read_all(Cleaner *c)
{
	while (c->at < c->end) {
		const char *tag = memchr(c->at, '<', (size_t)(c->end - c->at));

		if (tag == c->at) {
			read_markup(c);
			continue;
		}
		if (!tag)
			tag = c->end;
		put_text(c, c->at, (size_t)(tag - c->at));
		c->at = tag;
	}
	while (c->depth > 0)
		close_top(c);
}

static char *
run(const char *markup, const char *base, bool is_plain)
{
	g_autofree Cleaner *c = g_new(Cleaner, 1); /* `open` as it is */
	size_t length = strlen(markup);

	c->at = markup;
	c->end = markup + length;
	c->base = base && *base ? base : NULL;
	c->out = g_string_sized_new(length + length / 16 + 16);
	c->kept = NULL;
	c->tag = xmltag_new();
	c->doctype = (Doctype){ 0 };
	c->depth = c->hidden = 0;
	c->no_comment_end = c->no_tag_end = false;
	c->is_plain = is_plain;
	read_all(c);
	xmltag_free(c->tag);
	if (c->kept)
		g_string_chunk_free(c->kept);
	return g_string_free(c->out, FALSE);
}

char *
clean_markup(const char *markup, const char *base)
{
	return run(markup, base, false);
}

char *
clean_plain(const char *markup)
{
	g_autofree char *text = run(markup, NULL, true);
	char *folded = text_fold(text, -1);

	return folded ? folded : g_strdup("");
}
