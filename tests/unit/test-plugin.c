/*
 * test-plugin - which shared objects are taken for plugins, and which refused.
 */
#include "config.h"

#include "parse/plugin.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FOLDER "tests/hostile/.libs/"

static enum cl_result
nothing(struct cl_call *call)
{
	(void)call;
	return CL_EMPTY;
}

static const struct cl_key good_keys[] = {
	{ "item", CL_SELECTOR, true, NULL, "an item" },
	{ "limit", CL_NUMBER, false, "10", "how many" },
	{ "deep", CL_FLAG, false, "no", "whether" },
	{ "label", CL_STRING, false, NULL, NULL },
	{ 0 },
};
static const struct cl_key twice[] = {
	{ "item", CL_SELECTOR, true, NULL, "" },
	{ "item", CL_STRING, true, NULL, "" },
	{ 0 },
};
static const struct cl_key untyped[] = {
	{ "item", (enum cl_type)9, true, NULL, "" },
	{ 0 },
};
static const struct cl_key misnamed[] = {
	{ "An Item", CL_STRING, true, NULL, "" },
	{ 0 },
};

static void
test_tables(void)
{
	static const struct {
		struct cl_plugin data;
		const char *problem;
	} cases[] = {
		{ { CL_PLUGIN, .name = "good", .summary = "s",
		      .keys = good_keys, .discover = nothing },
		    NULL },
		{ { CL_PLUGIN, .name = "good-too", .summary = "s",
		      .extract = nothing },
		    NULL },
		{ { CL_PLUGIN, .summary = "s", .extract = nothing },
		    "no good name" },
		{ { CL_PLUGIN, .name = "Not Good", .summary = "s",
		      .extract = nothing },
		    "no good name" },
		{ { CL_PLUGIN, .name = "a", .extract = nothing },
		    "no summary" },
		{ { CL_PLUGIN, .name = "a", .summary = "s" },
		    "neither discovers nor extracts" },
		{ { CL_PLUGIN, .name = "a", .summary = "s", .extract = nothing,
		      .keys = twice },
		    "'item' is there twice" },
		{ { CL_PLUGIN, .name = "a", .summary = "s", .extract = nothing,
		      .keys = untyped },
		    "'item' has no known type" },
		{ { CL_PLUGIN, .name = "a", .summary = "s", .extract = nothing,
		      .keys = misnamed },
		    "a key has no good name" },
		{ { CL_PLUGIN, .name = "good", .summary = "s",
		      .extract = nothing },
		    "plugin 'good' is in built in already" },
	};
	g_autoptr(Plugins) plugins = plugins_new();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *const *problems;
		bool is_taken = plugins_add(plugins, &cases[i].data);

		g_assert_cmpint(is_taken, ==, cases[i].problem == NULL);
		problems = plugins_problems(plugins);
		if (!is_taken)
			g_assert_nonnull(strstr(
			    problems[g_strv_length((char **)problems) - 1],
			    cases[i].problem));
	}
	g_assert_cmpuint(plugins_count(plugins), ==, 2);
	g_assert_nonnull(plugins_get(plugins, "good"));
	g_assert_null(plugins_get(plugins, "a"));
	g_assert_nonnull(plugin_key(plugins_get(plugins, "good"), "limit"));
	g_assert_null(plugin_key(plugins_get(plugins, "good"), "nothing"));
	g_assert_null(plugin_key(plugins_get(plugins, "good-too"), "limit"));
}

/* A copy with this mode, so that other tests keep theirs; NULL: none. */
static char *
copy_module(const char *folder, const char *file, mode_t mode)
{
	g_autofree char *from = g_strconcat(FOLDER, file, NULL);
	g_autofree char *text = NULL;
	char *to = g_build_filename(folder, file, NULL);
	gsize length;

	(void)remove(to);
	if (g_file_get_contents(from, &text, &length, NULL)) {
		g_assert_true(
		    g_file_set_contents(to, text, (gssize)length, NULL));
		g_assert_cmpint(chmod(to, mode), ==, 0);
	}
	return to;
}

