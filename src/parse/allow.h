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

/* Of an element; none of the first two: the tag goes, its inside stays. */
#define ALLOW_KEPT 1u
#define ALLOW_NOT_AT_ALL 2u /* goes with its inside */
#define ALLOW_RAW 4u /* its inside is text, whatever it looks like */
#define ALLOW_BLOCK 8u /* begins a line of its own, so it ends a paragraph */
#define ALLOW_DRAWN 16u /* of MathML or SVG, where a tag may be its own end */
#define ALLOW_VOID 32u /* has no inside */
#define ALLOW_ROW 64u /* ends the one of its name before it */

typedef enum AllowAttribute {
	ALLOW_NO = 0,
	ALLOW_TEXT,
	ALLOW_ADDRESS,
} AllowAttribute;

/* The bits of an element; 0 for one that nobody knows. */
unsigned allow_element(const char *name);
AllowAttribute allow_attribute(
    const char *element, unsigned kind, const char *name);
/* An address as it stands: relative, or of a scheme that does no harm. */
bool allow_address(const char *address, bool is_image);

#endif
