/*
 * label - what a document says its encoding is.
 *
 * Reads bytes that are not decoded yet; never believes them, that is the
 * charset module's.
 */
#include "config.h"

#include "parse/label.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* How far into a document a <meta> is looked for. */
#define META_REACH_BYTES (128u << 10)
#define TAG_REACH_BYTES 4096

static const struct {
	const char *label; /* without blanks, '-' and '_' */
	const char *name;
} labels[] = {
	{ "utf8", "utf-8" },
	{ "unicode11utf8", "utf-8" },
	{ "gb2312", "gb18030" },
	{ "gb231280", "gb18030" },
	{ "gbk", "gb18030" },
	{ "gb", "gb18030" },
	{ "gb18030", "gb18030" },
	{ "xgbk", "gb18030" },
	{ "cp936", "gb18030" },
	{ "ms936", "gb18030" },
	{ "windows936", "gb18030" },
	{ "euccn", "gb18030" },
	{ "xeuccn", "gb18030" },
	{ "chinese", "gb18030" },
	{ "csgb2312", "gb18030" },
	{ "csgb231280", "gb18030" },
	{ "isoir58", "gb18030" },
	{ "big5", "big5-hkscs" },
	{ "big5hkscs", "big5-hkscs" },
	{ "cnbig5", "big5-hkscs" },
	{ "xxbig5", "big5-hkscs" },
	{ "csbig5", "big5-hkscs" },
	{ "cp950", "big5-hkscs" },
	{ "iso2022cn", "iso-2022-cn" },
	{ "ascii", "windows-1252" },
	{ "usascii", "windows-1252" },
	{ "latin1", "windows-1252" },
	{ "l1", "windows-1252" },
	{ "iso88591", "windows-1252" },
	{ "windows1252", "windows-1252" },
	{ "cp1252", "windows-1252" },
	{ "ansi", "windows-1252" },
	{ "iso88592", "iso-8859-2" },
	{ "latin2", "iso-8859-2" },
	{ "iso88593", "iso-8859-3" },
	{ "iso88594", "iso-8859-4" },
	{ "iso88595", "iso-8859-5" },
	{ "iso88596", "iso-8859-6" },
	{ "iso88597", "iso-8859-7" },
	{ "iso88598", "iso-8859-8" },
	{ "iso88599", "windows-1254" },
	{ "iso885910", "iso-8859-10" },
	{ "iso885911", "windows-874" },
	{ "iso885913", "iso-8859-13" },
	{ "iso885914", "iso-8859-14" },
	{ "iso885915", "iso-8859-15" },
	{ "iso885916", "iso-8859-16" },
	{ "tis620", "windows-874" },
	{ "windows874", "windows-874" },
	{ "windows1250", "windows-1250" },
	{ "windows1251", "windows-1251" },
	{ "cp1251", "windows-1251" },
	{ "windows1253", "windows-1253" },
	{ "windows1254", "windows-1254" },
	{ "windows1255", "windows-1255" },
	{ "windows1256", "windows-1256" },
	{ "windows1257", "windows-1257" },
	{ "windows1258", "windows-1258" },
	{ "macintosh", "macintosh" },
	{ "macroman", "macintosh" },
	{ "koi8r", "koi8-r" },
	{ "koi8u", "koi8-u" },
	{ "ibm866", "ibm866" },
	{ "eucjp", "euc-jp" },
	{ "xeucjp", "euc-jp" },
	{ "shiftjis", "shift_jis" },
	{ "sjis", "shift_jis" },
	{ "xsjis", "shift_jis" },
	{ "windows31j", "shift_jis" },
	{ "cp932", "shift_jis" },
	{ "ms932", "shift_jis" },
	{ "iso2022jp", "iso-2022-jp" },
	{ "euckr", "euc-kr" },
	{ "ksc56011987", "euc-kr" },
	{ "ksc5601", "euc-kr" },
	{ "uhc", "euc-kr" },
	{ "cp949", "euc-kr" },
	{ "windows949", "euc-kr" },
	{ "euctw", "euc-tw" },
	{ "utf16", "utf-16" },
	{ "utf16le", "utf-16le" },
	{ "utf16be", "utf-16be" },
	{ "ucs2", "utf-16" },
	{ "iso10646ucs2", "utf-16" },
	{ "utf32", "utf-32" },
	{ "ucs4", "utf-32" },
	{ "iso10646ucs4", "utf-32" },
	{ "utf32le", "utf-32le" },
	{ "utf32be", "utf-32be" },
};

