/*
 * report - what a run says, to the letter of the contract.
 *
 * A source that becomes bad, in the run that makes schedule.report-after
 * failing ones (410 at once), and one that is well again; at a terminal or
 * with -v every failing one, every time. Makes texts and values; prints
 * nothing.
 */
#ifndef CORE_REPORT_H
#define CORE_REPORT_H

#include "base/value.h"
#include "core/turn.h"

/* The line about a settled turn, or NULL: nothing is to be said. Notes in the
 * turn's state that a person was told. `*has_become_bad` is set when the run
 * must exit 1 for it. */
char *report_turn(Turn *turn, bool is_loud, bool *has_become_bad);

/* {source, result, requests, new, updated, same, failed, error} */
Value *report_turn_value(const Turn *turn);

typedef struct ReportSum {
	const char *run, *commit;	/* commit "": none */
	int64_t new_articles, updated, same, failed, requests, wall_ms;
	int64_t sources, bad;
} ReportSum;
void report_add(ReportSum *sum, const Turn *turn);
/* {run, commit, new, updated, failed, wall_ms} */
Value *report_sum_value(const ReportSum *sum);
/* The last line on a terminal. */
char *report_sum_text(const ReportSum *sum);

#endif
