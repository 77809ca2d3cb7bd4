/*
 * moment - times and distances as people read them.
 */
#ifndef CORE_MOMENT_H
#define CORE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

/* "2026-03-02 18:00" in China for `is_short`, else RFC 3339 with +08:00; NULL
 * for 0. Caller frees. */
char *moment_text(int64_t at, bool is_short);
/* "30m", "1h", "2d"; NULL for 0. */
char *moment_distance(int64_t seconds);
/* RFC 3339, a day ("2026-03-02", its beginning in China), or a distance back
 * from `now` ("3d"). */
bool moment_read(const char *text, int64_t now, int64_t *out);

#endif
