/*
 * block - see block.h.
 *
 * Puts together, and drops nothing but pictures without an address.
 */
#include "config.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "parse/block.h"

#include <string.h>

/* A cell with more text than this belongs to a layout, not to figures. */
#define CELL_BYTES 600
#define HEADING_WEIGHT 32
/* What has more lines is no item: pages are laid out with lists, too. */
#define ITEM_LINES 4
/* A caption stands at most so many lines behind its picture. */
#define CAPTION_LINES 4

typedef struct Building {
	const Survey *survey;
	GPtrArray *blocks;
	const bool *is_kept;
	const char *base;
	uint32_t from, to;
	uint8_t *headings; /* per line of [from, to): its level or 0 */
	uint32_t item; /* the item box of the last block */
	uint32_t table; /* the last one looked at */
	bool is_data; /* what it was */
} Building;

void
block_free(Block *block)
{
	if (!block)
		return;
	g_free(block->text);
	g_free(block->url);
	if (block->rows)
		g_ptr_array_unref(block->rows);
	g_free(block);
}

static bool
is_kept(const Building *b, uint32_t i)
{
	const Line *line = survey_line(b->survey, i);

	return b->is_kept ? b->is_kept[i] : !line->is_hidden;
}

static Block *
add_block(Building *b, BlockKind kind, char *text)
{
	Block *block = g_new0(Block, 1);

	block->kind = kind;
	block->text = text;
	g_ptr_array_add(b->blocks, block);
	return block;
}

static bool
ends_sentence(const char *text)
{
	static const char *const ends[] = { "。", "！", "？", "；", "：", "，",
		"…", ".", "!", "?", ":", ";", ",", "）", ")" };

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (g_str_has_suffix(text, ends[i]))
			return true;
	return false;
}

static bool
is_item(const Building *b, uint32_t box)
{
	uint32_t item = survey_around(b->survey, box, BOX_ITEM);

	return item != SURVEY_NONE &&
	       survey_box(b->survey, item)->end <=
		   survey_box(b->survey, item)->first + ITEM_LINES;
}

/* A short line that is no sentence, in a paragraph of its own. */
static bool
is_short(const Building *b, uint32_t i)
{
	const Line *line = survey_line(b->survey, i);
	const char *raw = survey_raw(b->survey, line);
	uint32_t weight = line_weight(line);

	return line->kind == LINE_TEXT && weight >= 3 &&
	       weight <= HEADING_WEIGHT && line->wide > 2 &&
	       line->wide >= line->narrow && !ends_sentence(raw) &&
	       !is_item(b, line->box) &&
	       survey_around(b->survey, line->box, BOX_FIGURE) == SURVEY_NONE &&
	       !(survey_box(b->survey, line->box)->all_marks & MARK_CAPTION);
}

static uint32_t
next_kept(const Building *b, uint32_t i)
{
	for (i++; i < b->to && !is_kept(b, i); i++)
		;
	return i;
}

static uint32_t
previous_kept(const Building *b, uint32_t i)
{
	while (i > b->from)
		if (is_kept(b, --i))
			return i;
	return SURVEY_NONE;
}

static bool
is_prose(const Building *b, uint32_t i)
{
	const Line *line;

	if (i == SURVEY_NONE || i >= b->to)
		return false;
	line = survey_line(b->survey, i);
	return line->kind == LINE_TEXT && line->stops > 0 &&
	       line_weight(line) >= 20;
}

static bool
is_bold(const Line *line)
{
	return line->strong > 0 && line->strong >= line->wide + line->narrow;
}

/*
 * Sub-headings that no element marks: bold lines, and where there are two or
 * more, plain short lines between paragraphs. A line beside a picture is its
 * caption.
 */
static void
find_headings(Building *b)
{
	uint32_t bold = 0, plain = 0, n = b->to - b->from;
	g_autofree uint8_t *kinds = g_new0(uint8_t, n + 1);

	for (uint32_t i = b->from; i < b->to; i++) {
		const Line *line = survey_line(b->survey, i);
		uint32_t before, after;

		if (!is_kept(b, i) || line->level || !is_short(b, i))
			continue;
		before = previous_kept(b, i);
		after = next_kept(b, i);
		if ((before != SURVEY_NONE &&
			survey_line(b->survey, before)->kind == LINE_IMAGE))
			continue;
		if (!is_prose(b, after))
			continue;
		if (is_bold(line)) {
			kinds[i - b->from] = 1;
			bold++;
		} else if (is_prose(b, before)) {
			kinds[i - b->from] = 2;
			plain++;
		}
	}
	for (uint32_t i = 0; i < n; i++)
		if (kinds[i] == 1 || (kinds[i] == 2 && plain >= 2 && bold == 0))
			b->headings[i] = 2;
}

