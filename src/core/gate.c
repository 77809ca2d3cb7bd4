/*
 * gate - one request at a time for each host, and never too soon.
 *
 * Keeps queues and times; never sends, never reads a clock, never frees a
 * request.
 */
#include "config.h"

#include "core/gate.h"

#include "base/limits.h"

#include <glib.h>

typedef struct Waiting {
	void *request;
	int64_t delay_ms;
} Waiting;

typedef struct Host {
	char *name;
	GQueue waiting[GATE_RANKS]; /* Waiting * */
	bool is_busy, is_closed;
	bool is_asked; /* in this run */
	int64_t ended_ms; /* the last answer; meaningless before */
	int64_t crawl_ms;
	int64_t ready_ms; /* where it stands in `ready` */
	GSequenceIter *place; /* in `ready`, or NULL */
} Host;

struct Gate {
	GHashTable *hosts; /* name -> Host */
	GSequence *ready; /* Hosts that something waits for, soonest first */
	GQueue refused; /* requests */
	size_t connections, busy;
};

static void
host_free(void *data)
{
	Host *host = data;

	for (int rank = 0; rank < GATE_RANKS; rank++)
		g_queue_clear_full(&host->waiting[rank], g_free);
	g_free(host->name);
	g_free(host);
}

Gate *
gate_new(size_t connections)
{
	Gate *gate = g_new0(Gate, 1);

	gate->hosts =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, host_free);
	gate->ready = g_sequence_new(NULL);
	g_queue_init(&gate->refused);
	gate->connections = MAX(connections, 1);
	return gate;
}

void
gate_free(Gate *gate)
{
	if (!gate)
		return;
	g_sequence_free(gate->ready);
	g_hash_table_destroy(gate->hosts);
	g_queue_clear(&gate->refused);
	g_free(gate);
}

static Host *
host_of(Gate *gate, const char *name)
{
	Host *host = g_hash_table_lookup(gate->hosts, name);

	if (host)
		return host;
	host = g_new0(Host, 1);
	host->name = g_strdup(name);
	for (int rank = 0; rank < GATE_RANKS; rank++)
		g_queue_init(&host->waiting[rank]);
	g_hash_table_insert(gate->hosts, host->name, host);
	return host;
}

static GQueue *
first_queue(Host *host)
{
	for (int rank = 0; rank < GATE_RANKS; rank++) {
		if (!g_queue_is_empty(&host->waiting[rank]))
			return &host->waiting[rank];
	}
	return NULL;
}

static int
compare_ready(const void *a, const void *b, void *data)
{
	const Host *left = a, *right = b;

	(void)data;
	return (left->ready_ms > right->ready_ms) -
	       (left->ready_ms < right->ready_ms);
}

/* Everything that waits there is refused. */
static void
refuse_all(Gate *gate, Host *host)
{
	GQueue *queue;

	while ((queue = first_queue(host))) {
		Waiting *waiting = g_queue_pop_head(queue);

		g_queue_push_tail(&gate->refused, waiting->request);
		g_free(waiting);
	}
}

/* Puts the host where it belongs among those that are ready. */
static void
place(Gate *gate, Host *host)
{
	GQueue *queue;
	const Waiting *head;

	if (host->place) {
		g_sequence_remove(host->place);
		host->place = NULL;
	}
	if (host->is_closed)
		refuse_all(gate, host);
	queue = first_queue(host);
	if (!queue || host->is_busy)
		return;
	head = g_queue_peek_head(queue);
	host->ready_ms = INT64_MIN;
	if (host->is_asked)
		host->ready_ms =
		    host->ended_ms +
		    MAX(head->delay_ms,
			MIN(host->crawl_ms, GATE_LONGEST_DELAY_MS));
	host->place =
	    g_sequence_insert_sorted(gate->ready, host, compare_ready, NULL);
}

