/*
 * schema - the tables of the state, and how an older file becomes a new one.
 */
#ifndef STATE_SCHEMA_H
#define STATE_SCHEMA_H

#include "state/sql.h"

#define SCHEMA_VERSION 1

/* The version of the file, 0 for an empty one. Refuses the database of another
 * program (CAILUN_ERROR_IO) and of a newer cailun (CAILUN_ERROR_CONF). */
bool schema_version(State *state, int64_t *version, GError **error);

/* From one version to the newest; the caller has begun and will commit. */
bool schema_migrate(State *state, int64_t from, GError **error);

#endif
