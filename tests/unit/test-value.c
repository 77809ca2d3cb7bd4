/*
 * test-value - the tree, its binary form against every kind of nonsense, JSON.
 */
#include "config.h"

#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/value.h"

#include <math.h>
#include <string.h>

static char *
json(const Value *value)
{
	GString *out = g_string_new(NULL);

	json_append(out, value);
	return g_string_free(out, FALSE);
}

static void
check_json(const Value *value, const char *expected)
{
	g_autofree char *text = json(value);

	g_assert_cmpstr(text, ==, expected);
}

static Value *
sample(void)
{
	Value *value = value_object();
	Value *list = value_list();

	value_append(list, value_null());
	value_append(list, value_bool(true));
	value_append(list, value_real(-2.5));
	value_append_text(list, "省委");
	value_append(list, value_object());
	value_set_text(value, "title", "暴雨");
	value_set_number(value, "n", INT64_MIN);
	value_set_bool(value, "is", false);
	value_set(value, "list", list);
	return value;
}

#define SAMPLE_JSON \
	"{\"title\":\"暴雨\",\"n\":-9223372036854775808,\"is\":false," \
	"\"list\":[null,true,-2.5,\"省委\",{}]}"

static void
test_tree(void)
{
	g_autoptr(Value) value = sample();
	g_autoptr(Value) copy = value_copy(value);

	check_json(value, SAMPLE_JSON);
	g_assert_cmpint(value_kind(value), ==, VALUE_OBJECT);
	g_assert_cmpuint(value_count(value), ==, 4);
	g_assert_cmpstr(value_name_at(value, 1), ==, "n");
	g_assert_cmpstr(value_get_text(value, "title"), ==, "暴雨");
	g_assert_cmpint(value_get_number(value, "n", 0), ==, INT64_MIN);
	g_assert_cmpuint(value_text_length(value_get(value, "title")), ==, 6);
	value_set_text(value, "title", "晴");
	value_remove(value, "n");
	value_remove(value, "nothing");
	check_json(value, "{\"title\":\"晴\",\"is\":false,"
			  "\"list\":[null,true,-2.5,\"省委\",{}]}");
	check_json(copy, SAMPLE_JSON);
	g_assert_null(value_copy(NULL));
}

/* Nothing and the wrong kind give the neutral answer. */
static void
test_neutral(void)
{
	g_autoptr(Value) text = value_text("x");
	g_autoptr(Value) list = value_list();

	g_assert_cmpint(value_kind(NULL), ==, VALUE_NULL);
	g_assert_cmpuint(value_count(NULL), ==, 0);
	g_assert_cmpuint(value_count(text), ==, 0);
	g_assert_null(value_at(NULL, 0));
	g_assert_null(value_at(list, 0));
	g_assert_null(value_name_at(list, 0));
	g_assert_null(value_get(text, "a"));
	g_assert_null(value_get(NULL, "a"));
	g_assert_null(value_get_text(list, "a"));
	g_assert_cmpint(value_get_number(NULL, "a", 7), ==, 7);
	g_assert_false(value_get_bool(text, "a"));
	g_assert_null(value_as_text(list));
	g_assert_cmpuint(value_text_length(list), ==, 0);
	g_assert_cmpint(value_as_number(text, 5), ==, 5);
	g_assert_cmpfloat(value_as_real(text, 5), ==, 5);
	g_assert_false(value_as_bool(text));
	value_set(text, "a", value_null());
	value_set(NULL, "a", value_null());
	value_set(list, "a", value_null());
	value_append(text, value_null());
	value_append(NULL, value_null());
	value_append(list, NULL);
	value_remove(list, "a");
	value_remove(NULL, "a");
	value_free(NULL);
	check_json(list, "[]");
	check_json(NULL, "null");
}

