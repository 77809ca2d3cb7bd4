/*
 * http - what the fields of an HTTP answer say, as numbers.
 *
 * Dates in the three forms of RFC 9110, Retry-After in both of its forms, and
 * how long an answer calls itself fresh. Garbage reads as "not said".
 */
#ifndef CORE_HTTP_H
#define CORE_HTTP_H

#include "wire/message.h"

#include <stdbool.h>
#include <stdint.h>

/* IMF-fixdate, RFC 850 and asctime; seconds since the epoch, UTC. */
bool http_date(const char *text, int64_t *out);

/* Seconds from `now` on, 0 to LONGEST_RETRY_AFTER_S; -1: not said. A date is
 * measured against the answer's own Date where there is one, so that a wrong
 * clock on either side does no harm. */
int64_t http_retry_after(const Response *response, int64_t now);

/* Seconds that the answer is fresh: max-age, else Expires - Date; at most
 * LONGEST_HINT_S; 0: not said, or not at all. */
int64_t http_fresh_s(const Response *response);

#endif
