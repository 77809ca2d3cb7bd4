/*
 * fetcher - cailun-fetch, started, watched and replaced.
 *
 * One process for all requests of a run. When it ends, by a crash or by its
 * own wish (another resolv.conf), every request under way is lost and told so,
 * and the next request starts another one. It is killed when it says nonsense
 * or outlives the deadline of a request by far. main never blocks on it.
 */
#ifndef CORE_FETCHER_H
#define CORE_FETCHER_H

#include "wire/fence.h"
#include "wire/message.h"

typedef struct Fetcher Fetcher;

typedef struct FetcherEvents {
	void *data;
	/* The answer of request `id`; takes `body` (-1: none). */
	void (*answered)(void *data, uint32_t id, const Response *response,
	    int body);
	/* There will be none: the fetcher is gone. */
	void (*lost)(void *data, uint32_t id, const char *why);
} FetcherEvents;

/* `user_agent` is copied. Nothing is started before the first request. */
Fetcher *fetcher_new(const char *user_agent, int64_t connections,
    SandboxMode sandbox, const FetcherEvents *events);
void fetcher_free(Fetcher *fetcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fetcher, fetcher_free)

/* Fails with CAILUN_ERROR_HELPER when none can be started. */
bool fetcher_send(Fetcher *fetcher, uint32_t id, const Request *request,
    GError **error);
size_t fetcher_busy(const Fetcher *fetcher);	/* requests under way */
/* Drops everything under way; nobody is told. */
void fetcher_stop(Fetcher *fetcher);
/* What its fence lacks, comma-separated, or NULL; borrowed. */
const char *fetcher_lacks(const Fetcher *fetcher);

/* Appends what to poll for (struct pollfd), and after the poll does what is to
 * be done, calling the events. False when it cannot be kept alive. */
void fetcher_watch(Fetcher *fetcher, GArray *fds);
bool fetcher_turn(Fetcher *fetcher, const GArray *fds, GError **error);
/* Milliseconds until it must be looked at again; -1. */
int64_t fetcher_wait_ms(const Fetcher *fetcher);

#endif