static void
test_setters(void)
{
	g_autoptr(Value) value = value_object();
	g_autoptr(Value) nan = value_real(NAN);
	g_autoptr(Value) number = value_number(3);

	value_set(value, "a", NULL);
	value_set_text(value, "b", NULL);
	value_set_text(value, "c", "");
	check_json(value, "{}");
	value_set_text(value, "bad\xff", "x\xffy");
	value_set(value, "nul", value_text_n("a\0b", 3));
	value_set(value, "null", value_text(NULL));
	check_json(value, "{\"bad\ufffd\":\"x\ufffdy\",\"nul\":\"a\ufffd"
			  "b\",\"null\":\"\"}");
	g_assert_cmpint(value_kind(nan), ==, VALUE_NULL);
	g_assert_cmpfloat(value_as_real(number, 0), ==, 3);
}

/* Beyond a few members an index finds them; it must not go stale. */
static void
test_large_object(void)
{
	g_autoptr(Value) value = value_object();
	g_autoptr(Value) copy = NULL;

	for (int i = 0; i < 1000; i++) {
		g_autofree char *name = g_strdup_printf("m%d", i);

		value_set_number(value, name, i);
		value_set_number(value, name, i * 2);
	}
	g_assert_cmpuint(value_count(value), ==, 1000);
	for (int i = 0; i < 1000; i += 3) {
		g_autofree char *name = g_strdup_printf("m%d", i);

		value_remove(value, name);
		g_assert_null(value_get(value, name));
	}
	copy = value_copy(value);
	for (int i = 0; i < 1000; i++) {
		g_autofree char *name = g_strdup_printf("m%d", i);
		int64_t expected = i % 3 ? i * 2 : -1;

		g_assert_cmpint(
		    value_get_number(value, name, -1), ==, expected);
		g_assert_cmpint(value_get_number(copy, name, -1), ==, expected);
	}
}

static void
test_put(void)
{
	g_autoptr(Value) value = value_object();

	g_assert_true(value_put(value, "title", value_text("a")));
	g_assert_true(value_put(value, "attachments[+].url", value_text("u1")));
	g_assert_true(
	    value_put(value, "attachments[].title", value_text("t1")));
	g_assert_true(value_put(value, "attachments[+].url", value_text("u2")));
	g_assert_true(value_put(value, "_cailun.kicker", value_text("k")));
	g_assert_true(value_put(value, "tags[+]", value_text("x")));
	g_assert_true(value_put(value, "tags[]", value_text("y")));
	g_assert_true(value_put(value, "new[]", value_text("z")));
	g_assert_true(value_put(value, "deep[].er[].a", value_number(1)));
	g_assert_true(value_put(value, "nothing.at.all", NULL));
	g_assert_true(value_put(value, "title", value_text("b")));
	check_json(value,
	    "{\"title\":\"b\",\"attachments\":[{\"url\":\"u1\",\"title\":"
	    "\"t1\"},{\"url\":\"u2\"}],\"_cailun\":{\"kicker\":\"k\"},"
	    "\"tags\":[\"y\"],\"new\":[\"z\"],\"deep\":[{\"er\":[{\"a\":1}]}]"
	    "}");
}

static void
test_put_refuses(void)
{
	static const char *const bad[] = { "", ".", "a.", ".a", "a..b", "[]",
		"a[", "a]", "a[0]", "a[+", "a[]b", "a[+][+]", "a[].", "text.b",
		"text[+]", "text[].b", "list.b", "object[]", "list[].b",
		"new.a..b", "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a" };
	g_autoptr(Value) value = value_object();
	g_autofree char *before = NULL;

	g_assert_true(value_put(value, "text", value_text("t")));
	g_assert_true(value_put(value, "list[+]", value_text("t")));
	g_assert_true(value_put(value, "object.a", value_text("t")));
	before = json(value);
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(value_put(value, bad[i], value_text("x")));
	g_assert_false(value_put(NULL, "a", value_text("x")));
	g_assert_false(value_put(value, NULL, value_text("x")));
	check_json(value, before);
}

static Value *
decode(const GByteArray *bytes, GError **error)
{
	return value_decode(bytes->data, bytes->len, error);
}

