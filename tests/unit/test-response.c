/*
 * test-response - what an answer means.
 */
#include "config.h"

#include "base/limits.h"
#include "core/http.h"
#include "core/response.h"

#include <glib.h>
#include <string.h>

#define NOW 1704188411 /* 2024-01-02T09:40:11Z */

static void
test_date(void)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {
		{ "Tue, 02 Jan 2024 09:40:11 GMT", NOW },
		{ "Tue,02 Jan 2024 09:40:11", NOW },
		{ "Tuesday, 02-Jan-24 09:40:11 GMT", NOW },
		{ "Tue Jan  2 09:40:11 2024", NOW },
		{ "tue, 2 jan 2024 09:40:11 gmt", NOW },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", 784111777 },
		{ "", -1 },
		{ "0", -1 },
		{ "yesterday", -1 },
		{ "Tue, 32 Jan 2024 09:40:11 GMT", -1 },
		{ "Tue, 02 Jan", -1 },
		{ "2024-01-02", -1 },
		{ NULL, -1 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t seconds = -1;

		g_assert_true(http_date(cases[i].text, &seconds) ==
			      (cases[i].seconds >= 0));
		g_assert_cmpint(seconds, ==, cases[i].seconds);
	}
}

static void
test_retry_after(void)
{
	static const struct {
		const char *text, *date;
		int64_t seconds;
	} cases[] = {
		{ NULL, NULL, -1 },
		{ "120", NULL, 120 },
		{ " 120 ", NULL, 120 },
		{ "0", NULL, 0 },
		{ "99999999999999999999999", NULL, LONGEST_RETRY_AFTER_S },
		{ "soon", NULL, -1 },
		{ "-5", NULL, -1 },
		{ "12.5", NULL, -1 },
		{ "Tue, 02 Jan 2024 10:40:11 GMT", NULL, 3600 },
		/* measured against the answer's own clock */
		{ "Tue, 02 Jan 2024 10:40:11 GMT",
		    "Tue, 02 Jan 2024 10:40:01 GMT", 10 },
		{ "Tue, 02 Jan 2024 08:40:11 GMT", NULL, 0 },
		{ "Tue, 02 Jan 2034 08:40:11 GMT", NULL,
		    LONGEST_RETRY_AFTER_S },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Response) response = { 0 };

		if (cases[i].text)
			response_add_header(
			    &response, "retry-after", cases[i].text);
		if (cases[i].date)
			response_add_header(&response, "Date", cases[i].date);
		g_assert_cmpint(
		    http_retry_after(&response, NOW), ==, cases[i].seconds);
	}
}

static void
test_fresh(void)
{
	static const struct {
		const char *control, *expires, *date;
		int64_t seconds;
	} cases[] = {
		{ NULL, NULL, NULL, 0 },
		{ "max-age=3600", NULL, NULL, 3600 },
		{ "public, max-age=\"60\"", NULL, NULL, 60 },
		{ "MAX-AGE = 60", NULL, NULL, 60 },
		{ "max-age=31536000", NULL, NULL, LONGEST_HINT_S },
		{ "max-age=x", NULL, NULL, 0 },
		{ "max-age=-1", NULL, NULL, 0 },
		{ "no-cache, max-age=3600", NULL, NULL, 0 },
		{ "s-maxage=3600", NULL, NULL, 0 },
		{ NULL, "Tue, 02 Jan 2024 10:40:11 GMT",
		    "Tue, 02 Jan 2024 09:40:11 GMT", 3600 },
		{ NULL, "0", "Tue, 02 Jan 2024 09:40:11 GMT", 0 },
		{ NULL, "Tue, 02 Jan 2024 10:40:11 GMT", NULL, 0 },
		{ NULL, "Tue, 02 Jan 2024 08:40:11 GMT",
		    "Tue, 02 Jan 2024 09:40:11 GMT", 0 },
		{ "max-age=0", "Tue, 02 Jan 2024 10:40:11 GMT",
		    "Tue, 02 Jan 2024 09:40:11 GMT", 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Response) response = { 0 };

		if (cases[i].control)
			response_add_header(
			    &response, "Cache-Control", cases[i].control);
		if (cases[i].expires)
			response_add_header(
			    &response, "Expires", cases[i].expires);
		if (cases[i].date)
			response_add_header(&response, "Date", cases[i].date);
		g_assert_cmpint(http_fresh_s(&response), ==, cases[i].seconds);
	}
}

