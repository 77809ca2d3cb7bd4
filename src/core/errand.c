/*
 * errand - one document on its way: asked for, answered, read.
 *
 * Holds and frees; decides nothing.
 */
#include "config.h"

#include "core/errand.h"

#include "base/fd.h"
#include "base/limits.h"
#include "base/url.h"
#include "wire/body.h"

static void
free_entry(void *data)
{
	entry_free(data);
}

Errand *
errand_new(ErrandKind kind, Turn *turn, const char *url)
{
	Errand *errand = g_new0(Errand, 1);

	errand->kind = kind;
	errand->turn = turn;
	errand->first_url = g_strdup(url);
	errand->body = -1;
	errand->is_permanent = true;
	errand->entries = g_ptr_array_new_with_free_func(free_entry);
	errand->further = g_ptr_array_new_with_free_func(g_free);
	return errand;
}

void
errand_free(Errand *errand)
{
	if (!errand)
		return;
	g_free(errand->first_url);
	g_free(errand->url);
	g_free(errand->host);
	response_clear(&errand->response);
	validators_clear(&errand->validators);
	fd_clear(&errand->body);
	g_ptr_array_unref(errand->entries);
	g_ptr_array_unref(errand->further);
	value_free(errand->feed);
	value_free(errand->article);
	done_clear(&errand->done);
	g_free(errand->why);
	entry_free(errand->entry);
	g_free(errand);
}

bool
errand_set_url(Errand *errand, const char *url)
{
	g_autofree char *kept = g_strdup(url);

	g_free(errand->url);
	g_free(errand->host);
	errand->url = g_steal_pointer(&kept);
	errand->host = errand->url ? url_host(errand->url) : NULL;
	return errand->host != NULL;
}

void
errand_fail(Errand *errand, ErrandFailure failure, const char *format, ...)
{
	va_list args;

	errand->end = ERRAND_FAILED;
	errand->failure = failure;
	g_free(errand->why);
	va_start(args, format);
	errand->why = g_strdup_vprintf(format, args);
	va_end(args);
}

GBytes *
errand_capture(const Errand *errand)
{
	g_autoptr(GBytes) body = NULL;
	g_autoptr(GString) all = NULL;
	gsize length;
	const char *bytes;

	if (errand->body < 0)
		return NULL;
	body = body_map(errand->body, LIMIT_SITEMAP_BYTES, NULL);
	if (!body)
		return NULL;
	bytes = g_bytes_get_data(body, &length);
	all = response_capture_head(&errand->response);
	g_string_append_len(all, bytes ? bytes : "", (gssize)length);
	return g_string_free_to_bytes(g_steal_pointer(&all));
}