static void
test_code(void)
{
	g_autoptr(Value) value = sample();
	g_autoptr(Value) back = NULL;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GByteArray) again = g_byte_array_new();
	g_autoptr(GError) error = NULL;

	value_encode(value, bytes);
	back = decode(bytes, &error);
	g_assert_no_error(error);
	check_json(back, SAMPLE_JSON);
	value_encode(back, again);
	g_assert_cmpmem(bytes->data, bytes->len, again->data, again->len);
}

/* Every beginning is refused, and every changed byte does no harm. */
static void
test_code_broken(void)
{
	g_autoptr(Value) value = sample();
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	value_encode(value, bytes);
	for (guint i = 0; i < bytes->len; i++) {
		g_autofree guint8 *part = g_memdup2(bytes->data, i);
		g_autoptr(GError) error = NULL;

		g_assert_null(value_decode(part, i, &error));
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	}
	for (guint i = 0; i < bytes->len; i++)
		for (int with = 0; with < 256; with++) {
			guint8 kept = bytes->data[i];
			g_autoptr(Value) other = NULL;

			bytes->data[i] = (guint8)with;
			other = decode(bytes, NULL);
			bytes->data[i] = kept;
		}
}

static void
test_code_refuses(void)
{
	static const struct {
		const char *bytes;
		size_t length;
	} cases[] = {
		{ "", 0 }, { "\x07", 1 }, /* no such kind */
		{ "\xff", 1 }, { "\x00\x00", 2 }, /* something behind */
		{ "\x01\x02", 2 }, /* neither true nor false */
		{ "\x02\x01", 2 },
		{ "\x03\x00\x00\x00\x00\x00\x00\xf0\x7f", 9 }, /* infinite */
		{ "\x03\x00\x00\x00\x00\x00\x00\xf8\x7f", 9 }, /* NaN */
		{ "\x04\x02\x00\x00\x00\x61", 6 },
		{ "\x04\xff\xff\xff\xff\x61", 6 },
		{ "\x04\x01\x00\x00\x00\xff", 6 }, /* no UTF-8 */
		{ "\x04\x01\x00\x00\x00\x00", 6 }, /* a NUL */
		{ "\x05\x01\x00\x00\x00", 5 },
		{ "\x05\xff\xff\xff\xff\x00", 6 },
		{ "\x06\x01\x00\x00\x00\x01\x00\x00\x00\x61", 10 },
		{ "\x06\x01\x00\x00\x00\x01\x00\x00\x00\xff\x00", 11 },
		{ "\x06\x02\x00\x00\x00\x01\x00\x00\x00\x61\x00\x01\x00\x00"
		  "\x00\x61\x00",
		    17 }, /* the same name twice */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *exact =
		    g_memdup2(cases[i].bytes, cases[i].length);
		g_autoptr(GError) error = NULL;

		g_assert_null(value_decode(exact, cases[i].length, &error));
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	}
	g_assert_null(value_decode(NULL, 0, NULL));
}

/* `n` lists in one another. */
static Value *
nested(size_t n)
{
	Value *value = value_list();

	for (size_t i = 1; i < n; i++) {
		Value *outer = value_list();

		value_append(outer, value);
		value = outer;
	}
	return value;
}

