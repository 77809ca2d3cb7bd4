/*
 * test-fetch - cailun-fetch itself, asked over its socket, against a server
 * on loopback that does all that servers should not.
 *
 * Everything runs with --trap: a call that its fence does not name kills it,
 * and the test with it.
 */
#include "config.h"

#include "base/clock.h"
#include "base/fd.h"
#include "base/limits.h"
#include "wire/body.h"
#include "wire/child.h"

#include "../lib/rawserver.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define PROGRAM "./cailun-fetch"
#define AGENT "cailun/test (+post@example.org)"
#define PATIENCE_MS 60000
#define CONNECTIONS 64

typedef struct Answer {
	uint32_t id;
	Response response;
	GBytes *body; /* NULL: none came */
} Answer;

static RawServer server;

static void
answer_clear(Answer *answer)
{
	response_clear(&answer->response);
	g_clear_pointer(&answer->body, g_bytes_unref);
	*answer = (Answer){ 0 };
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

/* ---- speaking to it ---- */

static void
flush(Child *child)
{
	g_assert_true(channel_flush(child->channel, NULL));
}

static ChannelRead
await(Child *child, Message *message)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;

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

static Child
fetch_with(const char *sandbox, const char *more)
{
	Child child = CHILD_NONE;
	const char *forced = getenv("CAILUN_TEST_SANDBOX");
	g_autofree char *option =
	    g_strconcat("--sandbox=", forced ? forced : sandbox, NULL);
	const char *argv[] = { "cailun-fetch", option, more, NULL };
	Hello hello = {
		.user_agent = (char *)AGENT,
		.connections = CONNECTIONS,
	};
	g_autoptr(Value) value = hello_to_value(&hello);
	g_auto(Message) ready = MESSAGE_NONE;
	g_autoptr(GError) error = NULL;

	(void)child_start(PROGRAM, argv, &child, &error);
	g_assert_no_error(error);
	g_assert_true(
	    channel_send(child.channel, MESSAGE_HELLO, 0, value, -1, NULL));
	g_assert_cmpint(await(&child, &ready), ==, CHANNEL_MESSAGE);
	g_assert_cmpint(ready.type, ==, MESSAGE_READY);
	g_assert_cmpint(
	    value_kind(value_get(ready.value, "lacks")), ==, VALUE_LIST);
	return child;
}

static Child
fetch_start(void)
{
#ifdef WITH_SANITIZERS
	return fetch_with("off", NULL);
#else
	return fetch_with("best", "--trap");
#endif
}

/* At the end of file it leaves, and was not killed before. */
static void
fetch_stop(Child *child)
{
	ChildEnd end;
	g_autofree char *text = NULL;

	child_stop(child, 10000, &end);
	text = child_end_text(&end);
	g_assert_cmpstr(text, ==, "exit code 0");
}

static Request
request_for(const char *path)
{
	return (Request){
		.url =
		    g_strdup_printf("http://127.0.0.1:%d%s", server.port, path),
		.max_bytes = 1 << 20,
		.timeout_ms = 20000,
		.is_private_allowed = true,
	};
}

static void
send_request(Child *child, uint32_t id, const Request *request)
{
	g_autoptr(Value) value = request_to_value(request);

	g_assert_true(
	    channel_send(child->channel, MESSAGE_REQUEST, id, value, -1, NULL));
}

static Answer
read_answer(Child *child)
{
	g_auto(Message) message = MESSAGE_NONE;
	Answer answer = { 0 };
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(await(child, &message), ==, CHANNEL_MESSAGE);
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

static Answer
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

static Answer
ask_path(Child *child, const char *path)
{
	Request request = request_for(path);

	return ask(child, &request);
}

static const char *
text_of(const Answer *answer, size_t *length)
{
	g_assert_nonnull(answer->body);
	return g_bytes_get_data(answer->body, length);
}

static void
assert_body(const Answer *answer, const char *expected, size_t length)
{
	size_t found_length;
	const char *found = text_of(answer, &found_length);

	g_assert_cmpmem(found, found_length, expected, length);
}

/* ---- honest answers ---- */

static void
test_good(void)
{
	static const struct {
		const char *path;
		int status;
		const char *body;
	} cases[] = {
		{ "/plain", 200, "你好" },
		{ "/empty", 200, "" },
		{ "/301", 301, "moved" },
		{ "/nothing", 404, "none" },
		{ "/chunked", 200, "hello world" },
		{ "/no-length", 200, "until the end" },
		{ "/interim", 200, "你好" },
	};
	Child child = fetch_start();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Answer) answer = ask_path(&child, cases[i].path);

		g_test_message("%s", cases[i].path);
		g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
		g_assert_cmpint(answer.response.status, ==, cases[i].status);
		assert_body(&answer, cases[i].body, strlen(cases[i].body));
		g_assert_cmpint(
		    answer.response.wire_bytes, >, answer.response.body_bytes);
	}
	fetch_stop(&child);
}

