/*
 * run - conducts one run over the sources whose turn it is.
 *
 * Holds the loop and says what is to be said; what documents come to is
 * decided by list and page.
 */
#include "config.h"

#include "core/run.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"
#include "core/list.h"
#include "core/moment.h"
#include "core/page.h"
#include "core/plugins.h"
#include "core/progress.h"
#include "core/report.h"
#include "core/terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

typedef struct Run {
	const RunWish *wish;
	Stage stage;
	GPtrArray *turns; /* Turn * */
	size_t done;
	ReportSum sum;
	Progress progress;
	char id[24];
	int signals; /* signalfd */
	int signal; /* that ended the run; 0 */
	int64_t begun_ms;
	bool is_loud, is_stopping;
	int exit_code;
} Run;

static void
turn_destroy(void *data)
{
	turn_free(data);
}

/* ---- what is said ---- */

static void
say(Run *run, const char *line)
{
	const char *wipe = progress_wipe(&run->progress);
	g_autofree char *shown = text_printable(line, 0);

	(void)fprintf(stderr, "%scailun: %s\n", wipe ? wipe : "", shown);
}

static void
say_error(Run *run, const GError *error)
{
	const char *wipe = progress_wipe(&run->progress);

	if (wipe)
		(void)fputs(wipe, stderr);
	run->exit_code = command_fail(error);
}

/* A line that is said once, until it changes. */
static bool
is_news(Run *run, const char *topic, const char *text)
{
	bool is_new = false;

	return state_note_told(run->wish->state, topic, text, &is_new, NULL) &&
	       is_new;
}

static void
say_turn(Run *run, Turn *turn)
{
	bool has_become_bad = false;
	g_autofree char *line =
	    report_turn(turn, run->is_loud, &has_become_bad);

	if (line && (!run->wish->options->is_quiet || has_become_bad))
		say(run, line);
	if (has_become_bad && run->exit_code == 0)
		run->exit_code = 1;
	report_add(&run->sum, turn);
	if (run->wish->options->is_json) {
		g_autoptr(Value) value = report_turn_value(turn);

		command_print_json(value);
	}
}

static void
show_progress(Run *run)
{
	ProgressFigures figures = {
		.done = run->done,
		.all = run->turns->len,
		.requests = run->stage.desk->requests,
		.articles = (int64_t)commit_total(run->stage.commit),
	};
	g_autofree char *text = progress_text(&run->progress, &figures);

	if (text)
		(void)fputs(text, stderr);
}

/* ---- mistakes in feeds.d ---- */

static bool
is_wanted(const Run *run, const Source *source)
{
	return !run->wish->wanted ||
	       g_ptr_array_find(run->wish->wanted, source, NULL);
}

/* All lines about one file, newline between them. */
static char *
mistakes_of(const Newsroom *newsroom, const char *id)
{
	g_autofree char *place = g_strdup_printf("feeds.d/%s.conf:", id);
	g_autoptr(GString) all = g_string_new(NULL);

	for (guint i = 0; i < newsroom->mistakes->len; i++) {
		const char *line = newsroom->mistakes->pdata[i];

		if (g_str_has_prefix(line, place))
			g_string_append_printf(
			    all, "%s%s", all->len > 0 ? "\n" : "", line);
	}
	return all->len > 0 ? g_strdup(all->str)
			    : g_strdup_printf("%s cannot be read", place);
}

static void
say_mistake(Run *run, const char *id, const char *text)
{
	g_autofree char *topic = g_strconcat("conf ", id, NULL);
	g_auto(GStrv) lines = NULL;

	if (!is_news(run, topic, text) && !run->is_loud)
		return;
	lines = g_strsplit(text, "\n", -1);
	for (size_t i = 0; lines[i]; i++)
		say(run, lines[i]);
	run->exit_code = MAX(run->exit_code, 1);
}

