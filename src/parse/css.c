/*
 * css - the CSS selectors that cailun knows: reading them.
 *
 * Never guesses at a selector that it does not understand.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "parse/css.h"
#include "parse/cssstep.h"

#include <string.h>

static void
test_free(Test *test)
{
	while (test) {
		Test *next = test->next;

		g_free(test->name);
		g_free(test->value);
		test_free(test->inside);
		g_free(test);
		test = next;
	}
}

static void
step_clear(void *data)
{
	test_free(((Step *)data)->tests);
}

static Branch *
branch_new(void)
{
	Branch *branch = g_new0(Branch, 1);

	branch->steps = g_array_new(false, true, sizeof(Step));
	g_array_set_clear_func(branch->steps, step_clear);
	return branch;
}

static void
branch_free(void *data)
{
	Branch *branch = data;

	g_array_unref(branch->steps);
	g_free(branch->attribute);
	g_free(branch);
}

void
css_free(Css *css)
{
	if (!css)
		return;
	g_ptr_array_unref(css->branches);
	g_free(css);
}

/* ---- reading ---- */

typedef struct Reader {
	const char *text, *at;
	GError **error;
} Reader;

static bool
refuse(Reader *reader, const char *expected)
{
	glong position = g_utf8_pointer_to_offset(reader->text, reader->at) + 1;

	return fail(reader->error, CAILUN_ERROR_CONF,
	    "selector '%s': expected %s at character %ld", reader->text,
	    expected, position);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
skip_blanks(Reader *reader)
{
	const char *from = reader->at;

	while (is_blank(*reader->at))
		reader->at++;
	return reader->at > from;
}

static bool
is_name_char(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_' || (c & 0x80);
}

/* A name, with backslashes before odd characters; NULL when there is none. */
static char *
read_name(Reader *reader, bool is_lower)
{
	GString *name = g_string_new(NULL);

	while (is_name_char(*reader->at) ||
	       (*reader->at == '\\' && reader->at[1])) {
		char c;

		if (*reader->at == '\\')
			reader->at++;
		c = *reader->at++;
		g_string_append_c(name, is_lower ? g_ascii_tolower(c) : c);
	}
	return g_string_free(name, name->len == 0);
}

static Test *
add_test(Test **tests, TestKind kind)
{
	Test *test = g_new0(Test, 1);

	while (*tests)
		tests = &(*tests)->next;
	test->kind = kind;
	*tests = test;
	return test;
}

/* The value behind an operator: quoted, or up to the bracket. */
static char *
read_value(Reader *reader)
{
	const char *from = reader->at, *end;
	char quote = *from;

	if (quote == '"' || quote == '\'') {
		end = strchr(from + 1, quote);
		if (!end)
			return NULL;
		reader->at = end + 1;
		return g_strndup(from + 1, (gsize)(end - from - 1));
	}
	end = from + strcspn(from, "] \t");
	if (end == from)
		return NULL;
	reader->at = end;
	return g_strndup(from, (gsize)(end - from));
}

static bool
read_operator(Reader *reader, TestKind *kind)
{
	static const struct {
		const char *text;
		TestKind kind;
	} operators[] = {
		{ "=", TEST_IS },
		{ "~=", TEST_WORD },
		{ "^=", TEST_BEGINS },
		{ "$=", TEST_ENDS },
		{ "*=", TEST_HOLDS },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
		if (!g_str_has_prefix(reader->at, operators[i].text))
			continue;
		*kind = operators[i].kind;
		reader->at += strlen(operators[i].text);
		return true;
	}
	return refuse(reader, "'=', '~=', '^=', '$=', '*=' or ']'");
}

static bool
read_attribute(Reader *reader, Test **tests)
{
	Test *test = add_test(tests, TEST_HAS);

	reader->at++;
	skip_blanks(reader);
	test->name = read_name(reader, true);
	if (!test->name)
		return refuse(reader, "the name of an attribute");
	skip_blanks(reader);
	if (*reader->at != ']') {
		if (!read_operator(reader, &test->kind))
			return false;
		skip_blanks(reader);
		test->value = read_value(reader);
		if (!test->value)
			return refuse(reader, "a value");
		skip_blanks(reader);
	}
	if (*reader->at != ']')
		return refuse(reader, "']'");
	reader->at++;
	return true;
}

/* "3", "odd", "even", "2n+1", "-n+3". */
static bool
read_nth(Reader *reader, Test *test)
{
	const char *end = strchr(reader->at, ')');
	g_autofree char *text = NULL;
	char *at, *after;

	if (!end)
		return refuse(reader, "')'");
	text = g_strndup(reader->at, (gsize)(end - reader->at));
	g_strstrip(text);
	if (strcmp(text, "odd") == 0) {
		test->step = 2, test->offset = 1;
	} else if (strcmp(text, "even") == 0) {
		test->step = 2;
	} else {
		at = strchr(text, 'n');
		if (at) {
			*at++ = '\0';
			test->step = strcmp(text, "") == 0    ? 1
				     : strcmp(text, "-") == 0 ? -1
							      : atoi(text);
		} else {
			at = text;
		}
		while (is_blank(*at))
			at++;
		if (*at == '+')
			at++;
		test->offset = (int)g_ascii_strtoll(at, &after, 10);
		if (*after || (after == at && (test->step == 0 || *at)))
			return refuse(reader, "a number");
	}
	reader->at = end + 1;
	return true;
}

static bool read_compound(Reader *reader, Test **tests, bool is_inside);

static bool
read_pseudo(Reader *reader, Test **tests, bool is_inside)
{
	static const char nth[] = ":nth-child(", not_[] = ":not(";
	Test *test;

	if (g_str_has_prefix(reader->at, ":first-child")) {
		reader->at += strlen(":first-child");
		add_test(tests, TEST_NTH)->offset = 1;
		return true;
	}
	if (g_str_has_prefix(reader->at, ":last-child")) {
		reader->at += strlen(":last-child");
		add_test(tests, TEST_LAST);
		return true;
	}
	if (g_str_has_prefix(reader->at, nth)) {
		reader->at += strlen(nth);
		return read_nth(reader, add_test(tests, TEST_NTH));
	}
	if (!is_inside && g_str_has_prefix(reader->at, not_)) {
		reader->at += strlen(not_);
		test = add_test(tests, TEST_NOT);
		skip_blanks(reader);
		if (!read_compound(reader, &test->inside, true))
			return false;
		skip_blanks(reader);
		if (*reader->at != ')')
			return refuse(reader, "')'");
		reader->at++;
		return true;
	}
	return refuse(
	    reader, ":first-child, :last-child, :nth-child(n) or :not(simple)");
}

static bool
read_word(Reader *reader, Test **tests)
{
	bool is_id = *reader->at == '#';
	Test *test = add_test(tests, is_id ? TEST_IS : TEST_CLASS);
	char *word;

	reader->at++;
	word = read_name(reader, false);
	if (!word)
		return refuse(reader, is_id ? "an id" : "a class");
	if (is_id) {
		test->name = g_strdup("id");
		test->value = word;
	} else {
		test->name = word;
	}
	return true;
}

static bool
read_simple(Reader *reader, Test **tests, bool is_inside)
{
	switch (*reader->at) {
	case '#':
	case '.':
		return read_word(reader, tests);
	case '[':
		return read_attribute(reader, tests);
	default:
		return read_pseudo(reader, tests, is_inside);
	}
}

static bool
read_compound(Reader *reader, Test **tests, bool is_inside)
{
	bool any = false;
	size_t count = 0;

	if (*reader->at == '*') {
		reader->at++;
		any = true;
	} else if (is_name_char(*reader->at) || *reader->at == '\\') {
		add_test(tests, TEST_TAG)->name = read_name(reader, true);
		any = true;
	}
	while (*reader->at && strchr("#.[:", *reader->at)) {
		if (++count > LIMIT_SELECTOR_STEPS)
			return refuse(reader, "a shorter selector");
		if (!read_simple(reader, tests, is_inside))
			return false;
		any = true;
	}
	return any ? true
		   : refuse(reader, "a tag, '#id', '.class' or '[attribute]'");
}

/* The combinator at hand; 0 where the branch ends. */
static char
read_combinator(Reader *reader)
{
	bool is_apart = skip_blanks(reader);
	char c = *reader->at;

	if (c == '>' || c == '+' || c == '~') {
		reader->at++;
		skip_blanks(reader);
		return c;
	}
	return is_apart && c && c != ',' && c != '@' ? ' ' : '\0';
}

static bool
read_branch(Reader *reader, Branch *branch)
{
	char combinator = read_combinator(reader);

	if (combinator == ' ')
		combinator = '\0';
	do {
		Step step = { .combinator = combinator };
		bool is_good = read_compound(reader, &step.tests, false);

		g_array_append_val(branch->steps, step);
		if (!is_good)
			return false;
		if (branch->steps->len > LIMIT_SELECTOR_STEPS)
			return refuse(reader, "a shorter selector");
		combinator = read_combinator(reader);
	} while (combinator);
	if (*reader->at == '@') {
		reader->at++;
		branch->attribute = read_name(reader, true);
		if (!branch->attribute)
			return refuse(reader, "the name of an attribute");
		skip_blanks(reader);
	}
	if (*reader->at && *reader->at != ',')
		return refuse(reader, "a combinator, ',' or the end");
	return true;
}

Css *
css_new(const char *selector, GError **error)
{
	Reader reader = { .text = selector, .at = selector, .error = error };
	g_autoptr(Css) css = g_new0(Css, 1);

	css->branches = g_ptr_array_new_with_free_func(branch_free);
	for (;;) {
		Branch *branch = branch_new();

		g_ptr_array_add(css->branches, branch);
		if (!read_branch(&reader, branch))
			return NULL;
		if (!*reader.at)
			return g_steal_pointer(&css);
		if (css->branches->len >= LIMIT_SELECTOR_STEPS) {
			(void)refuse(&reader, "a shorter selector");
			return NULL;
		}
		reader.at++;
	}
}

const char *
css_attribute(const Css *css, int i)
{
	const Branch *branch = g_ptr_array_index(css->branches, i);

	return branch->attribute;
}
