/*
 * name - is this a person's name, an outlet's, or neither.
 */
#ifndef PARSE_NAME_H
#define PARSE_NAME_H

#include <stdbool.h>

/* Two to four characters that begin with a surname. */
bool name_is_person(const char *text);
/* A paper, station, site, office rather than a person. */
bool name_is_outlet(const char *text);
/* 佚名, 关注: a word that stands where names do and is none. */
bool name_is_none(const char *text);
/*
 * Letters as a name may have them, also a pen name or a foreign one: no
 * sentence, no outlet. `is_bare`: nothing in front says that a name follows,
 * so that only a surname will do.
 */
bool name_is_plausible(const char *text, bool is_bare);

#endif
