/*
 * notation - the lines with which Chinese papers say who made an article.
 *
 * Header lines, bylines, credit lines, editor lines, datelines and signatures
 * in; names, roles, outlet and date out. Text only, no markup.
 */
#ifndef PARSE_NOTATION_H
#define PARSE_NOTATION_H

#include "base/date.h"
#include "parse/people.h"

#include <glib.h>
#include <stdbool.h>

typedef struct Notation {
	char *credit; /* 来源, or NULL */
	bool is_credit_labelled; /* 来源 stood in front of it */
	char *dateline; /* "本报长沙1月2日讯", or NULL */
	char *section;
	GPtrArray *authors; /* NotationPerson; NULL: none */
	GPtrArray *editors;
	GPtrArray *contributors;
	Date date;
} Notation;

void notation_clear(Notation *notation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Notation, notation_clear)

/*
 * Adds what one line says to `out` (zeroed at first): lists grow without
 * doubles, single values are set only where they are empty, but that a
 * labelled credit goes before a bare one. True when the line
 * was such a line at all, so that it is furniture and no text.
 */
bool notation_read(const char *line, int zone_min, int64_t now, Notation *out);

/* Adds what `from` says to `to` in the same way; `from` is to be cleared. */
void notation_merge(Notation *to, Notation *from);

#endif
