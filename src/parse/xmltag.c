/*
 * xmltag - a start tag read: its name, its attributes, its name spaces.
 *
 * Never looks beyond the tag, but for the quote that ends a value.
 */
#include "config.h"

#include "parse/xmltag.h"

#include "base/limits.h"
#include "parse/entity.h"

#include <string.h>

/* An attribute as read; texts are offsets into the arena, which may move. */
typedef struct Raw {
	const char *name; /* as written */
	size_t length;
	size_t whole, local; /* in the arena: its name, without its prefix */
	size_t value;
} Raw;

struct XmlTag {
	XmlTagFound found;
	GString *arena;
	GArray *raw; /* Raw */
	GArray *shown; /* struct cl_attribute */
	Doctype *doctype; /* of the tag being read */
};

XmlTag *
xmltag_new(void)
{
	XmlTag *tag = g_new0(XmlTag, 1);

	tag->arena = g_string_new(NULL);
	tag->raw = g_array_new(FALSE, FALSE, sizeof(Raw));
	tag->shown = g_array_new(FALSE, FALSE, sizeof(struct cl_attribute));
	return tag;
}

void
xmltag_free(XmlTag *tag)
{
	if (!tag)
		return;
	g_string_free(tag->arena, TRUE);
	g_array_unref(tag->raw);
	g_array_unref(tag->shown);
	g_free(tag);
}

bool
xmltag_is_name_start(char c)
{
	return g_ascii_isalpha(c) || c == '_' || c == ':' ||
	       (unsigned char)c >= 0x80;
}

const XmlTagFound *
xmltag_found(const XmlTag *tag)
{
	return &tag->found;
}

static void
fault(XmlTag *tag, const char *what)
{
	if (!tag->found.fault)
		tag->found.fault = what;
}

static void
refuse(XmlTag *tag)
{
	tag->found.is_refused = true;
}

/* Ends of lines and tabs are blanks in a value. */
static void
append_piece(XmlTag *tag, const char *text, size_t length)
{
	size_t from = tag->arena->len;

	if (tag->arena->len + length > LIMIT_TEXT_BYTES) {
		refuse(tag);
		return;
	}
	g_string_append_len(tag->arena, text, (gssize)length);
	for (size_t i = from; i < tag->arena->len; i++)
		if (g_ascii_isspace(tag->arena->str[i]))
			tag->arena->str[i] = ' ';
}

static void append_value(
    XmlTag *tag, const char *text, size_t length, unsigned nesting);

/* What the reference at `text` stands for; returns how much was used. */
static size_t
append_reference(
    XmlTag *tag, const char *text, const char *end, unsigned nesting)
{
	Reference reference;
	size_t used = doctype_reference(tag->doctype, text, end, &reference);

	if (used == 0) {
		fault(tag, "a bare & in an attribute");
		g_string_append_c(tag->arena, '&');
		return 1;
	}
	if (reference.is_foreign && !tag->doctype->is_external)
		fault(tag, "an entity that is not declared");
	if (reference.character)
		g_string_append_unichar(tag->arena, reference.character);
	if (!reference.entity)
		return used;
	if (nesting == LIMIT_ENTITY_NESTING ||
	    !doctype_spend(tag->doctype, reference.entity))
		refuse(tag);
	else
		append_value(tag, reference.entity->str, reference.entity->len,
		    nesting + 1);
	return used;
}

static void
append_value(XmlTag *tag, const char *text, size_t length, unsigned nesting)
{
	const char *end = text + length;

	while (text < end && !tag->found.is_refused) {
		const char *sign = memchr(text, '&', (size_t)(end - text));

		append_piece(tag, text, (size_t)((sign ? sign : end) - text));
		if (!sign)
			return;
		text = sign + append_reference(tag, sign, end, nesting);
	}
}

static const char *
skip_space(const char *at, const char *end)
{
	while (at < end && g_ascii_isspace(*at))
		at++;
	return at;
}

/* A value without quotes ends at a blank or the tag's end. */
static const char *
bare_end(const char *at, const char *end)
{
	while (at < end && !g_ascii_isspace(*at) && *at != '>' && *at != '<' &&
	       !(*at == '/' && at + 1 < end && at[1] == '>'))
		at++;
	return at;
}

/* Reads `= value` at `at`, if there is one; returns what is behind it. */
static const char *
read_value(XmlTag *tag, const char *at, const char *end)
{
	const char *close = NULL;
	char quote;

	at = skip_space(at, end);
	if (at == end || *at != '=') {
		fault(tag, "an attribute without a value");
		return at;
	}
	at = skip_space(at + 1, end);
	quote = at < end ? *at : '\0';
	if (quote == '"' || quote == '\'')
		close = memchr(at + 1, quote, (size_t)(end - at - 1));
	if (close) {
		at++;
		if (memchr(at, '<', (size_t)(close - at)))
			fault(tag, "a < in an attribute");
		append_value(tag, at, (size_t)(close - at), 0);
		return close + 1;
	}
	fault(tag, "an attribute without quotes");
	if (quote == '"' || quote == '\'')
		at++;
	close = bare_end(at, end);
	append_value(tag, at, (size_t)(close - at), 0);
	return close;
}

