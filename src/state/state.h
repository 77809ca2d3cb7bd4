/*
 * state - what is remembered between runs.
 *
 * A rebuildable memory: the archive is the truth, and `cailun rebuild` makes
 * this again from it. One SQLite file in WAL mode (DELETE where the file
 * system cannot); behind this header a second store may stand later, so that
 * nothing above it knows SQL. Times are seconds, UTC.
 *
 * Everything between state_begin() and state_commit() happens or does not.
 * Functions that fail return false and set CAILUN_ERROR_IO (a full disk, a
 * damaged file), CAILUN_ERROR_LATER (locked) or CAILUN_ERROR_CONF (made by a
 * newer cailun). What is read into `out` is written over it, never freed: it
 * must be empty. `each` may call anything here, writing too.
 */
#ifndef STATE_STATE_H
#define STATE_STATE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct State State;

/* Opens or makes FOLDER/state.db; migrates an older one in one transaction. */
State *state_open(const char *folder, GError **error);
/* For commands that only look; NULL and CAILUN_ERROR_NOT_FOUND if missing. */
State *state_open_readonly(const char *folder, GError **error);
void state_free(State *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(State, state_free)
/* The lock of a run; CAILUN_ERROR_LATER when another has it. Whoever gets it
 * also voids the leases of the dead and sweeps out what is over. */
bool state_lock(State *state, GError **error);
/* WAL could not be had: worth a line. */
bool state_is_slow(const State *state);

/* The first failure in a transaction spoils it: all that follows is refused,
 * and state_commit() takes everything back and fails. */
bool state_begin(State *state, GError **error);
bool state_commit(State *state, GError **error);
void state_rollback(State *state);

/* The commit of main that this state knows of; "" at first. */
bool state_head(State *state, char out[41], GError **error);
bool state_set_head(State *state, const char *commit, GError **error);
/* The identity of the archive's ref lock that we are about to take. The only
 * note that outlives a power cut for sure; all others may be older than the
 * archive, never newer. */
bool state_set_intent(State *state, const char *commit, GError **error);
bool state_intent(State *state, char out[41], GError **error);

/* ---- sources ---- */

typedef struct SourceState {
	char *id;
	int64_t next_at;	/* 0: at once */
	int64_t last_try_at, last_good_at;
	int64_t failing_since;	/* 0: well */
	int64_t failures;	/* runs that tried and failed, in a row */
	int64_t interval_s;	/* the rhythm; 0 = not known */
	int64_t new_entries;	/* of the last good run */
	int64_t filtered;	/* by include and exclude, ever */
	bool is_stopped;	/* 410 */
	bool is_reported;	/* a person was told that it is bad */
	char *error;		/* of the last failure, one line, or NULL */
	int64_t fence;		/* grows with each lease */
} SourceState;

void source_state_clear(SourceState *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SourceState, source_state_clear)

/* A source that is not known yet reads as all zero with its id. */
bool state_source(State *state, const char *id, SourceState *out,
    GError **error);
/* Takes the source until `until` and reads it. False without error in
 * `*is_taken` = false when another holds it. */
bool state_lease(State *state, const char *id, int64_t now, int64_t until,
    SourceState *out, bool *is_taken, GError **error);
/* Writes it and ends the lease; CAILUN_ERROR_LATER when the fence has moved. */
bool state_complete(State *state, const SourceState *source, GError **error);
/* All sources ever seen, by id. */
bool state_each_source(State *state,
    bool (*each)(void *data, const SourceState *source), void *data,
    GError **error);

/* ---- validators and freshness of a list document or page ---- */

typedef struct Validators {
	char *etag, *last_modified;	/* byte for byte; NULL: none */
	int64_t fresh_until;	/* 0: not known */
} Validators;
void validators_clear(Validators *validators);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Validators, validators_clear)
/* All zero when there are none. Kept per source and address. */
bool state_validators(State *state, const char *source, const char *url,
    Validators *out, GError **error);
bool state_set_validators(State *state, const char *source, const char *url,
    const Validators *validators, GError **error);	/* replaces the pair */

/* ---- what is known of an article ---- */

