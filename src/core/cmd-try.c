/*
 * cmd-try - cailun try: one source, live or from a saved page, nothing stored.
 *
 * Live: its list documents and at most two articles, in the pace of a run. A
 * saved page is a list document, or with --url an article page from there.
 */
#include "config.h"

#include "core/command.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "core/drive.h"
#include "core/entry.h"
#include "core/plugins.h"
#include "core/table.h"
#include "core/task.h"
#include "core/terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MOST_ARTICLES 2

static char *opt_url;

static const GOptionEntry try_entries[] = {
	{ "url", 0, 0, G_OPTION_ARG_FILENAME, &opt_url, NULL, NULL },
	G_OPTION_ENTRY_NULL,
};

typedef struct Try {
	const Options *options;
	const Source *source;
	Drive *drive;
	char **plugins;
	int64_t entries, articles;
	const char *result; /* "ok", "empty", "changed", "failed" */
	char *why;
} Try;

static const char *
result_name(DoneResult result)
{
	static const char *const names[DONE_N] = { "ok", "empty", "changed",
		"withdrawn", "failed" };

	return names[result];
}

/* ---- what is shown ---- */

static void
print_typed(const char *type, const Value *item)
{
	g_autoptr(Value) line = value_object();

	value_set_text(line, "type", type);
	for (size_t i = 0; i < value_count(item); i++)
		value_set(line, value_name_at(item, i),
		    value_copy(value_at(item, i)));
	command_print_json(line);
}

static void
show_entries(const Try *try, const GPtrArray *entries)
{
	static const char *const heads[] = { "DATE", "TITLE", "URL", NULL };
	g_autoptr(Table) table = table_new(heads);
	g_autoptr(GString) text = NULL;

	for (guint i = 0; i < entries->len; i++) {
		const Value *item = entries->pdata[i];
		const char *cells[] = { value_get_text(item, "date_published"),
			value_get_text(item, "title"),
			value_get_text(item, "url") };

		if (try->options->is_json)
			print_typed("entry", item);
		else
			table_add(table, cells);
	}
	if (try->options->is_json)
		return;
	text = table_text(table,
	    terminal_is(STDOUT_FILENO) ? terminal_columns(STDOUT_FILENO) : 0);
	(void)fputs(text->str, stdout);
}

static void
show_field(const char *name, const char *text)
{
	g_autofree char *shown = text ? text_printable(text, 0) : NULL;

	if (shown)
		(void)printf("%-8s %s\n", name, shown);
}

static void
show_people(const char *name, const Value *people)
{
	for (size_t i = 0; i < value_count(people); i++) {
		const Value *one = value_at(people, i);
		const char *role = value_get_text(one, "role");
		g_autofree char *text = g_strdup_printf("%s%s%s",
		    role ? role : "", role ? " " : "",
		    value_get_text(one, "name") ? value_get_text(one, "name")
						: "");

		show_field(name, text);
	}
}

/* Lines are kept; everything else that a terminal would obey is not. */
static void
show_body(const char *markdown)
{
	g_auto(GStrv) lines = g_strsplit(markdown ? markdown : "", "\n", -1);

	(void)putchar('\n');
	for (size_t i = 0; lines[i]; i++) {
		g_autofree char *shown = text_printable(lines[i], 0);

		(void)puts(shown);
	}
}

static void
show_article(const Try *try, const Value *item)
{
	const Value *extra = value_get(item, "_cailun");

	if (try->options->is_json) {
		print_typed("article", item);
		return;
	}
	(void)putchar('\n');
	show_field("url", value_get_text(item, "url"));
	show_field("title", value_get_text(item, "title"));
	show_field("kicker", value_get_text(extra, "kicker"));
	show_field("subtitle", value_get_text(extra, "subtitle"));
	show_field("date", value_get_text(item, "date_published"));
	show_field("credit", value_get_text(extra, "credit"));
	show_people("author", value_get(item, "authors"));
	show_people("editor", value_get(extra, "editors"));
	show_body(value_get_text(extra, "markdown"));
}

static void
show_result(const Try *try)
{
	g_autoptr(Value) line = value_object();
	g_autofree char *why = try->why ? text_printable(try->why, 0) : NULL;

	if (!try->options->is_json) {
		(void)printf("\n%s: %s, %d items, %d articles%s%s\n",
		    try->source->id, try->result, (int)try->entries,
		    (int)try->articles, why ? ": " : "", why ? why : "");
		return;
	}
	value_set_text(line, "type", "result");
	value_set_text(line, "source", try->source->id);
	value_set_text(line, "result", try->result);
	value_set_number(line, "entries", try->entries);
	value_set_number(line, "articles", try->articles);
	value_set_text(line, "error", try->why);
	command_print_json(line);
}

/* ---- what is tried ---- */

/* The last trouble stands. */
static void
note(Try *try, const char *result, const char *why)
{
	g_autofree char *kept = g_strdup(why);

	try->result = result;
	g_free(try->why);
	try->why = g_steal_pointer(&kept);
}

