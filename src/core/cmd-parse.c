/*
 * cmd-parse - cailun parse: any feed as one JSON Feed 1.1 document.
 *
 * The file goes through the real parser behind its fence; nothing is stored,
 * no newsroom is needed.
 */
#include "config.h"

#include "core/command.h"

#include "base/error.h"
#include "core/drive.h"

#include <stdio.h>

static char *opt_base_url, *opt_content_type, *opt_timezone;

static const GOptionEntry parse_entries[] = {
	{ "base-url", 0, 0, G_OPTION_ARG_FILENAME, &opt_base_url, NULL, NULL },
	{ "content-type", 0, 0, G_OPTION_ARG_FILENAME, &opt_content_type, NULL,
	    NULL },
	{ "timezone", 0, 0, G_OPTION_ARG_FILENAME, &opt_timezone, NULL, NULL },
	G_OPTION_ENTRY_NULL,
};

/* The feed with its items, in the order that people expect. */
static void
print_feed(const Reading *reading)
{
	g_autoptr(Value) whole = value_object();
	Value *items = value_list();

	value_set_text(whole, "version", "https://jsonfeed.org/version/1.1");
	for (size_t i = 0; i < value_count(reading->feed); i++)
		value_set(whole, value_name_at(reading->feed, i),
		    value_copy(value_at(reading->feed, i)));
	for (guint i = 0; i < reading->entries->len; i++)
		value_append(items, value_copy(reading->entries->pdata[i]));
	value_set(whole, "items", items);
	command_print_json(whole);
}

static bool
parse(const char *path, GError **error)
{
	g_autoptr(Drive) drive = drive_new(NULL);
	g_auto(Reading) reading = { 0 };
	g_auto(Task) task = { 0 };
	int body;

	if (!drive_task(TASK_PARSE, "feed", opt_base_url, opt_content_type,
		opt_timezone, &task, error))
		return false;
	body = drive_open(path, error);
	if (body < 0)
		return false;
	if (!drive_read(drive, &task, NULL, body, &reading, error)) {
		g_prefix_error(error, "%s: ", path);
		return false;
	}
	if (!reading.feed || (reading.done.result != DONE_OK &&
				 reading.done.result != DONE_EMPTY))
		return fail(error, CAILUN_ERROR_INPUT, "%s: %s", path,
		    reading.done.why ? reading.done.why : "is no feed");
	print_feed(&reading);
	return true;
}

int
cmd_parse(const Options *options, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	(void)options;
	if (!command_options("parse", parse_entries, &argc, &argv))
		return 2;
	if (argc != 2)
		return command_usage("parse");
	return parse(argv[1], &error) ? 0 : command_fail(error);
}
