/*
 * transfer - one request and its answer.
 *
 * Counts every byte that comes, decoded, and stops at its ceiling. Never
 * connects where the guard does not allow it: both callbacks are needed, since
 * a connection that is used again opens no socket.
 */
#include "config.h"

#include "fetch/transfer.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "fetch/answer.h"
#include "fetch/coding.h"
#include "fetch/guard.h"
#include "wire/body.h"

#include <arpa/inet.h>
#include <string.h>

#define BUFFER_BYTES (64L << 10)

struct Transfer {
	Common *common;
	CURL *easy;
	uint32_t id;
	Request request;
	struct curl_slist *headers;
	int64_t began_ms;
	Answer answer;
	Stop stop;
	Coding coding;
	GByteArray *packed; /* a body that must be unpacked */
	int body;
	size_t in_flight; /* its share of common->in_flight */
	bool is_paused, is_tried, is_connected, is_nameless;
	char refused[INET6_ADDRSTRLEN];
	char detail[CURL_ERROR_SIZE];
};

/* ---- the guard ---- */

static void
note_refusal(Transfer *transfer, const struct sockaddr *address)
{
	const void *bytes =
	    address->sa_family == AF_INET6
		? (const void *)&((const struct sockaddr_in6 *)address)
		      ->sin6_addr
		: (const void *)&((const struct sockaddr_in *)address)
		      ->sin_addr;

	if (!inet_ntop(address->sa_family, bytes, transfer->refused,
		sizeof(transfer->refused)))
		g_strlcpy(transfer->refused, "?", sizeof(transfer->refused));
}

/* Behind a proxy both callbacks see the proxy, which the user has named. */
static bool
is_unguarded(const Transfer *transfer)
{
	return transfer->request.is_private_allowed || transfer->request.proxy;
}

static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
	Transfer *transfer = data;

	(void)purpose;
	if (!is_unguarded(transfer) && !guard_is_public(&address->addr)) {
		note_refusal(transfer, &address->addr);
		return CURL_SOCKET_BAD;
	}
	transfer->is_tried = true;
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

/* Before each request, also over a connection that stands already. */
static int
before_request(void *data, char *address, char *local, int port, int local_port)
{
	Transfer *transfer = data;

	(void)local;
	(void)port;
	(void)local_port;
	if (!is_unguarded(transfer) && !guard_is_public_text(address)) {
		g_strlcpy(
		    transfer->refused, address, sizeof(transfer->refused));
		transfer->is_tried = false;
		return CURL_PREREQFUNC_ABORT;
	}
	transfer->is_connected = true;
	return CURL_PREREQFUNC_OK;
}

/* ---- what comes ---- */

static size_t
take_header(char *line, size_t size, size_t n, void *data)
{
	Transfer *transfer = data;
	size_t length = size * n;

	switch (answer_line(&transfer->answer, line, length)) {
	case ANSWER_GOOD:
		return length;
	case ANSWER_TOO_LARGE:
		transfer->stop = STOP_HEADERS_TOO_LARGE;
		return 0;
	default:
		transfer->stop = STOP_HEADERS_NONSENSE;
		return 0;
	}
}

/* At the first bytes of a body. */
static bool
open_body(Transfer *transfer)
{
	transfer->coding = coding_of(
	    response_header(&transfer->answer.response, "Content-Encoding"));
	if (transfer->coding == CODING_UNKNOWN) {
		transfer->stop = STOP_UNKNOWN_CODING;
		return false;
	}
	transfer->body = body_new(NULL);
	if (transfer->body < 0) {
		transfer->stop = STOP_NO_MEMORY;
		return false;
	}
	if (transfer->coding != CODING_NONE && !transfer->packed)
		transfer->packed = g_byte_array_new();
	return true;
}

static bool
keep_bytes(Transfer *transfer, const char *bytes, size_t length)
{
	if (transfer->coding == CODING_NONE)
		return fd_write_all(transfer->body, bytes, length);
	g_byte_array_append(
	    transfer->packed, (const guint8 *)bytes, (guint)length);
	return true;
}

/* Too much is in memory already: only the eldest and the small go on. */
static bool
is_crowded_out(const Transfer *transfer, size_t length)
{
	const Common *common = transfer->common;

	return common->in_flight > LIMIT_BODIES_IN_FLIGHT &&
	       transfer->in_flight + length > LIMIT_BODY_WHEN_CROWDED &&
	       common->eldest != transfer;
}

static size_t
take_body(char *bytes, size_t size, size_t n, void *data)
{
	Transfer *transfer = data;
	size_t length = size * n;

	if (is_crowded_out(transfer, length)) {
		transfer->is_paused = true;
		return CURL_WRITEFUNC_PAUSE;
	}
	if (transfer->body < 0 && !open_body(transfer))
		return 0;
	if (transfer->in_flight + length >
	    (size_t)transfer->request.max_bytes) {
		transfer->stop = STOP_BODY_TOO_LARGE;
		return 0;
	}
	if (!keep_bytes(transfer, bytes, length)) {
		transfer->stop = STOP_NO_MEMORY;
		return 0;
	}
	transfer->in_flight += length;
	transfer->common->in_flight += length;
	return length;
}

