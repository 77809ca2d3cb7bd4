/*
 * main - cailun-fetch: asks the network for what main wants.
 *
 * Speaks to nobody but the network and main. Reads no configuration, keeps
 * nothing, decides nothing.
 */
#include "config.h"

#include "base/error.h"
#include "fetch/fence.h"
#include "fetch/pool.h"
#include "wire/child.h"

#include <malloc.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define EXIT_MISUSED 2
#define EXIT_CONFUSED 70
#define EXIT_ANOTHER 75 /* start another: resolv.conf was replaced */
#define EXIT_NO_FENCE 78

typedef struct Options {
	SandboxMode sandbox;
	bool is_trap;
} Options;

static bool
read_options(int argc, char **argv, Options *out)
{
	static const char sandbox[] = "--sandbox=";

	for (int i = 1; i < argc; i++) {
		int mode = -1;

		if (strcmp(argv[i], "--trap") == 0) {
			out->is_trap = true;
			continue;
		}
		if (g_str_has_prefix(argv[i], sandbox))
			mode =
			    sandbox_mode_from_name(argv[i] + strlen(sandbox));
		if (mode < 0)
			return false;
		out->sandbox = (SandboxMode)mode;
	}
	return true;
}

/* The next message, waited for; only for the first one. */
static ChannelRead
await(Channel *channel, Message *message)
{
	struct pollfd fd = { .fd = channel_fd(channel), .events = POLLIN };
	ChannelRead end;

	while ((end = channel_read(channel, false, message, NULL)) ==
	       CHANNEL_NOTHING)
		(void)poll(&fd, 1, -1);
	return end;
}

static bool
greet(Pool *pool, Channel *channel, const GPtrArray *lacks)
{
	g_auto(Message) message = MESSAGE_NONE;
	g_auto(Hello) hello = { 0 };
	g_autoptr(Value) ready = value_object();
	Value *list = value_list();

	for (guint i = 0; i < lacks->len; i++)
		value_append_text(list, g_ptr_array_index(lacks, i));
	value_set(ready, "lacks", list);
	if (await(channel, &message) != CHANNEL_MESSAGE ||
	    message.type != MESSAGE_HELLO ||
	    !hello_read(message.value, &hello, NULL))
		return false;
	pool_greet(pool, &hello);
	return channel_send(channel, MESSAGE_READY, 0, ready, -1, NULL);
}

static bool
obey(Pool *pool, Channel *channel, const Message *message)
{
	g_auto(Request) request = { 0 };

	if (message->type == MESSAGE_CANCEL)
		return pool_cancel(pool, channel, message->id, NULL);
	if (message->type != MESSAGE_REQUEST ||
	    !request_read(message->value, &request, NULL))
		return false;
	pool_add(pool, message->id, &request);
	return true;
}

/* All that main has said so far. NOTHING: it may say more. */
static ChannelRead
listen_to_main(Pool *pool, Channel *channel)
{
	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;
		ChannelRead end = channel_read(channel, false, &message, NULL);

		if (end != CHANNEL_MESSAGE)
			return end;
		if (!obey(pool, channel, &message))
			return CHANNEL_BAD;
	}
}

static int
work(Pool *pool, Channel *channel)
{
	for (;;) {
		switch (listen_to_main(pool, channel)) {
		case CHANNEL_END:
			return 0;
		case CHANNEL_BAD:
			return EXIT_CONFUSED;
		default:
			break;
		}
		switch (pool_turn(pool, channel)) {
		case POOL_GONE:
			return 0;
		case POOL_STALE:
			return EXIT_ANOTHER;
		default:
			break;
		}
		pool_wait(pool, channel);
	}
}

int
main(int argc, char **argv)
{
	Options options = { .sandbox = SANDBOX_BEST };
	g_autoptr(GPtrArray) lacks = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	g_autoptr(Pool) pool = NULL;
	g_autoptr(Channel) channel = NULL;

	if (!read_options(argc, argv, &options) || !child_settle()) {
		(void)fputs("cailun-fetch: is started by cailun\n", stderr);
		return EXIT_MISUSED;
	}
	(void)mallopt(M_ARENA_MAX, 2);
	tzset();
	pool = pool_new();
	if (!pool)
		return EXIT_CONFUSED;
	if (!fetch_fence_enter(
		options.sandbox, options.is_trap, lacks, &error)) {
		(void)fprintf(stderr, "cailun-fetch: %s\n", error->message);
		return EXIT_NO_FENCE;
	}
	channel = channel_new(CHILD_SOCKET, false);
	if (!greet(pool, channel, lacks))
		return EXIT_CONFUSED;
	return work(pool, channel);
}
