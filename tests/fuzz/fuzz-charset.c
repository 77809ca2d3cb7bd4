/*
 * fuzz-charset - any bytes, by any label: valid UTF-8 comes out.
 */
#include "config.h"

#include "parse/charset.h"

#include <glib.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const labels[] = { NULL, "text/html; charset=gbk",
		"text/html; charset=big5", "text/html; charset=utf-16",
		"text/html; charset=iso-2022-jp", "text/html; charset=euc-tw",
		"text/html; charset=latin1" };
	size_t which = size > 0 ? data[0] % G_N_ELEMENTS(labels) : 0;
	Decoded decoded;

	charset_decode(data, size, labels[which], NULL, &decoded);
	if (!g_utf8_validate(decoded.text, (gssize)decoded.length, NULL))
		abort();
	decoded_clear(&decoded);
	return 0;
}
