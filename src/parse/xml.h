/*
 * xml - events of an XML document, also of one that is not well formed.
 *
 * Reads UTF-8 (an encoding in the prolog is ignored), never loads anything,
 * expands no entity of the document beyond a ceiling, and repairs what feeds
 * break: stray &, HTML entities, control characters, missing ends.
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
	char *why; /* first thing that was wrong, or NULL */
} XmlReport;

/* Borrows `utf8` (`utf8[length]` is NUL) for its life. */
Xml *xml_new(const char *utf8, size_t length);
void xml_free(Xml *xml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Xml, xml_free)

/* Hands on all events. False when there is no element at all. */
bool xml_run(Xml *xml, const struct cl_events *events, void *data);
/* In start(): see cl_capture(), cl_captured(). */
void xml_capture(Xml *xml);
const char *xml_captured(const Xml *xml);
/* After xml_run(). */
const XmlReport *xml_report(const Xml *xml);

#endif
