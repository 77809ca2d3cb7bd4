/*
 * progress - one line on a terminal that says how far a run is.
 *
 * From the second second on, at most ten times a second, gone at the end.
 * Makes the text; printing is the caller's.
 */
#ifndef CORE_PROGRESS_H
#define CORE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Progress {
	int64_t begun_ms, shown_ms;	/* 0: not yet */
	bool is_wanted;			/* there is such a terminal */
	bool is_shown;			/* a line stands there */
	size_t columns;
} Progress;

typedef struct ProgressFigures {
	size_t done, all;		/* sources */
	int64_t requests, articles;
} ProgressFigures;

/* Whether stderr is a terminal that can show it. */
void progress_init(Progress *progress, bool is_quiet);
/* What to write now (it overwrites itself), or NULL; caller frees. */
char *progress_text(Progress *progress, const ProgressFigures *figures);
/* What to write before any other line, or NULL: nothing stands there. Static. */
const char *progress_wipe(Progress *progress);

#endif
