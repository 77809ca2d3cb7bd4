/*
 * zygote - the warmed process that parsers are forked from.
 *
 * Started by main with a socket as descriptor CHILD_SOCKET. Is told HELLO,
 * builds its fence, answers READY; then a SPAWN with a descriptor makes a
 * parser that is main's own child and is answered with SPAWNED {pid}, or
 * {pid: 0, why}. It never sees a byte of a stranger. At end of file it leaves.
 */
#ifndef PARSE_ZYGOTE_H
#define PARSE_ZYGOTE_H

#include "wire/fence.h"

/* The whole life of the process; false and `error` when it cannot begin. */
bool zygote_run(SandboxMode mode, bool is_trap, GError **error);

#endif
