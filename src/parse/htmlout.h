/*
 * htmlout - markup written so that any reader of HTML takes it back.
 *
 * Knows which elements are empty and how text is escaped; decides nothing
 * about what may be said.
 */
#ifndef PARSE_HTMLOUT_H
#define PARSE_HTMLOUT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* An element of HTML that has no inside and no end tag: br, img... */
bool htmlout_is_void(const char *name);

/* `text` with & < > escaped; in an attribute `"` too. */
void htmlout_text(GString *out, const char *text, size_t length);
void htmlout_attribute(GString *out, const char *name, const char *value);
/* `</name>`, or nothing for a void one. */
void htmlout_end(GString *out, const char *name);

#endif
