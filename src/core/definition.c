/*
 * definition - a file of feeds.d read into a Source.
 *
 * Reads the file, and those that it names (ca-file, credentials); must never
 * print a password, follow an address or start anything.
 */
#include "config.h"

#include "core/definition.h"

#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "core/access.h"
#include "core/rhythm.h"
#include "core/setting.h"

#include <string.h>

#define MANUAL "man cailun-source"

static const char *const plugins_of_later[] = { "epaper", "sitemap", "json",
	"command", NULL };
static const char *const groups_of_later[] = { "epaper", "sitemap", "json",
	"command", "catalogue", NULL };
static const char *const own_groups[] = { "source", "schedule", "fetch",
	"article", "archive", "licence", "catalogue", NULL };

/* ---- [source] ---- */

static bool
has_unknown_brace(const char *url)
{
	g_autoptr(GString) rest = g_string_new(url);

	(void)g_string_replace(rest, "{yyyy}", "", 0);
	(void)g_string_replace(rest, "{mm}", "", 0);
	(void)g_string_replace(rest, "{dd}", "", 0);
	return strpbrk(rest->str, "{}") != NULL;
}

/* Whether the address can be asked for; its host in `*host`. */
static bool
check_url(Conf *conf, const char *url, char **host)
{
	const Source one = { .urls = (char *[]){ (char *)url, NULL } };
	g_auto(GStrv) urls = source_urls(&one, 0);
	g_autofree char *resolved = NULL;
	g_autofree char *shown = NULL;

	if (url_has_userinfo(urls[0])) {
		conf_mistake(conf, "source", "url",
		    "has a user or a password in it; "
		    "write them into a file and name it: fetch.credentials");
		return false;
	}
	shown = text_printable(url, 60);
	if (has_unknown_brace(url)) {
		conf_mistake(conf, "source", "url",
		    "'%s' has a brace that is none of "
		    "{yyyy} {mm} {dd}; write one of those, or %%7B and %%7D",
		    shown);
		return false;
	}
	resolved = url_resolve(NULL, urls[0]);
	*host = resolved ? url_host(resolved) : NULL;
	if (*host)
		return true;
	conf_mistake(conf, "source", "url",
	    "'%s' is no address; write http://... or https://...", shown);
	return false;
}

static void
add_host(GPtrArray *hosts, char *host)
{
	if (g_ptr_array_find_with_equal_func(hosts, host, g_str_equal, NULL))
		g_free(host);
	else
		g_ptr_array_add(hosts, host);
}

static void
read_urls(Conf *conf, Source *source, GPtrArray *hosts)
{
	const char *const *urls = conf_get_list(conf, "source", "url");

	if (!urls) {
		conf_mistake(
		    conf, "source", "url", "is missing; add: url = http://...");
		return;
	}
	for (size_t i = 0; urls[i]; i++) {
		char *host = NULL;

		if (check_url(conf, urls[i], &host))
			add_host(hosts, host);
	}
	source->urls = g_strdupv((char **)urls);
}

static void
read_more_hosts(Conf *conf, GPtrArray *hosts)
{
	const char *value = conf_get(conf, "source", "hosts");
	g_auto(GStrv) words = g_strsplit_set(value ? value : "", " \t", -1);

	for (size_t i = 0; words[i]; i++) {
		g_autofree char *url = g_strdup_printf("http://%s/", words[i]);
		g_autofree char *shown = NULL;
		char *host = NULL;

		if (!*words[i])
			continue;
		if (!strpbrk(words[i], "/@?#") && !strchr(words[i], ':'))
			host = url_host(url);
		if (host) {
			add_host(hosts, host);
			continue;
		}
		shown = text_printable(words[i], 60);
		conf_mistake(conf, "source", "hosts",
		    "'%s' is no name of a host; "
		    "write names with blanks between: www.example.cn",
		    shown);
	}
}

static void
read_plugin(Conf *conf, Source *source)
{
	const char *name = conf_get(conf, "source", "plugin");
	g_autofree char *shown = name ? text_printable(name, 60) : NULL;

	if (!name)
		return;
	if (g_strv_contains(plugins_of_later, name))
		conf_mistake(conf, "source", "plugin",
		    "'%s' is not available yet in this version; "
		    "write auto, feed or list",
		    name);
	else if (!text_is_id(name) || g_strv_contains(own_groups, name) ||
		 strcmp(name, "page") == 0 || strcmp(name, "none") == 0)
		conf_mistake(conf, "source", "plugin",
		    "'%s' is no plugin that reads lists; "
		    "write auto, feed, list or an installed one "
		    "(cailun plugins)",
		    shown);
	else
		setting_replace(&source->plugin, name);
}

