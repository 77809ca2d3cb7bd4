/*
 * text - UTF-8 text: checked, folded, measured, made printable.
 *
 * Nothing here depends on the locale. Functions that return `char *` return a
 * string that the caller frees.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Valid UTF-8 without NUL. `length` -1: up to the NUL. */
bool text_is_utf8(const char *text, gssize length);

/*
 * One line: runs of white space (also U+3000, U+00A0, line breaks) become one
 * blank, none at the ends; a zero-width space or byte order mark alone leaves
 * nothing. NULL if it is not UTF-8.
 */
char *text_fold(const char *text, gssize length);

/*
 * For comparison only: folded, full width made half width, case folded,
 * traditional characters left alone (that is the likeness module's).
 */
char *text_compare_key(const char *text);

/* Unicode NFC without control characters and byte order marks; every kind of
 * line break becomes "\n", a tab a blank. NULL if it is not UTF-8. For what
 * enters the archive. */
char *text_clean(const char *text, gssize length);

/*
 * For terminals, logs and messages: control, bidirectional and zero-width
 * characters and bad bytes as \xNN or \u{NNNN}; at most `columns` wide, cut
 * with an ellipsis (0: uncut).
 */
char *text_printable(const char *text, size_t columns);

/* Columns on a terminal: wide characters 2, combining ones 0. */
size_t text_width(const char *text);

/* Cut at whole characters so that at most `columns` remain, with an ellipsis;
 * nothing is escaped, bad bytes become U+FFFD. */
char *text_cut(const char *text, size_t columns);

/* Cut so that at most `bytes` remain, at a character boundary. In place. */
void text_truncate(char *text, size_t bytes);

/* Unicode characters that are not white space. */
size_t text_count(const char *text);

/* A CJK ideograph (URO, extensions, compatibility). */
bool text_is_han(gunichar c);

/* Edit distance, for "did you mean"; at most `limit` + 1. */
size_t text_distance(const char *a, const char *b, size_t limit);

/* The nearest of `names` (NULL-terminated) within two edits (one in words of up
 * to three bytes), or NULL. Borrowed. */
const char *text_nearest(const char *word, const char *const *names);

/* ASCII only, locale-free: "a-z0-9-", 1 to LIMIT_SOURCE_ID, no leading '-'. */
bool text_is_id(const char *text);

#endif
