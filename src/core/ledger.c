/*
 * ledger - what is known, and what is still to be written down.
 *
 * Begins and commits no transaction, and decides nothing.
 */
#include "config.h"

#include "core/ledger.h"

#include "archive/uid.h"

#include <string.h>

typedef struct Join {
	char *key, *uid;
} Join;

typedef struct Note {
	char *source, *url;
	Validators validators;
} Note;

typedef struct Cached {
	char *name;
	GBytes *bytes;
	int64_t until;
} Cached;

struct Ledger {
	State *state;
	GHashTable *by_uid; /* uid -> Known *, owned */
	GHashTable *by_key; /* key -> uid, both owned */
	GHashTable *by_text; /* source, text, title -> uid, both owned */
	GHashTable *pending; /* "source\nkey" -> Pending *; dropped: no item */
	GPtrArray *joins; /* Join * */
	GPtrArray *notes; /* Note * */
	GPtrArray *cached; /* Cached * */
	GArray *sources; /* SourceState */
};

static void
known_free(void *data)
{
	known_clear(data);
	g_free(data);
}

static void
pending_free(void *data)
{
	pending_clear(data);
	g_free(data);
}

static void
join_free(void *data)
{
	Join *join = data;

	g_free(join->key);
	g_free(join->uid);
	g_free(join);
}

static void
note_free(void *data)
{
	Note *note = data;

	g_free(note->source);
	g_free(note->url);
	validators_clear(&note->validators);
	g_free(note);
}

static void
cached_free(void *data)
{
	Cached *cached = data;

	g_free(cached->name);
	g_bytes_unref(cached->bytes);
	g_free(cached);
}

static void
clear_source(void *data)
{
	source_state_clear(data);
}

Ledger *
ledger_new(State *state)
{
	Ledger *ledger = g_new0(Ledger, 1);

	ledger->state = state;
	ledger->by_uid =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, known_free);
	ledger->by_key =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	ledger->by_text =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	ledger->pending = g_hash_table_new_full(
	    g_str_hash, g_str_equal, g_free, pending_free);
	ledger->joins = g_ptr_array_new_with_free_func(join_free);
	ledger->notes = g_ptr_array_new_with_free_func(note_free);
	ledger->cached = g_ptr_array_new_with_free_func(cached_free);
	ledger->sources = g_array_new(false, true, sizeof(SourceState));
	g_array_set_clear_func(ledger->sources, clear_source);
	return ledger;
}

void
ledger_free(Ledger *ledger)
{
	if (!ledger)
		return;
	g_hash_table_destroy(ledger->by_uid);
	g_hash_table_destroy(ledger->by_key);
	g_hash_table_destroy(ledger->by_text);
	g_hash_table_destroy(ledger->pending);
	g_ptr_array_unref(ledger->joins);
	g_ptr_array_unref(ledger->notes);
	g_ptr_array_unref(ledger->cached);
	g_array_unref(ledger->sources);
	g_free(ledger);
}

void
known_copy(const Known *known, Known *out)
{
	*out = *known;
	out->key = g_strdup(known->key);
	out->uid = g_strdup(known->uid);
	out->source = g_strdup(known->source);
	out->path = g_strdup(known->path);
	out->entry_key = g_strdup(known->entry_key);
	out->version_key = g_strdup(known->version_key);
	out->text_key = g_strdup(known->text_key);
	out->title_key = g_strdup(known->title_key);
	out->status = g_strdup(known->status);
	out->page_url = g_strdup(known->page_url);
}

static char *
two(const char *a, const char *b)
{
	return g_strconcat(a ? a : "", "\n", b ? b : "", NULL);
}

static char *
three(const char *a, const char *b, const char *c)
{
	return g_strconcat(
	    a ? a : "", "\n", b ? b : "", "\n", c ? c : "", NULL);
}

static bool
take(const Known *found, Known *out, bool *is_known)
{
	*is_known = found != NULL;
	if (found)
		known_copy(found, out);
	return true;
}

