/*
 * datetoken - a line cut into what dates are made of.
 *
 * Width is folded, letters are made lower case, Chinese figures before a unit
 * become numbers. Whatever is no number, unit or word is a mark.
 */
#ifndef PARSE_DATETOKEN_H
#define PARSE_DATETOKEN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum DateTokenKind {
	DATETOKEN_END = 0,
	DATETOKEN_NUMBER,
	DATETOKEN_UNIT, /* mark: one of Y M D h m s */
	DATETOKEN_WORD,
	DATETOKEN_MARK,
} DateTokenKind;

#define DATETOKEN_WORD_BYTES 32

typedef struct DateToken {
	DateTokenKind kind;
	bool is_spaced; /* a blank stands before it */
	bool is_chinese; /* a number written in Chinese figures */
	int digits; /* of a number */
	int64_t value;
	gunichar mark;
	int month, weekday; /* of a word: 1 to 12, 0 none; see dateword */
	char word[DATETOKEN_WORD_BYTES]; /* longer ones are cut */
} DateToken;

#define DATETOKEN_MOST 160

/* Fills `tokens` (DATETOKEN_MOST and one for the end); how many there are. */
size_t datetoken_read(const char *text, DateToken *tokens);

/* The token is this mark, this unit. */
bool datetoken_is_mark(const DateToken *token, gunichar mark);
bool datetoken_is_unit(const DateToken *token, gunichar unit);
bool datetoken_is_word(const DateToken *token, const char *word);
/* A number of `least` to `most` digits. */
bool datetoken_is_number(const DateToken *token, int least, int most);

#endif
