/*
 * commit - versions become a batch, the batch moves the ref, then the state.
 *
 * Keeps the order on disk: pack, ref, state. Decides nothing about articles.
 */
#include "config.h"

#include "core/commit.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"

/* So long a batch may wait for more: a crash costs no more work than that. */
#define LONGEST_MS (120 * 1000)

struct Commit {
	Archive *archive;
	State *state;
	Ledger *ledger;
	Batch *batch; /* or NULL */
	GHashTable *articles; /* path -> Article *: of the batch in hand */
	int64_t begun_ms; /* when the first came in */
	size_t total;
};

static void
article_destroy(void *data)
{
	article_free(data);
}

Commit *
commit_new(Archive *archive, State *state, Ledger *ledger)
{
	Commit *commit = g_new0(Commit, 1);

	commit->archive = archive;
	commit->state = state;
	commit->ledger = ledger;
	commit->articles = g_hash_table_new_full(
	    g_str_hash, g_str_equal, g_free, article_destroy);
	return commit;
}

void
commit_free(Commit *commit)
{
	if (!commit)
		return;
	batch_free(commit->batch);
	g_hash_table_destroy(commit->articles);
	g_free(commit);
}

Article *
commit_last(Commit *commit, const char *path, GError **error)
{
	const Article *here = g_hash_table_lookup(commit->articles, path);
	g_autoptr(GBytes) bytes = NULL;
	const char *text;
	size_t length;

	if (here)
		return article_copy(here);
	bytes = archive_file(commit->archive, path, error);
	if (!bytes)
		return NULL;
	text = g_bytes_get_data(bytes, &length);
	return article_read(text ? text : "", length, error);
}

/* What the stale lock of a crashed run is told by. */
static bool
note_intent(void *data, const char *id, GError **error)
{
	const Commit *commit = data;

	return state_set_intent(commit->state, id, error);
}

bool
commit_is_ripe(const Commit *commit, int64_t now_ms)
{
	return commit->batch &&
	       (batch_count(commit->batch) >= LIMIT_BATCH_ARTICLES ||
		   now_ms - commit->begun_ms > LONGEST_MS);
}

/* The batch is in main, or nothing of it is. */
static bool
finish_batch(Commit *commit, GError **error)
{
	g_hash_table_remove_all(commit->articles);
	return batch_finish(g_steal_pointer(&commit->batch), error);
}

static bool
write_state(Commit *commit, GError **error)
{
	const char *head = archive_head(commit->archive, error);

	if (!head || !state_begin(commit->state, error))
		return false;
	if (ledger_write(commit->ledger, error) &&
	    state_set_head(commit->state, head, error) &&
	    state_commit(commit->state, error)) {
		ledger_clear(commit->ledger);
		return true;
	}
	state_rollback(commit->state);
	return false;
}

bool
commit_flush(Commit *commit, GError **error)
{
	if (commit->batch && !finish_batch(commit, error))
		return false;
	return ledger_is_empty(commit->ledger) || write_state(commit, error);
}

bool
commit_add(Commit *commit, const Version *version, GError **error)
{
	if (commit->batch &&
	    batch_count(commit->batch) >= LIMIT_BATCH_ARTICLES &&
	    !commit_flush(commit, error))
		return false;
	if (!commit->batch) {
		commit->batch = batch_new(commit->archive, error);
		commit->begun_ms = clock_mono_ms();
		if (commit->batch)
			batch_on_intent(commit->batch, note_intent, commit);
	}
	if (!commit->batch ||
	    !batch_add(commit->batch, version, NULL, NULL, error))
		return false;
	(void)g_hash_table_replace(commit->articles, g_strdup(version->path),
	    article_copy(version->article));
	commit->total++;
	return true;
}

size_t
commit_total(const Commit *commit)
{
	return commit->total;
}
