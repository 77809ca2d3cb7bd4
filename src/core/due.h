/*
 * due - whose turn it is, and when the next one will be.
 *
 * Pure: a source's file, what the state remembers, the time; no clock of its
 * own, no disk. After a failure the distance doubles from the source's rhythm
 * up to a day, for faults of the network up to six hours; one success makes
 * it normal again. Nothing is asked twice within FLOOR_EVERY_S.
 */
#ifndef CORE_DUE_H
#define CORE_DUE_H

#include "core/source.h"
#include "state/state.h"

/* What a list document and its answer said of their rhythm; 0: nothing. */
typedef struct DueHints {
	int64_t ttl_s;		/* RSS ttl */
	int64_t update_s;	/* sy:updatePeriod / updateFrequency */
	int64_t fresh_s;	/* Cache-Control, Expires */
	uint32_t skip_hours;	/* bit n: hour n, GMT */
	uint32_t skip_days;	/* bit n: day n, Sunday 0 */
} DueHints;

typedef enum DueMode {
	DUE_BY_RHYTHM,
	DUE_ALL,		/* --all: the floor alone */
	DUE_FORCED,		/* --force: not even that */
} DueMode;

typedef enum DueFailure {
	DUE_FAILED,
	DUE_FAILED_NETWORK,
} DueFailure;

/* Is it this source's turn? A clock that jumped back does not freeze it. */
bool due_is(const Source *source, const SourceState *state, int64_t now,
    DueMode mode);

/* Notes a good turn, and when the next one is. `hints` NULL: the document was
 * unchanged and only `fresh_s` is known. */
void due_good(const Source *source, SourceState *state, const DueHints *hints,
    int64_t fresh_s, int64_t now);
/* Notes a failed one. `rest_until`: the host wants to be left alone; 0. */
void due_failed(const Source *source, SourceState *state, DueFailure failure,
    const char *why, int64_t rest_until, int64_t now);
/* 410: never again. */
void due_gone(SourceState *state, const char *why, int64_t now);

#endif
