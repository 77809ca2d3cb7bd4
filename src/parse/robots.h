/*
 * robots - robots.txt, RFC 9309.
 *
 * At most LIMIT_ROBOTS_BYTES are looked at, and LIMIT_ROBOTS_RULES rules are
 * kept. Lines that are none of robots.txt, an HTML page for example, say
 * nothing.
 */
#ifndef PARSE_ROBOTS_H
#define PARSE_ROBOTS_H

#include "base/value.h"

/*
 * The rules for product token `agent`, "*" failing that:
 * {rules: [{allow: bool, path: text}], delay: seconds (real, if any)}. All
 * groups of one token count together. Never NULL. Caller frees.
 */
Value *robots_read(const char *text, size_t length, const char *agent);

#endif
