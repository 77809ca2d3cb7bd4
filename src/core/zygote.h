/*
 * zygote - the process that makes parsers, started, watched and replaced.
 *
 * It is warmed once and then forks a fenced parser in a fraction of a
 * millisecond; the parser is main's own child. When it ends, parsers that it
 * has made live on; those that were only wished for never come.
 */
#ifndef CORE_ZYGOTE_H
#define CORE_ZYGOTE_H

#include "wire/fence.h"

#include <sys/types.h>

typedef struct Zygote Zygote;

typedef struct ZygoteEvents {
	void *data;
	/* The wish `serial` has become process `pid`, a child of ours if it
	 * does not lie; 0: it could not be made. False: no such wish. */
	bool (*made)(void *data, uint32_t serial, pid_t pid);
	/* It is gone. */
	void (*gone)(void *data);
} ZygoteEvents;

Zygote *zygote_new(SandboxMode sandbox, char **plugin_dirs,
    const ZygoteEvents *events);
void zygote_free(Zygote *zygote);

/* Wishes for a parser whose end of the socket is `socket` (taken). */
bool zygote_wish(Zygote *zygote, uint32_t serial, char **plugins, int socket,
    GError **error);
void zygote_stop(Zygote *zygote);
/* What the fence of its parsers lacks, or NULL; borrowed. */
const char *zygote_lacks(const Zygote *zygote);

/* As in fetcher.h. */
void zygote_watch(Zygote *zygote, GArray *fds);
bool zygote_turn(Zygote *zygote, const GArray *fds, GError **error);

#endif
