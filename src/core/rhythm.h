/*
 * rhythm - how often a source is asked: the group [schedule] of its file.
 */
#ifndef CORE_RHYTHM_H
#define CORE_RHYTHM_H

#include "core/source.h"

/* Reads the group over what `source` has; mistakes are left in `conf`. */
void rhythm_read(Conf *conf, Source *source);

/*
 * When an article that was first captured at `first_at` is looked at again: the
 * first step of schedule.revisit, counted from the first capture, that lies
 * behind `now`; its index in `*step`. 0: never again.
 */
int64_t rhythm_revisit(const Source *source, int64_t first_at, int64_t now,
    int64_t *step);

#endif
