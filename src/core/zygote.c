/*
 * zygote - the process that makes parsers, started, watched and replaced.
 *
 * Knows nothing of documents.
 */
#include "config.h"

#include "core/zygote.h"

#include "base/clock.h"
#include "base/error.h"
#include "wire/child.h"

#include <poll.h>

/* So many in a row that made no parser: there is no point. */
#define MOST_FAILURES 5

struct Zygote {
	Child child;
	SandboxMode sandbox;
	char **plugin_dirs;
	ZygoteEvents events;
	size_t place;
	bool is_watched;
	int failures;
	char *lacks;
};

Zygote *
zygote_new(SandboxMode sandbox, char **plugin_dirs, const ZygoteEvents *events)
{
	Zygote *zygote = g_new0(Zygote, 1);

	zygote->child = CHILD_NONE;
	zygote->sandbox = sandbox;
	zygote->plugin_dirs = g_strdupv(plugin_dirs);
	zygote->events = *events;
	return zygote;
}

void
zygote_free(Zygote *zygote)
{
	if (!zygote)
		return;
	zygote_stop(zygote);
	g_strfreev(zygote->plugin_dirs);
	g_free(zygote->lacks);
	g_free(zygote);
}

static bool
start(Zygote *zygote, GError **error)
{
	g_autofree char *path = child_helper_path("cailun-parse");
	g_autofree char *mode =
	    g_strdup_printf("--sandbox=%s", sandbox_mode_name(zygote->sandbox));
	const char *argv[] = { "cailun-parse", mode, NULL };
	Hello hello = {
		.now = clock_now(),
		.plugin_dirs = zygote->plugin_dirs,
	};
	g_autoptr(Value) value = hello_to_value(&hello);

	/* One that dies before it is greeted is noticed by the next turn. */
	if (!child_start(path, argv, &zygote->child, error))
		return false;
	(void)channel_send(
	    zygote->child.channel, MESSAGE_HELLO, 0, value, -1, NULL);
	return true;
}

bool
zygote_wish(
    Zygote *zygote, uint32_t serial, char **plugins, int socket, GError **error)
{
	Spawn spawn = { .plugins = plugins };
	g_autoptr(Value) value = spawn_to_value(&spawn);

	if (zygote->child.pid == 0 && !start(zygote, error)) {
		(void)close(socket);
		return false;
	}
	(void)channel_send(
	    zygote->child.channel, MESSAGE_SPAWN, serial, value, socket, NULL);
	return true;
}

void
zygote_stop(Zygote *zygote)
{
	zygote->is_watched = false;
	if (zygote->child.pid != 0)
		child_stop(&zygote->child, 0, NULL);
}

const char *
zygote_lacks(const Zygote *zygote)
{
	return zygote->lacks;
}

void
zygote_watch(Zygote *zygote, GArray *fds)
{
	zygote->is_watched = child_watch(&zygote->child, fds, &zygote->place);
}

static void
take_lacks(Zygote *zygote, const Value *value)
{
	g_free(zygote->lacks);
	zygote->lacks = ready_lacks(value);
}

/* False: it says what it must not. */
static bool
take(Zygote *zygote, const Message *message)
{
	int64_t pid = value_get_number(message->value, "pid", 0);

	if (message->type == MESSAGE_READY) {
		take_lacks(zygote, message->value);
		return true;
	}
	if (message->type != MESSAGE_SPAWNED || pid < 0 || pid > INT32_MAX)
		return false;
	if (pid > 0)
		zygote->failures = 0;
	return zygote->events.made(
	    zygote->events.data, message->id, (pid_t)pid);
}

static bool
end(Zygote *zygote, const char *why, GError **error)
{
	g_autofree char *text = NULL;
	ChildEnd how;

	child_stop(&zygote->child, why ? 0 : 100, &how);
	text = why ? g_strdup(why) : child_end_text(&how);
	zygote->events.gone(zygote->events.data);
	if (!how.is_signal && how.code == 78)
		return fail(error, CAILUN_ERROR_CONF,
		    "cailun-parse refuses to work without its whole fence "
		    "(run.sandbox = require); write: sandbox = best");
	if (++zygote->failures > MOST_FAILURES)
		return fail(error, CAILUN_ERROR_HELPER,
		    "cailun-parse ends again and again: %s", text);
	return true;
}

static bool
read_all(Zygote *zygote, GError **error)
{
	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;
		g_autoptr(GError) bad = NULL;

		switch (channel_read(
		    zygote->child.channel, false, &message, &bad)) {
		case CHANNEL_NOTHING:
			return true;
		case CHANNEL_END:
			return end(zygote, NULL, error);
		case CHANNEL_BAD:
			return end(
			    zygote, bad ? bad->message : "nonsense", error);
		case CHANNEL_MESSAGE:
			if (!take(zygote, &message))
				return end(
				    zygote, "it said what it must not", error);
		}
	}
}

bool
zygote_turn(Zygote *zygote, const GArray *fds, GError **error)
{
	const struct pollfd *fd;

	if (!zygote->is_watched || zygote->child.pid == 0)
		return true;
	zygote->is_watched = false;
	fd = &g_array_index(fds, struct pollfd, zygote->place);
	if (fd->revents & POLLOUT)
		(void)channel_flush(zygote->child.channel, NULL);
	return !(fd->revents & ~POLLOUT) || read_all(zygote, error);
}