static void
test_headers(void)
{
	Child child = fetch_start();
	g_auto(Answer) plain = ask_path(&child, "/plain");
	g_auto(Answer) moved = ask_path(&child, "/301");
	g_auto(Answer) chunked = ask_path(&child, "/chunked");
	g_auto(Answer) interim = ask_path(&child, "/interim");

	g_assert_cmpstr(
	    response_header(&plain.response, "etag"), ==, "\"one\"");
	g_assert_cmpstr(
	    response_header(&moved.response, "Location"), ==, "/%BA%FE?a=1");
	g_assert_null(response_header(&chunked.response, "ETag"));
	g_assert_null(response_header(&interim.response, "Link"));
	fetch_stop(&child);
}

static void
test_unchanged(void)
{
	Child child = fetch_start();
	Request request = request_for("/304");
	g_auto(Answer) answer = { 0 };

	request_add_header(&request, "If-None-Match", "\"one\"");
	answer = ask(&child, &request);
	g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
	g_assert_cmpint(answer.response.status, ==, 304);
	g_assert_null(answer.body);
	fetch_stop(&child);
}

/* A validator that is no UTF-8 goes back byte for byte. */
static void
test_odd_validator(void)
{
	Child child = fetch_start();
	g_auto(Answer) first = ask_path(&child, "/odd");
	g_auto(Answer) second = { 0 };
	Request request = request_for("/odd");

	g_assert_cmpint(first.response.status, ==, 200);
	request_add_header(&request, "If-None-Match",
	    response_header(&first.response, "ETag"));
	second = ask(&child, &request);
	g_assert_cmpint(second.response.status, ==, 304);
	fetch_stop(&child);
}

static void
test_what_is_sent(void)
{
	Child child = fetch_start();
	Request request = request_for("/echo?a=%E4%BD%A0&b=../c");
	g_auto(Answer) first = ask_path(&child, "/echo");
	g_auto(Answer) second = { 0 };
	g_autofree char *plain = NULL;
	g_autofree char *full = NULL;
	size_t length;
	const char *text = text_of(&first, &length);

	plain = g_strndup(text, length);
	g_assert_true(g_str_has_prefix(plain, "GET /echo HTTP/1.1\r\n"));
	g_assert_nonnull(strstr(plain, "\r\nUser-Agent: " AGENT "\r\n"));
	g_assert_nonnull(
	    strstr(plain, "\r\nAccept-Encoding: gzip, deflate\r\n"));
	g_assert_null(strstr(plain, "Authorization"));
	request.credentials = g_strdup("reader:pass:word");
	request_add_header(&request, "X-Own", "值");
	request_add_header(&request, "X-Empty", "");
	second = ask(&child, &request);
	text = text_of(&second, &length);
	full = g_strndup(text, length);
	g_assert_true(
	    g_str_has_prefix(full, "GET /echo?a=%E4%BD%A0&b=../c HTTP/1.1"));
	g_assert_nonnull(strstr(
	    full, "\r\nAuthorization: Basic cmVhZGVyOnBhc3M6d29yZA==\r\n"));
	g_assert_nonnull(strstr(full, "\r\nX-Own: 值\r\n"));
	g_assert_nonnull(strstr(full, "\r\nX-Empty:\r\n"));
	g_assert_null(strstr(full, "Cookie"));
	g_assert_null(strstr(full, "Referer"));
	fetch_stop(&child);
}

/* What one source asked for does not stick to the next. */
static void
test_nothing_sticks(void)
{
	Child child = fetch_start();
	Request request = request_for("/echo");
	g_auto(Answer) first = { 0 };
	g_auto(Answer) second = { 0 };
	g_autofree char *text = NULL;
	const char *bytes;
	size_t length;

	request.credentials = g_strdup("reader:secret");
	request_add_header(&request, "X-Own", "1");
	first = ask(&child, &request);
	second = ask_path(&child, "/echo");
	bytes = text_of(&second, &length);
	text = g_strndup(bytes, length);
	g_assert_null(strstr(text, "Authorization"));
	g_assert_null(strstr(text, "X-Own"));
	g_assert_null(strstr(text, "Cookie"));
	fetch_stop(&child);
}

