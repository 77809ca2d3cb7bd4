/*
 * value-code - the binary form of a value.
 *
 * A byte for the kind, then: nothing (null), a byte (bool), 8 bytes (number,
 * real), a length of 4 bytes and text, or a count of 4 bytes and the items; in
 * an object each has its name, a length and text, before it. Little endian.
 * Decoding believes nothing: it never reads past the end, never allocates what
 * the bytes at hand cannot fill, and never goes deeper than the ceiling.
 */
#include "config.h"

#include "base/value.h"

#include "base/error.h"
#include "base/limits.h"

#include <math.h>
#include <string.h>

static void
put_u32(GByteArray *out, size_t number)
{
	guint32 little = GUINT32_TO_LE((guint32)number);

	/* What is longer could not be sent anyway (LIMIT_MESSAGE_BYTES). */
	g_assert(number <= G_MAXUINT32);
	g_byte_array_append(out, (const guint8 *)&little, sizeof(little));
}

static void
put_u64(GByteArray *out, guint64 number)
{
	guint64 little = GUINT64_TO_LE(number);

	g_byte_array_append(out, (const guint8 *)&little, sizeof(little));
}

static void
put_text(GByteArray *out, const char *text, size_t length)
{
	put_u32(out, length);
	g_byte_array_append(out, (const guint8 *)text, (guint)length);
}

static void
put_items(GByteArray *out, const Value *value)
{
	size_t count = value_count(value);

	put_u32(out, count);
	for (size_t i = 0; i < count; i++) {
		const char *name = value_name_at(value, i);

		if (name)
			put_text(out, name, strlen(name));
		value_encode(value_at(value, i), out);
	}
}

void
value_encode(const Value *value, GByteArray *out)
{
	ValueKind kind = value_kind(value);
	guint8 byte = (guint8)kind;
	double real;
	guint64 bits;

	g_byte_array_append(out, &byte, 1);
	switch (kind) {
	case VALUE_NULL:
		break;
	case VALUE_BOOL:
		byte = value_as_bool(value);
		g_byte_array_append(out, &byte, 1);
		break;
	case VALUE_NUMBER:
		put_u64(out, (guint64)value_as_number(value, 0));
		break;
	case VALUE_REAL:
		real = value_as_real(value, 0);
		memcpy(&bits, &real, sizeof(bits));
		put_u64(out, bits);
		break;
	case VALUE_TEXT:
		put_text(out, value_as_text(value), value_text_length(value));
		break;
	case VALUE_LIST:
	case VALUE_OBJECT:
		put_items(out, value);
		break;
	}
}

typedef struct Reader {
	const guint8 *at, *end;
	size_t members; /* read so far, of the whole tree */
	const char *why; /* the first thing that was wrong */
} Reader;

static Value *read_value(Reader *reader, size_t depth);

/* False always, for `return wrong(...)`. */
static bool
wrong(Reader *reader, const char *why)
{
	if (!reader->why)
		reader->why = why;
	return false;
}

static bool
take(Reader *reader, void *out, size_t length)
{
	if ((size_t)(reader->end - reader->at) < length)
		return wrong(reader, "it is cut short");
	memcpy(out, reader->at, length);
	reader->at += length;
	return true;
}

static bool
take_u32(Reader *reader, size_t *out)
{
	guint32 number;

	if (!take(reader, &number, sizeof(number)))
		return false;
	*out = GUINT32_FROM_LE(number);
	return true;
}

static bool
take_u64(Reader *reader, guint64 *out)
{
	if (!take(reader, out, sizeof(*out)))
		return false;
	*out = GUINT64_FROM_LE(*out);
	return true;
}

/* Text where it lies, not terminated. */
static const char *
take_text(Reader *reader, size_t *length)
{
	const char *text;

	if (!take_u32(reader, length))
		return NULL;
	if ((size_t)(reader->end - reader->at) < *length) {
		wrong(reader, "a text is longer than the message");
		return NULL;
	}
	text = (const char *)reader->at;
	if (!g_utf8_validate_len(text, *length, NULL)) {
		wrong(reader, "a text is not UTF-8");
		return NULL;
	}
	reader->at += *length;
	return text;
}

static Value *
read_bool(Reader *reader)
{
	guint8 byte;

	if (!take(reader, &byte, 1))
		return NULL;
	if (byte > 1) {
		wrong(reader, "a truth is neither 0 nor 1");
		return NULL;
	}
	return value_bool(byte);
}

static Value *
read_real(Reader *reader)
{
	guint64 bits;
	double real;

	if (!take_u64(reader, &bits))
		return NULL;
	memcpy(&real, &bits, sizeof(real));
	if (!isfinite(real)) {
		wrong(reader, "a number is not finite");
		return NULL;
	}
	return value_real(real);
}

static bool
read_member(Reader *reader, Value *object, size_t depth)
{
	size_t length;
	const char *text = take_text(reader, &length);
	g_autofree char *name = NULL;
	Value *member;

	if (!text)
		return false;
	name = g_strndup(text, length);
	if (value_get(object, name))
		return wrong(reader, "a member stands twice");
	member = read_value(reader, depth);
	if (!member)
		return false;
	value_set(object, name, member);
	return true;
}

static bool
read_item(Reader *reader, Value *list, size_t depth)
{
	Value *item = read_value(reader, depth);

	value_append(list, item);
	return item != NULL;
}

static Value *
read_container(Reader *reader, ValueKind kind, size_t depth)
{
	bool is_list = kind == VALUE_LIST;
	g_autoptr(Value) value = is_list ? value_list() : value_object();
	size_t count;

	if (!take_u32(reader, &count))
		return NULL;
	if (depth >= LIMIT_VALUE_DEPTH) {
		wrong(reader, "it nests too deeply");
		return NULL;
	}
	if (count > LIMIT_VALUE_MEMBERS - reader->members) {
		wrong(reader, "it has too many members");
		return NULL;
	}
	reader->members += count;
	for (size_t i = 0; i < count; i++)
		if (!(is_list ? read_item(reader, value, depth + 1)
			      : read_member(reader, value, depth + 1)))
			return NULL;
	return g_steal_pointer(&value);
}

static Value *
read_value(Reader *reader, size_t depth)
{
	guint8 kind;
	guint64 number;
	size_t length;
	const char *text;

	if (!take(reader, &kind, 1))
		return NULL;
	switch (kind) {
	case VALUE_NULL:
		return value_null();
	case VALUE_BOOL:
		return read_bool(reader);
	case VALUE_NUMBER:
		return take_u64(reader, &number) ? value_number((int64_t)number)
						 : NULL;
	case VALUE_REAL:
		return read_real(reader);
	case VALUE_TEXT:
		text = take_text(reader, &length);
		return text ? value_text_n(text, length) : NULL;
	case VALUE_LIST:
	case VALUE_OBJECT:
		return read_container(reader, (ValueKind)kind, depth);
	default:
		wrong(reader, "it has a kind that does not exist");
		return NULL;
	}
}

Value *
value_decode(const void *bytes, size_t length, GError **error)
{
	static const guint8 nothing[1];
	const guint8 *start = bytes ? bytes : nothing;
	Reader reader = { start, start + (bytes ? length : 0), 0, NULL };
	g_autoptr(Value) value = read_value(&reader, 0);

	if (value && reader.at != reader.end)
		wrong(&reader, "something follows it");
	if (!reader.why)
		return g_steal_pointer(&value);
	fail(error, CAILUN_ERROR_HELPER, "a message cannot be read: %s",
	    reader.why);
	return NULL;
}
