/*
 * cssmatch - the CSS selectors that cailun knows: matching them.
 *
 * From right to left with libxml2's own links; never allocates.
 */
#include "config.h"

#include "parse/css.h"
#include "parse/cssstep.h"
#include "parse/tree.h"

#include <string.h>

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
