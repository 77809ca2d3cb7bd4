/*
 * outcome - how a transfer ended, for main and for people.
 *
 * Turns libcurl's hundred codes into our ten. Its words may hold a stranger's
 * bytes: they are made printable and stand in brackets at the end.
 */
#include "config.h"

#include "fetch/outcome.h"

#include "base/limits.h"
#include "base/text.h"

static ResponseEnd
end_of_stop(Stop stop)
{
	switch (stop) {
	case STOP_BODY_TOO_LARGE:
	case STOP_HEADERS_TOO_LARGE:
		return RESPONSE_TOO_LARGE;
	case STOP_HEADERS_NONSENSE:
		return RESPONSE_NONSENSE;
	case STOP_NOT_PUBLIC:
		return RESPONSE_FORBIDDEN;
	case STOP_CANCELLED:
		return RESPONSE_CANCELLED;
	case STOP_WAITED:
		return RESPONSE_TIMEOUT;
	default:
		return RESPONSE_CUT;
	}
}

/* Ceilings of libcurl's that are ours under another name. */
static Stop
stop_of(const Outcome *outcome)
{
	const int too_large = 100; /* of later libcurls: a header line */

	if (outcome->stop != STOP_NONE)
		return outcome->stop;
	if (outcome->code == CURLE_FILESIZE_EXCEEDED)
		return STOP_BODY_TOO_LARGE;
	if (outcome->is_connected && !outcome->is_answered &&
	    (outcome->code == CURLE_OUT_OF_MEMORY ||
		(int)outcome->code == too_large))
		return STOP_HEADERS_TOO_LARGE;
	return STOP_NONE;
}

static char *
why_of_stop(const Outcome *outcome, Stop stop)
{
	switch (stop) {
	case STOP_BODY_TOO_LARGE:
		return g_strdup_printf("larger than %" G_GINT64_FORMAT
				       " bytes (fetch.max-size)",
		    outcome->max_bytes);
	case STOP_HEADERS_TOO_LARGE:
		return g_strdup_printf(
		    "headers of more than %u bytes or %d lines",
		    LIMIT_HEADER_BYTES, LIMIT_HEADERS);
	case STOP_HEADERS_NONSENSE:
		return g_strdup_printf(
		    "more than %d interim answers", LIMIT_INTERIM_ANSWERS);
	case STOP_BAD_CODING:
		return g_strdup("packed body ends early or is broken");
	case STOP_UNKNOWN_CODING:
		return g_strdup("packed in a way that was not offered");
	case STOP_NOT_PUBLIC:
		return g_strdup("address is not public; "
				"fetch.private-networks = yes allows it");
	case STOP_CANCELLED:
		return g_strdup("cancelled");
	case STOP_WAITED:
		return g_strdup("no connection was free in time");
	default:
		return g_strdup("no memory for the body");
	}
}

/* libcurl's and OpenSSL's numbers, one screen of names. */
static ResponseEnd
end_of_code(CURLcode code)
{
	switch (code) {
	case CURLE_OK:
		return RESPONSE_COMPLETE;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return RESPONSE_NO_HOST;
	case CURLE_COULDNT_CONNECT:
	case CURLE_PROXY:
	case CURLE_INTERFACE_FAILED:
		return RESPONSE_NO_CONNECTION;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_ENGINE_NOTFOUND:
	case CURLE_SSL_ENGINE_SETFAILED:
	case CURLE_SSL_ENGINE_INITFAILED:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_USE_SSL_FAILED:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_SHUTDOWN_FAILED:
	case CURLE_SSL_CRL_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
	case CURLE_SSL_INVALIDCERTSTATUS:
	case CURLE_SSL_CLIENTCERT:
		return RESPONSE_TLS;
	case CURLE_OPERATION_TIMEDOUT:
		return RESPONSE_TIMEOUT;
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_BAD_CONTENT_ENCODING:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_READ_ERROR:
	case CURLE_WRITE_ERROR:
	case CURLE_ABORTED_BY_CALLBACK:
		return RESPONSE_CUT;
	default:
		return RESPONSE_NONSENSE;
	}
}

/* What the code alone does not tell. */
static ResponseEnd
end_of(const Outcome *outcome)
{
	ResponseEnd end = end_of_code(outcome->code);

	if (outcome->code == CURLE_OK)
		return end;
	if (*outcome->refused && !outcome->is_tried && !outcome->is_connected)
		return RESPONSE_FORBIDDEN;
	if (outcome->code == CURLE_OPERATION_TIMEDOUT && !outcome->is_linked)
		return outcome->is_tried ? RESPONSE_NO_CONNECTION
					 : RESPONSE_NO_HOST;
	/* A proxy that refused, a connection that broke before it stood. */
	if (end == RESPONSE_CUT && !outcome->is_connected)
		return RESPONSE_NO_CONNECTION;
	return end;
}

static const char *
phrase_of(const Outcome *outcome, ResponseEnd end)
{
	switch (end) {
	case RESPONSE_NO_HOST:
		return "name does not resolve";
	case RESPONSE_NO_CONNECTION:
		return outcome->code == CURLE_OPERATION_TIMEDOUT
			   ? "no connection within its time"
			   : "no connection";
	case RESPONSE_TLS:
		return "no secure connection";
	case RESPONSE_TIMEOUT:
		return "no whole answer within its time";
	case RESPONSE_CUT:
		return "answer ended early";
	case RESPONSE_NONSENSE:
		return "not an answer that can be read";
	default:
		return "failed";
	}
}

static char *
why_of_code(const Outcome *outcome, ResponseEnd end)
{
	const char *phrase = phrase_of(outcome, end);
	const char *detail = outcome->detail;
	g_autofree char *printable = NULL;

	if (end == RESPONSE_FORBIDDEN)
		return g_strdup_printf("address is not public: %s; "
				       "fetch.private-networks = yes allows it",
		    outcome->refused);
	if (outcome->os_error != 0 && end == RESPONSE_NO_CONNECTION &&
	    outcome->code != CURLE_OPERATION_TIMEDOUT)
		detail = strerrordesc_np(outcome->os_error);
	if (!detail || *detail == '\0')
		detail = curl_easy_strerror(outcome->code);
	printable = text_printable(detail, 120);
	return g_strdup_printf("%s (%s)", phrase, printable);
}

void
outcome_tell(const Outcome *outcome, Response *response)
{
	Stop stop = stop_of(outcome);

	g_free(response->why);
	response->why = NULL;
	if (stop != STOP_NONE) {
		response->end = end_of_stop(stop);
		response->why = why_of_stop(outcome, stop);
		return;
	}
	response->end = end_of(outcome);
	if (response->end != RESPONSE_COMPLETE)
		response->why = why_of_code(outcome, response->end);
}
