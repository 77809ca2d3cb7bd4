/*
 * desk - takes errands past robots.txt, gate, fetcher and parser.
 *
 * Brings them through; what they are for is none of its business.
 */
#include "config.h"

#include "core/desk.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "core/govern.h"
#include "core/intake.h"
#include "core/request.h"
#include "core/task.h"
#include "wire/body.h"

#include <fcntl.h>
#include <string.h>

#define DAY_S 86400
/* How long a page that broke a parser is left alone. */
#define POISON_S DAY_S

static void
finish(Desk *desk, Errand *errand)
{
	if (errand->is_ended)
		return;
	errand->is_ended = true;
	g_queue_push_tail(&desk->ended, errand);
}

static void
fail_errand(Desk *desk, Errand *errand, ErrandFailure failure, const char *why)
{
	errand_fail(errand, failure, "%s: %s", errand->url, why);
	finish(desk, errand);
}

static void
defer(Desk *desk, Errand *errand)
{
	int64_t until =
	    errand->host ? rests_until(desk->rests, errand->host, clock_now())
			 : 0;

	errand->turn->rest_until = MAX(errand->turn->rest_until, until);
	errand->end = ERRAND_DEFERRED;
	finish(desk, errand);
}

/* The host has asked for it: all that waits there comes back. */
static void
let_rest(Desk *desk, const Errand *errand, int64_t retry_after_s)
{
	int64_t until =
	    rests_begin(desk->rests, errand->host, retry_after_s, clock_now());

	errand->turn->rest_until = MAX(errand->turn->rest_until, until);
	gate_close(desk->gate, errand->host);
}

/* ---- robots.txt ---- */

static void
enqueue(Desk *desk, Errand *errand)
{
	GateRank rank = errand->kind == ERRAND_LIST ? GATE_LIST
			: errand->is_revisit	    ? GATE_REVISIT
						    : GATE_PAGE;

	if (errand->kind == ERRAND_ROBOTS || errand->hops > 0)
		rank = GATE_HOP;
	gate_put(desk->gate, errand->host, errand->turn->source->delay_ms, rank,
	    errand);
}

/* robots.txt has nothing against it. */
static void
go_on(Desk *desk, Errand *errand)
{
	errand->is_checked = true;
	if (errand->is_read)
		finish(desk, errand);
	else
		enqueue(desk, errand);
}

static void
ask_robots(Desk *desk, const Errand *errand)
{
	g_autofree char *url = robots_url(errand->url);

	desk_send(desk, errand_new(ERRAND_ROBOTS, errand->turn, url));
}

static void
check_robots(Desk *desk, Errand *errand)
{
	int64_t delay_ms;

	switch (robots_look(desk->robots, errand->turn->source, errand->url,
	    clock_now(), errand, &delay_ms)) {
	case ROBOTS_ALLOWED:
		gate_set_crawl_delay(desk->gate, errand->host, delay_ms);
		go_on(desk, errand);
		break;
	case ROBOTS_FORBIDDEN:
		fail_errand(
		    desk, errand, FAILURE_ROBOTS, "robots.txt forbids it");
		break;
	case ROBOTS_UNREACHABLE:
		fail_errand(desk, errand, FAILURE_NETWORK,
		    "robots.txt of its host cannot be had; nothing is fetched "
		    "there meanwhile");
		break;
	case ROBOTS_ASK:
		ask_robots(desk, errand);
		break;
	case ROBOTS_WAIT:
		break;
	}
}

static RobotsOutcome
robots_outcome(const Errand *errand)
{
	int64_t status = errand->response.status;

	if (errand->end == ERRAND_READ && errand->feed)
		return ROBOTS_RULES;
	if (errand->end == ERRAND_READ)
		return ROBOTS_CLOSED;
	if (errand->hops > LIMIT_REDIRECTS ||
	    (status >= 400 && status < 500 && status != 429))
		return ROBOTS_FREE;
	return ROBOTS_CLOSED;
}

/* Everybody who waited for it goes the same way again. */
static void
learn_robots(Desk *desk, const Errand *errand)
{
	g_autoptr(GPtrArray) waiters =
	    robots_learn(desk->robots, errand->turn->source, errand->first_url,
		robots_outcome(errand), errand->feed, clock_now());

	for (guint i = 0; i < waiters->len; i++) {
		Errand *waiter = waiters->pdata[i];

		if (waiter->is_ended)
			continue;
		if (gate_is_closed(desk->gate, waiter->host) &&
		    !waiter->is_read)
			defer(desk, waiter);
		else
			check_robots(desk, waiter);
	}
}

