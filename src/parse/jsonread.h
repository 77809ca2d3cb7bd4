/*
 * jsonread - JSON read, strictly (RFC 8259).
 *
 * At most LIMIT_JSON_DEPTH containers in each other and LIMIT_JSON_VALUES
 * values. A byte order mark is passed by; \u0000 becomes U+FFFD, as do lone
 * surrogates. Of members with the same name the last one stands.
 */
#ifndef PARSE_JSONREAD_H
#define PARSE_JSONREAD_H

#include "base/value.h"

#include <cailun/plugin.h>

/* NULL and CAILUN_ERROR_INPUT, which names line and column. Caller frees. */
Value *json_read(const char *text, size_t length, GError **error);

/* The same as events, in the form that cl_json() gives them. What is wrong may
 * be found after some events. */
bool json_events(const char *text, size_t length,
    const struct cl_events *events, void *data, GError **error);

#endif
