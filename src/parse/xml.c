/*
 * xml - events of an XML document, also of one that is not well formed.
 *
 * A reader of our own: libxml2 stops at the first bare '<', loses bare '&' and
 * closes the wrong element at a missing end (doc/decisions.md). Never loads
 * anything from anywhere, and never goes back over text twice.
 */
#include "config.h"

#include "parse/xml.h"

#include "base/limits.h"
#include "parse/doctype.h"
#include "parse/entity.h"
#include "parse/htmlout.h"
#include "parse/scope.h"
#include "parse/xmltag.h"

#include <string.h>

struct Xml {
	const char *source, *at, *end;
	const char *next_tag; /* the first '<' from `at` on, or `end` */
	char *cleaned; /* the source without control characters, or NULL */
	bool has_controls;

	const struct cl_events *events;
	void *data;
	Scope *scope;
	XmlTag *tag;
	Doctype doctype;
	GString *text; /* since the last tag */

	GString *captured;
	size_t captured_depth; /* of the element whose inside is kept; or 0 */
	bool is_capture_wanted, has_captured_markup;

	size_t too_deep; /* open elements beyond the ceiling */
	unsigned nesting; /* of entities */
	bool has_element, has_doctype;
	bool no_comment_end, no_cdata_end, no_instruction_end;
	XmlReport report;
};

/* A byte that XML does not allow, or a carriage return. */
static inline bool
is_unclean(char c)
{
	return (unsigned char)c < 0x20 && c != '\t' && c != '\n';
}

/*
 * Whether the text holds one. Eight bytes at a time: the highest bit of a byte
 * that is below 0x20 is set by the subtraction and was not set before; blanks
 * are told from the others one by one.
 */
static bool
has_unclean(const char *text, size_t length)
{
	const guint64 low = G_GUINT64_CONSTANT(0x2020202020202020);
	const guint64 high = G_GUINT64_CONSTANT(0x8080808080808080);
	size_t i = 0;

	for (; i + 8 <= length; i += 8) {
		guint64 bytes;

		memcpy(&bytes, text + i, 8);
		if (((bytes - low) & ~bytes & high) == 0)
			continue;
		for (size_t k = i; k < i + 8; k++)
			if (is_unclean(text[k]))
				return true;
	}
	for (; i < length; i++)
		if (is_unclean(text[i]))
			return true;
	return false;
}

/* Ends of lines made one, control characters dropped. */
static void
clean(Xml *xml, size_t length)
{
	char *to = xml->cleaned = g_malloc(length + 1);
	const char *from = xml->source, *end = from + length;

	while (from < end) {
		const char *run = from;

		while (from < end && !is_unclean(*from))
			from++;
		memcpy(to, run, (size_t)(from - run));
		to += from - run;
		if (from == end)
			break;
		if (*from != '\r')
			xml->has_controls = true;
		else if (from + 1 == end || from[1] != '\n')
			*to++ = '\n';
		from++;
	}
	*to = '\0';
	xml->source = xml->cleaned;
	xml->end = to;
}

Xml *
xml_new(const char *utf8, size_t length)
{
	Xml *xml = g_new0(Xml, 1);

	xml->source = utf8;
	xml->end = utf8 + length;
	if (has_unclean(utf8, length))
		clean(xml, length);
	xml->at = xml->source;
	xml->scope = scope_new();
	xml->tag = xmltag_new();
	xml->text = g_string_new(NULL);
	xml->captured = g_string_new(NULL);
	xml->report.is_well_formed = true;
	return xml;
}

void
xml_free(Xml *xml)
{
	if (!xml)
		return;
	g_free(xml->cleaned);
	scope_free(xml->scope);
	xmltag_free(xml->tag);
	doctype_clear(&xml->doctype);
	g_string_free(xml->text, TRUE);
	g_string_free(xml->captured, TRUE);
	g_free(xml->report.why);
	g_free(xml);
}

/* Notes what is wrong; the first one stands. */
static void
fault(Xml *xml, const char *what)
{
	size_t line = 1;

	xml->report.is_well_formed = false;
	if (xml->report.why)
		return;
	if (xml->nesting == 0)
		for (const char *p = xml->source; p < xml->at; p++)
			line += *p == '\n';
	xml->report.why = g_strdup_printf("line %zu: %s", line, what);
}

