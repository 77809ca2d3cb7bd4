/*
 * zygote - the warmed process that parsers are forked from.
 *
 * Loads what later would open a file, closes its fence, and makes children on
 * main's behalf. Never reads a document, never waits for a child.
 */
#include "config.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "parse/charset.h"
#include "parse/fence.h"
#include "parse/plugin.h"
#include "parse/tree.h"
#include "parse/worker.h"
#include "parse/zygote.h"
#include "wire/channel.h"
#include "wire/child.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct Zygote {
	Channel *channel;
	Plugins *plugins;
	ParserFence *fence;
	pid_t main;
} Zygote;

static Plugins *
open_plugins(void)
{
	const char *folder = getenv("CAILUN_PLUGINS");
	Plugins *plugins = plugins_new();

	plugins_open_folder(plugins, folder && *folder ? folder : PLUGINDIR);
	return plugins;
}

/* The first message, which says what time it is. */
static bool
read_hello(Channel *channel, Hello *hello, GError **error)
{
	g_auto(Message) message = MESSAGE_NONE;
	ChannelRead got;

	do
		got = channel_read(channel, false, &message, error);
	while (got == CHANNEL_NOTHING);
	if (got == CHANNEL_BAD)
		return false;
	if (got == CHANNEL_END || message.type != MESSAGE_HELLO)
		return fail(error, CAILUN_ERROR_HELPER,
		    "zygote: no greeting came; it is started by cailun alone");
	return hello_read(message.value, hello, error);
}

static bool
say_ready(const Zygote *zygote, GError **error)
{
	g_autoptr(Value) ready = value_object();
	Value *lacks = value_list();

	for (const char *const *lack = parser_fence_lacks(zygote->fence); *lack;
	     lack++)
		value_append_text(lacks, *lack);
	value_set(ready, "lacks", lacks);
	return channel_send(
	    zygote->channel, MESSAGE_READY, 0, ready, -1, error);
}

/* ---- in the child ---- */

/*
 * What strangers take over shall not write to the terminal or into cron's
 * mail; standard output is /dev/null already. The sanitizers need theirs.
 */
static void
lose_stderr(void)
{
#ifndef WITH_SANITIZERS
	(void)dup3(STDOUT_FILENO, STDERR_FILENO, O_CLOEXEC);
#endif
}

static bool
become_parser(const Zygote *zygote, const Spawn *spawn, GError **error)
{
	lose_stderr();
	if (!parser_fence_limit(zygote->fence, error))
		return false;
	if (spawn->plugins && spawn->plugins[0]) {
		if (!parser_fence_enter_loading(zygote->fence, error))
			return false;
		for (char **path = spawn->plugins; *path; path++)
			(void)plugins_open(zygote->plugins, *path, true);
	}
	return parser_fence_enter_work(zygote->fence, error);
}

/* Everything of the zygote's is left as it is: the process ends by _exit. */
static _Noreturn void
live_as_parser(const Zygote *zygote, const Spawn *spawn, int socket)
{
	g_autoptr(GError) error = NULL;

	if (dup3(socket, CHILD_SOCKET, O_CLOEXEC) < 0)
		_exit(1);
	if (!child_settle() || getppid() != zygote->main)
		_exit(0); /* main has left, or thought better of it */
	if (!become_parser(zygote, spawn, &error)) {
		(void)!write(
		    STDERR_FILENO, error->message, strlen(error->message));
		_exit(1);
	}
	worker_serve(zygote->plugins);
	_exit(0);
}

/* ---- in the zygote ---- */

/*
 * Not fork(): the child shall be main's, so that main reaps it, measures it
 * and knows its number to be its own, and so that the zygote's death hurts
 * nobody. There is one thread, so no handler of fork() is missed.
 */
static pid_t
make_child(void)
{
	return (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
}

static void
set_pid(Value *answer, pid_t pid)
{
	value_set_number(answer, "pid", pid > 0 ? pid : 0);
	if (pid < 0)
		value_set_text(answer, "why", g_strerror(errno));
}

static bool
answer_spawn(Zygote *zygote, Message *message, GError **error)
{
	g_autoptr(Value) answer = value_object();
	g_auto(Spawn) spawn = { 0 };
	pid_t pid;

	if (message->type != MESSAGE_SPAWN || message->body < 0)
		return fail(error, CAILUN_ERROR_HELPER,
		    "zygote: a message that is no wish for a parser");
	if (!spawn_read(message->value, &spawn, error))
		return false;
	pid = make_child();
	if (pid == 0)
		live_as_parser(zygote, &spawn, message->body);
	set_pid(answer, pid);
	return channel_send(
	    zygote->channel, MESSAGE_SPAWNED, message->id, answer, -1, error);
}

static bool
serve(Zygote *zygote, GError **error)
{
	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;

		switch (channel_read(zygote->channel, true, &message, error)) {
		case CHANNEL_NOTHING:
			break;
		case CHANNEL_END:
			return true;
		case CHANNEL_BAD:
			return false;
		case CHANNEL_MESSAGE:
			if (!answer_spawn(zygote, &message, error))
				return false;
		}
	}
}

bool
zygote_run(SandboxMode mode, bool is_trap, GError **error)
{
	g_autoptr(Channel) channel = NULL;
	g_autoptr(Plugins) plugins = NULL;
	g_autoptr(ParserFence) fence = NULL;
	g_auto(Hello) hello = { 0 };
	Zygote zygote = { .main = getppid() };

#ifdef WITH_SANITIZERS
	mode = SANDBOX_OFF;
#endif
	if (!child_settle())
		return fail(error, CAILUN_ERROR_USAGE,
		    "there is no socket; it is started by cailun alone");
	zygote.channel = channel = channel_new(CHILD_SOCKET, true);
	tree_warm();
	charset_warm();
	zygote.plugins = plugins = open_plugins();
	if (!read_hello(channel, &hello, error))
		return false;
	clock_set(hello.now);
	zygote.fence = fence = parser_fence_new(
	    mode, is_trap, (const char *const *)hello.plugin_dirs, error);
	return fence && parser_fence_enter_zygote(fence, error) &&
	       getppid() == zygote.main && say_ready(&zygote, error) &&
	       serve(&zygote, error);
}
