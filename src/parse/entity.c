/*
 * entity - the character that a reference names.
 *
 * Only looks things up; what a document declares itself is its reader's work.
 */
#include "config.h"

#include "parse/entity.h"

#include <string.h>

typedef struct Named {
	const char *name;
	unsigned character;
} Named;

/* Sorted by bytes: HTML 4, and what feeds use of HTML 5. */
/* clang-format off */
static const Named named[] = {
	{ "AElig", 198 }, { "AMP", 38 }, { "Aacute", 193 }, { "Acirc", 194 },
	{ "Agrave", 192 }, { "Alpha", 913 }, { "Amacr", 256 }, { "Aring", 197 },
	{ "Atilde", 195 }, { "Auml", 196 }, { "Beta", 914 }, { "COPY", 169 },
	{ "Cacute", 262 }, { "Ccaron", 268 }, { "Ccedil", 199 }, { "Chi", 935 },
	{ "Dagger", 8225 }, { "Delta", 916 }, { "ETH", 208 }, { "Eacute", 201 },
	{ "Ecirc", 202 }, { "Egrave", 200 }, { "Epsilon", 917 }, { "Eta", 919 },
	{ "Euml", 203 }, { "GT", 62 }, { "Gamma", 915 }, { "Gbreve", 286 },
	{ "Hat", 94 }, { "Iacute", 205 }, { "Icirc", 206 }, { "Idot", 304 },
	{ "Igrave", 204 }, { "Iota", 921 }, { "Iuml", 207 }, { "Kappa", 922 },
	{ "LT", 60 }, { "Lambda", 923 }, { "Lstrok", 321 }, { "Mu", 924 },
	{ "NewLine", 10 }, { "Ntilde", 209 }, { "Nu", 925 }, { "OElig", 338 },
	{ "Oacute", 211 }, { "Ocirc", 212 }, { "Ograve", 210 },
	{ "Omega", 937 }, { "Omicron", 927 }, { "Oslash", 216 },
	{ "Otilde", 213 }, { "Ouml", 214 }, { "Phi", 934 }, { "Pi", 928 },
	{ "Prime", 8243 }, { "Psi", 936 }, { "QUOT", 34 }, { "REG", 174 },
	{ "Rho", 929 }, { "Scaron", 352 }, { "Scedil", 350 }, { "Sigma", 931 },
	{ "THORN", 222 }, { "Tab", 9 }, { "Tau", 932 }, { "Theta", 920 },
	{ "Uacute", 218 }, { "Ucirc", 219 }, { "Ugrave", 217 },
	{ "Upsilon", 933 }, { "Uuml", 220 }, { "Xi", 926 }, { "Yacute", 221 },
	{ "Yuml", 376 }, { "Zcaron", 381 }, { "Zeta", 918 }, { "aacute", 225 },
	{ "acirc", 226 }, { "acute", 180 }, { "aelig", 230 }, { "agrave", 224 },
	{ "alefsym", 8501 }, { "alpha", 945 }, { "amacr", 257 }, { "amp", 38 },
	{ "and", 8743 }, { "ang", 8736 }, { "aogon", 261 }, { "apos", 39 },
	{ "aring", 229 }, { "ast", 42 }, { "asymp", 8776 }, { "atilde", 227 },
	{ "auml", 228 }, { "bdquo", 8222 }, { "beta", 946 },
	{ "bigstar", 9733 }, { "blacksquare", 9642 }, { "brvbar", 166 },
	{ "bsol", 92 }, { "bull", 8226 }, { "cacute", 263 }, { "cap", 8745 },
	{ "ccaron", 269 }, { "ccedil", 231 }, { "cedil", 184 }, { "cent", 162 },
	{ "check", 10003 }, { "chi", 967 }, { "cir", 9675 }, { "circ", 710 },
	{ "clubs", 9827 }, { "colon", 58 }, { "comma", 44 }, { "commat", 64 },
	{ "cong", 8773 }, { "copy", 169 }, { "crarr", 8629 },
	{ "cross", 10007 }, { "cup", 8746 }, { "curren", 164 },
	{ "dArr", 8659 }, { "dagger", 8224 }, { "darr", 8595 },
	{ "dash", 8208 }, { "dcaron", 271 }, { "deg", 176 }, { "delta", 948 },
	{ "diams", 9830 }, { "divide", 247 }, { "dollar", 36 }, { "dot", 729 },
	{ "eacute", 233 }, { "ecaron", 283 }, { "ecirc", 234 },
	{ "egrave", 232 }, { "empty", 8709 }, { "emsp", 8195 },
	{ "ensp", 8194 }, { "eogon", 281 }, { "epsilon", 949 },
	{ "equals", 61 }, { "equiv", 8801 }, { "eta", 951 }, { "eth", 240 },
	{ "euml", 235 }, { "euro", 8364 }, { "excl", 33 }, { "exist", 8707 },
	{ "female", 9792 }, { "flat", 9837 }, { "fnof", 402 },
	{ "forall", 8704 }, { "frac12", 189 }, { "frac14", 188 },
	{ "frac34", 190 }, { "frasl", 8260 }, { "gamma", 947 },
	{ "gbreve", 287 }, { "ge", 8805 }, { "grave", 96 }, { "gt", 62 },
	{ "hArr", 8660 }, { "hairsp", 8202 }, { "half", 189 }, { "harr", 8596 },
	{ "hearts", 9829 }, { "hellip", 8230 }, { "horbar", 8213 },
	{ "hyphen", 8208 }, { "iacute", 237 }, { "icirc", 238 },
	{ "iexcl", 161 }, { "igrave", 236 }, { "image", 8465 },
	{ "imath", 305 }, { "infin", 8734 }, { "inodot", 305 }, { "int", 8747 },
	{ "iota", 953 }, { "iquest", 191 }, { "isin", 8712 }, { "iuml", 239 },
	{ "kappa", 954 }, { "lArr", 8656 }, { "lambda", 955 }, { "lang", 9001 },
	{ "laquo", 171 }, { "larr", 8592 }, { "lceil", 8968 }, { "lcub", 123 },
	{ "ldquo", 8220 }, { "le", 8804 }, { "lfloor", 8970 },
	{ "lowast", 8727 }, { "lowbar", 95 }, { "loz", 9674 }, { "lpar", 40 },
	{ "lrm", 8206 }, { "lsaquo", 8249 }, { "lsqb", 91 }, { "lsquo", 8216 },
	{ "lstrok", 322 }, { "lt", 60 }, { "macr", 175 }, { "male", 9794 },
	{ "mdash", 8212 }, { "micro", 181 }, { "middot", 183 },
	{ "minus", 8722 }, { "mldr", 8230 }, { "mu", 956 }, { "nabla", 8711 },
	{ "nacute", 324 }, { "natural", 9838 }, { "nbsp", 160 },
	{ "ndash", 8211 }, { "ne", 8800 }, { "ni", 8715 }, { "nldr", 8229 },
	{ "not", 172 }, { "notin", 8713 }, { "nsub", 8836 }, { "ntilde", 241 },
	{ "nu", 957 }, { "num", 35 }, { "numsp", 8199 }, { "oacute", 243 },
	{ "ocirc", 244 }, { "oelig", 339 }, { "ograve", 242 },
	{ "oline", 8254 }, { "omega", 969 }, { "omicron", 959 },
	{ "oplus", 8853 }, { "or", 8744 }, { "ordf", 170 }, { "ordm", 186 },
	{ "oslash", 248 }, { "otilde", 245 }, { "otimes", 8855 },
	{ "ouml", 246 }, { "para", 182 }, { "part", 8706 }, { "percnt", 37 },
	{ "period", 46 }, { "permil", 8240 }, { "perp", 8869 }, { "phi", 966 },
	{ "phone", 9742 }, { "pi", 960 }, { "piv", 982 }, { "plus", 43 },
	{ "plusmn", 177 }, { "pound", 163 }, { "prime", 8242 },
	{ "prod", 8719 }, { "prop", 8733 }, { "psi", 968 }, { "puncsp", 8200 },
	{ "quest", 63 }, { "quot", 34 }, { "rArr", 8658 }, { "radic", 8730 },
	{ "rang", 9002 }, { "raquo", 187 }, { "rarr", 8594 }, { "rcaron", 345 },
	{ "rceil", 8969 }, { "rcub", 125 }, { "rdquo", 8221 }, { "real", 8476 },
	{ "reg", 174 }, { "rfloor", 8971 }, { "rho", 961 }, { "rlm", 8207 },
	{ "rpar", 41 }, { "rsaquo", 8250 }, { "rsqb", 93 }, { "rsquo", 8217 },
	{ "sacute", 347 }, { "sbquo", 8218 }, { "scaron", 353 },
	{ "scedil", 351 }, { "sdot", 8901 }, { "sect", 167 }, { "semi", 59 },
	{ "sharp", 9839 }, { "shy", 173 }, { "sigma", 963 }, { "sigmaf", 962 },
	{ "sim", 8764 }, { "sol", 47 }, { "spades", 9824 }, { "squ", 9633 },
	{ "star", 9734 }, { "starf", 9733 }, { "sub", 8834 }, { "sube", 8838 },
	{ "sum", 8721 }, { "sung", 9834 }, { "sup", 8835 }, { "sup1", 185 },
	{ "sup2", 178 }, { "sup3", 179 }, { "supe", 8839 }, { "szlig", 223 },
	{ "tau", 964 }, { "there4", 8756 }, { "theta", 952 },
	{ "thetasym", 977 }, { "thinsp", 8201 }, { "thorn", 254 },
	{ "tilde", 732 }, { "times", 215 }, { "trade", 8482 }, { "uArr", 8657 },
	{ "uacute", 250 }, { "uarr", 8593 }, { "ucirc", 251 },
	{ "ugrave", 249 }, { "uml", 168 }, { "upsih", 978 }, { "upsilon", 965 },
	{ "uuml", 252 }, { "vellip", 8942 }, { "verbar", 124 },
	{ "weierp", 8472 }, { "xi", 958 }, { "yacute", 253 }, { "yen", 165 },
	{ "yuml", 255 }, { "zacute", 378 }, { "zcaron", 382 }, { "zdot", 380 },
	{ "zeta", 950 }, { "zwj", 8205 }, { "zwnj", 8204 },};
