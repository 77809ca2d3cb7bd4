/*
 * article-change - whether two captures are two versions, and how they differ.
 *
 * Both questions are asked of the same lines: sentences, folded, without
 * furniture. Decides nothing about what happens then.
 */
#include "config.h"

#include "archive/article.h"

#include "archive/furniture.h"
#include "archive/sentence.h"
#include "base/digest.h"
#include "base/text.h"

#include <string.h>

#define LEAST_TEXT 100 /* characters; CONTRACTS, L2 */
#define LONG_LINE 16 /* twice on a page: once is enough */
#define MOST_SENTENCES 500 /* that are compared with each other */

/* Folded sentences of a body without furniture. */
static GPtrArray *
lines_of(const Article *article)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *body = NULL;
	g_auto(GStrv) parts = NULL;

	if (!article->body)
		return lines;
	body = sentence_split_body(article->body);
	parts = g_strsplit(body, "\n", -1);
	for (size_t i = 0; parts[i]; i++) {
		g_autoptr(GString) folded = g_string_new(NULL);

		furniture_fold(folded, parts[i]);
		if (folded->len > 0 && !furniture_is(folded->str))
			g_ptr_array_add(lines,
			    g_string_free(g_steal_pointer(&folded), FALSE));
	}
	return lines;
}

/* ---- the version key ---- */

static void
append_folded(GString *out, const char *name, const char *text)
{
	g_string_append(out, name);
	g_string_append_c(out, '=');
	if (text)
		furniture_fold(out, text);
	g_string_append_c(out, '\n');
}

char *
article_version_key(const Article *article)
{
	g_autoptr(GString) all = g_string_sized_new(4096);
	g_autoptr(GPtrArray) lines = lines_of(article);
	char date[DATE_TEXT_BYTES], hex[DIGEST_HEX];

	append_folded(all, "title", article->title);
	append_folded(all, "kicker", article->kicker);
	append_folded(all, "subtitle", article->subtitle);
	append_folded(all, "credit", article->credit);
	append_folded(all, "date", date_format(&article->date, date));
	append_folded(all, "mode", article->mode);
	append_folded(all, "status", article->status);
	for (guint i = 0; i < article->authors->len; i++) {
		const Person *author = g_ptr_array_index(article->authors, i);

		append_folded(all, "author", author->name);
	}
	for (guint i = 0; i < article->images->len; i++) {
		const Image *image = g_ptr_array_index(article->images, i);

		append_folded(all, "image", image->url);
		append_folded(all, "alt", image->alt);
	}
	for (guint i = 0; i < lines->len; i++)
		g_string_append(all, g_ptr_array_index(lines, i));
	return g_strdup(digest_hex(all->str, all->len, hex));
}

/* ---- the text key ---- */

/* Behind `(pīnyīn)` of one to six letters that `at` opens; else `at`. */
static const char *
skip_pinyin(const char *at)
{
	const char *from = at;
	int letters = 0;

	if (*at != '(')
		return from;
	for (at++; letters <= 6 && g_unichar_isalpha(g_utf8_get_char(at)) &&
		   !text_is_han(g_utf8_get_char(at));
	     letters++)
		at = g_utf8_next_char(at);
	return letters >= 1 && letters <= 6 && *at == ')' ? at + 1 : from;
}

/* Behind the address of a link or image whose text ends before `at`. */
static const char *
skip_target(const char *at)
{
	const char *end = g_str_has_prefix(at, "](") ? strchr(at, ')') : NULL;

	return end ? end + 1 : at;
}

/* Han, letters, digits, percent signs, decimal points: nothing else. */
static size_t
append_body(GString *out, const char *line)
{
	size_t characters = 0;
	gunichar before = 0;

	for (const char *at = line; *at;
	     before = g_utf8_get_char(at), at = g_utf8_next_char(at)) {
		gunichar c;

		if (text_is_han(before))
			at = skip_pinyin(at);
		at = skip_target(at);
		c = g_unichar_tolower(g_utf8_get_char(at));
		if (c == 0)
			break;
		if (!g_unichar_isalnum(c) && c != '%' &&
		    !(c == '.' && g_unichar_isdigit(before) &&
			g_ascii_isdigit(at[1])))
			continue;
		g_string_append_unichar(out, c);
		characters++;
	}
	return characters;
}

char *
article_text_key(const Article *article)
{
	g_autoptr(GString) body = g_string_sized_new(4096);
	g_autoptr(GPtrArray) lines = lines_of(article);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	size_t characters = 0;
	char hex[DIGEST_HEX];

	for (guint i = 0; i < lines->len; i++) {
		char *line = g_ptr_array_index(lines, i);

		if (g_str_has_prefix(line, "!["))
			continue;
		if (g_utf8_strlen(line, -1) >= LONG_LINE &&
		    !g_hash_table_add(seen, line))
			continue;
		characters += append_body(body, line);
	}
	if (characters < LEAST_TEXT)
		return NULL;
	return g_strdup(digest_hex(body->str, body->len, hex));
}

/* ---- classes of change ---- */

