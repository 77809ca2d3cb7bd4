/*
 * request - what is asked of a server on behalf of a source.
 *
 * The one place that decides who gets to see a header or a password.
 */
#include "config.h"

#include "core/request.h"

#include "base/limits.h"
#include "base/url.h"

#include <string.h>

static const char *const accepts[] = {
	[REQUEST_LIST] = "application/atom+xml, application/rss+xml, "
			 "application/feed+json, application/xml;q=0.9, "
			 "text/html;q=0.8, */*;q=0.5",
	[REQUEST_PAGE] = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
	[REQUEST_ROBOTS] = "text/plain, */*;q=0.5",
};

bool
request_is_own_origin(const Source *source, const char *url)
{
	g_autofree char *origin = url_origin(url);

	for (size_t i = 0; origin && source->urls && source->urls[i]; i++) {
		g_autofree char *own = url_origin(source->urls[i]);

		if (own && strcmp(own, origin) == 0)
			return true;
	}
	return false;
}

int64_t
request_max_bytes(const Source *source, RequestKind kind)
{
	if (kind == REQUEST_ROBOTS)
		return LIMIT_ROBOTS_BYTES;
	if (kind == REQUEST_PAGE)
		return MIN(source->max_bytes, LIMIT_PAGE_BYTES);
	return strcmp(source->plugin, "sitemap") == 0 ? LIMIT_SITEMAP_BYTES
						      : LIMIT_LIST_BYTES;
}

void
request_build(const Source *source, RequestKind kind, const char *url,
    const Validators *validators, Request *out)
{
	bool is_own = request_is_own_origin(source, url);

	*out = (Request){
		.url = g_strdup(url),
		.max_bytes = request_max_bytes(source, kind),
		.timeout_ms = source->timeout_ms,
		.is_private_allowed = source->is_private_allowed,
		.proxy = g_strdup(source->proxy),
		.ca_pem = g_strdup(source->ca_pem),
		.credentials = g_strdup(is_own ? source->credentials : NULL),
	};
	request_add_header(out, "Accept", accepts[kind]);
	if (validators && validators->etag)
		request_add_header(out, "If-None-Match", validators->etag);
	if (validators && validators->last_modified)
		request_add_header(
		    out, "If-Modified-Since", validators->last_modified);
	for (size_t i = 0; is_own && i < source->n_headers; i++)
		request_add_header(
		    out, source->headers[i].name, source->headers[i].value);
}
