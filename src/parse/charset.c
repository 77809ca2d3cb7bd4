/*
 * charset - bytes of any encoding made UTF-8: which encoding it is.
 *
 * Labels are believed as far as the bytes bear them out; a wrong one never
 * spoils a page that another encoding reads cleanly.
 */
#include "config.h"

#include "parse/charset.h"
#include "parse/decode.h"
#include "parse/label.h"

#include <glib.h>
#include <string.h>

void
charset_warm(void)
{
	decode_warm();
}

void
decoded_clear(Decoded *decoded)
{
	g_clear_pointer(&decoded->text, g_free);
	decoded->length = 0;
}

/* What a byte order mark says, and its length. */
static const char *
of_mark(const char *bytes, size_t length, size_t *mark)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *name;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, "utf-8" },
		{ "\xff\xfe\0\0", 4, "utf-32le" },
		{ "\0\0\xfe\xff", 4, "utf-32be" },
		{ "\xff\xfe", 2, "utf-16le" },
		{ "\xfe\xff", 2, "utf-16be" },
		{ "\x84\x31\x95\x33", 4, "gb18030" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (length < marks[i].length ||
		    memcmp(bytes, marks[i].bytes, marks[i].length) != 0)
			continue;
		*mark = marks[i].length;
		return marks[i].name;
	}
	*mark = 0;
	return NULL;
}

/* Markup in UTF-16 and UTF-32 shows by where its NULs are. */
static const char *
of_nuls(const char *bytes, size_t length)
{
	size_t nuls[4] = { 0 }, n = MIN(length, 1024) & ~(size_t)3;
	size_t quarter = n / 4;

	for (size_t i = 0; i < n; i++)
		nuls[i % 4] += bytes[i] == '\0';
	if (quarter == 0)
		return NULL;
	if (nuls[0] == quarter && nuls[1] == quarter)
		return "utf-32be";
	if (nuls[3] == quarter && nuls[2] == quarter)
		return "utf-32le";
	/* a few ideographs have a zero in the other place: U+5000 */
	if (nuls[0] + nuls[2] > 2 + 8 * (nuls[1] + nuls[3]))
		return "utf-16be";
	if (nuls[1] + nuls[3] > 2 + 8 * (nuls[0] + nuls[2]))
		return "utf-16le";
	return NULL;
}

/*
 * How much of the pairs would be everyday characters, in per cent, if the text
 * were GB2312 or Big5: both order their characters by how common they are, and
 * nearly any bytes are some character of either.
 */
typedef struct Shares {
	size_t pairs;
	unsigned gb, big5;
} Shares;

/* So many tell as much as all. */
#define PAIRS_ENOUGH 4096

static Shares
measure(const char *bytes, size_t length)
{
	const unsigned char *at = (const unsigned char *)bytes;
	size_t pairs = 0, gb = 0, big5 = 0;

	for (size_t i = 0; i + 1 < length && pairs < PAIRS_ENOUGH; i++) {
		unsigned char lead = at[i], trail = at[i + 1];

		if (lead < 0x80)
			continue;
		pairs++;
		if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) ||
					 (lead >= 0xa1 && lead <= 0xa3)))
			gb++;
		if ((trail >= 0xa1 || (trail >= 0x40 && trail <= 0x7e)) &&
		    ((lead >= 0xa4 && lead <= 0xc6) ||
			(lead >= 0xa1 && lead <= 0xa3)))
			big5++;
		i++;
	}
	return (Shares){ pairs, pairs ? (unsigned)(gb * 100 / pairs) : 0,
		pairs ? (unsigned)(big5 * 100 / pairs) : 0 };
}

static bool
is_same(const char *a, const char *b)
{
	return a && strcmp(a, b) == 0;
}

/* Servers send it without looking; so it counts for little. */
static bool
is_weak(const char *label)
{
	return !label || is_same(label, "windows-1252") ||
	       g_str_has_prefix(label, "utf-");
}

