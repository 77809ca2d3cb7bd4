/*
 * state-folder - a folder with a state for each test of it.
 */
#include "config.h"

#include "state-folder.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static void
folder_open(Folder *folder, gconstpointer data)
{
	(void)data;
	folder->path = g_dir_make_tmp("test-state-XXXXXX", NULL);
	g_assert_nonnull(folder->path);
	folder->state = g_build_filename(folder->path, "deep", "state", NULL);
}

void
remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		if (g_unlink(child))
			remove_all(child);
	}
	(void)g_rmdir(path);
}

static void
folder_close(Folder *folder, gconstpointer data)
{
	(void)data;
	remove_all(folder->path);
	g_free(folder->path);
	g_free(folder->state);
}

State *
open_state(const Folder *folder)
{
	g_autoptr(GError) error = NULL;
	State *state = state_open(folder->state, &error);

	g_assert_no_error(error);
	return state;
}

void
set_known(State *state, const char *key, const char *uid)
{
	Known known = {
		.key = (char *)key,
		.uid = (char *)uid,
		.source = (char *)"hnrb",
		.path = (char *)"articles/hnrb/2024/01/02/x.md",
		.version_key = (char *)"v",
		.title_key = (char *)"t",
		.first_at = 1,
	};
	g_autoptr(GError) error = NULL;

	state_set_known(state, &known, &error);
	g_assert_no_error(error);
}

bool
is_known(State *state, const char *key)
{
	g_auto(Known) known = { 0 };
	g_autoptr(GError) error = NULL;
	bool is = false;

	g_assert_true(state_known(state, key, &known, &is, &error));
	g_assert_no_error(error);
	return is;
}

void
add(const char *name, int data, FolderTest test)
{
	(void)umask(022);
	g_test_add(name, Folder, GINT_TO_POINTER(data), folder_open, test,
	    folder_close);
}
