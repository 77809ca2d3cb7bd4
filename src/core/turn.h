/*
 * turn - what one source does in one run.
 *
 * Counts what its list documents and pages came to, and knows in the end
 * whether the turn was good, failed, or the source is gone. A turn is over
 * when nothing of it is under way.
 */
#ifndef CORE_TURN_H
#define CORE_TURN_H

#include "core/due.h"
#include "core/ledger.h"

/* How the lists of a turn went, the worst of them. */
typedef enum TurnEnd {
	TURN_UNTRIED,		/* nothing was asked: the host rests, no time */
	TURN_GOOD,
	TURN_FAILED,
	TURN_GONE,		/* 410 */
} TurnEnd;

typedef struct Turn {
	const Source *source;
	SourceState state;	/* as it was read, then as it is written */
	char **plugins;		/* foreign modules, or NULL */
	size_t errands;		/* under way */
	TurnEnd end;
	DueFailure failure;
	bool is_read;		/* a list was read: hints are known */
	DueHints hints;
	int64_t fresh_s;
	int64_t rest_until;	/* the host wants to be left alone; 0 */
	char *error;		/* of the list that failed, or of the pages */
	GPtrArray *validators;	/* TurnValidators *: kept when it was good */
	int64_t requests, new_entries;
	int64_t added, updated, same, failed;	/* articles; pages */
	int64_t pages_good, pages_bad;	/* of this run's tries */
	int64_t left;		/* new entries beyond what a run takes */
	int64_t further;	/* list documents that a plugin asked for */
	bool is_done;
} Turn;

Turn *turn_new(const Source *source, const SourceState *state);
void turn_free(Turn *turn);

/* A list document was good; `url` has these validators from now on (NULL: it
 * was unchanged). */
void turn_list_good(Turn *turn, int64_t fresh_s);
void turn_keep_validators(Turn *turn, const char *url,
    const Validators *validators);
void turn_list_failed(Turn *turn, DueFailure failure, const char *why);
void turn_list_gone(Turn *turn, const char *why);
/* A page told us that something is wrong with the source as a whole: another
 * design, a crash, robots.txt. */
void turn_page_failed(Turn *turn, const char *why, bool is_serious);

/* Nothing is under way any more: notes in `state` how it went and when the
 * next turn is. */
void turn_settle(Turn *turn, int64_t now);
/* It went wrong, for its lists or for all of its pages. */
bool turn_is_bad(const Turn *turn);
/* Puts state and validators into the ledger. */
void turn_write(const Turn *turn, Ledger *ledger);

#endif
