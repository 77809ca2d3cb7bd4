/*
 * delta - how git writes what became of one text, given the one before.
 *
 * The format is gitformat-pack(5), "Deltified representation".
 */
#include "config.h"

#include "archive/delta.h"

#define LONGEST_COPY 0xffff /* readers of old know two bytes of size */
#define LONGEST_INSERT 127

static void
append_size(GByteArray *out, size_t size)
{
	uint8_t byte;

	for (; size > 127; size >>= 7) {
		byte = (uint8_t)(size | 128);
		g_byte_array_append(out, &byte, 1);
	}
	byte = (uint8_t)size;
	g_byte_array_append(out, &byte, 1);
}

/* One instruction: a byte that says which bytes of offset and size follow. */
static void
append_copy(GByteArray *out, size_t offset, size_t size)
{
	uint8_t code[8], n = 1;

	code[0] = 0x80;
	for (int i = 0; i < 4; i++)
		if (offset >> (8 * i) & 0xff) {
			code[n++] = (uint8_t)(offset >> (8 * i));
			code[0] |= (uint8_t)(1 << i);
		}
	for (int i = 0; i < 2; i++)
		if (size >> (8 * i) & 0xff) {
			code[n++] = (uint8_t)(size >> (8 * i));
			code[0] |= (uint8_t)(0x10 << i);
		}
	g_byte_array_append(out, code, n);
}

static void
append_copies(GByteArray *out, size_t offset, size_t size)
{
	while (size > 0) {
		size_t part = MIN(size, LONGEST_COPY);

		append_copy(out, offset, part);
		offset += part;
		size -= part;
	}
}

void
delta_append(GByteArray *out, size_t base_length, const uint8_t *bytes,
    size_t length, size_t head, size_t tail)
{
	append_size(out, base_length);
	append_size(out, length);
	append_copies(out, 0, head);
	for (size_t at = head; at < length - tail;) {
		uint8_t part =
		    (uint8_t)MIN(length - tail - at, (size_t)LONGEST_INSERT);

		g_byte_array_append(out, &part, 1);
		g_byte_array_append(out, bytes + at, part);
		at += part;
	}
	append_copies(out, base_length - tail, tail);
}
