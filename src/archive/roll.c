/*
 * roll - several packs made into one, entry by entry.
 *
 * gitformat-pack(5). Trusts no offset and no length that it reads.
 */
#include "config.h"

#include "archive/roll.h"

#include "archive/packindex.h"
#include "base/error.h"

#include <libdeflate.h>
#include <string.h>

#define HEADER_BYTES 12
#define TRAILER_BYTES 20

/* A pack, mapped, and its entries by offset. */
typedef struct Old {
	const uint8_t *bytes;
	size_t length; /* without the trailer */
	GArray *entries; /* PackEntry */
} Old;

/* What stands before the deflated bytes of an entry. */
typedef struct Header {
	int type;
	size_t size;
	const git_oid *base; /* of a delta */
	const uint8_t *deflated;
} Header;

/* The entry that begins at `offset`, or NULL. */
static const PackEntry *
entry_at(const Old *old, uint64_t offset)
{
	guint low = 0, high = old->entries->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;
		const PackEntry *entry =
		    &g_array_index(old->entries, PackEntry, middle);

		if (entry->offset == offset)
			return entry;
		if (entry->offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
read_size(const uint8_t **at, const uint8_t *end, Header *out)
{
	unsigned shift = 4;
	uint8_t byte = *(*at)++;

	out->type = byte >> 4 & 7;
	out->size = byte & 15;
	while (byte & 0x80) {
		if (*at >= end || shift > 57)
			return false;
		byte = *(*at)++;
		out->size |= (size_t)(byte & 0x7f) << shift;
		shift += 7;
	}
	return true;
}

static bool
read_distance(const uint8_t **at, const uint8_t *end, uint64_t *out)
{
	uint8_t byte;

	if (*at >= end)
		return false;
	byte = *(*at)++;
	*out = byte & 0x7f;
	while (byte & 0x80) {
		if (*at >= end || *out > G_MAXUINT64 >> 8)
			return false;
		byte = *(*at)++;
		*out = (*out + 1) << 7 | (byte & 0x7f);
	}
	return true;
}

static bool
read_header(const Old *old, const PackEntry *entry, git_oid *space, Header *out)
{
	const uint8_t *at = old->bytes + entry->offset;
	const uint8_t *end = old->bytes + entry->end;
	const PackEntry *base;
	uint64_t distance;

	*out = (Header){ 0 };
	if (!read_size(&at, end, out))
		return false;
	if (out->type == GIT_OBJECT_OFS_DELTA) {
		if (!read_distance(&at, end, &distance) ||
		    distance > entry->offset)
			return false;
		base = entry_at(old, entry->offset - distance);
		if (!base)
			return false;
		out->base = &base->id;
	} else if (out->type == GIT_OBJECT_REF_DELTA) {
		if (end - at < GIT_OID_RAWSZ)
			return false;
		memcpy(space->id, at, GIT_OID_RAWSZ);
		at += GIT_OID_RAWSZ;
		out->base = space;
	}
	out->deflated = at;
	return true;
}

static bool
roll_entry(Pack *into, const Old *old, const PackEntry *entry, GError **error)
{
	const uint8_t *bytes = old->bytes + entry->offset;
	size_t length = entry->end - entry->offset;
	git_oid space;
	Header header;

	if (libdeflate_crc32(0, bytes, length) != entry->crc ||
	    !read_header(old, entry, &space, &header))
		return fail(error, CAILUN_ERROR_IO,
		    "object at %" G_GUINT64_FORMAT " is damaged; see git fsck",
		    entry->offset);
	return pack_add_entry(into, &entry->id, header.type, header.size,
	    header.base, header.deflated,
	    length - (size_t)(header.deflated - bytes), error);
}

static GMappedFile *
map_file(const char *name, const char *ending, GError **error)
{
	g_autofree char *path = g_strconcat(name, ending, NULL);
	g_autoptr(GError) inner = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &inner);

	if (!file)
		fail(error, CAILUN_ERROR_IO, "%s", inner->message);
	return file;
}

bool
roll_pack(Pack *into, const char *name, GError **error)
{
	g_autoptr(GMappedFile) pack = map_file(name, ".pack", error);
	g_autoptr(GMappedFile) index =
	    pack ? map_file(name, ".idx", error) : NULL;
	g_autoptr(GArray) entries = NULL;
	Old old;

	if (!index)
		return false;
	old.bytes = (const uint8_t *)g_mapped_file_get_contents(pack);
	old.length = g_mapped_file_get_length(pack);
	if (old.length > HEADER_BYTES + TRAILER_BYTES)
		entries = packindex_read(
		    (const uint8_t *)g_mapped_file_get_contents(index),
		    g_mapped_file_get_length(index),
		    old.length - TRAILER_BYTES);
	if (!entries)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: a pack that is damaged or of another kind", name);
	old.entries = entries;
	for (guint i = 0; i < entries->len; i++)
		if (!roll_entry(into, &old,
			&g_array_index(entries, PackEntry, i), error)) {
			g_prefix_error(error, "%s: ", name);
			return false;
		}
	return true;
}
