/*
 * roll - several packs made into one, entry by entry.
 *
 * Nothing is inflated: entries are copied as they are, so that it costs what
 * reading and writing cost. Each is held against the sum in its index first.
 * What git's own repack does better (deltas between the packs) it leaves.
 */
#ifndef ARCHIVE_ROLL_H
#define ARCHIVE_ROLL_H

#include "archive/pack.h"

/* Appends all objects of the pack `name` (a path without ending). False and
 * CAILUN_ERROR_IO when it is damaged or of a kind that is not known. */
bool roll_pack(Pack *into, const char *name, GError **error);

#endif
