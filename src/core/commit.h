/*
 * commit - versions become a batch, the batch moves the ref, then the state.
 *
 * Versions go into the pack as they come; nothing is visible before
 * commit_flush(), which lets the archive finish the batch and then writes the
 * ledger and the new head in one transaction of the state. A batch that cannot
 * be finished leaves archive and state as they were.
 */
#ifndef CORE_COMMIT_H
#define CORE_COMMIT_H

#include "archive/archive.h"
#include "core/ledger.h"

typedef struct Commit Commit;

/* Borrows all three for its whole life. */
Commit *commit_new(Archive *archive, State *state, Ledger *ledger);
void commit_free(Commit *commit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Commit, commit_free)

/* The last version of an article, also one of the batch in hand; NULL and
 * CAILUN_ERROR_NOT_FOUND when main has none. Caller frees. */
Article *commit_last(Commit *commit, const char *path, GError **error);
/* Writes the batch in hand first when it is full. */
bool commit_add(Commit *commit, const Version *version, GError **error);
/* The batch in hand is full, or has waited long enough. */
bool commit_is_ripe(const Commit *commit, int64_t now_ms);
/* Writes what is in hand; cheap when there is nothing. */
bool commit_flush(Commit *commit, GError **error);
size_t commit_total(const Commit *commit);	/* versions so far */

#endif
