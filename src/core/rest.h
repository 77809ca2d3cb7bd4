/*
 * rest - hosts that asked to be left alone, over all runs.
 *
 * 429 and 503 hold back every source of a host: for as long as the host said,
 * else longer each time. What is known is kept in the state at once, since a
 * run that dies must not forget it.
 */
#ifndef CORE_REST_H
#define CORE_REST_H

#include "state/state.h"

typedef struct Rests Rests;

/* Borrows `state` for its whole life. */
Rests *rests_new(State *state);
void rests_free(Rests *rests);

/* Until when `host` is left alone; 0: it is not. */
int64_t rests_until(Rests *rests, const char *host, int64_t now);
/* It asked for a rest of `retry_after_s` (-1: did not say how long); returns
 * until when. */
int64_t rests_begin(Rests *rests, const char *host, int64_t retry_after_s,
    int64_t now);
/* It answers again. */
void rests_end(Rests *rests, const char *host);

#endif
