/*
 * element - what an element is for, by its name, class, id and style.
 *
 * Tables only. The words are those that page builders use for parts of a page
 * everywhere; no rule here names a site.
 */
#ifndef PARSE_ELEMENT_H
#define PARSE_ELEMENT_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stdint.h>

/* What the name, class and id of an element say that it is for. */
typedef enum Mark {
	MARK_CHROME = 1 << 0, /* navigation, comments, share bars, adverts */
	MARK_DOUBT = 1 << 1, /* perhaps chrome: hot, tool, more, tags */
	MARK_BODY = 1 << 2, /* article, content */
	MARK_TITLE = 1 << 3,
	MARK_TIME = 1 << 4,
	MARK_SOURCE = 1 << 5,
	MARK_AUTHOR = 1 << 6,
	MARK_EDITOR = 1 << 7,
	MARK_HEADER = 1 << 8, /* info, byline, meta: a header line */
	MARK_SUBTITLE = 1 << 9,
	MARK_CAPTION = 1 << 10,
	MARK_HIDDEN = 1 << 11,
	MARK_KICKER = 1 << 12,
} Mark;

typedef enum BoxKind {
	BOX_PLAIN = 0,
	BOX_PARAGRAPH,
	BOX_HEADING,
	BOX_LIST,
	BOX_ITEM,
	BOX_TABLE,
	BOX_ROW,
	BOX_CELL,
	BOX_QUOTE,
	BOX_FIGURE,
	BOX_CAPTION,
	BOX_PRE,
	BOX_SECTION, /* article, main, section */
	BOX_HEADER,
} BoxKind;

typedef enum ElementFlow {
	ELEMENT_INLINE = 0,
	ELEMENT_BLOCK,
	ELEMENT_BREAK, /* br, hr */
	ELEMENT_SKIP, /* nothing in it is for readers */
	ELEMENT_IMAGE,
	ELEMENT_HEAD, /* meta, title, base: for machines */
} ElementFlow;

typedef struct Element {
	const char *name;
	uint8_t flow; /* ElementFlow */
	uint8_t kind; /* BoxKind of a block */
	uint8_t level; /* of a heading */
	bool is_strong, is_link;
	uint16_t marks; /* what the bare name says */
} Element;

/* Never NULL; unknown names are blocks if a page made them up. */
const Element *element_find(const char *name);

/* What class, id, style, itemprop and the rest say. */
uint32_t element_marks(const xmlNode *node);

/* What the words of one class or id attribute say. */
uint32_t element_word_marks(const char *words);

#endif
