/*
 * furniture - what a page prints around its text.
 *
 * Counters, editor lines, source lines, buttons for sharing: they change while
 * the article does not, and so they must make no versions. A line is furniture
 * only when all of it is; when in doubt it is text.
 */
#ifndef ARCHIVE_FURNITURE_H
#define ARCHIVE_FURNITURE_H

#include <glib.h>
#include <stdbool.h>

/*
 * Appends `text` for comparison: NFC, full width made half width, white space
 * and characters without width dropped.
 */
void furniture_fold(GString *out, const char *text);

/* `folded` is one line, or sentence, that furniture_fold() made. */
bool furniture_is(const char *folded);

#endif