static void
test_packed(void)
{
	static const char *const paths[] = { "/gzip", "/deflate",
		"/bare-deflate" };
	Child child = fetch_start();
	g_autofree char *expected = rawserver_text();

	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_auto(Answer) answer = ask_path(&child, paths[i]);

		g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
		assert_body(&answer, expected, RAWSERVER_TEXT_BYTES);
		g_assert_cmpint(
		    answer.response.wire_bytes, <, RAWSERVER_TEXT_BYTES);
	}
	fetch_stop(&child);
}

static void
test_ceiling_is_exact(void)
{
	Child child = fetch_start();

	for (int64_t less = 0; less <= 1; less++) {
		Request request = request_for("/exact");
		g_auto(Answer) answer = { 0 };

		request.max_bytes = 1000 - less;
		answer = ask(&child, &request);
		g_assert_cmpint(answer.response.end, ==,
		    less ? RESPONSE_TOO_LARGE : RESPONSE_COMPLETE);
	}
	fetch_stop(&child);
}

/* 3 kB over 6 s is slow, and honest. */
static void
test_drip(void)
{
	Child child = fetch_start();
	g_auto(Answer) answer = ask_path(&child, "/drip");

	g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
	g_assert_cmpint(answer.response.body_bytes, ==, 3000);
	g_assert_cmpint(answer.response.elapsed_ms, >=, 5500);
	fetch_stop(&child);
}

/* ---- bad answers ---- */

static void
test_bad(void)
{
	static const struct {
		const char *path;
		ResponseEnd end;
	} cases[] = {
		{ "/gzip-unknown", RESPONSE_CUT },
		{ "/gzip-cut", RESPONSE_CUT },
		{ "/gzip-cut-framed", RESPONSE_CUT },
		{ "/gzip-bomb", RESPONSE_TOO_LARGE },
		{ "/chunk-cut", RESPONSE_CUT },
		{ "/chunk-bad", RESPONSE_CUT },
		{ "/short", RESPONSE_CUT },
		{ "/reset", RESPONSE_CUT },
		{ "/reset-early", RESPONSE_CUT },
		{ "/silent-end", RESPONSE_CUT },
		{ "/endless", RESPONSE_TOO_LARGE },
		{ "/endless-headers", RESPONSE_TOO_LARGE },
		{ "/many-headers", RESPONSE_TOO_LARGE },
		{ "/long-header", RESPONSE_TOO_LARGE },
		{ "/announced-huge", RESPONSE_TOO_LARGE },
		{ "/interim-many", RESPONSE_NONSENSE },
		{ "/http09", RESPONSE_NONSENSE },
		{ "/nul", RESPONSE_NONSENSE },
		{ "/status-odd", RESPONSE_NONSENSE },
		{ "/lengths", RESPONSE_NONSENSE },
	};
	Child child = fetch_start();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Answer) answer = ask_path(&child, cases[i].path);

		g_test_message("%s: %d", cases[i].path, answer.response.end);
		g_assert_cmpint(answer.response.end, ==, cases[i].end);
		g_assert_nonnull(answer.response.why);
		g_assert_null(strchr(answer.response.why, '\n'));
		g_assert_null(answer.body);
		g_assert_cmpint(answer.response.elapsed_ms, <, 15000);
	}
	fetch_stop(&child);
}

static void
test_mute(void)
{
	Child child = fetch_start();
	Request request = request_for("/mute");
	g_auto(Answer) answer = { 0 };

	request.timeout_ms = 700;
	answer = ask(&child, &request);
	g_assert_cmpint(answer.response.end, ==, RESPONSE_TIMEOUT);
	g_assert_cmpint(answer.response.elapsed_ms, >=, 600);
	g_assert_cmpint(answer.response.elapsed_ms, <, 10000);
	fetch_stop(&child);
}

