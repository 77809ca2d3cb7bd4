/*
 * test-request - what is asked, and who gets to see a secret.
 */
#include "config.h"

#include "base/limits.h"
#include "core/request.h"

#include <glib.h>
#include <string.h>

static const char *
header_of(const Request *request, const char *name)
{
	for (size_t i = 0; i < request->n_headers; i++) {
		if (g_ascii_strcasecmp(request->headers[i].name, name) == 0)
			return request->headers[i].value;
	}
	return NULL;
}

static Source *
source_of(void)
{
	Source *source = source_new();
	Request keep = { 0 };

	source->id = g_strdup("probe");
	source->urls = g_strsplit("https://a.example/feed", " ", -1);
	source->credentials = g_strdup("user:secret");
	request_add_header(&keep, "X-Key", "42");
	source->headers = keep.headers;
	source->n_headers = keep.n_headers;
	return source;
}

static void
test_secrets(void)
{
	static const struct {
		const char *url;
		bool is_own;
	} cases[] = {
		{ "https://a.example/feed", true },
		{ "https://a.example/other?x=1", true },
		{ "https://A.example:443/", true },
		{ "http://a.example/feed", false },
		{ "https://a.example:8443/feed", false },
		{ "https://www.a.example/feed", false },
		{ "https://a.example.evil.example/feed", false },
		{ "https://evil.example/?https://a.example/", false },
		{ "nonsense", false },
	};
	g_autoptr(Source) source = source_of();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Request) request = { 0 };

		request_build(
		    source, REQUEST_PAGE, cases[i].url, NULL, &request);
		g_assert_true((request.credentials != NULL) == cases[i].is_own);
		g_assert_true(
		    (header_of(&request, "X-Key") != NULL) == cases[i].is_own);
	}
}

static void
test_validators(void)
{
	static char etag[] = "W/\"a b\\\"", date[] = "some day";
	static const struct {
		Validators validators;
		const char *etag, *date;
	} cases[] = {
		{ { 0 }, NULL, NULL },
		{ { .etag = etag }, etag, NULL },
		{ { .last_modified = date }, NULL, date },
		{ { .etag = etag, .last_modified = date }, etag, date },
	};
	g_autoptr(Source) source = source_of();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Request) request = { 0 };

		request_build(source, REQUEST_LIST, "https://a.example/feed",
		    &cases[i].validators, &request);
		g_assert_cmpstr(
		    header_of(&request, "If-None-Match"), ==, cases[i].etag);
		g_assert_cmpstr(header_of(&request, "If-Modified-Since"), ==,
		    cases[i].date);
		g_assert_null(header_of(&request, "Cookie"));
		g_assert_null(header_of(&request, "Referer"));
	}
}

static void
test_ceilings(void)
{
	g_autoptr(Source) source = source_of();

	g_assert_cmpint(
	    request_max_bytes(source, REQUEST_PAGE), ==, LIMIT_PAGE_BYTES);
	source->max_bytes = 1000;
	g_assert_cmpint(request_max_bytes(source, REQUEST_PAGE), ==, 1000);
	g_assert_cmpint(
	    request_max_bytes(source, REQUEST_LIST), ==, LIMIT_LIST_BYTES);
	g_assert_cmpint(
	    request_max_bytes(source, REQUEST_ROBOTS), ==, LIMIT_ROBOTS_BYTES);
	g_free(source->plugin);
	source->plugin = g_strdup("sitemap");
	g_assert_cmpint(
	    request_max_bytes(source, REQUEST_LIST), ==, LIMIT_SITEMAP_BYTES);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/request/secrets", test_secrets);
	g_test_add_func("/request/validators", test_validators);
	g_test_add_func("/request/ceilings", test_ceilings);
	return g_test_run();
}
