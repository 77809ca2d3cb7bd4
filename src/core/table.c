/*
 * table - rows of text in columns.
 *
 * Makes text; printing is its caller's.
 */
#include "config.h"

#include "core/table.h"

#include "base/text.h"

#define GAP 2
#define LAST_LEAST 10

struct Table {
	size_t n_columns;
	GPtrArray *rows; /* char **; the first are the heads */
};

static void
add_row(Table *table, const char *const *cells)
{
	char **row = g_new0(char *, table->n_columns + 1);

	for (size_t i = 0; i < table->n_columns; i++)
		row[i] = cells[i] && *cells[i] ? text_printable(cells[i], 0)
					       : g_strdup("-");
	g_ptr_array_add(table->rows, row);
}

Table *
table_new(const char *const *heads)
{
	Table *table = g_new0(Table, 1);

	table->n_columns = g_strv_length((char **)heads);
	table->rows =
	    g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	add_row(table, heads);
	return table;
}

void
table_free(Table *table)
{
	if (!table)
		return;
	g_ptr_array_unref(table->rows);
	g_free(table);
}

void
table_add(Table *table, const char *const *cells)
{
	add_row(table, cells);
}

/* The width of each column; the last has what the line leaves. */
static size_t *
measure(const Table *table, size_t columns)
{
	size_t *widths = g_new0(size_t, table->n_columns);
	size_t used = 0;
	size_t last = table->n_columns - 1;

	for (size_t i = 0; i < table->rows->len; i++) {
		char **row = table->rows->pdata[i];

		for (size_t k = 0; k < table->n_columns; k++)
			widths[k] = MAX(widths[k], text_width(row[k]));
	}
	for (size_t k = 0; k < last; k++)
		used += widths[k] + GAP;
	if (used + LAST_LEAST > columns)
		widths[last] = LAST_LEAST;
	else
		widths[last] = MIN(widths[last], columns - used);
	return widths;
}

static void
append_aligned(GString *out, char **row, const size_t *widths, size_t n)
{
	for (size_t k = 0; k + 1 < n; k++) {
		size_t width = text_width(row[k]);

		g_string_append_printf(
		    out, "%s%*s", row[k], (int)(widths[k] - width) + GAP, "");
	}
	if (text_width(row[n - 1]) > widths[n - 1]) {
		g_autofree char *cut = text_cut(row[n - 1], widths[n - 1]);

		g_string_append(out, cut);
	} else {
		g_string_append(out, row[n - 1]);
	}
	g_string_append_c(out, '\n');
}

GString *
table_text(const Table *table, size_t columns)
{
	GString *out = g_string_new(NULL);
	g_autofree size_t *widths = measure(table, columns);

	for (size_t i = columns > 0 ? 0 : 1; i < table->rows->len; i++) {
		char **row = table->rows->pdata[i];
		g_autofree char *line = NULL;

		if (columns > 0) {
			append_aligned(out, row, widths, table->n_columns);
			continue;
		}
		line = g_strjoinv("\t", row);
		g_string_append_printf(out, "%s\n", line);
	}
	return out;
}
