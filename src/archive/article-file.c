/*
 * article-file - an article's file, written and read.
 *
 * One table says which keys there are and in which order; writer and reader
 * both follow it, so that they stay inverse. A file that a person has edited
 * is read as kindly as possible: unknown keys are passed over, quotation marks
 * may be missing. Nothing here looks at what a text says.
 */
#include "config.h"

#include "archive/article.h"

#include "archive/quote.h"
#include "archive/sentence.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

typedef enum Kind {
	KIND_TEXT,
	KIND_DATE,
	KIND_ORIGIN, /* where the article's date came from */
	KIND_TEXTS,
	KIND_PERSONS,
	KIND_IMAGES,
} Kind;

typedef struct Field {
	const char *key;
	Kind kind;
	size_t offset;
	guint limit; /* of a list */
} Field;

#define FIELD(kind, name) \
	{ \
#name, kind, offsetof(Article, name), 0 \
	}
#define LIST(kind, name, limit) \
	{ \
#name, kind, offsetof(Article, name), limit \
	}

/* After `schema`, which always stands first. */
static const Field fields[] = {
	FIELD(KIND_TEXT, uid),
	FIELD(KIND_TEXT, title),
	FIELD(KIND_TEXT, kicker),
	FIELD(KIND_TEXT, subtitle),
	FIELD(KIND_DATE, date),
	{ "date_from", KIND_ORIGIN, offsetof(Article, date), 0 },
	FIELD(KIND_DATE, lastmod),
	FIELD(KIND_TEXT, source),
	FIELD(KIND_TEXT, outlet),
	FIELD(KIND_TEXT, province),
	FIELD(KIND_TEXT, link),
	LIST(KIND_TEXTS, links, LIMIT_LINKS),
	LIST(KIND_PERSONS, authors, LIMIT_PEOPLE),
	LIST(KIND_PERSONS, editors, LIMIT_PEOPLE),
	FIELD(KIND_TEXT, credit),
	FIELD(KIND_TEXT, section),
	FIELD(KIND_TEXT, page),
	FIELD(KIND_TEXT, page_name),
	FIELD(KIND_TEXT, issue),
	FIELD(KIND_TEXT, dateline),
	LIST(KIND_TEXTS, tags, LIMIT_TAGS),
	FIELD(KIND_TEXT, description),
	LIST(KIND_IMAGES, images, LIMIT_IMAGES),
	FIELD(KIND_TEXT, mode),
	FIELD(KIND_TEXT, status),
	FIELD(KIND_DATE, status_date),
	FIELD(KIND_TEXT, family),
	FIELD(KIND_TEXT, rights),
	FIELD(KIND_DATE, captured),
	FIELD(KIND_TEXT, raw),
};

static void *
member(const Article *article, const Field *field)
{
	return (char *)article + field->offset;
}

/* ---- writing ---- */

static bool
is_given(const char *text)
{
	return text && *text;
}

/* `{"url": "…", "alt": "…"}`; the second may be missing. */
static void
append_pair(GString *out, const char *key, const char *value, const char *key2,
    const char *value2)
{
	g_string_append_printf(out, "{\"%s\": ", key);
	quote_append(out, value);
	if (is_given(value2)) {
		g_string_append_printf(out, ", \"%s\": ", key2);
		quote_append(out, value2);
	}
	g_string_append_c(out, '}');
}

/* One item; false and nothing written when it is empty. */
static bool
append_item(GString *out, const Field *field, const void *item)
{
	const Person *person = item;
	const Image *image = item;

	if (field->kind == KIND_TEXTS && is_given(item))
		quote_append(out, item);
	else if (field->kind == KIND_IMAGES && is_given(image->url))
		append_pair(out, "url", image->url, "alt", image->alt);
	else if (field->kind != KIND_PERSONS || !is_given(person->name))
		return false;
	else if (!is_given(person->role) && !strcmp(field->key, "authors"))
		quote_append(out, person->name);
	else
		append_pair(out, "name", person->name, "role", person->role);
	return true;
}

static void
append_list(GString *out, const Field *field, const GPtrArray *list)
{
	size_t start = out->len, before;
	guint written = 0;

	g_string_append_printf(out, "%s:\n", field->key);
	for (guint i = 0; i < list->len && written < field->limit; i++) {
		before = out->len;
		g_string_append(out, "  - ");
		if (append_item(out, field, g_ptr_array_index(list, i))) {
			g_string_append_c(out, '\n');
			written++;
		} else {
			g_string_truncate(out, before);
		}
	}
	if (written == 0)
		g_string_truncate(out, start);
}

