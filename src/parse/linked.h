/*
 * linked - the strings of a JSON-LD block, each with where it stood.
 *
 * A block is a stranger's text inside a page, often broken: what can be read
 * up to the first mistake is handed on, the rest is left.
 */
#ifndef PARSE_LINKED_H
#define PARSE_LINKED_H

#include <glib.h>
#include <stdbool.h>

/*
 * `holder` is the name of the member whose object holds `name` ("" for the
 * block itself, "author" for {"author": {"name": ...}}); lists do not count.
 */
typedef void (*LinkedText)(
    void *data, const char *holder, const char *name, const char *text);

/* False when the block ended in a mistake. */
bool linked_read(const char *json, LinkedText text, void *data);

#endif