/* clang-format on */

/* What windows-1252 has at 0x80 to 0x9f; 0 where it has nothing. */
static const unsigned short windows[32] = { 0x20ac, 0, 0x201a, 0x0192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
	0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178 };

gunichar
entity_named(const char *name, size_t length)
{
	size_t low = 0, high = G_N_ELEMENTS(named);

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *there = named[middle].name;
		int order = strncmp(name, there, length);

		if (order == 0 && there[length] != '\0')
			order = -1;
		if (order == 0)
			return named[middle].character;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* The character behind a number, as documents of the web mean it. */
static gunichar
from_number(guint64 number)
{
	if (number == '\t' || number == '\n' || number == '\r')
		return (gunichar)number;
	if (number < 0x20 || number == 0x7f)
		return 0;
	if (number >= 0x80 && number < 0xa0)
		return windows[number - 0x80];
	if (number > 0x10ffff || (number >= 0xd800 && number < 0xe000) ||
	    (number & 0xfffe) == 0xfffe)
		return 0xfffd;
	return (gunichar)number;
}

size_t
entity_number(const char *at, const char *end, gunichar *out)
{
	const char *p = at + 2;
	guint64 number = 0;
	unsigned base = 10;
	int digit;

	if (end - at < 4 || at[0] != '&' || at[1] != '#')
		return 0;
	if (*p == 'x' || *p == 'X') {
		base = 16;
		p++;
	}
	const char *first = p;
	for (; p < end; p++) {
		digit = base == 16 ? g_ascii_xdigit_value(*p)
				   : g_ascii_digit_value(*p);
		if (digit < 0)
			break;
		if (number <= 0x10ffff)
			number = number * base + (unsigned)digit;
	}
	if (p == first || p == end || *p != ';')
		return 0;
	*out = from_number(number);
	return (size_t)(p + 1 - at);
}

/* 1: may begin a name, 2: may stand in one */
static const unsigned char name_bytes[256] = { ['A' ... 'Z'] = 1,
	['a' ... 'z'] = 1,
	['0' ... '9'] = 1,
	['_'] = 1,
	[':'] = 1,
	['.'] = 2,
	['-'] = 2,
	[0x80 ... 0xff] = 1 };

size_t
entity_name_length(const char *at, const char *end)
{
	const char *p = at;

	if (p == end || name_bytes[(unsigned char)*p] != 1)
		return 0;
	while (p < end && name_bytes[(unsigned char)*p])
		p++;
	return (size_t)(p - at);
}

/* The named reference at `at`, with or without its semicolon. */
static size_t
read_name(const char *at, const char *end, gunichar *out)
{
	size_t length = 0;

	while (at + 1 + length < end && length < 32 &&
	       g_ascii_isalnum(at[1 + length]))
		length++;
	*out = length > 0 ? entity_named(at + 1, length) : 0;
	if (*out && at + 1 + length < end && at[1 + length] == ';')
		return length + 2;
	/* Without the semicolon only Latin-1, and no longer name. */
	return *out && *out < 0x100 && length > 1 ? length + 1 : 0;
}

size_t
entity_reference(const char *at, const char *end, gunichar *out)
{
	size_t used = entity_number(at, end, out);

	return used ? used : read_name(at, end, out);
}

void
entity_append_decoded(GString *out, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end) {
		const char *sign = memchr(text, '&', (size_t)(end - text));
		gunichar character = 0;
		size_t used;

		if (!sign) {
			g_string_append_len(out, text, end - text);
			return;
		}
		g_string_append_len(out, text, sign - text);
		used = entity_reference(sign, end, &character);
		if (used == 0)
			g_string_append_c(out, '&');
		else if (character)
			g_string_append_unichar(out, character);
		text = sign + (used ? used : 1);
	}
}
