/*
 * fuzz-url - addresses of pages: what is accepted is accepted again, unchanged.
 */
#include "config.h"

#include "base/limits.h"
#include "base/url.h"

#include <glib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = g_strndup((const char *)bytes, length);
	g_autofree char *alone = url_resolve(NULL, text);
	g_autofree char *relative =
	    url_resolve("https://www.example.cn/a/b?c", text);
	g_autofree char *canonical = url_canonical(text);

	(void)url_has_userinfo(text);
	if (canonical) {
		g_autofree char *again = url_canonical(canonical);

		g_assert_cmpstr(again, ==, canonical);
	}
	if (alone)
		g_assert_cmpstr(alone, ==, relative);
	if (relative) {
		g_autofree char *again = url_resolve(NULL, relative);
		g_autofree char *host = url_host(relative);
		g_autofree char *path = url_path(relative);

		g_assert_cmpstr(again, ==, relative);
		g_assert_cmpuint(strlen(relative), <=, LIMIT_URL_BYTES);
		g_assert_nonnull(host);
		g_assert_true(path && *path == '/');
	}
	return 0;
}