static void
say_mistakes(Run *run)
{
	const Newsroom *newsroom = run->wish->newsroom;

	for (guint i = 0; !run->wish->wanted && i < newsroom->bad_sources->len;
	     i++) {
		const char *id = newsroom->bad_sources->pdata[i];
		g_autofree char *text = mistakes_of(newsroom, id);

		say_mistake(run, id, text);
	}
}

/* ---- whose turn it is ---- */

static DueMode
mode_of(const RunWish *wish, const Source *source)
{
	if (source == wish->forced)
		return DUE_FORCED;
	return wish->is_all ? DUE_ALL : DUE_BY_RHYTHM;
}

/* Foreign modules of the source; false: it cannot be served. */
static bool
find_plugins(Run *run, const Source *source, char ***plugins)
{
	g_autofree char *topic = g_strconcat("conf ", source->id, NULL);
	g_autoptr(GError) error = NULL;

	*plugins = plugins_of(source, run->wish->newsroom->plugin_dirs, &error);
	if (error)
		say_mistake(run, source->id, error->message);
	else
		(void)is_news(run, topic, NULL);
	return !error;
}

/* A person named it and nothing happens: he is told why. */
static void
say_idle(Run *run, const Source *source, const SourceState *state)
{
	g_autofree char *next = moment_text(state->next_at, true);
	g_autofree char *line = NULL;

	if (!run->is_loud || !run->wish->wanted)
		return;
	if (!source->is_enabled)
		line = g_strdup_printf("%s: is disabled; write enabled = yes "
				       "in %s",
		    source->id, source->file);
	else if (state->is_stopped)
		line = g_strdup_printf("%s: its server said that it is gone; "
				       "ask it once more: cailun run --force "
				       "%s",
		    source->id, source->id);
	else
		line = g_strdup_printf("%s: is not due before %s; ask it now: "
				       "cailun run --force %s",
		    source->id, next ? next : "its time", source->id);
	say(run, line);
}

static bool
take_turn(Run *run, const Source *source, GError **error)
{
	const RunWish *wish = run->wish;
	g_auto(SourceState) state = { 0 };
	g_auto(SourceState) leased = { 0 };
	g_auto(GStrv) plugins = NULL;
	int64_t now = clock_now();
	bool is_taken = false;
	Turn *turn;

	if (!state_source(wish->state, source->id, &state, error))
		return false;
	if (!source->is_enabled ||
	    !due_is(source, &state, now, mode_of(wish, source))) {
		say_idle(run, source, &state);
		return true;
	}
	if (!find_plugins(run, source, &plugins))
		return true;
	/* the locks keep other runs out; a lease that outlived a crash would
	 * only keep the next one from its work */
	if (!state_lease(
		wish->state, source->id, now, 0, &leased, &is_taken, error))
		return false;
	if (!is_taken)
		return true;
	turn = turn_new(source, &leased);
	turn->plugins = g_steal_pointer(&plugins);
	g_ptr_array_add(run->turns, turn);
	return true;
}

static bool
take_turns(Run *run, GError **error)
{
	const GPtrArray *sources = run->wish->newsroom->sources;

	if (!state_begin(run->wish->state, error))
		return false;
	say_mistakes(run);
	for (guint i = 0; i < sources->len; i++) {
		const Source *source = sources->pdata[i];

		if (!is_wanted(run, source) ||
		    (!source->is_enabled && !run->wish->wanted))
			continue;
		if (!take_turn(run, source, error)) {
			state_rollback(run->wish->state);
			return false;
		}
	}
	return state_commit(run->wish->state, error);
}

/* ---- the loop ---- */

static void
end_turn(Run *run, Turn *turn)
{
	turn_settle(turn, clock_now());
	say_turn(run, turn);
	turn_write(turn, run->stage.ledger);
	run->done++;
}

static bool
flush_ripe(Run *run, GError **error)
{
	return !commit_is_ripe(run->stage.commit, clock_mono_ms()) ||
	       commit_flush(run->stage.commit, error);
}

