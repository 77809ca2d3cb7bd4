/*
 * robots - robots.txt, RFC 9309.
 */
#ifndef PARSE_ROBOTS_H
#define PARSE_ROBOTS_H

#include "base/value.h"

/*
 * The rules for product token `agent`, "*" failing that:
 * {rules: [{allow: bool, path: text}], delay: seconds (real, if any)}. Never
 * NULL. Caller frees.
 */
Value *robots_read(const char *text, size_t length, const char *agent);

#endif
