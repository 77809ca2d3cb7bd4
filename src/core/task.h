/*
 * task - what a parser is told about a document.
 */
#ifndef CORE_TASK_H
#define CORE_TASK_H

#include "core/errand.h"

/* Fills in `out` for an errand that has been answered. */
void task_for_errand(const Errand *errand, Task *out);

/* The same for a document at hand: `source`'s keys, `url` may be "". */
void task_for_source(const Source *source, TaskMode mode, const char *url,
    const char *content_type, const Entry *entry, int64_t now, Task *out);

#endif
