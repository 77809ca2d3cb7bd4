/*
 * command - the table of subcommands, and the options that all share.
 *
 * Finds the command and hands over; does no work of its own.
 */
#include "config.h"

#include "core/command.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "core/near.h"
#include "core/owner.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define EXIT_USAGE 2

const Command commands[] = {
	{ "init", "[DIR] [--contact ADDRESS] [--name NAME]",
	    "make a newsroom: cailun.conf, feeds.d, an archive", cmd_init,
	    false },
	{ "check", "[SOURCE]",
	    "name every mistake in the configuration, with file and line",
	    cmd_check, false },
	{ "run", "[SOURCE...] [--all] [--force SOURCE]",
	    "fetch, read and archive what is due", cmd_run, true },
	{ "status", "[--problems] [--runs]",
	    "how every source is, or what the last runs did", cmd_status,
	    true },
	{ "log", "[-n N] [--uid UID] [--since TIME] [SOURCE]",
	    "what happened in the archive, newest first", cmd_log, true },
	{ "show", "UID|COMMIT", "one article, now or as a commit has it",
	    cmd_show, true },
	{ "rebuild", "", "make the state again, from the archive alone",
	    cmd_rebuild, false },
	{ "try", "SOURCE [FILE] [--url URL]",
	    "read one source, live or from a saved page, storing nothing",
	    cmd_try, true },
	{ "parse",
	    "[--base-url URL] [--content-type TYPE] [--timezone ZONE] FILE",
	    "print any feed as one JSON Feed document", cmd_parse, true },
	{ "extract", "--url URL FILE",
	    "print any article page as one JSON Feed item", cmd_extract, true },
	{ "plugins", "", "list the plugins and their keys", cmd_plugins, true },
	{ "version", "", "say what this program is made of", cmd_version,
	    true },
	{ NULL, NULL, NULL, NULL, false },
};

const Command *
command_find(const char *name)
{
	for (const Command *command = commands; command->name; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

int
command_fail(const GError *error)
{
	g_auto(GStrv) lines = g_strsplit(error->message, "\n", -1);

	for (size_t i = 0; lines[i]; i++) {
		g_autofree char *shown = text_printable(lines[i], 0);

		if (*shown)
			(void)fprintf(stderr, "cailun: %s\n", shown);
	}
	return error_exit_code(error);
}

static void
print_usage(FILE *to, const Command *command)
{
	(void)fprintf(to, "usage: cailun [-C DIR] [-q] [-v]%s %s%s%s\n",
	    command->has_json ? " [--json]" : "", command->name,
	    *command->arguments ? " " : "", command->arguments);
}

int
command_usage(const char *name)
{
	const Command *command = command_find(name);

	if (command)
		print_usage(stderr, command);
	(void)fprintf(stderr, "see: man cailun\n");
	return EXIT_USAGE;
}

bool
command_options(
    const char *name, const GOptionEntry *entries, int *argc, char ***argv)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *shown = NULL;

	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_add_main_entries(context, entries, NULL);
	if (g_option_context_parse(context, argc, argv, &error)) {
		/* GLib leaves the "--" that ended the options */
		if (*argc > 1 && strcmp((*argv)[1], "--") == 0) {
			(*argc)--;
			for (int i = 1; i <= *argc; i++)
				(*argv)[i] = (*argv)[i + 1];
		}
		return true;
	}
	shown = text_printable(error->message, 0);
	(void)fprintf(stderr, "cailun: %s: %s\n", name, shown);
	(void)command_usage(name);
	return false;
}

Newsroom *
command_newsroom(const Options *options, int *exit_code)
{
	g_autofree char *folder = newsroom_find(options->folder);
	g_autoptr(Newsroom) newsroom = NULL;
	g_autoptr(GError) error = NULL;

	if (folder)
		newsroom = newsroom_load(folder, &error);
	else
		(void)fail(&error, CAILUN_ERROR_CONF,
		    "there is no newsroom yet; make one: "
		    "cailun init --contact you@example.org, "
		    "or name one: cailun -C DIR");
	if (newsroom && owner_become(newsroom->state_path, &error))
		return g_steal_pointer(&newsroom);
	*exit_code = command_fail(error);
	return NULL;
}

char *
command_words(const char *program, const char *folder)
{
	g_autofree char *quoted = NULL;

	if (!folder)
		return g_strdup(program);
	quoted = g_shell_quote(folder);
	/* quotes that nobody needs only stand in the way */
	return g_strdup_printf("%s -C %s", program,
	    strpbrk(folder, " \t\n'\"\\$&|;<>()*?[]#~`!{}") ? quoted : folder);
}

void
command_print_json(const Value *value)
{
	g_autoptr(GString) line = g_string_new(NULL);

	json_append(line, value);
	g_string_append_c(line, '\n');
	(void)fwrite(line->str, 1, line->len, stdout);
}

int
command_finish(int exit_code)
{
	g_autoptr(GError) error = NULL;

	if (fflush(stdout) == 0 && !ferror(stdout))
		return exit_code;
	if (errno == EPIPE)
		return exit_code;
	(void)fail_errno(&error, "standard output: cannot be written");
	return command_fail(error);
}

static void
print_help(void)
{
	(void)printf("usage: cailun [-C DIR] [-q] [-v] [--json] [--now TIME] "
		     "COMMAND ...\n\n");
	for (const Command *command = commands; command->name; command++)
		(void)printf("  %-10s%s\n", command->name, command->summary);
	(void)printf("\ncailun alone says where you stand; "
		     "more: man cailun\n");
}

/* A mistake on the command line; `word` is shown after `place`. */
static int
refuse(const char *what, const char *word, const char *remedy)
{
	g_autofree char *shown = text_printable(word, 60);

	(void)fprintf(stderr, "cailun: %s: %s%s\n", shown, what, remedy);
	return EXIT_USAGE;
}

static int
refuse_command(const char *name)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *near = NULL;

	for (const Command *command = commands; command->name; command++)
		g_ptr_array_add(names, (char *)command->name);
	g_ptr_array_add(names, NULL);
	near = near_names(name, (const char *const *)names->pdata);
	return refuse("there is no such command", name,
	    *near ? near : "; see: cailun --help");
}