/* Ends the reading because of a ceiling. */
static void
refuse(Xml *xml, const char *format, unsigned limit)
{
	xml->report.is_well_formed = false;
	xml->report.is_refused = true;
	g_free(xml->report.why);
	xml->report.why = g_strdup_printf("%s %u", format, limit);
	xml->at = xml->end;
}

/* The text since the last tag goes where it belongs. */
static void
flush_text(Xml *xml)
{
	GString *text = xml->text;

	if (text->len == 0)
		return;
	if (xml->captured_depth)
		htmlout_text(xml->captured, text->str, text->len);
	else if (scope_depth(xml->scope) > 0 && xml->events->text)
		xml->events->text(xml->data, text->str, text->len);
	if (xml->captured->len > LIMIT_TEXT_BYTES)
		refuse(xml, "an element is longer than", LIMIT_TEXT_BYTES);
	g_string_truncate(text, 0);
}

static void
append_text(Xml *xml, const char *text, size_t length)
{
	if (xml->text->len + length > LIMIT_TEXT_BYTES) {
		refuse(xml, "a text is longer than", LIMIT_TEXT_BYTES);
		return;
	}
	g_string_append_len(xml->text, text, (gssize)length);
}

/* The name that an element has in captured markup. */
static void
append_markup_name(GString *out, const ScopeElement *element)
{
	static const char *const html[] = { "http://www.w3.org/1999/xhtml",
		"http://www.w3.org/2000/svg",
		"http://www.w3.org/1998/Math/MathML" };

	for (size_t i = 0; i < G_N_ELEMENTS(html); i++)
		if (strcmp(element->space, html[i]) == 0) {
			g_string_append(out, element->local);
			return;
		}
	g_string_append_len(out, element->name, (gssize)element->length);
}

static void
capture_start(Xml *xml)
{
	size_t n;
	const struct cl_attribute *attributes = xmltag_attributes(xml->tag, &n);
	GString *out = xml->captured;

	xml->has_captured_markup = true;
	flush_text(xml);
	g_string_append_c(out, '<');
	append_markup_name(out, scope_top(xml->scope));
	for (size_t i = 0; i < n; i++) {
		if (*attributes[i].space == '\0')
			htmlout_attribute(
			    out, attributes[i].name, attributes[i].value);
		else if (strcmp(attributes[i].space, SCOPE_XML) == 0 &&
			 strcmp(attributes[i].name, "base") == 0)
			htmlout_attribute(out, "xml:base", attributes[i].value);
	}
	g_string_append_c(out, '>');
}

static void
event_start(Xml *xml)
{
	size_t n;
	const struct cl_attribute *attributes = xmltag_attributes(xml->tag, &n);
	const ScopeElement *element = scope_top(xml->scope);

	xml->is_capture_wanted = false;
	if (xml->events->start)
		xml->events->start(
		    xml->data, element->space, element->local, attributes, n);
	if (!xml->is_capture_wanted)
		return;
	xml->captured_depth = scope_depth(xml->scope);
	xml->has_captured_markup = false;
	g_string_truncate(xml->captured, 0);
}

/* Ends the innermost element. */
static void
end_top(Xml *xml)
{
	const ScopeElement *element = scope_top(xml->scope);
	size_t depth = scope_depth(xml->scope);

	if (xml->captured_depth && depth > xml->captured_depth) {
		g_autoptr(GString) name = g_string_new(NULL);

		flush_text(xml);
		append_markup_name(name, element);
		htmlout_end(xml->captured, name->str);
	} else {
		if (!xml->captured_depth || xml->has_captured_markup)
			flush_text(xml);
		if (xml->events->end)
			xml->events->end(
			    xml->data, element->space, element->local);
		if (depth == xml->captured_depth)
			g_string_truncate(xml->text, 0);
		if (depth == xml->captured_depth)
			xml->captured_depth = 0;
	}
	scope_pop(xml->scope);
}

/* Opens an element, or passes it by when it lies too deep. */
static void
open_element(Xml *xml, const XmlTagFound *found)
{
	if (xml->too_deep > 0 || scope_depth(xml->scope) == LIMIT_DEPTH) {
		fault(xml, "elements nest too deep");
		xml->too_deep += !found->is_empty;
		return;
	}
	if (scope_depth(xml->scope) == 0 && xml->has_element)
		fault(xml, "a second root element");
	if (!xml->captured_depth)
		flush_text(xml);
	xml->has_element = true;
	scope_push(xml->scope, found->name, found->length);
	if (!xmltag_settle(xml->tag, xml->scope))
		fault(xml, "a prefix that is not declared");
	if (xml->captured_depth)
		capture_start(xml);
	else
		event_start(xml);
	if (found->is_empty)
		end_top(xml);
}

