/*
 * source - one source, as its file in feeds.d (and its base) describes it.
 *
 * Read strictly: every mistake of the file with its line. A key whose feature
 * is not there yet is a mistake that says so. Immutable after reading.
 */
#ifndef CORE_SOURCE_H
#define CORE_SOURCE_H

#include "base/conf.h"
#include "wire/message.h"

typedef enum SourceIdentity {
	SOURCE_BY_URL,
	SOURCE_BY_GUID,
	SOURCE_BY_TITLE_AND_DATE,
} SourceIdentity;

typedef enum SourceMode {
	SOURCE_FULL, SOURCE_EXCERPT, SOURCE_HEADLINE,
} SourceMode;

typedef enum SourceRaw {
	SOURCE_RAW_CHANGED, SOURCE_RAW_NO,
} SourceRaw;

typedef enum SourceRepublish {
	SOURCE_REPUBLISH_NOTHING, SOURCE_REPUBLISH_HEADLINE,
	SOURCE_REPUBLISH_EXCERPT, SOURCE_REPUBLISH_FULL,
} SourceRepublish;

typedef struct Source {
	char *id;		/* file name without .conf */
	char *file;		/* "feeds.d/ID.conf", for messages */
	char **urls;		/* as written, {yyyy} {mm} {dd} not expanded */
	char *plugin;		/* "auto", "feed", "list", ... */
	char *outlet, *province, *language;
	bool is_enabled;
	int zone_min;		/* offset of source.timezone; see source_zone() */
	char *timezone;
	GTimeZone *zone;	/* NULL: `zone_min` always holds */
	char *charset;		/* NULL: auto */
	SourceIdentity identity;
	char **hosts;		/* host of url and the extra ones, lower case */
	char **tags, **was;

	bool is_every_auto;
	int64_t every_s;	/* when not auto and no window */
	int window_from_min, window_to_min;	/* daily HH:MM-HH:MM; -1: none */
	int64_t min_s, max_s;
	int64_t *revisit_s;	/* ladder */
	size_t n_revisit;
	int64_t report_after;

	int64_t delay_ms;
	bool is_robots_obeyed;
	char *robots_reason;
	int64_t timeout_ms, max_bytes;
	char *proxy, *ca_file, *ca_pem;
	char *credentials;	/* "user:password"; never printed */
	Header *headers;
	size_t n_headers;
	bool is_private_allowed;

	char *article_plugin;	/* "page", "none", ... */
	TaskKey *list_keys;	/* of the discovering plugin's group; with `auto`
				 * those of [feed] and [list] */
	size_t n_list_keys;
	TaskKey *article_keys;
	size_t n_article_keys;

	SourceMode mode;
	SourceRaw raw;
	char *licence_note;
	SourceRepublish republish;
} Source;

/* With the defaults of DESIGN section 3; no id, no address. */
Source *source_new(void);
Source *source_copy(const Source *source);
void source_free(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_free)

/* "Asia/Shanghai", "+05:30", any name of the zone database; false when there
 * is no such zone. China's names are +08:00, always. */
bool source_set_zone(Source *source, const char *name);
/* Offset in minutes of the source's zone at a moment (China: always +08:00). */
int source_zone(const Source *source, int64_t at);
/* The addresses with the day filled in; NULL-terminated; caller frees. */
char **source_urls(const Source *source, int64_t now);
/* `url` may be fetched as a page of this source: on one of `hosts` or below
 * it. */
bool source_has_host(const Source *source, const char *url);

#endif
