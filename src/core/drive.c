/*
 * drive - one document after the other through a real parser, waited for.
 *
 * Knows neither archive nor state.
 */
#include "config.h"

#include "core/drive.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "base/url.h"
#include "core/fetcher.h"
#include "core/parsers.h"
#include "core/request.h"
#include "core/response.h"
#include "core/rules.h"
#include "core/task.h"
#include "wire/body.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

struct Drive {
	Parsers *parsers;
	Fetcher *fetcher; /* NULL: no network */
	GHashTable *rules; /* origin -> Rules */
	GHashTable *ended; /* host -> int64_t *: when its last answer ended */
	/* what is being waited for */
	uint32_t id;
	bool is_over;
	Reading *reading;
	Response *response;
	int *body;
	GError *error;
	bool is_governed; /* lists too ask robots.txt */
};

static void
value_destroy(void *data)
{
	value_free(data);
}

static void
rules_destroy(void *data)
{
	rules_free(data);
}

void
reading_clear(Reading *reading)
{
	value_free(reading->feed);
	if (reading->entries)
		g_ptr_array_unref(reading->entries);
	value_free(reading->article);
	value_free(reading->plugins);
	done_clear(&reading->done);
	*reading = (Reading){ 0 };
}

/* ---- what comes back ---- */

static void
keep(Value **place, const Value *value)
{
	value_free(*place);
	*place = value_copy(value);
}

static void
said(void *data, uint32_t id, MessageType type, const Value *value)
{
	Drive *drive = data;
	Reading *reading = drive->reading;

	if (id != drive->id || !reading)
		return;
	if (type == MESSAGE_FEED)
		keep(&reading->feed, value);
	else if (type == MESSAGE_ARTICLE)
		keep(&reading->article, value);
	else if (type == MESSAGE_PLUGINS)
		keep(&reading->plugins, value);
	else if (type == MESSAGE_ENTRY && reading->entries->len < LIMIT_ENTRIES)
		g_ptr_array_add(reading->entries, value_copy(value));
	else if (type == MESSAGE_ENTRY)
		parsers_accuse(drive->parsers, id,
		    "more entries than anybody has to bear");
}

static void
done(void *data, uint32_t id, const Done *said_done)
{
	Drive *drive = data;

	if (id != drive->id || !drive->reading)
		return;
	drive->reading->done = *said_done;
	drive->reading->done.why = g_strdup(said_done->why);
	drive->reading->done.charset = g_strdup(said_done->charset);
	drive->reading->done.plugin = g_strdup(said_done->plugin);
	drive->is_over = true;
}

static void
broken(void *data, uint32_t id, const char *why)
{
	Drive *drive = data;

	if (id != drive->id)
		return;
	(void)fail(
	    &drive->error, CAILUN_ERROR_INPUT, "its parser was lost: %s", why);
	drive->is_over = true;
}

static void
answered(void *data, uint32_t id, const Response *response, int body)
{
	Drive *drive = data;
	auto_fd int given = body;

	if (id != drive->id || !drive->response)
		return;
	response_clear(drive->response);
	*drive->response = *response;
	drive->response->why = g_strdup(response->why);
	drive->response->headers = NULL;
	drive->response->n_headers = 0;
	for (size_t i = 0; i < response->n_headers; i++)
		response_add_header(drive->response, response->headers[i].name,
		    response->headers[i].value);
	fd_clear(drive->body);
	*drive->body = steal_fd(&given);
	drive->is_over = true;
}

static void
lost(void *data, uint32_t id, const char *why)
{
	Drive *drive = data;

	if (id != drive->id)
		return;
	(void)fail(
	    &drive->error, CAILUN_ERROR_HELPER, "the fetcher ended: %s", why);
	drive->is_over = true;
}

Drive *
drive_new(const Newsroom *newsroom)
{
	Drive *drive = g_new0(Drive, 1);
	ParsersEvents parsers = {
		.data = drive, .said = said, .done = done, .broken = broken
	};
	FetcherEvents fetcher = {
		.data = drive, .answered = answered, .lost = lost
	};

	drive->parsers =
	    parsers_new(1, newsroom ? newsroom->sandbox : SANDBOX_BEST,
		newsroom ? newsroom->plugin_dirs : NULL, &parsers);
	if (newsroom) {
		g_autofree char *agent = newsroom_user_agent(newsroom);

		drive->fetcher =
		    fetcher_new(agent, 1, newsroom->sandbox, &fetcher);
	}
	drive->rules = g_hash_table_new_full(
	    g_str_hash, g_str_equal, g_free, rules_destroy);
	drive->ended =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return drive;
}