/* Addresses that lead nowhere, and some that are none. */
static void
test_addresses(void)
{
	g_autofree char *refused =
	    g_strdup_printf("http://127.0.0.1:%d/", server.closed_port);
	g_autofree char *tls =
	    g_strdup_printf("https://127.0.0.1:%d/plain", server.port);
	g_autofree char *user =
	    g_strdup_printf("http://a:b@127.0.0.1:%d/plain", server.port);
	const struct {
		const char *url;
		ResponseEnd end;
	} cases[] = {
		{ refused, RESPONSE_NO_CONNECTION },
		{ tls, RESPONSE_TLS },
		{ user, RESPONSE_NONSENSE },
		{ "http://no..such..name/", RESPONSE_NO_HOST },
		{ "file:///etc/passwd", RESPONSE_NONSENSE },
		{ "ftp://127.0.0.1/", RESPONSE_NONSENSE },
		{ "gopher://127.0.0.1/", RESPONSE_NONSENSE },
		{ "http:///", RESPONSE_NONSENSE },
		{ "http://a b/", RESPONSE_NONSENSE },
		{ "nonsense://x", RESPONSE_NONSENSE },
	};
	Child child = fetch_start();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Request request = request_for("");
		g_auto(Answer) answer = { 0 };

		g_free(request.url);
		request.url = g_strdup(cases[i].url);
		answer = ask(&child, &request);
		g_test_message("%s: %d", cases[i].url, answer.response.end);
		g_assert_cmpint(answer.response.end, ==, cases[i].end);
		g_assert_null(strstr(answer.response.why, "a:b"));
		g_assert_null(answer.body);
	}
	fetch_stop(&child);
}

/* ---- the guard ---- */

static void
assert_forbidden(Child *child, const char *host, const char *proxy)
{
	Request request = request_for("");
	g_auto(Answer) answer = { 0 };

	g_free(request.url);
	request.url = g_strdup_printf("http://%s:%d/plain", host, server.port);
	request.is_private_allowed = false;
	request.proxy = g_strdup(proxy);
	answer = ask(child, &request);
	g_test_message("%s: %d", host, answer.response.end);
	g_assert_cmpint(answer.response.end, ==, RESPONSE_FORBIDDEN);
	g_assert_cmpint(answer.response.status, ==, 0);
	g_assert_null(answer.body);
}

static void
test_guard(void)
{
	static const char *const hosts[] = { "127.0.0.1", "127.1", "0x7f.1",
		"017700000001", "2130706433", "0", "0.0.0.0", "localhost",
		"10.0.0.1", "169.254.169.254", "192.168.0.1", "[::1]", "[::]",
		"[::ffff:127.0.0.1]", "[fe80::1]", "[64:ff9b::7f00:1]" };
	Child child = fetch_start();

	for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++)
		assert_forbidden(&child, hosts[i], NULL);
	fetch_stop(&child);
}

/* A connection that stands, for a source that may, is none for others. */
static void
test_guard_over_reused_connection(void)
{
	Child child = fetch_start();

	for (int i = 0; i < 3; i++) {
		g_auto(Answer) allowed = ask_path(&child, "/plain");

		g_assert_cmpint(allowed.response.end, ==, RESPONSE_COMPLETE);
		assert_forbidden(&child, "127.0.0.1", NULL);
	}
	fetch_stop(&child);
}

/* The proxy's own address passes; addresses written out do not. */
static void
test_proxy(void)
{
	Child child = fetch_start();
	g_autofree char *proxy =
	    g_strdup_printf("http://127.0.0.1:%d", server.port);
	Request request = request_for("");
	g_auto(Answer) answer = { 0 };

	g_free(request.url);
	request.url = g_strdup("http://news.example/plain");
	request.proxy = g_strdup(proxy);
	request.is_private_allowed = false;
	answer = ask(&child, &request);
	g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
	assert_body(&answer, "你好", 6);
	assert_forbidden(&child, "127.0.0.1", proxy);
	assert_forbidden(&child, "localhost", proxy);
	assert_forbidden(&child, "[::1]", proxy);
	fetch_stop(&child);
}

/* ---- many ---- */

static void
test_hundred(void)
{
	Child child = fetch_start();
	bool seen[100] = { false };
	int64_t began = clock_mono_ms();

	for (uint32_t i = 0; i < 100; i++) {
		Request request = request_for(i % 10 ? "/slow" : "/gzip");

		send_request(&child, i, &request);
		request_clear(&request);
	}
	for (int i = 0; i < 100; i++) {
		g_auto(Answer) answer = read_answer(&child);

		g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
		g_assert_cmpuint(answer.id, <, 100);
		g_assert_false(seen[answer.id]);
		seen[answer.id] = true;
		g_assert_cmpint(answer.response.body_bytes, ==,
		    answer.id % 10 ? 6 : RAWSERVER_TEXT_BYTES);
	}
	/* One after the other they would take nine seconds. */
	g_assert_cmpint(clock_mono_ms() - began, <, 6000);
	fetch_stop(&child);
}