static bool
is_known(const XmlTag *tag, const char *name, size_t length)
{
	for (size_t i = 0; i < tag->raw->len && i < 64; i++) {
		const Raw *raw = &g_array_index(tag->raw, Raw, i);

		if (raw->length == length &&
		    memcmp(raw->name, name, length) == 0)
			return true;
	}
	return false;
}

/* Reads the attribute at `at`; returns what is behind it. */
static const char *
read_attribute(XmlTag *tag, const char *at, const char *end)
{
	Raw raw = { .name = at, .length = entity_name_length(at, end) };
	const char *colon = memchr(at, ':', raw.length);
	size_t skipped = colon ? (size_t)(colon + 1 - at) : 0;

	raw.whole = tag->arena->len;
	raw.local = raw.whole + skipped;
	g_string_append_len(tag->arena, at, (gssize)raw.length);
	g_string_append_c(tag->arena, '\0');
	raw.value = tag->arena->len;
	at = read_value(tag, at + raw.length, end);
	g_string_append_c(tag->arena, '\0');
	if (is_known(tag, raw.name, raw.length))
		fault(tag, "an attribute given twice");
	else if (tag->raw->len < LIMIT_ATTRIBUTES)
		g_array_append_val(tag->raw, raw);
	return at;
}

/* Reads up to the tag's end. */
static const char *
read_attributes(XmlTag *tag, const char *at, const char *end)
{
	while (!tag->found.is_refused) {
		const char *before = at;

		at = skip_space(at, end);
		if (at == end)
			break;
		if (*at == '>')
			return at + 1;
		if (*at == '<') {
			fault(tag, "a tag without its end");
			return at;
		}
		if (*at == '/' && at + 1 < end && at[1] == '>') {
			tag->found.is_empty = true;
			return at + 2;
		}
		if (!xmltag_is_name_start(*at)) {
			fault(tag, "nonsense in a tag");
			at++;
			continue;
		}
		if (at == before)
			fault(tag, "attributes without a blank between");
		at = read_attribute(tag, at, end);
	}
	fault(tag, "a tag without its end");
	tag->found.is_cut = true;
	return end;
}

const char *
xmltag_read(XmlTag *tag, const char *at, const char *end, Doctype *doctype)
{
	tag->found = (XmlTagFound){ .name = at + 1,
		.length = entity_name_length(at + 1, end) };
	tag->doctype = doctype;
	g_string_truncate(tag->arena, 0);
	g_array_set_size(tag->raw, 0);
	return read_attributes(tag, at + 1 + tag->found.length, end);
}

/* Whether it declares a name space, and for which prefix. */
static bool
is_declaration(const Raw *raw, const char **prefix, size_t *length)
{
	if (raw->length < 5 || memcmp(raw->name, "xmlns", 5) != 0)
		return false;
	*prefix = raw->name + 6;
	*length = raw->length > 6 ? raw->length - 6 : 0;
	return raw->length == 5 || raw->name[5] == ':';
}

static bool
show(XmlTag *tag, const Raw *raw, Scope *scope)
{
	size_t length = (size_t)strlen(tag->arena->str + raw->local);
	struct cl_attribute shown = { "", tag->arena->str + raw->local,
		tag->arena->str + raw->value };
	bool is_declared = true;
	const char *prefix;
	size_t prefix_length;

	if (!scope)
		shown.name = tag->arena->str + raw->whole;
	else if (is_declaration(raw, &prefix, &prefix_length)) {
		shown.space = SCOPE_XMLNS;
		if (prefix_length == 0)
			shown.name = "";
	} else if (raw->length > length)
		shown.space = scope_space(
		    scope, raw->name, raw->length - length - 1, &is_declared);
	g_array_append_val(tag->shown, shown);
	return is_declared;
}

bool
xmltag_settle(XmlTag *tag, Scope *scope)
{
	bool is_declared = true;
	const char *prefix;
	size_t length;

	g_array_set_size(tag->shown, 0);
	for (size_t i = 0; i < tag->raw->len; i++) {
		const Raw *raw = &g_array_index(tag->raw, Raw, i);

		if (scope && is_declaration(raw, &prefix, &length))
			scope_declare(scope, prefix, length,
			    tag->arena->str + raw->value);
	}
	for (size_t i = 0; i < tag->raw->len; i++)
		is_declared &=
		    show(tag, &g_array_index(tag->raw, Raw, i), scope);
	return (!scope || scope_settle(scope)) && is_declared;
}

const struct cl_attribute *
xmltag_attributes(const XmlTag *tag, size_t *n)
{
	*n = tag->shown->len;
	return (const struct cl_attribute *)(const void *)tag->shown->data;
}