static bool
is_province(const char *text)
{
	size_t n = strlen(text);

	if (n < 4 || n > 6 || text[2] != '-')
		return false;
	for (size_t i = 0; i < n; i++)
		if (i != 2 && !g_ascii_isupper(text[i]) &&
		    (i < 2 || !g_ascii_isdigit(text[i])))
			return false;
	return true;
}

static bool
is_language(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "-", -1);

	for (size_t i = 0; parts[i]; i++) {
		size_t n = strlen(parts[i]);

		if (n < (i == 0 ? 2 : 1) || n > 8)
			return false;
		for (size_t k = 0; k < n; k++)
			if (!g_ascii_isalnum(parts[i][k]))
				return false;
	}
	return parts[0] != NULL;
}

static void
read_names(Conf *conf, Source *source)
{
	const char *outlet = setting_plain(conf, "source", "outlet");
	const char *province = setting_plain(conf, "source", "province");
	const char *language = setting_plain(conf, "source", "language");

	if (outlet)
		setting_replace(&source->outlet, outlet);
	if (province && !is_province(province))
		conf_mistake(conf, "source", "province",
		    "'%s' is no code of ISO 3166-2; write for example CN-HN",
		    province);
	else if (province)
		setting_replace(&source->province, province);
	if (language && !is_language(language))
		conf_mistake(conf, "source", "language",
		    "'%s' is no language; write for example zh-CN", language);
	else if (language)
		setting_replace(&source->language, language);
}

static void
read_zone(Conf *conf, Source *source)
{
	const char *name = conf_get(conf, "source", "timezone");
	g_autofree char *shown = NULL;

	if (!name || source_set_zone(source, name))
		return;
	shown = text_printable(name, 60);
	conf_mistake(conf, "source", "timezone",
	    "'%s' is no time zone; "
	    "write for example Asia/Shanghai or +08:00",
	    shown);
}

static bool
is_charset(const char *name)
{
	GIConv converter;

	if (!*name || strlen(name) > 40)
		return false;
	for (const char *c = name; *c; c++)
		if (!g_ascii_isalnum(*c) && !strchr("-_.:", *c))
			return false;
	converter = g_iconv_open("UTF-8", name);
	if (converter == (GIConv)-1)
		return false;
	(void)g_iconv_close(converter);
	return true;
}

static void
read_charset(Conf *conf, Source *source)
{
	const char *name = conf_get(conf, "source", "charset");
	g_autofree char *shown = NULL;

	if (!name || strcmp(name, "auto") == 0)
		return;
	if (is_charset(name)) {
		setting_replace(&source->charset, name);
		return;
	}
	shown = text_printable(name, 60);
	conf_mistake(conf, "source", "charset",
	    "no charset is called '%s'; "
	    "write auto, utf-8, gb18030, big5 or another one of iconv -l",
	    shown);
}

static void
read_source(Conf *conf, Source *source)
{
	static const char *const identities[] = { "url", "guid", "title+date",
		NULL };
	static const char *const later[] = { "base", "tags", "include",
		"exclude", "was", NULL };
	g_autoptr(GPtrArray) hosts = g_ptr_array_new();

	read_urls(conf, source, hosts);
	read_more_hosts(conf, hosts);
	g_ptr_array_add(hosts, NULL);
	source->hosts =
	    (char **)g_ptr_array_free(g_steal_pointer(&hosts), FALSE);
	read_plugin(conf, source);
	read_names(conf, source);
	source->is_enabled =
	    conf_get_bool(conf, "source", "enabled", source->is_enabled);
	read_zone(conf, source);
	read_charset(conf, source);
	source->identity = (SourceIdentity)conf_get_word(
	    conf, "source", "identity", identities, (int)source->identity);
	for (size_t i = 0; later[i]; i++)
		setting_refuse_key(conf, "source", later[i]);
}

/* ---- [article] and the plugins' groups ---- */

static void
set_key(TaskKey **keys, size_t *n, const char *name, const char *value)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*keys)[i].name, name) == 0) {
			setting_replace(&(*keys)[i].value, value);
			return;
		}
	*keys = g_renew(TaskKey, *keys, *n + 1);
	(*keys)[(*n)++] = (TaskKey){ g_strdup(name), g_strdup(value) };
}

static void
read_keys(Conf *conf, const char *group, TaskKey **keys, size_t *n)
{
	const char *const *names = conf_keys(conf, group);

	for (size_t i = 0; names && names[i]; i++) {
		const char *value;

		if (strcmp(group, "article") == 0 &&
		    strcmp(names[i], "plugin") == 0)
			continue;
		value = conf_get(conf, group, names[i]);
		if (value)
			set_key(keys, n, names[i], value);
	}
	conf_known_group(conf, group);
}