/* Ten that never answer delay nobody beyond one of them. */
static void
test_ten_mute(void)
{
	Child child = fetch_start();
	int64_t began = clock_mono_ms();

	for (uint32_t i = 0; i < 10; i++) {
		Request request = request_for("/mute");

		request.timeout_ms = 1000;
		send_request(&child, i, &request);
		request_clear(&request);
	}
	for (int i = 0; i < 10; i++) {
		g_auto(Answer) answer = read_answer(&child);

		g_assert_cmpint(answer.response.end, ==, RESPONSE_TIMEOUT);
	}
	g_assert_cmpint(clock_mono_ms() - began, <, 5000);
	fetch_stop(&child);
}

/* More in bodies than may be in memory: all of them come, in their time. */
static void
test_crowd(void)
{
	Child child = fetch_start();
	const int n = 16;

	for (int i = 0; i < n; i++) {
		Request request = request_for("/large");

		request.max_bytes = LIMIT_LIST_BYTES;
		request.timeout_ms = PATIENCE_MS;
		send_request(&child, (uint32_t)i, &request);
		request_clear(&request);
	}
	for (int i = 0; i < n; i++) {
		g_auto(Answer) answer = read_answer(&child);

		g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
		g_assert_cmpint(answer.response.body_bytes, ==, 8 << 20);
	}
	fetch_stop(&child);
}

static void
test_cancel(void)
{
	Child child = fetch_start();
	g_autoptr(Value) empty = value_object();
	g_auto(Answer) cancelled = { 0 };
	Request request = request_for("/mute");

	send_request(&child, 7, &request);
	request_clear(&request);
	/* One that nobody knows is no mistake: it may have been answered. */
	for (uint32_t id = 7; id <= 8; id++)
		g_assert_true(channel_send(
		    child.channel, MESSAGE_CANCEL, id, empty, -1, NULL));
	cancelled = read_answer(&child);
	g_assert_cmpuint(cancelled.id, ==, 7);
	g_assert_cmpint(cancelled.response.end, ==, RESPONSE_CANCELLED);
	fetch_stop(&child);
}

/* More than there are connections: nobody waits beyond his time. */
static void
test_waiting(void)
{
	Child child = fetch_start();
	int n_waited = 0;

	for (uint32_t i = 0; i < CONNECTIONS + 5; i++) {
		Request request = request_for("/mute");

		request.timeout_ms = i < CONNECTIONS ? 3000 : 500;
		send_request(&child, i, &request);
		request_clear(&request);
	}
	for (int i = 0; i < CONNECTIONS + 5; i++) {
		g_auto(Answer) answer = read_answer(&child);

		g_assert_cmpint(answer.response.end, ==, RESPONSE_TIMEOUT);
		if (answer.id >= CONNECTIONS)
			n_waited += i < 5;
	}
	g_assert_cmpint(n_waited, ==, 5);
	fetch_stop(&child);
}

/* ---- the process ---- */

static void
assert_ends_with(const char *what, MessageType type, int code)
{
	Child child = fetch_start();
	g_autoptr(Value) value = value_object();
	g_auto(Message) message = MESSAGE_NONE;
	ChildEnd end;

	value_set_text(value, "url", what);
	value_set_number(value, "max_bytes", -1);
	g_assert_true(channel_send(child.channel, type, 1, value, -1, NULL));
	g_assert_cmpint(await(&child, &message), ==, CHANNEL_END);
	child_stop(&child, 10000, &end);
	g_assert_false(end.is_signal);
	g_assert_cmpint(end.code, ==, code);
}

static void
test_nonsense_from_main(void)
{
	assert_ends_with("http://127.0.0.1/", MESSAGE_REQUEST, 70);
	assert_ends_with("x", MESSAGE_TASK, 70);
	assert_ends_with("x", MESSAGE_HELLO, 70);
}

