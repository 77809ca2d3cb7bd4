/*
 * test-jsonread - what is JSON, what is not, and what becomes of it.
 */
#include "config.h"

#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"
#include "parse/jsonread.h"

#include <string.h>

static void
test_good(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "null", "null" },
		{ " [ ] ", "[]" },
		{ "{}", "{}" },
		{ "\xef\xbb\xbf[1]", "[1]" },
		{ "[0,-0,-1,12.5,1e2,1E-2,9223372036854775808]", NULL },
		{ "[true,false,null]", "[true,false,null]" },
		{ "{\"a\":{\"b\":[1,{\"c\":\"d\"}]},\"e\":2}",
		    "{\"a\":{\"b\":[1,{\"c\":\"d\"}]},\"e\":2}" },
		{ "[-0e3]", "[0]" },
		{ "{\"a\":1,\"a\":2}", "{\"a\":2}" },
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", NULL },
		{ "\"\\u6e56\\u5357 \\ud83d\\ude00\"",
		    "\"\xe6\xb9\x96\xe5\x8d\x97 \xf0\x9f\x98\x80\"" },
		{ "\"\\ud83d x \\ude00 \\ud83d\\u0041 \\u0000\"",
		    "\"\xef\xbf\xbd x \xef\xbf\xbd \xef\xbf\xbd"
		    "A "
		    "\xef\xbf\xbd\"" },
		{ "\"\xe6\xb9\x96\x7f\"", "\"\xe6\xb9\x96\\u007f\"" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Value) value =
		    json_read(cases[i].in, strlen(cases[i].in), &error);
		g_autoptr(GString) out = g_string_new(NULL);

		g_assert_no_error(error);
		json_append(out, value);
		if (cases[i].out)
			g_assert_cmpstr(out->str, ==, cases[i].out);
	}
}

static void
test_numbers(void)
{
	const char *text = "[9223372036854775807, -1, 1.5, 1e400, 3.0]";
	g_autoptr(Value) value = json_read(text, strlen(text), NULL);

	g_assert_cmpint(value_kind(value_at(value, 1)), ==, VALUE_NUMBER);
	g_assert_cmpint(value_as_number(value_at(value, 1), 0), ==, -1);
	g_assert_cmpint(value_kind(value_at(value, 2)), ==, VALUE_REAL);
	g_assert_cmpfloat(value_as_real(value_at(value, 2), 0), ==, 1.5);
	g_assert_cmpint(value_kind(value_at(value, 3)), ==, VALUE_NULL);
}

static void
test_bad(void)
{
	static const char *const cases[] = { "", " ", "[", "]", "[1", "[1,",
		"[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1",
		"{\"a\":1,}", "{a:1}", "{'a':1}", "{1:2}", "{\"a\" 1}", "01",
		"-", "-01", "1.", ".5", "1e", "1e+", "+1", "0x1", "1a", "tru",
		"truex", "True", "nul", "NaN", "Infinity", "-Infinity",
		"undefined", "\"", "\"a", "\"\\", "\"\\x41\"", "\"\\u12\"",
		"\"\\u12g4\"", "\"\n\"", "\"\t\"", "'a'", "[1]x", "[1][2]",
		"// c\n1", "/**/1", "1 //", "\xff", "\"\xff\"", "\xef\xbb",
		"{\"a\":1]", "[1}", "[\"a\":1]", "{\"a\",1}", "\xc2\xa0 1",
		"<html>", "\f1" };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Value) value =
		    json_read(cases[i], strlen(cases[i]), &error);

		g_test_message("%s", cases[i]);
		g_assert_null(value);
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
	}
}

static void
test_place(void)
{
	g_autoptr(GError) error = NULL;
	const char *text = "{\n  \"a\": 1,\n  b\n}";

	g_assert_null(json_read(text, strlen(text), &error));
	g_assert_cmpstr(error->message, ==,
	    "line 3, column 3: not JSON: a member without a name");
}

static bool
nests(size_t depth)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(Value) value = NULL;

	for (size_t i = 0; i < depth; i++)
		g_string_append_c(text, '[');
	for (size_t i = 0; i < depth; i++)
		g_string_append_c(text, ']');
	value = json_read(text->str, text->len, NULL);
	return value != NULL;
}

static void
test_ceilings(void)
{
	g_autoptr(GString) text = g_string_new("[0");
	g_autoptr(GError) error = NULL;

	g_assert_true(nests(LIMIT_JSON_DEPTH));
	g_assert_false(nests(LIMIT_JSON_DEPTH + 1));
	g_assert_false(nests(1000000));
	for (size_t i = 0; i < LIMIT_JSON_VALUES; i++)
		g_string_append(text, ",0");
	g_string_append_c(text, ']');
	g_assert_null(json_read(text->str, text->len, &error));
	g_assert_nonnull(strstr(error->message, "2000000"));
}

/* ---- events ---- */

static void
on_start(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	g_assert_true(!attributes && count == 0);
	g_string_append_printf(data, "<%s:%s>", space, name);
}

static void
on_end(void *data, const char *space, const char *name)
{
	g_string_append_printf(data, "</%s:%s>", space, name);
}

static void
on_text(void *data, const char *text, size_t length)
{
	g_string_append_len(data, text, (gssize)length);
}

static void
test_events(void)
{
	static const struct cl_events events = { .size = sizeof(events),
		.start = on_start,
		.end = on_end,
		.text = on_text };
	const char *text = "{\"a\":[\"b\",{\"c\":null}],\"d\":1.50,\"e\":true}";
	g_autoptr(GString) out = g_string_new(NULL);

	g_assert_true(json_events(text, strlen(text), &events, out, NULL));
	g_assert_cmpstr(out->str, ==,
	    "<object:><array:a><string:>b</string:><object:><null:c>null"
	    "</null:c></object:></array:a><number:d>1.50</number:d>"
	    "<bool:e>true</bool:e></object:>");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/jsonread/good", test_good);
	g_test_add_func("/jsonread/numbers", test_numbers);
	g_test_add_func("/jsonread/bad", test_bad);
	g_test_add_func("/jsonread/place", test_place);
	g_test_add_func("/jsonread/ceilings", test_ceilings);
	g_test_add_func("/jsonread/events", test_events);
	return g_test_run();
}
