/*
 * outcome - how a transfer ended, for main and for people.
 */
#ifndef FETCH_OUTCOME_H
#define FETCH_OUTCOME_H

#include "wire/message.h"

#include <curl/curl.h>

/* Why we ended a transfer ourselves. */
typedef enum Stop {
	STOP_NONE = 0,
	STOP_BODY_TOO_LARGE,
	STOP_HEADERS_TOO_LARGE,
	STOP_HEADERS_NONSENSE,
	STOP_BAD_CODING,	/* ends early or is broken */
	STOP_UNKNOWN_CODING,
	STOP_NO_MEMORY,
	STOP_NOT_PUBLIC,	/* the URL says so itself */
	STOP_CANCELLED,
	STOP_WAITED,		/* for a free connection until its time was up */
} Stop;

/* What is known at the end. Everything is borrowed. */
typedef struct Outcome {
	CURLcode code;
	Stop stop;
	bool is_tried;		/* an address was connected to */
	bool is_linked;		/* and it took us (TLS may be missing) */
	bool is_connected;	/* the request could be sent */
	bool is_answered;	/* headers and all */
	const char *refused;	/* an address that the guard refused, or "" */
	const char *detail;	/* libcurl's words, or "" */
	int os_error;
	int64_t max_bytes;
} Outcome;

/* Sets `end` and `why` of `response`. */
void outcome_tell(const Outcome *outcome, Response *response);

#endif
