/*
 * clock - what time it is, in one place, so that tests can say.
 *
 * The wall clock can be set once at the start (`--now`); it then runs on with
 * the monotonic clock. Helpers are told the wall clock in their first message
 * and never read another. China is +08:00, always.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#define CLOCK_CHINA_MIN (8 * 60)

/* Sets the wall clock to `seconds` since the epoch, UTC, from now on. */
void clock_set(int64_t seconds);

/* Wall clock, seconds since the epoch, UTC. */
int64_t clock_now(void);

/* Monotonic milliseconds; for waiting and measuring, never for records. */
int64_t clock_mono_ms(void);

#endif
