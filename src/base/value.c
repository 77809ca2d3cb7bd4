/*
 * value - a tree of text, numbers, lists and objects.
 *
 * The tree itself: made, read, changed. Knows nothing of its two written forms
 * (value-code.c, json.c) and never trusts that text is UTF-8.
 */
#include "config.h"

#include "base/value.h"

#include "base/limits.h"

#include <math.h>
#include <string.h>

/* From so many members on, names are found through a hash table. */
#define INDEX_FROM 24

struct Value {
	ValueKind kind;
	union {
		bool is;
		int64_t number;
		double real;
		struct {
			char *text;
			size_t length;
		};
		struct {
			Value **items;
			char **names; /* of an object */
			GHashTable *index; /* name -> position; large ones */
			size_t count, room;
		};
	};
};

static Value *
make(ValueKind kind)
{
	Value *value = g_new0(Value, 1);

	value->kind = kind;
	return value;
}

Value *
value_null(void)
{
	return make(VALUE_NULL);
}

Value *
value_bool(bool is)
{
	Value *value = make(VALUE_BOOL);

	value->is = is;
	return value;
}

Value *
value_number(int64_t number)
{
	Value *value = make(VALUE_NUMBER);

	value->number = number;
	return value;
}

/* What is no number has no place in either written form. */
Value *
value_real(double number)
{
	Value *value;

	if (!isfinite(number))
		return value_null();
	value = make(VALUE_REAL);
	value->real = number;
	return value;
}

/* Bad bytes, NUL too, become U+FFFD. */
static char *
good_text(const char *text, size_t length)
{
	if (g_utf8_validate_len(text, length, NULL))
		return g_strndup(text, length);
	return g_utf8_make_valid(text, (gssize)length);
}

Value *
value_text_n(const char *text, size_t length)
{
	Value *value = make(VALUE_TEXT);

	value->text = good_text(text ? text : "", text ? length : 0);
	value->length = strlen(value->text);
	return value;
}

Value *
value_text(const char *text)
{
	return value_text_n(text, text ? strlen(text) : 0);
}

Value *
value_list(void)
{
	return make(VALUE_LIST);
}

Value *
value_object(void)
{
	return make(VALUE_OBJECT);
}

static bool
is_container(const Value *value)
{
	return value->kind == VALUE_LIST || value->kind == VALUE_OBJECT;
}

void
value_free(Value *value)
{
	if (!value)
		return;
	if (value->kind == VALUE_TEXT)
		g_free(value->text);
	if (is_container(value)) {
		for (size_t i = 0; i < value->count; i++) {
			value_free(value->items[i]);
			if (value->names)
				g_free(value->names[i]);
		}
		g_free(value->items);
		g_free(value->names);
		g_clear_pointer(&value->index, g_hash_table_destroy);
	}
	g_free(value);
}

/* Takes both. */
static void
add(Value *container, char *name, Value *item)
{
	if (container->count == container->room) {
		container->room = container->room ? container->room * 2 : 8;
		container->items =
		    g_renew(Value *, container->items, container->room);
		if (container->kind == VALUE_OBJECT)
			container->names =
			    g_renew(char *, container->names, container->room);
	}
	container->items[container->count] = item;
	if (container->kind == VALUE_OBJECT)
		container->names[container->count] = name;
	if (container->index)
		g_hash_table_insert(
		    container->index, name, GSIZE_TO_POINTER(container->count));
	container->count++;
}

Value *
value_copy(const Value *value)
{
	Value *copy;

	if (!value)
		return NULL;
	copy = make(value->kind);
	if (value->kind == VALUE_TEXT) {
		copy->text = g_strndup(value->text, value->length);
		copy->length = value->length;
	} else if (is_container(value)) {
		for (size_t i = 0; i < value->count; i++)
			add(copy,
			    value->names ? g_strdup(value->names[i]) : NULL,
			    value_copy(value->items[i]));
	} else {
		*copy = *value;
	}
	return copy;
}

/* An index is made by the search that needs it; it is no part of the value. */
static void
make_index(Value *object)
{
	object->index = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < object->count; i++)
		g_hash_table_insert(
		    object->index, object->names[i], GSIZE_TO_POINTER(i));
}

/* The position of a member, or -1. */
static gssize
find(const Value *object, const char *name)
{
	gpointer at;

	if (!object || object->kind != VALUE_OBJECT || !name)
		return -1;
	if (object->count >= INDEX_FROM) {
		if (!object->index)
			make_index((Value *)object);
		if (!g_hash_table_lookup_extended(
			object->index, name, NULL, &at))
			return -1;
		return (gssize)GPOINTER_TO_SIZE(at);
	}
	for (size_t i = 0; i < object->count; i++)
		if (strcmp(object->names[i], name) == 0)
			return (gssize)i;
	return -1;
}

void
value_set(Value *object, const char *name, Value *member)
{
	g_autofree char *good = NULL;
	gssize at;

	if (!member)
		return;
	if (!object || object->kind != VALUE_OBJECT || !name) {
		value_free(member);
		return;
	}
	good = good_text(name, strlen(name));
	at = find(object, good);
	if (at < 0) {
		add(object, g_steal_pointer(&good), member);
		return;
	}
	value_free(object->items[at]);
	object->items[at] = member;
}

void
value_set_text(Value *object, const char *name, const char *text)
{
	if (text && *text)
		value_set(object, name, value_text(text));
}

void
value_set_number(Value *object, const char *name, int64_t number)
{
	value_set(object, name, value_number(number));
}

void
value_set_bool(Value *object, const char *name, bool is)
{
	value_set(object, name, value_bool(is));
}

