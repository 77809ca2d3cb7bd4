/*
 * turn - what one source does in one run.
 *
 * Sums up; asks nobody and reports to nobody.
 */
#include "config.h"

#include "core/turn.h"

#include "base/text.h"

typedef struct TurnValidators {
	char *url;
	Validators validators;
} TurnValidators;

static void
validators_free(void *data)
{
	TurnValidators *kept = data;

	g_free(kept->url);
	validators_clear(&kept->validators);
	g_free(kept);
}

Turn *
turn_new(const Source *source, const SourceState *state)
{
	Turn *turn = g_new0(Turn, 1);

	turn->source = source;
	turn->state = *state;
	turn->state.id = g_strdup(state->id);
	turn->state.error = g_strdup(state->error);
	turn->validators = g_ptr_array_new_with_free_func(validators_free);
	return turn;
}

void
turn_free(Turn *turn)
{
	if (!turn)
		return;
	source_state_clear(&turn->state);
	g_strfreev(turn->plugins);
	g_ptr_array_unref(turn->validators);
	g_free(turn->error);
	g_free(turn);
}

void
turn_list_good(Turn *turn, int64_t fresh_s)
{
	if (turn->end == TURN_UNTRIED)
		turn->end = TURN_GOOD;
	turn->fresh_s = MAX(turn->fresh_s, fresh_s);
}

void
turn_keep_validators(Turn *turn, const char *url, const Validators *validators)
{
	TurnValidators *kept = g_new0(TurnValidators, 1);

	kept->url = g_strdup(url);
	kept->validators = (Validators){
		.etag = g_strdup(validators->etag),
		.last_modified = g_strdup(validators->last_modified),
		.fresh_until = validators->fresh_until,
	};
	g_ptr_array_add(turn->validators, kept);
}

/* What comes from outside is made fit for a line of report here. */
static void
note_error(Turn *turn, const char *why)
{
	if (!turn->error)
		turn->error = text_printable(why ? why : "failed", 0);
}

void
turn_list_failed(Turn *turn, DueFailure failure, const char *why)
{
	if (turn->end != TURN_GONE)
		turn->end = TURN_FAILED;
	turn->failure = failure;
	note_error(turn, why);
}

void
turn_list_gone(Turn *turn, const char *why)
{
	turn->end = TURN_GONE;
	note_error(turn, why);
}

void
turn_page_failed(Turn *turn, const char *why, bool is_serious)
{
	turn->failed++;
	if (!is_serious)
		return;
	turn->pages_bad++;
	if (turn->end != TURN_FAILED && turn->end != TURN_GONE)
		note_error(turn, why);
}

/* Lists were good, but not one page could be made anything of, for reasons
 * that lie with the site: a person should know. */
static bool
are_pages_broken(const Turn *turn)
{
	return turn->end == TURN_GOOD && turn->pages_bad > 0 &&
	       turn->pages_good == 0;
}

bool
turn_is_bad(const Turn *turn)
{
	return turn->end == TURN_FAILED || turn->end == TURN_GONE ||
	       are_pages_broken(turn);
}

void
turn_settle(Turn *turn, int64_t now)
{
	SourceState *state = &turn->state;

	turn->is_done = true;
	if (turn->end == TURN_GONE) {
		due_gone(state, turn->error, now);
	} else if (turn_is_bad(turn)) {
		due_failed(turn->source, state, turn->failure, turn->error,
		    turn->rest_until, now);
	} else if (turn->end == TURN_GOOD) {
		state->new_entries = turn->new_entries;
		due_good(turn->source, state,
		    turn->is_read ? &turn->hints : NULL, turn->fresh_s, now);
	} else if (turn->rest_until > now) {
		state->next_at = turn->rest_until;
	}
}

void
turn_write(const Turn *turn, Ledger *ledger)
{
	bool is_kept = turn->end == TURN_GOOD && turn->left == 0;

	for (guint i = 0; is_kept && i < turn->validators->len; i++) {
		const TurnValidators *kept = turn->validators->pdata[i];

		ledger_set_validators(
		    ledger, turn->state.id, kept->url, &kept->validators);
	}
	ledger_complete(ledger, &turn->state);
}
