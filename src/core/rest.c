/*
 * rest - hosts that asked to be left alone, over all runs.
 *
 * A state that cannot be written here is noticed by the next transaction.
 */
#include "config.h"

#include "core/rest.h"

#include "base/limits.h"
#include "core/gate.h"

typedef struct Rest {
	int64_t until, failures;
} Rest;

struct Rests {
	State *state;
	GHashTable *hosts; /* host -> Rest */
};

Rests *
rests_new(State *state)
{
	Rests *rests = g_new0(Rests, 1);

	rests->state = state;
	rests->hosts =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return rests;
}

void
rests_free(Rests *rests)
{
	if (!rests)
		return;
	g_hash_table_destroy(rests->hosts);
	g_free(rests);
}

static Rest *
rest_of(Rests *rests, const char *host)
{
	Rest *rest = g_hash_table_lookup(rests->hosts, host);

	if (rest)
		return rest;
	rest = g_new0(Rest, 1);
	(void)state_host_rest(
	    rests->state, host, &rest->until, &rest->failures, NULL);
	g_hash_table_insert(rests->hosts, g_strdup(host), rest);
	return rest;
}

int64_t
rests_until(Rests *rests, const char *host, int64_t now)
{
	const Rest *rest = rest_of(rests, host);

	/* one that lies further ahead than any can was set by a wrong clock */
	if (rest->until <= now || rest->until > now + LONGEST_RETRY_AFTER_S)
		return 0;
	return rest->until;
}

int64_t
rests_begin(Rests *rests, const char *host, int64_t retry_after_s, int64_t now)
{
	Rest *rest = rest_of(rests, host);

	rest->until = now + gate_rest_s(retry_after_s, rest->failures);
	rest->failures++;
	(void)state_set_host_rest(
	    rests->state, host, rest->until, rest->failures, NULL);
	return rest->until;
}

void
rests_end(Rests *rests, const char *host)
{
	Rest *rest = rest_of(rests, host);

	if (rest->failures == 0)
		return;
	*rest = (Rest){ 0 };
	(void)state_set_host_rest(rests->state, host, 0, 0, NULL);
}
