/*
 * fuzz-json - any bytes as JSON: what is read is written and read as the same.
 */
#include "config.h"

#include "base/json.h"
#include "parse/jsonread.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(Value) once = json_read(text, strlen(text), &error);
	g_autoptr(GString) first = g_string_new(NULL);
	g_autoptr(GString) second = g_string_new(NULL);
	g_autoptr(Value) twice = NULL;

	if (!once) {
		if (!error)
			abort();
		return 0;
	}
	json_append(first, once);
	twice = json_read(first->str, first->len, NULL);
	if (!twice)
		abort();
	json_append(second, twice);
	if (strcmp(first->str, second->str) != 0)
		abort();
	return 0;
}
