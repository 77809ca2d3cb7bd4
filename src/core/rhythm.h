/*
 * rhythm - how often a source is asked: the group [schedule] of its file.
 */
#ifndef CORE_RHYTHM_H
#define CORE_RHYTHM_H

#include "core/source.h"

/* Reads the group over what `source` has; mistakes are left in `conf`. */
void rhythm_read(Conf *conf, Source *source);

#endif
