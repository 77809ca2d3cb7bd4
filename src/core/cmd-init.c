/*
 * cmd-init - cailun init: a newsroom.
 *
 * Makes folders, the archive and, last, cailun.conf, so that what was begun
 * can be begun again. Changes nothing where there is a newsroom already;
 * contacts nobody.
 */
#include "config.h"

#include "core/command.h"

#include "archive/archive.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"
#include "core/terminal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_MODE 0750
#define CONTACT_BYTES 256

static char *opt_contact, *opt_name;
static gboolean opt_system;

/* Where everything shall lie; paths as they are written into cailun.conf. */
typedef struct Plan {
	char *folder;
	char *archive, *state;
	const char *contact; /* NULL: to be filled in */
	bool is_here; /* all in one folder */
} Plan;

static void
plan_clear(Plan *plan)
{
	g_free(plan->folder);
	g_free(plan->archive);
	g_free(plan->state);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Plan, plan_clear)

static void
plan_make(Plan *plan, const char *folder)
{
	if (folder) {
		plan->is_here = true;
		plan->folder = g_canonicalize_filename(folder, NULL);
		plan->archive = g_strdup("archive.git");
		plan->state = g_strdup("state");
		return;
	}
	plan->folder =
	    g_build_filename(g_get_user_config_dir(), "cailun", NULL);
	plan->archive = g_build_filename(
	    g_get_user_data_dir(), "cailun", "archive.git", NULL);
	plan->state = g_build_filename(g_get_user_state_dir(), "cailun", NULL);
}

/* Asks at a terminal; NULL: nobody to ask, or no answer. */
static char *
ask_contact(void)
{
	char line[CONTACT_BYTES];

	if (!terminal_is(STDIN_FILENO) || !terminal_is(STDERR_FILENO))
		return NULL;
	(void)fprintf(stderr,
	    "Servers must be able to reach you (it goes into the User-Agent).\n"
	    "Your mail address or a web page: ");
	if (!fgets(line, sizeof(line), stdin))
		return NULL;
	(void)g_strstrip(line);
	return *line ? g_strdup(line) : NULL;
}

static char *
conf_text(const Plan *plan, const char *name)
{
	g_autofree char *id = g_uuid_string_random();
	g_autofree char *named = name ? g_strdup_printf("name = %s", name)
				      : g_strdup("# name = my news archive");
	g_autofree char *contact =
	    plan->contact ? g_strdup_printf("contact = %s", plan->contact)
			  : g_strdup("# contact = you@example.org");

	return g_strdup_printf(
	    "# A newsroom of cailun. Keys: man cailun.conf; sources stand in\n"
	    "# feeds.d, a file each: man cailun-source.\n"
	    "\n"
	    "[archive]\n"
	    "%s\n"
	    "# How servers can reach you; a part of the User-Agent. A run\n"
	    "# refuses without it.\n"
	    "%s\n"
	    "# The Git repository; relative to this file.\n"
	    "path = %s\n"
	    "# A part of the ids in published feeds: never change it.\n"
	    "id = %s\n"
	    "\n"
	    "[state]\n"
	    "# What is remembered between runs; can be rebuilt.\n"
	    "path = %s\n"
	    "\n"
	    "[run]\n"
	    "# With less space than this a run fetches nothing.\n"
	    "min-free = 512M\n"
	    "# sandbox = require refuses to run without Landlock.\n"
	    "# sandbox = best\n",
	    named, contact, plan->archive, id, plan->state);
}

static bool
make_newsroom(const Plan *plan, GError **error)
{
	g_autofree char *feeds =
	    g_build_filename(plan->folder, "feeds.d", NULL);
	g_autofree char *conf =
	    g_build_filename(plan->folder, "cailun.conf", NULL);
	g_autofree char *archive_path =
	    g_canonicalize_filename(plan->archive, plan->folder);
	g_autofree char *state =
	    g_canonicalize_filename(plan->state, plan->folder);
	g_autofree char *above = g_path_get_dirname(archive_path);
	g_autofree char *text = conf_text(plan, opt_name);
	g_autoptr(Archive) archive = NULL;

	if (!folder_make(feeds, FOLDER_MODE, error) ||
	    !folder_make(above, FOLDER_MODE, error) ||
	    !folder_make(state, FOLDER_MODE, error))
		return false;
	archive = archive_create(archive_path, clock_now(), error);
	if (!archive)
		return false;
	return file_write(conf, text, strlen(text), 0640, error);
}

