/*
 * cmd-extract - cailun extract: any article page as one JSON Feed 1.1 item.
 *
 * The page goes through the real parser behind its fence; nothing is stored,
 * no newsroom is needed.
 */
#include "config.h"

#include "core/command.h"

#include "base/error.h"
#include "core/drive.h"

static char *opt_url, *opt_content_type, *opt_timezone;

static const GOptionEntry extract_entries[] = {
	{ "url", 0, 0, G_OPTION_ARG_FILENAME, &opt_url, NULL, NULL },
	{ "content-type", 0, 0, G_OPTION_ARG_FILENAME, &opt_content_type, NULL,
	    NULL },
	{ "timezone", 0, 0, G_OPTION_ARG_FILENAME, &opt_timezone, NULL, NULL },
	G_OPTION_ENTRY_NULL,
};

static bool
extract(const char *path, GError **error)
{
	g_autoptr(Drive) drive = drive_new(NULL);
	g_auto(Reading) reading = { 0 };
	g_auto(Task) task = { 0 };
	int body;

	if (!drive_task(TASK_EXTRACT, "page", opt_url, opt_content_type,
		opt_timezone, &task, error))
		return false;
	body = drive_open(path, error);
	if (body < 0)
		return false;
	if (!drive_read(drive, &task, NULL, body, &reading, error)) {
		g_prefix_error(error, "%s: ", path);
		return false;
	}
	if (!reading.article || reading.done.result != DONE_OK)
		return fail(error, CAILUN_ERROR_INPUT, "%s: %s", path,
		    reading.done.why ? reading.done.why
				     : "no article is in it");
	command_print_json(reading.article);
	return true;
}

int
cmd_extract(const Options *options, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	(void)options;
	if (!command_options("extract", extract_entries, &argc, &argv))
		return 2;
	if (argc != 2)
		return command_usage("extract");
	return extract(argv[1], &error) ? 0 : command_fail(error);
}
