/*
 * fuzz-value - the binary form of a value, as a helper might send it.
 *
 * What decodes must encode to the same bytes, and be written as JSON.
 */
#include "config.h"

#include "base/json.h"
#include "base/value.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Value) value = value_decode(bytes, length, &error);
	g_autoptr(GByteArray) again = g_byte_array_new();
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(Value) copy = NULL;

	if (!value) {
		g_assert_nonnull(error);
		return 0;
	}
	g_assert_null(error);
	copy = value_copy(value);
	value_encode(copy, again);
	g_assert_cmpmem(bytes, length, again->data, again->len);
	json_append(text, value);
	g_assert_true(g_utf8_validate_len(text->str, text->len, NULL));
	return 0;
}
