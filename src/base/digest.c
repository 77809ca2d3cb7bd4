/*
 * digest - SHA-256 and the alphabet of our ids.
 *
 * Bytes in, digests out. The alphabet and its bit order stand in every archive
 * and must never change.
 */
#include "config.h"

#include "base/digest.h"

#include <glib.h>
#include <string.h>

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

void
digest_of(const void *bytes, size_t length, uint8_t out[DIGEST_BYTES])
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	const guint8 *rest = bytes;
	gsize size = DIGEST_BYTES;

	/* g_checksum_update() takes a signed length. */
	while (length > 0) {
		size_t part = MIN(length, (size_t)1 << 30);

		g_checksum_update(sum, rest, (gssize)part);
		rest += part;
		length -= part;
	}
	g_checksum_get_digest(sum, out, &size);
}

char *
digest_hex(const void *bytes, size_t length, char out[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[DIGEST_BYTES];

	digest_of(bytes, length, digest);
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[DIGEST_HEX - 1] = '\0';
	return out;
}

char *
digest_id(const char *text, size_t characters, char *out)
{
	uint8_t digest[DIGEST_BYTES];

	/* 256 bits hold 51 whole characters. */
	g_assert(characters <= DIGEST_BYTES * 8 / 5);
	digest_of(text, strlen(text), digest);
	for (size_t i = 0; i < characters; i++) {
		size_t bit = i * 5;
		unsigned pair = (unsigned)digest[bit / 8] << 8;

		if (bit / 8 + 1 < DIGEST_BYTES)
			pair |= digest[bit / 8 + 1];
		out[i] = alphabet[pair >> (11 - bit % 8) & 31];
	}
	out[characters] = '\0';
	return out;
}
