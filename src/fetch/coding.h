/*
 * coding - bodies as they were before they were packed.
 *
 * libcurl unpacks too, but does not notice when a packed body ends early and
 * its framing does not say so. Here a body is whole only if its packing says
 * so, checksum included.
 */
#ifndef FETCH_CODING_H
#define FETCH_CODING_H

#include <stdbool.h>
#include <stddef.h>

/* What we offer, for Accept-Encoding. */
#define CODING_OFFER "gzip, deflate"

typedef enum Coding {
	CODING_NONE = 0,
	CODING_GZIP,
	CODING_DEFLATE,		/* with or without zlib's wrapping */
	CODING_UNKNOWN,		/* or several */
} Coding;

/* Of a Content-Encoding, which may be NULL. */
Coding coding_of(const char *header);

typedef enum CodingEnd {
	CODING_WHOLE = 0,
	CODING_BROKEN,		/* ends early, or is none */
	CODING_TOO_LARGE,
	CODING_NO_MEMORY,
} CodingEnd;

/* Unpacks into the body `fd`, at most `max_bytes`; `*unpacked` of them. */
CodingEnd coding_unpack(Coding coding, const void *packed, size_t length,
    int fd, size_t max_bytes, size_t *unpacked);

#endif
