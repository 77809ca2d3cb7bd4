/*
 * request - what is asked of a server on behalf of a source.
 *
 * Headers of the source and its credentials go to the origin (scheme, host,
 * port) of one of its own addresses only. Validators are sent back byte for
 * byte, and none is ever invented. No cookie, no Referer.
 */
#ifndef CORE_REQUEST_H
#define CORE_REQUEST_H

#include "core/source.h"
#include "state/state.h"

typedef enum RequestKind {
	REQUEST_LIST,
	REQUEST_PAGE,
	REQUEST_ROBOTS,
} RequestKind;

/* Fills in `out`. `validators` may be NULL: unconditional; what was learnt of
 * this very address. */
void request_build(const Source *source, RequestKind kind, const char *url,
    const Validators *validators, Request *out);

/* `url` has the origin of one of the source's own addresses. */
bool request_is_own_origin(const Source *source, const char *url);

/* The ceiling of a body. */
int64_t request_max_bytes(const Source *source, RequestKind kind);

#endif
