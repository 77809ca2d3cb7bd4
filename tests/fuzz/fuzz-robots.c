/*
 * fuzz-robots - any bytes as robots.txt.
 */
#include "config.h"

#include "parse/robots.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text =
	    g_utf8_make_valid((const char *)data, (gssize)size);
	g_autoptr(Value) said = robots_read(text, strlen(text), "cailun");
	const Value *rules = value_get(said, "rules");

	for (size_t i = 0; i < value_count(rules); i++) {
		const char *path = value_get_text(value_at(rules, i), "path");

		if (!path || !strchr("/*$", *path))
			abort();
	}
	return 0;
}
