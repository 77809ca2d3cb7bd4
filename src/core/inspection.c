/*
 * inspection - what only a parser knows of a newsroom.
 *
 * Files of feeds.d are read once more, for the lines of their keys. What the
 * parser says is a stranger's: it is shown, never acted upon.
 */
#include "config.h"

#include "core/inspection.h"

#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/drive.h"
#include "core/near.h"
#include "core/plugins.h"

#include <string.h>

typedef struct Inspection {
	Drive *drive;
	const Value *plugins; /* as the parser describes them */
	char **paths; /* foreign modules of the source at hand */
	GPtrArray *mistakes;
} Inspection;

/* One group of one file, and the plugin that reads it. */
typedef struct Part {
	Conf *conf;
	const char *group;
	const Value *plugin;
} Part;

static const Value *
find_named(const Value *list, const char *name)
{
	for (size_t i = 0; i < value_count(list); i++) {
		const Value *one = value_at(list, i);

		if (g_strcmp0(value_get_text(one, "name"), name) == 0)
			return one;
	}
	return NULL;
}

/* "; did you mean 'x'?" from the names of a list. */
static char *
near_of(const Value *list, const char *word)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (size_t i = 0; i < value_count(list); i++) {
		const char *name = value_get_text(value_at(list, i), "name");

		if (name && text_is_id(name))
			g_ptr_array_add(names, (char *)name);
	}
	g_ptr_array_add(names, NULL);
	return near_names(word, (const char *const *)names->pdata);
}

/* ---- keys ---- */

/* A value that a key of this type always takes. */
static const char *
harmless(const Value *key)
{
	const char *type = value_get_text(key, "type");

	if (g_strcmp0(type, "number") == 0)
		return "1";
	if (g_strcmp0(type, "flag") == 0)
		return "yes";
	return "a";
}

/* A task that can fail over the key `name` alone. */
static void
make_task(const Part *part, const char *name, const char *value, Task *task)
{
	const Value *keys = value_get(part->plugin, "keys");

	*task = (Task){ .mode = TASK_CHECK,
		.plugin = g_strdup(value_get_text(part->plugin, "name")),
		.url = g_strdup("") };
	for (size_t i = 0; i < value_count(keys); i++) {
		const Value *key = value_at(keys, i);
		const char *other = value_get_text(key, "name");

		if (other && strcmp(other, name) != 0 &&
		    value_get_bool(key, "is_required"))
			task_add_key(task, other, harmless(key));
	}
	task_add_key(task, name, value);
}

/* Without what the parser puts before it: the place says it already. */
static const char *
reason(const char *why, const char *name)
{
	g_autofree char *quoted = g_strdup_printf("'%s': ", name);
	const char *at = why ? strstr(why, quoted) : NULL;

	return at ? at + strlen(quoted) : why ? why : "the plugin refuses it";
}

static bool
check_value(Inspection *inspection, const Part *part, const char *name,
    const char *value, GError **error)
{
	g_auto(Task) task = { 0 };
	g_auto(Reading) reading = { 0 };
	g_autofree char *shown = NULL;

	make_task(part, name, value, &task);
	if (!drive_read(inspection->drive, &task, inspection->paths, -1,
		&reading, error))
		return false;
	if (reading.done.result != DONE_FAILED)
		return true;
	shown = text_printable(reason(reading.done.why, name), 200);
	conf_mistake(part->conf, part->group, name, "%s", shown);
	return true;
}

static bool
is_own_key(const Part *part, const char *name)
{
	return strcmp(part->group, "article") == 0 &&
	       strcmp(name, "plugin") == 0;
}

static bool
check_keys(Inspection *inspection, const Part *part, GError **error)
{
	const Value *keys = value_get(part->plugin, "keys");
	const char *const *names = conf_keys(part->conf, part->group);

	for (size_t i = 0; names && names[i]; i++) {
		g_autofree char *near = NULL;

		if (is_own_key(part, names[i]))
			continue;
		if (find_named(keys, names[i])) {
			if (!check_value(inspection, part, names[i],
				conf_get(part->conf, part->group, names[i]),
				error))
				return false;
			continue;
		}
		near = near_of(keys, names[i]);
		conf_mistake(part->conf, part->group, names[i],
		    "the plugin '%s' has no such key%s",
		    value_get_text(part->plugin, "name"),
		    *near ? near : "; see: cailun plugins");
	}
	return true;
}

static bool
has_key(const TaskKey *keys, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i].name, name) == 0)
			return true;
	return false;
}

static void
check_required(const Part *part, const TaskKey *given, size_t n)
{
	const Value *keys = value_get(part->plugin, "keys");

	for (size_t i = 0; i < value_count(keys); i++) {
		const Value *key = value_at(keys, i);
		const char *name = value_get_text(key, "name");
		const char *help = value_get_text(key, "help");
		g_autofree char *shown = text_printable(help ? help : "", 60);

		if (!name || !value_get_bool(key, "is_required") ||
		    value_get_text(key, "fallback") || has_key(given, n, name))
			continue;
		conf_mistake(part->conf, part->group, name,
		    "is missing, the plugin '%s' needs it%s%s",
		    value_get_text(part->plugin, "name"), *shown ? ": " : "",
		    shown);
	}
}

