/*
 * xml - events of an XML document, also of one that is not well formed.
 *
 * Reads UTF-8 (an encoding in the prolog is ignored) and never loads anything.
 * What feeds break is mended and noted in the report: text before the prolog,
 * a bare & or <, entities of HTML, control characters, attributes without
 * quotes, undeclared prefixes (which then stand for a name space themselves),
 * ends that are missing or too many. An element that the document breaks off
 * in has no end(): what was not finished is not handed on as if it were.
 *
 * Text between two tags is one text() event. The document's own entities are
 * expanded up to LIMIT_ENTITY_BYTES, parameter and external ones never. Such a
 * document, text beyond LIMIT_TEXT_BYTES or an attribute beyond that is
 * refused; elements deeper than LIMIT_DEPTH are passed by.
 */
#ifndef PARSE_XML_H
#define PARSE_XML_H

#include <cailun/plugin.h>
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Xml Xml;

typedef struct XmlReport {
	bool is_well_formed;
	bool is_refused; /* a ceiling was met, reading stopped there */
	char *why; /* the ceiling, or the first thing that was wrong; or NULL */
} XmlReport;

/* Borrows `utf8` (`utf8[length]` is NUL) for its life. */
Xml *xml_new(const char *utf8, size_t length);
void xml_free(Xml *xml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Xml, xml_free)

/* Hands on all events, once. False when there is no element at all, or when
 * the document is refused. */
bool xml_run(Xml *xml, const struct cl_events *events, void *data);

/* In start(): see cl_capture(), cl_captured(). */
void xml_capture(Xml *xml);
const char *xml_captured(Xml *xml);
/* In the end() of a captured element that had no element inside: its text,
 * unescaped; else NULL. */
const char *xml_captured_text(const Xml *xml);

/* After xml_run(). */
const XmlReport *xml_report(const Xml *xml);

#endif
