/*
 * access - how a source is asked: the group [fetch] of its file.
 */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include "core/source.h"

/* Reads the group over what `source` has; mistakes are left in `conf`. Files
 * named there are relative to `folder`. */
void access_read(Conf *conf, const char *folder, Source *source);

#endif
