/*
 * delta - how git writes what became of one text, given the one before.
 *
 * Only the simplest kind: a beginning and an end that stayed, a middle that
 * is new.
 */
#ifndef ARCHIVE_DELTA_H
#define ARCHIVE_DELTA_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Appends the delta that makes `bytes` of a base of `base_length` bytes, of
 * which the first `head` and the last `tail` are the same as in `bytes`.
 */
void delta_append(GByteArray *out, size_t base_length, const uint8_t *bytes,
    size_t length, size_t head, size_t tail);

#endif
