/*
 * errand - one document on its way: asked for, answered, read.
 *
 * Plain data. Who takes it along the way is the desk; what is made of it, list
 * and page.
 */
#ifndef CORE_ERRAND_H
#define CORE_ERRAND_H

#include "core/entry.h"
#include "core/response.h"
#include "core/turn.h"

typedef enum ErrandKind {
	ERRAND_LIST,
	ERRAND_PAGE,
	ERRAND_ROBOTS,
} ErrandKind;

typedef enum ErrandEnd {
	ERRAND_READ,		/* a parser was through with it: see `done` */
	ERRAND_UNCHANGED,	/* 304 */
	ERRAND_FAILED,		/* see `failure`, `why` */
	ERRAND_DEFERRED,	/* it was never asked for: the host rests, the
				 * run ends */
} ErrandEnd;

typedef enum ErrandFailure {
	FAILURE_NETWORK,	/* no host, no connection, timeout */
	FAILURE_ANSWER,		/* a status, a cut or foolish answer */
	FAILURE_MISSING,	/* 404 */
	FAILURE_GONE,		/* 410 */
	FAILURE_ROBOTS,
	FAILURE_ADDRESS,	/* it may not be fetched for this source */
	FAILURE_PARSER,		/* it broke a parser, now or lately */
} ErrandFailure;

typedef struct Errand {
	uint32_t id;
	ErrandKind kind;
	Turn *turn;		/* borrowed */
	char *first_url, *url;	/* as asked for; of this hop */
	char *host;
	int hops;
	bool is_permanent;	/* all hops so far were 301 or 308 */
	bool was_lost;		/* its fetcher died once */
	bool is_conditional;
	bool is_checked;	/* robots.txt allows this hop */
	bool is_read;		/* read already; waits for robots.txt alone */
	bool is_ended;

	/* the answer */
	Response response;
	int64_t fresh_s;
	Validators validators;
	int body;		/* -1: none */
	int64_t fetched_at;

	/* what the parser said */
	GPtrArray *entries;	/* Entry *: lists */
	size_t said;		/* entries, and bytes in them */
	size_t said_bytes;
	GPtrArray *further;	/* char *: lists that the plugin asks for */
	bool is_part;		/* it asked for more that it did not get */
	Value *feed;		/* lists, robots */
	Value *article;		/* pages */
	Done done;

	/* how it ended */
	ErrandEnd end;
	ErrandFailure failure;
	char *why;		/* one line; may hold foreign text */

	/* pages: for whom */
	Entry *entry;
	bool is_revisit;	/* of the ladder */
	int64_t tries, first_at;	/* as a pending one */
	bool is_archived;	/* as the list gave it */
} Errand;

Errand *errand_new(ErrandKind kind, Turn *turn, const char *url);
void errand_free(Errand *errand);

/* Sets the hop's address (and its host); false when it is no usable one. */
bool errand_set_url(Errand *errand, const char *url);
void errand_fail(Errand *errand, ErrandFailure failure, const char *format,
    ...) G_GNUC_PRINTF(3, 4);
/* Status, headers and body as one file; NULL when there is none. */
GBytes *errand_capture(const Errand *errand);

#endif
