/*
 * table - rows of text in columns.
 *
 * On a terminal columns are aligned by their width there and the last ones cut
 * so that a line fits; elsewhere they are separated by tabs and never cut.
 */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Table Table;

/* `heads` (NULL-terminated, copied) name the columns. */
Table *table_new(const char *const *heads);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)
/* As many cells as there are heads; NULL is shown as "-". Copied; made
 * printable. */
void table_add(Table *table, const char *const *cells);
/* `columns` of the terminal, 0: tabs. The heads are shown on terminals only. */
GString *table_text(const Table *table, size_t columns);

#endif
