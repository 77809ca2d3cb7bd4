/*
 * pool - all requests under way, and those that wait for a connection.
 *
 * Takes messages of main, drives libcurl's multi handle, gives answers back
 * over the channel. At most `connections` transfers at once; while too many
 * bytes of bodies are in memory, or main does not read, no new one begins.
 */
#ifndef FETCH_POOL_H
#define FETCH_POOL_H

#include "wire/channel.h"

typedef struct Pool Pool;

/* Sets libcurl up: what it reads from files it reads here, before the fence.
 * NULL: it cannot be. */
Pool *pool_new(void);
void pool_free(Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, pool_free)

/* What main said first; takes the contents of `hello`. */
void pool_greet(Pool *pool, Hello *hello);
/* Takes the contents of `request`. */
void pool_add(Pool *pool, uint32_t id, Request *request);
/* Answers it as cancelled; nothing if it was answered already. */
bool pool_cancel(Pool *pool, Channel *channel, uint32_t id, GError **error);

/* Waits for the network or the channel, at most as long as makes sense. */
void pool_wait(Pool *pool, const Channel *channel);

typedef enum PoolTurn {
	POOL_GOOD,
	POOL_GONE,		/* main is */
	POOL_STALE,		/* resolv.conf is another file: end, so that
				 * main starts a fetcher that can read it */
} PoolTurn;

/* Begins, carries on and answers what it can without waiting. */
PoolTurn pool_turn(Pool *pool, Channel *channel);

#endif
