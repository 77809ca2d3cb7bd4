/*
 * robots - may this address be fetched?
 *
 * What an origin's robots.txt says is asked once a day and remembered in the
 * state; 4xx means that all is allowed, 5xx and no answer that nothing is.
 * Sources that reach the net in different ways (proxy, ca-file, private
 * networks) do not share what they learnt. Who must wait for an answer is
 * kept here and handed back when it has come. Fetching and parsing are the
 * caller's.
 */
#ifndef CORE_ROBOTS_H
#define CORE_ROBOTS_H

#include "core/ledger.h"
#include "core/rules.h"
#include "core/source.h"

typedef struct Robots Robots;

typedef enum RobotsAnswer {
	ROBOTS_ALLOWED,
	ROBOTS_FORBIDDEN,
	ROBOTS_UNREACHABLE,	/* nothing is fetched there for now */
	ROBOTS_ASK,		/* fetch robots_url(), then robots_learn() */
	ROBOTS_WAIT,		/* somebody asks already */
} RobotsAnswer;

/* Borrows both for its whole life. */
Robots *robots_new(State *state, Ledger *ledger);
void robots_free(Robots *robots);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Robots, robots_free)

/*
 * On ASK and WAIT `waiter` is kept for robots_learn(). `*delay_ms` gets the
 * Crawl-delay (0: none), also with ALLOWED.
 */
RobotsAnswer robots_look(Robots *robots, const Source *source, const char *url,
    int64_t now, void *waiter, int64_t *delay_ms);
/* "https://host:port/robots.txt"; caller frees. */
char *robots_url(const char *url);

typedef enum RobotsOutcome {
	ROBOTS_RULES,		/* `said` holds what the parser found */
	ROBOTS_FREE,		/* 4xx, or what is no robots.txt */
	ROBOTS_CLOSED,		/* 5xx, no answer */
} RobotsOutcome;
/* Notes the answer for the origin of `url`; returns those who waited (void *),
 * in order; caller frees. */
GPtrArray *robots_learn(Robots *robots, const Source *source, const char *url,
    RobotsOutcome outcome, const Value *said, int64_t now);

#endif
