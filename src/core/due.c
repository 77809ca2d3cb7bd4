/*
 * due - whose turn it is, and when the next one will be.
 *
 * Only computes; what it writes into a SourceState is stored by the caller.
 */
#include "config.h"

#include "core/due.h"

#include "base/limits.h"

#define HOUR_S 3600
#define DAY_S 86400
#define LONGEST_NETWORK_BACKOFF_S (6 * HOUR_S)
/* A clock may be set back by so much without anybody noticing. */
#define CLOCK_SLACK_S 60

static bool
has_window(const Source *source)
{
	return source->window_from_min >= 0 && source->window_to_min >= 0;
}

/* The beginning of the source's day that `at` lies in, UTC seconds. */
static int64_t
day_start(const Source *source, int64_t at)
{
	int64_t local = at + (int64_t)source_zone(source, at) * 60;
	int64_t into = ((local % DAY_S) + DAY_S) % DAY_S;

	return at - into;
}

static bool
is_in_window(const Source *source, int64_t now)
{
	int64_t minute = (now - day_start(source, now)) / 60;

	if (source->window_from_min <= source->window_to_min)
		return minute >= source->window_from_min &&
		       minute <= source->window_to_min;
	return minute >= source->window_from_min ||
	       minute <= source->window_to_min;
}

/* The next beginning of the window after `at`. */
static int64_t
next_window(const Source *source, int64_t at)
{
	int64_t start = day_start(source, at) + source->window_from_min * 60;

	return start > at ? start : start + DAY_S;
}

/* The rhythm that the file asks for, without hints. */
static int64_t
own_interval(const Source *source)
{
	int64_t every_s = source->is_every_auto || source->every_s <= 0
			      ? CLAMP(DEFAULT_EVERY_S, source->min_s,
				    MAX(source->max_s, source->min_s))
			      : source->every_s;

	return MAX(every_s, FLOOR_EVERY_S);
}

static bool
is_time_known(const SourceState *state, int64_t now)
{
	return state->last_try_at <= now + CLOCK_SLACK_S;
}

bool
due_is(
    const Source *source, const SourceState *state, int64_t now, DueMode mode)
{
	bool is_new = state->last_try_at == 0;

	if (mode == DUE_FORCED)
		return true;
	if (state->is_stopped)
		return false;
	if (is_new || !is_time_known(state, now))
		return !has_window(source) || mode == DUE_ALL ||
		       is_in_window(source, now);
	if (now - state->last_try_at < FLOOR_EVERY_S)
		return false;
	if (mode == DUE_ALL)
		return true;
	if (has_window(source) && !is_in_window(source, now))
		return false;
	return state->next_at <= now;
}

static bool
is_skipped(const DueHints *hints, int64_t at)
{
	int64_t hour = ((at % DAY_S) + DAY_S) % DAY_S / HOUR_S;
	int64_t day = ((at / DAY_S) + 4) % 7; /* the epoch was a Thursday */

	return (hints->skip_hours >> hour & 1) ||
	       (hints->skip_days >> ((day + 7) % 7) & 1);
}

/* The first hour from `at` on that is not skipped; `at` itself when all are:
 * a hint lengthens the pause, it never silences a source for good. */
static int64_t
after_skipped(const DueHints *hints, int64_t at)
{
	int64_t hour = at;

	for (int i = 0; i <= 7 * 24; i++) {
		if (!is_skipped(hints, hour))
			return hour;
		hour += HOUR_S - hour % HOUR_S;
	}
	return at;
}

/* A source with an own rhythm (`every = 30m`) keeps it whatever a document
 * says of itself. */
static int64_t
hinted_interval(const Source *source, const DueHints *hints)
{
	int64_t hint_s = MAX(hints->ttl_s, hints->update_s);

	if (!source->is_every_auto)
		return own_interval(source);
	hint_s = MIN(MAX(hint_s, hints->fresh_s), LONGEST_HINT_S);
	return MAX(own_interval(source), hint_s);
}

void
due_good(const Source *source, SourceState *state, const DueHints *hints,
    int64_t fresh_s, int64_t now)
{
	DueHints only_fresh = { .fresh_s = fresh_s };
	int64_t interval_s =
	    hinted_interval(source, hints ? hints : &only_fresh);

	if (!hints)
		interval_s = CLAMP(MAX(interval_s, state->interval_s),
		    own_interval(source), LONGEST_HINT_S);
	state->last_try_at = state->last_good_at = now;
	state->failing_since = state->failures = 0;
	state->interval_s = interval_s;
	state->is_stopped = false;
	g_clear_pointer(&state->error, g_free);
	state->next_at = now + interval_s;
	if (has_window(source))
		state->next_at = next_window(source, now);
	else if (hints && source->is_every_auto)
		state->next_at = after_skipped(hints, state->next_at);
}

void
due_failed(const Source *source, SourceState *state, DueFailure failure,
    const char *why, int64_t rest_until, int64_t now)
{
	int64_t longest_s = failure == DUE_FAILED_NETWORK
				? LONGEST_NETWORK_BACKOFF_S
				: LONGEST_BACKOFF_S;
	int64_t wait_s = MAX(state->interval_s, own_interval(source));
	g_autofree char *kept = g_strdup(why);

	for (int64_t i = 0; i < state->failures && wait_s < longest_s; i++)
		wait_s *= 2;
	wait_s = MAX(MIN(wait_s, longest_s), FLOOR_EVERY_S);
	state->failures++;
	if (state->failing_since == 0)
		state->failing_since = now;
	state->last_try_at = now;
	state->next_at = MAX(now + wait_s, rest_until);
	g_free(state->error);
	state->error = g_steal_pointer(&kept);
}

void
due_gone(SourceState *state, const char *why, int64_t now)
{
	g_autofree char *kept = g_strdup(why);

	state->last_try_at = now;
	state->failures++;
	if (state->failing_since == 0)
		state->failing_since = now;
	state->is_stopped = true;
	g_free(state->error);
	state->error = g_steal_pointer(&kept);
}
