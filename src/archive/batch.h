/*
 * batch - versions on their way into the archive.
 *
 * The rest of its face, for create.c; everybody else has archive.h.
 */
#ifndef ARCHIVE_BATCH_H
#define ARCHIVE_BATCH_H

#include "archive/archive.h"

/* A file that is no article's, part of the next commit. */
bool batch_put(Batch *batch, const char *path, const void *bytes, size_t length,
    GError **error);
/* A commit of the archive itself, of what batch_put() put. */
bool batch_commit(
    Batch *batch, const char *message, int64_t at, GError **error);

#endif
