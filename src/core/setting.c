/*
 * setting - small steps that all readers of configuration share.
 *
 * Notes mistakes in the Conf; never prints.
 */
#include "config.h"

#include "core/setting.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

void
setting_replace(char **place, const char *text)
{
	g_free(*place);
	*place = g_strdup(text);
}

static bool
is_plain(const char *text)
{
	g_autofree char *shown = text_printable(text, 0);

	return *text && strcmp(shown, text) == 0 &&
	       strlen(text) <= LIMIT_FIELD_BYTES;
}

const char *
setting_plain(Conf *conf, const char *group, const char *key)
{
	const char *value = conf_get(conf, group, key);

	if (!value || is_plain(value))
		return value;
	conf_mistake(conf, group, key,
	    "is empty, too long or has characters that cannot be shown; "
	    "write one line of text");
	return NULL;
}

void
setting_refuse_key(Conf *conf, const char *group, const char *key)
{
	if (conf_get_list(conf, group, key))
		conf_mistake(conf, group, key,
		    "is not available yet in this version; "
		    "remove the line");
}

void
setting_refuse_group(Conf *conf, const char *group)
{
	const char *const *keys = conf_keys(conf, group);

	for (size_t i = 0; keys && keys[i]; i++)
		setting_refuse_key(conf, group, keys[i]);
	conf_known_group(conf, group);
}
