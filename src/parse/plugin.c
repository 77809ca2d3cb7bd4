/*
 * plugin - shared objects that carry a cailun_plugin.
 *
 * Opens and checks them; never calls what they offer.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "parse/plugin.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct Plugins {
	GPtrArray *all; /* Plugin */
	GPtrArray *problems; /* char *, NULL-terminated */
};

static void
plugin_free(void *data)
{
	Plugin *plugin = data;

	/* the object stays open: its tables may be known elsewhere */
	g_free(plugin->path);
	g_free(plugin);
}

Plugins *
plugins_new(void)
{
	Plugins *plugins = g_new0(Plugins, 1);

	plugins->all = g_ptr_array_new_with_free_func(plugin_free);
	plugins->problems = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(plugins->problems, NULL);
	return plugins;
}

void
plugins_free(Plugins *plugins)
{
	if (!plugins)
		return;
	g_ptr_array_unref(plugins->all);
	g_ptr_array_unref(plugins->problems);
	g_free(plugins);
}

static bool
refuse(Plugins *plugins, const char *path, const GError *error)
{
	char *problem = g_strdup_printf("%s: %s", path, error->message);

	g_ptr_array_insert(
	    plugins->problems, (gint)plugins->problems->len - 1, problem);
	return false;
}

static bool
check_file(const char *path, GError **error)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return fail(error, CAILUN_ERROR_NOT_FOUND, "cannot look: %s",
		    g_strerror(errno));
	if (!S_ISREG(status.st_mode))
		return fail(error, CAILUN_ERROR_CONF, "not a file");
	if (status.st_mode & (S_IWGRP | S_IWOTH))
		return fail(error, CAILUN_ERROR_CONF,
		    "group or world may write it; chmod go-w it");
	return true;
}

static bool
check_abi(const struct cl_plugin *data, GError **error)
{
	if (data->abi_major != CL_ABI_MAJOR)
		return fail(error, CAILUN_ERROR_CONF,
		    "built for plugin ABI %d, this is %d; build it again",
		    data->abi_major, CL_ABI_MAJOR);
	if (data->abi_minor > CL_ABI_MINOR)
		return fail(error, CAILUN_ERROR_CONF,
		    "built for plugin ABI %d.%d, this is %d.%d; upgrade cailun",
		    data->abi_major, data->abi_minor, CL_ABI_MAJOR,
		    CL_ABI_MINOR);
	if (data->size < sizeof(struct cl_plugin))
		return fail(error, CAILUN_ERROR_CONF,
		    "its cl_plugin has %u bytes, not %zu; use CL_PLUGIN",
		    data->size, sizeof(struct cl_plugin));
	return true;
}

static bool
check_keys(const struct cl_key *keys, GError **error)
{
	size_t count = 0;

	for (const struct cl_key *key = keys; key && key->name; key++) {
		if (!text_is_id(key->name))
			return fail(error, CAILUN_ERROR_CONF,
			    "a key has no good name; use a-z, 0-9 and -");
		if (key->type < CL_STRING || key->type > CL_FLAG)
			return fail(error, CAILUN_ERROR_CONF,
			    "key '%s' has no known type", key->name);
		for (const struct cl_key *other = keys; other < key; other++)
			if (strcmp(other->name, key->name) == 0)
				return fail(error, CAILUN_ERROR_CONF,
				    "key '%s' is there twice", key->name);
		if (++count > LIMIT_PLUGIN_KEYS)
			return fail(error, CAILUN_ERROR_CONF,
			    "more than %d keys", LIMIT_PLUGIN_KEYS);
	}
	return true;
}

static bool
check_data(const struct cl_plugin *data, GError **error)
{
	if (!check_abi(data, error))
		return false;
	if (!data->name || !text_is_id(data->name))
		return fail(error, CAILUN_ERROR_CONF,
		    "it has no good name; use a-z, 0-9 and -");
	if (!data->summary)
		return fail(error, CAILUN_ERROR_CONF, "it has no summary");
	if (!data->discover && !data->extract)
		return fail(error, CAILUN_ERROR_CONF,
		    "it neither discovers nor extracts");
	return check_keys(data->keys, error);
}