/* ---- the way of an errand ---- */

static bool
is_poison(Desk *desk, Errand *errand)
{
	g_autofree char *why = NULL;
	bool is_asked = state_is_poison(desk->state, errand->turn->source->id,
	    errand->url, clock_now(), &why, NULL);

	if (!is_asked || !why)
		return false;
	errand_fail(errand, FAILURE_PARSER,
	    "%s: left alone for a day, since it broke a parser: %s",
	    errand->url, why);
	finish(desk, errand);
	return true;
}

/* One hop from its beginning. */
static void
route(Desk *desk, Errand *errand, const char *url)
{
	const Source *source = errand->turn->source;

	errand->is_checked = false;
	if (!url || strlen(url) > LIMIT_URL_BYTES ||
	    !errand_set_url(errand, url)) {
		errand_fail(errand, FAILURE_ADDRESS, "not a usable address");
		finish(desk, errand);
		return;
	}
	if (errand->kind == ERRAND_PAGE && !source_has_host(source, url)) {
		fail_errand(desk, errand, FAILURE_ADDRESS,
		    "its host is not one of source.hosts");
		return;
	}
	if (is_poison(desk, errand))
		return;
	if (rests_until(desk->rests, errand->host, clock_now()) > 0)
		gate_close(desk->gate, errand->host);
	if (desk->is_stopping || gate_is_closed(desk->gate, errand->host))
		defer(desk, errand);
	else if (govern_asks(desk->state, errand))
		check_robots(desk, errand);
	else
		enqueue(desk, errand);
}

void
desk_send(Desk *desk, Errand *errand)
{
	errand->id = ++desk->last_id;
	errand->turn->errands++;
	g_hash_table_insert(
	    desk->errands, GUINT_TO_POINTER(errand->id), errand);
	route(desk, errand, errand->first_url);
}

static RequestKind
request_kind(const Errand *errand)
{
	return errand->kind == ERRAND_LIST   ? REQUEST_LIST
	       : errand->kind == ERRAND_PAGE ? REQUEST_PAGE
					     : REQUEST_ROBOTS;
}

/* Validators are those of this very hop. */
static bool
fetch(Desk *desk, Errand *errand, GError **error)
{
	const Source *source = errand->turn->source;
	g_auto(Validators) validators = { 0 };
	g_auto(Request) request = { 0 };

	if (errand->kind != ERRAND_ROBOTS &&
	    (errand->kind == ERRAND_LIST || errand->is_revisit) &&
	    !state_validators(
		desk->state, source->id, errand->url, &validators, error))
		return false;
	errand->is_conditional = validators.etag || validators.last_modified;
	request_build(
	    source, request_kind(errand), errand->url, &validators, &request);
	errand->turn->requests++;
	desk->requests++;
	return fetcher_send(desk->fetcher, errand->id, &request, error);
}

/* Sends all whose turn it is, while the parsers can follow. */
static void
pump(Desk *desk)
{
	Errand *errand;

	while ((errand = gate_refused(desk->gate)))
		defer(desk, errand);
	while (!desk->error && !desk->is_stopping &&
	       parsers_waiting(desk->parsers) < LIMIT_DOCUMENTS_WAITING &&
	       (errand = gate_next(desk->gate, clock_mono_ms()))) {
		if (!fetch(desk, errand, &desk->error))
			return;
	}
}

/* ---- the answer ---- */

static void
read_body(Desk *desk, Errand *errand)
{
	g_auto(Task) task = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) body = NULL;
	int copy;

	if (errand->body >= 0)
		body = body_map(errand->body,
		    (size_t)request_max_bytes(
			errand->turn->source, request_kind(errand)),
		    &error);
	if (!body) {
		fail_errand(desk, errand, FAILURE_ANSWER,
		    error ? error->message : "the answer has no body");
		return;
	}
	copy = fcntl(errand->body, F_DUPFD_CLOEXEC, 0);
	if (copy < 0) {
		(void)fail_errno(&desk->error, "too many open files");
		return;
	}
	task_for_errand(errand, &task);
	parsers_put(desk->parsers, errand->turn->source->id,
	    errand->turn->plugins, errand->id, &task, copy);
}

