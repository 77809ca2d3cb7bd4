/*
 * parser - the built cailun-parse, driven as main drives it; for tests.
 */
#include "config.h"

#include "base/clock.h"
#include "wire/body.h"

#include "parser.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

bool
parser_start_with(
    Child *zygote, const char *const *dirs, const char *const *argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Value) value = NULL;
	g_auto(Message) ready = MESSAGE_NONE;
	Hello hello = { .now = PARSER_NOW, .plugin_dirs = (char **)dirs };

	g_setenv("CAILUN_PLUGINS", "plugins/.libs", true);
	(void)child_start("./cailun-parse", argv, zygote, &error);
	g_assert_no_error(error);
	value = hello_to_value(&hello);
	if (!channel_send(zygote->channel, MESSAGE_HELLO, 1, value, -1, NULL))
		return false;
	if (!parser_read(zygote, &ready))
		return false;
	g_assert_cmpint(ready.type, ==, MESSAGE_READY);
	return true;
}

void
parser_start_zygote(Child *zygote, const char *const *dirs)
{
	static const char *const argv[] = { "cailun-parse", "--sandbox=best",
		"--trap", NULL };

	g_assert_true(parser_start_with(zygote, dirs, argv));
}

void
parser_spawn(const Child *zygote, const char *const *plugins, Child *parser)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Value) value = NULL;
	g_auto(Message) answer = MESSAGE_NONE;
	Spawn spawn = { .plugins = (char **)plugins };
	int pair[2];

	g_assert_cmpint(
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
	value = spawn_to_value(&spawn);
	(void)channel_send(
	    zygote->channel, MESSAGE_SPAWN, 7, value, pair[1], &error);
	g_assert_no_error(error);
	g_assert_true(parser_read(zygote, &answer));
	g_assert_cmpint(answer.type, ==, MESSAGE_SPAWNED);
	g_assert_cmpint(answer.id, ==, 7);
	(void)child_adopt((pid_t)value_get_number(answer.value, "pid", 0),
	    channel_new(pair[0], false), parser, &error);
	g_assert_no_error(error);
}

bool
parser_read(const Child *child, Message *out)
{
	int64_t until = clock_mono_ms() + PARSER_WAIT_MS;

	for (;;) {
		g_autoptr(GError) error = NULL;
		struct pollfd fd = { .fd = channel_fd(child->channel),
			.events = POLLIN };
		ChannelRead got;

		if (channel_is_full(child->channel))
			fd.events |= POLLOUT;
		g_assert_cmpint(clock_mono_ms(), <, until);
		(void)poll(&fd, 1, 1000);
		if (fd.revents & POLLOUT)
			(void)channel_flush(child->channel, NULL);
		got = channel_read(child->channel, false, out, &error);
		g_assert_no_error(error);
		if (got == CHANNEL_MESSAGE)
			return true;
		if (got == CHANNEL_END)
			return false;
	}
}

int
parser_body(const char *text)
{
	g_autoptr(GError) error = NULL;
	int body = body_of(text, strlen(text), &error);

	g_assert_no_error(error);
	return body;
}

static Value *
take(Message *message)
{
	return g_steal_pointer(&message->value);
}

void
parser_run_bytes(const Child *parser, const Task *task, const void *bytes,
    size_t length, Answers *out)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Value) value = task_to_value(task);
	int body = bytes ? body_of(bytes, length, &error) : -1;

	*out = (Answers){ 0 };
	out->entries =
	    g_ptr_array_new_with_free_func((GDestroyNotify)value_free);
	out->wants = g_ptr_array_new_with_free_func((GDestroyNotify)value_free);
	g_assert_no_error(error);
	out->is_dead =
	    !channel_send(parser->channel, MESSAGE_TASK, 9, value, body, NULL);
	while (!out->is_dead) {
		g_auto(Message) message = MESSAGE_NONE;

		out->is_dead = !parser_read(parser, &message);
		if (out->is_dead)
			break;
		g_assert_cmpint(message.id, ==, 9);
		if (message.type == MESSAGE_ENTRY)
			g_ptr_array_add(out->entries, take(&message));
		else if (message.type == MESSAGE_WANT)
			g_ptr_array_add(out->wants, take(&message));
		else if (message.type == MESSAGE_FEED)
			out->feed = take(&message);
		else if (message.type == MESSAGE_ARTICLE)
			out->article = take(&message);
		else if (message.type == MESSAGE_DONE) {
			(void)done_read(message.value, &out->done, &error);
			g_assert_no_error(error);
			return;
		}
	}
}

void
parser_run(
    const Child *parser, const Task *task, const char *text, Answers *out)
{
	parser_run_bytes(parser, task, text, text ? strlen(text) : 0, out);
}

void
answers_clear(Answers *answers)
{
	g_clear_pointer(&answers->entries, g_ptr_array_unref);
	g_clear_pointer(&answers->wants, g_ptr_array_unref);
	g_clear_pointer(&answers->feed, value_free);
	g_clear_pointer(&answers->article, value_free);
	done_clear(&answers->done);
}

void
parser_wait(Child *child, ChildEnd *end)
{
	int64_t until = clock_mono_ms() + PARSER_WAIT_MS;

	while (!child_reap(child, end)) {
		struct pollfd fd = { .fd = child->pidfd, .events = POLLIN };

		g_assert_cmpint(clock_mono_ms(), <, until);
		(void)poll(&fd, 1, 1000);
	}
	g_clear_pointer(&child->channel, channel_free);
}

void
parser_stop(Child *child)
{
	ChildEnd end;

	child_stop(child, PARSER_WAIT_MS, &end);
}
