/*
 * rawserver - a web server that misbehaves to the byte, for tests on loopback.
 *
 * Runs in a process group of its own, one process a connection; what a path
 * answers stands in rawserver.c. Ended by rawserver_stop().
 */
#ifndef TESTS_LIB_RAWSERVER_H
#define TESTS_LIB_RAWSERVER_H

#include <sys/types.h>

typedef struct RawServer {
	pid_t pid;
	int port;
	int closed_port; /* one where nobody listens */
} RawServer;

RawServer rawserver_start(void);
void rawserver_stop(RawServer *server);

/* The text that /gzip and its kin pack. */
#define RAWSERVER_TEXT_BYTES 20000
char *rawserver_text(void);
/* What /odd gives and wants back. */
#define RAWSERVER_ODD_ETAG "W/\"\xba\xfe\xc4\xcf\xff\""

#endif
