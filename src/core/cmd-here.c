/*
 * cmd-here - what `cailun` alone says: where one stands, and what is next.
 *
 * Every dead end names the next command; only looks.
 */
#include "config.h"

#include "core/command.h"

#include "base/error.h"
#include "core/health.h"
#include "core/moment.h"

#include <stdio.h>
#include <string.h>

static bool
take_run(void *data, const RunFigures *run)
{
	GString *out = data;
	g_autofree char *at = moment_text(run->at, true);

	g_string_printf(out, "%s +%" G_GINT64_FORMAT " new",
	    at ? at : "last run", run->new_articles);
	if (run->updated > 0)
		g_string_append_printf(
		    out, ", %" G_GINT64_FORMAT " updated", run->updated);
	return false;
}

/* "12 sources, 10 well, 2 not (cailun status --problems)" */
static void
print_sources(const GPtrArray *list, const char *cailun)
{
	size_t n_well = 0;
	size_t n_problems = 0;

	for (size_t i = 0; i < list->len; i++) {
		const Health *health = list->pdata[i];

		n_well += health->kind == HEALTH_OK;
		n_problems += health_is_problem(health);
	}
	(void)printf("%u sources, %zu well", list->len, n_well);
	if (n_problems > 0)
		(void)printf(
		    ", %zu not (%s status --problems)", n_problems, cailun);
	if (list->len > n_well + n_problems)
		(void)printf(", %zu disabled", list->len - n_well - n_problems);
}

static int
print_place(const Newsroom *newsroom, State *state, const char *cailun)
{
	g_autoptr(GString) last = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) list = health_list(newsroom, state, &error);

	if (!list)
		return command_fail(error);
	if (state && !state_each_run(state, 1, take_run, last, &error))
		return command_fail(error);
	if (list->len == 0) {
		(void)printf("newsroom, no source: write feeds.d/ID.conf "
			     "(man cailun-source), then: %s check\n",
		    cailun);
		return 0;
	}
	print_sources(list, cailun);
	if (!newsroom->contact)
		(void)printf(
		    "; archive.contact is missing (%s check)\n", cailun);
	else if (last->len == 0)
		(void)printf(", nothing archived: %s run\n", cailun);
	else
		(void)printf("; %s; %s log\n", last->str, cailun);
	return 0;
}

int
cmd_here(const Options *options)
{
	g_autofree char *cailun = command_words("cailun", options->folder);
	g_autofree char *folder = newsroom_find(options->folder);
	g_autofree char *conf =
	    folder ? g_build_filename(folder, "cailun.conf", NULL) : NULL;
	g_autoptr(Newsroom) newsroom = NULL;
	g_autoptr(State) state = NULL;
	g_autoptr(GError) error = NULL;
	int exit_code = 0;

	if (!conf || !g_file_test(conf, G_FILE_TEST_EXISTS)) {
		(void)printf("no newsroom yet: "
			     "%s init --contact you@example.org\n",
		    cailun);
		return 0;
	}
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	state = state_open_readonly(newsroom->state_path, &error);
	if (!state &&
	    !g_error_matches(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND))
		return command_fail(error);
	return print_place(newsroom, state, cailun);
}
