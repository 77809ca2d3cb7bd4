/*
 * moment - times and distances as people read them.
 *
 * Only text; asks no clock.
 */
#include "config.h"

#include "core/moment.h"

#include "base/clock.h"
#include "base/date.h"

#include <glib.h>
#include <string.h>

char *
moment_text(int64_t at, bool is_short)
{
	char text[DATE_TEXT_BYTES];

	if (at == 0)
		return NULL;
	(void)date_format_seconds(at, CLOCK_CHINA_MIN, text);
	if (!is_short || strlen(text) < 16)
		return g_strdup(text);
	text[10] = ' ';
	text[16] = '\0';
	return g_strdup(text);
}

char *
moment_distance(int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *unit;
	} units[] = { { 86400, "d" }, { 3600, "h" }, { 60, "m" }, { 1, "s" } };

	for (size_t i = 0; seconds > 0 && i < G_N_ELEMENTS(units); i++)
		if (seconds % units[i].seconds == 0 ||
		    seconds >= 2 * units[i].seconds)
			return g_strdup_printf("%" G_GINT64_FORMAT "%s",
			    (seconds + units[i].seconds / 2) / units[i].seconds,
			    units[i].unit);
	return NULL;
}

bool
moment_read(const char *text, int64_t now, int64_t *out)
{
	int64_t back_ms;
	Date date;

	if (duration_parse(text, &back_ms) && back_ms >= 0) {
		*out = now - back_ms / 1000;
		return true;
	}
	if (!date_parse(text, &date))
		return false;
	*out = date.seconds; /* a day is read as one of China */
	return true;
}
