/*
 * uid - what an article is called, and where it lies.
 *
 * CONTRACTS.md, Identity. The path is fixed at the first capture.
 */
#ifndef ARCHIVE_UID_H
#define ARCHIVE_UID_H

#include "base/date.h"

#include <stdbool.h>

#define UID_CHARACTERS 12

/*
 * The key: canonical URL; `is_shared` (several entries of the document have
 * this address, or it is a front page): "URL#guid"; without a link
 * "urn:cailun:SOURCE:" and the hash of guid, else title and date, else text.
 * Caller frees. Any argument but `source` may be NULL.
 */
char *uid_key(const char *source, const char *url, bool is_shared,
    const char *guid, const char *title, const Date *date, const char *text);
/* "SOURCE-" and 12 characters. */
char *uid_of_key(const char *source, const char *key);
bool uid_is_valid(const char *uid);
/* "articles/SOURCE/YYYY/MM/DD/UID.md". The day is the claimed one in
 * `zone_min` if it lies between 1900 and one day after `captured`, else the
 * day of capture. */
char *uid_path(const char *source, const char *uid, const Date *claimed,
    int64_t captured, int zone_min);

#endif
