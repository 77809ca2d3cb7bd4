/*
 * entry - what a list document says of one article.
 *
 * Checks and names; never asks whether an article is known.
 */
#include "config.h"

#include "core/entry.h"

#include "archive/uid.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"

#include <string.h>

void
entry_free(Entry *entry)
{
	if (!entry)
		return;
	value_free(entry->item);
	g_free(entry->url);
	g_free(entry->guid);
	g_free(entry->title);
	g_free(entry->summary);
	g_free(entry->key);
	g_free(entry->entry_key);
	g_free(entry);
}

/* One line of at most `bytes`, or NULL. */
static char *
line_of(const Value *item, const char *name, size_t bytes)
{
	const char *text = value_get_text(item, name);
	g_autofree char *line = text ? text_fold(text, -1) : NULL;

	if (!line || !*line)
		return NULL;
	text_truncate(line, bytes);
	return g_steal_pointer(&line);
}

static char *
address_of(const Value *item)
{
	const char *url = value_get_text(item, "url");

	if (!url || strlen(url) > LIMIT_URL_BYTES)
		return NULL;
	return url_resolve(NULL, url);
}

/* The hash of all that would make us look at the page again. */
static char *
key_of_content(const Value *item)
{
	static const char *const members[] = { "url", "title", "summary",
		"content_text", "content_html", "date_published",
		"date_modified", NULL };
	g_autoptr(GString) all = g_string_new(NULL);
	char hex[DIGEST_HEX];

	for (size_t i = 0; members[i]; i++) {
		const char *text = value_get_text(item, members[i]);

		g_string_append_printf(
		    all, "%s %zu\n", members[i], text ? strlen(text) : 0);
		g_string_append(all, text ? text : "");
	}
	return g_strndup(digest_hex(all->str, all->len, hex), 32);
}

Entry *
entry_read(const Value *item, int64_t position)
{
	g_autoptr(Entry) entry = g_new0(Entry, 1);
	const char *date = value_get_text(item, "date_published");

	if (value_kind(item) != VALUE_OBJECT)
		return NULL;
	entry->url = address_of(item);
	entry->guid = line_of(item, "id", LIMIT_FIELD_BYTES);
	entry->title = line_of(item, "title", LIMIT_TITLE_BYTES);
	entry->summary = line_of(item, "summary", LIMIT_FIELD_BYTES);
	if (!entry->url && !entry->guid && !entry->title && !entry->summary &&
	    !value_get_text(item, "content_text") &&
	    !value_get_text(item, "content_html"))
		return NULL;
	if (date && !date_parse(date, &entry->published))
		entry->published = DATE_UNKNOWN;
	entry->published.origin = date_origin_from_name(
	    value_get_text(value_get(item, "_cailun"), "date_from"));
	if (entry->published.precision == DATE_NONE)
		entry->published = DATE_UNKNOWN;
	else if (entry->published.origin == DATE_FROM_NOWHERE)
		entry->published.origin = DATE_FROM_LIST;
	entry->position = position;
	entry->entry_key = key_of_content(item);
	entry->item = value_copy(item);
	return g_steal_pointer(&entry);
}

/* How many entries have this text under `text_of`; counts by it. */
static GHashTable *
count_by(GPtrArray *entries, char *(*text_of)(const Entry *entry))
{
	GHashTable *counts =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < entries->len; i++) {
		g_autofree char *text = text_of(entries->pdata[i]);
		size_t count;

		if (!text)
			continue;
		count = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, text));
		g_hash_table_replace(counts, g_steal_pointer(&text),
		    GSIZE_TO_POINTER(count + 1));
	}
	return counts;
}

static char *
canonical_of(const Entry *entry)
{
	return entry->url ? url_canonical(entry->url) : NULL;
}

static char *
guid_of(const Entry *entry)
{
	return g_strdup(entry->guid);
}

/* The same address and guid twice is one entry listed twice; another guid at
 * that address is another article. */
static char *
canonical_and_guid_of(const Entry *entry)
{
	g_autofree char *canonical = canonical_of(entry);

	return g_strdup_printf("%s\n%s", canonical ? canonical : "",
	    entry->guid ? entry->guid : "");
}

/* Every guid stands at one address, else they tell nothing apart. */
static bool
are_guids_good(GPtrArray *entries)
{
	g_autoptr(GHashTable) seen = count_by(entries, guid_of);
	g_autoptr(GHashTable) pairs = count_by(entries, canonical_and_guid_of);

	for (guint i = 0; i < entries->len; i++) {
		const Entry *entry = entries->pdata[i];
		g_autofree char *pair = canonical_and_guid_of(entry);

		if (!entry->guid)
			return false;
		if (g_hash_table_lookup(seen, entry->guid) !=
		    g_hash_table_lookup(pairs, pair))
			return false;
	}
	return true;
}

static bool
is_shared(const Entry *entry, GHashTable *addresses, GHashTable *pairs)
{
	g_autofree char *canonical = canonical_of(entry);
	g_autofree char *pair = canonical_and_guid_of(entry);

	if (!canonical)
		return false;
	if (url_is_front_page(entry->url))
		return true;
	return g_hash_table_lookup(addresses, canonical) !=
	       g_hash_table_lookup(pairs, pair);
}

static char *
key_of(const Entry *entry, const Source *source, SourceIdentity identity,
    bool is_shared_address)
{
	const char *text = value_get_text(entry->item, "content_text");

	if (!text)
		text = value_get_text(entry->item, "content_html");
	if (!text)
		text = entry->summary;
	if (identity == SOURCE_BY_GUID && entry->guid)
		return uid_key(
		    source->id, NULL, false, entry->guid, NULL, NULL, NULL);
	if (identity == SOURCE_BY_TITLE_AND_DATE && entry->title)
		return uid_key(source->id, NULL, false, NULL, entry->title,
		    &entry->published, NULL);
	return uid_key(source->id, entry->url, is_shared_address,
	    entry->guid ? entry->guid : entry->title, entry->title,
	    &entry->published, text);
}

void
entries_key(GPtrArray *entries, const Source *source)
{
	g_autoptr(GHashTable) addresses = count_by(entries, canonical_of);
	g_autoptr(GHashTable) pairs = count_by(entries, canonical_and_guid_of);
	g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
	SourceIdentity identity = source->identity;

	if (identity == SOURCE_BY_GUID && !are_guids_good(entries))
		identity = SOURCE_BY_URL;
	for (guint i = 0; i < entries->len;) {
		Entry *entry = entries->pdata[i];

		g_free(entry->key);
		entry->key = key_of(entry, source, identity,
		    is_shared(entry, addresses, pairs));
		if (g_hash_table_add(keys, entry->key))
			i++;
		else
			g_ptr_array_remove_index(entries, i);
	}
}

GBytes *
entry_pack(const Entry *entry)
{
	GByteArray *out = g_byte_array_new();

	value_encode(entry->item, out);
	return g_byte_array_free_to_bytes(out);
}

Entry *
entry_unpack(GBytes *bytes, const char *key)
{
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);
	g_autoptr(Value) item = value_decode(data, length, NULL);
	Entry *entry = item ? entry_read(item, 0) : NULL;

	if (entry)
		entry->key = g_strdup(key);
	return entry;
}
