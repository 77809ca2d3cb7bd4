/*
 * identity - is this the same article?
 *
 * Decides from what it is shown; asks nobody and writes nothing.
 */
#include "config.h"

#include "core/identity.h"

#include "core/catchup.h"

#include <string.h>

/* A person removed it or forbade it: it never comes back by itself. */
static bool
is_closed(const Known *known)
{
	return known->status && (strcmp(known->status, CATCHUP_DELETED) == 0 ||
				    strcmp(known->status, "redacted") == 0);
}

/* Listed by this source, first captured by another: it stays with that one. */
static bool
is_foreign(const Source *source, const Known *known)
{
	return known->source && strcmp(known->source, source->id) != 0;
}

/* Known by another address that joined it: what is said there is no news of the
 * article. */
static bool
is_joined(const Entry *entry, const Known *known)
{
	return known->key && !g_str_has_prefix(known->key, "uid:") &&
	       g_strcmp0(known->key, entry->key) != 0;
}

EntryFate
identity_of_entry(const Source *source, const Entry *entry, const Known *known)
{
	if (!known)
		return ENTRY_FRESH;
	if (is_closed(known) || is_foreign(source, known))
		return ENTRY_CLOSED;
	if (is_joined(entry, known))
		return ENTRY_SAME;
	if (!known->entry_key)
		return ENTRY_NOTED;
	return strcmp(known->entry_key, entry->entry_key) == 0 ? ENTRY_SAME
							       : ENTRY_CHANGED;
}

Identity
identity_of_article(const Source *source, const char *version_key,
    const Known *by_key, const Known *by_text)
{
	if (by_key && (is_closed(by_key) || is_foreign(source, by_key)))
		return IDENTITY_CLOSED;
	if (by_key)
		return g_strcmp0(by_key->version_key, version_key) == 0
			   ? IDENTITY_SAME
			   : IDENTITY_REVISED;
	if (!by_text)
		return IDENTITY_NEW;
	return is_closed(by_text) ? IDENTITY_CLOSED : IDENTITY_COPY;
}
