/*
 * allow - what markup of strangers may contain.
 *
 * The one list of elements, attributes and schemes that leave the parser.
 * Names are lower case. Whatever is not named here does not exist.
 */
#ifndef PARSE_ALLOW_H
#define PARSE_ALLOW_H

#include <stdbool.h>
#include <stddef.h>

typedef enum AllowElement {
	ALLOW_UNKNOWN = 0, /* the tag goes, its inside stays */
	ALLOW_KEPT,
	ALLOW_NOT_AT_ALL, /* goes with its inside */
} AllowElement;

typedef enum AllowAttribute {
	ALLOW_NO = 0,
	ALLOW_TEXT,
	ALLOW_ADDRESS,
} AllowAttribute;

AllowElement allow_element(const char *name);
/* Its inside is text up to its end tag, whatever it looks like. */
bool allow_is_raw(const char *name);
/* Of MathML or SVG, where a tag may be its own end. */
bool allow_is_drawn(const char *name);
/* Begins a line of its own, so that it ends a paragraph. */
bool allow_is_block(const char *name);
AllowAttribute allow_attribute(const char *element, const char *name);
/* An address as it stands: relative, or of a scheme that does no harm. */
bool allow_address(const char *address, bool is_image);

#endif
