/*
 * clock - what time it is, in one place, so that tests can say.
 *
 * The only file that reads the machine's clocks for records. The offset below
 * is the one piece of state it keeps; it is set once at the start.
 */
#include "config.h"

#include "base/clock.h"

#include <stdbool.h>
#include <time.h>

/* Wall clock minus monotonic clock, when somebody has set the wall clock. */
static int64_t set_offset_ms;
static bool is_set;

int64_t
clock_mono_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now))
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
clock_set(int64_t seconds)
{
	set_offset_ms = seconds * 1000 - clock_mono_ms();
	is_set = true;
}

int64_t
clock_now(void)
{
	int64_t now_ms;

	if (!is_set)
		return (int64_t)time(NULL);
	now_ms = clock_mono_ms() + set_offset_ms;
	/* Towards the past also before 1970. */
	return now_ms >= 0 ? now_ms / 1000 : -((999 - now_ms) / 1000);
}
