/*
 * response - what an answer means for the one who asked.
 *
 * Judges; decides nothing about sources, hosts or pages.
 */
#include "config.h"

#include "core/response.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "core/http.h"

#include <string.h>

static const struct {
	ResponseEnd end;
	VerdictKind kind;
	const char *why;
} ends[] = {
	{ RESPONSE_NO_HOST, VERDICT_NETWORK, "the name is not known" },
	{ RESPONSE_NO_CONNECTION, VERDICT_NETWORK, "no connection" },
	{ RESPONSE_FORBIDDEN, VERDICT_CUT,
	    "the address is not on the public internet "
	    "(fetch.private-networks)" },
	{ RESPONSE_TLS, VERDICT_NETWORK, "no secure connection" },
	{ RESPONSE_TIMEOUT, VERDICT_NETWORK, "no whole answer in time" },
	{ RESPONSE_CUT, VERDICT_CUT, "the answer broke off" },
	{ RESPONSE_TOO_LARGE, VERDICT_CUT, "the answer is too large" },
	{ RESPONSE_NONSENSE, VERDICT_CUT, "the answer is no HTTP" },
	{ RESPONSE_CANCELLED, VERDICT_CANCELLED, "given up" },
};

void
verdict_clear(Verdict *verdict)
{
	g_free(verdict->location);
	g_free(verdict->why);
	validators_clear(&verdict->validators);
	*verdict = (Verdict){ 0 };
}

static void
judge_end(const Response *response, Verdict *out)
{
	const char *what = "failed";

	out->kind = VERDICT_CUT;
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		if (ends[i].end != response->end)
			continue;
		out->kind = ends[i].kind;
		what = ends[i].why;
	}
	out->why = response->why && *response->why
		       ? g_strdup_printf("%s (%s)", what, response->why)
		       : g_strdup(what);
}

/* UTF-8 in a Location is allowed; other bytes are left to url_resolve(). */
static void
judge_redirect(const Response *response, const char *url, Verdict *out)
{
	const char *location = response_header(response, "Location");

	out->location =
	    location && *location ? url_resolve(url, location) : NULL;
	if (!out->location) {
		out->kind = VERDICT_FAILING;
		out->why = g_strdup_printf(
		    "HTTP %d without a usable Location", (int)response->status);
		return;
	}
	out->kind = VERDICT_REDIRECT;
	out->is_permanent = response->status == 301 || response->status == 308;
}

static void
judge_good(const Response *response, Verdict *out)
{
	out->kind = VERDICT_OK;
	out->fresh_s = http_fresh_s(response);
	out->validators.etag = g_strdup(response_header(response, "ETag"));
	out->validators.last_modified =
	    g_strdup(response_header(response, "Last-Modified"));
}

static bool
is_redirect(int64_t status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

static VerdictKind
kind_of_status(int64_t status)
{
	if (status == 410)
		return VERDICT_GONE;
	if (status == 404)
		return VERDICT_MISSING;
	if (status == 429 || status == 503)
		return VERDICT_SLOW;
	return status >= 400 && status < 500 ? VERDICT_REFUSED
					     : VERDICT_FAILING;
}

void
response_judge(const Response *response, const char *url, bool is_conditional,
    int64_t now, Verdict *out)
{
	int64_t status = response->status;

	*out = (Verdict){ .retry_after_s = -1 };
	if (response->end != RESPONSE_COMPLETE) {
		judge_end(response, out);
	} else if (status == 200 || status == 203) {
		judge_good(response, out);
	} else if (status == 304 && is_conditional) {
		out->kind = VERDICT_UNCHANGED;
		out->fresh_s = http_fresh_s(response);
	} else if (is_redirect(status)) {
		judge_redirect(response, url, out);
	} else {
		out->kind = kind_of_status(status);
		out->why = g_strdup_printf("HTTP %d%s", (int)status,
		    status == 304 ? ", though nothing was asked for" : "");
	}
	if (out->kind == VERDICT_SLOW)
		out->retry_after_s = http_retry_after(response, now);
}

static bool
is_secret(const char *name)
{
	static const char *const secrets[] = { "Set-Cookie", "Set-Cookie2",
		"Cookie", "Authorization", "Proxy-Authorization",
		"WWW-Authenticate", "Proxy-Authenticate", "Authentication-Info",
		NULL };

	for (size_t i = 0; secrets[i]; i++) {
		if (g_ascii_strcasecmp(name, secrets[i]) == 0)
			return true;
	}
	return false;
}

GString *
response_capture_head(const Response *response)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "HTTP %d\n", (int)response->status);
	for (size_t i = 0; i < response->n_headers; i++) {
		const Header *header = &response->headers[i];

		if (is_secret(header->name))
			continue;
		g_string_append_printf(
		    out, "%s: %s\n", header->name, header->value);
	}
	g_string_append_c(out, '\n');
	return out;
}

char *
response_type(const Response *response)
{
	const char *type = response_header(response, "Content-Type");
	g_autofree char *clean = type ? text_clean(type, -1) : NULL;
	GString *out;

	if (!clean || !*clean)
		return g_strdup("-");
	out = g_string_new(NULL);
	for (const char *at = clean; *at && out->len < 100; at++) {
		if ((unsigned char)*at > ' ' && (unsigned char)*at < 0x7f)
			g_string_append_c(out, *at);
	}
	return g_string_free(out, false);
}
