/*
 * decode - bytes of one known encoding made UTF-8.
 *
 * Never guesses which encoding it is. GB18030, in which most of our pages are,
 * goes through a table; the rest through iconv.
 */
#include "config.h"

#include "parse/decode.h"
#include "parse/label.h"

#include <errno.h>
#include <glib.h>
#include <iconv.h>
#include <string.h>

#define NO_CONVERTER ((iconv_t)-1)

/* The pairs of GB18030, by lead without its top bit, and trail; 0: no such. */
#define GB_LEADS 0x80
#define GB_TRAILS 0x100

static const char *const warmed[] = { "gb18030", "big5-hkscs", "euc-jp",
	"shift_jis", "euc-kr", "euc-tw", "koi8-r", "koi8-u", "iso-2022-jp",
	"iso-2022-cn", "windows-1250", "windows-1251", "windows-1253",
	"windows-1254", "windows-1255", "windows-1256", "windows-1257",
	"windows-1258", "windows-874", "ibm866", "macintosh", "iso-8859-2",
	"iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7",
	"iso-8859-8", "iso-8859-10", "iso-8859-13", "iso-8859-14",
	"iso-8859-15", "iso-8859-16" };

/*
 * Kept for the life of the process: a converter is a file, and behind the
 * fence there are none. A forked child shares the table's memory.
 */
static struct {
	iconv_t converters[G_N_ELEMENTS(warmed)];
	uint16_t pairs[GB_LEADS][GB_TRAILS];
	bool is_warm;
} warm;

static void
put(GString *out, uint32_t c)
{
	if (c < 0x80)
		g_string_append_c(out, (char)c);
	else
		g_string_append_unichar(out, c);
}

/* One character of GB18030 through iconv; 0 when it is none. */
static uint32_t
gb_slowly(const char *bytes, size_t length)
{
	uint32_t c = 0;
	char utf8[8] = { 0 };
	char *from = (char *)bytes, *to = utf8;
	size_t left = length, room = sizeof(utf8) - 1;

	(void)iconv(warm.converters[0], NULL, NULL, NULL, NULL);
	if (iconv(warm.converters[0], &from, &left, &to, &room) != (size_t)-1 &&
	    left == 0)
		c = g_utf8_get_char_validated(utf8, -1);
	return c > 0x10ffff ? 0 : c;
}

/* What iconv makes of a row of pairs, stopping where there is no character;
 * returns how many pairs it took. */
static size_t
convert_row(char *pairs, size_t count, uint16_t *out)
{
	char utf8[4 * GB_TRAILS], *from = pairs, *to = utf8;
	size_t left = 2 * count, room = sizeof(utf8), n = 0;

	(void)iconv(warm.converters[0], NULL, NULL, NULL, NULL);
	(void)iconv(warm.converters[0], &from, &left, &to, &room);
	for (const char *at = utf8; at < to; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		out[n++] = c <= 0xffff ? (uint16_t)c : 0;
	}
	return n;
}

static void
fill_pairs(void)
{
	for (unsigned lead = 0x81; lead < 0xff; lead++) {
		char row[2 * GB_TRAILS];

		for (size_t trail = 0; trail < GB_TRAILS; trail++) {
			row[2 * trail] = (char)lead;
			row[2 * trail + 1] = (char)trail;
		}
		for (size_t trail = 0x40; trail < 0xff; trail++)
			trail += convert_row(row + 2 * trail, 0xff - trail,
			    &warm.pairs[lead - 0x80][trail]);
	}
}

void
decode_warm(void)
{
	if (warm.is_warm)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(warmed); i++)
		warm.converters[i] =
		    iconv_open("UTF-8", label_converter(warmed[i]));
	if (warm.converters[0] != NO_CONVERTER)
		fill_pairs();
	warm.is_warm = true;
}

/* ---- UTF-8 ---- */

/* How many bytes from here on are ASCII without NUL. */
static size_t
ascii_run(const unsigned char *at, size_t length)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t i = 0;

	for (; i + 8 <= length; i += 8) {
		uint64_t word;

		memcpy(&word, at + i, 8);
		if ((word | (word - ones)) & high)
			break;
	}
	while (i < length && at[i] != 0 && at[i] < 0x80)
		i++;
	return i;
}

/*
 * The length of the sequence that begins here; when it is none, *bad is how
 * many bytes one replacement stands for.
 */