/* For bytes that are not UTF-8, or are torn. */
static const char *
of_labels(const char *bytes, size_t length, const Utf8Check *check,
    const char *header, const char *document)
{
	Shares shares = measure(bytes, length);
	const char *label = is_weak(header) ? document : header;

	if (is_weak(label)) {
		if (shares.pairs >= 2 && shares.gb >= 75 &&
		    shares.gb >= shares.big5)
			return "gb18030";
		if (shares.pairs >= 2 && shares.big5 >= 85)
			return "big5-hkscs";
		/* sequences of UTF-8 hardly come about by chance */
		if (check->n_multibyte >= 2 * check->n_bad)
			return "utf-8";
		if (shares.gb >= 50 && shares.pairs >= 8)
			return "gb18030";
		return "windows-1252";
	}
	if (is_same(label, "gb18030") && shares.pairs >= 20 &&
	    shares.big5 >= 90 && shares.gb < 70)
		return "big5-hkscs";
	if (is_same(label, "big5-hkscs") && shares.pairs >= 20 &&
	    shares.gb >= 90 && shares.big5 < 80)
		return "gb18030";
	return label;
}

/* Pure ASCII is the same in whatever it is said to be; but escapes shift. */
static const char *
of_ascii(const char *header, const char *document)
{
	const char *label = header ? header : document;

	return !label || g_str_has_prefix(label, "utf-") ? "utf-8" : label;
}

static const char *
judge(const char *bytes, size_t length, const char *content_type,
    const char *override, bool *is_clean)
{
	const char *name =
	    override ? label_name(override, strlen(override)) : NULL;
	const char *header, *document;
	Utf8Check check;

	*is_clean = false;
	if (name)
		return name;
	decode_check_utf8(bytes, length, &check);
	*is_clean = check.n_bad + check.n_nul + check.n_c1 == 0;
	if (check.n_nul > 0) {
		name = of_nuls(bytes, length);
		if (name)
			return name;
	}
	/* a cut character here and there does not make it something else */
	if (!check.is_ascii &&
	    check.n_bad * UTF8_BAD_SHARE <= check.n_multibyte)
		return "utf-8";
	header = label_of_header(content_type);
	document = label_of_document(bytes, length);
	if (check.is_ascii)
		return of_ascii(header, document);
	return of_labels(bytes, length, &check, header, document);
}

/* A clean reading by the page's own label beats a torn one by the header's. */
static void
decode_better(const char *bytes, size_t length, const char *other, Decoded *out)
{
	Decoded second = { .charset = other };

	second.text =
	    decode(other, bytes, length, &second.length, &second.replaced);
	if (second.replaced < out->replaced) {
		decoded_clear(out);
		*out = second;
	} else {
		decoded_clear(&second);
	}
}

/* UTF-8 that was found to be good needs no second look. */
static char *
copy(const char *text, size_t length)
{
	char *own = g_malloc(length + 1);

	memcpy(own, text, length);
	own[length] = '\0';
	return own;
}

void
charset_decode(const void *bytes, size_t length, const char *content_type,
    const char *override, Decoded *out)
{
	size_t mark;
	const char *text = bytes, *other;
	const char *name = of_mark(text, length, &mark);
	bool is_certain = name != NULL, is_clean = false;

	text += mark;
	length -= mark;
	if (!name)
		name = judge(text, length, content_type, override, &is_clean);
	*out = (Decoded){ .charset = name };
	if (is_clean && is_same(name, "utf-8")) {
		out->text = copy(text, length);
		out->length = length;
		return;
	}
	out->text = decode(name, text, length, &out->length, &out->replaced);
	if (out->replaced == 0 || is_certain || is_same(name, "utf-8") ||
	    (override && label_name(override, strlen(override))))
		return;
	other = label_of_document(text, length);
	if (other && !is_weak(other) && strcmp(other, name) != 0)
		decode_better(text, length, other, out);
}
