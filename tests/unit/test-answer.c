/*
 * test-answer - header lines: kept, left out, counted; odd bytes and back.
 */
#include "config.h"

#include "base/limits.h"
#include "fetch/answer.h"

#include <string.h>

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

static AnswerFault
feed(Answer *answer, const char *line)
{
	return answer_line(answer, line, strlen(line));
}

static void
feed_all(Answer *answer, const char *const *lines)
{
	for (; *lines; lines++)
		g_assert_cmpint(feed(answer, *lines), ==, ANSWER_GOOD);
}

static void
test_plain(void)
{
	static const char *const lines[] = { "HTTP/1.1 200 OK\r\n",
		"ETag:  W/\"a b\"  \r\n", "Empty:\r\n", "No colon\r\n",
		"Bad name: x\r\n", ": no name\r\n", "Bell: a\ab\r\n",
		"Tab: a\tb\r\n", "\r\n", NULL };
	g_auto(Answer) answer = { 0 };
	const Response *response = &answer.response;

	feed_all(&answer, lines);
	g_assert_true(answer.is_whole);
	g_assert_cmpint(response->status, ==, 200);
	g_assert_cmpuint(response->n_headers, ==, 3);
	g_assert_cmpstr(response_header(response, "etag"), ==, "W/\"a b\"");
	g_assert_cmpstr(response_header(response, "empty"), ==, "");
	g_assert_cmpstr(response_header(response, "tab"), ==, "a\tb");
}

static void
test_interim_and_trailer(void)
{
	static const char *const lines[] = { "HTTP/1.1 103 Early\r\n",
		"ETag: \"early\"\r\n", "\r\n", "HTTP/2 404 \r\n", "Date: d\r\n",
		"\r\n", "ETag: \"trailer\"\r\n", "HTTP/1.1 200 forged\r\n",
		"\r\n", NULL };
	g_auto(Answer) answer = { 0 };

	feed_all(&answer, lines);
	g_assert_cmpint(answer.response.status, ==, 404);
	g_assert_cmpuint(answer.response.n_headers, ==, 1);
	g_assert_null(response_header(&answer.response, "ETag"));
}

static void
test_folded(void)
{
	static const char *const lines[] = { "HTTP/1.1 200 OK\r\n", " lost\r\n",
		"A: one\r\n", "  two \r\n", "\tthree\r\n", "B: x\r\n", "\r\n",
		NULL };
	g_auto(Answer) answer = { 0 };

	feed_all(&answer, lines);
	g_assert_cmpstr(
	    response_header(&answer.response, "A"), ==, "one two three");
	g_assert_cmpstr(response_header(&answer.response, "B"), ==, "x");
}

/* A value that is no UTF-8 crosses as text and comes back byte for byte. */
static void
test_odd_bytes(void)
{
	static const char *const values[] = { "plain", "湖南",
		"\xba\xfe\xc4\xcf", "\"\xff\x80\"", "\xe6\xb9", "a\xc0\xaf",
		"\xee\xbe\x80", "\xee\xbf\xbf z", "\xf0\x9f\x98\x80",
		"\xed\xa0\x80" };

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		g_auto(Answer) answer = { 0 };
		g_autofree char *line =
		    g_strconcat("ETag: ", values[i], "\r\n", NULL);
		g_autofree char *back = NULL;
		const char *kept;

		(void)feed(&answer, "HTTP/1.1 200 OK\r\n");
		g_assert_cmpint(feed(&answer, line), ==, ANSWER_GOOD);
		kept = response_header(&answer.response, "ETag");
		g_assert_nonnull(kept);
		g_assert_true(g_utf8_validate(kept, -1, NULL));
		back = answer_restore(kept);
		g_assert_cmpstr(back, ==, values[i]);
	}
}

static void
test_location(void)
{
	g_auto(Answer) answer = { 0 };

	(void)feed(&answer, "HTTP/1.1 301 Moved\r\n");
	(void)feed(&answer, "Location: /\xba\xfe?q=\xe6\xb9\x96&a=%20 b\r\n");
	g_assert_cmpstr(response_header(&answer.response, "Location"), ==,
	    "/%BA%FE?q=%E6%B9%96&a=%20 b");
}

static void
test_ceilings(void)
{
	g_auto(Answer) lines = { 0 };
	g_auto(Answer) bytes = { 0 };
	g_auto(Answer) interim = { 0 };
	g_autofree char *long_line = g_strnfill(10000, 'x');
	AnswerFault fault = ANSWER_GOOD;
	size_t n = 0;

	while ((fault = feed(&lines, "A: b\r\n")) == ANSWER_GOOD)
		n++;
	g_assert_cmpint(fault, ==, ANSWER_TOO_LARGE);
	g_assert_cmpuint(n, ==, LIMIT_HEADERS);
	for (n = 0; (fault = feed(&bytes, long_line)) == ANSWER_GOOD;)
		n += 10000;
	g_assert_cmpint(fault, ==, ANSWER_TOO_LARGE);
	g_assert_cmpuint(n, <=, LIMIT_HEADER_BYTES);
	for (n = 0; fault != ANSWER_NONSENSE; n++) {
		(void)feed(&interim, "HTTP/1.1 100 Continue\r\n");
		fault = feed(&interim, "\r\n");
	}
	g_assert_cmpuint(n, ==, LIMIT_INTERIM_ANSWERS + 1);
}

/* What main refuses to read is never said. */
static void
test_within_mains_limits(void)
{
	g_auto(Answer) answer = { 0 };
	g_autofree char *odd = g_strnfill(100000, '\xff');
	g_autofree char *line = g_strconcat("A: ", odd, "\r\n", NULL);
	g_autofree char *more = g_strconcat(" ", odd, "\r\n", NULL);
	g_autoptr(Value) value = NULL;
	g_auto(Response) back = { 0 };

	(void)feed(&answer, "HTTP/1.1 200 OK\r\n");
	g_assert_cmpint(feed(&answer, "B: x\r\n"), ==, ANSWER_GOOD);
	g_assert_cmpint(feed(&answer, line), ==, ANSWER_GOOD);
	g_assert_cmpint(feed(&answer, more), ==, ANSWER_GOOD);
	value = response_to_value(&answer.response);
	g_assert_true(response_read(value, &back, NULL));
	g_assert_cmpstr(response_header(&back, "B"), ==, "x");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/answer/plain", test_plain);
	g_test_add_func(
	    "/answer/interim-and-trailer", test_interim_and_trailer);
	g_test_add_func("/answer/folded", test_folded);
	g_test_add_func("/answer/odd-bytes", test_odd_bytes);
	g_test_add_func("/answer/location", test_location);
	g_test_add_func("/answer/ceilings", test_ceilings);
	g_test_add_func(
	    "/answer/within-mains-limits", test_within_mains_limits);
	return g_test_run();
}
