/*
 * fetcher - cailun-fetch, started, watched and replaced.
 *
 * Knows processes and messages; nothing of hosts, pace or sources.
 */
#include "config.h"

#include "core/fetcher.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "wire/child.h"

#include <poll.h>

/* How long after its deadline a request may still be answered. */
#define GRACE_MS 5000
/* So many in a row that never answered anything: there is no point. */
#define MOST_FAILURES 5

struct Fetcher {
	Child child;
	char *user_agent;
	int64_t connections;
	SandboxMode sandbox;
	FetcherEvents events;
	GHashTable *pending; /* id -> int64_t *, its deadline in ms */
	size_t place; /* in the array of fetcher_watch() */
	bool is_watched;
	int failures; /* since the last answer */
	char *lacks;
};

Fetcher *
fetcher_new(const char *user_agent, int64_t connections, SandboxMode sandbox,
    const FetcherEvents *events)
{
	Fetcher *fetcher = g_new0(Fetcher, 1);

	fetcher->child = CHILD_NONE;
	fetcher->user_agent = g_strdup(user_agent);
	fetcher->connections = connections;
	fetcher->sandbox = sandbox;
	fetcher->events = *events;
	fetcher->pending =
	    g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
	return fetcher;
}

void
fetcher_free(Fetcher *fetcher)
{
	if (!fetcher)
		return;
	fetcher_stop(fetcher);
	g_hash_table_destroy(fetcher->pending);
	g_free(fetcher->user_agent);
	g_free(fetcher->lacks);
	g_free(fetcher);
}

static bool
start(Fetcher *fetcher, GError **error)
{
	g_autofree char *path = child_helper_path("cailun-fetch");
	g_autofree char *mode = g_strdup_printf(
	    "--sandbox=%s", sandbox_mode_name(fetcher->sandbox));
	const char *argv[] = { "cailun-fetch", mode, NULL };
	Hello hello = {
		.now = clock_now(),
		.user_agent = fetcher->user_agent,
		.connections = fetcher->connections,
	};
	g_autoptr(Value) value = hello_to_value(&hello);

	return child_start(path, argv, &fetcher->child, error) &&
	       channel_send(
		   fetcher->child.channel, MESSAGE_HELLO, 0, value, -1, error);
}

bool
fetcher_send(
    Fetcher *fetcher, uint32_t id, const Request *request, GError **error)
{
	g_autoptr(Value) value = request_to_value(request);
	int64_t *deadline;

	if (fetcher->child.pid == 0 && !start(fetcher, error))
		return false;
	deadline = g_new(int64_t, 1);
	*deadline = clock_mono_ms() + request->timeout_ms + GRACE_MS;
	g_hash_table_insert(fetcher->pending, GUINT_TO_POINTER(id), deadline);
	/* One that has just died is noticed, and told, by the next turn. */
	(void)channel_send(
	    fetcher->child.channel, MESSAGE_REQUEST, id, value, -1, NULL);
	return true;
}

size_t
fetcher_busy(const Fetcher *fetcher)
{
	return g_hash_table_size(fetcher->pending);
}

void
fetcher_stop(Fetcher *fetcher)
{
	g_hash_table_remove_all(fetcher->pending);
	fetcher->is_watched = false;
	if (fetcher->child.pid != 0)
		child_stop(&fetcher->child, 0, NULL);
}

const char *
fetcher_lacks(const Fetcher *fetcher)
{
	return fetcher->lacks;
}

void
fetcher_watch(Fetcher *fetcher, GArray *fds)
{
	fetcher->is_watched = child_watch(&fetcher->child, fds, &fetcher->place);
}

/* It is gone, or must go: tells all whose answers went with it. */
static bool
replace(Fetcher *fetcher, const char *why, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(false, false, sizeof(guint));
	g_autofree char *text = NULL;
	GHashTableIter all;
	ChildEnd end;
	void *key;

	child_stop(&fetcher->child, why ? 0 : 100, &end);
	text = why ? g_strdup(why) : child_end_text(&end);
	g_hash_table_iter_init(&all, fetcher->pending);
	while (g_hash_table_iter_next(&all, &key, NULL)) {
		guint id = GPOINTER_TO_UINT(key);

		g_array_append_val(ids, id);
	}
	g_hash_table_remove_all(fetcher->pending);
	if (!end.is_signal && end.code == 78)
		return fail(error, CAILUN_ERROR_CONF,
		    "cailun-fetch refuses to work without its whole fence "
		    "(run.sandbox = require); see cailun doctor");
	if (++fetcher->failures > MOST_FAILURES)
		return fail(error, CAILUN_ERROR_HELPER,
		    "cailun-fetch ends again and again: %s", text);
	for (guint i = 0; i < ids->len; i++)
		fetcher->events.lost(
		    fetcher->events.data, g_array_index(ids, guint, i), text);
	return true;
}

static bool
take_lacks(Fetcher *fetcher, const Value *value)
{
	g_free(fetcher->lacks);
	fetcher->lacks = ready_lacks(value);
	return true;
}

/* False: it says what it must not. */
static bool
take(Fetcher *fetcher, Message *message)
{
	g_auto(Response) response = { 0 };

	if (message->type == MESSAGE_READY)
		return take_lacks(fetcher, message->value);
	if (message->type != MESSAGE_RESPONSE ||
	    !response_read(message->value, &response, NULL))
		return false;
	if (!g_hash_table_remove(
		fetcher->pending, GUINT_TO_POINTER(message->id)))
		return true; /* cancelled meanwhile */
	fetcher->failures = 0;
	fetcher->events.answered(fetcher->events.data, message->id, &response,
	    steal_fd(&message->body));
	return true;
}

static bool
read_all(Fetcher *fetcher, GError **error)
{
	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;
		g_autoptr(GError) bad = NULL;

		if (fetcher->child.pid == 0)
			return true; /* stopped by an event */
		switch (channel_read(
		    fetcher->child.channel, true, &message, &bad)) {
		case CHANNEL_NOTHING:
			return true;
		case CHANNEL_END:
			return replace(fetcher, NULL, error);
		case CHANNEL_BAD:
			return replace(
			    fetcher, bad ? bad->message : "nonsense", error);
		case CHANNEL_MESSAGE:
			if (!take(fetcher, &message))
				return replace(
				    fetcher, "it said what it must not", error);
		}
	}
}

static int64_t
next_deadline(const Fetcher *fetcher)
{
	GHashTableIter all;
	void *deadline;
	int64_t next = INT64_MAX;

	g_hash_table_iter_init(&all, fetcher->pending);
	while (g_hash_table_iter_next(&all, NULL, &deadline))
		next = MIN(next, *(int64_t *)deadline);
	return next;
}

bool
fetcher_turn(Fetcher *fetcher, const GArray *fds, GError **error)
{
	const struct pollfd *fd;

	if (!fetcher->is_watched || fetcher->child.pid == 0)
		return true;
	fetcher->is_watched = false;
	fd = &g_array_index(fds, struct pollfd, fetcher->place);
	if (fd->revents & POLLOUT)
		(void)channel_flush(fetcher->child.channel, NULL);
	if (fd->revents & ~POLLOUT && !read_all(fetcher, error))
		return false;
	if (next_deadline(fetcher) < clock_mono_ms())
		return replace(
		    fetcher, "it kept a request beyond its deadline", error);
	return true;
}

int64_t
fetcher_wait_ms(const Fetcher *fetcher)
{
	int64_t next = next_deadline(fetcher);

	return next == INT64_MAX ? -1 : MAX(next - clock_mono_ms() + 1, 0);
}
