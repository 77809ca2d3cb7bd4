/*
 * when - every way in which feeds and Chinese pages write a date.
 *
 * Never invents what the text does not say.
 */
#include "config.h"

#include "parse/when.h"

bool
when_parse(const char *text, int zone_min, int64_t now, Date *out)
{
	(void)zone_min;
	(void)now;
	return date_parse(text, out);
}
