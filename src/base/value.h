/*
 * value - a tree of text, numbers, lists and objects.
 *
 * What crosses between the processes, and what is printed as JSON. Objects
 * keep the order in which members were set. Text is UTF-8 without NUL (setters
 * replace bad bytes by U+FFFD); a real that is not finite is a null. A container
 * owns what was put into it; getters borrow and accept NULL, wrong kinds and
 * missing members, for which they return the neutral answer.
 */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ValueKind {
	VALUE_NULL = 0,
	VALUE_BOOL,
	VALUE_NUMBER,		/* int64_t */
	VALUE_REAL,
	VALUE_TEXT,
	VALUE_LIST,
	VALUE_OBJECT,
} ValueKind;

typedef struct Value Value;

Value *value_null(void);
Value *value_bool(bool is);
Value *value_number(int64_t number);
Value *value_real(double number);
Value *value_text(const char *text);
Value *value_text_n(const char *text, size_t length);
Value *value_list(void);
Value *value_object(void);
void value_free(Value *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Value, value_free)
Value *value_copy(const Value *value);

/* Sets or replaces a member; takes `member`; NULL member: nothing happens. */
void value_set(Value *object, const char *name, Value *member);
/* The same; NULL and "" leave the member out. */
void value_set_text(Value *object, const char *name, const char *text);
void value_set_number(Value *object, const char *name, int64_t number);
void value_set_bool(Value *object, const char *name, bool is);
/* Takes `item`. */
void value_append(Value *list, Value *item);
void value_append_text(Value *list, const char *text);
void value_remove(Value *object, const char *name);

ValueKind value_kind(const Value *value);	/* VALUE_NULL for NULL */
size_t value_count(const Value *value);	/* items or members */
const Value *value_at(const Value *value, size_t i);
const char *value_name_at(const Value *object, size_t i);
const Value *value_get(const Value *object, const char *name);
/* NULL when there is no such text. */
const char *value_get_text(const Value *object, const char *name);
int64_t value_get_number(const Value *object, const char *name,
    int64_t otherwise);
bool value_get_bool(const Value *object, const char *name);
const char *value_as_text(const Value *value);
size_t value_text_length(const Value *value);
int64_t value_as_number(const Value *value, int64_t otherwise);
double value_as_real(const Value *value, double otherwise);
bool value_as_bool(const Value *value);

/*
 * Walks or makes a place in a tree: "a.b" members, "a[]" the last item of a
 * list (a new one where it is empty), "a[+]" a new item, as in "attachments[+].url", "attachments[].title".
 * Takes `member`. False (and frees it) when the path is malformed or leads
 * through a text.
 */
bool value_put(Value *root, const char *path, Value *member);

/*
 * The binary form that crosses between processes; little endian, lengths
 * before bytes. Decoding checks kinds, lengths, UTF-8, LIMIT_VALUE_DEPTH and
 * LIMIT_VALUE_MEMBERS, and fails with CAILUN_ERROR_HELPER.
 */
void value_encode(const Value *value, GByteArray *out);
Value *value_decode(const void *bytes, size_t length, GError **error);

#endif
