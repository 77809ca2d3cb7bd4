/*
 * robots - may this address be fetched?
 *
 * Remembers and matches; sends nothing.
 */
#include "config.h"

#include "core/robots.h"

#include "base/digest.h"
#include "base/url.h"

#include <string.h>

#define DAY_S 86400

typedef struct Origin {
	Rules *rules; /* NULL: not known yet */
	bool is_closed; /* could not be asked */
	GPtrArray *waiters; /* NULL: nobody asks */
} Origin;

struct Robots {
	State *state;
	Ledger *ledger;
	GHashTable *origins; /* name -> Origin */
};

static void
origin_free(void *data)
{
	Origin *origin = data;

	rules_free(origin->rules);
	if (origin->waiters)
		g_ptr_array_unref(origin->waiters);
	g_free(origin);
}

Robots *
robots_new(State *state, Ledger *ledger)
{
	Robots *robots = g_new0(Robots, 1);

	robots->state = state;
	robots->ledger = ledger;
	robots->origins =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, origin_free);
	return robots;
}

void
robots_free(Robots *robots)
{
	if (!robots)
		return;
	g_hash_table_destroy(robots->origins);
	g_free(robots);
}

/* Origin and way of reaching it, as a name in the state's cache. */
static char *
name_of(const Source *source, const char *url)
{
	g_autofree char *origin = url_origin(url);
	g_autofree char *way = NULL;
	char id[9];

	if (!source->proxy && !source->ca_pem && !source->is_private_allowed)
		return g_strconcat("robots ", origin, NULL);
	way = g_strdup_printf("%s\n%s\n%d", source->proxy ? source->proxy : "",
	    source->ca_pem ? source->ca_pem : "", source->is_private_allowed);
	return g_strconcat("robots ", origin, " ", digest_id(way, 8, id), NULL);
}

char *
robots_url(const char *url)
{
	g_autofree char *origin = url_origin(url);
	g_autofree char *full =
	    g_strconcat(origin ? origin : "", "/robots.txt", NULL);

	return url_resolve(NULL, full);
}

/* What was cached: an object, {free: true} or what the parser said. */
static Rules *
rules_of(const Value *cached)
{
	if (value_get_bool(cached, "free"))
		return rules_free_for_all();
	return rules_new(cached);
}

static Rules *
remembered(Robots *robots, const char *name, int64_t now)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Value) value = NULL;
	const void *data;
	gsize length;

	if (!state_cache(robots->state, name, now, &bytes, NULL) || !bytes)
		return NULL;
	data = g_bytes_get_data(bytes, &length);
	value = value_decode(data, length, NULL);
	return value ? rules_of(value) : NULL;
}

static Origin *
origin_of(Robots *robots, const char *name, int64_t now)
{
	Origin *origin = g_hash_table_lookup(robots->origins, name);

	if (origin)
		return origin;
	origin = g_new0(Origin, 1);
	origin->rules = remembered(robots, name, now);
	g_hash_table_insert(robots->origins, g_strdup(name), origin);
	return origin;
}

RobotsAnswer
robots_look(Robots *robots, const Source *source, const char *url, int64_t now,
    void *waiter, int64_t *delay_ms)
{
	g_autofree char *name = name_of(source, url);
	g_autofree char *path = url_path(url);
	Origin *origin = origin_of(robots, name, now);
	bool is_first = !origin->waiters;

	*delay_ms = 0;
	if (origin->is_closed)
		return ROBOTS_UNREACHABLE;
	if (origin->rules) {
		*delay_ms = rules_delay_ms(origin->rules);
		return rules_allow(origin->rules, path ? path : "/")
			   ? ROBOTS_ALLOWED
			   : ROBOTS_FORBIDDEN;
	}
	if (is_first)
		origin->waiters = g_ptr_array_new();
	g_ptr_array_add(origin->waiters, waiter);
	return is_first ? ROBOTS_ASK : ROBOTS_WAIT;
}

static void
remember(Robots *robots, const char *name, const Value *said, int64_t now)
{
	g_autoptr(Value) free_for_all = value_object();
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GBytes) packed = NULL;

	value_set_bool(free_for_all, "free", true);
	value_encode(said ? said : free_for_all, bytes);
	packed = g_bytes_new(bytes->data, bytes->len);
	ledger_set_cache(robots->ledger, name, packed, now + DAY_S);
}

GPtrArray *
robots_learn(Robots *robots, const Source *source, const char *url,
    RobotsOutcome outcome, const Value *said, int64_t now)
{
	g_autofree char *name = name_of(source, url);
	Origin *origin = origin_of(robots, name, now);
	GPtrArray *waiters = g_steal_pointer(&origin->waiters);

	rules_free(g_steal_pointer(&origin->rules));
	if (outcome == ROBOTS_CLOSED) {
		origin->is_closed = true;
	} else {
		said = outcome == ROBOTS_RULES ? said : NULL;
		origin->rules = said ? rules_new(said) : rules_free_for_all();
		remember(robots, name, said, now);
	}
	return waiters ? waiters : g_ptr_array_new();
}
