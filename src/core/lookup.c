/*
 * lookup - which source a person means.
 *
 * An id, else an outlet, else a unique part of either; never a guess.
 */
#include "config.h"

#include "core/newsroom.h"

#include "base/error.h"
#include "base/text.h"
#include "core/near.h"

#include <string.h>

static const Source *
find_id(const Newsroom *newsroom, const char *id)
{
	for (size_t i = 0; i < newsroom->sources->len; i++) {
		const Source *source = newsroom->sources->pdata[i];

		if (strcmp(source->id, id) == 0)
			return source;
	}
	return NULL;
}

static bool
is_bad(const Newsroom *newsroom, const char *id)
{
	for (size_t i = 0; i < newsroom->bad_sources->len; i++)
		if (strcmp(newsroom->bad_sources->pdata[i], id) == 0)
			return true;
	return false;
}

static bool
fits(const Source *source, const char *key, bool is_part)
{
	g_autofree char *outlet =
	    source->outlet ? text_compare_key(source->outlet) : NULL;

	if (outlet &&
	    (is_part ? strstr(outlet, key) != NULL : strcmp(outlet, key) == 0))
		return true;
	return is_part && strstr(source->id, key) != NULL;
}

static GPtrArray *
find_outlets(const Newsroom *newsroom, const char *key, bool is_part)
{
	GPtrArray *found = g_ptr_array_new();

	for (size_t i = 0; i < newsroom->sources->len; i++)
		if (fits(newsroom->sources->pdata[i], key, is_part))
			g_ptr_array_add(found, newsroom->sources->pdata[i]);
	return found;
}

static bool
fail_many(const GPtrArray *found, const char *shown, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (size_t i = 0; i < found->len && i < 10; i++) {
		const Source *source = found->pdata[i];

		g_string_append_printf(names, "%s%s%s%s%s", i > 0 ? ", " : "",
		    source->id, source->outlet ? " (" : "",
		    source->outlet ? source->outlet : "",
		    source->outlet ? ")" : "");
	}
	if (found->len > 10)
		g_string_append(names, ", ...");
	return fail(error, CAILUN_ERROR_USAGE,
	    "%s: fits %u sources: %s; name one by its id", shown, found->len,
	    names->str);
}

static bool
fail_none(const Newsroom *newsroom, const char *name, const char *shown,
    GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *near = NULL;

	for (size_t i = 0; i < newsroom->sources->len; i++) {
		const Source *source = newsroom->sources->pdata[i];

		g_ptr_array_add(names, source->id);
		if (source->outlet)
			g_ptr_array_add(names, source->outlet);
	}
	for (size_t i = 0; i < newsroom->bad_sources->len; i++)
		g_ptr_array_add(names, newsroom->bad_sources->pdata[i]);
	g_ptr_array_add(names, NULL);
	near = near_names(name, (const char *const *)names->pdata);
	return fail(error, CAILUN_ERROR_NOT_FOUND,
	    "%s: no source has this id or outlet%s", shown,
	    *near ? near : "; see: cailun status");
}

const Source *
newsroom_source(const Newsroom *newsroom, const char *name, GError **error)
{
	const Source *source = find_id(newsroom, name);
	g_autofree char *shown = text_printable(name, 60);
	g_autofree char *key = NULL;
	g_autoptr(GPtrArray) found = NULL;

	if (source)
		return source;
	if (is_bad(newsroom, name)) {
		const char *mistake = newsroom_mistake(newsroom, name);

		(void)fail(
		    error, CAILUN_ERROR_CONF, "%s", mistake ? mistake : shown);
		return NULL;
	}
	key = text_is_utf8(name, -1) ? text_compare_key(name) : NULL;
	for (int is_part = 0; key && *key && is_part < 2; is_part++) {
		g_clear_pointer(&found, g_ptr_array_unref);
		found = find_outlets(newsroom, key, is_part);
		if (found->len == 1)
			return found->pdata[0];
		if (found->len > 1) {
			(void)fail_many(found, shown, error);
			return NULL;
		}
	}
	(void)fail_none(newsroom, name, shown, error);
	return NULL;
}
