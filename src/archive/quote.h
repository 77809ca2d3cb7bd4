/*
 * quote - text between quotation marks that YAML and JSON both read.
 *
 * JSON escapes; non-ASCII stays as it is, but for controls, DEL, U+0085,
 * U+2028, U+2029, U+FEFF and what YAML does not call printable, so that a
 * value is one line whoever reads it.
 */
#ifndef ARCHIVE_QUOTE_H
#define ARCHIVE_QUOTE_H

#include <glib.h>

/* Appends `text` quoted; bytes that are no UTF-8 become U+FFFD. */
void quote_append(GString *out, const char *text);

/*
 * Reads a quoted text at `*at` and moves `*at` behind it. NULL when it is not
 * one (bad escape, no end on this line, U+0000). Caller frees.
 */
char *quote_read(const char **at);

#endif
