/*
 * css - the CSS selectors that cailun knows.
 *
 * A selector becomes branches (the list) of steps (the compounds between
 * combinators) of tests. Never guesses at a selector that it does not
 * understand.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "parse/css.h"
#include "parse/tree.h"

#include <string.h>

typedef enum TestKind {
	TEST_TAG,
	TEST_CLASS,
	TEST_HAS,
	TEST_IS,
	TEST_WORD,
	TEST_BEGINS,
	TEST_ENDS,
	TEST_HOLDS,
	TEST_NTH,
	TEST_LAST,
	TEST_NOT,
} TestKind;

typedef struct Test {
	TestKind kind;
	char *name; /* tag, class or attribute */
	char *value;
	int step, offset; /* an+b of :nth-child */
	struct Test *inside; /* :not, a list */
	struct Test *next;
} Test;

/* One compound and how it hangs on the one to its left. */
typedef struct Step {
	char combinator; /* ' ', '>', '+', '~'; 0: leftmost */
	Test *tests;
} Step;

typedef struct Branch {
	GArray *steps; /* Step, from left to right */
	char *attribute; /* "@name", or NULL */
} Branch;

struct Css {
	GPtrArray *branches; /* Branch */
};

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

bool
css_looks_aside(const Css *css, int i)
{
	for (guint k = 0; k < css->branches->len; k++) {
		const Branch *branch = g_ptr_array_index(css->branches, k);
		char combinator =
		    g_array_index(branch->steps, Step, 0).combinator;

		if ((i < 0 || (guint)i == k) &&
		    (combinator == '+' || combinator == '~'))
			return true;
	}
	return false;
}

/* ---- matching ---- */

static const xmlNode *
previous_element(const xmlNode *node)
{
	do
		node = node->prev;
	while (node && node->type != XML_ELEMENT_NODE);
	return node;
}

static const xmlNode *
parent_element(const xmlNode *node)
{
	node = node->parent;
	return node && node->type == XML_ELEMENT_NODE ? node : NULL;
}

static bool
is_last(const xmlNode *node)
{
	do
		node = node->next;
	while (node && node->type != XML_ELEMENT_NODE);
	return !node;
}

static bool
is_nth(const Test *test, const xmlNode *node)
{
	int i = 1;

	while ((node = previous_element(node))) {
		i++;
		if (test->step <= 0 && i > test->offset)
			return false;
	}
	if (test->step == 0)
		return i == test->offset;
	return (i - test->offset) % test->step == 0 &&
	       (i - test->offset) / test->step >= 0;
}

static bool
compare(TestKind kind, const char *value, const char *wanted)
{
	switch (kind) {
	case TEST_IS:
		return strcmp(value, wanted) == 0;
	case TEST_BEGINS:
		return *wanted && g_str_has_prefix(value, wanted);
	case TEST_ENDS:
		return *wanted && g_str_has_suffix(value, wanted);
	case TEST_HOLDS:
		return *wanted && strstr(value, wanted);
	default:
		return true;
	}
}

static bool matches_all(const Test *test, const xmlNode *node);

static bool
matches_one(const Test *test, const xmlNode *node)
{
	const char *value;

	switch (test->kind) {
	case TEST_TAG:
		return strcmp((const char *)node->name, test->name) == 0;
	case TEST_CLASS:
		return tree_has_word(node, "class", test->name);
	case TEST_WORD:
		return tree_has_word(node, test->name, test->value);
	case TEST_NTH:
		return is_nth(test, node);
	case TEST_LAST:
		return is_last(node);
	case TEST_NOT:
		return !matches_all(test->inside, node);
	default:
		value = tree_attribute(node, test->name);
		return value && compare(test->kind, value, test->value);
	}
}

static bool
matches_all(const Test *test, const xmlNode *node)
{
	for (; test; test = test->next)
		if (!matches_one(test, node))
			return false;
	return true;
}

/* Whether `node` can be step `i`, and what is to its left the steps before. */
static bool
matches_step(
    const Branch *branch, size_t i, const xmlNode *node, const xmlNode *scope)
{
	const Step *step = &g_array_index(branch->steps, Step, i);
	const xmlNode *other = node;

	if (!matches_all(step->tests, node))
		return false;
	if (!step->combinator)
		return true;
	do {
		other = step->combinator == ' ' || step->combinator == '>'
			    ? parent_element(other)
			    : previous_element(other);
		if (i == 0 && other == scope)
			return step->combinator == '>' || scope;
		if (!other)
			return false;
		if (i > 0 && matches_step(branch, i - 1, other, scope))
			return true;
	} while (step->combinator == ' ' || step->combinator == '~');
	return false;
}

int
css_matches(const Css *css, const xmlNode *node, const xmlNode *scope)
{
	if (node->type != XML_ELEMENT_NODE)
		return -1;
	for (guint i = 0; i < css->branches->len; i++) {
		const Branch *branch = g_ptr_array_index(css->branches, i);

		if (matches_step(branch, branch->steps->len - 1, node, scope))
			return (int)i;
	}
	return -1;
}