static bool
add(Plugins *plugins, const struct cl_plugin *data, const char *path,
    bool is_foreign, GError **error)
{
	const Plugin *same;
	Plugin *plugin;

	if (!check_data(data, error))
		return false;
	same = plugins_get(plugins, data->name);
	if (same)
		return fail(error, CAILUN_ERROR_CONF,
		    "plugin '%s' is in %s already; keep one of them",
		    data->name, same->path);
	plugin = g_new0(Plugin, 1);
	plugin->data = data;
	plugin->path = g_strdup(path);
	plugin->is_foreign = is_foreign;
	g_ptr_array_add(plugins->all, plugin);
	return true;
}

static bool
open_file(Plugins *plugins, const char *path, bool is_foreign, GError **error)
{
	const struct cl_plugin *data;
	void *handle;

	if (is_foreign && !check_file(path, error))
		return false;
	handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		return fail(
		    error, CAILUN_ERROR_CONF, "does not load: %s", dlerror());
	data = dlsym(handle, "cailun_plugin");
	if (!data)
		return fail(
		    error, CAILUN_ERROR_CONF, "exports no cailun_plugin");
	return add(plugins, data, path, is_foreign, error);
}

bool
plugins_open(Plugins *plugins, const char *path, bool is_foreign)
{
	g_autoptr(GError) error = NULL;

	if (!open_file(plugins, path, is_foreign, &error))
		return refuse(plugins, path, error);
	return true;
}

bool
plugins_add(Plugins *plugins, const struct cl_plugin *data)
{
	g_autoptr(GError) error = NULL;

	if (!add(plugins, data, "built in", false, &error))
		return refuse(plugins, "built in", error);
	return true;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
plugins_open_folder(Plugins *plugins, const char *folder)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".so"))
			g_ptr_array_add(
			    paths, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(paths, by_name);
	for (guint i = 0; i < paths->len; i++)
		(void)plugins_open(plugins, g_ptr_array_index(paths, i), false);
}

const Plugin *
plugins_get(const Plugins *plugins, const char *name)
{
	for (guint i = 0; i < plugins->all->len; i++) {
		const Plugin *plugin = g_ptr_array_index(plugins->all, i);

		if (strcmp(plugin->data->name, name) == 0)
			return plugin;
	}
	return NULL;
}

size_t
plugins_count(const Plugins *plugins)
{
	return plugins->all->len;
}

const Plugin *
plugins_at(const Plugins *plugins, size_t i)
{
	return g_ptr_array_index(plugins->all, i);
}

const char *const *
plugins_problems(const Plugins *plugins)
{
	return (const char *const *)plugins->problems->pdata;
}

const struct cl_key *
plugin_key(const Plugin *plugin, const char *name)
{
	for (const struct cl_key *key = plugin->data->keys; key && key->name;
	     key++)
		if (strcmp(key->name, name) == 0)
			return key;
	return NULL;
}

static Value *
describe_keys(const struct cl_key *keys)
{
	static const char *const types[] = { [CL_STRING] = "string",
		[CL_SELECTOR] = "selector",
		[CL_NUMBER] = "number",
		[CL_FLAG] = "flag" };
	Value *list = value_list();

	for (const struct cl_key *key = keys; key && key->name; key++) {
		Value *value = value_object();

		value_set_text(value, "name", key->name);
		value_set_text(value, "type", types[key->type]);
		value_set_bool(value, "is_required", key->required);
		value_set_text(value, "fallback", key->fallback);
		value_set_text(value, "help", key->help);
		value_append(list, value);
	}
	return list;
}

Value *
plugins_describe(const Plugins *plugins)
{
	Value *value = value_object(), *all = value_list();
	Value *problems = value_list();

	for (guint i = 0; i < plugins->all->len; i++) {
		const Plugin *plugin = g_ptr_array_index(plugins->all, i);
		Value *one = value_object();

		value_set_text(one, "name", plugin->data->name);
		value_set_text(one, "summary", plugin->data->summary);
		value_set_text(one, "path", plugin->path);
		value_set_bool(one, "is_foreign", plugin->is_foreign);
		value_set_bool(one, "discovers", plugin->data->discover);
		value_set_bool(one, "extracts", plugin->data->extract);
		value_set(one, "keys", describe_keys(plugin->data->keys));
		value_append(all, one);
	}
	for (const char *const *problem = plugins_problems(plugins); *problem;
	     problem++)
		value_append_text(problems, *problem);
	value_set(value, "plugins", all);
	value_set(value, "problems", problems);
	return value;
}
