/*
 * test-fetch-bad - cailun-fetch itself, before servers that do all that they
 * should not, crowds, and a main that talks nonsense.
 */
#include "config.h"

#include "base/clock.h"
#include "base/limits.h"

#include "../lib/asker.h"
#include "../lib/rawserver.h"

#include <stdlib.h>
#include <string.h>

static RawServer server;

static Request
to(const char *path)
{
	return request_for(server.port, path);
}

static Answer
ask_path(Child *child, const char *path)
{
	Request request = to(path);

	return ask(child, &request);
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
	Request request = to("/mute");
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
		Request request = to("");
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

/* ---- many ---- */

static void
test_hundred(void)
{
	Child child = fetch_start();
	bool seen[100] = { false };
	int64_t began = clock_mono_ms();

	for (uint32_t i = 0; i < 100; i++) {
		Request request = to(i % 10 ? "/slow" : "/gzip");

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
		Request request = to("/mute");

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
		Request request = to("/large");

		request.max_bytes = LIMIT_LIST_BYTES;
		request.timeout_ms = ASKER_PATIENCE_MS;
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
	Request request = to("/mute");

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

	for (uint32_t i = 0; i < ASKER_CONNECTIONS + 5; i++) {
		Request request = to("/mute");

		request.timeout_ms = i < ASKER_CONNECTIONS ? 3000 : 500;
		send_request(&child, i, &request);
		request_clear(&request);
	}
	for (int i = 0; i < ASKER_CONNECTIONS + 5; i++) {
		g_auto(Answer) answer = read_answer(&child);

		g_assert_cmpint(answer.response.end, ==, RESPONSE_TIMEOUT);
		if (answer.id >= ASKER_CONNECTIONS)
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
	g_assert_cmpint(fetch_await(&child, &message), ==, CHANNEL_END);
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

		g_assert_true(child_start(ASKER_PROGRAM, argv, &child, NULL));
		g_assert_cmpint(fetch_await(&child, &message), ==, CHANNEL_END);
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
	g_assert_true(child_start(ASKER_PROGRAM, argv, &child, NULL));
	g_assert_cmpint(fetch_await(&child, &message), ==, CHANNEL_END);
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
	Request request = to("/mute");
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
	g_test_add_func("/fetch-bad/bad", test_bad);
	g_test_add_func("/fetch-bad/mute", test_mute);
	g_test_add_func("/fetch-bad/addresses", test_addresses);
	g_test_add_func("/fetch-bad/hundred", test_hundred);
	g_test_add_func("/fetch-bad/ten-mute", test_ten_mute);
	g_test_add_func("/fetch-bad/crowd", test_crowd);
	g_test_add_func("/fetch-bad/cancel", test_cancel);
	g_test_add_func("/fetch-bad/waiting", test_waiting);
	g_test_add_func(
	    "/fetch-bad/nonsense-from-main", test_nonsense_from_main);
	g_test_add_func("/fetch-bad/options", test_options);
	g_test_add_func("/fetch-bad/old-kernel", test_old_kernel);
	g_test_add_func("/fetch-bad/in-earnest", test_in_earnest);
	code = g_test_run();
	rawserver_stop(&server);
	return code;
}
