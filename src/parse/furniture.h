/*
 * furniture - lines that every site puts around every article.
 *
 * "扫一扫", "版权声明", "Read more": text that is never the article's. Told by
 * how such lines begin or by what only they say; nothing here names a site.
 */
#ifndef PARSE_FURNITURE_H
#define PARSE_FURNITURE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum Furniture {
	FURNITURE_NONE = 0,
	FURNITURE_LINE, /* this line is no text */
	FURNITURE_END, /* nor is what follows: 相关阅读 */
} Furniture;

/* `text` is folded; `weight` as line_weight() has it. */
Furniture furniture_of(const char *text, uint32_t weight);
/* Whether a short line above a text says when and by whom it was made, in
 * languages whose notations nobody reads: "By Ann Lee", "4 minute read". */
bool furniture_is_byline(const char *text, uint32_t weight);
/* Whether a short line is 相关阅读 or the like. */
bool furniture_is_end(const char *text);

#endif
