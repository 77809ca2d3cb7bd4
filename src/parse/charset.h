/*
 * charset - bytes of any encoding made UTF-8.
 *
 * The verdict: a byte order mark; the override of the source; UTF-8 when the
 * bytes are nothing else; then what header, prolog or meta say, each widened
 * to what publishers mean by it (gb2312, gbk -> gb18030; latin-1 ->
 * windows-1252; big5 -> big5-hkscs) and believed only if the bytes decode.
 * What cannot be decoded becomes U+FFFD and is counted; NUL and the byte order
 * mark are dropped.
 */
#ifndef PARSE_CHARSET_H
#define PARSE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Decoded {
	char *text; /* UTF-8, NUL-terminated; owned */
	size_t length;
	const char *charset; /* verdict, lower case; static */
	int64_t replaced; /* characters that could not be decoded */
} Decoded;

/* Opens the converters, which read files; before the fence. */
void charset_warm(void);

/*
 * `content_type` is the header as it came, `override` the source's own word;
 * both may be NULL, "" or (the override) "auto".
 */
void charset_decode(const void *bytes, size_t length, const char *content_type,
    const char *override, Decoded *out);
void decoded_clear(Decoded *decoded);

#endif
