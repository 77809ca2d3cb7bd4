/*
 * text - UTF-8 text: checked, folded, cleaned, counted.
 *
 * Text in, text out; what a terminal shows of it is text-show.c. Nothing here
 * asks the locale, and nothing reads past a NUL in broken UTF-8.
 */
#include "config.h"

#include "base/text.h"

#include "base/limits.h"

#include <string.h>

bool
text_is_utf8(const char *text, gssize length)
{
	if (length < 0)
		return g_utf8_validate(text, -1, NULL);
	return g_utf8_validate_len(text, (gsize)length, NULL);
}

/* White space that shows as a gap. */
static bool
is_gap(gunichar c)
{
	return g_unichar_isspace(c) || c == '\v' || c == 0x85;
}

/* White space that does not show. Joiners (U+200C, U+200D) are not of it: they
 * change how letters and emoji look. */
static bool
is_invisible(gunichar c)
{
	return c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0x180e;
}

/* Appends what can be copied as it is from `p` on: visible ASCII. */
static const char *
copy_plain(GString *out, const char *p, const char *end)
{
	const char *from = p;

	while (p<end && * p> ' ' && *p < 0x7f)
		p++;
	g_string_append_len(out, from, p - from);
	return p;
}

char *
text_fold(const char *text, gssize length)
{
	size_t bytes = length < 0 ? strlen(text) : (size_t)length;
	const char *p = text, *end = text + bytes;
	g_autoptr(GString) out = NULL;
	bool is_gap_owed = false;

	if (!g_utf8_validate_len(text, bytes, NULL))
		return NULL;
	out = g_string_sized_new(bytes + 1);
	while (p < end) {
		gunichar c = g_utf8_get_char(p);

		if (is_gap(c)) {
			is_gap_owed = true;
		} else if (!is_invisible(c)) {
			if (is_gap_owed && out->len > 0)
				g_string_append_c(out, ' ');
			is_gap_owed = false;
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
			p = copy_plain(out, g_utf8_next_char(p), end);
			continue;
		}
		p = g_utf8_next_char(p);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/*
 * Characters that no normalisation touches and that touch none: all below the
 * first combining one, and what Chinese pages are made of. A quick no is
 * allowed, a wrong yes is not.
 */
static bool
is_surely_nfc(gunichar c)
{
	return c < 0x300 || (c >= 0x3400 && c <= 0x9fff) ||
	       (c >= 0x3000 && c <= 0x3029) || (c >= 0xff01 && c <= 0xff5e) ||
	       (c >= 0x2010 && c <= 0x205e);
}

static bool
is_all_surely_nfc(const char *text)
{
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		if (!is_surely_nfc(g_utf8_get_char(p)))
			return false;
	return true;
}

/* Takes `text`, which is UTF-8. */
static char *
to_nfc(char *text)
{
	char *normal;

	if (is_all_surely_nfc(text))
		return text;
	normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	g_free(text);
	return normal;
}

static void
append_narrow(GString *out, gunichar c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	g_string_append_unichar(out, c);
}

char *
text_compare_key(const char *text)
{
	g_autofree char *good = g_utf8_make_valid(text ? text : "", -1);
	g_autofree char *folded = text_fold(good, -1);
	g_autoptr(GString) narrow = g_string_sized_new(strlen(folded) + 1);
	g_autofree char *key = NULL;

	folded = to_nfc(g_steal_pointer(&folded));
	for (const char *p = folded; *p; p = g_utf8_next_char(p))
		append_narrow(narrow, g_utf8_get_char(p));
	key = g_utf8_casefold(narrow->str, (gssize)narrow->len);
	/* Case folding takes some letters apart. */
	return to_nfc(g_steal_pointer(&key));
}

/* What becomes of a control character or a line break of any kind. */
static void
append_control(GString *out, gunichar c, gunichar before)
{
	switch (c) {
	case '\n':
		if (before != '\r')
			g_string_append_c(out, '\n');
		break;
	case '\r':
	case 0x85:
	case 0x2028:
	case 0x2029:
		g_string_append_c(out, '\n');
		break;
	case '\t':
	case '\v':
	case '\f':
		g_string_append_c(out, ' ');
		break;
	default:
		break;
	}
}

static bool
is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
	       c == 0x2029 || c == 0xfeff;
}

char *
text_clean(const char *text, gssize length)
{
	size_t bytes = length < 0 ? strlen(text) : (size_t)length;
	const char *end = text + bytes, *from = text;
	g_autoptr(GString) out = NULL;
	gunichar before = 0;

	if (!g_utf8_validate_len(text, bytes, NULL))
		return NULL;
	out = g_string_sized_new(bytes + 1);
	for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (is_control(c)) {
			g_string_append_len(out, from, p - from);
			append_control(out, c, before);
			from = g_utf8_next_char(p);
		}
		before = c;
	}
	g_string_append_len(out, from, end - from);
	return to_nfc(g_string_free(g_steal_pointer(&out), FALSE));
}