void
drive_free(Drive *drive)
{
	if (!drive)
		return;
	parsers_free(drive->parsers);
	fetcher_free(drive->fetcher);
	g_hash_table_destroy(drive->rules);
	g_hash_table_destroy(drive->ended);
	g_clear_error(&drive->error);
	g_free(drive);
}

/* ---- waiting ---- */

static int64_t
sooner(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return MAX(a, b);
	return MIN(a, b);
}

static bool
turn_once(Drive *drive, GArray *fds, GError **error)
{
	int64_t wait = parsers_wait_ms(drive->parsers);

	g_array_set_size(fds, 0);
	parsers_watch(drive->parsers, fds);
	if (drive->fetcher) {
		fetcher_watch(drive->fetcher, fds);
		wait = sooner(wait, fetcher_wait_ms(drive->fetcher));
	}
	if (poll((struct pollfd *)(void *)fds->data, fds->len,
		(int)(wait < 0 ? 1000 : MIN(wait, 1000))) < 0 &&
	    errno != EINTR)
		return fail_errno(error, "poll");
	return parsers_turn(drive->parsers, fds, error) &&
	       (!drive->fetcher || fetcher_turn(drive->fetcher, fds, error));
}

/* Until the document or request `drive->id` is through. */
static bool
await(Drive *drive, GError **error)
{
	g_autoptr(GArray) fds = g_array_new(false, true, sizeof(struct pollfd));

	drive->is_over = false;
	g_clear_error(&drive->error);
	while (!drive->is_over) {
		if (!turn_once(drive, fds, error))
			return false;
	}
	if (!drive->error)
		return true;
	g_propagate_error(error, g_steal_pointer(&drive->error));
	return false;
}

/* ---- reading ---- */

static bool
await_reading(Drive *drive, Reading *out, GError **error)
{
	bool is_good;

	reading_clear(out);
	out->entries = g_ptr_array_new_with_free_func(value_destroy);
	drive->reading = out;
	is_good = await(drive, error);
	drive->reading = NULL;
	return is_good;
}

bool
drive_task(TaskMode mode, const char *plugin, const char *url,
    const char *content_type, const char *zone, Task *out, GError **error)
{
	g_autoptr(Source) source = source_new();

	if (zone && !source_set_zone(source, zone))
		return fail(error, CAILUN_ERROR_USAGE,
		    "%s: there is no such time zone; write for example "
		    "Asia/Shanghai",
		    zone);
	*out = (Task){
		.mode = mode,
		.plugin = g_strdup(plugin),
		.url = g_strdup(url ? url : ""),
		.content_type = g_strdup(content_type),
		.zone_min = source_zone(source, clock_now()),
	};
	return true;
}

bool
drive_read(Drive *drive, const Task *task, char **plugins, int body,
    Reading *out, GError **error)
{
	parsers_put(drive->parsers, "drive", plugins, ++drive->id, task, body);
	return await_reading(drive, out, error);
}

bool
drive_plugins(Drive *drive, char **plugins, Reading *out, GError **error)
{
	parsers_ask_plugins(drive->parsers, "drive", plugins, ++drive->id);
	return await_reading(drive, out, error);
}

int
drive_open(const char *path, GError **error)
{
	g_autofree char *bytes = NULL;
	size_t length;

	if (strcmp(path, "-") == 0)
		bytes = fd_read_all(STDIN_FILENO, "standard input",
		    LIMIT_SITEMAP_BYTES, &length, error);
	else
		bytes = file_read(path, LIMIT_SITEMAP_BYTES, &length, error);
	return bytes ? body_of(bytes, length, error) : -1;
}

/* ---- fetching ---- */

static void
keep_pace(Drive *drive, const Source *source, const char *host)
{
	const int64_t *ended = g_hash_table_lookup(drive->ended, host);
	int64_t left = ended ? *ended + source->delay_ms - clock_mono_ms() : 0;

	if (left > 0)
		g_usleep((gulong)left * 1000);
}

static bool
ask(Drive *drive, const Source *source, RequestKind kind, const char *url,
    Response *response, int *body, GError **error)
{
	g_autofree char *host = url_host(url);
	g_auto(Request) request = { 0 };
	int64_t *ended = g_new(int64_t, 1);
	bool is_good;

	keep_pace(drive, source, host ? host : "");
	request_build(source, kind, url, NULL, &request);
	drive->response = response;
	drive->body = body;
	is_good = fetcher_send(drive->fetcher, ++drive->id, &request, error) &&
		  await(drive, error);
	drive->response = NULL;
	drive->body = NULL;
	*ended = clock_mono_ms();
	(void)g_hash_table_replace(
	    drive->ended, g_strdup(host ? host : ""), ended);
	return is_good;
}

