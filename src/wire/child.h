/*
 * child - a helper process, seen from main.
 *
 * Started by exec with its end of a socket pair as descriptor 3. main waits
 * for its pidfd in the poll loop and reaps it itself. A helper dies with main
 * (PDEATHSIG) and never outlives its usefulness.
 */
#ifndef WIRE_CHILD_H
#define WIRE_CHILD_H

#include "wire/channel.h"

#include <sys/types.h>

#define CHILD_SOCKET 3

typedef struct Child {
	pid_t pid;		/* 0: none */
	int pidfd;		/* -1: none */
	Channel *channel;
} Child;

#define CHILD_NONE ((Child){ .pidfd = -1 })

/* The path of a helper: $CAILUN_HELPERS/NAME, else PKGLIBEXECDIR/NAME. */
char *child_helper_path(const char *name);

/* Starts `path` with `argv` (argv[0] included, NULL-terminated). */
bool child_start(const char *path, const char *const *argv, Child *out,
    GError **error);
/* Takes charge of a process that the zygote made for us, and (also when it
 * fails) of its channel. */
bool child_adopt(pid_t pid, Channel *channel, Child *out, GError **error);

/*
 * Adds its channel to what poll() looks at (struct pollfd), for reading and,
 * where something waits to be sent, for writing. `*place` is where in `fds`.
 * False: there is no child.
 */
bool child_watch(const Child *child, GArray *fds, size_t *place);

/* CPU milliseconds so far; -1 when it is gone. */
int64_t child_cpu_ms(const Child *child);
void child_kill(Child *child);

typedef struct ChildEnd {
	bool is_signal;
	int code;		/* exit code or signal */
	int64_t cpu_ms;
	int64_t peak_kb;
} ChildEnd;
/* Reaps without waiting; false when it still runs. Clears pid and pidfd. */
bool child_reap(Child *child, ChildEnd *end);
/* Closes the channel, waits up to `ms`, kills, reaps. */
void child_stop(Child *child, int ms, ChildEnd *end);
/* "killed by signal 9 (Killed)", "exit code 3"; caller frees. */
char *child_end_text(const ChildEnd *end);

/* For helpers: what every helper does first. PDEATHSIG, SIGINT, SIGTERM,
 * SIGPIPE ignored; false when main is gone already. */
bool child_settle(void);

#endif
