/*
 * fuzz-when - any text as a date: what is read can be written and read again.
 */
#include "config.h"

#include "parse/when.h"

#include <glib.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	int zone_min = size % 2 ? 480 : -300;
	char written[DATE_TEXT_BYTES];
	Date date, again;

	if (!when_parse(text, zone_min, 1709605230, &date))
		return 0;
	if (date.precision == DATE_NONE || date.precision > DATE_SECOND)
		abort();
	(void)date_format(&date, written);
	if (!date_parse(written, &again) ||
	    (date.precision != DATE_DAY && date.seconds != again.seconds))
		abort();
	return 0;
}
