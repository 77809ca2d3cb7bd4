/*
 * pool - all requests under way, and those that wait for a connection.
 *
 * Never blocks but in pool_wait(), and never keeps a request unanswered
 * beyond its time.
 */
#include "config.h"

#include "fetch/pool.h"

#include "base/clock.h"
#include "base/limits.h"
#include "fetch/guard.h"
#include "fetch/transfer.h"

#include <sys/stat.h>

#define RESOLV_CONF "/etc/resolv.conf"
#define IDLE_MS 60000
#define BUSY_MS 1000

/* A request that has not begun. */
typedef struct Waiting {
	uint32_t id;
	Request request;
	int64_t until_ms;
} Waiting;

struct Pool {
	CURLM *multi;
	Common common;
	char *user_agent;
	size_t connections;
	GQueue waiting; /* Waiting */
	GQueue active; /* Transfer, the eldest first */
	GQueue idle; /* Transfer */
	dev_t resolv_device;
	ino_t resolv_inode;
	bool is_stale;
};

static void
look_at_resolver(dev_t *device, ino_t *inode)
{
	struct stat status = { 0 };

	(void)stat(RESOLV_CONF, &status);
	*device = status.st_dev;
	*inode = status.st_ino;
}

Pool *
pool_new(void)
{
	Pool *pool;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;
	pool = g_new0(Pool, 1);
	g_queue_init(&pool->waiting);
	g_queue_init(&pool->active);
	g_queue_init(&pool->idle);
	pool->multi = curl_multi_init();
	pool->common.share = curl_share_init();
	look_at_resolver(&pool->resolv_device, &pool->resolv_inode);
	if (!pool->multi || !pool->common.share) {
		pool_free(pool);
		return NULL;
	}
	(void)curl_share_setopt(
	    pool->common.share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	return pool;
}

static void
free_waiting(void *data)
{
	Waiting *waiting = data;

	request_clear(&waiting->request);
	g_free(waiting);
}

static void
free_transfer(void *data)
{
	transfer_free(data);
}

void
pool_free(Pool *pool)
{
	if (!pool)
		return;
	for (GList *i = pool->active.head; i; i = i->next)
		(void)curl_multi_remove_handle(
		    pool->multi, transfer_easy(i->data));
	g_queue_clear_full(&pool->waiting, free_waiting);
	g_queue_clear_full(&pool->active, free_transfer);
	g_queue_clear_full(&pool->idle, free_transfer);
	(void)curl_multi_cleanup(pool->multi);
	(void)curl_share_cleanup(pool->common.share);
	curl_global_cleanup();
	g_free(pool->user_agent);
	g_free(pool);
}

void
pool_greet(Pool *pool, Hello *hello)
{
	long connections =
	    (long)CLAMP(hello->connections, 1, LIMIT_CONNECTIONS);

	pool->connections = (size_t)connections;
	pool->user_agent = g_steal_pointer(&hello->user_agent);
	pool->common.user_agent = pool->user_agent;
	(void)curl_multi_setopt(
	    pool->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
	(void)curl_multi_setopt(pool->multi, CURLMOPT_MAXCONNECTS, connections);
	hello_clear(hello);
}

void
pool_add(Pool *pool, uint32_t id, Request *request)
{
	Waiting *waiting = g_new0(Waiting, 1);

	waiting->id = id;
	waiting->until_ms = clock_mono_ms() + request->timeout_ms;
	waiting->request = *request;
	*request = (Request){ 0 };
	g_queue_push_tail(&pool->waiting, waiting);
}

/* ---- answers ---- */

static bool
answer(Channel *channel, uint32_t id, const Response *response, int body,
    GError **error)
{
	g_autoptr(Value) value = response_to_value(response);

	return channel_send(channel, MESSAGE_RESPONSE, id, value, body, error);
}

static bool
answer_unbegun(Channel *channel, uint32_t id, Stop stop, GError **error)
{
	g_auto(Response) response = { 0 };

	transfer_refuse(stop, &response);
	return answer(channel, id, &response, -1, error);
}

/* Out of libcurl's hands and back to the idle ones. */
static void
retire(Pool *pool, Transfer *transfer)
{
	(void)curl_multi_remove_handle(pool->multi, transfer_easy(transfer));
	transfer_end(transfer);
	(void)g_queue_remove(&pool->active, transfer);
	g_queue_push_head(&pool->idle, transfer);
	pool->common.eldest = g_queue_peek_head(&pool->active);
}

bool
pool_cancel(Pool *pool, Channel *channel, uint32_t id, GError **error)
{
	for (GList *i = pool->active.head; i; i = i->next) {
		if (transfer_id(i->data) != id)
			continue;
		retire(pool, i->data);
		return answer_unbegun(channel, id, STOP_CANCELLED, error);
	}
	for (GList *i = pool->waiting.head; i; i = i->next) {
		Waiting *waiting = i->data;

		if (waiting->id != id)
			continue;
		g_queue_delete_link(&pool->waiting, i);
		free_waiting(waiting);
		return answer_unbegun(channel, id, STOP_CANCELLED, error);
	}
	return true;
}

/* ---- beginning ---- */

static bool
has_room(const Pool *pool, const Channel *channel)
{
	return pool->active.length < pool->connections &&
	       pool->common.in_flight < LIMIT_BODIES_IN_FLIGHT &&
	       !channel_is_full(channel);
}

static bool
begin(Pool *pool, Waiting *waiting, int64_t now_ms)
{
	Transfer *transfer = g_queue_pop_head(&pool->idle);

	if (!transfer)
		transfer = transfer_new(&pool->common);
	if (!transfer)
		return false;
	transfer_begin(transfer, waiting->id, &waiting->request,
	    waiting->until_ms - now_ms);
	g_queue_push_tail(&pool->active, transfer);
	pool->common.eldest = g_queue_peek_head(&pool->active);
	if (curl_multi_add_handle(pool->multi, transfer_easy(transfer)) ==
	    CURLM_OK)
		return true;
	retire(pool, transfer);
	return false;
}

/* What cannot begin is answered at once. */
static Stop
try_to_begin(Pool *pool, Waiting *waiting)
{
	const Request *request = &waiting->request;
	int64_t now_ms = clock_mono_ms();

	if (waiting->until_ms <= now_ms)
		return STOP_WAITED;
	/* Behind a proxy the guard sees the proxy only. */
	if (request->proxy && !request->is_private_allowed &&
	    guard_refuses_url(request->url))
		return STOP_NOT_PUBLIC;
	return begin(pool, waiting, now_ms) ? STOP_NONE : STOP_NO_MEMORY;
}

static bool
begin_all(Pool *pool, Channel *channel)
{
	while (pool->waiting.length > 0 && has_room(pool, channel)) {
		Waiting *waiting = g_queue_pop_head(&pool->waiting);
		uint32_t id = waiting->id;
		Stop stop = try_to_begin(pool, waiting);

		free_waiting(waiting);
		if (stop != STOP_NONE &&
		    !answer_unbegun(channel, id, stop, NULL))
			return false;
	}
	return true;
}

/* Those whose time is up while there is no room. */
static bool
give_up_waiting(Pool *pool, Channel *channel)
{
	int64_t now_ms = clock_mono_ms();

	for (GList *i = pool->waiting.head, *next; i; i = next) {
		Waiting *waiting = i->data;
		uint32_t id = waiting->id;

		next = i->next;
		if (waiting->until_ms > now_ms)
			continue;
		g_queue_delete_link(&pool->waiting, i);
		free_waiting(waiting);
		if (!answer_unbegun(channel, id, STOP_WAITED, NULL))
			return false;
	}
	return true;
}

/* ---- ending ---- */

static bool
is_resolver_replaced(const Pool *pool)
{
	dev_t device;
	ino_t inode;

	look_at_resolver(&device, &inode);
	return device != pool->resolv_device || inode != pool->resolv_inode;
}

static bool
end_one(Pool *pool, Channel *channel, CURL *easy, CURLcode code)
{
	Transfer *transfer = transfer_of(easy);
	uint32_t id = transfer_id(transfer);
	int body = -1;
	const Response *response = transfer_finish(transfer, code, &body);
	bool is_said = true;

	/* Landlock binds to the file that was there when we began: with
	 * another one no name resolves any more. Left unanswered. */
	if (transfer_is_nameless(transfer) && is_resolver_replaced(pool))
		pool->is_stale = true;
	else
		is_said = answer(channel, id, response, body, NULL);
	retire(pool, transfer);
	return is_said;
}

static bool
end_all(Pool *pool, Channel *channel)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(pool->multi, &left))) {
		if (message->msg != CURLMSG_DONE)
			continue;
		if (!end_one(pool, channel, message->easy_handle,
			message->data.result))
			return false;
	}
	return true;
}

PoolTurn
pool_turn(Pool *pool, Channel *channel)
{
	int running;

	if (!channel_flush(channel, NULL) || !begin_all(pool, channel) ||
	    !give_up_waiting(pool, channel))
		return POOL_GONE;
	(void)curl_multi_perform(pool->multi, &running);
	if (!end_all(pool, channel) || !begin_all(pool, channel))
		return POOL_GONE;
	/* Now, not before the next wait: who is paused wakes nobody. */
	for (GList *i = pool->active.head; i; i = i->next)
		transfer_resume(i->data);
	return pool->is_stale ? POOL_STALE : POOL_GOOD;
}

void
pool_wait(Pool *pool, const Channel *channel)
{
	struct curl_waitfd fd = {
		.fd = channel_fd(channel),
		.events = CURL_WAIT_POLLIN,
	};
	int longest_ms = pool->waiting.length > 0 ? BUSY_MS : IDLE_MS;

	if (channel_is_full(channel))
		fd.events |= CURL_WAIT_POLLOUT;
	(void)curl_multi_poll(pool->multi, &fd, 1, longest_ms, NULL);
}
