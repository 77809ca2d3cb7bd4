/*
 * coding - bodies as they were before they were packed.
 *
 * Unpacks straight into the body's memory and never beyond its ceiling, so
 * that a bomb costs what an honest page of that size costs.
 */
#include "config.h"

#include "fetch/coding.h"

#include <glib.h>
#include <libdeflate.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* What deflate can do at its best, and a little for the rest. */
#define MOST_RATIO 1032
#define SLACK_BYTES 4096

Coding
coding_of(const char *header)
{
	static const struct {
		const char *name;
		Coding coding;
	} known[] = {
		{ "", CODING_NONE },
		{ "identity", CODING_NONE },
		{ "gzip", CODING_GZIP },
		{ "x-gzip", CODING_GZIP },
		{ "deflate", CODING_DEFLATE },
	};
	g_autofree char *name = header ? g_strstrip(g_strdup(header)) : NULL;

	if (!name)
		return CODING_NONE;
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_ascii_strcasecmp(name, known[i].name) == 0)
			return known[i].coding;
	return CODING_UNKNOWN;
}

typedef struct Room {
	uint8_t *bytes;
	size_t size, used;
} Room;

typedef struct libdeflate_decompressor Unpacker;

/* A file may have several members; what follows them is padding. */
static enum libdeflate_result
unpack_gzip(
    Unpacker *unpacker, const uint8_t *packed, size_t length, Room *room)
{
	do {
		size_t read = 0, written = 0;
		enum libdeflate_result result = libdeflate_gzip_decompress_ex(
		    unpacker, packed, length, room->bytes + room->used,
		    room->size - room->used, &read, &written);

		if (result != LIBDEFLATE_SUCCESS)
			return result;
		room->used += written;
		packed += read;
		length -= read;
	} while (length > 2 && packed[0] == 0x1f && packed[1] == 0x8b);
	return LIBDEFLATE_SUCCESS;
}

/* RFC 9110 means zlib's format; some servers send bare deflate. */
static enum libdeflate_result
unpack_deflate(
    Unpacker *unpacker, const uint8_t *packed, size_t length, Room *room)
{
	size_t read = 0;
	enum libdeflate_result result = libdeflate_zlib_decompress_ex(unpacker,
	    packed, length, room->bytes, room->size, &read, &room->used);

	if (result == LIBDEFLATE_BAD_DATA)
		result = libdeflate_deflate_decompress_ex(unpacker, packed,
		    length, room->bytes, room->size, &read, &room->used);
	return result;
}

static CodingEnd
unpack(Coding coding, const void *packed, size_t length, Room *room)
{
	Unpacker *unpacker = libdeflate_alloc_decompressor();
	enum libdeflate_result result;

	if (!unpacker)
		return CODING_NO_MEMORY;
	result = coding == CODING_GZIP
		     ? unpack_gzip(unpacker, packed, length, room)
		     : unpack_deflate(unpacker, packed, length, room);
	libdeflate_free_decompressor(unpacker);
	if (result == LIBDEFLATE_SUCCESS)
		return CODING_WHOLE;
	return result == LIBDEFLATE_INSUFFICIENT_SPACE ? CODING_TOO_LARGE
						       : CODING_BROKEN;
}

CodingEnd
coding_unpack(Coding coding, const void *packed, size_t length, int fd,
    size_t max_bytes, size_t *unpacked)
{
	Room room = { .size = max_bytes };
	CodingEnd end;

	if (length < (SIZE_MAX - SLACK_BYTES) / MOST_RATIO)
		room.size = MIN(max_bytes, length * MOST_RATIO + SLACK_BYTES);
	if (ftruncate(fd, (off_t)room.size) < 0)
		return CODING_NO_MEMORY;
	room.bytes =
	    mmap(NULL, room.size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (room.bytes == MAP_FAILED)
		return CODING_NO_MEMORY;
	end = unpack(coding, packed, length, &room);
	(void)munmap(room.bytes, room.size);
	if (end == CODING_WHOLE && ftruncate(fd, (off_t)room.used) < 0)
		return CODING_NO_MEMORY;
	*unpacked = room.used;
	return end;
}