static size_t
utf8_sequence(const unsigned char *at, size_t length, size_t *bad)
{
	unsigned char first = at[0], low = 0x80, high = 0xbf;
	size_t n = first < 0xc2	  ? 0
		   : first < 0xe0 ? 2
		   : first < 0xf0 ? 3
		   : first < 0xf5 ? 4
				  : 0;

	*bad = 1;
	if (n == 0)
		return 0;
	if (first == 0xe0)
		low = 0xa0;
	else if (first == 0xed)
		high = 0x9f;
	else if (first == 0xf0)
		low = 0x90;
	else if (first == 0xf4)
		high = 0x8f;
	for (size_t i = 1; i < n; i++, low = 0x80, high = 0xbf) {
		if (i >= length || at[i] < low || at[i] > high) {
			*bad = i;
			return 0;
		}
	}
	return n;
}

/* What 0x80 to 0x9f are in windows-1252, and are meant to be elsewhere. */
static uint32_t
windows_1252(unsigned char c)
{
	static const uint16_t upper[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e,
		0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
		0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
		0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
		0x17e, 0x178 };

	return c >= 0x80 && c < 0xa0 ? upper[c - 0x80] : c;
}

static bool
is_c1(const unsigned char *at)
{
	return at[0] == 0xc2 && at[1] < 0xa0;
}

/* Most of what is not ASCII here is three bytes long; the rare limits of the
 * first byte are left to utf8_sequence(). */
static size_t
han_run(const unsigned char *at, size_t length)
{
	size_t i = 0;

	while (i + 3 <= length && at[i] >= 0xe1 && at[i] <= 0xec &&
	       (at[i + 1] & 0xc0) == 0x80 && (at[i + 2] & 0xc0) == 0x80)
		i += 3;
	return i;
}

void
decode_check_utf8(const char *bytes, size_t length, Utf8Check *out)
{
	const unsigned char *at = (const unsigned char *)bytes;
	size_t i = 0;

	*out = (Utf8Check){ .is_ascii = true };
	/* once it cannot be UTF-8 any more, the rest tells nothing new */
	while (i < length &&
	       out->n_bad <= (out->n_multibyte + length - i) / UTF8_BAD_SHARE) {
		size_t n = ascii_run(at + i, length - i), bad;

		i += n;
		n = han_run(at + i, length - i);
		out->n_multibyte += n / 3;
		i += n;
		if (i == length || (at[i] < 0x80 && at[i] != 0))
			continue;
		if (at[i] == 0) {
			out->n_nul++;
			i++;
			continue;
		}
		n = utf8_sequence(at + i, length - i, &bad);
		if (n > 0)
			out->n_multibyte++;
		else
			out->n_bad++;
		out->n_c1 += n == 2 && is_c1(at + i);
		i += n > 0 ? n : bad;
	}
	out->is_ascii = out->n_multibyte == 0 && out->n_bad == 0;
}

static void
replace(GString *out, int64_t *replaced)
{
	g_string_append(out, "\xef\xbf\xbd");
	(*replaced)++;
}

static void
decode_utf8(
    const unsigned char *at, size_t length, GString *out, int64_t *replaced)
{
	size_t i = 0, good = 0;

	/* good bytes are copied in runs: `good` is where the run began */
	while (i < length) {
		size_t n, bad = 1;

		if (at[i] < 0x80 && at[i] != 0) {
			i += ascii_run(at + i, length - i);
			continue;
		}
		n = at[i] == 0 ? 0 : utf8_sequence(at + i, length - i, &bad);
		if (n > 0 && !is_c1(at + i)) {
			i += n;
			continue;
		}
		g_string_append_len(
		    out, (const char *)at + good, (gssize)(i - good));
		if (n > 0)
			put(out, windows_1252(at[i + 1]));
		else if (at[i] != 0)
			replace(out, replaced);
		i += n > 0 ? n : bad;
		good = i;
	}
	g_string_append_len(out, (const char *)at + good, (gssize)(i - good));
}

/* ---- GB18030 ---- */

/* What no pair of the table is: begins at a byte >= 0x80 and takes `*taken`
 * bytes; 0: nothing. */
static uint32_t
gb_rare(const unsigned char *at, size_t length, size_t *taken)
{
	unsigned char lead = at[0], trail = length > 1 ? at[1] : 0;
	uint32_t c = 0;

	*taken = 1;
	if (lead == 0x80)
		return 0x20ac; /* the euro sign of code page 936 */
	if (lead == 0xff)
		return 0;
	if (trail >= 0x40 && trail != 0x7f && trail != 0xff) {
		c = gb_slowly((const char *)at, 2);
		*taken = c == 0 && trail < 0x80 ? 1 : 2;
	} else if (length >= 4 && trail >= 0x30 && trail <= 0x39 &&
		   at[2] >= 0x81 && at[2] <= 0xfe && at[3] >= 0x30 &&
		   at[3] <= 0x39) {
		c = gb_slowly((const char *)at, 4);
		*taken = c == 0 ? 1 : 4;
	}
	return c;
}

