/*
 * block - lines of a survey put together into what a text is made of.
 *
 * Paragraphs, sub-headings, list items, quotations, tables and pictures, in
 * their order; the writers of Markdown, HTML and plain text share them.
 */
#ifndef PARSE_BLOCK_H
#define PARSE_BLOCK_H

#include "parse/survey.h"

typedef enum BlockKind {
	BLOCK_PARAGRAPH = 0,
	BLOCK_HEADING,
	BLOCK_ITEM,
	BLOCK_QUOTE,
	BLOCK_TABLE,
	BLOCK_IMAGE,
} BlockKind;

typedef struct Block {
	BlockKind kind;
	int level; /* of a heading from 2; of an item from 1 */
	int number; /* of an item in an ordered list; 0 */
	char *text; /* of an image its description; folded */
	char *url; /* of an image, absolute */
	GPtrArray *rows; /* of a table: GPtrArrays of char * */
	uint32_t list; /* of an item: the box of its list */
} Block;

void block_free(Block *block);

/* Whether a line says what the picture before it shows: it stands in the same
 * figure, or in a box called caption behind it. */
bool block_is_caption(const Survey *survey, uint32_t line);

/*
 * The lines [from, to) that `is_kept` (one bool a line of the survey; NULL:
 * every visible one). `base` makes addresses of pictures absolute; those that
 * cannot be are left out. `is_article`: short lines alone between paragraphs
 * are sub-headings. Captions that are not kept describe their picture.
 */
GPtrArray *block_list(const Survey *survey, uint32_t from, uint32_t to,
    const bool *is_kept, const char *base, bool is_article);

#endif
