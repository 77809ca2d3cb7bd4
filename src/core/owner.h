/*
 * owner - root never works on somebody else's newsroom.
 */
#ifndef CORE_OWNER_H
#define CORE_OWNER_H

#include <glib.h>
#include <stdbool.h>

/*
 * When this process is root and `path` belongs to somebody else, it becomes
 * that user, for good, before anything is opened. A missing path changes
 * nothing.
 */
bool owner_become(const char *path, GError **error);

#endif
