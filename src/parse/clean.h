/*
 * clean - markup of strangers made harmless, in one place.
 *
 * HTML in any state in; out comes a piece of HTML that holds only elements and
 * attributes of an allow list, with every element ended in the right order,
 * every address http, https, mailto or the like, and references made absolute
 * where a base is known. Text is never lost; scripts, styles, forms and frames
 * are, with what is inside. Linear in its input; at most LIMIT_DEPTH elements
 * in each other, the rest is flattened.
 */
#ifndef PARSE_CLEAN_H
#define PARSE_CLEAN_H

/* `base` is an absolute address, or NULL. Caller frees. */
char *clean_markup(const char *markup, const char *base);
/* What a reader sees of it: text alone, white space folded, a blank where a
 * block or a line begins. Caller frees. */
char *clean_plain(const char *markup);

#endif
