/*
 * feed-bytes - text, looked at and cut, without a library.
 *
 * Bytes only; letters are those of ASCII. Never allocates but through the
 * host.
 */
#include <cailun/plugin.h>

#include "feed.h"

size_t
bytes_length(const char *text)
{
	const char *p = text;

	while (*p)
		p++;
	return (size_t)(p - text);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
bytes_is(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b))
		a++, b++;
	return lower(*a) == lower(*b);
}

bool
bytes_begins(const char *text, const char *with)
{
	while (*with && lower(*text) == lower(*with))
		text++, with++;
	return *with == '\0';
}

bool
bytes_ends(const char *text, const char *with)
{
	size_t length = bytes_length(text), tail = bytes_length(with);

	return length >= tail && bytes_is(text + length - tail, with);
}

const char *
bytes_find(const char *text, char c)
{
	for (; *text; text++)
		if (*text == c)
			return text;
	return NULL;
}

bool
bytes_has(const char *text, const char *word)
{
	for (; *text; text++)
		if (bytes_begins(text, word))
			return true;
	return false;
}

bool
bytes_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool
bytes_is_blank(const char *text)
{
	while (bytes_is_space(*text))
		text++;
	return *text == '\0';
}

const char *
bytes_slice(struct cl_call *call, const char *from, size_t length)
{
	while (length > 0 && bytes_is_space(*from))
		from++, length--;
	while (length > 0 && bytes_is_space(from[length - 1]))
		length--;
	return cl_keep(call, from, length);
}

const char *
bytes_trim(struct cl_call *call, const char *text)
{
	return bytes_slice(call, text, bytes_length(text));
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
bytes_number(const char *text, int64_t *out)
{
	bool is_negative;
	int64_t number = 0;

	while (bytes_is_space(*text))
		text++;
	is_negative = *text == '-';
	if (*text == '-' || *text == '+')
		text++;
	if (!is_digit(*text))
		return false;
	for (; is_digit(*text) || *text == ','; text++) {
		if (*text == ',')
			continue;
		if (number > INT64_MAX / 10 - 10)
			return false;
		number = number * 10 + (*text - '0');
	}
	*out = is_negative ? -number : number;
	return true;
}

bool
bytes_duration(const char *text, int64_t *out)
{
	int64_t total = 0, part;

	for (;;) {
		if (!bytes_number(text, &part) || part < 0 || part > 10000000)
			return false;
		total = total * 60 + part;
		while (is_digit(*text) || bytes_is_space(*text))
			text++;
		if (*text != ':')
			break;
		text++;
		if (total > 10000000)
			return false;
	}
	*out = total;
	return *text == '\0' || *text == '.';
}

static bool
is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

/* `&name;` or `&#1;` at the sign. */
static bool
is_reference(const char *p)
{
	p++;
	if (*p == '#')
		p++;
	if (!is_letter(*p) && !is_digit(*p))
		return false;
	for (int i = 0; i < 32 && (is_letter(*p) || is_digit(*p)); i++)
		p++;
	return *p == ';';
}

bool
bytes_looks_like_markup(const char *text)
{
	for (const char *p = text; *p; p++) {
		if (*p == '&' && is_reference(p))
			return true;
		if (*p != '<')
			continue;
		if ((is_letter(p[1]) || (p[1] == '/' && is_letter(p[2])) ||
			p[1] == '!') &&
		    bytes_find(p, '>'))
			return true;
	}
	return false;
}

/* ---- base64 ---- */

static int
base64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (is_digit(c))
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

#define BASE64_BLOCK 1024

/* One block; moves on to what follows it. */
static const char *
base64_block(struct cl_call *call, const char **at)
{
	char out[BASE64_BLOCK];
	size_t n = 0;
	unsigned bits = 0, held = 0;

	for (; **at && n < BASE64_BLOCK - 3; ++*at) {
		int digit = base64_digit(**at);

		if (digit < 0)
			continue;
		bits = (bits << 6 | (unsigned)digit) & 0xffffff;
		if (++held < 4)
			continue;
		out[n++] = (char)(bits >> 16);
		out[n++] = (char)(bits >> 8);
		out[n++] = (char)bits;
		held = 0;
	}
	if (held > 2)
		out[n++] = (char)(bits >> 10);
	if (held > 1)
		out[n++] = (char)(held > 2 ? bits >> 2 : bits >> 4);
	return cl_keep(call, out, n);
}

/* Halves are joined, so that no part is copied more often than log n times. */
static const char *
base64_blocks(struct cl_call *call, const char **at, size_t blocks)
{
	if (blocks <= 1)
		return base64_block(call, at);
	const char *left = base64_blocks(call, at, blocks / 2);
	const char *right = base64_blocks(call, at, blocks - blocks / 2);

	return cl_join(call, left, right);
}

const char *
bytes_base64(struct cl_call *call, const char *text)
{
	const char *at = text;

	return base64_blocks(
	    call, &at, bytes_length(text) / 4 * 3 / (BASE64_BLOCK - 3) + 1);
}

/* ---- coordinates ---- */

/* One number, as JSON has it. */
static const char *
read_coordinate(struct cl_call *call, const char **at)
{
	const char *from, *sign = "";
	bool has_point = false, has_digit = false;

	while (bytes_is_space(**at) || **at == ',')
		++*at;
	if (**at == '-')
		sign = "-";
	if (**at == '-' || **at == '+')
		++*at;
	while (**at == '0' && is_digit((*at)[1]))
		++*at;
	from = *at;
	for (; is_digit(**at) || (**at == '.' && !has_point); ++*at) {
		has_point |= **at == '.';
		has_digit |= **at != '.';
	}
	if (!has_digit || (**at && !bytes_is_space(**at) && **at != ','))
		return NULL;
	const char *number = cl_keep(call, from, (size_t)(*at - from));
	if (*from == '.')
		number = cl_join(call, "0", number);
	if (bytes_ends(number, "."))
		number = cl_join(call, number, "0");
	return cl_join(call, sign, number);
}

static const char *
read_pair(struct cl_call *call, const char **at, bool is_turned)
{
	const char *first = read_coordinate(call, at);
	const char *second = first ? read_coordinate(call, at) : NULL;

	if (!second)
		return NULL;
	const char *left = cl_join(call, "[", is_turned ? first : second);
	const char *right = cl_join(call, is_turned ? second : first, "]");

	return cl_join(call, cl_join(call, left, ","), right);
}

/* How many words the text has. */
static size_t
count_words(const char *text)
{
	size_t n = 0;

	for (bool was_gap = true; *text; text++) {
		bool is_gap = bytes_is_space(*text) || *text == ',';

		n += was_gap && !is_gap;
		was_gap = is_gap;
	}
	return n;
}

static const char *
read_pairs(struct cl_call *call, const char **at, bool is_turned, size_t n)
{
	if (n == 1)
		return read_pair(call, at, is_turned);
	const char *left = read_pairs(call, at, is_turned, n / 2);
	const char *right =
	    left ? read_pairs(call, at, is_turned, n - n / 2) : NULL;

	return right ? cl_join(call, cl_join(call, left, ","), right) : NULL;
}

const char *
bytes_coordinates(struct cl_call *call, const char *text, bool is_list,
    bool is_turned, size_t *pairs)
{
	size_t words = count_words(text);
	const char *list;

	*pairs = words / 2;
	if (words < 2 || words % 2 != 0 || words > 100000 ||
	    (!is_list && words != 2))
		return NULL;
	list = read_pairs(call, &text, is_turned, words / 2);
	if (!list || !is_list)
		return list;
	return cl_join(call, cl_join(call, "[", list), "]");
}