/* Where the name is not what iconv calls the superset that is meant. */
static const struct {
	const char *name, *converter;
} converters[] = {
	{ "shift_jis", "CP932" },
	{ "euc-kr", "CP949" },
	{ "windows-874", "CP874" },
};

const char *
label_name(const char *label, size_t length)
{
	char key[24];
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		char c = g_ascii_tolower(label[i]);

		if (!g_ascii_isalnum(c))
			continue;
		if (n + 1 >= sizeof(key))
			return NULL;
		key[n++] = c;
	}
	key[n] = '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
		if (strcmp(labels[i].label, key) == 0)
			return labels[i].name;
	return NULL;
}

const char *
label_converter(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(converters); i++)
		if (strcmp(converters[i].name, name) == 0)
			return converters[i].converter;
	return name;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* A piece of the document; not NUL-terminated. */
typedef struct Piece {
	const char *at;
	size_t length;
} Piece;

static bool
begins_with(Piece piece, const char *word)
{
	size_t length;

	if (piece.length == 0 ||
	    g_ascii_tolower(*piece.at) != g_ascii_tolower(*word))
		return false;
	length = strlen(word);
	return piece.length >= length &&
	       g_ascii_strncasecmp(piece.at, word, length) == 0;
}

static void
advance(Piece *piece, size_t n)
{
	n = MIN(n, piece->length);
	piece->at += n;
	piece->length -= n;
}

static void
skip_blanks(Piece *piece)
{
	while (piece->length > 0 && is_blank(*piece->at))
		advance(piece, 1);
}

/* Goes to the next `word`, whatever its case; false at the end. */
static bool
seek(Piece *piece, const char *word)
{
	while (piece->length > 0) {
		const char *hit;

		if (begins_with(*piece, word))
			return true;
		if (*word == '<' || *word == '-') {
			hit = memchr(piece->at + 1, *word, piece->length - 1);
			if (!hit)
				return false;
			advance(piece, (size_t)(hit - piece->at));
		} else {
			advance(piece, 1);
		}
	}
	return false;
}

/* What stands behind "charset=" in a parameter list. */
static const char *
charset_parameter(Piece piece)
{
	while (seek(&piece, "charset")) {
		size_t n = 0;

		advance(&piece, strlen("charset"));
		skip_blanks(&piece);
		if (piece.length == 0 || *piece.at != '=')
			continue;
		advance(&piece, 1);
		while (piece.length > 0 &&
		       (is_blank(*piece.at) || strchr("\"'", *piece.at)))
			advance(&piece, 1);
		while (n < piece.length && !is_blank(piece.at[n]) &&
		       !strchr("\"';,<>/", piece.at[n]))
			n++;
		return label_name(piece.at, n);
	}
	return NULL;
}

const char *
label_of_header(const char *content_type)
{
	if (!content_type)
		return NULL;
	return charset_parameter((Piece){ content_type, strlen(content_type) });
}

static const char *
prolog_label(Piece piece)
{
	const char *end;
	char quote;

	skip_blanks(&piece);
	if (!begins_with(piece, "<?xml"))
		return NULL;
	end = memchr(piece.at, '>', piece.length);
	if (end)
		piece.length = (size_t)(end - piece.at);
	if (!seek(&piece, "encoding"))
		return NULL;
	advance(&piece, strlen("encoding"));
	skip_blanks(&piece);
	if (piece.length < 2 || *piece.at != '=')
		return NULL;
	advance(&piece, 1);
	skip_blanks(&piece);
	if (piece.length < 2 || (*piece.at != '"' && *piece.at != '\''))
		return NULL;
	quote = *piece.at;
	advance(&piece, 1);
	end = memchr(piece.at, quote, piece.length);
	return end ? label_name(piece.at, (size_t)(end - piece.at)) : NULL;
}

