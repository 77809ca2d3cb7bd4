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

static const uint8_t magic[8] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };

GByteArray *
packindex_text(const PackIndex *index, const uint8_t trailer[20])
{
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

/* ---- reading one ---- */

#define TABLES 8 /* behind the magic: the fanout */
#define IDS (TABLES + 256 * 4)
#define TRAILERS 40

static uint32_t
read_u32(const uint8_t *at)
{
	uint32_t big;

	memcpy(&big, at, sizeof(big));
	return GUINT32_FROM_BE(big);
}

static int
compare_offsets(gconstpointer a, gconstpointer b)
{
	uint64_t left = ((const PackEntry *)a)->offset;
	uint64_t right = ((const PackEntry *)b)->offset;

	return left < right ? -1 : left > right;
}

/* The tables of `n` objects lie one behind the other. */
static bool
read_entry(
    const uint8_t *bytes, size_t length, size_t n, size_t i, PackEntry *out)
{
	const uint8_t *ids = bytes + IDS, *crcs = ids + n * GIT_OID_RAWSZ;
	const uint8_t *offsets = crcs + n * 4, *large = offsets + n * 4;
	uint32_t offset = read_u32(offsets + i * 4);
	size_t at = (offset & ~LARGE_OFFSET) * (size_t)8;

	*out = (PackEntry){ .crc = read_u32(crcs + i * 4), .offset = offset };
	memcpy(out->id.id, ids + i * GIT_OID_RAWSZ, GIT_OID_RAWSZ);
	if (offset < LARGE_OFFSET)
		return true;
	if (at + 8 > length - TRAILERS - (size_t)(large - bytes))
		return false;
	out->offset =
	    (uint64_t)read_u32(large + at) << 32 | read_u32(large + at + 4);
	return true;
}

GArray *
packindex_read(const uint8_t *bytes, size_t length, uint64_t pack_end)
{
	g_autoptr(GArray) entries =
	    g_array_new(FALSE, FALSE, sizeof(PackEntry));
	uint64_t end = pack_end;
	size_t n;

	if (length < IDS + TRAILERS || memcmp(bytes, magic, sizeof(magic)))
		return NULL;
	n = read_u32(bytes + IDS - 4);
	if ((length - IDS - TRAILERS) / (GIT_OID_RAWSZ + 8) < n)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		PackEntry entry;

		if (!read_entry(bytes, length, n, i, &entry))
			return NULL;
		g_array_append_val(entries, entry);
	}
	g_array_sort(entries, compare_offsets);
	for (size_t i = n; i > 0; i--) {
		PackEntry *entry = &g_array_index(entries, PackEntry, i - 1);

		if (entry->offset >= end)
			return NULL;
		entry->end = end;
		end = entry->offset;
	}
	return g_steal_pointer(&entries);
}