typedef struct Known {
	char *key;		/* uid_key() */
	char *uid, *source, *path;
	char *entry_key;	/* hash of what the list said, or NULL */
	char *version_key;	/* article_version_key() of the last version */
	char *text_key;		/* article_text_key(), or NULL */
	char *title_key;	/* folded title */
	char *status;		/* NULL: live; "suspect", "gone", "redacted" */
	char *page_url;		/* where the page is fetched */
	int64_t first_at, checked_at, changed_at;
	int64_t revisit_at;	/* 0: never again */
	int64_t revisit_step;
} Known;
void known_clear(Known *known);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Known, known_clear)

/* False and `*is_known` = false when nothing has that key; also finds a key
 * that was joined to an article by state_join(). */
bool state_known(State *state, const char *key, Known *out, bool *is_known,
    GError **error);
bool state_known_uid(State *state, const char *uid, Known *out, bool *is_known,
    GError **error);
/* An article of the same source with the same folded text and title (L2). */
bool state_known_text(State *state, const char *source, const char *text_key,
    const char *title_key, Known *out, bool *is_known, GError **error);
bool state_set_known(State *state, const Known *known, GError **error);
/* Another key of the article `uid`. */
bool state_join(State *state, const char *key, const char *uid,
    GError **error);
/* Articles of a source whose turn to be looked at again has come, oldest
 * first, at most `limit`. */
bool state_each_revisit(State *state, const char *source, int64_t now,
    size_t limit, bool (*each)(void *data, const Known *known), void *data,
    GError **error);
/* For status and tests; NULL: of all sources; -1: cannot be read. */
int64_t state_count_known(State *state, const char *source);
/* Forgets all that comes from the archive (rebuild), and the validators, so
 * that each list is read whole once more. */
bool state_forget_archive(State *state, GError **error);

/* ---- entries whose page is still owed ---- */

typedef struct Pending {
	char *source, *key;
	GBytes *item;		/* encoded Value: what the list said */
	int64_t tries, next_at, first_at;
	bool is_archived;	/* as the list gave it */
	char *why;		/* of the last failure, or NULL */
} Pending;
void pending_clear(Pending *pending);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pending, pending_clear)
bool state_set_pending(State *state, const Pending *pending, GError **error);
bool state_drop_pending(State *state, const char *source, const char *key,
    GError **error);
bool state_is_pending(State *state, const char *source, const char *key,
    bool *is_pending, GError **error);
/* Those of a source that are due, oldest first. */
bool state_each_pending(State *state, const char *source, int64_t now,
    size_t limit, bool (*each)(void *data, const Pending *pending), void *data,
    GError **error);

/* ---- pages that killed a parser, and hosts that want to be left alone ---- */

bool state_poison(State *state, const char *source, const char *url,
    int64_t until, const char *why, GError **error);
/* `*why_out` is freed by the caller; NULL: not poisoned. */
bool state_is_poison(State *state, const char *source, const char *url,
    int64_t now, char **why_out, GError **error);
bool state_set_host_rest(State *state, const char *host, int64_t until,
    int64_t failures, GError **error);
bool state_host_rest(State *state, const char *host, int64_t *until,
    int64_t *failures, GError **error);

/* A small cache (robots.txt, adopted redirects): bytes under a name until a
 * time. `*bytes_out` NULL: none, or too old. */
bool state_set_cache(State *state, const char *name, GBytes *bytes,
    int64_t until, GError **error);
bool state_cache(State *state, const char *name, int64_t now,
    GBytes **bytes_out, GError **error);

/* ---- what a person was told, and what runs did ---- */

/* True in `*is_new` when this text was not the last one noted for `topic`.
 * NULL text: the matter is closed (`*is_new`: it was open). */
bool state_note_told(State *state, const char *topic, const char *text,
    bool *is_new, GError **error);

typedef struct RunFigures {
	char *run, *commit;
	int64_t at, wall_ms, requests, new_articles, updated, same, failed;
} RunFigures;
/* The last thousand are kept; newest first. */
bool state_add_run(State *state, const RunFigures *run, GError **error);
bool state_each_run(State *state, size_t limit,
    bool (*each)(void *data, const RunFigures *run), void *data,
    GError **error);

#endif
