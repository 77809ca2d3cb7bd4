/*
 * cmd-log - cailun log: what happened in the archive, newest first.
 *
 * Only reads. What it prints was written by strangers and is made printable.
 */
#include "config.h"

#include "core/command.h"

#include "archive/archive.h"
#include "archive/uid.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "core/moment.h"
#include "core/terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SHORT_ID 10

static int64_t opt_count = -1;
static char *opt_uid, *opt_since;

typedef struct Log {
	char *source; /* id, or NULL: all */
	int64_t since;
	int64_t left; /* -1: no end */
	size_t n_shown;
	bool is_json, is_terminal, has_colour;
} Log;

/* "xinhunan-7q3k9v2m4c8d" to "xinhunan"; NULL without a UID. */
static char *
source_of(const HistoryCommit *commit)
{
	const char *uid = commit->note.uid;
	size_t n = uid ? strlen(uid) : 0;

	return n > UID_CHARACTERS + 1 ? g_strndup(uid, n - UID_CHARACTERS - 1)
				      : NULL;
}

/* The subject without the word of its event. */
static const char *
title_of(const HistoryCommit *commit)
{
	const char *word =
	    commit->note.event >= 0 ? event_word(commit->note.event) : "";
	size_t n = strlen(word);

	if (n > 0 && g_str_has_prefix(commit->subject, word) &&
	    g_str_has_prefix(commit->subject + n, ": "))
		return commit->subject + n + 2;
	return commit->subject;
}

static const char *
event_of(const HistoryCommit *commit)
{
	return commit->note.event >= 0 ? event_name(commit->note.event) : NULL;
}

static bool
fits(const Log *log, const HistoryCommit *commit)
{
	g_autofree char *source = source_of(commit);

	return commit->time >= log->since &&
	       (!log->source || g_strcmp0(source, log->source) == 0) &&
	       (!opt_uid || g_strcmp0(commit->note.uid, opt_uid) == 0);
}

static void
print_json(const HistoryCommit *commit)
{
	g_autoptr(Value) out = value_object();
	g_autofree char *time = moment_text(commit->time, false);
	g_autofree char *source = source_of(commit);

	value_set_text(out, "commit", commit->id);
	value_set_text(out, "time", time);
	value_set_text(out, "event", event_of(commit));
	value_set_text(out, "change", commit->note.change);
	value_set_text(out, "uid", commit->note.uid);
	value_set_text(out, "source", source);
	value_set_text(out, "outlet", commit->author);
	value_set_text(out, "title", title_of(commit));
	value_set_text(out, "path", commit->path);
	command_print_json(out);
}

static const char *
or_dash(const char *text)
{
	return text && *text ? text : "-";
}

/* The same columns always, tab-separated. */
static void
print_tabs(const HistoryCommit *commit)
{
	g_autofree char *time = moment_text(commit->time, false);
	g_autofree char *title = text_printable(title_of(commit), 0);
	g_autofree char *outlet = text_printable(or_dash(commit->author), 0);

	(void)printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", commit->id, or_dash(time),
	    or_dash(event_of(commit)), or_dash(commit->note.change),
	    or_dash(commit->note.uid), outlet, title);
}

static void
print_line(const Log *log, const HistoryCommit *commit)
{
	g_autofree char *time = moment_text(commit->time, true);
	g_autofree char *outlet = text_printable(or_dash(commit->author), 0);
	g_autofree char *subject = text_printable(commit->subject, 0);
	const char *yellow = log->has_colour ? "\033[33m" : "";
	const char *plain = log->has_colour ? "\033[m" : "";

	(void)printf("%s%.*s%s  %s  %s  %s\n", yellow, SHORT_ID, commit->id,
	    plain, or_dash(time), subject, outlet);
}

static bool
show_commit(void *data, const HistoryCommit *commit)
{
	Log *log = data;

	if (!fits(log, commit))
		return true;
	if (log->is_json)
		print_json(commit);
	else if (log->is_terminal)
		print_line(log, commit);
	else
		print_tabs(commit);
	log->n_shown++;
	/* a pager that was left wants no more */
	if (ferror(stdout))
		return false;
	return log->left < 0 || --log->left > 0;
}

/* The id that `name` means; a source without a file may still have articles. */
static char *
find_source(const Newsroom *newsroom, const char *name, GError **error)
{
	g_autoptr(GError) why = NULL;
	const Source *source = newsroom_source(newsroom, name, &why);

	if (source)
		return g_strdup(source->id);
	if (text_is_id(name) &&
	    !g_error_matches(why, CAILUN_ERROR, CAILUN_ERROR_USAGE))
		return g_strdup(name);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

static bool
log_init(Log *log, const Newsroom *newsroom, const char *name, GError **error)
{
	g_autofree char *shown =
	    opt_since ? text_printable(opt_since, 60) : NULL;

	log->since = INT64_MIN;
	log->left = opt_count;
	log->is_terminal = terminal_is(STDOUT_FILENO);
	log->has_colour = terminal_has_colour(STDOUT_FILENO);
	if (opt_since && !moment_read(opt_since, clock_now(), &log->since))
		return fail(error, CAILUN_ERROR_USAGE,
		    "--since: '%s' is no time; write for example 2026-03-02, "
		    "2026-03-02T18:00:00+08:00 or 3d",
		    shown);
	if (name)
		log->source = find_source(newsroom, name, error);
	return !name || log->source;
}

/* Something that was named and has no commit is no such thing. */
static int
end(const Log *log, const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *shown = NULL;

	if (log->n_shown > 0 || opt_since || (!name && !opt_uid))
		return 0;
	shown = text_printable(opt_uid ? opt_uid : name, 60);
	(void)fail(&error, CAILUN_ERROR_NOT_FOUND,
	    "%s: nothing is archived of it; see: cailun log", shown);
	return command_fail(error);
}

static int
print_log(const Options *options, const Newsroom *newsroom, const char *name)
{
	g_autoptr(Archive) archive = NULL;
	g_autoptr(GError) error = NULL;
	Log log = { .is_json = options->is_json };
	g_autofree char *source = NULL;
	pid_t pager;
	bool is_good;

	if (!log_init(&log, newsroom, name, &error))
		return command_fail(error);
	source = log.source;
	archive = archive_open(newsroom->archive_path, &error);
	if (!archive)
		return command_fail(error);
	if (log.left == 0)
		return 0;
	pager = log.is_json ? 0 : terminal_page();
	is_good =
	    archive_history(archive, NULL, NULL, show_commit, &log, &error);
	terminal_page_end(pager);
	return is_good ? end(&log, name) : command_fail(error);
}

int
cmd_log(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = {
		{ "count", 'n', 0, G_OPTION_ARG_INT64, &opt_count, NULL, NULL },
		{ "uid", 0, 0, G_OPTION_ARG_FILENAME, &opt_uid, NULL, NULL },
		{ "since", 0, 0, G_OPTION_ARG_FILENAME, &opt_since, NULL,
		    NULL },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(Newsroom) newsroom = NULL;
	int exit_code = 0;

	if (!command_options("log", entries, &argc, &argv))
		return 2;
	if (argc > 2)
		return command_usage("log");
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	return print_log(options, newsroom, argc == 2 ? argv[1] : NULL);
}