static bool
read_article(Try *try, const char *url, const char *type, const Entry *entry,
    int body, GError **error)
{
	g_auto(Reading) reading = { 0 };
	g_auto(Task) task = { 0 };

	task_for_source(
	    try->source, TASK_EXTRACT, url, type, entry, clock_now(), &task);
	if (!drive_read(try->drive, &task, try->plugins, body, &reading, error))
		return false;
	if (reading.done.result == DONE_OK && reading.article) {
		try->articles++;
		show_article(try, reading.article);
		return true;
	}
	return fail(error, CAILUN_ERROR_INPUT, "%s: %s", url,
	    reading.done.why ? reading.done.why
			     : result_name(reading.done.result));
}

static void
try_article(Try *try, const Entry *entry)
{
	g_auto(Response) response = { 0 };
	g_autoptr(GError) error = NULL;
	g_autofree char *url = NULL;
	int body = -1;

	if (!drive_fetch(try->drive, try->source, entry->url, true, false,
		&response, &body, &url, &error) ||
	    !read_article(try, url, response_header(&response, "Content-Type"),
		entry, body, &error))
		note(try, "partial", error->message);
}

static void
try_articles(Try *try, const GPtrArray *entries)
{
	int left = MOST_ARTICLES;

	if (strcmp(try->source->article_plugin, "none") == 0)
		return;
	for (guint i = 0; i < entries->len && left > 0; i++) {
		g_autoptr(Entry) entry = entry_read(entries->pdata[i], i + 1);

		if (!entry || !entry->url ||
		    !source_has_host(try->source, entry->url))
			continue;
		try_article(try, entry);
		left--;
	}
}

/* A list document at hand; its entries are handed on. */
static GPtrArray *
read_list(Try *try, const char *url, const char *type, int body, GError **error)
{
	g_auto(Reading) reading = { 0 };
	g_auto(Task) task = { 0 };

	task_for_source(
	    try->source, TASK_DISCOVER, url, type, NULL, clock_now(), &task);
	if (!drive_read(try->drive, &task, try->plugins, body, &reading, error))
		return NULL;
	try->entries += reading.entries->len;
	note(try, result_name(reading.done.result), reading.done.why);
	show_entries(try, reading.entries);
	return g_steal_pointer(&reading.entries);
}

static bool
is_governed(const Source *source)
{
	return strcmp(source->plugin, "auto") != 0 &&
	       strcmp(source->plugin, "feed") != 0 &&
	       strcmp(source->plugin, "json") != 0;
}

static bool
try_live(Try *try, GError **error)
{
	g_auto(GStrv) urls = source_urls(try->source, clock_now());

	for (size_t i = 0; urls[i]; i++) {
		g_auto(Response) response = { 0 };
		g_autoptr(GPtrArray) entries = NULL;
		g_autofree char *url = NULL;
		int body = -1;

		if (!drive_fetch(try->drive, try->source, urls[i], false,
			is_governed(try->source), &response, &body, &url,
			error))
			return false;
		entries = read_list(try, url,
		    response_header(&response, "Content-Type"), body, error);
		if (!entries)
			return false;
		try_articles(try, entries);
	}
	return true;
}

static bool
try_file(Try *try, const char *path, GError **error)
{
	g_auto(GStrv) urls = source_urls(try->source, clock_now());
	g_autoptr(GPtrArray) entries = NULL;
	int body = drive_open(path, error);

	if (body < 0)
		return false;
	note(try, "ok", NULL);
	if (opt_url)
		return read_article(try, opt_url, NULL, NULL, body, error);
	entries = read_list(try, urls[0] ? urls[0] : "", NULL, body, error);
	return entries != NULL;
}

/* What goes wrong at the source is the result, not an error of ours. */
static int
report(Try *try, GError *error)
{
	if (error && !g_error_matches(error, CAILUN_ERROR, CAILUN_ERROR_INPUT))
		return command_fail(error);
	if (error)
		note(try, "failed", error->message);
	show_result(try);
	return strcmp(try->result, "ok") == 0 ||
		       strcmp(try->result, "empty") == 0
		   ? 0
		   : 1;
}

static int
do_try(const Options *options, const Newsroom *newsroom, int argc, char **argv)
{
	Try try = { .options = options, .result = "ok" };
	g_autoptr(Drive) drive = NULL;
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) plugins = NULL;
	int exit_code;

	try.source = newsroom_source(newsroom, argv[1], &error);
	if (!try.source ||
	    (argc < 3 && !newsroom_has_contact(newsroom, &error)))
		return command_fail(error);
	plugins = plugins_of(try.source, newsroom->plugin_dirs, &error);
	if (error)
		return command_fail(error);
	try.plugins = plugins;
	try.drive = drive = drive_new(newsroom);
	if (argc > 2)
		(void)try_file(&try, argv[2], &error);
	else
		(void)try_live(&try, &error);
	exit_code = report(&try, error);
	g_free(try.why);
	return exit_code;
}

int
cmd_try(const Options *options, int argc, char **argv)
{
	g_autoptr(Newsroom) newsroom = NULL;
	int exit_code = 0;

	if (!command_options("try", try_entries, &argc, &argv))
		return 2;
	if (argc < 2 || argc > 3)
		return command_usage("try");
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	return do_try(options, newsroom, argc, argv);
}