static void
read_start(Xml *xml)
{
	const char *behind =
	    xmltag_read(xml->tag, xml->at, xml->end, &xml->doctype);
	const XmlTagFound *found = xmltag_found(xml->tag);

	if (found->fault)
		fault(xml, found->fault);
	xml->at = behind;
	if (found->is_refused)
		refuse(xml, "entities or an attribute expand beyond",
		    LIMIT_ENTITY_BYTES);
	else if (!found->is_cut)
		open_element(xml, found);
}

static void
read_end(Xml *xml)
{
	const char *name = xml->at + 2, *p;
	size_t length = entity_name_length(name, xml->end), depth;

	p = name + length;
	while (p < xml->end && g_ascii_isspace(*p))
		p++;
	if (p == xml->end || *p != '>')
		fault(xml, "an end tag without its end");
	while (p < xml->end && *p != '>' && *p != '<')
		p++;
	xml->at = p < xml->end && *p == '>' ? p + 1 : p;
	if (xml->too_deep > 0) {
		xml->too_deep--;
		return;
	}
	depth = scope_find(xml->scope, name, length);
	if (depth == 0)
		fault(xml, "an end tag without a start");
	else if (depth < scope_depth(xml->scope) ||
		 memcmp(scope_top(xml->scope)->name, name, length) != 0)
		fault(xml, "an element without its end");
	while (depth > 0 && scope_depth(xml->scope) >= depth)
		end_top(xml);
}

/* Finds the end mark of something; `none` remembers that there is no more. */
static const char *
find_mark(Xml *xml, size_t skip, const char *mark, bool *none)
{
	const char *from = xml->at + skip, *found = NULL;
	size_t length = strlen(mark);

	/* The first character is rare in what it ends: quicker than memmem. */
	while (!*none && !found && from < xml->end &&
	       (from = memchr(from, *mark, (size_t)(xml->end - from)))) {
		if ((size_t)(xml->end - from) >= length &&
		    memcmp(from, mark, length) == 0)
			found = from;
		from++;
	}
	if (!found && xml->nesting == 0)
		*none = true;
	return found;
}

/* Passes by what begins at `at`; what has no end goes up to the next '>'. */
static void
skip_marked(Xml *xml, size_t skip, const char *mark, bool *none)
{
	const char *found = find_mark(xml, skip, mark, none);

	if (found) {
		xml->at = found + strlen(mark);
		return;
	}
	fault(xml, "markup without its end");
	found = memchr(xml->at, '>', (size_t)(xml->end - xml->at));
	xml->at = found ? found + 1 : xml->end;
}

static void
read_cdata(Xml *xml)
{
	const char *from = xml->at + 9;
	const char *found = find_mark(xml, 9, "]]>", &xml->no_cdata_end);
	size_t skip = 3;

	if (!found) {
		fault(xml, "a CDATA section without its end");
		found = memmem(from, (size_t)(xml->end - from), "</", 2);
		skip = 0;
	}
	if (!found)
		found = xml->end;
	if (scope_depth(xml->scope) == 0)
		fault(xml, "text outside the root element");
	xml->at = found;
	append_text(xml, from, (size_t)(found - from));
	if (xml->at < xml->end)
		xml->at += skip;
}

static bool
is_at(const Xml *xml, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(xml->end - xml->at) >= length &&
	       g_ascii_strncasecmp(xml->at, word, length) == 0;
}

static void
read_declaration(Xml *xml)
{
	if (is_at(xml, "<!--")) {
		skip_marked(xml, 4, "-->", &xml->no_comment_end);
	} else if (is_at(xml, "<![CDATA[")) {
		read_cdata(xml);
	} else if (is_at(xml, "<!DOCTYPE") && !xml->has_doctype &&
		   xml->nesting == 0) {
		if (xml->has_element)
			fault(xml, "a DOCTYPE inside the document");
		xml->has_doctype = true;
		xml->at = doctype_read(&xml->doctype, xml->at, xml->end);
	} else {
		const char *found =
		    memchr(xml->at, '>', (size_t)(xml->end - xml->at));

		fault(xml, "a declaration that is none");
		xml->at = found ? found + 1 : xml->end;
	}
}

