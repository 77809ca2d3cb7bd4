/*
 * cmd-rebuild - cailun rebuild: the state again, from the archive alone.
 *
 * Reads no configuration but the newsroom's, asks nobody, changes nothing in
 * the archive.
 */
#include "config.h"

#include "core/command.h"

#include "core/catchup.h"
#include "core/terminal.h"

#include <stdio.h>
#include <unistd.h>

static bool
rebuild(
    const Newsroom *newsroom, Archive *archive, State *state, GError **error)
{
	return archive_lock(archive, error) && state_lock(state, error) &&
	       state_forget_archive(state, error) &&
	       state_set_head(state, "", error) &&
	       catchup(archive, state, newsroom, error);
}

int
cmd_rebuild(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
	g_autoptr(Newsroom) newsroom = NULL;
	g_autoptr(Archive) archive = NULL;
	g_autoptr(State) state = NULL;
	g_autoptr(GError) error = NULL;
	int exit_code = 0;

	if (!command_options("rebuild", entries, &argc, &argv))
		return 2;
	if (argc > 1)
		return command_usage("rebuild");
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	archive = archive_open(newsroom->archive_path, &error);
	if (archive)
		state = state_open(newsroom->state_path, &error);
	if (!state || !rebuild(newsroom, archive, state, &error))
		return command_fail(error);
	if (!options->is_quiet &&
	    (terminal_is(STDERR_FILENO) || options->verbosity > 0))
		(void)fprintf(stderr,
		    "cailun: %" G_GINT64_FORMAT " articles are known again\n",
		    state_count_known(state, NULL));
	return 0;
}
