/*
 * label - what a document says its encoding is, and what that means.
 */
#ifndef PARSE_LABEL_H
#define PARSE_LABEL_H

#include <stddef.h>

/*
 * The encoding that publishers mean by a label, lower case, static:
 * "GB2312" -> "gb18030", "latin1" -> "windows-1252". NULL when unknown.
 */
const char *label_name(const char *label, size_t length);

/* What a Content-Type header says; NULL when it says nothing known. */
const char *label_of_header(const char *content_type);

/*
 * What an XML prolog or else the first usable <meta> says. Scripts, styles and
 * comments are passed by: they speak of other documents.
 */
const char *label_of_document(const char *bytes, size_t length);

/* The name for iconv of a name that label_name() gave. */
const char *label_converter(const char *name);

#endif