static void
test_options(void)
{
	static const char *const wrong[] = { "--sandbox=none", "--open", "x" };

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		const char *argv[] = { "cailun-fetch", wrong[i], NULL };
		Child child = CHILD_NONE;
		g_auto(Message) message = MESSAGE_NONE;
		ChildEnd end;

		g_assert_true(child_start(PROGRAM, argv, &child, NULL));
		g_assert_cmpint(await(&child, &message), ==, CHANNEL_END);
		child_stop(&child, 10000, &end);
		g_assert_cmpint(end.code, ==, 2);
	}
}

/* Without Landlock: `best` says so and works, `require` refuses. */
static void
test_old_kernel(void)
{
#ifdef WITH_SANITIZERS
	g_test_skip("the sandbox excludes the sanitizers");
#else
	const char *argv[] = { "cailun-fetch", "--sandbox=require", NULL };
	Child child = CHILD_NONE;
	g_auto(Message) message = MESSAGE_NONE;
	g_auto(Answer) answer = { 0 };
	ChildEnd end;

	for (const char *const *abi =
		 (const char *const[]){ "0", "1", "2", "3", "5", NULL };
	     *abi; abi++) {
		(void)setenv("CAILUN_TEST_LANDLOCK", *abi, 1);
		child = fetch_start();
		answer_clear(&answer);
		answer = ask_path(&child, "/plain");
		g_assert_cmpint(answer.response.status, ==, 200);
		fetch_stop(&child);
	}
	(void)setenv("CAILUN_TEST_LANDLOCK", "0", 1);
	g_assert_true(child_start(PROGRAM, argv, &child, NULL));
	g_assert_cmpint(await(&child, &message), ==, CHANNEL_END);
	child_stop(&child, 10000, &end);
	g_assert_cmpint(end.code, ==, 78);
	(void)unsetenv("CAILUN_TEST_LANDLOCK");
#endif
}

/* Without --trap, too, as it is in earnest; and while at work main dies. */
static void
test_in_earnest(void)
{
	Child child = fetch_with(
#ifdef WITH_SANITIZERS
	    "off",
#else
	    "best",
#endif
	    NULL);
	g_auto(Answer) answer = ask_path(&child, "/gzip");
	Request request = request_for("/mute");
	int64_t began = clock_mono_ms();

	g_assert_cmpint(answer.response.end, ==, RESPONSE_COMPLETE);
	send_request(&child, 1, &request);
	request_clear(&request);
	fetch_stop(&child);
	g_assert_cmpint(clock_mono_ms() - began, <, 5000);
}

int
main(int argc, char **argv)
{
	int code;

	g_test_init(&argc, &argv, NULL);
	/* Of cron's environment; not obeyed. */
	(void)setenv("http_proxy", "http://127.0.0.1:1", 1);
	(void)setenv("all_proxy", "http://127.0.0.1:1", 1);
	server = rawserver_start();
	g_test_add_func("/fetch/good", test_good);
	g_test_add_func("/fetch/headers", test_headers);
	g_test_add_func("/fetch/unchanged", test_unchanged);
	g_test_add_func("/fetch/odd-validator", test_odd_validator);
	g_test_add_func("/fetch/what-is-sent", test_what_is_sent);
	g_test_add_func("/fetch/nothing-sticks", test_nothing_sticks);
	g_test_add_func("/fetch/packed", test_packed);
	g_test_add_func("/fetch/ceiling-is-exact", test_ceiling_is_exact);
	g_test_add_func("/fetch/drip", test_drip);
	g_test_add_func("/fetch/bad", test_bad);
	g_test_add_func("/fetch/mute", test_mute);
	g_test_add_func("/fetch/addresses", test_addresses);
	g_test_add_func("/fetch/guard", test_guard);
	g_test_add_func("/fetch/guard-over-reused-connection",
	    test_guard_over_reused_connection);
	g_test_add_func("/fetch/proxy", test_proxy);
	g_test_add_func("/fetch/hundred", test_hundred);
	g_test_add_func("/fetch/ten-mute", test_ten_mute);
	g_test_add_func("/fetch/crowd", test_crowd);
	g_test_add_func("/fetch/cancel", test_cancel);
	g_test_add_func("/fetch/waiting", test_waiting);
	g_test_add_func("/fetch/nonsense-from-main", test_nonsense_from_main);
	g_test_add_func("/fetch/options", test_options);
	g_test_add_func("/fetch/old-kernel", test_old_kernel);
	g_test_add_func("/fetch/in-earnest", test_in_earnest);
	code = g_test_run();
	rawserver_stop(&server);
	return code;
}
