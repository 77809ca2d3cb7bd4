/*
 * decode - bytes of one known encoding made UTF-8.
 *
 * Nothing is refused: what is no character becomes U+FFFD and is counted, and
 * reading goes on with the next byte that can begin one, so that a character
 * cut in half never swallows the markup behind it. NUL is dropped. The C1
 * controls, which no page means, are the quotes and dashes of windows-1252.
 */
#ifndef PARSE_DECODE_H
#define PARSE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Opens every converter, which reads files; before the fence. */
void decode_warm(void);

typedef struct Utf8Check {
	bool is_ascii;
	size_t n_multibyte; /* good sequences of more than one byte */
	size_t n_bad;
	size_t n_nul;
	size_t n_c1; /* U+0080 to U+009F */
} Utf8Check;

/* One bad sequence in so many good ones is still UTF-8 with a cut character. */
#define UTF8_BAD_SHARE 50

/* Looks at all of it, or until it is certain that it is no UTF-8. */
void decode_check_utf8(const char *bytes, size_t length, Utf8Check *out);

/* `name` is one of label_name()'s. NUL-terminated; the caller frees. */
char *decode(const char *name, const char *bytes, size_t length,
    size_t *out_length, int64_t *replaced);

#endif
