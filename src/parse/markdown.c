/*
 * markdown - see markdown.h.
 *
 * Writes blocks. What is written is made anew from text and addresses, so
 * that no markup of the page can come through.
 */
#include "config.h"

#include "parse/block.h"
#include "parse/markdown.h"

#include <string.h>

static size_t
count_of(const char *text, char c)
{
	size_t n = 0;

	for (const char *p = text; *p; p++)
		n += *p == c;
	return n;
}

static bool
is_blank_or_end(char c)
{
	return c == '\0' || c == ' ';
}

/* Would CommonMark read the character at `p` as more than itself? */
static bool
is_active(const char *text, const char *p)
{
	char before = p > text ? p[-1] : ' ', after = p[1];

	switch (*p) {
	case '\\':
		return g_ascii_ispunct(after);
	case '`':
		return count_of(text, '`') > 1;
	case '*':
		return count_of(text, '*') > 1 &&
		       !(is_blank_or_end(before) && is_blank_or_end(after));
	case '_':
		return count_of(text, '_') > 1 &&
		       !(g_ascii_isalnum(before) && g_ascii_isalnum(after)) &&
		       !(is_blank_or_end(before) && is_blank_or_end(after));
	case '<':
		return (g_ascii_isalpha(after) || after == '/' ||
			   after == '!' || after == '?') &&
		       strchr(p, '>');
	case '&':
		return (g_ascii_isalpha(after) || after == '#') &&
		       strchr(p, ';');
	case '[':
		return strstr(p, "](") || (p == text && strstr(p, "]:"));
	default:
		return false;
	}
}

/* The length of what begins a line and makes more of it than a paragraph. */
static size_t
active_start(const char *text)
{
	size_t n = strspn(text, "0123456789");

	if (n > 0 && n < 10 && (text[n] == '.' || text[n] == ')') &&
	    is_blank_or_end(text[n + 1]))
		return n + 1;
	n = strspn(text, "#");
	if (n > 0 && n <= 6 && is_blank_or_end(text[n]))
		return 1;
	if (strchr("-+*", text[0]) && is_blank_or_end(text[1]))
		return 1;
	if (text[0] == '>')
		return 1;
	if (strncmp(text, "```", 3) == 0 || strncmp(text, "~~~", 3) == 0)
		return 1;
	if (strchr("-_*=", text[0]) && text[0]) {
		char set[] = { text[0], ' ', '\0' };

		if (text[strspn(text, set)] == '\0')
			return 1;
	}
	return 0;
}

static void
append_escaped(GString *out, const char *text, bool is_start, bool is_cell)
{
	size_t start = is_start && *text ? active_start(text) : 0;

	for (const char *p = text; *p; p++) {
		bool is_last_of_start =
		    start > 0 && (size_t)(p - text) + 1 == start;

		if (is_last_of_start || is_active(text, p) ||
		    (is_cell && *p == '|') ||
		    (*p == '!' && p[1] == '[' && strstr(p, "](")))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
}

/* Inside ![...]: no bracket may end it. */
static void
append_description(GString *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		if (*p == '[' || *p == ']' || (*p != '!' && is_active(text, p)))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
}

static void
append_address(GString *out, const char *url)
{
	for (const char *p = url; *p; p++) {
		if (*p == '(' || *p == ')')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
}

static void
append_row(GString *out, const GPtrArray *row, guint columns)
{
	g_string_append_c(out, '|');
	for (guint i = 0; i < columns; i++) {
		g_string_append_c(out, ' ');
		if (i < row->len)
			append_escaped(out, row->pdata[i], false, true);
		g_string_append(out, " |");
	}
	g_string_append_c(out, '\n');
}

static void
append_table(GString *out, const Block *block)
{
	guint columns = 0;

	for (guint i = 0; i < block->rows->len; i++)
		columns =
		    MAX(columns, ((GPtrArray *)block->rows->pdata[i])->len);
	for (guint i = 0; i < block->rows->len; i++) {
		append_row(out, block->rows->pdata[i], columns);
		if (i > 0)
			continue;
		g_string_append_c(out, '|');
		for (guint k = 0; k < columns; k++)
			g_string_append(out, " --- |");
		g_string_append_c(out, '\n');
	}
}

static void
append_block(GString *out, const Block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		for (int i = 0; i < block->level; i++)
			g_string_append_c(out, '#');
		g_string_append_c(out, ' ');
		append_escaped(out, block->text, false, false);
		break;
	case BLOCK_ITEM:
		for (int i = 1; i < block->level; i++)
			g_string_append(out, "  ");
		if (block->number > 0)
			g_string_append_printf(out, "%d. ", block->number);
		else
			g_string_append(out, "- ");
		append_escaped(out, block->text, true, false);
		break;
	case BLOCK_QUOTE:
		g_string_append(out, "> ");
		append_escaped(out, block->text, true, false);
		break;
	case BLOCK_IMAGE:
		g_string_append(out, "![");
		append_description(out, block->text ? block->text : "");
		g_string_append(out, "](");
		append_address(out, block->url);
		g_string_append_c(out, ')');
		break;
	case BLOCK_TABLE:
		append_table(out, block);
		return;
	case BLOCK_PARAGRAPH:
		append_escaped(out, block->text, true, false);
		break;
	}
	g_string_append_c(out, '\n');
}

/* Items of one list stand together, all else has a blank line between. */
static bool
is_joined(const Block *before, const Block *block)
{
	return before->kind == BLOCK_ITEM && block->kind == BLOCK_ITEM &&
	       (before->list == block->list || block->level != before->level);
}

char *
markdown_of_blocks(const GPtrArray *blocks)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i];

		if (i > 0 && !is_joined(blocks->pdata[i - 1], block))
			g_string_append_c(out, '\n');
		append_block(out, block);
	}
	if (out->len > 0 && out->str[out->len - 1] == '\n')
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

