/*
 * retired - helpers that were told to go, until they are gone.
 *
 * Whoever is still there a second later is killed.
 */
#include "config.h"

#include "core/retired.h"

#include "base/clock.h"

#include <poll.h>

#define LEAVE_MS 1000

typedef struct Leaving {
	Child child;
	int64_t until_ms;
	size_t place;
	bool is_watched;
} Leaving;

struct Retired {
	GArray *leaving; /* Leaving */
};

Retired *
retired_new(void)
{
	Retired *retired = g_new0(Retired, 1);

	retired->leaving = g_array_new(false, true, sizeof(Leaving));
	return retired;
}

void
retired_free(Retired *retired)
{
	if (!retired)
		return;
	retired_stop(retired);
	g_array_unref(retired->leaving);
	g_free(retired);
}

void
retired_add(Retired *retired, Child *child)
{
	Leaving leaving = {
		.child = *child,
		.until_ms = clock_mono_ms() + LEAVE_MS,
	};

	*child = CHILD_NONE;
	g_clear_pointer(&leaving.child.channel, channel_free);
	g_array_append_val(retired->leaving, leaving);
}

void
retired_stop(Retired *retired)
{
	for (guint i = 0; i < retired->leaving->len; i++)
		child_stop(&g_array_index(retired->leaving, Leaving, i).child,
		    0, NULL);
	g_array_set_size(retired->leaving, 0);
}

void
retired_watch(Retired *retired, GArray *fds)
{
	for (guint i = 0; i < retired->leaving->len; i++) {
		Leaving *leaving = &g_array_index(retired->leaving, Leaving, i);
		struct pollfd fd = { .fd = leaving->child.pidfd,
			.events = POLLIN };

		leaving->is_watched = true;
		leaving->place = fds->len;
		g_array_append_val(fds, fd);
	}
}

void
retired_turn(Retired *retired, const GArray *fds)
{
	for (guint i = retired->leaving->len; i-- > 0;) {
		Leaving *leaving = &g_array_index(retired->leaving, Leaving, i);

		if (!leaving->is_watched)
			continue;
		leaving->is_watched = false;
		if (g_array_index(fds, struct pollfd, leaving->place).revents &&
		    child_reap(&leaving->child, NULL))
			g_array_remove_index_fast(retired->leaving, i);
		else if (clock_mono_ms() > leaving->until_ms)
			child_kill(&leaving->child);
	}
}

int64_t
retired_wait_ms(const Retired *retired)
{
	int64_t next = INT64_MAX;

	for (guint i = 0; i < retired->leaving->len; i++)
		next = MIN(
		    next, g_array_index(retired->leaving, Leaving, i).until_ms);
	return next == INT64_MAX ? -1 : MAX(next - clock_mono_ms() + 1, 0);
}
