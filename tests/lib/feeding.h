/*
 * feeding - a document through the feed plugin and the real host, for tests.
 */
#ifndef TESTS_FEEDING_H
#define TESTS_FEEDING_H

#include "wire/message.h"

#include <stddef.h>

typedef struct Result {
	Value *feed, *items;
	Done done;
} Result;

void result_clear(Result *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Result, result_clear)

/* `url` and `type` (the header) may be NULL. */
Result feed_bytes(
    const char *bytes, size_t length, const char *url, const char *type);
Result feed_text(const char *text, const char *url);

/* What lies at "a.0.b" ("items.0" is the first item), as text; NULL for
 * nothing. Caller frees. */
char *feed_look(const Result *result, const char *path);

typedef struct Look {
	const char *path, *value; /* NULL: nothing there */
} Look;

void feed_check(const Result *result, const Look *looks, size_t n);

#define FEED_CHECK(result, looks) \
	feed_check(&(result), looks, G_N_ELEMENTS(looks))

#define RSS(inside) "<rss version='2.0'><channel>" inside "</channel></rss>"

#endif
