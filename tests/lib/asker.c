/*
 * asker - cailun-fetch, started by a test and asked over its socket.
 */
#include "config.h"

#include "asker.h"

#include "base/clock.h"
#include "base/limits.h"
#include "wire/body.h"

#include <poll.h>
#include <stdlib.h>

void
answer_clear(Answer *answer)
{
	response_clear(&answer->response);
	g_clear_pointer(&answer->body, g_bytes_unref);
	*answer = (Answer){ 0 };
}

static void
flush(Child *child)
{
	g_assert_true(channel_flush(child->channel, NULL));
}

ChannelRead
fetch_await(Child *child, Message *message)
{
	int64_t until = clock_mono_ms() + ASKER_PATIENCE_MS;

	while (clock_mono_ms() < until) {
		struct pollfd fd = { .fd = channel_fd(child->channel),
			.events = POLLIN };
		ChannelRead end =
		    channel_read(child->channel, true, message, NULL);

		if (end != CHANNEL_NOTHING)
			return end;
		if (channel_is_full(child->channel))
			fd.events |= POLLOUT;
		(void)poll(&fd, 1, 1000);
		flush(child);
	}
	g_assert_not_reached();
}

Child
fetch_with(const char *sandbox, const char *more)
{
	Child child = CHILD_NONE;
	const char *forced = getenv("CAILUN_TEST_SANDBOX");
	g_autofree char *option =
	    g_strconcat("--sandbox=", forced ? forced : sandbox, NULL);
	const char *argv[] = { "cailun-fetch", option, more, NULL };
	Hello hello = {
		.user_agent = (char *)ASKER_AGENT,
		.connections = ASKER_CONNECTIONS,
	};
	g_autoptr(Value) value = hello_to_value(&hello);
	g_auto(Message) ready = MESSAGE_NONE;
	g_autoptr(GError) error = NULL;

	(void)child_start(ASKER_PROGRAM, argv, &child, &error);
	g_assert_no_error(error);
	g_assert_true(
	    channel_send(child.channel, MESSAGE_HELLO, 0, value, -1, NULL));
	g_assert_cmpint(fetch_await(&child, &ready), ==, CHANNEL_MESSAGE);
	g_assert_cmpint(ready.type, ==, MESSAGE_READY);
	g_assert_cmpint(
	    value_kind(value_get(ready.value, "lacks")), ==, VALUE_LIST);
	return child;
}

Child
fetch_start(void)
{
#ifdef WITH_SANITIZERS
	return fetch_with("off", NULL);
#else
	return fetch_with("best", "--trap");
#endif
}

/* At the end of file it leaves, and was not killed before. */
void
fetch_stop(Child *child)
{
	ChildEnd end;
	g_autofree char *text = NULL;

	child_stop(child, 10000, &end);
	text = child_end_text(&end);
	g_assert_cmpstr(text, ==, "exit code 0");
}

Request
request_for(int port, const char *path)
{
	return (Request){
		.url = g_strdup_printf("http://127.0.0.1:%d%s", port, path),
		.max_bytes = 1 << 20,
		.timeout_ms = 20000,
		.is_private_allowed = true,
	};
}

void
send_request(Child *child, uint32_t id, const Request *request)
{
	g_autoptr(Value) value = request_to_value(request);

	g_assert_true(
	    channel_send(child->channel, MESSAGE_REQUEST, id, value, -1, NULL));
}

Answer
read_answer(Child *child)
{
	g_auto(Message) message = MESSAGE_NONE;
	Answer answer = { 0 };
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(fetch_await(child, &message), ==, CHANNEL_MESSAGE);
	g_assert_cmpint(message.type, ==, MESSAGE_RESPONSE);
	answer.id = message.id;
	(void)response_read(message.value, &answer.response, &error);
	g_assert_no_error(error);
	if (message.body >= 0) {
		answer.body =
		    body_map(message.body, LIMIT_SITEMAP_BYTES, &error);
		g_assert_no_error(error);
		g_assert_cmpint((gint64)g_bytes_get_size(answer.body), ==,
		    answer.response.body_bytes);
	}
	return answer;
}

Answer
ask(Child *child, Request *request)
{
	static uint32_t next = 1000;
	uint32_t id = next++;
	Answer answer;

	send_request(child, id, request);
	answer = read_answer(child);
	g_assert_cmpuint(answer.id, ==, id);
	request_clear(request);
	if (answer.response.end == RESPONSE_COMPLETE)
		g_assert_null(answer.response.why);
	else
		g_test_message("%s", answer.response.why);
	return answer;
}
