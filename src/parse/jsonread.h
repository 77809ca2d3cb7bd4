/*
 * jsonread - JSON read, strictly (RFC 8259), within the ceilings of a Value.
 */
#ifndef PARSE_JSONREAD_H
#define PARSE_JSONREAD_H

#include "base/value.h"

/* NULL and CAILUN_ERROR_INPUT, which names line and column. Caller frees. */
Value *json_read(const char *text, size_t length, GError **error);

#endif