void
text_truncate(char *text, size_t bytes)
{
	if (strlen(text) <= bytes)
		return;
	while (bytes > 0 && ((guchar)text[bytes] & 0xc0) == 0x80)
		bytes--;
	text[bytes] = '\0';
}

size_t
text_count(const char *text)
{
	size_t count = 0;
	const char *p = text;

	while (*p) {
		gunichar c = g_utf8_get_char_validated(p, -1);

		/* A bad byte counts as the character it once was part of. */
		if ((gint32)c < 0) {
			count++;
			p++;
			continue;
		}
		if (!is_gap(c) && !is_invisible(c))
			count++;
		p = g_utf8_next_char(p);
	}
	return count;
}

bool
text_is_han(gunichar c)
{
	static const gunichar ranges[][2] = {
		{ 0x4e00, 0x9fff }, /* URO */
		{ 0x3400, 0x4dbf }, /* A */
		{ 0x3007, 0x3007 }, /* the zero of 二〇二四 */
		{ 0xf900, 0xfaff }, /* compatibility */
		{ 0x20000, 0x2a6df }, /* B */
		{ 0x2a700, 0x2ee5d }, /* C to F, I */
		{ 0x2f800, 0x2fa1f }, /* compatibility */
		{ 0x30000, 0x323af }, /* G, H */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

/* One row of the table: how far the first `i` + 1 characters of `a` are from
 * each beginning of `b`. Two neighbours that changed places are one edit. */
static size_t
fill_row(size_t *const rows[3], const gunichar *a, size_t i, const gunichar *b,
    size_t n_b)
{
	size_t *older = rows[0], *old = rows[1], *row = rows[2];
	size_t least = row[0] = i + 1;

	for (size_t j = 0; j < n_b; j++) {
		size_t best = old[j] + (a[i] != b[j]);

		best = MIN(best, old[j + 1] + 1);
		best = MIN(best, row[j] + 1);
		if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
			best = MIN(best, older[j - 1] + 1);
		row[j + 1] = best;
		least = MIN(least, best);
	}
	return least;
}

static size_t
distance(
    const gunichar *a, size_t n_a, const gunichar *b, size_t n_b, size_t limit)
{
	g_autofree size_t *table = g_new0(size_t, 3 * (n_b + 1));
	size_t *rows[3] = { table, table + n_b + 1, table + 2 * (n_b + 1) };

	for (size_t j = 0; j <= n_b; j++)
		rows[2][j] = j;
	for (size_t i = 0; i < n_a; i++) {
		size_t *oldest = rows[0];

		rows[0] = rows[1];
		rows[1] = rows[2];
		rows[2] = oldest;
		if (fill_row(rows, a, i, b, n_b) > limit)
			return limit + 1;
	}
	return MIN(rows[2][n_b], limit + 1);
}

size_t
text_distance(const char *a, const char *b, size_t limit)
{
	g_autofree char *good_a = g_utf8_make_valid(a, -1);
	g_autofree char *good_b = g_utf8_make_valid(b, -1);
	g_autofree gunichar *wide_a = NULL, *wide_b = NULL;
	glong n_a, n_b;

	wide_a = g_utf8_to_ucs4_fast(good_a, -1, &n_a);
	wide_b = g_utf8_to_ucs4_fast(good_b, -1, &n_b);
	if ((size_t)ABS(n_a - n_b) > limit)
		return limit + 1;
	return distance(wide_a, (size_t)n_a, wide_b, (size_t)n_b, limit);
}

const char *
text_nearest(const char *word, const char *const *names)
{
	/* Two edits turn any short word into any other. */
	size_t best = strlen(word) <= 3 ? 2 : 3;
	const char *nearest = NULL;

	for (size_t i = 0; names[i]; i++) {
		size_t far = text_distance(word, names[i], best - 1);

		if (far >= best)
			continue;
		best = far;
		nearest = names[i];
		if (best == 0)
			break;
	}
	return nearest;
}

bool
text_is_id(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length > 0 && length <= LIMIT_SOURCE_ID && !text[length] &&
	       text[0] != '-';
}
