/*
 * dateword - the words of dates: months, days of the week, zones, halves of
 * the day.
 *
 * Words are lower case, in the languages that feeds are written in. Looks up
 * and nothing else.
 */
#ifndef PARSE_DATEWORD_H
#define PARSE_DATEWORD_H

#include <stdbool.h>

/* 1 to 12 for the name of a month or its beginning (three characters or more);
 * 0 when it is none. */
int dateword_month(const char *word);
/* A day of the week, 0 for Sunday; -1 when it is none. Only English ones have
 * their number; others give 7. */
int dateword_weekday(const char *word);

/* Minutes east of Greenwich for the name of a zone. "cst" is not among them:
 * it is China's as well as America's. */
bool dateword_zone(const char *word, int *out_min);
/* The same for "asia/shanghai" and the like, those without summer time. */
bool dateword_region(const char *area, const char *place, int *out_min);

#endif
