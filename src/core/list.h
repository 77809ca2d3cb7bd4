/*
 * list - list documents: asked for, and what their entries come to.
 *
 * Entries that nobody knows become pages to ask for, oldest first; known ones
 * whose words changed are looked at again. A document that was not read whole
 * leaves nothing behind, least of all its validators.
 */
#ifndef CORE_LIST_H
#define CORE_LIST_H

#include "core/stage.h"

/* Sends for all list documents of a source. */
void list_want(Stage *stage, Turn *turn);
/* An errand for a list has ended. False: CAILUN_ERROR_IO. */
bool list_done(Stage *stage, Errand *errand, GError **error);

/* What a document says of its rhythm, from the feed's members. */
void list_hints(const Value *feed, DueHints *out);

#endif