void
transfer_resume(Transfer *transfer)
{
	if (!transfer->is_paused || is_crowded_out(transfer, 1))
		return;
	transfer->is_paused = false;
	(void)curl_easy_pause(transfer->easy, CURLPAUSE_CONT);
}

/* ---- the handle ---- */

#define SET(option, value) \
	((void)curl_easy_setopt(transfer->easy, CURLOPT_##option, value))

static void
set_callbacks(Transfer *transfer)
{
	SET(PRIVATE, transfer);
	SET(ERRORBUFFER, transfer->detail);
	SET(OPENSOCKETFUNCTION, open_socket);
	SET(OPENSOCKETDATA, transfer);
	SET(PREREQFUNCTION, before_request);
	SET(PREREQDATA, transfer);
	SET(HEADERFUNCTION, take_header);
	SET(HEADERDATA, transfer);
	SET(WRITEFUNCTION, take_body);
	SET(WRITEDATA, transfer);
}

/* What holds for every request. */
static void
set_manners(Transfer *transfer)
{
	SET(NOSIGNAL, 1L);
	/* Else the end of a transfer waits for its name to be resolved. */
	SET(QUICK_EXIT, 1L);
	SET(SHARE, transfer->common->share);
	SET(BUFFERSIZE, BUFFER_BYTES);
	SET(USERAGENT, transfer->common->user_agent);
	SET(PROTOCOLS_STR, "http,https");
	SET(REDIR_PROTOCOLS_STR, "http,https");
	SET(FOLLOWLOCATION, 0L);
	SET(DISALLOW_USERNAME_IN_URL, 1L);
	SET(PATH_AS_IS, 1L);
	SET(HTTP09_ALLOWED, 0L);
	SET(HTTP_CONTENT_DECODING, 0L); /* fetch/coding does it */
	SET(SUPPRESS_CONNECT_HEADERS, 1L);
	SET(HTTPAUTH, (long)CURLAUTH_BASIC);
	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	/* With a folder of certificates libcurl parses the bundle anew for
	 * each connection, 30 ms. */
	SET(CAPATH, NULL);
	SET(NOPROXY, "");
	SET(CONNECTTIMEOUT_MS, (long)LIMIT_CONNECT_MS);
	SET(LOW_SPEED_LIMIT, (long)LIMIT_SLOW_BYTES_S);
	SET(LOW_SPEED_TIME, (long)LIMIT_SLOW_S);
}

Transfer *
transfer_new(Common *common)
{
	CURL *easy = curl_easy_init();
	Transfer *transfer;

	if (!easy)
		return NULL;
	transfer = g_new0(Transfer, 1);
	transfer->common = common;
	transfer->easy = easy;
	transfer->body = -1;
	set_callbacks(transfer);
	set_manners(transfer);
	return transfer;
}

void
transfer_free(Transfer *transfer)
{
	if (!transfer)
		return;
	transfer_end(transfer);
	curl_easy_cleanup(transfer->easy);
	g_free(transfer);
}

CURL *
transfer_easy(const Transfer *transfer)
{
	return transfer->easy;
}

uint32_t
transfer_id(const Transfer *transfer)
{
	return transfer->id;
}

Transfer *
transfer_of(CURL *easy)
{
	Transfer *transfer = NULL;

	(void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&transfer);
	return transfer;
}

/* ---- one request ---- */

static bool
has_header(const Request *request, const char *name)
{
	for (size_t i = 0; i < request->n_headers; i++)
		if (g_ascii_strcasecmp(request->headers[i].name, name) == 0)
			return true;
	return false;
}

static void
add_line(Transfer *transfer, const char *name, const char *value)
{
	g_autofree char *bytes = answer_restore(value);
	/* libcurl's way to write a header without a value. */
	g_autofree char *line = *bytes ? g_strconcat(name, ": ", bytes, NULL)
				       : g_strconcat(name, ";", NULL);
	struct curl_slist *list = curl_slist_append(transfer->headers, line);

	if (list)
		transfer->headers = list;
}

static void
set_headers(Transfer *transfer)
{
	const Request *request = &transfer->request;

	if (!has_header(request, "Accept-Encoding"))
		add_line(transfer, "Accept-Encoding", CODING_OFFER);
	for (size_t i = 0; i < request->n_headers; i++)
		add_line(transfer, request->headers[i].name,
		    request->headers[i].value);
	SET(HTTPHEADER, transfer->headers);
}

/* Of this source alone: set each time, also to nothing. */
static void
set_source(Transfer *transfer)
{
	const Request *request = &transfer->request;
	struct curl_blob trust = { .flags = CURL_BLOB_NOCOPY };

	/* "": else libcurl obeys http_proxy of cron's environment. */
	SET(PROXY, request->proxy ? request->proxy : "");
	SET(USERPWD, request->credentials);
	if (request->ca_pem) {
		trust.data = request->ca_pem;
		trust.len = strlen(request->ca_pem);
		SET(CAINFO_BLOB, &trust);
	} else {
		SET(CAINFO_BLOB, NULL);
	}
}

void
transfer_begin(
    Transfer *transfer, uint32_t id, Request *request, int64_t left_ms)
{
	transfer->id = id;
	transfer->request = *request;
	*request = (Request){ 0 };
	request = &transfer->request;
	request->max_bytes = MIN(request->max_bytes, LIMIT_SITEMAP_BYTES);
	transfer->began_ms = clock_mono_ms();
	SET(URL, request->url);
	SET(TIMEOUT_MS, (long)CLAMP(left_ms, 1, G_MAXINT));
	SET(MAXFILESIZE_LARGE, (curl_off_t)request->max_bytes);
	set_source(transfer);
	set_headers(transfer);
}

static void
unpack_body(Transfer *transfer)
{
	Response *response = &transfer->answer.response;
	size_t length = 0;

	switch (coding_unpack(transfer->coding, transfer->packed->data,
	    transfer->packed->len, transfer->body,
	    (size_t)transfer->request.max_bytes, &length)) {
	case CODING_WHOLE:
		response->body_bytes = (int64_t)length;
		return;
	case CODING_BROKEN:
		transfer->stop = STOP_BAD_CODING;
		return;
	case CODING_TOO_LARGE:
		transfer->stop = STOP_BODY_TOO_LARGE;
		return;
	case CODING_NO_MEMORY:
		transfer->stop = STOP_NO_MEMORY;
		return;
	}
}

/* A whole answer has a body, if an empty one; what is not modified has none. */
static void
close_body(Transfer *transfer)
{
	Response *response = &transfer->answer.response;

	response->body_bytes = (int64_t)transfer->in_flight;
	if (response->status == 304)
		fd_clear(&transfer->body);
	else if (transfer->body < 0)
		transfer->body = body_new(NULL);
	else if (transfer->coding != CODING_NONE)
		unpack_body(transfer);
	if (transfer->body >= 0 && transfer->stop == STOP_NONE &&
	    !body_seal(transfer->body, NULL))
		transfer->stop = STOP_NO_MEMORY;
}

static int64_t
wire_bytes(const Transfer *transfer)
{
	curl_off_t body = 0;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	return (int64_t)transfer->answer.bytes + MAX(body, 0);
}

static void
tell(Transfer *transfer, CURLcode code)
{
	Outcome outcome = {
		.code = code,
		.stop = transfer->stop,
		.is_tried = transfer->is_tried,
		.is_connected = transfer->is_connected,
		.is_answered = transfer->answer.is_whole,
		.refused = transfer->refused,
		.detail = transfer->detail,
		.max_bytes = transfer->request.max_bytes,
	};
	long os_error = 0;
	curl_off_t linked_us = 0;

	(void)curl_easy_getinfo(
	    transfer->easy, CURLINFO_CONNECT_TIME_T, &linked_us);
	outcome.is_linked = transfer->is_connected || linked_us > 0;
	(void)curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &os_error);
	outcome.os_error = (int)os_error;
	outcome_tell(&outcome, &transfer->answer.response);
}

const Response *
transfer_finish(Transfer *transfer, CURLcode code, int *body)
{
	Response *response = &transfer->answer.response;

	if (code == CURLE_OK && transfer->stop == STOP_NONE)
		close_body(transfer);
	response->wire_bytes = wire_bytes(transfer);
	response->elapsed_ms = clock_mono_ms() - transfer->began_ms;
	tell(transfer, code);
	transfer->is_nameless = response->end == RESPONSE_NO_HOST;
	if (response->end != RESPONSE_COMPLETE) {
		fd_clear(&transfer->body);
		response->body_bytes = 0;
	}
	*body = steal_fd(&transfer->body);
	return response;
}

bool
transfer_is_nameless(const Transfer *transfer)
{
	return transfer->is_nameless;
}

void
transfer_end(Transfer *transfer)
{
	SET(HTTPHEADER, NULL);
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
	transfer->common->in_flight -= transfer->in_flight;
	transfer->in_flight = 0;
	request_clear(&transfer->request);
	answer_clear(&transfer->answer);
	g_clear_pointer(&transfer->packed, g_byte_array_unref);
	fd_clear(&transfer->body);
	transfer->stop = STOP_NONE;
	transfer->coding = CODING_NONE;
	transfer->is_paused = transfer->is_tried = false;
	transfer->is_connected = transfer->is_nameless = false;
	transfer->refused[0] = transfer->detail[0] = '\0';
}

void
transfer_refuse(Stop stop, Response *out)
{
	Outcome outcome = { .stop = stop, .refused = "", .detail = "" };

	outcome_tell(&outcome, out);
}
