/*
 * body - a document in memory that can be handed to another process.
 *
 * A memfd that is sealed before it travels, so that nobody can change or
 * shorten it under a reader. Whoever receives one checks seals and size
 * before it maps.
 */
#ifndef WIRE_BODY_H
#define WIRE_BODY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* An empty one, open for writing; -1 and `error`. */
int body_new(GError **error);
/* One with these bytes, sealed. */
int body_of(const void *bytes, size_t length, GError **error);
/* No more writing, growing, shrinking, unsealing. */
bool body_seal(int fd, GError **error);
/*
 * Checks that it is a memfd with all four seals and at most `max_bytes`, and
 * maps it for reading. The mapping outlives the descriptor. Fails with
 * CAILUN_ERROR_HELPER.
 */
GBytes *body_map(int fd, size_t max_bytes, GError **error);

#endif