static bool
set_now(Options *options, const char *text)
{
	Date now;

	if (!text || !date_parse(text, &now) || now.precision < DATE_MINUTE)
		return false;
	clock_set(now.seconds);
	options->is_now_set = true;
	return true;
}

/* The options that stand before a command and after it alike. */
static bool
take_shared(Options *options, const char *word)
{
	if (strcmp(word, "-q") == 0 || strcmp(word, "--quiet") == 0)
		options->is_quiet = true;
	else if (strcmp(word, "-v") == 0 || strcmp(word, "--verbose") == 0)
		options->verbosity++;
	else if (strcmp(word, "-vv") == 0)
		options->verbosity += 2;
	else if (strcmp(word, "--json") == 0)
		options->is_json = true;
	else
		return false;
	return true;
}

/*
 * The options in front of the command; `*at` ends at the command or at argc.
 * -1: go on, else the exit code.
 */
static int
read_global(Options *options, int argc, char **argv, int *at)
{
	for (; *at < argc && argv[*at][0] == '-'; (*at)++) {
		const char *word = argv[*at];
		bool is_now = g_str_has_prefix(word, "--now=");

		if (take_shared(options, word))
			continue;
		if (strcmp(word, "--version") == 0) {
			(void)printf("cailun " PACKAGE_VERSION "\n");
			return command_finish(0);
		}
		if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
			print_help();
			return command_finish(0);
		}
		if (is_now || strcmp(word, "--now") == 0) {
			const char *time =
			    is_now ? word + strlen("--now=") : argv[++*at];

			if (!set_now(options, time))
				return refuse("is no time; write for example "
					      "2026-03-02T18:00:00+08:00",
				    time ? time : "--now", "");
		} else if (strcmp(word, "-C") == 0 && argv[*at + 1]) {
			options->folder = argv[++*at];
		} else if (strcmp(word, "-C") == 0) {
			return refuse("names no folder", word, "");
		} else {
			return refuse("there is no such option", word,
			    "; see: cailun --help");
		}
	}
	return -1;
}

/* Takes the shared options out of a command's arguments. True: help is wanted. */
static bool
read_behind(Options *options, int *argc, char **argv)
{
	bool is_help = false;
	bool is_over = false;
	int n = 1;

	for (int i = 1; i < *argc; i++) {
		const char *word = argv[i];

		is_over = is_over || strcmp(word, "--") == 0;
		if (!is_over && take_shared(options, word))
			continue;
		if (!is_over &&
		    (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0))
			is_help = true;
		argv[n++] = argv[i];
	}
	argv[n] = NULL;
	*argc = n;
	return is_help;
}

int
command_main(int argc, char **argv)
{
	Options options = { 0 };
	const Command *command;
	int at = 1;
	int exit_code = read_global(&options, argc, argv, &at);

	if (exit_code >= 0)
		return exit_code;
	if (at >= argc)
		return command_finish(cmd_here(&options));
	command = command_find(argv[at]);
	if (!command)
		return refuse_command(argv[at]);
	argc -= at;
	argv += at;
	if (read_behind(&options, &argc, argv)) {
		print_usage(stdout, command);
		(void)printf("%s\n", command->summary);
		return command_finish(0);
	}
	if (options.is_json && !command->has_json) {
		(void)refuse("has no --json", command->name, "");
		return command_usage(command->name);
	}
	return command_finish(command->run(&options, argc, argv));
}
