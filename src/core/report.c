/*
 * report - what a run says, to the letter of the contract.
 */
#include "config.h"

#include "core/report.h"

#include "base/limits.h"
#include "core/moment.h"

#include <inttypes.h>

static const char *
result_name(const Turn *turn)
{
	if (turn->end == TURN_GONE)
		return "gone";
	if (turn_is_bad(turn))
		return "failed";
	if (turn->end == TURN_UNTRIED)
		return "deferred";
	return turn->is_read ? "ok" : "unchanged";
}

static char *
bad_line(const Turn *turn)
{
	const SourceState *state = &turn->state;
	g_autofree char *since = moment_text(state->failing_since, true);

	if (turn->end == TURN_GONE)
		return g_strdup_printf("%s: %s; the source is gone for good "
				       "and is not asked again; write "
				       "enabled = no in %s",
		    state->id, state->error, turn->source->file);
	return g_strdup_printf("%s: %s; %" PRId64
			       " failing run%s since %s; see: "
			       "cailun status --problems",
	    state->id, state->error ? state->error : "failed", state->failures,
	    state->failures == 1 ? "" : "s", since ? since : "now");
}

static char *
left_line(const Turn *turn)
{
	if (turn->left == 0)
		return NULL;
	return g_strdup_printf("%s: %" PRId64
			       " new entries are left for the next run, one "
			       "takes %d of a list",
	    turn->state.id, turn->left, LIMIT_NEW_ENTRIES_PER_LIST);
}

char *
report_turn(Turn *turn, bool is_loud, bool *has_become_bad)
{
	SourceState *state = &turn->state;
	bool is_news = false;

	if (turn->end == TURN_UNTRIED)
		return NULL;
	if (!turn_is_bad(turn)) {
		if (!state->is_reported)
			return is_loud ? left_line(turn) : NULL;
		state->is_reported = false;
		return g_strdup_printf("%s: is well again", state->id);
	}
	if (!state->is_reported &&
	    (turn->end == TURN_GONE ||
		state->failures >= turn->source->report_after)) {
		is_news = true;
		state->is_reported = true;
		*has_become_bad = true;
	}
	return is_news || is_loud ? bad_line(turn) : NULL;
}

Value *
report_turn_value(const Turn *turn)
{
	Value *value = value_object();

	value_set_text(value, "source", turn->state.id);
	value_set_text(value, "result", result_name(turn));
	value_set_number(value, "requests", turn->requests);
	value_set_number(value, "new", turn->added);
	value_set_number(value, "updated", turn->updated);
	value_set_number(value, "same", turn->same);
	value_set_number(value, "failed", turn->failed);
	if (turn->left > 0)
		value_set_number(value, "left", turn->left);
	value_set_text(value, "error", turn->error);
	return value;
}

void
report_add(ReportSum *sum, const Turn *turn)
{
	sum->new_articles += turn->added;
	sum->updated += turn->updated;
	sum->same += turn->same;
	sum->failed += turn->failed;
	sum->requests += turn->requests;
	sum->sources++;
	if (turn_is_bad(turn))
		sum->bad++;
}

Value *
report_sum_value(const ReportSum *sum)
{
	Value *value = value_object();

	value_set_text(value, "run", sum->run);
	value_set_text(value, "commit", sum->commit);
	value_set_number(value, "new", sum->new_articles);
	value_set_number(value, "updated", sum->updated);
	value_set_number(value, "failed", sum->failed);
	value_set_number(value, "wall_ms", sum->wall_ms);
	return value;
}

char *
report_sum_text(const ReportSum *sum)
{
	return g_strdup_printf("%" PRId64 " sources, %" PRId64
			       " not well; %" PRId64 " new, %" PRId64
			       " updated, %" PRId64 " pages failed; %" PRId64
			       " requests in %.1f s",
	    sum->sources, sum->bad, sum->new_articles, sum->updated,
	    sum->failed, sum->requests, (double)sum->wall_ms / 1000);
}