static void
print_cron(const Plan *plan)
{
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *words = command_words(
	    program ? program : "cailun", plan->is_here ? plan->folder : NULL);
	g_auto(GStrv) parts = g_strsplit(words, "%", -1);
	/* cron reads % as the end of the line */
	g_autofree char *escaped = g_strjoinv("\\%", parts);

	(void)printf("In the crontab: */10 * * * * %s run\n", escaped);
}

static void
print_made(const Plan *plan)
{
	g_autofree char *words =
	    command_words("cailun", plan->is_here ? plan->folder : NULL);
	g_autofree char *folder = text_printable(plan->folder, 0);

	(void)printf("%s: cailun.conf, feeds.d, %s (the archive), %s (what is "
		     "remembered)\n\n",
	    folder, plan->archive, plan->state);
	(void)printf("Write a file for each source, for example "
		     "%s/feeds.d/hunan.conf (man cailun-source); then:\n",
	    folder);
	(void)printf(
	    "    %s check\n    %s run\n    %s log\n", words, words, words);
	print_cron(plan);
	if (!plan->contact)
		(void)printf("\nStill missing: archive.contact in "
			     "%s/cailun.conf; a run refuses without it\n",
		    folder);
}

static int
refuse(const char *format, const char *value)
{
	g_autofree char *shown = text_printable(value, 60);

	(void)fprintf(stderr, "cailun: init: '%s' %s\n", shown, format);
	return 2;
}

static bool
is_one_line(const char *name)
{
	g_autofree char *shown = text_printable(name, 0);

	return strcmp(shown, name) == 0 && *name && *name != ' ';
}

/* What stands in the way, or -1. */
static int
check_wish(void)
{
	if (opt_system)
		return refuse("is not available yet in this version; "
			      "write: cailun init DIR",
		    "--system");
	if (opt_contact && !newsroom_is_contact(opt_contact))
		return refuse("is no address that servers could write to; "
			      "write one like you@example.org or "
			      "https://example.org/bot",
		    opt_contact);
	if (opt_name && !is_one_line(opt_name))
		return refuse("is no name; write one line of text", opt_name);
	return -1;
}

static bool
is_made(const Plan *plan)
{
	g_autofree char *conf =
	    g_build_filename(plan->folder, "cailun.conf", NULL);
	g_autofree char *shown = text_printable(plan->folder, 0);

	if (access(conf, F_OK) < 0)
		return false;
	(void)printf("%s: is a newsroom already; nothing was changed\n", shown);
	return true;
}

int
cmd_init(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = {
		{ "contact", 0, 0, G_OPTION_ARG_FILENAME, &opt_contact, NULL,
		    NULL },
		{ "name", 0, 0, G_OPTION_ARG_FILENAME, &opt_name, NULL, NULL },
		{ "system", 0, 0, G_OPTION_ARG_NONE, &opt_system, NULL, NULL },
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Plan) plan = { 0 };
	g_autoptr(GError) error = NULL;
	g_autofree char *asked = NULL;
	int exit_code;

	if (!command_options("init", entries, &argc, &argv))
		return 2;
	if (argc > 2)
		return command_usage("init");
	exit_code = check_wish();
	if (exit_code >= 0)
		return exit_code;
	plan_make(&plan, argc == 2 ? argv[1] : options->folder);
	if (is_made(&plan))
		return 0;
	if (!opt_contact)
		asked = ask_contact();
	if (asked && !newsroom_is_contact(asked))
		return refuse("is no address that servers could write to; "
			      "nothing was made",
		    asked);
	plan.contact = opt_contact ? opt_contact : asked;
	if (!make_newsroom(&plan, &error))
		return command_fail(error);
	if (!options->is_quiet)
		print_made(&plan);
	return 0;
}