static void
test_files(void)
{
	static const struct {
		const char *file;
		mode_t mode;
		const char *problem;
	} cases[] = {
		{ "reads-file.so", 0644, NULL },
		{ "same-name.so", 0644, NULL },
		{ "forks.so", 0664, "group or world may write it" },
		{ "forks.so", 0646, "group or world may write it" },
		{ "forks.so", 0755, NULL },
		{ "no-symbol.so", 0644, "exports no cailun_plugin" },
		{ "other-major.so", 0644, "build it again" },
		{ "newer-minor.so", 0644, "upgrade cailun" },
		{ "too-small.so", 0644, "use CL_PLUGIN" },
		{ "gone.so", 0, "cannot look" },
	};
	g_autoptr(Plugins) plugins = plugins_new();
	g_autofree char *folder = g_dir_make_tmp("cailun-XXXXXX", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path =
		    copy_module(folder, cases[i].file, cases[i].mode);
		const char *const *problems = plugins_problems(plugins);
		size_t before = g_strv_length((char **)problems);
		bool is_taken = plugins_open(plugins, path, true);

		problems = plugins_problems(plugins);
		g_assert_cmpint(is_taken, ==, cases[i].problem == NULL);
		g_assert_cmpuint(
		    g_strv_length((char **)problems), ==, before + !is_taken);
		if (!is_taken) {
			g_assert_nonnull(
			    strstr(problems[before], cases[i].file));
			g_assert_nonnull(
			    strstr(problems[before], cases[i].problem));
		}
		(void)remove(path);
	}
	(void)remove(folder);
	g_assert_true(plugins_at(plugins, 0)->is_foreign);
}

/* What is no shared object, and a folder. */
static void
test_no_objects(void)
{
	g_autoptr(Plugins) plugins = plugins_new();
	g_autofree char *folder = g_dir_make_tmp("cailun-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "text.so", NULL);

	g_assert_true(g_file_set_contents(path, "text", -1, NULL));
	g_assert_cmpint(chmod(path, 0644), ==, 0);
	g_assert_false(plugins_open(plugins, path, true));
	g_assert_false(plugins_open(plugins, folder, true));
	plugins_open_folder(plugins, folder);
	plugins_open_folder(plugins, "/nonexistent/folder");
	g_assert_cmpuint(plugins_count(plugins), ==, 0);
	g_assert_cmpuint(
	    g_strv_length((char **)plugins_problems(plugins)), ==, 3);
	(void)remove(path);
	(void)remove(folder);
}

static void
test_describe(void)
{
	static const struct cl_plugin data = {
		CL_PLUGIN,
		.name = "good",
		.summary = "what it is",
		.keys = good_keys,
		.discover = nothing,
	};
	g_autoptr(Plugins) plugins = plugins_new();
	g_autoptr(Value) value = NULL;
	const Value *one, *key;

	g_assert_true(plugins_add(plugins, &data));
	g_assert_false(plugins_add(plugins, &data));
	value = plugins_describe(plugins);
	one = value_at(value_get(value, "plugins"), 0);
	g_assert_cmpstr(value_get_text(one, "name"), ==, "good");
	g_assert_cmpstr(value_get_text(one, "summary"), ==, "what it is");
	g_assert_true(value_get_bool(one, "discovers"));
	g_assert_false(value_get_bool(one, "extracts"));
	g_assert_false(value_get_bool(one, "is_foreign"));
	key = value_at(value_get(one, "keys"), 1);
	g_assert_cmpstr(value_get_text(key, "name"), ==, "limit");
	g_assert_cmpstr(value_get_text(key, "type"), ==, "number");
	g_assert_cmpstr(value_get_text(key, "fallback"), ==, "10");
	g_assert_false(value_get_bool(key, "is_required"));
	g_assert_true(
	    value_get_bool(value_at(value_get(one, "keys"), 0), "is_required"));
	g_assert_cmpuint(value_count(value_get(value, "problems")), ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plugin/tables", test_tables);
	g_test_add_func("/plugin/files", test_files);
	g_test_add_func("/plugin/no-objects", test_no_objects);
	g_test_add_func("/plugin/describe", test_describe);
	return g_test_run();
}