/* The next attribute of a tag; false at its end. */
static bool
next_attribute(Piece *tag, Piece *name, Piece *value)
{
	size_t n = 0;

	while (tag->length > 0 && (is_blank(*tag->at) || *tag->at == '/'))
		advance(tag, 1);
	while (n < tag->length && !is_blank(tag->at[n]) && tag->at[n] != '=' &&
	       tag->at[n] != '/')
		n++;
	*name = (Piece){ tag->at, n };
	*value = (Piece){ tag->at, 0 };
	advance(tag, n);
	skip_blanks(tag);
	if (tag->length == 0 || *tag->at != '=')
		return n > 0;
	advance(tag, 1);
	skip_blanks(tag);
	if (tag->length > 0 && (*tag->at == '"' || *tag->at == '\'')) {
		const char *end =
		    memchr(tag->at + 1, *tag->at, tag->length - 1);

		advance(tag, 1);
		n = end ? (size_t)(end - tag->at) : tag->length;
		*value = (Piece){ tag->at, n };
		advance(tag, n + 1);
		return true;
	}
	for (n = 0; n < tag->length && !is_blank(tag->at[n]);)
		n++;
	*value = (Piece){ tag->at, n };
	advance(tag, n);
	return true;
}

static bool
is_named(Piece piece, const char *name)
{
	return piece.length == strlen(name) && begins_with(piece, name);
}

static const char *
meta_label(Piece tag)
{
	const char *of_content = NULL, *of_charset = NULL;
	bool is_content_type = false;
	Piece name, value;

	while (next_attribute(&tag, &name, &value)) {
		if (is_named(name, "charset"))
			of_charset = label_name(value.at, value.length);
		else if (is_named(name, "content"))
			of_content = charset_parameter(value);
		else if (is_named(name, "http-equiv"))
			is_content_type = is_named(value, "content-type");
	}
	if (of_charset)
		return of_charset;
	return is_content_type ? of_content : NULL;
}

/* The end of a tag: a '>' that is in no quotes. */
static size_t
tag_length(Piece piece)
{
	char quote = '\0';

	piece.length = MIN(piece.length, TAG_REACH_BYTES);
	for (size_t i = 0; i < piece.length; i++) {
		char c = piece.at[i];

		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (!quote && c == '>')
			return i;
	}
	/* an odd quote: then the first '>' of all */
	for (size_t i = 0; i < piece.length; i++)
		if (piece.at[i] == '>')
			return i;
	return piece.length;
}

/* Elements whose inside is not markup of this document, and how they end. */
static const struct {
	const char *start, *end;
} opaque[] = {
	{ "<!--", "-->" },
	{ "<script", "</script" },
	{ "<style", "</style" },
	{ "<textarea", "</textarea" },
	{ "<title", "</title" },
};

/* Passes by one of them; one that never ends hides nothing, and `is_endless`
 * remembers it. */
static void
skip_opaque(Piece *piece, bool *is_endless)
{
	if (piece->length < 2 || !strchr("!sStT", piece->at[1]))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(opaque); i++) {
		Piece inside = *piece;

		if (is_endless[i] || !begins_with(*piece, opaque[i].start))
			continue;
		advance(&inside, strlen(opaque[i].start));
		if (seek(&inside, opaque[i].end))
			*piece = inside;
		else
			is_endless[i] = true;
		return;
	}
}

const char *
label_of_document(const char *bytes, size_t length)
{
	Piece piece = { bytes, MIN(length, META_REACH_BYTES) };
	const char *label = prolog_label(piece);
	bool is_endless[G_N_ELEMENTS(opaque)] = { false };

	while (!label && seek(&piece, "<")) {
		skip_opaque(&piece, is_endless);
		advance(&piece, 1);
		if (begins_with(piece, "meta") && piece.length > 4 &&
		    (is_blank(piece.at[4]) || piece.at[4] == '/')) {
			Piece tag = piece;

			advance(&tag, strlen("meta"));
			tag.length = tag_length(tag);
			label = meta_label(tag);
		}
	}
	/* it could be read as ASCII, so it is neither of these */
	if (label && (g_str_has_prefix(label, "utf-16") ||
			 g_str_has_prefix(label, "utf-32")))
		return "utf-8";
	return label;
}