static void
redirect(Desk *desk, Errand *errand, const Verdict *verdict)
{
	g_autofree char *target = g_strdup(verdict->location);

	errand->is_permanent &= verdict->is_permanent;
	if (++errand->hops > LIMIT_REDIRECTS) {
		fail_errand(
		    desk, errand, FAILURE_ANSWER, "more than 5 redirects");
		return;
	}
	route(desk, errand, target);
}

static ErrandFailure
failure_of(VerdictKind kind)
{
	switch (kind) {
	case VERDICT_GONE:
		return FAILURE_GONE;
	case VERDICT_MISSING:
		return FAILURE_MISSING;
	case VERDICT_NETWORK:
		return FAILURE_NETWORK;
	default:
		return FAILURE_ANSWER;
	}
}

static void
act_on(Desk *desk, Errand *errand, Verdict *verdict)
{
	if (verdict->kind == VERDICT_SLOW)
		let_rest(desk, errand, verdict->retry_after_s);
	else if (errand->response.status > 0)
		rests_end(desk->rests, errand->host);
	errand->fresh_s = verdict->fresh_s;
	switch (verdict->kind) {
	case VERDICT_OK:
		errand->validators = verdict->validators;
		verdict->validators = (Validators){ 0 };
		read_body(desk, errand);
		break;
	case VERDICT_UNCHANGED:
		errand->end = ERRAND_UNCHANGED;
		finish(desk, errand);
		break;
	case VERDICT_REDIRECT:
		redirect(desk, errand, verdict);
		break;
	case VERDICT_CANCELLED:
		defer(desk, errand);
		break;
	default:
		fail_errand(
		    desk, errand, failure_of(verdict->kind), verdict->why);
	}
}

/* Takes what the fetcher's struct holds; it is empty afterwards. */
static void
take_response(Errand *errand, const Response *response)
{
	response_clear(&errand->response);
	errand->response = *response;
	errand->response.why = g_strdup(response->why);
	errand->response.headers = NULL;
	errand->response.n_headers = 0;
	for (size_t i = 0; i < response->n_headers; i++)
		response_add_header(&errand->response,
		    response->headers[i].name, response->headers[i].value);
	errand->fetched_at = clock_now();
}

static void
answered(void *data, uint32_t id, const Response *response, int body)
{
	Desk *desk = data;
	Errand *errand =
	    g_hash_table_lookup(desk->errands, GUINT_TO_POINTER(id));
	g_auto(Verdict) verdict = { 0 };
	auto_fd int given = body;

	if (!errand || errand->is_ended)
		return;
	gate_done(desk->gate, errand->host, clock_mono_ms());
	take_response(errand, response);
	fd_clear(&errand->body);
	errand->body = steal_fd(&given);
	response_judge(response, errand->url, errand->is_conditional,
	    errand->fetched_at, &verdict);
	act_on(desk, errand, &verdict);
}

static void
lost(void *data, uint32_t id, const char *why)
{
	Desk *desk = data;
	Errand *errand =
	    g_hash_table_lookup(desk->errands, GUINT_TO_POINTER(id));
	g_autofree char *text = g_strdup_printf("the fetcher ended: %s", why);

	if (!errand || errand->is_ended)
		return;
	gate_done(desk->gate, errand->host, clock_mono_ms());
	if (errand->was_lost) {
		fail_errand(desk, errand, FAILURE_NETWORK, text);
		return;
	}
	errand->was_lost = true;
	enqueue(desk, errand);
}

/* ---- the parser ---- */

static void
said(void *data, uint32_t id, MessageType type, const Value *value)
{
	Desk *desk = data;
	Errand *errand =
	    g_hash_table_lookup(desk->errands, GUINT_TO_POINTER(id));
	const char *wrong;

	if (!errand || errand->is_ended)
		return;
	wrong = intake_said(errand, type, value);
	if (wrong)
		parsers_accuse(desk->parsers, id, wrong);
}

static void
done(void *data, uint32_t id, const Done *said_done)
{
	Desk *desk = data;
	Errand *errand =
	    g_hash_table_lookup(desk->errands, GUINT_TO_POINTER(id));

	if (!errand || errand->is_ended)
		return;
	intake_done(errand, said_done);
	govern_learn(desk->state, desk->ledger, errand);
	if (!errand->is_checked && govern_asks(desk->state, errand))
		check_robots(desk, errand);
	else
		finish(desk, errand);
}