void
value_append(Value *list, Value *item)
{
	if (!item)
		return;
	if (list && list->kind == VALUE_LIST)
		add(list, NULL, item);
	else
		value_free(item);
}

void
value_append_text(Value *list, const char *text)
{
	value_append(list, value_text(text));
}

void
value_remove(Value *object, const char *name)
{
	gssize found = find(object, name);
	size_t at = (size_t)found, behind;

	if (found < 0)
		return;
	/* The positions behind it are about to change. */
	g_clear_pointer(&object->index, g_hash_table_destroy);
	value_free(object->items[at]);
	g_free(object->names[at]);
	behind = object->count - at - 1;
	memmove(object->items + at, object->items + at + 1,
	    behind * sizeof(*object->items));
	memmove(object->names + at, object->names + at + 1,
	    behind * sizeof(*object->names));
	object->count--;
}

ValueKind
value_kind(const Value *value)
{
	return value ? value->kind : VALUE_NULL;
}

size_t
value_count(const Value *value)
{
	return value && is_container(value) ? value->count : 0;
}

const Value *
value_at(const Value *value, size_t i)
{
	return i < value_count(value) ? value->items[i] : NULL;
}

const char *
value_name_at(const Value *object, size_t i)
{
	if (value_kind(object) != VALUE_OBJECT || i >= object->count)
		return NULL;
	return object->names[i];
}

const Value *
value_get(const Value *object, const char *name)
{
	gssize at = find(object, name);

	return at < 0 ? NULL : object->items[at];
}

const char *
value_get_text(const Value *object, const char *name)
{
	return value_as_text(value_get(object, name));
}

int64_t
value_get_number(const Value *object, const char *name, int64_t otherwise)
{
	return value_as_number(value_get(object, name), otherwise);
}

bool
value_get_bool(const Value *object, const char *name)
{
	return value_as_bool(value_get(object, name));
}

const char *
value_as_text(const Value *value)
{
	return value_kind(value) == VALUE_TEXT ? value->text : NULL;
}

size_t
value_text_length(const Value *value)
{
	return value_kind(value) == VALUE_TEXT ? value->length : 0;
}

int64_t
value_as_number(const Value *value, int64_t otherwise)
{
	return value_kind(value) == VALUE_NUMBER ? value->number : otherwise;
}

double
value_as_real(const Value *value, double otherwise)
{
	if (value_kind(value) == VALUE_NUMBER)
		return (double)value->number;
	return value_kind(value) == VALUE_REAL ? value->real : otherwise;
}

bool
value_as_bool(const Value *value)
{
	return value_kind(value) == VALUE_BOOL && value->is;
}

/* One step of a path: "name", "name[]" or "name[+]". */
typedef struct Step {
	char *name;
	bool is_list, is_new;
} Step;

static void
step_clear(Step *step)
{
	g_clear_pointer(&step->name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Step, step_clear)

/* Reads a step and moves `*path` behind it and its dot. */
static bool
read_step(const char **path, Step *step)
{
	size_t length = strcspn(*path, ".[]");
	const char *rest = *path + length;

	if (length == 0)
		return false;
	step->is_new = g_str_has_prefix(rest, "[+]");
	step->is_list = step->is_new || g_str_has_prefix(rest, "[]");
	rest += step->is_new ? 3 : step->is_list ? 2 : 0;
	if (*rest == '.' && rest[1])
		rest++;
	else if (*rest)
		return false;
	g_free(step->name);
	step->name = g_strndup(*path, length);
	*path = rest;
	return true;
}

/* Checked before anything is made, so that a bad path leaves no traces. */
static bool
is_path(const char *path)
{
	size_t depth = 0;

	while (path && *path) {
		g_auto(Step) step = { 0 };

		if (!read_step(&path, &step))
			return false;
		depth += step.is_list ? 2 : 1;
	}
	return depth > 0 && depth < LIMIT_VALUE_DEPTH;
}

/* The list that a step goes through, made where there is none. */
static Value *
list_of(Value *object, const Step *step)
{
	gssize at = find(object, step->name);
	Value *list;

	if (at >= 0)
		return value_kind(object->items[at]) == VALUE_LIST
			   ? object->items[at]
			   : NULL;
	list = value_list();
	value_set(object, step->name, list);
	return list;
}

/* The object behind a step, made where there is none; NULL: in the way is
 * something else. */
static Value *
walk(Value *object, const Step *step)
{
	Value *list, *next;
	gssize at;

	if (!step->is_list) {
		at = find(object, step->name);
		if (at >= 0)
			return object->items[at];
		next = value_object();
		value_set(object, step->name, next);
		return next;
	}
	list = list_of(object, step);
	if (!list)
		return NULL;
	if (list->count > 0 && !step->is_new)
		return list->items[list->count - 1];
	next = value_object();
	value_append(list, next);
	return next;
}

static bool
put_last(Value *object, const Step *step, Value **member)
{
	Value *list;

	if (!step->is_list) {
		value_set(object, step->name, g_steal_pointer(member));
		return true;
	}
	list = list_of(object, step);
	if (!list)
		return false;
	if (list->count > 0 && !step->is_new) {
		value_free(list->items[list->count - 1]);
		list->items[list->count - 1] = g_steal_pointer(member);
	} else {
		value_append(list, g_steal_pointer(member));
	}
	return true;
}

bool
value_put(Value *root, const char *path, Value *member)
{
	g_autoptr(Value) mine = member;
	Value *at = root;

	if (!is_path(path))
		return false;
	if (!mine)
		return true;
	for (;;) {
		g_auto(Step) step = { 0 };

		if (value_kind(at) != VALUE_OBJECT || !read_step(&path, &step))
			return false;
		if (!*path)
			return put_last(at, &step, &mine);
		at = walk(at, &step);
	}
}
