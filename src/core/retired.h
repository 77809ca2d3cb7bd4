/*
 * retired - helpers that were told to go, until they are gone.
 */
#ifndef CORE_RETIRED_H
#define CORE_RETIRED_H

#include "wire/child.h"

typedef struct Retired Retired;

Retired *retired_new(void);
/* Kills whoever is still there. */
void retired_free(Retired *retired);
/* Takes the child and closes its channel: that tells it. */
void retired_add(Retired *retired, Child *child);
/* Kills and reaps all. */
void retired_stop(Retired *retired);

/* As in fetcher.h. */
void retired_watch(Retired *retired, GArray *fds);
void retired_turn(Retired *retired, const GArray *fds);
int64_t retired_wait_ms(const Retired *retired);

#endif
