/*
 * people - the names in a part of a notation, and what they did.
 */
#ifndef PARSE_PEOPLE_H
#define PARSE_PEOPLE_H

#include "parse/rune.h"

typedef struct NotationPerson {
	char *name;
	char *role; /* as printed ("责编", "一审"), or NULL */
} NotationPerson;

NotationPerson *notation_person_new(const char *name, const char *role);
void notation_person_free(NotationPerson *person);
/* `*list`, made where it is NULL. */
GPtrArray *people_list(GPtrArray **list);

/*
 * Appends the people named in [from, to) to `list` (NotationPerson), without
 * doubles. `role` is the label they stood behind, or NULL; words like 记者 and
 * 通讯员 between the names give the following ones theirs. Returns how many
 * names were read. Where nothing in front says that names follow
 * (`is_bare`), only what looks like a Chinese name is taken.
 */
size_t people_read(const Runes *runes, size_t from, size_t to, const char *role,
    bool is_bare, GPtrArray *list);

/* 记者, 通讯员, 实习生... end in [from, to)? The place behind, or 0. */
size_t people_role_end(const Runes *runes, size_t from, size_t to);

#endif
