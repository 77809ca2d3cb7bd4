/*
 * drive - one document after the other through a real parser, waited for.
 *
 * For commands that look at a file or at one source: the same processes and
 * fences as in a run, without its queues. Nothing is stored.
 */
#ifndef CORE_DRIVE_H
#define CORE_DRIVE_H

#include "core/newsroom.h"
#include "wire/message.h"

typedef struct Drive Drive;

/* `newsroom` may be NULL: no network, no foreign plugins, the best fence. */
Drive *drive_new(const Newsroom *newsroom);
void drive_free(Drive *drive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drive, drive_free)

/* What a parser said of a document; owned. */
typedef struct Reading {
	Value *feed;
	GPtrArray *entries;	/* Value * */
	Value *article;
	Value *plugins;
	Done done;
} Reading;
void reading_clear(Reading *reading);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/*
 * Has `body` (taken; -1: none) read. `plugins`: foreign modules, or NULL.
 * CAILUN_ERROR_INPUT when its parser was lost over it, _HELPER when there is
 * none to be had; what the parser itself thinks of it is in `out->done`.
 */
bool drive_read(Drive *drive, const Task *task, char **plugins, int body,
    Reading *out, GError **error);
/*
 * A task on one document that belongs to no source: the address ("" where it
 * is not known) and the Content-Type may be NULL, `zone` NULL is China's.
 * CAILUN_ERROR_USAGE when there is no such zone.
 */
bool drive_task(TaskMode mode, const char *plugin, const char *url,
    const char *content_type, const char *zone, Task *out, GError **error);
/* What plugins there are: `out->plugins`. */
bool drive_plugins(Drive *drive, char **plugins, Reading *out,
    GError **error);

/*
 * One request, and the redirects after it (5 at most, source.hosts and
 * robots.txt asked for each where `is_page`; robots.txt alone where
 * `is_governed`), in the pace of the source.
 * `*url_out` is where the answer came from. CAILUN_ERROR_INPUT when it is no
 * complete 200.
 */
bool drive_fetch(Drive *drive, const Source *source, const char *url,
    bool is_page, bool is_governed, Response *response, int *body_out, char **url_out,
    GError **error);

/* A file ("-": standard input) as a sealed body; -1. */
int drive_open(const char *path, GError **error);

#endif
