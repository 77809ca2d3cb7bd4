/*
 * datetoken - a line cut into what dates are made of.
 *
 * Never looks further than DATETOKEN_MOST tokens, and never decides what they
 * mean.
 */
#include "config.h"

#include "parse/datetoken.h"

#include "parse/dateword.h"

#include <string.h>

typedef struct Reader {
	const char *at; /* UTF-8 */
	DateToken *tokens;
	size_t n;
	bool is_spaced;
} Reader;

/* One character, folded to half width and lower case. */
static gunichar
fold(gunichar c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	switch (c) {
	case 0xa0:
	case 0x3000:
	case 0xfeff:
	case 0x200b:
		return ' ';
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2212:
		return '-';
	case 0x2236: /* ratio */
		return ':';
	case 0x00b7:
	case 0x3002:
		return '.';
	}
	return c < 0x80 ? (gunichar)g_ascii_tolower((char)c)
			: g_unichar_tolower(c);
}

/* The next character and what follows it; 0 at the end and for bad bytes. */
static gunichar
next(const char *at, const char **behind)
{
	gunichar c = g_utf8_get_char_validated(at, -1);

	*behind = at;
	if (*at == '\0')
		return 0;
	if (c >= 0x110000) {
		*behind = at + 1;
		return '?';
	}
	*behind = g_utf8_next_char(at);
	return fold(c);
}

static gunichar
unit_of(gunichar c)
{
	switch (c) {
	case 0x5e74: /* 年 */
	case 0xb144:
		return 'Y';
	case 0x6708: /* 月 */
	case 0xc6d4:
		return 'M';
	case 0x65e5: /* 日 */
	case 0x53f7: /* 号 */
	case 0x865f:
	case 0xc77c:
		return 'D';
	case 0x65f6: /* 时 */
	case 0x6642:
	case 0x70b9: /* 点 */
	case 0x9ede:
	case 0xc2dc:
		return 'h';
	case 0x5206: /* 分 */
	case 0xbd84:
		return 'm';
	case 0x79d2: /* 秒 */
	case 0xcd08:
		return 's';
	default:
		return 0;
	}
}

/* The value of a Chinese figure; 10 for ten, 20 and 30 for their own; or -1. */
static int
figure(gunichar c)
{
	static const gunichar figures[] = { 0x96f6, 0x4e00, 0x4e8c, 0x4e09,
		0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341 };

	if (c == 0x3007 || c == 0x25cb)
		return 0;
	if (c == 0x4e24) /* 两 */
		return 2;
	if (c == 0x5eff)
		return 20;
	if (c == 0x5345)
		return 30;
	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++)
		if (figures[i] == c)
			return (int)i;
	return -1;
}

static bool
is_word_character(gunichar c)
{
	if (c < 0x80)
		return g_ascii_isalpha((char)c) || c == '_';
	return g_unichar_isalpha(c) && c < 0x1100;
}

static DateToken *
add(Reader *r, DateTokenKind kind)
{
	DateToken *token = &r->tokens[r->n++];

	*token = (DateToken){ .kind = kind, .is_spaced = r->is_spaced };
	r->is_spaced = false;
	return token;
}

static void
read_number(Reader *r)
{
	DateToken *token = add(r, DATETOKEN_NUMBER);
	const char *behind;
	gunichar c;

	while ((c = next(r->at, &behind)) >= '0' && c <= '9') {
		if (token->digits < 18)
			token->value = token->value * 10 + (int)(c - '0');
		token->digits++;
		r->at = behind;
	}
}

static void
read_word(Reader *r)
{
	DateToken *token = add(r, DATETOKEN_WORD);
	const char *behind;
	size_t length = 0;
	gunichar c;

	while (is_word_character(c = next(r->at, &behind))) {
		char utf8[6];
		size_t bytes = (size_t)g_unichar_to_utf8(c, utf8);

		if (length + bytes < sizeof(token->word)) {
			memcpy(token->word + length, utf8, bytes);
			length += bytes;
		}
		r->at = behind;
	}
	token->month = dateword_month(token->word);
	token->weekday = token->month ? -1 : dateword_weekday(token->word);
}

/* Whether Chinese figures before `c` count something. */
static bool
is_counted(gunichar c)
{
	return unit_of(c) != 0 || c == 0x5929 /* 天 */ ||
	       c == 0x5c0f /* 小 */ || c == 0x5468 /* 周 */;
}

/* 二〇二四 or 二十四, if something is counted; else one mark. */
static bool
read_figures(Reader *r)
{
	const char *at = r->at, *behind;
	int64_t value = 0;
	int digits = 0, one;
	bool has_ten = false;
	gunichar c;

	while ((one = figure(c = next(at, &behind))) >= 0 && digits < 8) {
		if (one >= 10) {
			value = one == 10 ? (digits ? value * 10 : 10) : one;
			has_ten = true;
		} else {
			value = has_ten ? value + one : value * 10 + one;
		}
		digits++;
		at = behind;
	}
	if (digits == 0 || !is_counted(c))
		return false;
	DateToken *token = add(r, DATETOKEN_NUMBER);
	token->value = value;
	token->digits = has_ten ? 2 : digits;
	token->is_chinese = true;
	r->at = at;
	return true;
}

static void
read_one(Reader *r)
{
	const char *behind;
	gunichar c = next(r->at, &behind);
	DateToken *token;

	if (c >= '0' && c <= '9') {
		read_number(r);
	} else if (is_word_character(c)) {
		read_word(r);
	} else if (figure(c) < 0 || !read_figures(r)) {
		token = add(r, unit_of(c) ? DATETOKEN_UNIT : DATETOKEN_MARK);
		token->mark = unit_of(c) ? unit_of(c) : c;
		r->at = behind;
	}
}

size_t
datetoken_read(const char *text, DateToken *tokens)
{
	Reader r = { .at = text, .tokens = tokens };

	while (r.n < DATETOKEN_MOST) {
		const char *behind;
		gunichar c = next(r.at, &behind);

		if (c == 0)
			break;
		if (c <= ' ') {
			r.is_spaced = true;
			r.at = behind;
			continue;
		}
		read_one(&r);
	}
	tokens[r.n] = (DateToken){ .kind = DATETOKEN_END, .is_spaced = true };
	return r.n;
}

bool
datetoken_is_mark(const DateToken *token, gunichar mark)
{
	return token->kind == DATETOKEN_MARK && token->mark == mark;
}

bool
datetoken_is_unit(const DateToken *token, gunichar unit)
{
	return token->kind == DATETOKEN_UNIT && token->mark == unit;
}

bool
datetoken_is_word(const DateToken *token, const char *word)
{
	return token->kind == DATETOKEN_WORD && strcmp(token->word, word) == 0;
}

bool
datetoken_is_number(const DateToken *token, int least, int most)
{
	return token->kind == DATETOKEN_NUMBER && token->digits >= least &&
	       token->digits <= most;
}
