/*
 * field - members of a message, read as if an attacker had written them.
 *
 * Never trusts a kind, a count or a length, and never takes more than asked.
 */
#include "config.h"

#include "wire/field.h"

#include "base/error.h"

#include <string.h>

Fields
fields_of(const Value *object, const char *what, GError **error)
{
	Fields fields = { .object = object, .what = what, .error = error };

	if (value_kind(object) != VALUE_OBJECT) {
		fields.is_bad = true;
		(void)fail(error, CAILUN_ERROR_HELPER,
		    "message %s: not an object", what);
	}
	return fields;
}

bool
fields_done(const Fields *fields)
{
	return !fields->is_bad;
}

void
fields_refuse(Fields *fields, const char *name, const char *why)
{
	if (fields->is_bad)
		return;
	fields->is_bad = true;
	(void)fail(fields->error, CAILUN_ERROR_HELPER, "message %s: %s: %s",
	    fields->what, name, why);
}

/* A member of the kind that is wanted; NULL also when it is absent. */
static const Value *
find(Fields *fields, const char *name, ValueKind kind)
{
	const Value *member = NULL;

	if (!fields->is_bad)
		member = value_get(fields->object, name);
	if (!member)
		return NULL;
	if (value_kind(member) != kind) {
		fields_refuse(fields, name, "wrong kind");
		return NULL;
	}
	return member;
}

static char *
copy_text(
    Fields *fields, const char *name, const Value *value, size_t max_bytes)
{
	const char *text = value_as_text(value);
	size_t length = value_text_length(value);

	if (value_kind(value) != VALUE_TEXT || !text) {
		fields_refuse(fields, name, "not a text");
		return NULL;
	}
	if (length > max_bytes) {
		fields_refuse(fields, name, "too long");
		return NULL;
	}
	if (strlen(text) != length || !g_utf8_validate(text, -1, NULL)) {
		fields_refuse(fields, name, "not UTF-8 text");
		return NULL;
	}
	return g_strdup(text);
}

char *
fields_text(Fields *fields, const char *name, size_t max_bytes)
{
	const Value *member = find(fields, name, VALUE_TEXT);

	return member ? copy_text(fields, name, member, max_bytes) : NULL;
}

char *
fields_need_text(Fields *fields, const char *name, size_t max_bytes)
{
	char *text = fields_text(fields, name, max_bytes);

	if (!text)
		fields_refuse(fields, name, "missing");
	return text;
}

int64_t
fields_number(Fields *fields, const char *name, int64_t least, int64_t most,
    int64_t otherwise)
{
	const Value *member = find(fields, name, VALUE_NUMBER);
	int64_t number;

	if (!member)
		return otherwise;
	number = value_as_number(member, otherwise);
	if (number < least || number > most) {
		fields_refuse(fields, name, "out of range");
		return otherwise;
	}
	return number;
}

bool
fields_bool(Fields *fields, const char *name)
{
	return value_as_bool(find(fields, name, VALUE_BOOL));
}

const Value *
fields_list(Fields *fields, const char *name, size_t max_items)
{
	const Value *member = find(fields, name, VALUE_LIST);

	if (member && value_count(member) > max_items) {
		fields_refuse(fields, name, "too many items");
		return NULL;
	}
	return member;
}

char **
fields_texts(
    Fields *fields, const char *name, size_t max_items, size_t max_bytes)
{
	const Value *list = fields_list(fields, name, max_items);
	g_auto(GStrv) texts = NULL;
	size_t n = value_count(list);

	if (!list)
		return NULL;
	texts = g_new0(char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		texts[i] =
		    copy_text(fields, name, value_at(list, i), max_bytes);
		if (!texts[i])
			return NULL;
	}
	return g_steal_pointer(&texts);
}
