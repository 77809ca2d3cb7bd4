/*
 * version - one commit: what happened to one article.
 *
 * The message has a subject that begins with one Chinese word for the event, a
 * line of outlet and time, the address, and trailers (DESIGN section 7).
 */
#ifndef ARCHIVE_VERSION_H
#define ARCHIVE_VERSION_H

#include "archive/article.h"

typedef enum Event {
	EVENT_NEW, EVENT_UPDATE, EVENT_GONE, EVENT_RESTORED, EVENT_REDIRECT,
	EVENT_CORRECTION, EVENT_REEXTRACT, EVENT_FAMILY, EVENT_LIST,
	EVENT_REDACT, EVENT_INIT, EVENT_N,
} Event;

const char *event_name(Event event);	/* "new" */
const char *event_word(Event event);	/* "收录" */
int event_from_name(const char *name);	/* -1 */

typedef struct Version {
	Event event;
	const Article *article;	/* borrowed */
	const char *path;	/* borrowed: fixed at the first capture */
	const char *change;	/* classes, or NULL */
	const char *fetched;	/* "TIME STATUS TYPE" as in the trailer, or NULL */
	const char *extractor;	/* "page/generic 1 score=0.97", or NULL */
	const char *run;	/* "20240102T1740-7f3a" */
	const GBytes *capture;	/* status, headers, body as one file, or NULL */
	int64_t at;		/* committer: the run's clock */
} Version;

/* The message; caller frees. Nothing in it can forge a trailer. */
char *version_message(const Version *version);

/* What a message says. Strings owned; NULL = absent. */
typedef struct VersionNote {
	int event;		/* Event, or -1: not one of ours */
	char *uid, *change, *raw, *fetched, *extractor, *run;
} VersionNote;
void version_note_clear(VersionNote *note);
void version_read(const char *message, VersionNote *out);

#endif