static bool
refuse(const char *url, const Verdict *verdict, GError **error)
{
	return fail(error, CAILUN_ERROR_INPUT, "%s: %s", url,
	    verdict->why ? verdict->why : "failed");
}

static bool is_allowed(
    Drive *drive, const Source *source, const char *url, GError **error);

/* One hop: true and `*next` set: go on there. */
static bool
hop(Drive *drive, const Source *source, RequestKind kind, const char *url,
    Response *response, int *body, char **next, GError **error)
{
	g_auto(Verdict) verdict = { 0 };

	if (kind == REQUEST_PAGE && !source_has_host(source, url))
		return fail(error, CAILUN_ERROR_INPUT,
		    "%s: its host is not one of source.hosts", url);
	if ((kind == REQUEST_PAGE ||
		(kind == REQUEST_LIST && drive->is_governed)) &&
	    !is_allowed(drive, source, url, error))
		return false;
	if (!ask(drive, source, kind, url, response, body, error))
		return false;
	response_judge(response, url, false, clock_now(), &verdict);
	if (verdict.kind == VERDICT_REDIRECT)
		*next = g_steal_pointer(&verdict.location);
	else if (verdict.kind != VERDICT_OK)
		return refuse(url, &verdict, error);
	return true;
}

static bool
follow(Drive *drive, const Source *source, RequestKind kind, const char *url,
    Response *response, int *body, char **url_out, GError **error)
{
	g_autofree char *at = g_strdup(url);

	for (int hops = 0; hops <= LIMIT_REDIRECTS; hops++) {
		g_autofree char *next = NULL;

		if (!hop(drive, source, kind, at, response, body, &next, error))
			return false;
		if (!next) {
			*url_out = g_steal_pointer(&at);
			return true;
		}
		g_free(at);
		at = g_steal_pointer(&next);
	}
	return fail(
	    error, CAILUN_ERROR_INPUT, "%s: more than 5 redirects", url);
}

/* NULL: nothing may be fetched there now. */
static Rules *
ask_rules(Drive *drive, const Source *source, const char *origin)
{
	g_autofree char *url = g_strconcat(origin, "/robots.txt", NULL);
	g_autofree char *from = NULL;
	g_auto(Response) response = { 0 };
	g_auto(Reading) reading = { 0 };
	g_auto(Task) task = { 0 };
	auto_fd int body = -1;

	if (!follow(drive, source, REQUEST_ROBOTS, url, &response, &body, &from,
		NULL))
		return response.status >= 400 && response.status < 500
			   ? rules_free_for_all()
			   : NULL;
	task_for_source(source, TASK_ROBOTS, from,
	    response_header(&response, "Content-Type"), NULL, clock_now(),
	    &task);
	if (!drive_read(drive, &task, NULL, steal_fd(&body), &reading, NULL))
		return NULL;
	return rules_new(reading.feed);
}

static bool
is_allowed(Drive *drive, const Source *source, const char *url, GError **error)
{
	g_autofree char *origin = url_origin(url);
	g_autofree char *path = url_path(url);
	Rules *rules =
	    origin ? g_hash_table_lookup(drive->rules, origin) : NULL;

	if (!source->is_robots_obeyed)
		return true;
	if (!rules && origin) {
		rules = ask_rules(drive, source, origin);
		if (rules)
			g_hash_table_insert(
			    drive->rules, g_strdup(origin), rules);
	}
	if (!rules)
		return fail(error, CAILUN_ERROR_INPUT,
		    "%s: robots.txt of its host cannot be had", url);
	if (rules_allow(rules, path ? path : "/"))
		return true;
	return fail(
	    error, CAILUN_ERROR_INPUT, "%s: robots.txt forbids it", url);
}

bool
drive_fetch(Drive *drive, const Source *source, const char *url, bool is_page,
    bool is_governed, Response *response, int *body_out, char **url_out,
    GError **error)
{
	auto_fd int body = -1;

	drive->is_governed = is_governed;
	if (!follow(drive, source, is_page ? REQUEST_PAGE : REQUEST_LIST, url,
		response, &body, url_out, error))
		return false;
	if (body < 0)
		return fail(error, CAILUN_ERROR_INPUT,
		    "%s: the answer has no body", url);
	*body_out = steal_fd(&body);
	return true;
}