static void
test_code_depth(void)
{
	g_autoptr(Value) good = nested(LIMIT_VALUE_DEPTH);
	g_autoptr(Value) bad = nested(LIMIT_VALUE_DEPTH + 1);
	g_autoptr(Value) back = NULL;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GError) error = NULL;

	value_encode(good, bytes);
	back = decode(bytes, &error);
	g_assert_no_error(error);
	g_assert_nonnull(back);
	g_byte_array_set_size(bytes, 0);
	value_encode(bad, bytes);
	g_assert_null(decode(bytes, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
}

static void
test_code_members(void)
{
	g_autoptr(Value) list = value_list();
	g_autoptr(Value) back = NULL;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; i < LIMIT_VALUE_MEMBERS; i++)
		value_append(list, value_null());
	value_encode(list, bytes);
	back = decode(bytes, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(value_count(back), ==, LIMIT_VALUE_MEMBERS);
	value_append(list, value_null());
	g_byte_array_set_size(bytes, 0);
	value_encode(list, bytes);
	g_assert_null(decode(bytes, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
}

/* The ceiling holds for the whole tree, and many names cost no quadratic
 * time. */
static void
test_code_many_names(void)
{
	g_autoptr(Value) value = value_object();
	g_autoptr(Value) back = NULL;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	gint64 from;

	for (int i = 0; i < LIMIT_VALUE_MEMBERS / 2; i++) {
		g_autofree char *name = g_strdup_printf("%d", i);

		value_set(value, name, value_null());
	}
	value_encode(value, bytes);
	from = g_get_monotonic_time();
	back = decode(bytes, NULL);
	g_assert_nonnull(back);
	g_assert_cmpint(g_get_monotonic_time() - from, <, 20 * 1000000);
}

static void
test_json_text(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "\"\"" },
		{ NULL, "\"\"" },
		{ "a\"b\\c/", "\"a\\\"b\\\\c/\"" },
		{ "\b\f\n\r\t\x01\x1f\x7f",
		    "\"\\u0008\\u000c\\n\\r\\t\\u0001\\u001f\\u007f\"" },
		{ "\xc2\x80"
		  "\xc2\x85"
		  "\xc2\x9f"
		  "\u00a0",
		    "\"\\u0080\\u0085\\u009f\u00a0\"" },
		{ "\u2027\u2028\u2029\u202a",
		    "\"\u2027\\u2028\\u2029\u202a\"" },
		{ "\ufeff\ufefe", "\"\\ufeff\ufefe\"" },
		{ "湖南\U0001F600", "\"湖南\U0001F600\"" },
		{ "a\xff\xe2\x80", "\"a\ufffd\ufffd\ufffd\"" },
		{ "\xc2", "\"\ufffd\"" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		json_append_text(out, cases[i].in);
		g_assert_cmpstr(out->str, ==, cases[i].out);
	}
}

static void
test_json_numbers(void)
{
	static const struct {
		double number;
		const char *out;
	} cases[] = {
		{ 0.1, "0.1" },
		{ 0.97, "0.97" },
		{ 1e300, "1e+300" },
		{ -0.5, "-0.5" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 3, "3" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Value) value = value_real(cases[i].number);

		check_json(value, cases[i].out);
	}
}

static void
test_json_pretty(void)
{
	g_autoptr(Value) value = sample();
	g_autoptr(GString) out = g_string_new(NULL);

	json_append_pretty(out, value);
	g_assert_cmpstr(out->str, ==,
	    "{\n  \"title\": \"暴雨\",\n  \"n\": -9223372036854775808,\n"
	    "  \"is\": false,\n  \"list\": [\n    null,\n    true,\n"
	    "    -2.5,\n    \"省委\",\n    {}\n  ]\n}");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/value/tree", test_tree);
	g_test_add_func("/value/neutral", test_neutral);
	g_test_add_func("/value/setters", test_setters);
	g_test_add_func("/value/large-object", test_large_object);
	g_test_add_func("/value/put", test_put);
	g_test_add_func("/value/put-refuses", test_put_refuses);
	g_test_add_func("/value/code", test_code);
	g_test_add_func("/value/code-broken", test_code_broken);
	g_test_add_func("/value/code-refuses", test_code_refuses);
	g_test_add_func("/value/code-depth", test_code_depth);
	g_test_add_func("/value/code-members", test_code_members);
	g_test_add_func("/value/code-many-names", test_code_many_names);
	g_test_add_func("/json/text", test_json_text);
	g_test_add_func("/json/numbers", test_json_numbers);
	g_test_add_func("/json/pretty", test_json_pretty);
	return g_test_run();
}
