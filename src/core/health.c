/*
 * health - how a source is, from its file and from what is remembered.
 *
 * Only looks.
 */
#include "config.h"

#include "core/health.h"

#include <string.h>

const char *
health_name(HealthKind kind)
{
	static const char *const names[] = { "ok", "failing", "broken",
		"stopped", "disabled" };

	return names[kind];
}

bool
health_is_problem(const Health *health)
{
	return health->kind == HEALTH_FAILING ||
	       health->kind == HEALTH_BROKEN || health->kind == HEALTH_STOPPED;
}

static void
free_health(void *data)
{
	Health *health = data;

	source_state_clear(&health->state);
	g_free(health);
}

static HealthKind
judge(const Source *source, const SourceState *state)
{
	if (!source->is_enabled)
		return HEALTH_DISABLED;
	if (state->is_stopped)
		return HEALTH_STOPPED;
	if (state->failures >= source->report_after)
		return HEALTH_BROKEN;
	return state->failures > 0 ? HEALTH_FAILING : HEALTH_OK;
}

static Health *
examine(const Newsroom *newsroom, const char *id, const Source *source,
    State *state, GError **error)
{
	Health *health = g_new0(Health, 1);

	health->id = id;
	health->source = source;
	if (state && !state_source(state, id, &health->state, error)) {
		free_health(health);
		return NULL;
	}
	if (source) {
		health->kind = judge(source, &health->state);
		health->error = health->state.error;
	} else {
		health->kind = HEALTH_BROKEN;
		health->error = newsroom_mistake(newsroom, id);
	}
	return health;
}

static int
compare_healths(const void *a, const void *b)
{
	const Health *const *one = a;
	const Health *const *other = b;

	return strcmp((*one)->id, (*other)->id);
}

GPtrArray *
health_list(const Newsroom *newsroom, State *state, GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(free_health);
	size_t n_good = newsroom->sources->len;

	for (size_t i = 0; i < n_good + newsroom->bad_sources->len; i++) {
		const Source *source =
		    i < n_good ? newsroom->sources->pdata[i] : NULL;
		const char *id = source
				     ? source->id
				     : newsroom->bad_sources->pdata[i - n_good];
		Health *health = examine(newsroom, id, source, state, error);

		if (!health)
			return NULL;
		g_ptr_array_add(list, health);
	}
	g_ptr_array_sort(list, compare_healths);
	return g_steal_pointer(&list);
}
