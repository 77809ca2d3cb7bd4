/*
 * json - JSON written (never read: that is a parser's work).
 *
 * RFC 8259; UTF-8 as it is; control characters, U+2028, U+2029 and U+FEFF
 * escaped, so that a line stays a line and a terminal stays a terminal.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/value.h"

/* Appends one line without a newline. */
void json_append(GString *out, const Value *value);
/* Appends `text` quoted and escaped. */
void json_append_text(GString *out, const char *text);
/* The same with indentation, for people. */
void json_append_pretty(GString *out, const Value *value);

#endif
