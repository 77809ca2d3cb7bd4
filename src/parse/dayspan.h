/*
 * dayspan - where in a line a date stands.
 *
 * Finds the figures; what they mean is the affair of `when`.
 */
#ifndef PARSE_DAYSPAN_H
#define PARSE_DAYSPAN_H

#include "base/date.h"
#include "parse/rune.h"

/* The first full date (with a year) from `from` on; its place and meaning. */
bool dayspan_find(const Runes *runes, size_t from, int zone_min, int64_t now,
    size_t *at, size_t *end, Date *out);

#endif
