/*
 * dateclock - the time of day that stands behind a date, and its zone.
 */
#ifndef PARSE_DATECLOCK_H
#define PARSE_DATECLOCK_H

#include "base/date.h"
#include "parse/datetoken.h"

typedef struct DateClock {
	int zone_min; /* set before: of times without a zone, and of CST */
	bool has_time, has_second, has_zone;
	int hour, minute, second;
	int offset_min;
} DateClock;

/*
 * Reads the time at `t`, or what of one there is; `glued` is the hour if it
 * stood with the day, else -1. How many tokens were used.
 */
size_t dateclock_read(const DateToken *t, int glued, DateClock *clock);

/* A time stands here: 17:19. */
bool dateclock_is_time(const DateToken *t);

/* The day with that time. */
bool dateclock_make(
    const DateClock *clock, int year, int month, int day, Date *out);

#endif
