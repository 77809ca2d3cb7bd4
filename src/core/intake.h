/*
 * intake - what a parser says of a document, taken into its errand.
 *
 * Counted and weighed as it comes, so that a parser that babbles is found out
 * before it costs more than its document is worth.
 */
#ifndef CORE_INTAKE_H
#define CORE_INTAKE_H

#include "core/errand.h"

/* Why the parser must go for what it said, or NULL: all is well. */
const char *intake_said(Errand *errand, MessageType type, const Value *value);
/* It is through. Copies. */
void intake_done(Errand *errand, const Done *done);

#endif
