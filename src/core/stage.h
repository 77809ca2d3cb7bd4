/*
 * stage - what the stages of a run share.
 */
#ifndef CORE_STAGE_H
#define CORE_STAGE_H

#include "core/commit.h"
#include "core/desk.h"

typedef struct Stage {
	Desk *desk;
	Ledger *ledger;
	Commit *commit;
	State *state;
	const char *run;	/* "20240102T1740-7f3a" */
	GHashTable *under_way;	/* keys (owned) whose page is asked for, or was */
} Stage;

#endif
