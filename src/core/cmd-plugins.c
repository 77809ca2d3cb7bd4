/*
 * cmd-plugins - cailun plugins: who reads what, and the keys they take.
 *
 * Asks a parser, since only there a foreign module is ever opened.
 */
#include "config.h"

#include "core/command.h"

#include "base/error.h"
#include "base/text.h"
#include "core/drive.h"
#include "core/plugins.h"

#include <stdio.h>

static void
print_pair(int indent, const char *name, const char *text)
{
	g_autofree char *first = text_printable(name ? name : "", 60);
	g_autofree char *second = text_printable(text ? text : "", 0);

	(void)printf("%*s%-12s %s", indent, "", first, second);
}

static void
print_key(const Value *key)
{
	const char *fallback = value_get_text(key, "fallback");
	g_autofree char *shown = fallback ? text_printable(fallback, 0) : NULL;

	print_pair(4, value_get_text(key, "name"), value_get_text(key, "help"));
	if (value_get_bool(key, "is_required"))
		(void)fputs(" (required)", stdout);
	(void)printf("%s%s%s\n", shown ? " [" : "", shown ? shown : "",
	    shown ? "]" : "");
}

static void
print_plugin(const Value *plugin)
{
	const Value *keys = value_get(plugin, "keys");

	print_pair(0, value_get_text(plugin, "name"),
	    value_get_text(plugin, "summary"));
	(void)printf("%s%s%s\n",
	    value_get_bool(plugin, "discovers") ? " (source.plugin)" : "",
	    value_get_bool(plugin, "extracts") ? " (article.plugin)" : "",
	    value_get_bool(plugin, "is_foreign") ? ", not ours" : "");
	for (size_t i = 0; i < value_count(keys); i++)
		print_key(value_at(keys, i));
}

static int
print_all(
    const Options *options, const Value *answer, const GPtrArray *mistakes)
{
	const Value *plugins = value_get(answer, "plugins");
	const Value *problems = value_get(answer, "problems");
	size_t n_wrong = value_count(problems) + mistakes->len;

	for (size_t i = 0; i < value_count(plugins); i++) {
		if (options->is_json)
			command_print_json(value_at(plugins, i));
		else
			print_plugin(value_at(plugins, i));
	}
	for (size_t i = 0; i < value_count(problems); i++) {
		g_autofree char *shown =
		    text_printable(value_as_text(value_at(problems, i))
				       ? value_as_text(value_at(problems, i))
				       : "",
			0);

		(void)fprintf(stderr, "cailun: %s\n", shown);
	}
	for (guint i = 0; i < mistakes->len; i++) {
		g_autofree char *shown = text_printable(mistakes->pdata[i], 0);

		(void)fprintf(stderr, "cailun: %s\n", shown);
	}
	return n_wrong > 0 ? 4 : 0;
}

int
cmd_plugins(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
	g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folder = newsroom_find(options->folder);
	g_autoptr(Newsroom) newsroom = NULL;
	g_autoptr(Drive) drive = NULL;
	g_auto(GStrv) paths = NULL;
	g_auto(Reading) reading = { 0 };
	g_autoptr(GError) error = NULL;
	int exit_code = 0;

	if (!command_options("plugins", entries, &argc, &argv))
		return 2;
	if (argc != 1)
		return command_usage("plugins");
	/* without a newsroom there are those that came with the program */
	if (folder || options->folder) {
		newsroom = command_newsroom(options, &exit_code);
		if (!newsroom)
			return exit_code;
	}
	paths = plugins_all(newsroom ? newsroom->plugin_dirs : NULL, mistakes);
	drive = drive_new(newsroom);
	if (!drive_plugins(drive, paths, &reading, &error))
		return command_fail(error);
	return print_all(options, reading.plugins, mistakes);
}
