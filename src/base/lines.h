/*
 * lines - the lines of a configuration file.
 *
 * `[group]`, `key = value`, comments and empty lines; everything else is a
 * mistake. A group that cannot be read hides its keys: one mistake, not ten.
 */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include <stddef.h>

/* Who is told. Lines count from 1; what is passed is borrowed, but `text` of a
 * mistake, which is given away. */
typedef struct LinesTaker {
	void (*group)(void *data, const char *name, size_t line);
	void (*entry)(void *data, const char *group, const char *key,
	    const char *value, size_t line);
	void (*mistake)(void *data, size_t line, char *text);
} LinesTaker;

/* `text` is UTF-8 without NUL. */
void lines_read(const char *text, size_t length, const LinesTaker *taker,
    void *data);

#endif
