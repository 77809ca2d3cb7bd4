/*
 * jsonread - JSON read, strictly.
 *
 * Never accepts what RFC 8259 does not.
 */
#include "config.h"

#include "base/error.h"
#include "parse/jsonread.h"

Value *
json_read(const char *text, size_t length, GError **error)
{
	(void)text;
	(void)length;
	(void)fail(error, CAILUN_ERROR_INPUT, "json: not read yet");
	return NULL;
}