/* Characters of the table as they follow each other; returns the bytes that
 * were taken. */
static size_t
gb_run(const unsigned char *at, size_t length, char **out)
{
	char *to = *out;
	size_t i = 0;

	for (; i + 2 <= length && at[i] >= 0x80; i += 2) {
		uint16_t c = warm.pairs[at[i] & 0x7f][at[i + 1]];

		if (c < 0x800) {
			if (c == 0)
				break;
			to += g_unichar_to_utf8(c, to);
			continue;
		}
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		to += 3;
	}
	*out = to;
	return i;
}

/* `out` has room for three bytes for each of `length`, so that nothing is
 * checked while it is filled: two bytes make three, four make four at most. */
static void
decode_gb(
    const unsigned char *at, size_t length, GString *out, int64_t *replaced)
{
	char *to;
	size_t i = 0;

	g_string_set_size(out, 3 * length);
	to = out->str;
	while (i < length) {
		size_t n = ascii_run(at + i, length - i);
		uint32_t c;

		memcpy(to, at + i, n);
		to += n;
		i += n;
		i += gb_run(at + i, length - i, &to);
		if (i < length && at[i] == 0)
			i++;
		if (i == length || at[i] < 0x80)
			continue;
		c = gb_rare(at + i, length - i, &n);
		*replaced += c == 0;
		to += g_unichar_to_utf8(c ? c : 0xfffd, to);
		i += n;
	}
	g_string_set_size(out, (gsize)(to - out->str));
}

/* ---- the rest ---- */

static void
decode_windows_1252(const unsigned char *at, size_t length, GString *out)
{
	for (size_t i = 0; i < length; i++)
		if (at[i] != 0)
			put(out, windows_1252(at[i]));
}

static uint32_t
unit(const unsigned char *at, size_t size, bool is_big)
{
	uint32_t value = 0;

	for (size_t i = 0; i < size; i++)
		value |= (uint32_t)at[i] << 8 * (is_big ? size - 1 - i : i);
	return value;
}

static void
decode_wide(const unsigned char *at, size_t length, size_t size, bool is_big,
    GString *out, int64_t *replaced)
{
	for (size_t i = 0; i < length; i += size) {
		uint32_t c =
		    length - i < size ? 0xd800 : unit(at + i, size, is_big);
		uint32_t low = size == 2 && length - i >= 4
				   ? unit(at + i + 2, size, is_big)
				   : 0;

		if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 &&
		    low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		}
		if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
			replace(out, replaced);
		else if (c != 0 && c != 0xfeff)
			put(out, c);
	}
}

static iconv_t
converter(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(warmed); i++)
		if (strcmp(warmed[i], name) == 0)
			return warm.converters[i];
	return NO_CONVERTER;
}

static void
decode_iconv(const char *name, const unsigned char *at, size_t length,
    GString *out, int64_t *replaced)
{
	iconv_t iconv_ = converter(name);
	char *from = (char *)at, piece[4096];
	size_t left = length;

	if (iconv_ == NO_CONVERTER) {
		decode_utf8(at, length, out, replaced);
		return;
	}
	(void)iconv(iconv_, NULL, NULL, NULL, NULL);
	while (left > 0) {
		char *to = piece;
		size_t room = sizeof(piece);
		size_t done = iconv(iconv_, &from, &left, &to, &room);
		int why = done == (size_t)-1 ? errno : 0;

		for (const char *c = piece; c < to; c++)
			if (*c != '\0')
				g_string_append_c(out, *c);
		if (why == 0)
			break;
		if (why == E2BIG)
			continue;
		replace(out, replaced);
		from++, left--;
	}
}

char *
decode(const char *name, const char *bytes, size_t length, size_t *out_length,
    int64_t *replaced)
{
	const unsigned char *at = (const unsigned char *)bytes;
	GString *out = g_string_sized_new(length + length / 4 + 16);
	bool is_big = !g_str_has_suffix(name, "le");

	decode_warm();
	*replaced = 0;
	if (strcmp(name, "utf-8") == 0)
		decode_utf8(at, length, out, replaced);
	else if (strcmp(name, "gb18030") == 0)
		decode_gb(at, length, out, replaced);
	else if (strcmp(name, "windows-1252") == 0)
		decode_windows_1252(at, length, out);
	else if (g_str_has_prefix(name, "utf-16"))
		decode_wide(at, length, 2, is_big, out, replaced);
	else if (g_str_has_prefix(name, "utf-32"))
		decode_wide(at, length, 4, is_big, out, replaced);
	else
		decode_iconv(name, at, length, out, replaced);
	*out_length = out->len;
	return g_string_free(out, false);
}
