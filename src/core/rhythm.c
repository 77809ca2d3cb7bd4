/*
 * rhythm - how often a source is asked: the group [schedule] of its file.
 *
 * Reads and checks; when a source is due is due.c's business.
 */
#include "config.h"

#include "core/rhythm.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/setting.h"

#include <string.h>

#define LONGEST_EVERY_S (31 * 86400)
#define LONGEST_REVISIT_S ((int64_t)3660 * 86400)
#define REVISIT_STEPS 20
#define MOST_REPORT_AFTER 1000

/* "05:30" to minutes; the last minute of a window may be 24:00. */
static bool
read_minute(const char *text, int *minute)
{
	for (size_t i = 0; i < 5; i++)
		if (i == 2 ? text[i] != ':' : !g_ascii_isdigit(text[i]))
			return false;
	*minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 +
		  (text[3] - '0') * 10 + text[4] - '0';
	return text[3] < '6' && *minute <= 24 * 60;
}

static void
read_window(Conf *conf, Source *source, const char *window)
{
	g_autofree char *shown = text_printable(window, 60);
	const char *dash = strchr(window, '-');
	int from, to;

	if (!dash) {
		conf_mistake(conf, "schedule", "every",
		    "'%s' has no end; write for example "
		    "daily 05:30-10:00",
		    shown);
		return;
	}
	if (strlen(window) != 11 || dash != window + 5 ||
	    !read_minute(window, &from) || !read_minute(dash + 1, &to)) {
		conf_mistake(conf, "schedule", "every",
		    "'%s' is no time of day; write for example "
		    "daily 05:30-10:00",
		    shown);
		return;
	}
	if (to <= from) {
		conf_mistake(conf, "schedule", "every",
		    "'%s' ends before it begins; write for example "
		    "daily 05:30-10:00",
		    shown);
		return;
	}
	source->is_every_auto = false;
	source->every_s = 0;
	source->window_from_min = from;
	source->window_to_min = to;
}

static void
read_every(Conf *conf, Source *source)
{
	const char *value = conf_get(conf, "schedule", "every");
	int64_t every_ms;

	if (!value)
		return;
	if (g_str_has_prefix(value, "daily ")) {
		g_autofree char *window =
		    g_strstrip(g_strdup(value + strlen("daily ")));

		read_window(conf, source, window);
		return;
	}
	source->window_from_min = source->window_to_min = -1;
	if (strcmp(value, "auto") == 0) {
		source->is_every_auto = true;
		return;
	}
	if (!duration_parse(value, &every_ms)) {
		g_autofree char *shown = text_printable(value, 60);

		conf_mistake(conf, "schedule", "every",
		    "'%s' is no rhythm; "
		    "write auto, 30m or daily 05:30-10:00",
		    shown);
		return;
	}
	if (every_ms < FLOOR_EVERY_S * 1000 ||
	    every_ms > (int64_t)LONGEST_EVERY_S * 1000) {
		conf_mistake(conf, "schedule", "every",
		    "'%s' is out of range; write 15m to 31d", value);
		return;
	}
	source->is_every_auto = false;
	source->every_s = every_ms / 1000;
}

static void
read_clamp(Conf *conf, Source *source)
{
	int64_t floor_ms = (int64_t)FLOOR_EVERY_S * 1000;
	int64_t longest_ms = (int64_t)LONGEST_EVERY_S * 1000;

	source->min_s = conf_get_duration(conf, "schedule", "min",
			    source->min_s * 1000, floor_ms, longest_ms) /
			1000;
	source->max_s = conf_get_duration(conf, "schedule", "max",
			    source->max_s * 1000, floor_ms, longest_ms) /
			1000;
	if (source->max_s >= source->min_s)
		return;
	conf_mistake(conf, "schedule",
	    conf_get(conf, "schedule", "max") ? "max" : "min",
	    "schedule.max is shorter than schedule.min; "
	    "make it the longer one");
}

/* Each step is counted from the first capture, so that steps must grow. */
static void
read_revisit(Conf *conf, Source *source)
{
	const char *value = conf_get(conf, "schedule", "revisit");
	g_auto(GStrv) words = g_strsplit_set(value ? value : "", " \t", -1);
	int64_t steps[REVISIT_STEPS];
	size_t n = 0;

	if (!value)
		return;
	for (size_t i = 0; words[i] && strcmp(value, "off") != 0; i++) {
		int64_t at_ms;

		if (!*words[i])
			continue;
		if (n == REVISIT_STEPS || !duration_parse(words[i], &at_ms) ||
		    at_ms < 60000 || at_ms > LONGEST_REVISIT_S * 1000 ||
		    (n > 0 && at_ms / 1000 <= steps[n - 1])) {
			g_autofree char *shown = text_printable(words[i], 60);

			conf_mistake(conf, "schedule", "revisit",
			    "'%s' does not fit; write off or at most %d "
			    "growing times: 1h 4h 1d 3d 14d 90d",
			    shown, REVISIT_STEPS);
			return;
		}
		steps[n++] = at_ms / 1000;
	}
	if (n == 0 && strcmp(value, "off") != 0) {
		conf_mistake(conf, "schedule", "revisit",
		    "is empty; write off or growing times: "
		    "1h 4h 1d 3d 14d 90d");
		return;
	}
	g_free(source->revisit_s);
	source->revisit_s = g_memdup2(steps, n * sizeof(*steps));
	source->n_revisit = n;
}

void
rhythm_read(Conf *conf, Source *source)
{
	read_every(conf, source);
	read_clamp(conf, source);
	read_revisit(conf, source);
	source->report_after = conf_get_number(conf, "schedule", "report-after",
	    source->report_after, 1, MOST_REPORT_AFTER);
}

int64_t
rhythm_revisit(
    const Source *source, int64_t first_at, int64_t now, int64_t *step)
{
	for (size_t i = 0; i < source->n_revisit; i++)
		if (first_at + source->revisit_s[i] > now) {
			*step = (int64_t)i;
			return first_at + source->revisit_s[i];
		}
	*step = (int64_t)source->n_revisit;
	return 0;
}
