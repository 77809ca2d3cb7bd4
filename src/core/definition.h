/*
 * definition - a file of feeds.d read into a Source.
 *
 * Strict: every mistake of a file is noted with its line, and a file with a
 * mistake makes no source. The groups [schedule] [fetch] [article] [archive]
 * may also stand in cailun.conf, as the defaults of all sources; both are read
 * by definition_read_shared(). A key whose feature is not there yet is a
 * mistake that says so.
 */
#ifndef CORE_DEFINITION_H
#define CORE_DEFINITION_H

#include "core/source.h"

/* Reads the shared groups of `conf` over what `source` has; mistakes are left
 * in `conf`. Files named there are relative to `folder`. */
void definition_read_shared(Conf *conf, const char *folder, Source *source);

/* "feeds.d/ID.conf" of `folder` over `defaults` (borrowed). NULL when it has
 * mistakes, which are appended to `mistakes` (char *, without newline). */
Source *definition_read(const char *folder, const char *id,
    const Source *defaults, GPtrArray *mistakes);
/* The same from a text. */
Source *definition_parse(const char *folder, const char *id, const char *text,
    size_t length, const Source *defaults, GPtrArray *mistakes);

#endif
