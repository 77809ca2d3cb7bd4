/*
 * xmltag - a start tag read: its name, its attributes, its name spaces.
 *
 * One XmlTag serves all tags of a document, one after the other; what it hands
 * out is valid until it reads the next. At most LIMIT_ATTRIBUTES attributes
 * are kept. Reading never fails: what is broken is mended and named.
 */
#ifndef PARSE_XMLTAG_H
#define PARSE_XMLTAG_H

#include "parse/doctype.h"
#include "parse/scope.h"

#include <cailun/plugin.h>

typedef struct XmlTag XmlTag;

XmlTag *xmltag_new(void);
void xmltag_free(XmlTag *tag);

/* A name may begin with it. */
bool xmltag_is_name_start(char c);

/*
 * Reads the tag at '<', which a name follows; returns what is behind it. The
 * name is a slice of the text. Entities are spent from `doctype`.
 */
const char *xmltag_read(
    XmlTag *tag, const char *at, const char *end, Doctype *doctype);

typedef struct XmlTagFound {
	const char *name;
	size_t length;
	bool is_empty; /* <name/> */
	bool is_cut; /* the text ended within the tag: there is no element */
	bool is_refused; /* entities, or an attribute, beyond their ceiling */
	const char *fault; /* the first thing that was wrong, or NULL */
} XmlTagFound;

const XmlTagFound *xmltag_found(const XmlTag *tag);

/* Declares its name spaces in the innermost element of `scope`, which must be
 * this one, and names both. False when a prefix is not declared. `scope` NULL:
 * no name spaces at all, names are as written. */
bool xmltag_settle(XmlTag *tag, Scope *scope);
/* After that. A declaration has SCOPE_XMLNS and is named by its prefix, ""
 * for the default one. */
const struct cl_attribute *xmltag_attributes(const XmlTag *tag, size_t *n);

#endif