/* ---- a source ---- */

/* The plugin `name` if it can do `what`; else a mistake at `group`.plugin. */
static const Value *
find_plugin(const Inspection *inspection, Conf *conf, const char *group,
    const char *name, const char *what)
{
	const Value *plugin = find_named(inspection->plugins, name);
	g_autofree char *near = NULL;

	if (plugin && value_get_bool(plugin, what))
		return plugin;
	near = near_of(inspection->plugins, name);
	conf_mistake(conf, group, "plugin",
	    "no plugin '%s' that %s is "
	    "installed%s",
	    name, what, *near ? near : "; see: cailun plugins");
	return NULL;
}

static bool
check_list(
    Inspection *inspection, const Source *source, Conf *conf, GError **error)
{
	static const char *const either[] = { "feed", "list" };
	Part part = { conf, source->plugin, NULL };

	if (strcmp(source->plugin, "auto") != 0) {
		part.plugin = find_plugin(
		    inspection, conf, "source", source->plugin, "discovers");
		if (!part.plugin)
			return true;
		check_required(&part, source->list_keys, source->n_list_keys);
		return check_keys(inspection, &part, error);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(either); i++) {
		part.group = either[i];
		part.plugin = find_named(inspection->plugins, either[i]);
		if (part.plugin && !check_keys(inspection, &part, error))
			return false;
	}
	return true;
}

static bool
check_article(
    Inspection *inspection, const Source *source, Conf *conf, GError **error)
{
	Part part = { conf, "article", NULL };

	if (strcmp(source->article_plugin, "none") == 0)
		return true;
	part.plugin = find_plugin(
	    inspection, conf, "article", source->article_plugin, "extracts");
	if (!part.plugin)
		return true;
	check_required(&part, source->article_keys, source->n_article_keys);
	return check_keys(inspection, &part, error);
}

static Conf *
read_again(const Newsroom *newsroom, const Source *source)
{
	g_autofree char *path =
	    g_build_filename(newsroom->folder, source->file, NULL);
	g_autofree char *text = NULL;
	size_t length;

	text = file_read(path, LIMIT_CONF_BYTES, &length, NULL);
	return text ? conf_parse(source->file, text, length, NULL) : NULL;
}

static bool
check_source(Inspection *inspection, const Newsroom *newsroom,
    const Source *source, GError **error)
{
	g_autoptr(Conf) conf = read_again(newsroom, source);
	g_autoptr(GError) why = NULL;
	g_auto(GStrv) paths = plugins_of(source, newsroom->plugin_dirs, &why);
	const char *const *found;

	/* a file that is gone by now, or a module already complained of */
	if (!conf || why)
		return true;
	inspection->paths = paths;
	if (!check_list(inspection, source, conf, error) ||
	    !check_article(inspection, source, conf, error))
		return false;
	found = conf_mistakes(conf);
	for (size_t i = 0; found && found[i]; i++)
		g_ptr_array_add(inspection->mistakes, g_strdup(found[i]));
	return true;
}

static void
take_problems(const Value *answer, GPtrArray *mistakes)
{
	const Value *problems = value_get(answer, "problems");

	for (size_t i = 0; i < value_count(problems); i++) {
		const char *text = value_as_text(value_at(problems, i));

		if (text)
			g_ptr_array_add(mistakes, text_printable(text, 0));
	}
}

static bool
check_sources(Inspection *inspection, const Newsroom *newsroom, const char *id,
    GError **error)
{
	for (size_t i = 0; i < newsroom->sources->len; i++) {
		const Source *source = newsroom->sources->pdata[i];

		if ((!id || strcmp(id, source->id) == 0) &&
		    !check_source(inspection, newsroom, source, error))
			return false;
	}
	return true;
}

bool
inspection_run(const Newsroom *newsroom, const char *id, GPtrArray *mistakes,
    GError **error)
{
	g_auto(GStrv) paths = plugins_all(newsroom->plugin_dirs, mistakes);
	g_autoptr(Drive) drive = drive_new(newsroom);
	g_auto(Reading) reading = { 0 };
	Inspection inspection = { .drive = drive, .mistakes = mistakes };

	if (!drive_plugins(drive, paths, &reading, error))
		return false;
	inspection.plugins = value_get(reading.plugins, "plugins");
	if (value_count(inspection.plugins) == 0)
		return fail(error, CAILUN_ERROR_HELPER,
		    "no plugin is installed; install cailun again");
	take_problems(reading.plugins, mistakes);
	return check_sources(&inspection, newsroom, id, error);
}
