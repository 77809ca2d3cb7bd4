/*
 * packindex - which objects a pack holds, and where; gitformat-pack(5), idx v2.
 */
#ifndef ARCHIVE_PACKINDEX_H
#define ARCHIVE_PACKINDEX_H

#include <git2.h>
#include <glib.h>
#include <stdbool.h>

typedef struct PackEntry {
	git_oid id;
	uint32_t crc; /* of its bytes in the pack */
	uint64_t offset, end;
	unsigned chain; /* deltas below it */
} PackEntry;

typedef struct PackIndex PackIndex;

PackIndex *packindex_new(void);
void packindex_free(PackIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackIndex, packindex_free)
/* No id twice: that is for the caller to see to. */
void packindex_add(PackIndex *index, const PackEntry *entry);
/* Borrowed until the next packindex_add(); NULL. */
const PackEntry *packindex_find(const PackIndex *index, const git_oid *id);
size_t packindex_count(const PackIndex *index);
/* The file, for a pack that ends with `trailer`. */
GByteArray *packindex_text(const PackIndex *index, const uint8_t trailer[20]);
/* What such a file says, in the order of the pack (PackEntry, `end` of the last
 * being `pack_end`); NULL when it is not one, or not this version. */
GArray *packindex_read(const uint8_t *bytes, size_t length, uint64_t pack_end);

#endif