static void
broken(void *data, uint32_t id, const char *why)
{
	Desk *desk = data;
	Errand *errand =
	    g_hash_table_lookup(desk->errands, GUINT_TO_POINTER(id));

	if (!errand || errand->is_ended)
		return;
	(void)state_poison(desk->state, errand->turn->source->id, errand->url,
	    clock_now() + POISON_S, why, NULL);
	errand_fail(errand, FAILURE_PARSER, "%s: its parser was lost: %s",
	    errand->url, why);
	finish(desk, errand);
}

/* ---- the desk itself ---- */

Desk *
desk_new(const Newsroom *newsroom, State *state, Ledger *ledger)
{
	Desk *desk = g_new0(Desk, 1);
	g_autofree char *agent = newsroom_user_agent(newsroom);
	FetcherEvents fetcher = {
		.data = desk, .answered = answered, .lost = lost
	};
	ParsersEvents parsers = {
		.data = desk, .said = said, .done = done, .broken = broken
	};

	desk->state = state;
	desk->ledger = ledger;
	desk->gate = gate_new((size_t)newsroom->connections);
	desk->robots = robots_new(state, ledger);
	desk->fetcher = fetcher_new(
	    agent, newsroom->connections, newsroom->sandbox, &fetcher);
	desk->parsers = parsers_new(
	    newsroom->jobs, newsroom->sandbox, newsroom->plugin_dirs, &parsers);
	desk->errands = g_hash_table_new(g_direct_hash, g_direct_equal);
	desk->rests = rests_new(state);
	g_queue_init(&desk->ended);
	return desk;
}

void
desk_free(Desk *desk)
{
	GHashTableIter all;
	void *errand;

	if (!desk)
		return;
	fetcher_free(desk->fetcher);
	parsers_free(desk->parsers);
	g_hash_table_iter_init(&all, desk->errands);
	while (g_hash_table_iter_next(&all, NULL, &errand))
		errand_free(errand);
	g_hash_table_destroy(desk->errands);
	rests_free(desk->rests);
	g_queue_clear(&desk->ended);
	robots_free(desk->robots);
	gate_free(desk->gate);
	g_clear_error(&desk->error);
	g_free(desk);
}

Errand *
desk_ended(Desk *desk)
{
	Errand *errand = g_queue_pop_head(&desk->ended);

	if (errand && errand->kind == ERRAND_ROBOTS)
		learn_robots(desk, errand);
	return errand;
}

void
desk_close(Desk *desk, Errand *errand)
{
	(void)g_hash_table_remove(desk->errands, GUINT_TO_POINTER(errand->id));
	errand->turn->errands--;
	errand_free(errand);
}

bool
desk_is_idle(const Desk *desk)
{
	return g_hash_table_size(desk->errands) == 0;
}

void
desk_stop(Desk *desk)
{
	g_autoptr(GList) all = g_hash_table_get_values(desk->errands);

	desk->is_stopping = true;
	fetcher_stop(desk->fetcher);
	parsers_stop(desk->parsers);
	while (gate_drain(desk->gate))
		;
	for (GList *at = all; at; at = at->next) {
		Errand *errand = at->data;

		if (!errand->is_ended)
			defer(desk, errand);
	}
}

void
desk_watch(Desk *desk, GArray *fds)
{
	pump(desk);
	fetcher_watch(desk->fetcher, fds);
	parsers_watch(desk->parsers, fds);
}

static int64_t
sooner(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return MAX(a, b);
	return MIN(a, b);
}

int64_t
desk_wait_ms(Desk *desk)
{
	int64_t gate_ms = -1;

	if (desk->error || !g_queue_is_empty(&desk->ended))
		return 0;
	if (parsers_waiting(desk->parsers) < LIMIT_DOCUMENTS_WAITING)
		gate_ms = gate_wait_ms(desk->gate, clock_mono_ms());
	return sooner(gate_ms, sooner(fetcher_wait_ms(desk->fetcher),
				   parsers_wait_ms(desk->parsers)));
}

bool
desk_turn(Desk *desk, const GArray *fds, GError **error)
{
	if (desk->error) {
		g_propagate_error(error, g_steal_pointer(&desk->error));
		return false;
	}
	return fetcher_turn(desk->fetcher, fds, error) &&
	       parsers_turn(desk->parsers, fds, error);
}
