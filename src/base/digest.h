/*
 * digest - SHA-256 and the alphabet of our ids.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_BYTES 32
#define DIGEST_HEX 65		/* with NUL */

void digest_of(const void *bytes, size_t length, uint8_t out[DIGEST_BYTES]);
char *digest_hex(const void *bytes, size_t length, char out[DIGEST_HEX]);

/*
 * The first `characters` of lower-case Crockford base32 (0-9, a-z without
 * i l o u) of the SHA-256 of `text`. `out` has room for them and a NUL.
 */
char *digest_id(const char *text, size_t characters, char *out);

#endif
