/*
 * plugins - where the module of a foreign plugin lies.
 *
 * Looks at names, owners and modes; never opens a module.
 */
#include "config.h"

#include "core/plugins.h"

#include "base/error.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Nobody but its owner may change it. */
static bool
is_trusted(const char *path, GError **error)
{
	struct stat file;

	if (stat(path, &file) < 0)
		return fail_errno(error, "%s", path);
	if (!S_ISREG(file.st_mode))
		return fail(error, CAILUN_ERROR_CONF,
		    "%s: is not a plain file; a plugin must be one", path);
	if (file.st_mode & (S_IWGRP | S_IWOTH))
		return fail(error, CAILUN_ERROR_CONF,
		    "%s: group or world may write to it; chmod go-w it", path);
	return true;
}

/* NULL without error: there is none. */
static char *
find(const char *name, char **folders, GError **error)
{
	g_autofree char *file = g_strconcat(name, ".so", NULL);
	g_autofree char *found = NULL;

	for (size_t i = 0; folders && folders[i]; i++) {
		g_autofree char *path =
		    g_build_filename(folders[i], file, NULL);

		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			continue;
		if (found) {
			fail(error, CAILUN_ERROR_CONF,
			    "%s: the plugin lies in %s too; remove one", path,
			    found);
			return NULL;
		}
		found = g_steal_pointer(&path);
	}
	if (found && !is_trusted(found, error))
		return NULL;
	return g_steal_pointer(&found);
}

static bool
add(GPtrArray *paths, const char *name, char **folders, GError **error)
{
	g_autoptr(GError) why = NULL;
	char *path = text_is_id(name) ? find(name, folders, &why) : NULL;

	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	if (path &&
	    g_ptr_array_find_with_equal_func(paths, path, g_str_equal, NULL))
		g_free(path);
	else if (path)
		g_ptr_array_add(paths, path);
	return true;
}

char **
plugins_of(const Source *source, char **folders, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	if (!add(paths, source->plugin, folders, error) ||
	    !add(paths, source->article_plugin, folders, error) ||
	    paths->len == 0)
		return NULL;
	g_ptr_array_add(paths, NULL);
	g_ptr_array_set_free_func(paths, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&paths), false);
}

static void
add_folder(
    GPtrArray *paths, const char *folder, char **folders, GPtrArray *mistakes)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir))) {
		g_autofree char *name =
		    g_strndup(file, strlen(file) > 3 ? strlen(file) - 3 : 0);
		g_autoptr(GError) error = NULL;

		if (!g_str_has_suffix(file, ".so"))
			continue;
		if (!add(paths, name, folders, &error) && mistakes)
			g_ptr_array_add(mistakes, g_strdup(error->message));
	}
}

char **
plugins_all(char **folders, GPtrArray *mistakes)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new();

	for (size_t i = 0; folders && folders[i]; i++)
		add_folder(paths, folders[i], folders, mistakes);
	g_ptr_array_add(paths, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&paths), false);
}