static void
test_kinds(void)
{
	static const struct {
		ResponseEnd end;
		int64_t status;
		bool is_conditional;
		VerdictKind kind;
	} cases[] = {
		{ RESPONSE_COMPLETE, 200, false, VERDICT_OK },
		{ RESPONSE_COMPLETE, 304, true, VERDICT_UNCHANGED },
		{ RESPONSE_COMPLETE, 304, false, VERDICT_FAILING },
		{ RESPONSE_COMPLETE, 206, false, VERDICT_FAILING },
		{ RESPONSE_COMPLETE, 204, false, VERDICT_FAILING },
		{ RESPONSE_COMPLETE, 401, false, VERDICT_REFUSED },
		{ RESPONSE_COMPLETE, 403, false, VERDICT_REFUSED },
		{ RESPONSE_COMPLETE, 412, false, VERDICT_REFUSED },
		{ RESPONSE_COMPLETE, 404, false, VERDICT_MISSING },
		{ RESPONSE_COMPLETE, 410, false, VERDICT_GONE },
		{ RESPONSE_COMPLETE, 429, false, VERDICT_SLOW },
		{ RESPONSE_COMPLETE, 503, false, VERDICT_SLOW },
		{ RESPONSE_COMPLETE, 500, false, VERDICT_FAILING },
		{ RESPONSE_COMPLETE, 999, false, VERDICT_FAILING },
		{ RESPONSE_COMPLETE, 0, false, VERDICT_FAILING },
		{ RESPONSE_NO_HOST, 0, false, VERDICT_NETWORK },
		{ RESPONSE_TIMEOUT, 200, false, VERDICT_NETWORK },
		{ RESPONSE_CUT, 200, false, VERDICT_CUT },
		{ RESPONSE_TOO_LARGE, 200, false, VERDICT_CUT },
		{ RESPONSE_NONSENSE, 0, false, VERDICT_CUT },
		{ RESPONSE_FORBIDDEN, 0, false, VERDICT_CUT },
		{ RESPONSE_CANCELLED, 0, false, VERDICT_CANCELLED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Response) response = { .end = cases[i].end,
			.status = cases[i].status };
		g_auto(Verdict) verdict = { 0 };

		response_add_header(&response, "ETag", "W/\"a b\"");
		response_judge(&response, "https://a.example/feed",
		    cases[i].is_conditional, NOW, &verdict);
		g_assert_cmpint(verdict.kind, ==, cases[i].kind);
		/* only a whole 200 has validators worth keeping */
		if (cases[i].kind == VERDICT_OK)
			g_assert_cmpstr(
			    verdict.validators.etag, ==, "W/\"a b\"");
		else
			g_assert_null(verdict.validators.etag);
		g_assert_true((verdict.why != NULL) ==
			      (cases[i].kind != VERDICT_OK &&
				  cases[i].kind != VERDICT_UNCHANGED));
	}
}

static void
test_redirect(void)
{
	static const struct {
		int64_t status;
		const char *location, *target;
		bool is_permanent;
	} cases[] = {
		{ 301, "https://b.example/x", "https://b.example/x", true },
		{ 308, "/x", "https://a.example/x", true },
		{ 302, "x?y=1", "https://a.example/d/x?y=1", false },
		{ 303, "//b.example/x", "https://b.example/x", false },
		{ 307, "../x#part", "https://a.example/x", false },
		{ 302, "ftp://b.example/x", NULL, false },
		{ 302, "file:///etc/passwd", NULL, false },
		{ 302, "javascript:alert(1)", NULL, false },
		{ 302, "https://user:word@b.example/", NULL, false },
		{ 302, "", NULL, false },
		{ 302, NULL, NULL, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Response) response = { .status = cases[i].status };
		g_auto(Verdict) verdict = { 0 };

		if (cases[i].location)
			response_add_header(
			    &response, "Location", cases[i].location);
		response_judge(&response, "https://a.example/d/feed", false,
		    NOW, &verdict);
		g_assert_cmpstr(verdict.location, ==, cases[i].target);
		g_assert_cmpint(verdict.kind, ==,
		    cases[i].target ? VERDICT_REDIRECT : VERDICT_FAILING);
		g_assert_true(verdict.is_permanent == cases[i].is_permanent);
	}
}

static void
test_capture(void)
{
	g_auto(Response) response = { .status = 200 };
	g_autoptr(GString) head = NULL;
	g_autofree char *type = NULL;

	response_add_header(
	    &response, "Content-Type", "text/html; charset=gbk");
	response_add_header(&response, "set-cookie", "secret=1");
	response_add_header(&response, "WWW-Authenticate", "Basic");
	response_add_header(&response, "ETag", "\"x\"");
	head = response_capture_head(&response);
	g_assert_cmpstr(head->str, ==,
	    "HTTP 200\nContent-Type: text/html; charset=gbk\nETag: \"x\"\n\n");
	type = response_type(&response);
	g_assert_cmpstr(type, ==, "text/html;charset=gbk");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/http/date", test_date);
	g_test_add_func("/http/retry-after", test_retry_after);
	g_test_add_func("/http/fresh", test_fresh);
	g_test_add_func("/response/kinds", test_kinds);
	g_test_add_func("/response/redirect", test_redirect);
	g_test_add_func("/response/capture", test_capture);
	return g_test_run();
}
