/*
 * near - names that somebody may have meant.
 */
#ifndef CORE_NEAR_H
#define CORE_NEAR_H

#include <glib.h>
#include <stdbool.h>

#define NEAR_MOST 3

/* "; did you mean 'a', 'b' or 'c'?", or "" when nothing is near: at most
 * NEAR_MOST of `names` (NULL-terminated), the nearest first. Caller frees. */
char *near_names(const char *word, const char *const *names);

#endif
