/*
 * worker - a parser: serves tasks until main has no more.
 *
 * The only process that reads what strangers wrote. Never keeps anything from
 * one task to the next.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "parse/host.h"
#include "parse/worker.h"
#include "wire/body.h"
#include "wire/channel.h"
#include "wire/child.h"

#include <unistd.h>

typedef struct Worker {
	Channel *channel;
	const Plugins *plugins;
	uint32_t id; /* of the task at hand */
	bool is_too_large; /* something could not be sent */
} Worker;

/* When main is gone there is nobody to tell. What is larger than a message is
 * told with DONE. */
static void
send(Worker *worker, MessageType type, const Value *value)
{
	g_autoptr(GError) error = NULL;

	if (channel_send(worker->channel, type, worker->id, value, -1, &error))
		return;
	if (error->code == CAILUN_ERROR_HELPER)
		_exit(0);
	worker->is_too_large = true;
}

static void
send_result(void *data, MessageType type, const Value *value)
{
	send(data, type, value);
}

static bool
run_task(Worker *worker, const Task *task, int body, Done *done, GError **error)
{
	JobSink sink = { .data = worker, .send = send_result };
	g_autoptr(GBytes) bytes = NULL;
	gsize length = 0;
	const void *data = "";

	if (body >= 0) {
		bytes = body_map(body, LIMIT_SITEMAP_BYTES, error);
		if (!bytes)
			return false;
		data = g_bytes_get_data(bytes, &length);
	} else if (task->mode != TASK_CHECK) {
		return fail(error, CAILUN_ERROR_HELPER,
		    "task: there is no document with it");
	}
	host_run(worker->plugins, task, data ? data : "", length, &sink, done);
	return true;
}

static void
serve_task(Worker *worker, Message *message)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Value) answer = NULL;
	g_auto(Task) task = { 0 };
	g_auto(Done) done = { 0 };

	if (!task_read(message->value, &task, &error) ||
	    !run_task(worker, &task, message->body, &done, &error)) {
		done.result = DONE_FAILED;
		done.why = g_strdup(error->message);
	}
	if (worker->is_too_large) {
		g_free(done.why);
		done.result = DONE_FAILED;
		done.why =
		    g_strdup_printf("it makes an item of more than %u bytes",
			LIMIT_MESSAGE_BYTES);
	}
	answer = done_to_value(&done);
	send(worker, MESSAGE_DONE, answer);
}

static bool
serve(Worker *worker, Message *message)
{
	g_autoptr(Value) answer = NULL;

	worker->id = message->id;
	worker->is_too_large = false;
	switch (message->type) {
	case MESSAGE_TASK:
		serve_task(worker, message);
		return true;
	case MESSAGE_PLUGINS:
		answer = plugins_describe(worker->plugins);
		send(worker, MESSAGE_PLUGINS, answer);
		return true;
	default:
		return false;
	}
}

void
worker_serve(const Plugins *plugins)
{
	g_autoptr(Channel) channel = channel_new(CHILD_SOCKET, true);
	Worker worker = { .channel = channel, .plugins = plugins };
	bool is_going = true;

	while (is_going) {
		g_auto(Message) message = MESSAGE_NONE;
		g_autoptr(GError) error = NULL;
		ChannelRead got = channel_read(channel, true, &message, &error);

		if (got == CHANNEL_END || got == CHANNEL_BAD)
			return;
		if (got == CHANNEL_MESSAGE)
			is_going = serve(&worker, &message);
	}
}
