/*
 * desk - takes errands past robots.txt, gate, fetcher and parser.
 *
 * Everything that is fetched goes this way: allowed for the source, no poison,
 * robots.txt, its turn at the host, the request, redirects (each hop from the
 * beginning), the parser. An errand that has ended comes out by desk_ended(),
 * which is never called from inside.
 */
#ifndef CORE_DESK_H
#define CORE_DESK_H

#include "core/errand.h"
#include "core/fetcher.h"
#include "core/gate.h"
#include "core/ledger.h"
#include "core/newsroom.h"
#include "core/parsers.h"
#include "core/rest.h"
#include "core/robots.h"

typedef struct Desk {
	State *state;		/* borrowed, like the next one */
	Ledger *ledger;
	Gate *gate;
	Robots *robots;
	Fetcher *fetcher;
	Parsers *parsers;
	GHashTable *errands;	/* id -> Errand */
	Rests *rests;
	GQueue ended;		/* Errand * */
	uint32_t last_id;
	int64_t requests;
	bool is_stopping;
	GError *error;		/* why nothing can go on, or NULL */
} Desk;

Desk *desk_new(const Newsroom *newsroom, State *state, Ledger *ledger);
void desk_free(Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Desk, desk_free)

/* Takes the errand; its turn is open until desk_close(). */
void desk_send(Desk *desk, Errand *errand);
/* The next that has ended; NULL. Borrowed until desk_close(), which frees it. */
Errand *desk_ended(Desk *desk);
void desk_close(Desk *desk, Errand *errand);
/* Nothing is under way. */
bool desk_is_idle(const Desk *desk);
/* Drops what is under way; all of it ends as deferred. */
void desk_stop(Desk *desk);

/* For the poll loop: sends what may go, says what to wait for; after the poll
 * does what is to be done. False: CAILUN_ERROR_HELPER, _CONF or _IO. */
void desk_watch(Desk *desk, GArray *fds);
int64_t desk_wait_ms(Desk *desk);
bool desk_turn(Desk *desk, const GArray *fds, GError **error);

#endif
