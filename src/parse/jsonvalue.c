/*
 * jsonvalue - values built of the events of a JSON document.
 *
 * Never reads JSON itself.
 */
#include "config.h"

#include "parse/jsonread.h"

#include "base/limits.h"

#include <string.h>

typedef struct Builder {
	Value *open[LIMIT_JSON_DEPTH];
	size_t depth;
	GString *text; /* of the scalar being read */
	Value *whole;
} Builder;

static void
build_start(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	Builder *builder = data;

	(void)name, (void)attributes, (void)count;
	if (strcmp(space, "object") == 0)
		builder->open[builder->depth++] = value_object();
	else if (strcmp(space, "array") == 0)
		builder->open[builder->depth++] = value_list();
}

static void
build_text(void *data, const char *text, size_t length)
{
	Builder *builder = data;

	g_string_truncate(builder->text, 0);
	g_string_append_len(builder->text, text, (gssize)length);
}

/* Whole numbers that fit stay whole. */
static Value *
number_value(const char *text)
{
	gint64 number = g_ascii_strtoll(text, NULL, 10);

	if (strpbrk(text, ".eE") || number == G_MAXINT64 ||
	    number == G_MININT64) /* + 0 makes a negative zero one of ours */
		return value_real(g_ascii_strtod(text, NULL) + 0.0);
	return value_number(number);
}

static Value *
scalar_value(const Builder *builder, const char *kind)
{
	const GString *text = builder->text;

	if (strcmp(kind, "string") == 0)
		return value_text_n(text->str, text->len);
	if (strcmp(kind, "number") == 0)
		return number_value(text->str);
	if (strcmp(kind, "bool") == 0)
		return value_bool(*text->str == 't');
	return value_null();
}

static void
build_end(void *data, const char *space, const char *name)
{
	Builder *builder = data;
	Value *value, *into;

	if (strcmp(space, "object") == 0 || strcmp(space, "array") == 0)
		value = builder->open[--builder->depth];
	else
		value = scalar_value(builder, space);
	into = builder->depth ? builder->open[builder->depth - 1] : NULL;
	if (!into)
		builder->whole = value;
	else if (value_kind(into) == VALUE_LIST)
		value_append(into, value);
	else
		value_set(into, name, value);
}

Value *
json_read(const char *text, size_t length, GError **error)
{
	static const struct cl_events events = { .size = sizeof(events),
		.start = build_start,
		.end = build_end,
		.text = build_text };
	g_autoptr(GString) buffer = g_string_new(NULL);
	Builder builder = { .text = buffer };

	if (json_events(text, length, &events, &builder, error))
		return builder.whole;
	while (builder.depth > 0)
		value_free(builder.open[--builder.depth]);
	value_free(builder.whole);
	return NULL;
}
