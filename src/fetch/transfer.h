/*
 * transfer - one request and its answer.
 *
 * A transfer owns an easy handle that is used again for the next request;
 * whatever one source asked for (proxy, credentials, trust) is set anew each
 * time. No redirect is followed, no cookie kept, no Referer sent.
 */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

#include "fetch/outcome.h"
#include "wire/message.h"

typedef struct Transfer Transfer;

/* What all of them share. */
typedef struct Common {
	CURLSH *share;		/* sessions of TLS */
	const char *user_agent;
	size_t in_flight;	/* bytes of all bodies being read */
	const Transfer *eldest;	/* is read on however crowded it is */
} Common;

/* NULL: no memory. Borrows `common`. */
Transfer *transfer_new(Common *common);
void transfer_free(Transfer *transfer);
CURL *transfer_easy(const Transfer *transfer);
uint32_t transfer_id(const Transfer *transfer);
/* The one that an easy handle belongs to. */
Transfer *transfer_of(CURL *easy);

/* Makes it ready for curl_multi_add_handle(); takes the contents of `request`.
 * `left_ms`: what remains of its time. */
void transfer_begin(Transfer *transfer, uint32_t id, Request *request,
    int64_t left_ms);
/* Reads on if it was paused because of the crowd. */
void transfer_resume(Transfer *transfer);
/* After it has ended: the answer (owned by the transfer) and, if it is whole,
 * the sealed body, given away; -1: none. */
const Response *transfer_finish(Transfer *transfer, CURLcode code, int *body);
/* The name did not resolve. */
bool transfer_is_nameless(const Transfer *transfer);
/* Forgets the request. */
void transfer_end(Transfer *transfer);

/* The answer to a request that was never begun; caller clears. */
void transfer_refuse(Stop stop, Response *out);

#endif
