/*
 * robots - robots.txt, RFC 9309.
 *
 * Only reads rules; whether an address may be fetched is decided by main.
 */
#include "config.h"

#include "parse/robots.h"

Value *
robots_read(const char *text, size_t length, const char *agent)
{
	Value *result = value_object();

	(void)text;
	(void)length;
	(void)agent;
	value_set(result, "rules", value_list());
	return result;
}
