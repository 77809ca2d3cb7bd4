/*
 * newsroom - a folder with cailun.conf and feeds.d, read as a whole.
 *
 * Reads configuration only; opens neither archive nor state, makes nothing.
 */
#include "config.h"

#include "core/newsroom.h"

#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/definition.h"
#include "core/near.h"
#include "core/setting.h"

#include <string.h>

#define MANUAL "man cailun.conf"
#define MOST_CONTACT_BYTES 200
#define MOST_CONNECTIONS 1024
#define MOST_JOBS 256
#define LONGEST_RUN_MS ((int64_t)7 * 86400 * 1000)
#define MOST_FREE_BYTES ((int64_t)1 << 50)

static bool
has_conf(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "cailun.conf", NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

char *
newsroom_find(const char *option)
{
	const char *home = g_getenv("CAILUN_HOME");
	g_autofree char *mine = NULL;

	if (option)
		return g_canonicalize_filename(option, NULL);
	if (home && *home)
		return g_canonicalize_filename(home, NULL);
	mine = g_build_filename(g_get_user_config_dir(), "cailun", NULL);
	if (has_conf(mine))
		return g_canonicalize_filename(mine, NULL);
	return has_conf("/etc/cailun") ? g_strdup("/etc/cailun") : NULL;
}

void
newsroom_free(Newsroom *newsroom)
{
	if (!newsroom)
		return;
	g_free(newsroom->folder);
	g_free(newsroom->name);
	g_free(newsroom->contact);
	g_free(newsroom->archive_id);
	g_free(newsroom->archive_path);
	g_free(newsroom->state_path);
	g_strfreev(newsroom->plugin_dirs);
	source_free(newsroom->defaults);
	g_clear_pointer(&newsroom->sources, g_ptr_array_unref);
	g_clear_pointer(&newsroom->mistakes, g_ptr_array_unref);
	g_clear_pointer(&newsroom->bad_sources, g_ptr_array_unref);
	g_free(newsroom);
}

/* ---- cailun.conf ---- */

bool
newsroom_is_contact(const char *text)
{
	size_t n = strlen(text);

	if (n == 0 || n > MOST_CONTACT_BYTES)
		return false;
	for (size_t i = 0; i < n; i++)
		if (text[i] <= ' ' || text[i] > '~' ||
		    strchr("()\\\"", text[i]))
			return false;
	if (g_str_has_prefix(text, "http://") ||
	    g_str_has_prefix(text, "https://"))
		return strlen(text) > strlen("https://");
	return strchr(text, '@') && *text != '@' && text[n - 1] != '@';
}

static void
read_contact(Conf *conf, Newsroom *newsroom)
{
	const char *contact = conf_get(conf, "archive", "contact");
	g_autofree char *shown = NULL;

	if (!contact)
		return;
	if (newsroom_is_contact(contact)) {
		setting_replace(&newsroom->contact, contact);
		return;
	}
	shown = text_printable(contact, 60);
	conf_mistake(conf, "archive", "contact",
	    "'%s' is no address that servers could write to; "
	    "write one like you@example.org or https://example.org/bot",
	    shown);
}

static void
read_path(Conf *conf, Newsroom *newsroom, const char *group,
    const char *otherwise, char **place)
{
	const char *value = conf_get(conf, group, "path");

	if (value && !*value)
		conf_mistake(conf, group, "path",
		    "is empty; write a folder, for example %s", otherwise);
	*place = g_canonicalize_filename(
	    value && *value ? value : otherwise, newsroom->folder);
}

static void
read_archive(Conf *conf, Newsroom *newsroom)
{
	static const char *const shards[] = { "one", NULL };
	const char *name = setting_plain(conf, "archive", "name");
	const char *id = conf_get(conf, "archive", "id");

	newsroom->name = g_strdup(name ? name : "cailun");
	read_contact(conf, newsroom);
	if (id && !g_uuid_string_is_valid(id))
		conf_mistake(conf, "archive", "id",
		    "is no UUID; write what uuidgen prints, once");
	else
		newsroom->archive_id = g_strdup(id);
	read_path(
	    conf, newsroom, "archive", "archive.git", &newsroom->archive_path);
	read_path(conf, newsroom, "state", "state", &newsroom->state_path);
	setting_refuse_key(conf, "archive", "sign-key");
	(void)conf_get_word(conf, "archive", "shards", shards, 0);
}

static void
read_plugin_dirs(Conf *conf, Newsroom *newsroom)
{
	const char *const *values = conf_get_list(conf, "run", "plugins");
	g_autoptr(GPtrArray) dirs = g_ptr_array_new();
	char *own = g_build_filename(newsroom->folder, "plugins", NULL);

	if (g_file_test(own, G_FILE_TEST_IS_DIR))
		g_ptr_array_add(dirs, own);
	else
		g_free(own);
	for (size_t i = 0; values && values[i]; i++) {
		char *dir =
		    g_canonicalize_filename(values[i], newsroom->folder);
		g_autofree char *shown = text_printable(dir, 0);

		g_ptr_array_add(dirs, dir);
		if (!*values[i] || !g_file_test(dir, G_FILE_TEST_IS_DIR))
			conf_mistake(conf, "run", "plugins",
			    "'%s' is no folder; make it or remove the line",
			    shown);
	}
	g_ptr_array_add(dirs, NULL);
	newsroom->plugin_dirs =
	    (char **)g_ptr_array_free(g_steal_pointer(&dirs), FALSE);
}

static void
read_run(Conf *conf, Newsroom *newsroom)
{
	static const char *const modes[] = { "require", "best", "off", NULL };
	const char *free_space = conf_get(conf, "run", "min-free");

	newsroom->connections = conf_get_number(
	    conf, "fetch", "connections", 64, 1, MOST_CONNECTIONS);
	newsroom->jobs = conf_get_number(conf, "run", "jobs",
	    CLAMP((int64_t)g_get_num_processors(), 1, MOST_JOBS), 1, MOST_JOBS);
	newsroom->max_time_ms = conf_get_duration(
	    conf, "run", "max-time", 3600 * 1000, 1000, LONGEST_RUN_MS);
	if (!free_space || strcmp(free_space, "off") != 0)
		newsroom->min_free_bytes = conf_get_size(
		    conf, "run", "min-free", 0, 0, MOST_FREE_BYTES);
	newsroom->sandbox = (SandboxMode)conf_get_word(
	    conf, "run", "sandbox", modes, SANDBOX_BEST);
	setting_refuse_key(conf, "run", "language");
	read_plugin_dirs(conf, newsroom);
}

static bool
read_conf(Newsroom *newsroom, GError **error)
{
	static const char *const later[] = { "catalogue", "metrics", "publish",
		"cluster", NULL };
	g_autofree char *path =
	    g_build_filename(newsroom->folder, "cailun.conf", NULL);
	g_autoptr(Conf) conf = NULL;
	g_autofree char *text = NULL;
	size_t length;

	text = file_read(path, LIMIT_CONF_BYTES, &length, error);
	if (!text)
		return false;
	conf = conf_parse("cailun.conf", text, length, error);
	if (!conf)
		return false;
	read_archive(conf, newsroom);
	read_run(conf, newsroom);
	definition_read_shared(conf, newsroom->folder, newsroom->defaults);
	for (size_t i = 0; later[i]; i++)
		setting_refuse_group(conf, later[i]);
	conf_check_all_known(conf, MANUAL);
	return conf_is_good(conf, error);
}

/* ---- feeds.d ---- */

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The ids in feeds.d, in order; other files than *.conf are not ours. */
static GPtrArray *
list_ids(Newsroom *newsroom)
{
	g_autofree char *folder =
	    g_build_filename(newsroom->folder, "feeds.d", NULL);
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
	const char *name;

	if (!dir && !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		g_ptr_array_add(newsroom->mistakes,
		    g_strdup_printf("feeds.d: cannot be read (%s); "
				    "check its owner and mode",
			error->message));
	while (dir && (name = g_dir_read_name(dir)) != NULL)
		if (*name != '.' && g_str_has_suffix(name, ".conf"))
			g_ptr_array_add(ids, g_strndup(name, strlen(name) - 5));
	g_ptr_array_sort(ids, compare_texts);
	return ids;
}

static void
load_source(Newsroom *newsroom, const char *id)
{
	Source *source = NULL;

	if (text_is_id(id)) {
		source = definition_read(newsroom->folder, id,
		    newsroom->defaults, newsroom->mistakes);
	} else {
		g_autofree char *shown = text_printable(id, 60);

		g_ptr_array_add(newsroom->mistakes,
		    g_strdup_printf("feeds.d/%s.conf: the name is no id; "
				    "use a-z, 0-9 and '-', at most %d, "
				    "first a letter or digit",
			shown, LIMIT_SOURCE_ID));
	}
	if (source)
		g_ptr_array_add(newsroom->sources, source);
	else
		g_ptr_array_add(newsroom->bad_sources, g_strdup(id));
}

static void
load_sources(Newsroom *newsroom)
{
	g_autoptr(GPtrArray) ids = list_ids(newsroom);

	for (size_t i = 0; i < ids->len && i < LIMIT_SOURCES; i++)
		load_source(newsroom, ids->pdata[i]);
	if (ids->len > LIMIT_SOURCES)
		g_ptr_array_add(newsroom->mistakes,
		    g_strdup_printf("feeds.d: %u files, %d are read; "
				    "make a second newsroom",
			ids->len, LIMIT_SOURCES));
}

static Newsroom *new (const char *folder)
{
	Newsroom *newsroom = g_new0(Newsroom, 1);

	newsroom->folder = g_canonicalize_filename(folder, NULL);
	newsroom->defaults = source_new();
	newsroom->sources =
	    g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
	newsroom->mistakes = g_ptr_array_new_with_free_func(g_free);
	newsroom->bad_sources = g_ptr_array_new_with_free_func(g_free);
	return newsroom;
}

Newsroom *
newsroom_load(const char *folder, GError **error)
{
	g_autoptr(Newsroom) newsroom = new (folder);

	if (!has_conf(newsroom->folder)) {
		g_autofree char *shown = text_printable(newsroom->folder, 0);

		(void)fail(error, CAILUN_ERROR_CONF,
		    "%s/cailun.conf: is missing; make a newsroom: "
		    "cailun init %s --contact you@example.org",
		    shown, shown);
		return NULL;
	}
	if (!read_conf(newsroom, error)) {
		/* whatever it was, a person must look at that file */
		if (error && *error)
			(*error)->code = CAILUN_ERROR_CONF;
		return NULL;
	}
	load_sources(newsroom);
	return g_steal_pointer(&newsroom);
}

/* ---- asking ---- */

const char *
newsroom_mistake(const Newsroom *newsroom, const char *id)
{
	g_autofree char *file = g_strdup_printf("feeds.d/%s.conf:", id);

	for (size_t i = 0; i < newsroom->mistakes->len; i++)
		if (g_str_has_prefix(newsroom->mistakes->pdata[i], file))
			return newsroom->mistakes->pdata[i];
	return NULL;
}

bool
newsroom_has_contact(const Newsroom *newsroom, GError **error)
{
	if (newsroom->contact)
		return true;
	return fail(error, CAILUN_ERROR_CONF,
	    "cailun.conf: archive.contact is missing, servers must be able "
	    "to reach you; add: contact = you@example.org");
}

char *
newsroom_user_agent(const Newsroom *newsroom)
{
	if (!newsroom->contact)
		return g_strdup("cailun/" PACKAGE_VERSION);
	return g_strdup_printf(
	    "cailun/" PACKAGE_VERSION " (+%s)", newsroom->contact);
}
