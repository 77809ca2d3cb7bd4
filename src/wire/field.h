/*
 * field - members of a message, read as if an attacker had written them.
 *
 * A Fields walks one object. The first member of a wrong kind, beyond its
 * ceiling or missing where it must be there sets the error; everything after
 * that answers neutrally, so that a reader can ask for all it wants and look
 * once at the end with fields_done().
 */
#ifndef WIRE_FIELD_H
#define WIRE_FIELD_H

#include "base/value.h"

typedef struct Fields {
	const Value *object; /* borrowed */
	const char *what; /* name of the message, for the error */
	GError **error;
	bool is_bad;
} Fields;

/* Starts on `object`, which must be one. */
Fields fields_of(const Value *object, const char *what, GError **error);
/* Nothing was wrong. */
bool fields_done(const Fields *fields);
/* Notes that member `name` is wrong. */
void fields_refuse(Fields *fields, const char *name, const char *why);

/* A text of at most `max_bytes`, copied; NULL when there is none. */
char *fields_text(Fields *fields, const char *name, size_t max_bytes);
/* The same; it must be there. */
char *fields_need_text(Fields *fields, const char *name, size_t max_bytes);
/* A number between the two; `otherwise` when there is none. */
int64_t fields_number(Fields *fields, const char *name, int64_t least,
    int64_t most, int64_t otherwise);
bool fields_bool(Fields *fields, const char *name);
/* A list of at most `max_items`, borrowed; NULL when there is none. */
const Value *fields_list(Fields *fields, const char *name, size_t max_items);
/* A list of texts as a NULL-terminated array; NULL when there is none. */
char **fields_texts(
    Fields *fields, const char *name, size_t max_items, size_t max_bytes);

#endif
