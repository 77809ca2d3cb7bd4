/*
 * health - how a source is, from its file and from what is remembered.
 */
#ifndef CORE_HEALTH_H
#define CORE_HEALTH_H

#include "core/newsroom.h"
#include "state/state.h"

typedef enum HealthKind {
	HEALTH_OK,
	HEALTH_FAILING,		/* failed, but not often enough to be news */
	HEALTH_BROKEN,		/* failed schedule.report-after times, or its
				 * file has a mistake */
	HEALTH_STOPPED,		/* the server said 410: gone for good */
	HEALTH_DISABLED,	/* enabled = no */
} HealthKind;

typedef struct Health {
	HealthKind kind;
	const char *id;		/* borrowed */
	const Source *source;	/* borrowed; NULL: its file has a mistake */
	SourceState state;	/* as far as it is remembered */
	const char *error;	/* borrowed; NULL: none */
} Health;

/* "ok", "failing", "broken", "stopped", "disabled" */
const char *health_name(HealthKind kind);
bool health_is_problem(const Health *health);

/* Of all sources, by id, also those whose file has a mistake. `state` NULL:
 * there was no run yet. Borrows from `newsroom`. */
GPtrArray *health_list(const Newsroom *newsroom, State *state, GError **error);

#endif
