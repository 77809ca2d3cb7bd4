/*
 * entity - the character that a reference names.
 *
 * The names are those of HTML; numbers from 128 to 159 mean windows-1252, as
 * every reader of web text takes them. Bytes in, characters out: knows nothing
 * of documents and expands nothing that a document declares.
 */
#ifndef PARSE_ENTITY_H
#define PARSE_ENTITY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The character that HTML calls `name` ("nbsp"), or 0. */
gunichar entity_named(const char *name, size_t length);

/*
 * Reads a numeric reference, `&#160;` or `&#xA0;`, at `at`: its length with
 * the semicolon and the character, which is 0 for one that must not stand in a
 * document (a control) and U+FFFD where no character has that number. 0 when
 * there is no such reference.
 */
size_t entity_number(const char *at, const char *end, gunichar *out);

/* The length of a name at `at`, letters and digits and "._-:" as in XML. */
size_t entity_name_length(const char *at, const char *end);

/* The length of the reference of HTML at `&` and its character, which may be 0
 * (nothing stands there); 0 when it is none. */
size_t entity_reference(const char *at, const char *end, gunichar *out);

/*
 * Appends text of HTML with its references replaced; where HTML allows it the
 * semicolon may be missing (`&amp`, `&nbsp`). What is no reference stays.
 */
void entity_append_decoded(GString *out, const char *text, size_t length);

#endif