/* The level of the headings as they are written: the highest becomes 2. */
static void
level_headings(Building *b)
{
	int top = 7;

	for (uint32_t i = b->from; i < b->to; i++) {
		int level = survey_line(b->survey, i)->level;

		if (level && is_kept(b, i))
			top = MIN(top, level);
	}
	for (uint32_t i = b->from; i < b->to; i++) {
		int level = survey_line(b->survey, i)->level;

		if (level && is_kept(b, i))
			b->headings[i - b->from] = MIN(level - top + 2, 6);
	}
}

bool
block_is_caption(const Survey *survey, uint32_t i)
{
	const Line *line = survey_line(survey, i);

	if (line->kind != LINE_TEXT)
		return false;
	if (survey_around(survey, line->box, BOX_FIGURE) != SURVEY_NONE)
		return true;
	if (!(survey_box(survey, line->box)->all_marks & MARK_CAPTION))
		return false;
	for (uint32_t k = i; k-- > 0 && k + CAPTION_LINES >= i;)
		if (survey_line(survey, k)->kind == LINE_IMAGE)
			return true;
	return false;
}

/* The captions that follow a picture and are not kept as text, or NULL. */
static char *
caption_of(const Building *b, uint32_t image)
{
	const Survey *survey = b->survey;
	uint32_t figure =
	    survey_around(survey, survey_line(survey, image)->box, BOX_FIGURE);
	uint32_t from = image + 1, to = from + CAPTION_LINES;
	GString *text = g_string_new(NULL);

	if (figure != SURVEY_NONE) {
		from = MAX(survey_box(survey, figure)->first,
		    from > CAPTION_LINES ? from - CAPTION_LINES : 0);
		to = MIN(survey_box(survey, figure)->end, to);
	}
	to = MIN(to, survey->lines->len);
	for (uint32_t i = from; i < to; i++) {
		const Line *other = survey_line(b->survey, i);
		g_autofree char *part = NULL;

		if (other->kind == LINE_IMAGE && i > image)
			break;
		if (other->is_hidden || (b->is_kept && b->is_kept[i]) ||
		    !block_is_caption(b->survey, i))
			continue;
		part = line_text(b->survey, other);
		if (text->len > 0)
			g_string_append_c(text, ' ');
		g_string_append(text, part);
	}
	text_truncate(text->str, LIMIT_FIELD_BYTES);
	if (text->len > 0)
		return g_string_free(text, FALSE);
	g_string_free(text, TRUE);
	return NULL;
}

static void
add_image(Building *b, uint32_t i)
{
	const Line *line = survey_line(b->survey, i);
	g_autofree char *raw = line_text(b->survey, line);
	g_autofree char *url = url_resolve(*b->base ? b->base : NULL, raw);
	g_autofree char *caption = caption_of(b, i);
	const char *alt = survey_attribute(line->node, "alt");
	Block *block;

	if (!url)
		return;
	if (!caption && alt)
		caption = text_fold(alt, -1);
	block = add_block(b, BLOCK_IMAGE, g_steal_pointer(&caption));
	block->url = g_steal_pointer(&url);
}

/* Rows of cells, each with little text, and no table within. */
static bool
is_data_table(const Survey *survey, uint32_t table)
{
	const Box *box = survey_box(survey, table);
	uint32_t rows = 0, cells = 0;

	for (uint32_t i = table + 1; i < box->boxes_end; i++) {
		const Box *inner = survey_box(survey, i);
		uint32_t bytes = 0;

		rows += inner->kind == BOX_ROW;
		if (inner->kind == BOX_TABLE)
			return false;
		if (inner->kind != BOX_CELL)
			continue;
		cells++;
		for (uint32_t k = inner->first; k < inner->end; k++)
			bytes += survey_line(survey, k)->length;
		if (bytes > CELL_BYTES)
			return false;
	}
	return rows >= 2 && cells >= rows * 2;
}

