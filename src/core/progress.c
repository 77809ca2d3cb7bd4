/*
 * progress - one line on a terminal that says how far a run is.
 */
#include "config.h"

#include "core/progress.h"

#include "base/clock.h"
#include "base/text.h"
#include "core/terminal.h"

#include <glib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_MS 1000
#define BETWEEN_MS 100

void
progress_init(Progress *progress, bool is_quiet)
{
	const char *term = getenv("TERM");

	*progress = (Progress){
		.begun_ms = clock_mono_ms(),
		.is_wanted = !is_quiet && terminal_is(STDERR_FILENO) && term &&
			     strcmp(term, "dumb") != 0,
	};
	if (progress->is_wanted)
		progress->columns = terminal_columns(STDERR_FILENO);
}

char *
progress_text(Progress *progress, const ProgressFigures *figures)
{
	int64_t now = clock_mono_ms();
	g_autofree char *text = NULL;
	g_autofree char *cut = NULL;

	if (!progress->is_wanted || now - progress->begun_ms < FIRST_MS ||
	    now - progress->shown_ms < BETWEEN_MS)
		return NULL;
	progress->shown_ms = now;
	progress->is_shown = true;
	text = g_strdup_printf("%zu/%zu sources, %" PRId64 " requests, %" PRId64
			       " articles, %" PRId64 " s",
	    figures->done, figures->all, figures->requests, figures->articles,
	    (now - progress->begun_ms) / 1000);
	cut =
	    text_cut(text, progress->columns > 1 ? progress->columns - 1 : 79);
	return g_strconcat("\r\033[K", cut, NULL);
}

const char *
progress_wipe(Progress *progress)
{
	if (!progress->is_shown)
		return NULL;
	progress->is_shown = false;
	return "\r\033[K";
}
