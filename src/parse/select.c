/*
 * select - selectors, compiled once and matched against a tree.
 *
 * Never looks outside the page that it is given.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "parse/css.h"
#include "parse/select.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError XmlError;
#else
typedef xmlError XmlError;
#endif

struct Select {
	char *text;
	Css *css; /* or */
	xmlXPathCompExpr *xpath;
};

static bool
is_xpath(const char *selector)
{
	return *selector == '/' || *selector == '(' ||
	       g_str_has_prefix(selector, "./");
}

/* libxml2 would print; the reason is read from the context instead. */
static void
say_nothing(void *data, XmlError *error)
{
	(void)data;
	(void)error;
}

static xmlXPathCompExpr *
compile_xpath(const char *selector, GError **error)
{
	xmlXPathContext *context = xmlXPathNewContext(NULL);
	xmlXPathCompExpr *xpath;

	context->error = say_nothing;
	xpath = xmlXPathCtxtCompile(context, (const xmlChar *)selector);
	if (!xpath) {
		const char *why = context->lastError.message;
		g_autofree char *line = g_strdup(why ? why : "not XPath 1.0");

		(void)fail(error, CAILUN_ERROR_CONF,
		    "selector '%s': %s at character %d", selector,
		    g_strstrip(line), context->lastError.int1 + 1);
	}
	xmlXPathFreeContext(context);
	return xpath;
}

Select *
select_new(const char *selector, GError **error)
{
	g_autoptr(Select) select = g_new0(Select, 1);

	select->text = g_strstrip(g_strdup(selector));
	if (!*select->text) {
		(void)fail(error, CAILUN_ERROR_CONF, "selector: it is empty");
		return NULL;
	}
	if (is_xpath(select->text))
		select->xpath = compile_xpath(select->text, error);
	else
		select->css = css_new(select->text, error);
	if (!select->xpath && !select->css)
		return NULL;
	return g_steal_pointer(&select);
}

void
select_free(Select *select)
{
	if (!select)
		return;
	css_free(select->css);
	if (select->xpath)
		xmlXPathFreeCompExpr(select->xpath);
	g_free(select->text);
	g_free(select);
}

static bool
add(GPtrArray *found, xmlNode *node, const Select *select, GError **error)
{
	if (found->len >= LIMIT_NODES_PER_SELECT)
		return fail(error, CAILUN_ERROR_INPUT,
		    "selector '%s': finds more than %d nodes", select->text,
		    LIMIT_NODES_PER_SELECT);
	g_ptr_array_add(found, node);
	return true;
}

static xmlNode *
attribute_node(const xmlNode *node, const char *name)
{
	for (xmlAttr *a = node->properties; a; a = a->next)
		if (strcmp((const char *)a->name, name) == 0)
			return (xmlNode *)a;
	return NULL;
}

static bool
is_within(const xmlNode *node, const xmlNode *from)
{
	while (node && node != from)
		node = node->parent;
	return node == from;
}

/* "+ span" looks beside `from`, everything else below it. */
static bool
is_in_reach(
    const Select *select, int branch, const xmlNode *node, const xmlNode *from)
{
	return !from || css_looks_aside(select->css, branch) ||
	       (node != from && is_within(node, from));
}

static bool
find_css(const Select *select, Tree *tree, xmlNode *from, GPtrArray *found,
    GError **error)
{
	xmlNode *top =
	    from && css_looks_aside(select->css, -1) ? from->parent : from;
	xmlNode *node = top ? tree_next(top, top) : tree_first(tree);

	for (; node; node = tree_next(node, top)) {
		xmlNode *wanted = node;
		int branch = css_matches(select->css, node, from);
		const char *attribute;

		if (branch < 0 ||
		    (top != from && !is_in_reach(select, branch, node, from)))
			continue;
		attribute = css_attribute(select->css, branch);
		if (attribute)
			wanted = attribute_node(node, attribute);
		if (wanted && !add(found, wanted, select, error))
			return false;
	}
	return true;
}

/* What starts at the root but was asked for below a node means that node. */
static bool
add_set(const Select *select, const xmlNodeSet *set, const xmlNode *from,
    GPtrArray *found, GError **error)
{
	bool is_filtered = from && *select->text == '/';

	for (int i = 0; set && i < set->nodeNr; i++) {
		xmlNode *node = set->nodeTab[i];

		if (node->type == XML_NAMESPACE_DECL ||
		    node->type == XML_HTML_DOCUMENT_NODE ||
		    node->type == XML_DOCUMENT_NODE)
			continue;
		if (is_filtered && !is_within(node, from))
			continue;
		if (!add(found, node, select, error))
			return false;
	}
	return true;
}

static bool
find_xpath(const Select *select, Tree *tree, xmlNode *from, GPtrArray *found,
    GError **error)
{
	xmlXPathContext *context = tree_xpath(tree);
	xmlXPathObject *result;
	bool is_good;

	context->error = say_nothing;
	context->opLimit = LIMIT_XPATH_STEPS;
	context->opCount = 0;
	context->node = from ? from : (xmlNode *)tree_document(tree);
	result = xmlXPathCompiledEval(select->xpath, context);
	if (!result || result->type != XPATH_NODESET) {
		is_good = fail(error, CAILUN_ERROR_CONF, "selector '%s': %s",
		    select->text,
		    result ? "finds a value, not nodes"
			   : "fails on this page; it may be too expensive");
	} else {
		xmlXPathNodeSetSort(result->nodesetval);
		is_good =
		    add_set(select, result->nodesetval, from, found, error);
	}
	if (result)
		xmlXPathFreeObject(result);
	return is_good;
}

bool
select_find(const Select *select, Tree *tree, xmlNode *from, GPtrArray *found,
    GError **error)
{
	if (select->css)
		return find_css(select, tree, from, found, error);
	return find_xpath(select, tree, from, found, error);
}

bool
select_matches(const Select *select, const xmlNode *node)
{
	return select->css && css_matches(select->css, node, NULL) >= 0;
}
