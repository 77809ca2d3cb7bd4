/*
 * rules - what one robots.txt allows us.
 *
 * RFC 9309: the longest rule that matches decides, Allow wins where two are
 * equally long, `*` stands for anything and `$` for the end; escapes are
 * compared by what they mean. Which group is ours was decided by the parser.
 */
#ifndef CORE_RULES_H
#define CORE_RULES_H

#include "base/value.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Rules Rules;

/* From what a parser says ({rules: [{allow, path}], delay}), checked. */
Rules *rules_new(const Value *said);
/* Everything is allowed; nothing is. */
Rules *rules_free_for_all(void);
Rules *rules_nothing(void);
void rules_free(Rules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rules, rules_free)

/* `path` with its query, as url_path() gives it. */
bool rules_allow(const Rules *rules, const char *path);
/* Crawl-delay; 0: none. */
int64_t rules_delay_ms(const Rules *rules);

#endif
