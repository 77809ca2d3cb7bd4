/*
 * packindex - which objects a pack holds, and where; gitformat-pack(5), idx v2.
 *
 * Entries in the order they came, an open hash table over them, and at the end
 * the sorted file. Knows nothing of files.
 */
#include "config.h"

#include "archive/packindex.h"

#include <string.h>

#define LARGE_OFFSET 0x80000000u

struct PackIndex {
	GArray *entries; /* PackEntry */
	uint32_t *slots; /* index + 1, 0: free */
	size_t n_slots; /* a power of two */
};

PackIndex *
packindex_new(void)
{
	PackIndex *index = g_new0(PackIndex, 1);

	index->entries = g_array_new(FALSE, FALSE, sizeof(PackEntry));
	index->n_slots = 1024;
	index->slots = g_new0(uint32_t, index->n_slots);
	return index;
}

void
packindex_free(PackIndex *index)
{
	if (!index)
		return;
	g_array_unref(index->entries);
	g_free(index->slots);
	g_free(index);
}

/* Ids are hashes: their first bytes serve. */
static uint32_t *
find_slot(const PackIndex *index, const git_oid *id)
{
	size_t at;
	uint32_t first;

	memcpy(&first, id->id, sizeof(first));
	for (at = first & (index->n_slots - 1); index->slots[at];
	     at = (at + 1) & (index->n_slots - 1)) {
		const PackEntry *entry = &g_array_index(
		    index->entries, PackEntry, index->slots[at] - 1);

		if (!memcmp(entry->id.id, id->id, GIT_OID_RAWSZ))
			break;
	}
	return &index->slots[at];
}

static void
grow(PackIndex *index)
{
	index->n_slots *= 2;
	g_free(index->slots);
	index->slots = g_new0(uint32_t, index->n_slots);
	for (guint i = 0; i < index->entries->len; i++)
		*find_slot(index,
		    &g_array_index(index->entries, PackEntry, i).id) = i + 1;
}

void
packindex_add(PackIndex *index, const PackEntry *entry)
{
	g_array_append_vals(index->entries, entry, 1);
	if (index->entries->len * 2 > index->n_slots)
		grow(index);
	else
		*find_slot(index, &entry->id) = index->entries->len;
}

const PackEntry *
packindex_find(const PackIndex *index, const git_oid *id)
{
	uint32_t found = *find_slot(index, id);

	if (found == 0)
		return NULL;
	return &g_array_index(index->entries, PackEntry, found - 1);
}

size_t
packindex_count(const PackIndex *index)
{
	return index->entries->len;
}

/* ---- the file ---- */

static void
append_u32(GByteArray *out, uint32_t number)
{
	uint32_t big = GUINT32_TO_BE(number);

	g_byte_array_append(out, (const guint8 *)&big, sizeof(big));
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
	return memcmp(((const PackEntry *)a)->id.id,
	    ((const PackEntry *)b)->id.id, GIT_OID_RAWSZ);
}

static void
append_fanout(GByteArray *out, const GArray *sorted)
{
	guint n = 0;

	for (int first = 0; first < 256; first++) {
		while (n < sorted->len &&
		       g_array_index(sorted, PackEntry, n).id.id[0] <= first)
			n++;
		append_u32(out, n);
	}
}

static void
append_offsets(GByteArray *out, const GArray *sorted)
{
	g_autoptr(GByteArray) large = g_byte_array_new();

	for (guint i = 0; i < sorted->len; i++) {
		uint64_t at = g_array_index(sorted, PackEntry, i).offset;

		if (at < LARGE_OFFSET) {
			append_u32(out, (uint32_t)at);
			continue;
		}
		append_u32(out, LARGE_OFFSET | (large->len / 8));
		append_u32(large, (uint32_t)(at >> 32));
		append_u32(large, (uint32_t)at);
	}
	g_byte_array_append(out, large->data, large->len);
}

GByteArray *
packindex_text(const PackIndex *index, const uint8_t trailer[20])
{
	static const uint8_t magic[8] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };
	g_autoptr(GArray) sorted = g_array_copy(index->entries);
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
	GByteArray *out = g_byte_array_new();
	uint8_t digest[20];
	gsize length = sizeof(digest);

	g_array_sort(sorted, compare_entries);
	g_byte_array_append(out, magic, sizeof(magic));
	append_fanout(out, sorted);
	for (guint i = 0; i < sorted->len; i++)
		g_byte_array_append(out,
		    g_array_index(sorted, PackEntry, i).id.id, GIT_OID_RAWSZ);
	for (guint i = 0; i < sorted->len; i++)
		append_u32(out, g_array_index(sorted, PackEntry, i).crc);
	append_offsets(out, sorted);
	g_byte_array_append(out, trailer, 20);
	g_checksum_update(sum, out->data, out->len);
	g_checksum_get_digest(sum, digest, &length);
	g_byte_array_append(out, digest, sizeof(digest));
	return out;
}