static bool
take_ended(Run *run, GError **error)
{
	Errand *errand;

	while ((errand = desk_ended(run->stage.desk))) {
		Turn *turn = errand->turn;
		bool is_good = true;

		if (errand->kind == ERRAND_LIST)
			is_good = list_done(&run->stage, errand, error);
		else if (errand->kind == ERRAND_PAGE)
			is_good = page_done(&run->stage, errand, error);
		desk_close(run->stage.desk, errand);
		if (!is_good)
			return false;
		if (turn->errands == 0 && !turn->is_done)
			end_turn(run, turn);
		if (!flush_ripe(run, error))
			return false;
	}
	return true;
}

static void
stop(Run *run)
{
	if (run->is_stopping)
		return;
	run->is_stopping = true;
	desk_stop(run->stage.desk);
}

static void
read_signal(Run *run)
{
	struct signalfd_siginfo info;

	if (read(run->signals, &info, sizeof(info)) != sizeof(info))
		return;
	run->signal = (int)info.ssi_signo;
	stop(run);
}

/* -1: for as long as it takes. */
static int
wait_ms(Run *run)
{
	int64_t wait = desk_wait_ms(run->stage.desk);
	int64_t left =
	    run->begun_ms + run->wish->newsroom->max_time_ms - clock_mono_ms();

	left = MAX(left, 0);
	wait = wait < 0 ? left : MIN(wait, left);
	if (run->progress.is_wanted)
		wait = MIN(wait, 200);
	return (int)MIN(wait, 10000);
}

static bool
turn_once(Run *run, GArray *fds, GError **error)
{
	struct pollfd signals = { .fd = run->signals, .events = POLLIN };

	g_array_set_size(fds, 0);
	g_array_append_val(fds, signals);
	desk_watch(run->stage.desk, fds);
	if (poll((struct pollfd *)(void *)fds->data, fds->len, wait_ms(run)) <
	    0) {
		if (errno == EINTR)
			return true;
		return fail_errno(error, "poll");
	}
	if (g_array_index(fds, struct pollfd, 0).revents)
		read_signal(run);
	if (clock_mono_ms() - run->begun_ms >= run->wish->newsroom->max_time_ms)
		stop(run);
	show_progress(run);
	return run->is_stopping || desk_turn(run->stage.desk, fds, error);
}

static bool
loop(Run *run, GError **error)
{
	g_autoptr(GArray) fds = g_array_new(false, true, sizeof(struct pollfd));

	for (;;) {
		if (!take_ended(run, error) || !flush_ripe(run, error))
			return false;
		if (desk_is_idle(run->stage.desk))
			return true;
		if (!turn_once(run, fds, error))
			return false;
	}
}

static bool
begin(Run *run, GError **error)
{
	for (guint i = 0; i < run->turns->len; i++) {
		Turn *turn = run->turns->pdata[i];

		list_want(&run->stage, turn);
		if (!page_want_owed(&run->stage, turn, error))
			return false;
	}
	return true;
}

/* ---- beginning and end ---- */

static void
name_run(char *out, size_t size)
{
	int64_t now = clock_now();
	int year, month, day, hour, minute, second;

	date_civil(now, CLOCK_CHINA_MIN, &year, &month, &day);
	date_civil_time(now, CLOCK_CHINA_MIN, &hour, &minute, &second);
	(void)g_snprintf(out, size, "%04d%02d%02dT%02d%02d-%04x", year, month,
	    day, hour, minute, g_random_int() & 0xffff);
}

