/*
 * cmd-run - cailun run: what is due, fetched, read and archived.
 *
 * Opens and locks what a run needs, in the order in which it may fail, and
 * hands over to run.c.
 */
#include "config.h"

#include "core/command.h"

#include "base/clock.h"
#include "base/error.h"
#include "core/catchup.h"
#include "core/fence.h"
#include "core/run.h"
#include "core/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

static gboolean opt_all;
static char *opt_force;

static const GOptionEntry run_entries[] = {
	{ "all", 0, 0, G_OPTION_ARG_NONE, &opt_all, NULL, NULL },
	{ "force", 0, 0, G_OPTION_ARG_FILENAME, &opt_force, NULL, NULL },
	G_OPTION_ENTRY_NULL,
};

/* The nearest folder above `path` that is there. */
static char *
existing(const char *path)
{
	g_autofree char *at = g_strdup(path);

	while (!g_file_test(at, G_FILE_TEST_EXISTS)) {
		char *above = g_path_get_dirname(at);

		g_free(at);
		at = above;
	}
	return g_steal_pointer(&at);
}

static bool
has_room(const char *path, int64_t wanted, GError **error)
{
	g_autofree char *folder = existing(path);
	struct statvfs disk;
	int64_t left;

	if (wanted <= 0 || statvfs(folder, &disk) < 0)
		return true;
	left = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
	if (left >= wanted)
		return true;
	return fail(error, CAILUN_ERROR_IO,
	    "%s: %d MB left, a run wants %d MB (run.min-free); nothing was "
	    "fetched",
	    path, (int)(left >> 20), (int)(wanted >> 20));
}

/*
 * An archive that the state knows and that is gone, a mount that failed say,
 * is not replaced by an empty one: its articles would never come back.
 */
static bool
check_not_lost(const Newsroom *newsroom, GError **error)
{
	g_autofree char *inside =
	    g_build_filename(newsroom->archive_path, "HEAD", NULL);
	g_autoptr(State) state = NULL;
	char head[41] = "";

	if (g_file_test(inside, G_FILE_TEST_EXISTS))
		return true;
	state = state_open_readonly(newsroom->state_path, NULL);
	if (!state || !state_head(state, head, NULL) || !*head)
		return true;
	return fail(error, CAILUN_ERROR_IO,
	    "%s: the archive is gone, and the state knows %d articles of it; "
	    "bring it back, or for a new one move %s aside",
	    newsroom->archive_path, (int)state_count_known(state, NULL),
	    newsroom->state_path);
}

static Archive *
open_archive(const Newsroom *newsroom, GError **error)
{
	g_autoptr(Archive) archive = NULL;

	if (!check_not_lost(newsroom, error))
		return NULL;
	archive = archive_create(newsroom->archive_path, clock_now(), error);
	if (!archive || !archive_lock(archive, error))
		return NULL;
	return g_steal_pointer(&archive);
}

static State *
open_state(const Newsroom *newsroom, GError **error)
{
	g_autoptr(State) state = state_open(newsroom->state_path, error);

	if (!state || !state_lock(state, error))
		return NULL;
	return g_steal_pointer(&state);
}

/* The sources that were named; NULL and `error` unset: all. */
static GPtrArray *
find_wanted(const Newsroom *newsroom, int argc, char **argv, GError **error)
{
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();

	for (int i = 1; i < argc; i++) {
		const Source *source =
		    newsroom_source(newsroom, argv[i], error);

		if (!source)
			return NULL;
		g_ptr_array_add(wanted, (void *)source);
	}
	return argc > 1 ? g_steal_pointer(&wanted) : NULL;
}

/* Everything that must be there, or nothing is asked of anybody. */
static bool
prepare(RunWish *wish, GError **error)
{
	const Newsroom *newsroom = wish->newsroom;
	char intent[41];

	if (!newsroom_has_contact(newsroom, error) ||
	    !has_room(
		newsroom->archive_path, newsroom->min_free_bytes, error) ||
	    !has_room(newsroom->state_path, newsroom->min_free_bytes, error))
		return false;
	wish->archive = open_archive(newsroom, error);
	if (!wish->archive)
		return false;
	wish->state = open_state(newsroom, error);
	if (!wish->state || !state_intent(wish->state, intent, error))
		return false;
	archive_unlock_stale(wish->archive, intent);
	if (newsroom->name)
		archive_set_name(wish->archive, newsroom->name);
	return catchup(wish->archive, wish->state, newsroom, error);
}

/* By the signal that ended us, so that a shell sees it. */
static void
leave_by(int number)
{
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

static int
do_run(RunWish *wish, int *signal_out)
{
	g_autoptr(Archive) archive = NULL;
	g_autoptr(State) state = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *lacks = NULL;
	bool is_ready = prepare(wish, &error);

	archive = wish->archive;
	state = wish->state;
	if (!is_ready || !fence_enter(wish->newsroom, &lacks, &error))
		return command_fail(error);
	wish->lacks = lacks;
	return run(wish, signal_out);
}

int
cmd_run(const Options *options, int argc, char **argv)
{
	RunWish wish = { .options = options };
	g_autoptr(Newsroom) newsroom = NULL;
	g_autoptr(GPtrArray) wanted = NULL;
	g_autoptr(GError) error = NULL;
	int exit_code = 0, signal_number = 0;

	if (!command_options("run", run_entries, &argc, &argv))
		return 2;
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	wish.newsroom = newsroom;
	wanted = find_wanted(newsroom, argc, argv, &error);
	wish.wanted = wanted;
	if (!error && opt_force)
		wish.forced = newsroom_source(newsroom, opt_force, &error);
	if (error)
		return command_fail(error);
	if (wish.forced && !wanted) {
		wanted = g_ptr_array_new();
		g_ptr_array_add(wanted, (void *)wish.forced);
		wish.wanted = wanted;
	}
	wish.is_all = opt_all;
	exit_code = do_run(&wish, &signal_number);
	if (signal_number != 0) {
		(void)command_finish(exit_code);
		leave_by(signal_number);
	}
	return exit_code;
}