static void
append_field(GString *out, const Field *field, const Article *article)
{
	const char *text = NULL;
	char date[DATE_TEXT_BYTES];

	switch (field->kind) {
	case KIND_TEXT:
		text = *(char **)member(article, field);
		break;
	case KIND_ORIGIN:
		if (article->date.precision != DATE_NONE)
			text = date_origin_name(article->date.origin);
		break;
	case KIND_DATE:
		(void)date_format(member(article, field), date);
		if (*date)
			g_string_append_printf(
			    out, "%s: %s\n", field->key, date);
		return;
	default:
		append_list(out, field, *(GPtrArray **)member(article, field));
		return;
	}
	if (!is_given(text))
		return;
	g_string_append_printf(out, "%s: ", field->key);
	quote_append(out, text);
	g_string_append_c(out, '\n');
}

GString *
article_text(const Article *article)
{
	GString *out = g_string_sized_new(1024);
	g_autofree char *body = NULL;

	g_string_append_printf(out, "---\nschema: %d\n", ARTICLE_SCHEMA);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		append_field(out, &fields[i], article);
	g_string_append(out, "---\n");
	if (is_given(article->body))
		body = sentence_split_body(article->body);
	if (is_given(body))
		g_string_append_printf(out, "\n%s\n", body);
	return out;
}

/* ---- reading ---- */

/* Where the reader stands. */
typedef struct Reader {
	const char *at;
	int line;
	const Field *list; /* whose items follow, or NULL */
	bool seen[G_N_ELEMENTS(fields)];
	bool has_schema;
} Reader;

static bool
refuse(const Reader *reader, const char *what, GError **error)
{
	return fail(error, CAILUN_ERROR_INPUT, "article: line %d: %s",
	    reader->line, what);
}

/* A text with or without quotation marks, to the end of `line`. */
static char *
read_text(const char *line)
{
	char *text;

	if (*line != '"')
		return g_strdup(line);
	text = quote_read(&line);
	if (text && line[strspn(line, " \t")] != '\0')
		g_clear_pointer(&text, g_free);
	return text;
}

static void
skip_blanks(const char **at)
{
	*at += strspn(*at, " \t");
}

static bool
read_mark(const char **at, char mark)
{
	skip_blanks(at);
	if (**at != mark)
		return false;
	++*at;
	skip_blanks(at);
	return true;
}

/* The members `first` and `second` of `{"name": "…", …}`, in any order. */
static bool
read_pair(const char *at, const char *first, char **value, const char *second,
    char **value2)
{
	if (!read_mark(&at, '{'))
		return false;
	do {
		g_autofree char *key = quote_read(&at), *text = NULL;
		char **to = NULL;

		if (!key || !read_mark(&at, ':'))
			return false;
		if (!strcmp(key, first))
			to = value;
		else if (!strcmp(key, second))
			to = value2;
		text = quote_read(&at);
		if (!text || !to || *to)
			return false;
		*to = g_steal_pointer(&text);
	} while (read_mark(&at, ','));
	return *value && read_mark(&at, '}') && *at == '\0';
}

static bool
read_item(Reader *reader, Article *article, const char *line, GError **error)
{
	const Field *field = reader->list;
	GPtrArray *list = *(GPtrArray **)member(article, field);
	bool is_image = field->kind == KIND_IMAGES;
	g_autofree char *one = NULL, *two = NULL;
	Person *person;

	if (list->len >= field->limit)
		return refuse(reader, "too many items", error);
	if (*line != '{') {
		one = read_text(line);
		if (!one || is_image)
			return refuse(reader, "not an item", error);
	} else if (field->kind == KIND_TEXTS ||
		   !read_pair(line, is_image ? "url" : "name", &one,
		       is_image ? "alt" : "role", &two)) {
		return refuse(reader, "not an item", error);
	}
	if (is_image) {
		article_add_image(article, one, two);
	} else if (field->kind == KIND_TEXTS) {
		g_ptr_array_add(list, g_steal_pointer(&one));
	} else {
		person = g_new0(Person, 1);
		person->name = g_steal_pointer(&one);
		person->role = g_steal_pointer(&two);
		g_ptr_array_add(list, person);
	}
	return true;
}

