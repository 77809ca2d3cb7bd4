/*
 * ledger - what is known, and what is still to be written down.
 *
 * A batch's articles are in the archive before the state hears of them. Until
 * then what was learnt stands here, in front of the state: questions are
 * answered from both, and ledger_write() puts all of it into the one
 * transaction that follows the ref. What is here when the process dies is
 * found again by looking.
 */
#ifndef CORE_LEDGER_H
#define CORE_LEDGER_H

#include "state/state.h"

typedef struct Ledger Ledger;

/* Borrows `state` for its whole life. */
Ledger *ledger_new(State *state);
void ledger_free(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)

/*
 * What is known of an article: by its key, failing that by the UID that this
 * key would have in `source`; by its text within a source. `*is_known` false:
 * nothing, and `out` is untouched.
 */
bool ledger_known(Ledger *ledger, const char *source, const char *key,
    Known *out, bool *is_known, GError **error);
bool ledger_known_text(Ledger *ledger, const char *source,
    const char *text_key, const char *title_key, Known *out, bool *is_known,
    GError **error);
bool ledger_is_pending(Ledger *ledger, const char *source, const char *key,
    bool *is_pending, GError **error);

/* All of these copy. */
void ledger_set_known(Ledger *ledger, const Known *known);
void ledger_join(Ledger *ledger, const char *key, const char *uid);
void ledger_set_pending(Ledger *ledger, const Pending *pending);
void ledger_drop_pending(Ledger *ledger, const char *source, const char *key);
void ledger_set_validators(Ledger *ledger, const char *source,
    const char *url, const Validators *validators);
void ledger_complete(Ledger *ledger, const SourceState *source);
/* A cache entry of the state; takes a reference. */
void ledger_set_cache(Ledger *ledger, const char *name, GBytes *bytes,
    int64_t until);

/* Nothing is to be written. */
bool ledger_is_empty(const Ledger *ledger);
/* Into the transaction that the caller has begun. After its commit the caller
 * says ledger_clear(). */
bool ledger_write(Ledger *ledger, GError **error);
void ledger_clear(Ledger *ledger);

void known_copy(const Known *known, Known *out);

#endif
