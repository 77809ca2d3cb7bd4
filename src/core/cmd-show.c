/*
 * cmd-show - cailun show: one article, now or as a commit has it.
 *
 * Only reads. The file is printed as it is, but on a terminal made printable.
 */
#include "config.h"

#include "core/command.h"

#include "archive/archive.h"
#include "archive/uid.h"
#include "base/error.h"
#include "base/text.h"
#include "core/item.h"
#include "core/terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LEAST_HEX 4

/* What is asked for, as it is found. */
typedef struct Search {
	const char *wanted;
	char *path; /* of the article */
	char *commit; /* NULL: main */
	char *message;
	size_t n_found;
} Search;

static void
search_clear(Search *search)
{
	g_free(search->path);
	g_free(search->commit);
	g_free(search->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, search_clear)

static bool
see_file(void *data, const char *path, const char *blob)
{
	Search *search = data;
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *wanted = g_strconcat(search->wanted, ".md", NULL);

	(void)blob;
	if (strcmp(name, wanted) != 0)
		return true;
	search->path = g_strdup(path);
	search->n_found = 1;
	return false;
}

static bool
see_commit(void *data, const HistoryCommit *commit)
{
	Search *search = data;

	if (!g_str_has_prefix(commit->id, search->wanted))
		return true;
	if (search->n_found++ > 0)
		return false;
	search->path = g_strdup(commit->path);
	search->commit = g_strdup(commit->id);
	search->message = g_strdup(commit->message);
	return strlen(search->wanted) < 40;
}

static bool
is_hex(const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isdigit(text[i]) &&
		    !(text[i] >= 'a' && text[i] <= 'f'))
			return false;
	return n >= LEAST_HEX && n <= 40;
}

static bool
find_uid(Archive *archive, Search *search, GError **error)
{
	size_t n = strlen(search->wanted) - UID_CHARACTERS - 1;
	g_autofree char *source = g_strndup(search->wanted, n);
	g_autofree char *folder = g_strconcat("articles/", source, NULL);
	g_autoptr(GError) why = NULL;

	if (archive_each_file(archive, folder, see_file, search, &why) ||
	    g_error_matches(why, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND))
		return true;
	g_propagate_error(error, g_steal_pointer(&why));
	return false;
}

static bool
find(Archive *archive, Search *search, GError **error)
{
	g_autofree char *shown = text_printable(search->wanted, 60);

	if (uid_is_valid(search->wanted)) {
		if (!find_uid(archive, search, error))
			return false;
	} else if (is_hex(search->wanted)) {
		if (!archive_history(
			archive, NULL, NULL, see_commit, search, error))
			return false;
	} else {
		return fail(error, CAILUN_ERROR_USAGE,
		    "%s: is neither a UID nor a commit; "
		    "see: cailun log",
		    shown);
	}
	if (search->n_found > 1)
		return fail(error, CAILUN_ERROR_USAGE,
		    "%s: fits several commits; write more of it", shown);
	if (search->n_found == 0)
		return fail(error, CAILUN_ERROR_NOT_FOUND,
		    "%s: there is no such article or commit; "
		    "see: cailun log",
		    shown);
	return true;
}

/* Line by line, so that a terminal shows characters and obeys none. */
static void
print_text(const char *text, bool is_terminal)
{
	g_auto(GStrv) lines = NULL;

	if (!is_terminal) {
		(void)fputs(text, stdout);
		return;
	}
	lines = g_strsplit(text, "\n", -1);
	for (size_t i = 0; lines[i] && (lines[i + 1] || *lines[i]); i++) {
		g_autofree char *shown = text_printable(lines[i], 0);

		(void)printf("%s\n", shown);
	}
}

static int
print_file(const Search *search, GBytes *bytes)
{
	bool is_terminal = terminal_is(STDOUT_FILENO);
	pid_t pager = terminal_page();
	g_autofree char *text = bytes ? g_strndup(g_bytes_get_data(bytes, NULL),
					    g_bytes_get_size(bytes))
				      : NULL;

	if (search->commit) {
		(void)printf("commit %s\n\n", search->commit);
		print_text(search->message, is_terminal);
	}
	if (text && search->commit)
		(void)printf("\n");
	if (text)
		print_text(text, is_terminal);
	terminal_page_end(pager);
	return 0;
}

static int
print_json(const Search *search, GBytes *bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Article) article = NULL;
	g_autoptr(Value) item = NULL;
	const char *text;
	size_t length;

	if (!bytes) {
		(void)fail(&error, CAILUN_ERROR_INPUT,
		    "%s: is no commit of an article", search->commit);
		return command_fail(error);
	}
	text = g_bytes_get_data(bytes, &length);
	article = article_read(text ? text : "", length, &error);
	if (!article) {
		g_prefix_error(&error, "%s: ", search->path);
		return command_fail(error);
	}
	item = item_of_article(article);
	value_put(item, "_cailun.path", value_text(search->path));
	if (search->commit)
		value_put(item, "_cailun.commit", value_text(search->commit));
	command_print_json(item);
	return 0;
}

static int
show(const Options *options, const Newsroom *newsroom, const char *wanted)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive =
	    archive_open(newsroom->archive_path, &error);
	g_auto(Search) search = { .wanted = wanted };
	g_autoptr(GBytes) bytes = NULL;

	if (!archive || !find(archive, &search, &error))
		return command_fail(error);
	if (!search.commit)
		bytes = archive_file(archive, search.path, &error);
	else if (*search.path)
		bytes = archive_file_at(
		    archive, search.commit, search.path, &error);
	/* a commit may have removed its file */
	if (error && !(search.commit && g_error_matches(error, CAILUN_ERROR,
					    CAILUN_ERROR_NOT_FOUND)))
		return command_fail(error);
	return options->is_json ? print_json(&search, bytes)
				: print_file(&search, bytes);
}

int
cmd_show(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
	g_autoptr(Newsroom) newsroom = NULL;
	int exit_code = 0;

	if (!command_options("show", entries, &argc, &argv))
		return 2;
	if (argc != 2)
		return command_usage("show");
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	return show(options, newsroom, argv[1]);
}
