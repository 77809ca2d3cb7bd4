/*
 * source - one source, as plain data, and what can be asked of it.
 *
 * How a file becomes a source is definition.c's business. Must never open a
 * file or look at the clock: whoever asks says what time it is.
 */
#include "config.h"

#include "core/source.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/url.h"

#include <string.h>

#define HOUR_S 3600
#define DAY_S 86400

Source *
source_new(void)
{
	static const int64_t ladder[] = {
		HOUR_S,
		4 * HOUR_S,
		DAY_S,
		3 * DAY_S,
		14 * DAY_S,
		90 * DAY_S,
	};
	Source *source = g_new0(Source, 1);

	source->plugin = g_strdup("auto");
	source->language = g_strdup("zh-CN");
	source->is_enabled = true;
	(void)source_set_zone(source, "Asia/Shanghai");
	source->is_every_auto = true;
	source->window_from_min = source->window_to_min = -1;
	source->min_s = FLOOR_EVERY_S;
	source->max_s = DAY_S;
	source->n_revisit = G_N_ELEMENTS(ladder);
	source->revisit_s = g_memdup2(ladder, sizeof(ladder));
	source->report_after = 3;
	source->delay_ms = 2000;
	source->is_robots_obeyed = true;
	source->timeout_ms = LIMIT_REQUEST_MS;
	source->max_bytes = LIMIT_PAGE_BYTES;
	source->article_plugin = g_strdup("page");
	source->mode = SOURCE_FULL;
	source->raw = SOURCE_RAW_CHANGED;
	source->republish = SOURCE_REPUBLISH_EXCERPT;
	return source;
}

static TaskKey *
copy_keys(const TaskKey *keys, size_t n)
{
	TaskKey *copy = g_new0(TaskKey, n);

	for (size_t i = 0; i < n; i++) {
		copy[i].name = g_strdup(keys[i].name);
		copy[i].value = g_strdup(keys[i].value);
	}
	return copy;
}

static Header *
copy_headers(const Header *headers, size_t n)
{
	Header *copy = g_new0(Header, n);

	for (size_t i = 0; i < n; i++) {
		copy[i].name = g_strdup(headers[i].name);
		copy[i].value = g_strdup(headers[i].value);
	}
	return copy;
}

Source *
source_copy(const Source *source)
{
	Source *copy = g_memdup2(source, sizeof(*source));

	copy->id = g_strdup(source->id);
	copy->file = g_strdup(source->file);
	copy->urls = g_strdupv(source->urls);
	copy->plugin = g_strdup(source->plugin);
	copy->outlet = g_strdup(source->outlet);
	copy->province = g_strdup(source->province);
	copy->language = g_strdup(source->language);
	copy->timezone = g_strdup(source->timezone);
	copy->zone = source->zone ? g_time_zone_ref(source->zone) : NULL;
	copy->charset = g_strdup(source->charset);
	copy->hosts = g_strdupv(source->hosts);
	copy->tags = g_strdupv(source->tags);
	copy->was = g_strdupv(source->was);
	copy->revisit_s = g_memdup2(
	    source->revisit_s, source->n_revisit * sizeof(*source->revisit_s));
	copy->robots_reason = g_strdup(source->robots_reason);
	copy->proxy = g_strdup(source->proxy);
	copy->ca_file = g_strdup(source->ca_file);
	copy->ca_pem = g_strdup(source->ca_pem);
	copy->credentials = g_strdup(source->credentials);
	copy->headers = copy_headers(source->headers, source->n_headers);
	copy->article_plugin = g_strdup(source->article_plugin);
	copy->list_keys = copy_keys(source->list_keys, source->n_list_keys);
	copy->article_keys =
	    copy_keys(source->article_keys, source->n_article_keys);
	copy->licence_note = g_strdup(source->licence_note);
	return copy;
}

static void
free_keys(TaskKey *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_free(keys[i].name);
		g_free(keys[i].value);
	}
	g_free(keys);
}

static void
free_headers(Header *headers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_free(headers[i].name);
		g_free(headers[i].value);
	}
	g_free(headers);
}

void
source_free(Source *source)
{
	if (!source)
		return;
	g_free(source->id);
	g_free(source->file);
	g_strfreev(source->urls);
	g_free(source->plugin);
	g_free(source->outlet);
	g_free(source->province);
	g_free(source->language);
	g_free(source->timezone);
	g_clear_pointer(&source->zone, g_time_zone_unref);
	g_free(source->charset);
	g_strfreev(source->hosts);
	g_strfreev(source->tags);
	g_strfreev(source->was);
	g_free(source->revisit_s);
	g_free(source->robots_reason);
	g_free(source->proxy);
	g_free(source->ca_file);
	g_free(source->ca_pem);
	g_free(source->credentials);
	free_headers(source->headers, source->n_headers);
	g_free(source->article_plugin);
	free_keys(source->list_keys, source->n_list_keys);
	free_keys(source->article_keys, source->n_article_keys);
	g_free(source->licence_note);
	g_free(source);
}

/* Only names that cannot lead out of the zone database are looked up. */
static GTimeZone *
find_zone(const char *name)
{
	if (!*name ||
	    strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789_+-:/") != strlen(name))
		return NULL;
	if (*name == '/' || strstr(name, "//"))
		return NULL;
	return g_time_zone_new_identifier(name);
}

bool
source_set_zone(Source *source, const char *name)
{
	static const char *const china[] = { "Asia/Shanghai", "PRC", "CST",
		"Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", NULL };
	GTimeZone *zone = NULL;

	if (!g_strv_contains(china, name)) {
		zone = find_zone(name);
		if (!zone)
			return false;
	}
	g_clear_pointer(&source->zone, g_time_zone_unref);
	g_free(source->timezone);
	source->zone = zone;
	source->timezone = g_strdup(name);
	source->zone_min = zone ? 0 : CLOCK_CHINA_MIN;
	return true;
}

int
source_zone(const Source *source, int64_t at)
{
	int interval;

	if (!source->zone)
		return source->zone_min;
	interval =
	    g_time_zone_find_interval(source->zone, G_TIME_TYPE_UNIVERSAL, at);
	if (interval < 0)
		return 0;
	return g_time_zone_get_offset(source->zone, interval) / 60;
}

static char *
expand_day(const char *url, int year, int month, int day)
{
	g_autoptr(GString) out = g_string_new(url);
	g_autofree char *yyyy = g_strdup_printf("%04d", year);
	g_autofree char *mm = g_strdup_printf("%02d", month);
	g_autofree char *dd = g_strdup_printf("%02d", day);

	(void)g_string_replace(out, "{yyyy}", yyyy, 0);
	(void)g_string_replace(out, "{mm}", mm, 0);
	(void)g_string_replace(out, "{dd}", dd, 0);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char **
source_urls(const Source *source, int64_t now)
{
	g_autoptr(GPtrArray) urls = g_ptr_array_new();
	int year, month, day;

	date_civil(now, source_zone(source, now), &year, &month, &day);
	for (size_t i = 0; source->urls && source->urls[i]; i++)
		g_ptr_array_add(
		    urls, expand_day(source->urls[i], year, month, day));
	g_ptr_array_add(urls, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&urls), FALSE);
}

bool
source_has_host(const Source *source, const char *url)
{
	g_autofree char *host = url_host(url);

	for (size_t i = 0; host && source->hosts && source->hosts[i]; i++)
		if (url_host_within(host, source->hosts[i]))
			return true;
	return false;
}