static bool
read_date(const char *value, Date *date)
{
	g_autofree char *text = read_text(value);
	uint8_t origin = date->origin;

	if (!text || !date_parse(text, date))
		return false;
	date->origin = origin;
	return true;
}

static bool
read_value(Reader *reader, Article *article, const Field *field,
    const char *value, GError **error)
{
	g_autofree char *text = NULL;

	switch (field->kind) {
	case KIND_DATE:
		if (!read_date(value, member(article, field)))
			return refuse(reader, "not a date", error);
		return true;
	case KIND_TEXT:
	case KIND_ORIGIN:
		text = read_text(value);
		if (!text)
			return refuse(reader, "a bad text", error);
		if (field->kind == KIND_ORIGIN)
			article->date.origin = date_origin_from_name(text);
		else if (*text)
			*(char **)member(article, field) =
			    g_steal_pointer(&text);
		return true;
	default:
		if (*value && strcmp(value, "[]"))
			return refuse(reader, "not a list", error);
		reader->list = *value ? NULL : field;
		return true;
	}
}

static bool
read_schema(Reader *reader, const char *value, GError **error)
{
	guint64 schema;

	if (reader->has_schema)
		return refuse(reader, "a key given twice", error);
	reader->has_schema = true;
	if (!g_ascii_string_to_unsigned(value, 10, 1, G_MAXINT, &schema, NULL))
		return refuse(reader, "not a schema", error);
	if (schema > ARTICLE_SCHEMA)
		return refuse(reader, "made by a newer cailun", error);
	return true;
}

static bool
read_key(Reader *reader, Article *article, const char *line, GError **error)
{
	const char *colon = strchr(line, ':');
	g_autofree char *key = NULL;
	const char *value;

	reader->list = NULL;
	if (!colon || colon == line)
		return refuse(reader, "not a key and a value", error);
	key = g_strndup(line, (size_t)(colon - line));
	value = colon + 1;
	skip_blanks(&value);
	if (!strcmp(key, "schema"))
		return read_schema(reader, value, error);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (strcmp(key, fields[i].key))
			continue;
		if (reader->seen[i])
			return refuse(reader, "a key given twice", error);
		reader->seen[i] = true;
		return read_value(reader, article, &fields[i], value, error);
	}
	return true;
}

/* The next line without its end; NULL at the end of the text. */
static char *
next_line(Reader *reader)
{
	size_t length = strcspn(reader->at, "\n");
	char *line;

	if (reader->at[length] == '\0')
		return NULL;
	line = g_strndup(reader->at, length);
	g_strchomp(line);
	reader->at += length + 1;
	reader->line++;
	return line;
}

static bool
read_front(Reader *reader, Article *article, GError **error)
{
	for (;;) {
		g_autofree char *line = next_line(reader);
		const char *at = line;

		if (!line)
			return refuse(
			    reader, "no end of the front matter", error);
		if (!strcmp(line, "---"))
			return true;
		skip_blanks(&at);
		if (*at == '\0' || *line == '#')
			continue;
		if (g_str_has_prefix(at, "- ")) {
			at += 2;
			skip_blanks(&at);
			if (reader->list &&
			    !read_item(reader, article, at, error))
				return false;
			continue;
		}
		if (at == line && !read_key(reader, article, line, error))
			return false;
	}
}

Article *
article_read(const char *text, size_t length, GError **error)
{
	g_autoptr(Article) article = article_new();
	g_autofree char *copy = NULL, *first = NULL, *body = NULL;
	Reader reader = { 0 };

	if (length > 2 * (size_t)LIMIT_BODY_BYTES) {
		fail(error, CAILUN_ERROR_INPUT, "article: larger than %u bytes",
		    2 * LIMIT_BODY_BYTES);
		return NULL;
	}
	if (!text_is_utf8(text, (gssize)length)) {
		fail(error, CAILUN_ERROR_INPUT, "article: not UTF-8");
		return NULL;
	}
	copy = g_strndup(text, length);
	reader.at = copy;
	first = next_line(&reader);
	if (!first || strcmp(first, "---")) {
		fail(error, CAILUN_ERROR_INPUT,
		    "article: no front matter, it begins with \"---\"");
		return NULL;
	}
	if (!read_front(&reader, article, error))
		return NULL;
	body = sentence_join_body(reader.at);
	if (*body)
		article->body = g_steal_pointer(&body);
	return g_steal_pointer(&article);
}
