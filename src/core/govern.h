/*
 * govern - whether robots.txt has a say over a document.
 *
 * It governs pages, and lists that are no feeds; a feed that its user
 * configured is read without asking. What `plugin = auto` will find is not
 * known before it has been read, so it is remembered what it found last.
 */
#ifndef CORE_GOVERN_H
#define CORE_GOVERN_H

#include "core/errand.h"
#include "core/ledger.h"

/* Before it is fetched, and again after it was read. */
bool govern_asks(State *state, const Errand *errand);
/* Notes what `auto` found. */
void govern_learn(State *state, Ledger *ledger, const Errand *errand);

#endif
