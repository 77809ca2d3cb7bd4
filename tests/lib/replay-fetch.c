/*
 * replay-fetch - a stand-in for cailun-fetch that answers from a folder.
 *
 * For tests without network, used as CAILUN_HELPERS/cailun-fetch. In the
 * folder $CAILUN_REPLAY lie
 *
 *   answers    a line an answer, fields separated by tabs:
 *              URL  STATUS  FILE  Header: value  Header: value ...
 *   requests   written here: a line a request, URL and headers, by tabs
 *
 * Several lines of one URL are answered one after the other, over all runs;
 * the last one stays. A request whose validators are those of its answer gets
 * 304. STATUS may be a word instead: cut, timeout, refused, no-host, tls,
 * forbidden, large, nonsense (how the transfer ended), mute (never answered),
 * exit (the helper ends). FILE "-" is an empty body. What is not listed is
 * 404. Nothing is ever sent to a network.
 */
#include "config.h"

#include "base/fd.h"
#include "base/limits.h"
#include "wire/body.h"
#include "wire/channel.h"
#include "wire/child.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Replay {
	char *folder;
	Channel *channel;
} Replay;

static const struct {
	const char *word;
	ResponseEnd end;
} ends[] = {
	{ "cut", RESPONSE_CUT },
	{ "timeout", RESPONSE_TIMEOUT },
	{ "refused", RESPONSE_NO_CONNECTION },
	{ "no-host", RESPONSE_NO_HOST },
	{ "tls", RESPONSE_TLS },
	{ "forbidden", RESPONSE_FORBIDDEN },
	{ "large", RESPONSE_TOO_LARGE },
	{ "nonsense", RESPONSE_NONSENSE },
};

static char **
lines_of(const Replay *replay, const char *name)
{
	g_autofree char *path = g_build_filename(replay->folder, name, NULL);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		text = g_strdup("");
	return g_strsplit(text, "\n", -1);
}

static bool
is_about(const char *line, const char *url)
{
	size_t length = strlen(url);

	return strncmp(line, url, length) == 0 &&
	       (line[length] == '\t' || line[length] == '\0');
}

/* How often it was asked for before. */
static size_t
times_asked(const Replay *replay, const char *url)
{
	g_auto(GStrv) lines = lines_of(replay, "requests");
	size_t times = 0;

	for (size_t i = 0; lines[i]; i++)
		times += is_about(lines[i], url);
	return times;
}

static void
log_request(const Replay *replay, const Request *request)
{
	g_autofree char *path =
	    g_build_filename(replay->folder, "requests", NULL);
	FILE *log = fopen(path, "ae");

	if (!log)
		return;
	(void)fputs(request->url, log);
	for (size_t i = 0; i < request->n_headers; i++)
		(void)fprintf(log, "\t%s: %s", request->headers[i].name,
		    request->headers[i].value);
	if (request->credentials)
		(void)fprintf(log, "\tcredentials: %s", request->credentials);
	(void)fputc('\n', log);
	(void)fclose(log);
}

/* The fields of the answer whose turn it is, or NULL. */
static char **
find_answer(const Replay *replay, const char *url, size_t turn)
{
	g_auto(GStrv) lines = lines_of(replay, "answers");
	const char *found = NULL;

	for (size_t i = 0; lines[i]; i++) {
		if (!is_about(lines[i], url))
			continue;
		found = lines[i];
		if (turn-- == 0)
			break;
	}
	return found ? g_strsplit(found, "\t", -1) : NULL;
}

static const char *
asked_with(const Request *request, const char *name)
{
	for (size_t i = 0; i < request->n_headers; i++) {
		if (g_ascii_strcasecmp(request->headers[i].name, name) == 0)
			return request->headers[i].value;
	}
	return NULL;
}

static bool
is_unchanged(const Request *request, const Response *response)
{
	const char *etag = asked_with(request, "If-None-Match");
	const char *date = asked_with(request, "If-Modified-Since");

	if (etag)
		return g_strcmp0(etag, response_header(response, "ETag")) == 0;
	return date &&
	       g_strcmp0(date, response_header(response, "Last-Modified")) == 0;
}

static int
body_from(const Replay *replay, const char *file)
{
	g_autofree char *path = g_build_filename(replay->folder, file, NULL);
	g_autofree char *bytes = NULL;
	size_t length = 0;

	if (strcmp(file, "-") != 0)
		bytes = file_read(path, LIMIT_SITEMAP_BYTES, &length, NULL);
	return body_of(bytes ? bytes : "", length, NULL);
}

static void
read_status(const char *word, Response *out)
{
	out->status = atoi(word);
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		if (strcmp(ends[i].word, word) != 0)
			continue;
		out->end = ends[i].end;
		out->why = g_strdup("as recorded");
	}
}

/* False: nothing is to be sent. */
static bool
make_answer(const Replay *replay, const Request *request, char **fields,
    Response *out, int *body)
{
	*out = (Response){ .status = 404 };
	*body = -1;
	if (!fields || !fields[1])
		return true;
	if (strcmp(fields[1], "mute") == 0)
		return false;
	if (strcmp(fields[1], "exit") == 0)
		_exit(3);
	read_status(fields[1], out);
	for (size_t i = 3; fields[2] && fields[i]; i++) {
		char *colon = strchr(fields[i], ':');

		if (!colon)
			continue;
		*colon = '\0';
		response_add_header(
		    out, fields[i], colon + 1 + strspn(colon + 1, " "));
	}
	if (out->status == 200 && is_unchanged(request, out))
		out->status = 304;
	else if (out->end == RESPONSE_COMPLETE && fields[2])
		*body = body_from(replay, fields[2]);
	return true;
}

static void
answer(const Replay *replay, const Message *message)
{
	g_auto(Request) request = { 0 };
	g_auto(Response) response = { 0 };
	g_auto(GStrv) fields = NULL;
	g_autoptr(Value) value = NULL;
	int body;

	if (!request_read(message->value, &request, NULL))
		_exit(2);
	fields =
	    find_answer(replay, request.url, times_asked(replay, request.url));
	log_request(replay, &request);
	if (!make_answer(replay, &request, fields, &response, &body))
		return;
	value = response_to_value(&response);
	if (!channel_send(replay->channel, MESSAGE_RESPONSE, message->id, value,
		body, NULL))
		_exit(0);
}

int
main(void)
{
	g_autoptr(Channel) channel = NULL;
	g_autoptr(Value) ready = value_object();
	Replay replay = { .folder = getenv("CAILUN_REPLAY") };

	if (!replay.folder || !child_settle())
		return 2;
	replay.channel = channel = channel_new(CHILD_SOCKET, true);
	value_set(ready, "lacks", value_list());
	if (!channel_send(channel, MESSAGE_READY, 0, ready, -1, NULL))
		return 0;
	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;

		switch (channel_read(channel, false, &message, NULL)) {
		case CHANNEL_MESSAGE:
			if (message.type == MESSAGE_REQUEST)
				answer(&replay, &message);
			break;
		case CHANNEL_NOTHING:
			break;
		default:
			return 0;
		}
	}
}
