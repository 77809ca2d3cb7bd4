/*
 * rune - see rune.h.
 */
#include "config.h"

#include "parse/rune.h"

#include <string.h>

typedef struct Pair {
	gunichar from, to;
} Pair;

/* Signs that mean the same, and the traditional forms of the characters that
 * occur in labels; sorted. */
static const Pair pairs[] = {
	{ 0x00a0, ' ' }, { 0x2003, ' ' }, { 0x2022, 0x00b7 },
	{ 0x2027, 0x00b7 }, { 0x2215, '/' }, { 0x2223, '|' }, { 0x2236, ':' },
	{ 0x3000, ' ' }, { 0x3010, '[' }, { 0x3011, ']' }, { 0x3014, '[' },
	{ 0x3015, ']' }, { 0x3016, '[' }, { 0x3017, ']' }, { 0x30fb, 0x00b7 },
	{ 0x4e28, '|' }, /* 丨 */
	{ 0x4f86, 0x6765 }, /* 來 */
	{ 0x50b3, 0x4f20 }, /* 傳 */
	{ 0x52d9, 0x52a1 }, /* 務 */
	{ 0x54e1, 0x5458 }, /* 員 */
	{ 0x5716, 0x56fe }, /* 圖 */
	{ 0x5831, 0x62a5 }, /* 報 */
	{ 0x5be6, 0x5b9e }, /* 實 */
	{ 0x5be9, 0x5ba1 }, /* 審 */
	{ 0x5c08, 0x4e13 }, /* 專 */
	{ 0x5c0d, 0x5bf9 }, /* 對 */
	{ 0x5c0e, 0x5bfc }, /* 導 */
	{ 0x651d, 0x6444 }, /* 攝 */
	{ 0x6642, 0x65f6 }, /* 時 */
	{ 0x696d, 0x4e1a }, /* 業 */
	{ 0x7368, 0x72ec }, /* 獨 */
	{ 0x767c, 0x53d1 }, /* 發 */
	{ 0x7d71, 0x7edf }, /* 統 */
	{ 0x7db2, 0x7f51 }, /* 網 */
	{ 0x7de8, 0x7f16 }, /* 編 */
	{ 0x7e3d, 0x603b }, /* 總 */
	{ 0x7fd2, 0x4e60 }, /* 習 */
	{ 0x805e, 0x95fb }, /* 聞 */
	{ 0x83ef, 0x534e }, /* 華 */
	{ 0x8a0a, 0x8baf }, /* 訊 */
	{ 0x8a18, 0x8bb0 }, /* 記 */
	{ 0x8a2a, 0x8bbf }, /* 訪 */
	{ 0x8b6f, 0x8bd1 }, /* 譯 */
	{ 0x8cac, 0x8d23 }, /* 責 */
	{ 0x8f2f, 0x8f91 }, /* 輯 */
	{ 0x9593, 0x95f4 }, /* 間 */
	{ 0x95dc, 0x5173 }, /* 關 */
	{ 0x96fb, 0x7535 }, /* 電 */
	{ 0x984c, 0x9898 }, /* 題 */
	{ 0xfe31, '|' }, /* ︱ */
	{ 0xfe55, ':' }, /* ﹕ */
	{ 0xffe8, '|' }, /* ￨ */
};

static gunichar
fold(gunichar c)
{
	size_t low = 0, high = G_N_ELEMENTS(pairs);

	if (c < 0x80)
		return c < 0x20 ? ' ' : c;
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	if (c > 0xa000 && c < 0xfe00)
		return c;
	if (c >= 0xfe00) {
		for (size_t i = high - 3; i < high; i++)
			if (pairs[i].from == c)
				return pairs[i].to;
		return c;
	}
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (pairs[middle].from == c)
			return pairs[middle].to;
		if (pairs[middle].from < c)
			low = middle + 1;
		else
			high = middle;
	}
	return c;
}

void
runes_init(Runes *runes, const char *text, size_t most)
{
	size_t size = strlen(text), n = 0;

	if (most > 0 && size > most * 4)
		size = most * 4;
	runes->raw = g_new(gunichar, size + 1);
	runes->fold = g_new(gunichar, size + 1);
	for (const char *p = text; *p && n < size && (most == 0 || n < most);
	     p = g_utf8_next_char(p), n++) {
		runes->raw[n] = g_utf8_get_char(p);
		runes->fold[n] = fold(runes->raw[n]);
	}
	runes->raw[n] = runes->fold[n] = 0;
	runes->length = n;
}

void
runes_clear(Runes *runes)
{
	g_clear_pointer(&runes->raw, g_free);
	g_clear_pointer(&runes->fold, g_free);
	runes->length = 0;
}

size_t
runes_match(const Runes *runes, size_t at, const char *word)
{
	size_t i = at;

	for (const char *p = word; *p; p = g_utf8_next_char(p), i++)
		if (i >= runes->length || runes->fold[i] != g_utf8_get_char(p))
			return 0;
	return i - at;
}

size_t
runes_match_loose(const Runes *runes, size_t at, const char *word)
{
	size_t i = at;

	for (const char *p = word; *p; p = g_utf8_next_char(p), i++) {
		while (i > at && i < runes->length && runes->fold[i] == ' ')
			i++;
		if (i >= runes->length || runes->fold[i] != g_utf8_get_char(p))
			return 0;
	}
	return i - at;
}

size_t
runes_find(const Runes *runes, size_t from, size_t to, const char *word)
{
	for (size_t i = from; i < to; i++)
		if (runes_match(runes, i, word) > 0)
			return i;
	return to;
}

static char *
cut(const Runes *runes, size_t from, size_t to, bool is_tight)
{
	GString *out = g_string_new(NULL);
	bool is_blank_due = false;

	for (size_t i = from; i < to && i < runes->length; i++) {
		if (runes->fold[i] == ' ') {
			is_blank_due = out->len > 0 && !is_tight;
			continue;
		}
		if (is_blank_due)
			g_string_append_c(out, ' ');
		is_blank_due = false;
		g_string_append_unichar(out, runes->raw[i]);
	}
	return g_string_free(out, FALSE);
}

char *
runes_cut(const Runes *runes, size_t from, size_t to)
{
	return cut(runes, from, to, false);
}

char *
runes_cut_tight(const Runes *runes, size_t from, size_t to)
{
	return cut(runes, from, to, true);
}

void
runes_trim(const Runes *runes, size_t *from, size_t *to)
{
	while (*from < *to && runes->fold[*from] == ' ')
		(*from)++;
	while (*to > *from && runes->fold[*to - 1] == ' ')
		(*to)--;
}

bool
rune_is_han(gunichar c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff) ||
	       c == 0x3007;
}
