/*
 * dateline - who wrote a paragraph, by how it begins and ends.
 *
 * "新华社北京1月2日电（记者 甲）", "本报讯", "甲报记者 乙 摄", "（通讯员 丙）".
 * The paragraph stays a paragraph; its names are read out of it.
 */
#ifndef PARSE_DATELINE_H
#define PARSE_DATELINE_H

#include "parse/people.h"
#include "parse/rune.h"

/* What a paragraph says of its makers; lists are NULL where nobody is named. */
typedef struct Dateline {
	char *text; /* "新华社北京1月2日电", or NULL */
	GPtrArray *authors; /* NotationPerson */
	GPtrArray *pictures; /* those who took the pictures */
} Dateline;

void dateline_clear(Dateline *dateline);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dateline, dateline_clear)

/* `out` is zeroed at first, and grows. */
void dateline_read(const Runes *runes, Dateline *out);

/*
 * A whole line that names people and nothing else: "本报记者 甲 乙". False, and
 * nothing added, when it says anything more.
 */
bool dateline_read_signature(const Runes *runes, Dateline *out);

#endif
