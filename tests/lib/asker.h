/*
 * asker - cailun-fetch, started by a test and asked over its socket.
 *
 * It runs with --trap: a call that its fence does not name kills it, and the
 * test with it. CAILUN_TEST_SANDBOX=off leaves the fence away (for valgrind).
 * Anything that does not go as it should ends the test.
 */
#ifndef TESTS_LIB_ASKER_H
#define TESTS_LIB_ASKER_H

#include "wire/child.h"

#define ASKER_PROGRAM "./cailun-fetch"
#define ASKER_AGENT "cailun/test (+post@example.org)"
#define ASKER_CONNECTIONS 64
#define ASKER_PATIENCE_MS 60000

typedef struct Answer {
	uint32_t id;
	Response response;
	GBytes *body;		/* NULL: none came */
} Answer;

void answer_clear(Answer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

Child fetch_start(void);
/* With these options; `more` may be NULL. */
Child fetch_with(const char *sandbox, const char *more);
/* Ends it; it must go by itself. */
void fetch_stop(Child *child);
/* The next message, waited for. */
ChannelRead fetch_await(Child *child, Message *message);

/* Of 127.0.0.1, private networks allowed; caller clears. */
Request request_for(int port, const char *path);
void send_request(Child *child, uint32_t id, const Request *request);
Answer read_answer(Child *child);
/* Both; clears the request. */
Answer ask(Child *child, Request *request);

#endif
