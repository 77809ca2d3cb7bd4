/*
 * date - a moment as somebody claimed it.
 *
 * A date knows how exact it is, in which zone it was said and where it came
 * from; what is not known is not invented. Years run from 1 to 9999.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum DatePrecision {
	DATE_NONE = 0,		/* no date at all; the rest is 0 */
	DATE_DAY = 1,
	DATE_MINUTE = 2,
	DATE_SECOND = 3,
} DatePrecision;

typedef enum DateOrigin {
	DATE_FROM_NOWHERE = 0,
	DATE_FROM_PAGE = 1,	/* as displayed */
	DATE_FROM_META = 2,
	DATE_FROM_FEED = 3,
	DATE_FROM_LIST = 4,
	DATE_FROM_URL = 5,
	DATE_FROM_DATELINE = 6,
	DATE_FROM_CAPTURE = 7,
} DateOrigin;

/* The same numbers as struct cl_date of the plugin ABI. */
typedef struct Date {
	int64_t seconds;	/* since the epoch, UTC; a day: its 00:00 there */
	int16_t offset_min;	/* of the zone it was said in, east positive */
	uint8_t precision;	/* DatePrecision */
	uint8_t origin;		/* DateOrigin */
} Date;

#define DATE_UNKNOWN ((Date){ 0 })

/* "page", "meta", ...; NULL for DATE_FROM_NOWHERE or nonsense. */
const char *date_origin_name(uint8_t origin);
uint8_t date_origin_from_name(const char *name);

/* Civil fields to a date; false when they name no day or hour (leap seconds
 * are taken as :59). hour -1: a day only; second -1: minutes only. */
bool date_make(int year, int month, int day, int hour, int minute, int second,
    int offset_min, Date *out);

/* The civil day of `seconds` at an offset; beyond the years 1 to 9999 the
 * nearest day in them. */
void date_civil(int64_t seconds, int offset_min, int *year, int *month,
    int *day);
void date_civil_time(int64_t seconds, int offset_min, int *hour, int *minute,
    int *second);

#define DATE_TEXT_BYTES 40
/*
 * RFC 3339 with the date's own offset ("2024-01-02T17:19:17+08:00"; minutes
 * get ":00"), or "2024-01-02" for a day. "" for DATE_NONE. `out` has
 * DATE_TEXT_BYTES bytes; returns it.
 */
char *date_format(const Date *date, char *out);

/* The same for a moment of ours. */
char *date_format_seconds(int64_t seconds, int offset_min, char *out);

/* Reads exactly what date_format() writes, and RFC 3339 with "Z" and fractions
 * (which are dropped). A day alone names no zone and is taken for one of
 * China. */
bool date_parse(const char *text, Date *out);

/* "90d", "1.5h", "30m", "2s", "500ms" to milliseconds; CONTRACTS: decimal
 * numbers with ms s m h d. */
bool duration_parse(const char *text, int64_t *out_ms);

#endif
