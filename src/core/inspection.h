/*
 * inspection - what only a parser knows of a newsroom: its plugins, their keys
 * and whether a selector can be read.
 *
 * A parser is started for it, behind its fences; nothing is fetched.
 */
#ifndef CORE_INSPECTION_H
#define CORE_INSPECTION_H

#include "core/newsroom.h"

/*
 * Appends the mistakes (char *) of all good sources, or of the one with that
 * id, and of the folders of plugins. False: no parser can be had, so that
 * nothing is known.
 */
bool inspection_run(const Newsroom *newsroom, const char *id,
    GPtrArray *mistakes, GError **error);

#endif
