/*
 * host - runs one task: decodes the document, calls the plugin, hands on what
 * it finds.
 *
 * The only place that knows both a plugin's view (cailun/plugin.h) and the
 * core's (wire/message.h). Entries are sent as they are found; TASK_PARSE
 * sends the feed first. Nothing here is trusted less than a plugin: whatever
 * it hands in is bounded and made valid UTF-8.
 */
#ifndef PARSE_HOST_H
#define PARSE_HOST_H

#include "parse/job.h"

/* Everything but DONE goes to `sink`; `done` (zeroed) is filled in. */
void host_run(const Plugins *plugins, const Task *task, const void *bytes,
    size_t length, const JobSink *sink, Done *done);

#endif
