/*
 * gate - one request at a time for each host, and never too soon.
 *
 * Shared by all sources of a run. A host is free again when the delay has
 * passed since the END of its last answer, on the monotonic clock; the delay
 * is the longest of what the source and robots.txt (Crawl-delay) want. A host
 * that asked to be left alone is closed: what waits for it comes out by
 * gate_refused(). Requests are the caller's; the gate only keeps pointers.
 */
#ifndef CORE_GATE_H
#define CORE_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Gate Gate;

/* Who goes first at one host. */
typedef enum GateRank {
	GATE_HOP,	/* robots.txt, and the next hop of what is under way */
	GATE_LIST,
	GATE_PAGE,
	GATE_REVISIT,
	GATE_RANKS,
} GateRank;

/* A Crawl-delay beyond this is not waited for: it means one more request in a
 * run, and then no other. */
#define GATE_LONGEST_DELAY_MS 60000

Gate *gate_new(size_t connections);
void gate_free(Gate *gate);

/* `request` waits for its turn at `host`. */
void gate_put(Gate *gate, const char *host, int64_t delay_ms, GateRank rank,
    void *request);
/* The next that may go now, its host busy from now on; NULL: none. */
void *gate_next(Gate *gate, int64_t now_ms);
/* The answer of `host` has ended (or never will come). */
void gate_done(Gate *gate, const char *host, int64_t now_ms);
/* One that waits for a closed host, taken out; NULL: none. */
void *gate_refused(Gate *gate);
/* Anything that still waits, taken out (the run ends); NULL: none. */
void *gate_drain(Gate *gate);
/* Milliseconds until gate_next() may have one; -1: not by waiting. */
int64_t gate_wait_ms(Gate *gate, int64_t now_ms);

/* Has anything been asked of this host or been said about it? */
bool gate_knows(const Gate *gate, const char *host);
void gate_set_crawl_delay(Gate *gate, const char *host, int64_t delay_ms);
/* No more requests to `host` in this run. */
void gate_close(Gate *gate, const char *host);
bool gate_is_closed(const Gate *gate, const char *host);
size_t gate_busy(const Gate *gate);	/* connections in use */

/*
 * How long a host is left alone, in seconds: what it asked for
 * (`retry_after_s`, -1: nothing) but at least FLOOR_EVERY_S, doubled with each
 * of `failures` before this one where it asked for nothing.
 */
int64_t gate_rest_s(int64_t retry_after_s, int64_t failures);

#endif