static void
append_element(GString *out, const char *name, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text ? text : "", -1);

	g_string_append_printf(out, "<%s>%s</%s>", name, escaped, name);
}

static void
append_html_table(GString *out, const Block *block)
{
	g_string_append(out, "<table>");
	for (guint i = 0; i < block->rows->len; i++) {
		const GPtrArray *row = block->rows->pdata[i];

		g_string_append(out, "<tr>");
		for (guint k = 0; k < row->len; k++)
			append_element(out, "td", row->pdata[k]);
		g_string_append(out, "</tr>");
	}
	g_string_append(out, "</table>\n");
}

static void
append_html(GString *out, const Block *block)
{
	g_autofree char *url = NULL, *alt = NULL;
	char name[] = "h2";

	switch (block->kind) {
	case BLOCK_HEADING:
		name[1] = (char)('0' + block->level);
		append_element(out, name, block->text);
		break;
	case BLOCK_ITEM:
		append_element(out, "li", block->text);
		break;
	case BLOCK_QUOTE:
		g_string_append(out, "<blockquote>");
		append_element(out, "p", block->text);
		g_string_append(out, "</blockquote>");
		break;
	case BLOCK_IMAGE:
		url = g_markup_escape_text(block->url, -1);
		alt = g_markup_escape_text(block->text ? block->text : "", -1);
		g_string_append_printf(out,
		    "<p><img src=\"%s\" alt=\"%s\">"
		    "</p>",
		    url, alt);
		break;
	case BLOCK_TABLE:
		append_html_table(out, block);
		return;
	case BLOCK_PARAGRAPH:
		append_element(out, "p", block->text);
		break;
	}
	g_string_append_c(out, '\n');
}

static const char *
list_name(const GPtrArray *blocks, guint i)
{
	const Block *block = i < blocks->len ? blocks->pdata[i] : NULL;

	if (!block || block->kind != BLOCK_ITEM)
		return NULL;
	return block->number > 0 ? "ol" : "ul";
}

char *
html_of_blocks(const GPtrArray *blocks)
{
	GString *out = g_string_new(NULL);
	const char *open = NULL;

	for (guint i = 0; i <= blocks->len; i++) {
		const char *list = list_name(blocks, i);

		if (open && g_strcmp0(open, list) != 0)
			g_string_append_printf(out, "</%s>\n", open);
		if (list && g_strcmp0(open, list) != 0)
			g_string_append_printf(out, "<%s>\n", list);
		open = list;
		if (i < blocks->len)
			append_html(out, blocks->pdata[i]);
	}
	if (out->len > 0 && out->str[out->len - 1] == '\n')
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

char *
text_of_blocks(const GPtrArray *blocks)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i];

		if (block->kind == BLOCK_IMAGE)
			continue;
		if (out->len > 0)
			g_string_append_c(out, '\n');
		for (guint r = 0; block->rows && r < block->rows->len; r++) {
			const GPtrArray *row = block->rows->pdata[r];

			if (r > 0)
				g_string_append_c(out, '\n');
			for (guint k = 0; k < row->len; k++) {
				if (k > 0)
					g_string_append_c(out, ' ');
				g_string_append(out, row->pdata[k]);
			}
		}
		if (block->text && !block->rows)
			g_string_append(out, block->text);
	}
	return g_string_free(out, FALSE);
}

typedef char *(*Writer)(const GPtrArray *blocks);

static char *
write_node(const Tree *tree, const xmlNode *node, Writer writer)
{
	g_autoptr(Survey) survey = survey_of_node(node);
	g_autoptr(GPtrArray) blocks = block_list(
	    survey, 0, survey->lines->len, NULL, tree_base(tree), false);

	return writer(blocks);
}

static char *
write_markup(const char *markup, const char *base, Writer writer)
{
	g_autoptr(Tree) tree = tree_read_markup(markup, base, NULL);
	g_autoptr(Survey) survey = NULL;
	g_autoptr(GPtrArray) blocks = NULL;

	if (!tree)
		return g_strdup("");
	survey = survey_new(tree_document(tree));
	blocks = block_list(
	    survey, 0, survey->lines->len, NULL, tree_base(tree), false);
	return writer(blocks);
}

char *
markdown_of_node(const Tree *tree, const xmlNode *node)
{
	return write_node(tree, node, markdown_of_blocks);
}

char *
html_of_node(const Tree *tree, const xmlNode *node)
{
	return write_node(tree, node, html_of_blocks);
}

char *
text_of_node(const Tree *tree, const xmlNode *node)
{
	return write_node(tree, node, text_of_blocks);
}

char *
markdown_of_markup(const char *markup, const char *base)
{
	return write_markup(markup, base, markdown_of_blocks);
}

char *
html_of_markup(const char *markup, const char *base)
{
	return write_markup(markup, base, html_of_blocks);
}

char *
text_of_markup(const char *markup, const char *base)
{
	return write_markup(markup, base, text_of_blocks);
}
