/*
 * entry - what a list document says of one article.
 *
 * Read from a parser's item as if an attacker had written it: kinds, UTF-8,
 * addresses and dates are checked, texts are cut to their ceilings, the rest
 * is dropped. Keys follow source.identity; who shares an address with a
 * sibling of the same document is told apart by its guid (CONTRACTS.md).
 */
#ifndef CORE_ENTRY_H
#define CORE_ENTRY_H

#include "core/source.h"

#include <glib.h>

typedef struct Entry {
	Value *item;		/* what the parser sent, without surplus */
	char *url;		/* absolute, or NULL */
	char *guid, *title, *summary;	/* one line each, or NULL */
	Date published;
	int64_t position;	/* in the document, from 1 */
	char *key;		/* uid_key(); set by entries_key() */
	char *entry_key;	/* changes when the list says something else */
} Entry;

/* Takes nothing; NULL when there is nothing in it that names an article. */
Entry *entry_read(const Value *item, int64_t position);
void entry_free(Entry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Entry, entry_free)

/* Gives every entry of one document (Entry *) its key. Entries with the key of
 * an earlier one are removed. A document whose guids collide is keyed by
 * address whatever source.identity says. */
void entries_key(GPtrArray *entries, const Source *source);

/* An entry as the state keeps it, and back; NULL when it cannot be. */
GBytes *entry_pack(const Entry *entry);
Entry *entry_unpack(GBytes *bytes, const char *key);

#endif
