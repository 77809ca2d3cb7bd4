/*
 * run - conducts one run over the sources whose turn it is.
 *
 * One poll loop: what has ended is made into articles, what may go is sent,
 * batches are written when they are ripe. Ends when nothing is under way, when
 * the time is up, or on SIGINT and SIGTERM, with the batch in hand written.
 * Besides the commands the only module of core that prints.
 */
#ifndef CORE_RUN_H
#define CORE_RUN_H

#include "archive/archive.h"
#include "core/command.h"
#include "core/due.h"
#include "state/state.h"

typedef struct RunWish {
	const Newsroom *newsroom;
	const Options *options;
	Archive *archive;	/* open, locked, caught up with */
	State *state;
	GPtrArray *wanted;	/* const Source *; NULL: all */
	bool is_all;
	const Source *forced;	/* or NULL */
	const char *lacks;	/* what main's own fence lacks, or NULL */
} RunWish;

/* Returns the exit code; `*signal_out` is the signal that ended it, or 0. */
int run(const RunWish *wish, int *signal_out);

#endif
