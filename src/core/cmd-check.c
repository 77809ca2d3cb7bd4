/*
 * cmd-check - cailun check: every mistake of the configuration.
 *
 * Reads files, and has a parser look at what only that can know; asks nobody.
 */
#include "config.h"

#include "core/command.h"

#include "base/error.h"
#include "base/text.h"
#include "core/inspection.h"
#include "core/terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EXIT_PROBLEMS 4

/* Prints the mistakes, those of one file when `id` is given. */
static size_t
print_mistakes(const GPtrArray *mistakes, const char *id)
{
	g_autofree char *file =
	    id ? g_strdup_printf("feeds.d/%s.conf:", id) : g_strdup("");
	size_t n = 0;

	for (size_t i = 0; i < mistakes->len; i++) {
		const char *mistake = mistakes->pdata[i];
		g_autofree char *shown = text_printable(mistake, 0);

		if (!g_str_has_prefix(mistake, file))
			continue;
		(void)printf("%s\n", shown);
		n++;
	}
	return n;
}

/* The id that `name` means, also that of a file with mistakes; borrowed. */
static const char *
find_id(const Newsroom *newsroom, const char *name, GError **error)
{
	const Source *source;

	for (size_t i = 0; i < newsroom->bad_sources->len; i++)
		if (strcmp(newsroom->bad_sources->pdata[i], name) == 0)
			return newsroom->bad_sources->pdata[i];
	source = newsroom_source(newsroom, name, error);
	return source ? source->id : NULL;
}

/* What a parser finds; without one the rest is still worth saying. */
static size_t
inspect(const Newsroom *newsroom, const char *id)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;

	if (!inspection_run(newsroom, id, found, &error)) {
		g_prefix_error(
		    &error, "plugins and selectors were not checked: ");
		(void)command_fail(error);
	}
	return print_mistakes(found, id);
}

int
cmd_check(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
	g_autoptr(Newsroom) newsroom = NULL;
	g_autoptr(GError) error = NULL;
	const char *id = NULL;
	size_t n;
	int exit_code = 0;

	if (!command_options("check", entries, &argc, &argv))
		return 2;
	if (argc > 2)
		return command_usage("check");
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	if (argc == 2) {
		id = find_id(newsroom, argv[1], &error);
		if (!id)
			return command_fail(error);
	}
	n = print_mistakes(newsroom->mistakes, id);
	n += inspect(newsroom, id);
	if (!newsroom_has_contact(newsroom, &error))
		return command_fail(error);
	if (n > 0)
		return EXIT_PROBLEMS;
	if (!options->is_quiet &&
	    (terminal_is(STDOUT_FILENO) || options->verbosity > 0))
		(void)printf("%u sources, no mistakes\n",
		    id ? 1 : newsroom->sources->len);
	return 0;
}