/* What the state remembers may have been overtaken by what stands here. */
static void
prefer_newer(Ledger *ledger, Known *out)
{
	const Known *newer = g_hash_table_lookup(ledger->by_uid, out->uid);

	if (!newer)
		return;
	known_clear(out);
	known_copy(newer, out);
}

/* By the UID that `key` would have: a state made again from the archive knows
 * some articles by that alone. */
static bool
known_by_uid(Ledger *ledger, const char *source, const char *key, Known *out,
    bool *is_known, GError **error)
{
	g_autofree char *uid = uid_of_key(source, key);
	const Known *here = g_hash_table_lookup(ledger->by_uid, uid);

	if (here)
		return take(here, out, is_known);
	return state_known_uid(ledger->state, uid, out, is_known, error);
}

bool
ledger_known(Ledger *ledger, const char *source, const char *key, Known *out,
    bool *is_known, GError **error)
{
	const char *uid = g_hash_table_lookup(ledger->by_key, key);
	const Known *here =
	    uid ? g_hash_table_lookup(ledger->by_uid, uid) : NULL;

	if (here)
		return take(here, out, is_known);
	if (uid)
		return state_known_uid(
		    ledger->state, uid, out, is_known, error);
	if (!state_known(ledger->state, key, out, is_known, error))
		return false;
	if (*is_known) {
		prefer_newer(ledger, out);
		return true;
	}
	return known_by_uid(ledger, source, key, out, is_known, error);
}

bool
ledger_known_text(Ledger *ledger, const char *source, const char *text_key,
    const char *title_key, Known *out, bool *is_known, GError **error)
{
	g_autofree char *name = three(source, text_key, title_key);
	const char *uid = g_hash_table_lookup(ledger->by_text, name);

	*is_known = false;
	if (!text_key)
		return true;
	if (uid)
		return take(
		    g_hash_table_lookup(ledger->by_uid, uid), out, is_known);
	if (!state_known_text(ledger->state, source, text_key, title_key, out,
		is_known, error))
		return false;
	if (*is_known)
		prefer_newer(ledger, out);
	return true;
}

bool
ledger_is_pending(Ledger *ledger, const char *source, const char *key,
    bool *is_pending, GError **error)
{
	g_autofree char *name = two(source, key);
	const Pending *pending = g_hash_table_lookup(ledger->pending, name);

	if (!pending)
		return state_is_pending(
		    ledger->state, source, key, is_pending, error);
	*is_pending = pending->item != NULL;
	return true;
}

void
ledger_set_known(Ledger *ledger, const Known *known)
{
	Known *copy = g_new0(Known, 1);

	known_copy(known, copy);
	(void)g_hash_table_replace(ledger->by_uid, copy->uid, copy);
	(void)g_hash_table_replace(
	    ledger->by_key, g_strdup(copy->key), g_strdup(copy->uid));
	if (copy->text_key)
		(void)g_hash_table_replace(ledger->by_text,
		    three(copy->source, copy->text_key, copy->title_key),
		    g_strdup(copy->uid));
}

void
ledger_join(Ledger *ledger, const char *key, const char *uid)
{
	Join *join = g_new0(Join, 1);

	join->key = g_strdup(key);
	join->uid = g_strdup(uid);
	g_ptr_array_add(ledger->joins, join);
	(void)g_hash_table_replace(
	    ledger->by_key, g_strdup(key), g_strdup(uid));
}

void
ledger_set_pending(Ledger *ledger, const Pending *pending)
{
	Pending *copy = g_new0(Pending, 1);

	*copy = *pending;
	copy->source = g_strdup(pending->source);
	copy->key = g_strdup(pending->key);
	copy->item = pending->item ? g_bytes_ref(pending->item) : NULL;
	copy->why = g_strdup(pending->why);
	(void)g_hash_table_replace(
	    ledger->pending, two(pending->source, pending->key), copy);
}