void
gate_put(Gate *gate, const char *name, int64_t delay_ms, GateRank rank,
    void *request)
{
	Host *host = host_of(gate, name);
	Waiting *waiting = g_new0(Waiting, 1);

	waiting->request = request;
	waiting->delay_ms = delay_ms;
	g_queue_push_tail(&host->waiting[rank], waiting);
	place(gate, host);
}

void *
gate_next(Gate *gate, int64_t now_ms)
{
	GSequenceIter *first = g_sequence_get_begin_iter(gate->ready);
	Host *host;
	Waiting *waiting;
	void *request;

	if (g_sequence_iter_is_end(first) || gate->busy >= gate->connections)
		return NULL;
	host = g_sequence_get(first);
	if (host->ready_ms > now_ms)
		return NULL;
	waiting = g_queue_pop_head(first_queue(host));
	request = waiting->request;
	g_free(waiting);
	host->is_busy = host->is_asked = true;
	gate->busy++;
	place(gate, host);
	return request;
}

void
gate_done(Gate *gate, const char *name, int64_t now_ms)
{
	Host *host = host_of(gate, name);

	if (!host->is_busy)
		return;
	host->is_busy = false;
	host->ended_ms = now_ms;
	gate->busy--;
	if (host->crawl_ms > GATE_LONGEST_DELAY_MS)
		host->is_closed = true;
	place(gate, host);
}

void *
gate_refused(Gate *gate)
{
	return g_queue_pop_head(&gate->refused);
}

void *
gate_drain(Gate *gate)
{
	GSequenceIter *first;
	GHashTableIter hosts;
	void *host;

	if (!g_queue_is_empty(&gate->refused))
		return g_queue_pop_head(&gate->refused);
	while (!g_sequence_iter_is_end(
	    first = g_sequence_get_begin_iter(gate->ready))) {
		Host *ready = g_sequence_get(first);

		refuse_all(gate, ready);
		place(gate, ready);
	}
	if (g_queue_is_empty(&gate->refused)) {
		g_hash_table_iter_init(&hosts, gate->hosts);
		while (g_hash_table_iter_next(&hosts, NULL, &host))
			refuse_all(gate, host);
	}
	return g_queue_pop_head(&gate->refused);
}

int64_t
gate_wait_ms(Gate *gate, int64_t now_ms)
{
	GSequenceIter *first = g_sequence_get_begin_iter(gate->ready);
	const Host *host;

	if (!g_queue_is_empty(&gate->refused))
		return 0;
	if (g_sequence_iter_is_end(first) || gate->busy >= gate->connections)
		return -1;
	host = g_sequence_get(first);
	return host->ready_ms > now_ms ? host->ready_ms - now_ms : 0;
}

bool
gate_knows(const Gate *gate, const char *host)
{
	return g_hash_table_contains(gate->hosts, host);
}

void
gate_set_crawl_delay(Gate *gate, const char *name, int64_t delay_ms)
{
	Host *host = host_of(gate, name);

	host->crawl_ms = MAX(delay_ms, 0);
	place(gate, host);
}

void
gate_close(Gate *gate, const char *name)
{
	Host *host = host_of(gate, name);

	host->is_closed = true;
	place(gate, host);
}

bool
gate_is_closed(const Gate *gate, const char *name)
{
	const Host *host = g_hash_table_lookup(gate->hosts, name);

	return host && host->is_closed;
}

size_t
gate_busy(const Gate *gate)
{
	return gate->busy;
}

int64_t
gate_rest_s(int64_t retry_after_s, int64_t failures)
{
	int64_t rest_s = FLOOR_EVERY_S;

	if (retry_after_s >= 0)
		return CLAMP(
		    retry_after_s, FLOOR_EVERY_S, LONGEST_RETRY_AFTER_S);
	for (int64_t i = 0; i < failures && rest_s < LONGEST_BACKOFF_S; i++)
		rest_s *= 2;
	return MIN(rest_s, LONGEST_BACKOFF_S);
}