typedef struct Change {
	bool headline, number, order, removal, addition;
} Change;

static bool
is_same(const char *a, const char *b)
{
	g_autoptr(GString) left = g_string_new(NULL);
	g_autoptr(GString) right = g_string_new(NULL);

	furniture_fold(left, a ? a : "");
	furniture_fold(right, b ? b : "");
	return g_string_equal(left, right);
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * The lines of `from` that `other` has not, or has less often. Borrows them
 * from `from`.
 */
static GPtrArray *
lines_without(const GPtrArray *from, const GPtrArray *other)
{
	GPtrArray *sorted = g_ptr_array_new();
	g_autoptr(GPtrArray) others = g_ptr_array_new();
	guint kept = 0, j = 0;

	g_ptr_array_extend(sorted, (GPtrArray *)from, NULL, NULL);
	g_ptr_array_extend(others, (GPtrArray *)other, NULL, NULL);
	g_ptr_array_sort(sorted, compare_lines);
	g_ptr_array_sort(others, compare_lines);
	for (guint i = 0; i < sorted->len; i++) {
		char *line = g_ptr_array_index(sorted, i);

		while (j < others->len &&
		       strcmp(g_ptr_array_index(others, j), line) < 0)
			j++;
		if (j < others->len &&
		    !strcmp(g_ptr_array_index(others, j), line))
			j++;
		else
			g_ptr_array_index(sorted, kept++) = line;
	}
	g_ptr_array_set_size(sorted, (gint)kept);
	return sorted;
}

static bool
is_numeral(gunichar c)
{
	return g_unichar_isdigit(c) ||
	       (c > 0x80 &&
		   g_utf8_strchr("〇零一二三四五六七八九十百千万亿两", -1, c));
}

/* The numerals of a sentence, or all but them. */
static char *
pick(const char *line, bool wants_numerals)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = line; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (is_numeral(c) == wants_numerals)
			g_string_append_unichar(out, c);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static bool
has_other_numbers(const char *a, const char *b)
{
	g_autofree char *left = pick(a, true), *right = pick(b, true);

	return strcmp(left, right) != 0;
}

/* At least half of the longer is beginning and end of the other. */
static bool
is_alike(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), longest = MAX(n, m);
	size_t shortest = MIN(n, m), head = 0, tail = 0;

	while (head < shortest && a[head] == b[head])
		head++;
	while (tail < shortest - head && a[n - 1 - tail] == b[m - 1 - tail])
		tail++;
	return (head + tail) * 2 >= longest;
}

/* Sentences that were reworded, not taken out and put in. */
static void
pair_up(GPtrArray *removed, GPtrArray *added, Change *change)
{
	if (removed->len > MOST_SENTENCES || added->len > MOST_SENTENCES)
		return;
	for (guint i = 0; i < removed->len;) {
		const char *line = g_ptr_array_index(removed, i);
		guint j = 0;

		while (j < added->len &&
		       !is_alike(line, g_ptr_array_index(added, j)))
			j++;
		if (j == added->len) {
			i++;
			continue;
		}
		change->number |=
		    has_other_numbers(line, g_ptr_array_index(added, j));
		g_ptr_array_remove_index(removed, i);
		g_ptr_array_remove_index(added, j);
	}
}

static bool
is_same_order(const GPtrArray *before, const GPtrArray *after)
{
	if (before->len != after->len)
		return false;
	for (guint i = 0; i < before->len; i++)
		if (strcmp(g_ptr_array_index(before, i),
			g_ptr_array_index(after, i)))
			return false;
	return true;
}

static void
compare_bodies(const Article *before, const Article *after, Change *change)
{
	g_autoptr(GPtrArray) old = lines_of(before), new = lines_of(after);
	g_autoptr(GPtrArray) removed = lines_without(old, new);
	g_autoptr(GPtrArray) added = lines_without(new, old);

	if (removed->len == 0 && added->len == 0) {
		change->order = !is_same_order(old, new);
		return;
	}
	pair_up(removed, added, change);
	change->removal = removed->len > 0;
	change->addition = added->len > 0;
}

char *
article_change(const Article *before, const Article *after)
{
	g_autofree char *old = article_version_key(before);
	g_autofree char *new = article_version_key(after);
	g_autoptr(GString) out = NULL;
	Change change = { 0 };

	if (!strcmp(old, new))
		return NULL;
	change.headline = !is_same(before->title, after->title) ||
			  !is_same(before->kicker, after->kicker) ||
			  !is_same(before->subtitle, after->subtitle);
	compare_bodies(before, after, &change);
	out = g_string_new(NULL);
	g_string_append(out, change.headline ? "headline," : "");
	g_string_append(out, change.number ? "number," : "");
	g_string_append(out, change.order ? "order," : "");
	g_string_append(out, change.removal ? "removal," : "");
	g_string_append(out, change.addition ? "addition," : "");
	if (out->len == 0)
		g_string_append(out, "typo,");
	g_string_truncate(out, out->len - 1);
	return g_string_free(g_steal_pointer(&out), FALSE);
}