static void
read_article(Conf *conf, Source *source)
{
	const char *name = conf_get(conf, "article", "plugin");

	if (name && (!text_is_id(name) || strcmp(name, "auto") == 0)) {
		g_autofree char *shown = text_printable(name, 60);

		conf_mistake(conf, "article", "plugin",
		    "'%s' is no plugin that reads articles; "
		    "write page, none or an installed one (cailun plugins)",
		    shown);
	} else if (name) {
		setting_replace(&source->article_plugin, name);
	}
	read_keys(
	    conf, "article", &source->article_keys, &source->n_article_keys);
}

static void
read_archive(Conf *conf, Source *source)
{
	static const char *const modes[] = { "full", "excerpt", "headline",
		NULL };
	static const char *const raws[] = { "changed", "no", NULL };
	static const SourceRaw kept[] = { SOURCE_RAW_CHANGED, SOURCE_RAW_NO };

	source->mode = (SourceMode)conf_get_word(
	    conf, "archive", "mode", modes, (int)source->mode);
	/* "yes" waits for captures of what did not change */
	source->raw = kept[conf_get_word(conf, "archive", "raw", raws,
	    source->raw == SOURCE_RAW_NO ? 1 : 0)];
}

void
definition_read_shared(Conf *conf, const char *folder, Source *source)
{
	rhythm_read(conf, source);
	access_read(conf, folder, source);
	read_article(conf, source);
	read_archive(conf, source);
	setting_refuse_group(conf, "licence");
}

/* ---- the file ---- */

/* A group that belongs to another plugin than the source has. */
static void
refuse_list_group(Conf *conf, const char *group, const char *plugin)
{
	const char *const *keys = conf_keys(conf, group);

	if (keys && keys[0])
		conf_mistake(conf, group, keys[0],
		    "[%s] is read by 'plugin = %s', but this source has "
		    "'plugin = %s'",
		    group, group, plugin);
	conf_known_group(conf, group);
}

/* The groups whose keys the discovering plugin gets: its own; with `auto` those
 * of both it may turn out to be. */
static void
read_list_keys(Conf *conf, Source *source)
{
	static const char *const known[] = { "feed", "list", NULL };
	bool is_auto = strcmp(source->plugin, "auto") == 0;

	for (size_t i = 0; known[i]; i++)
		if (is_auto || strcmp(source->plugin, known[i]) == 0)
			read_keys(conf, known[i], &source->list_keys,
			    &source->n_list_keys);
		else
			refuse_list_group(conf, known[i], source->plugin);
	if (!is_auto && !g_strv_contains(known, source->plugin))
		read_keys(conf, source->plugin, &source->list_keys,
		    &source->n_list_keys);
}

static void
take_mistakes(Conf *conf, GPtrArray *mistakes)
{
	const char *const *all = conf_mistakes(conf);

	for (size_t i = 0; all && all[i]; i++)
		g_ptr_array_add(mistakes, g_strdup(all[i]));
}

Source *
definition_parse(const char *folder, const char *id, const char *text,
    size_t length, const Source *defaults, GPtrArray *mistakes)
{
	g_autofree char *file = g_strdup_printf("feeds.d/%s.conf", id);
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf = conf_parse(file, text, length, &error);
	g_autoptr(Source) source = source_copy(defaults);

	if (!conf) {
		g_ptr_array_add(mistakes, g_strdup(error->message));
		return NULL;
	}
	setting_replace(&source->id, id);
	setting_replace(&source->file, file);
	read_source(conf, source);
	definition_read_shared(conf, folder, source);
	for (size_t i = 0; groups_of_later[i]; i++)
		setting_refuse_group(conf, groups_of_later[i]);
	read_list_keys(conf, source);
	conf_check_all_known(conf, MANUAL);
	if (conf_is_good(conf, NULL))
		return g_steal_pointer(&source);
	take_mistakes(conf, mistakes);
	return NULL;
}

Source *
definition_read(const char *folder, const char *id, const Source *defaults,
    GPtrArray *mistakes)
{
	g_autofree char *path =
	    g_strdup_printf("%s/feeds.d/%s.conf", folder, id);
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	size_t length;

	text = file_read(path, LIMIT_CONF_BYTES, &length, &error);
	if (text)
		return definition_parse(
		    folder, id, text, length, defaults, mistakes);
	g_ptr_array_add(mistakes,
	    g_strdup_printf("feeds.d/%s.conf: %s", id, error->message));
	return NULL;
}
