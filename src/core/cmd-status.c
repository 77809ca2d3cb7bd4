/*
 * cmd-status - cailun status: the health of every source, or the last runs.
 *
 * Only looks; a state that is not there yet is no error.
 */
#include "config.h"

#include "core/command.h"

#include "base/error.h"
#include "core/health.h"
#include "core/moment.h"
#include "core/table.h"
#include "core/terminal.h"

#include <stdio.h>
#include <unistd.h>

#define EXIT_PROBLEMS 4
#define RUNS_SHOWN 1000

static gboolean opt_problems, opt_runs;

static void
set_time(Value *object, const char *name, int64_t at)
{
	g_autofree char *text = moment_text(at, false);

	value_set_text(object, name, text);
}

static void
print_health_json(const Health *health)
{
	g_autoptr(Value) out = value_object();
	const SourceState *state = &health->state;

	value_set_text(out, "source", health->id);
	value_set_text(out, "state", health_name(health->kind));
	set_time(out, "last_good", state->last_good_at);
	if (health->kind != HEALTH_DISABLED && health->kind != HEALTH_STOPPED)
		set_time(out, "next_due", state->next_at);
	set_time(out, "failing_since", state->failing_since);
	value_set_number(out, "failures", state->failures);
	if (state->interval_s > 0)
		value_set_number(out, "interval_s", state->interval_s);
	value_set_number(out, "filtered", state->filtered);
	value_set_text(out, "error", health->error);
	command_print_json(out);
}

static void
add_health(Table *table, const Health *health, bool is_short)
{
	const SourceState *state = &health->state;
	const Source *source = health->source;
	g_autofree char *last = moment_text(state->last_good_at, is_short);
	g_autofree char *next = moment_text(state->next_at, is_short);
	g_autofree char *every = moment_distance(state->interval_s);
	g_autofree char *failures =
	    g_strdup_printf("%" G_GINT64_FORMAT, state->failures);
	const char *cells[] = { health->id,
		source && source->outlet ? source->outlet : NULL,
		health_name(health->kind), last, next, every, failures,
		health->error };

	table_add(table, cells);
}

static void
print_table(const Table *table)
{
	size_t columns =
	    terminal_is(STDOUT_FILENO) ? terminal_columns(STDOUT_FILENO) : 0;
	g_autoptr(GString) text = table_text(table, columns);
	pid_t pager = terminal_page();

	(void)fwrite(text->str, 1, text->len, stdout);
	terminal_page_end(pager);
}

static int
print_sources(const Options *options, const GPtrArray *list)
{
	static const char *const heads[] = { "SOURCE", "OUTLET", "STATE",
		"LAST GOOD +08", "NEXT DUE +08", "EVERY", "FAILURES", "ERROR",
		NULL };
	g_autoptr(Table) table = table_new(heads);
	bool is_short = terminal_is(STDOUT_FILENO);
	size_t n_problems = 0;

	for (size_t i = 0; i < list->len; i++) {
		const Health *health = list->pdata[i];

		n_problems += health_is_problem(health);
		if (opt_problems && !health_is_problem(health))
			continue;
		if (options->is_json)
			print_health_json(health);
		else
			add_health(table, health, is_short);
	}
	if (!options->is_json && (!opt_problems || n_problems > 0))
		print_table(table);
	return opt_problems && n_problems > 0 ? EXIT_PROBLEMS : 0;
}

/* ---- --runs ---- */

typedef struct Runs {
	Table *table; /* NULL: JSON */
	bool is_short;
} Runs;

static void
print_run_json(const RunFigures *run)
{
	g_autoptr(Value) out = value_object();

	value_set_text(out, "run", run->run);
	set_time(out, "time", run->at);
	value_set_text(out, "commit", run->commit);
	value_set_number(out, "requests", run->requests);
	value_set_number(out, "new", run->new_articles);
	value_set_number(out, "updated", run->updated);
	value_set_number(out, "same", run->same);
	value_set_number(out, "failed", run->failed);
	value_set_number(out, "wall_ms", run->wall_ms);
	command_print_json(out);
}

static bool
add_run(void *data, const RunFigures *run)
{
	const Runs *runs = data;
	const int64_t figures[] = { run->requests, run->new_articles,
		run->updated, run->same, run->failed, run->wall_ms };
	g_autofree char *at = moment_text(run->at, runs->is_short);
	const char *cells[8] = { run->run, at };
	char texts[G_N_ELEMENTS(figures)][24];

	if (!runs->table) {
		print_run_json(run);
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
		(void)g_snprintf(texts[i], sizeof(texts[i]),
		    "%" G_GINT64_FORMAT, figures[i]);
		cells[2 + i] = texts[i];
	}
	table_add(runs->table, cells);
	return true;
}

static int
print_runs(const Options *options, State *state)
{
	static const char *const heads[] = { "RUN", "TIME +08", "REQUESTS",
		"NEW", "UPDATED", "SAME", "FAILED", "MS", NULL };
	g_autoptr(Table) table = table_new(heads);
	g_autoptr(GError) error = NULL;
	Runs runs = { options->is_json ? NULL : table,
		terminal_is(STDOUT_FILENO) };

	if (state && !state_each_run(state, RUNS_SHOWN, add_run, &runs, &error))
		return command_fail(error);
	if (!options->is_json)
		print_table(table);
	return 0;
}

/* ---- */

/* Only people are told, and only when it is not as they may believe. */
static void
warn_of_sandbox(const Options *options, const Newsroom *newsroom)
{
	if (options->is_quiet || !terminal_is(STDERR_FILENO))
		return;
	if (newsroom->sandbox == SANDBOX_OFF)
		(void)fprintf(stderr,
		    "cailun: run.sandbox is off: helpers run unfenced\n");
	else if (landlock_abi() == 0)
		(void)fprintf(stderr,
		    "cailun: this kernel has no Landlock: helpers are fenced "
		    "by seccomp alone\n");
}

int
cmd_status(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = {
		{ "problems", 0, 0, G_OPTION_ARG_NONE, &opt_problems, NULL,
		    NULL },
		{ "runs", 0, 0, G_OPTION_ARG_NONE, &opt_runs, NULL, NULL },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(Newsroom) newsroom = NULL;
	g_autoptr(State) state = NULL;
	g_autoptr(GPtrArray) list = NULL;
	g_autoptr(GError) error = NULL;
	int exit_code = 0;

	if (!command_options("status", entries, &argc, &argv))
		return 2;
	if (argc > 1 || (opt_problems && opt_runs))
		return command_usage("status");
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	state = state_open_readonly(newsroom->state_path, &error);
	if (!state &&
	    !g_error_matches(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND))
		return command_fail(error);
	g_clear_error(&error);
	if (opt_runs)
		return print_runs(options, state);
	list = health_list(newsroom, state, &error);
	if (!list)
		return command_fail(error);
	warn_of_sandbox(options, newsroom);
	return print_sources(options, list);
}
