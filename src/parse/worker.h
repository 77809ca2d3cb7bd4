/*
 * worker - a parser: serves tasks over descriptor CHILD_SOCKET until its end.
 */
#ifndef PARSE_WORKER_H
#define PARSE_WORKER_H

#include "parse/plugin.h"

/* Returns when main has closed its end. Every TASK is answered by a DONE, a
 * MESSAGE_PLUGINS by one. */
void worker_serve(const Plugins *plugins);

#endif