static void
read_instruction(Xml *xml)
{
	if (xml->at != xml->source && is_at(xml, "<?xml") &&
	    xml->end - xml->at > 5 && g_ascii_isspace(xml->at[5]))
		fault(xml, "something before the XML declaration");
	skip_marked(xml, 2, "?>", &xml->no_instruction_end);
}

static void
read_markup(Xml *xml)
{
	char next = xml->end - xml->at > 1 ? xml->at[1] : '\0';

	if (next == '!') {
		read_declaration(xml);
	} else if (next == '?') {
		read_instruction(xml);
	} else if (next == '/' && xml->end - xml->at > 2 &&
		   xmltag_is_name_start(xml->at[2])) {
		read_end(xml);
	} else if (xmltag_is_name_start(next)) {
		read_start(xml);
	} else {
		fault(xml, "a bare <");
		append_text(xml, xml->at, 1);
		xml->at += xml->at < xml->end;
	}
}

static void read_content(Xml *xml);

/* Reads the text of an entity in place of the reference. */
static void
expand(Xml *xml, const GString *entity)
{
	const char *at = xml->at, *end = xml->end, *tag = xml->next_tag;

	if (xml->nesting == LIMIT_ENTITY_NESTING ||
	    !doctype_spend(&xml->doctype, entity)) {
		refuse(xml, "entities expand beyond", LIMIT_ENTITY_BYTES);
		return;
	}
	xml->nesting++;
	xml->at = entity->str;
	xml->next_tag = NULL;
	xml->end = entity->str + entity->len;
	read_content(xml);
	xml->nesting--;
	xml->at = xml->report.is_refused ? end : at;
	xml->end = end;
	xml->next_tag = tag;
}

static void
read_reference(Xml *xml)
{
	Reference reference;
	size_t used =
	    doctype_reference(&xml->doctype, xml->at, xml->end, &reference);
	char utf8[6];

	if (used == 0) {
		fault(xml, "a bare &");
		append_text(xml, xml->at, 1);
		xml->at += xml->at < xml->end;
		return;
	}
	if (reference.is_foreign && !xml->doctype.is_external)
		fault(xml, "an entity that is not declared");
	xml->at += used;
	if (reference.entity)
		expand(xml, reference.entity);
	else if (reference.character)
		append_text(xml, utf8,
		    (size_t)g_unichar_to_utf8(reference.character, utf8));
	else
		fault(xml, "a reference to a control character");
}

static void
read_text(Xml *xml)
{
	const char *until =
	    memchr(xml->at, '&', (size_t)(xml->next_tag - xml->at));
	const char *from = xml->at, *p;

	if (!until)
		until = xml->next_tag;
	if (scope_depth(xml->scope) == 0) {
		for (p = from; p < until && g_ascii_isspace(*p); p++)
			;
		if (p < until)
			fault(xml, "text outside the root element");
	}
	xml->at = until;
	append_text(xml, from, (size_t)(until - from));
}

static void
read_content(Xml *xml)
{
	while (xml->at < xml->end) {
		if (!xml->next_tag || xml->next_tag < xml->at) {
			const char *found =
			    memchr(xml->at, '<', (size_t)(xml->end - xml->at));

			xml->next_tag = found ? found : xml->end;
		}
		if (*xml->at == '<')
			read_markup(xml);
		else if (*xml->at == '&')
			read_reference(xml);
		else
			read_text(xml);
	}
}

bool
xml_run(Xml *xml, const struct cl_events *events, void *data)
{
	xml->events = events;
	xml->data = data;
	if (xml->has_controls)
		fault(xml, "control characters");
	read_content(xml);
	if (!xml->has_element)
		fault(xml, "no element");
	else if (scope_depth(xml->scope) > 0)
		fault(xml, "the document ends too early");
	return xml->has_element && !xml->report.is_refused;
}

void
xml_capture(Xml *xml)
{
	xml->is_capture_wanted = true;
}

const char *
xml_captured(Xml *xml)
{
	if (!xml->has_captured_markup && xml->captured_depth) {
		g_string_truncate(xml->captured, 0);
		htmlout_text(xml->captured, xml->text->str, xml->text->len);
	}
	return xml->captured->str;
}

const char *
xml_captured_text(const Xml *xml)
{
	return xml->has_captured_markup ? NULL : xml->text->str;
}

const XmlReport *
xml_report(const Xml *xml)
{
	return &xml->report;
}