static void
open_stage(Run *run)
{
	const RunWish *wish = run->wish;
	Stage *stage = &run->stage;

	stage->state = wish->state;
	stage->ledger = ledger_new(wish->state);
	stage->commit = commit_new(wish->archive, wish->state, stage->ledger);
	stage->desk = desk_new(wish->newsroom, wish->state, stage->ledger);
	stage->run = run->id;
	stage->under_way =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
close_stage(Run *run)
{
	desk_free(run->stage.desk);
	commit_free(run->stage.commit);
	ledger_free(run->stage.ledger);
	g_hash_table_destroy(run->stage.under_way);
	g_ptr_array_unref(run->turns);
}

/* What the fences lacked is said once; `status` repeats it. */
static void
say_lacks(Run *run)
{
	const char *parts[] = { run->wish->lacks,
		fetcher_lacks(run->stage.desk->fetcher),
		parsers_lacks(run->stage.desk->parsers) };
	const char *names[] = { "cailun", "cailun-fetch", "cailun-parse" };
	g_autoptr(GString) all = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (parts[i])
			g_string_append_printf(all, "%s%s without %s",
			    all->len > 0 ? "; " : "", names[i], parts[i]);
	}
	if (all->len == 0 || run->wish->newsroom->sandbox == SANDBOX_OFF)
		return;
	if (is_news(run, "sandbox", all->str)) {
		g_string_prepend(all, "the sandbox is not whole: ");
		say(run, all->str);
	}
}

static void
note_figures(Run *run)
{
	const char *head = archive_head(run->wish->archive, NULL);
	RunFigures figures = {
		.run = run->id,
		.commit = (char *)(head ? head : ""),
		.at = clock_now(),
		.wall_ms = clock_mono_ms() - run->begun_ms,
		.requests = run->sum.requests,
		.new_articles = run->sum.new_articles,
		.updated = run->sum.updated,
		.same = run->sum.same,
		.failed = run->sum.failed,
	};

	run->sum.run = run->id;
	run->sum.commit = head;
	run->sum.wall_ms = figures.wall_ms;
	if (run->turns->len > 0)
		(void)state_add_run(run->wish->state, &figures, NULL);
}

static void
say_sum(Run *run)
{
	const Options *options = run->wish->options;
	const char *wipe = progress_wipe(&run->progress);

	if (wipe)
		(void)fputs(wipe, stderr);
	if (run->is_loud && run->wish->newsroom->sources->len == 0 &&
	    run->wish->newsroom->bad_sources->len == 0)
		say(run, "there is no source yet; put a file into feeds.d "
			 "(man cailun-source)");
	if (options->is_json) {
		g_autoptr(Value) value = report_sum_value(&run->sum);

		command_print_json(value);
	}
	if (!options->is_quiet &&
	    (terminal_is(STDERR_FILENO) || options->verbosity > 0)) {
		g_autofree char *text = report_sum_text(&run->sum);

		say(run, text);
	}
}

/* Writes what is in hand, also after a helper failed for good. */
static bool
finish(Run *run, GError **error)
{
	stop(run);
	if (!take_ended(run, error) || !commit_flush(run->stage.commit, error))
		return false;
	note_figures(run);
	return commit_total(run->stage.commit) == 0 ||
	       archive_tidy(run->wish->archive, error);
}

static void
conduct(Run *run)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) last = NULL;
	bool is_io;

	if (!take_turns(run, &error) || !begin(run, &error) ||
	    !loop(run, &error))
		say_error(run, error);
	is_io = error && error_exit_code(error) == 74;
	if (!is_io && !finish(run, &last))
		say_error(run, last);
	say_lacks(run);
	say_sum(run);
}

int
run(const RunWish *wish, int *signal_out)
{
	Run run = { .wish = wish, .begun_ms = clock_mono_ms() };
	sigset_t set, before;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &set, &before);
	run.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	run.is_loud = wish->options->verbosity > 0 ||
		      (!wish->options->is_quiet && terminal_is(STDERR_FILENO));
	run.turns = g_ptr_array_new_with_free_func(turn_destroy);
	name_run(run.id, sizeof(run.id));
	progress_init(&run.progress, wish->options->is_quiet);
	open_stage(&run);
	conduct(&run);
	close_stage(&run);
	(void)close(run.signals);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	*signal_out = run.signal;
	return run.exit_code;
}
