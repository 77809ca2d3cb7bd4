/*
 * when - every way in which feeds and Chinese pages write a date.
 *
 * Text in, Date out; nothing is invented: what names no year takes it from
 * `now` only where exactly one reading is sensible.
 */
#ifndef PARSE_WHEN_H
#define PARSE_WHEN_H

#include "base/date.h"

/* The first date in `text`; `zone_min` is for those without a zone. `origin`
 * is left DATE_FROM_NOWHERE. False and `out` untouched when there is none. */
bool when_parse(const char *text, int zone_min, int64_t now, Date *out);

#endif
