/*
 * response - what an answer means for the one who asked.
 *
 * Pure. Nothing of an answer that was cut short, refused or no 200 is ever
 * stored; a 304 that nobody asked for is an error; a redirect is reported,
 * with its target made absolute, and followed by nobody here.
 */
#ifndef CORE_RESPONSE_H
#define CORE_RESPONSE_H

#include "state/state.h"
#include "wire/message.h"

typedef enum VerdictKind {
	VERDICT_OK,		/* a complete 200 */
	VERDICT_UNCHANGED,	/* 304 to a conditional request */
	VERDICT_REDIRECT,
	VERDICT_GONE,		/* 410 */
	VERDICT_MISSING,	/* 404 */
	VERDICT_REFUSED,	/* 401 403 412 and other 4xx */
	VERDICT_SLOW,		/* 429 503: leave the host alone */
	VERDICT_FAILING,	/* other 5xx, odd statuses */
	VERDICT_NETWORK,	/* no host, no connection, TLS, timeout */
	VERDICT_CUT,		/* not whole, too large, nonsense, forbidden */
	VERDICT_CANCELLED,
} VerdictKind;

typedef struct Verdict {
	VerdictKind kind;
	char *location;		/* REDIRECT: absolute, http or https */
	bool is_permanent;	/* 301, 308 */
	int64_t retry_after_s;	/* -1: not said */
	int64_t fresh_s;	/* OK, UNCHANGED */
	Validators validators;	/* OK: of this address, byte for byte */
	char *why;		/* one line for people, without the address */
} Verdict;

void verdict_clear(Verdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Verdict, verdict_clear)

/* `url` is what was asked; `is_conditional`: validators were sent. */
void response_judge(const Response *response, const char *url,
    bool is_conditional, int64_t now, Verdict *out);

/* Status line and headers as they are kept in a capture: no cookies, nothing
 * that authorises. Ends with the blank line. Caller frees. */
GString *response_capture_head(const Response *response);
/* Content-Type as a trailer carries it: "text/html;charset=gbk", or "-". */
char *response_type(const Response *response);

#endif
