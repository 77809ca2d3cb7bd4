/*
 * fuzz-text - text of strangers folded, cleaned, shown and cut.
 */
#include "config.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Doing it twice changes nothing more. */
static void
check_fold(const char *bytes, size_t length)
{
	g_autofree char *fold = text_fold(bytes, (gssize)length);
	g_autofree char *clean = text_clean(bytes, (gssize)length);

	g_assert_true(!fold == !clean);
	if (fold) {
		g_autofree char *again = text_fold(fold, -1);
		g_autofree char *cleaner = text_clean(clean, -1);

		g_assert_cmpstr(again, ==, fold);
		g_assert_cmpstr(cleaner, ==, clean);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	g_autofree char *text = g_strndup((const char *)bytes, length);
	size_t columns = length > 0 ? bytes[0] : 0;
	g_autofree char *key = text_compare_key(text);
	g_autofree char *shown = text_printable(text, columns);
	g_autofree char *cut = text_cut(text, columns);

	check_fold((const char *)bytes, length);
	g_assert_true(text_is_utf8(key, -1) && text_is_utf8(shown, -1) &&
		      text_is_utf8(cut, -1));
	if (columns > 0)
		g_assert_cmpuint(text_width(shown), <=, columns);
	g_assert_cmpuint(text_width(cut), <=, columns);
	(void)text_count(text);
	(void)text_distance(text, cut, 2);
	text_truncate(text, columns);
	g_assert_cmpuint(strlen(text), <=, columns);
	return 0;
}
