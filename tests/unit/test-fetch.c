/*
 * test-fetch - cailun-fetch itself: what it asks, what it brings, whom it does
 * not speak to.
 */
#include "config.h"

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
	Request request = to("/304");
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
	Request request = to("/odd");

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
	Request request = to("/echo?a=%E4%BD%A0&b=../c");
	g_auto(Answer) first = ask_path(&child, "/echo");
	g_auto(Answer) second = { 0 };
	g_autofree char *plain = NULL;
	g_autofree char *full = NULL;
	size_t length;
	const char *text = text_of(&first, &length);

	plain = g_strndup(text, length);
	g_assert_true(g_str_has_prefix(plain, "GET /echo HTTP/1.1\r\n"));
	g_assert_nonnull(strstr(plain, "\r\nUser-Agent: " ASKER_AGENT "\r\n"));
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
	Request request = to("/echo");
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
		Request request = to("/exact");
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

/* ---- the guard ---- */

static void
assert_forbidden(Child *child, const char *host, const char *proxy)
{
	Request request = to("");
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
	Request request = to("");
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
	g_test_add_func("/fetch/guard", test_guard);
	g_test_add_func("/fetch/guard-over-reused-connection",
	    test_guard_over_reused_connection);
	g_test_add_func("/fetch/proxy", test_proxy);
	code = g_test_run();
	rawserver_stop(&server);
	return code;
}
