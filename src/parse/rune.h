/*
 * rune - a line as characters, once as printed and once folded.
 *
 * Notations vary in width and form: ：and :, （ and (, 記者 and 记者. The readers
 * of notations look at the folded characters and cut from the printed ones, at
 * the same places.
 */
#ifndef PARSE_RUNE_H
#define PARSE_RUNE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Runes {
	gunichar *raw, *fold; /* NUL behind the last */
	size_t length;
} Runes;

/* At most `most` characters of `text`; 0: all. */
void runes_init(Runes *runes, const char *text, size_t most);
void runes_clear(Runes *runes);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Runes, runes_clear)

/* `word` stands at `at`, folded; its length in characters or 0. Blanks inside
 * the text do not count where `is_loose`. */
size_t runes_match(const Runes *runes, size_t at, const char *word);
/* The same for text with blanks between its characters ("编 辑"). */
size_t runes_match_loose(const Runes *runes, size_t at, const char *word);
/* The first place of `word` in [from, to), or `to`. */
size_t runes_find(const Runes *runes, size_t from, size_t to, const char *word);
/* What was printed in [from, to), white space folded. Caller frees. */
char *runes_cut(const Runes *runes, size_t from, size_t to);
/* The same without any blank. */
char *runes_cut_tight(const Runes *runes, size_t from, size_t to);
/* Moves `from` and `to` past blanks at both ends. */
void runes_trim(const Runes *runes, size_t *from, size_t *to);

bool rune_is_han(gunichar c);

#endif