void
ledger_drop_pending(Ledger *ledger, const char *source, const char *key)
{
	Pending dropped = { .source = (char *)source, .key = (char *)key };

	ledger_set_pending(ledger, &dropped);
}

void
ledger_set_validators(Ledger *ledger, const char *source, const char *url,
    const Validators *validators)
{
	Note *note = g_new0(Note, 1);

	note->source = g_strdup(source);
	note->url = g_strdup(url);
	note->validators = (Validators){
		.etag = g_strdup(validators->etag),
		.last_modified = g_strdup(validators->last_modified),
		.fresh_until = validators->fresh_until,
	};
	g_ptr_array_add(ledger->notes, note);
}

void
ledger_complete(Ledger *ledger, const SourceState *source)
{
	SourceState copy = *source;

	copy.id = g_strdup(source->id);
	copy.error = g_strdup(source->error);
	g_array_append_val(ledger->sources, copy);
}

void
ledger_set_cache(Ledger *ledger, const char *name, GBytes *bytes, int64_t until)
{
	Cached *cached = g_new0(Cached, 1);

	cached->name = g_strdup(name);
	cached->bytes = g_bytes_ref(bytes);
	cached->until = until;
	g_ptr_array_add(ledger->cached, cached);
}

bool
ledger_is_empty(const Ledger *ledger)
{
	return g_hash_table_size(ledger->by_uid) == 0 &&
	       g_hash_table_size(ledger->pending) == 0 &&
	       ledger->joins->len == 0 && ledger->notes->len == 0 &&
	       ledger->cached->len == 0 && ledger->sources->len == 0;
}

static bool
write_known(Ledger *ledger, GError **error)
{
	GHashTableIter all;
	void *known;

	g_hash_table_iter_init(&all, ledger->by_uid);
	while (g_hash_table_iter_next(&all, NULL, &known)) {
		if (!state_set_known(ledger->state, known, error))
			return false;
	}
	for (guint i = 0; i < ledger->joins->len; i++) {
		const Join *join = ledger->joins->pdata[i];

		if (!state_join(ledger->state, join->key, join->uid, error))
			return false;
	}
	return true;
}

static bool
write_pending(Ledger *ledger, GError **error)
{
	GHashTableIter all;
	void *value;

	g_hash_table_iter_init(&all, ledger->pending);
	while (g_hash_table_iter_next(&all, NULL, &value)) {
		const Pending *pending = value;
		bool is_done =
		    pending->item
			? state_set_pending(ledger->state, pending, error)
			: state_drop_pending(ledger->state, pending->source,
			      pending->key, error);

		if (!is_done)
			return false;
	}
	return true;
}

static bool
write_notes(Ledger *ledger, GError **error)
{
	for (guint i = 0; i < ledger->notes->len; i++) {
		const Note *note = ledger->notes->pdata[i];

		if (!state_set_validators(ledger->state, note->source,
			note->url, &note->validators, error))
			return false;
	}
	for (guint i = 0; i < ledger->cached->len; i++) {
		const Cached *cached = ledger->cached->pdata[i];

		if (!state_set_cache(ledger->state, cached->name, cached->bytes,
			cached->until, error))
			return false;
	}
	for (guint i = 0; i < ledger->sources->len; i++) {
		if (!state_complete(ledger->state,
			&g_array_index(ledger->sources, SourceState, i), error))
			return false;
	}
	return true;
}

bool
ledger_write(Ledger *ledger, GError **error)
{
	return write_known(ledger, error) && write_pending(ledger, error) &&
	       write_notes(ledger, error);
}

void
ledger_clear(Ledger *ledger)
{
	g_hash_table_remove_all(ledger->by_uid);
	g_hash_table_remove_all(ledger->by_key);
	g_hash_table_remove_all(ledger->by_text);
	g_hash_table_remove_all(ledger->pending);
	g_ptr_array_set_size(ledger->joins, 0);
	g_ptr_array_set_size(ledger->notes, 0);
	g_ptr_array_set_size(ledger->cached, 0);
	g_array_set_size(ledger->sources, 0);
}