static char *
cell_text(Building *b, const Box *cell)
{
	GString *text = g_string_new(NULL);

	for (uint32_t i = cell->first; i < cell->end; i++) {
		const Line *line = survey_line(b->survey, i);
		g_autofree char *one = NULL;

		if (line->kind != LINE_TEXT || i < b->from || i >= b->to ||
		    !is_kept(b, i))
			continue;
		one = line_text(b->survey, line);
		if (text->len > 0)
			g_string_append_c(text, ' ');
		g_string_append(text, one);
	}
	return g_string_free(text, FALSE);
}

static void
add_table(Building *b, uint32_t table)
{
	const Box *box = survey_box(b->survey, table);
	Block *block = add_block(b, BLOCK_TABLE, NULL);
	GPtrArray *row = NULL;

	block->rows =
	    g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	for (uint32_t i = table + 1; i < box->boxes_end; i++) {
		const Box *inner = survey_box(b->survey, i);

		if (inner->kind == BOX_ROW) {
			row = g_ptr_array_new_with_free_func(g_free);
			g_ptr_array_add(block->rows, row);
		} else if (inner->kind == BOX_CELL && row) {
			g_ptr_array_add(row, cell_text(b, inner));
		}
	}
}

static int
list_depth(const Survey *survey, uint32_t box)
{
	int depth = 0;

	while (box != 0) {
		depth += survey_box(survey, box)->kind == BOX_LIST;
		box = survey_box(survey, box)->parent;
	}
	return depth;
}

/* The number of an item: one more than the last one of its list. */
static int
next_number(const Building *b, uint32_t list)
{
	for (guint i = b->blocks->len - 1; i-- > 0;) {
		const Block *block = b->blocks->pdata[i];

		if (block->kind != BLOCK_ITEM)
			break;
		if (block->list == list)
			return block->number + 1;
		if (block->level <= 1)
			break;
	}
	return 1;
}

static bool
is_data(Building *b, uint32_t table)
{
	if (table == SURVEY_NONE)
		return false;
	if (b->table != table) {
		b->table = table;
		b->is_data = survey_box(b->survey, table)->first >= b->from &&
			     is_data_table(b->survey, table);
	}
	return b->is_data;
}

static bool
add_item(Building *b, const Line *line, char *text)
{
	uint32_t item = survey_around(b->survey, line->box, BOX_ITEM);
	uint32_t list;
	Block *block;

	if (!is_item(b, line->box))
		return false;
	list = survey_around(b->survey, item, BOX_LIST);
	if (list == SURVEY_NONE)
		return false;
	block = add_block(b, BLOCK_ITEM, text);
	block->level = list_depth(b->survey, item);
	block->list = list;
	/* A second line of an item is one without a number. */
	if (survey_box(b->survey, list)->is_ordered && b->item != item)
		block->number = next_number(b, list);
	b->item = item;
	return true;
}

static void
add_line(Building *b, uint32_t i)
{
	const Line *line = survey_line(b->survey, i);
	char *text;

	if (line->kind == LINE_IMAGE) {
		add_image(b, i);
		return;
	}
	text = line_text(b->survey, line);
	if (b->headings[i - b->from]) {
		add_block(b, BLOCK_HEADING, text)->level =
		    b->headings[i - b->from];
		return;
	}
	if (add_item(b, line, text))
		return;
	add_block(b,
	    survey_around(b->survey, line->box, BOX_QUOTE) != SURVEY_NONE
		? BLOCK_QUOTE
		: BLOCK_PARAGRAPH,
	    text);
}

GPtrArray *
block_list(const Survey *survey, uint32_t from, uint32_t to, const bool *kept,
    const char *base, bool is_article)
{
	g_autofree uint8_t *headings = g_new0(uint8_t, to - from + 1);
	Building b = { .survey = survey,
		.is_kept = kept,
		.base = base,
		.from = from,
		.to = to,
		.headings = headings,
		.item = SURVEY_NONE,
		.table = SURVEY_NONE };

	b.blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free);
	if (is_article)
		find_headings(&b);
	level_headings(&b);
	for (uint32_t i = from; i < to; i++) {
		uint32_t table;

		if (!is_kept(&b, i))
			continue;
		table = survey_around(
		    survey, survey_line(survey, i)->box, BOX_TABLE);
		if (is_data(&b, table)) {
			add_table(&b, table);
			i = MIN(survey_box(survey, table)->end, to) - 1;
			continue;
		}
		add_line(&b, i);
	}
	return b.blocks;
}
