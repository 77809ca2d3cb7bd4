/*
 * tree - an HTML document, read once.
 *
 * Makes the document and answers simple questions about it; never decides
 * what on it is news.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "parse/tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <string.h>

struct Tree {
	xmlDoc *document;
	xmlXPathContext *xpath; /* made at first use */
	char *base;
};

/* What a parser context carries while it reads: elements left out because they
 * would lie too deep. Starts and ends come in pairs, so counting is enough. */
typedef struct Reading {
	size_t flattened;
} Reading;

static void
start_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
	htmlParserCtxt *parser = context;
	Reading *reading = parser->_private;

	if (reading->flattened > 0 || parser->nodeNr >= LIMIT_DEPTH - 8)
		reading->flattened++;
	else
		xmlSAX2StartElement(context, name, attributes);
}

static void
end_element(void *context, const xmlChar *name)
{
	htmlParserCtxt *parser = context;
	Reading *reading = parser->_private;

	if (reading->flattened > 0)
		reading->flattened--;
	else
		xmlSAX2EndElement(context, name);
}

/* A context over memory that is not copied. The bytes are UTF-8 by now; saying
 * so in the context costs nothing, an encoding argument a second pass. */
static htmlParserCtxt *
new_context(const char *utf8, size_t length)
{
	htmlParserCtxt *parser = htmlNewParserCtxt();
	xmlParserInputBuffer *buffer;
	xmlParserInput *input;

	if (!parser)
		return NULL;
	buffer = xmlParserInputBufferCreateMem(
	    utf8, (int)length, XML_CHAR_ENCODING_NONE);
	input =
	    buffer ? xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE)
		   : NULL;
	if (!input) {
		xmlFreeParserInputBuffer(buffer);
		htmlFreeParserCtxt(parser);
		return NULL;
	}
	inputPush(parser, input);
	(void)htmlCtxtUseOptions(parser,
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC |
		HTML_PARSE_NODEFDTD);
	parser->charset = XML_CHAR_ENCODING_UTF8;
	return parser;
}

static xmlDoc *
read_document(const char *utf8, size_t length)
{
	Reading reading = { 0 };
	htmlParserCtxt *parser = new_context(utf8, length);
	xmlDoc *document;

	if (!parser)
		return NULL;
	parser->_private = &reading;
	parser->sax->startElement = start_element;
	parser->sax->endElement = end_element;
	(void)htmlParseDocument(parser);
	document = parser->myDoc;
	parser->myDoc = NULL;
	if (document && document->dict != parser->dict)
		document->dict = NULL;
	htmlFreeParserCtxt(parser);
	return document;
}

static char *
find_base(const Tree *tree, const char *url)
{
	for (xmlNode *node = tree_first(tree); node;
	     node = tree_next(node, NULL)) {
		const char *href;
		char *base;

		if (tree_is(node, "body"))
			break;
		if (!tree_is(node, "base"))
			continue;
		href = tree_attribute(node, "href");
		base = href ? url_resolve(*url ? url : NULL, href) : NULL;
		if (base)
			return base;
	}
	return g_strdup(url);
}

/* libxml2 tells of errors by printing them; nobody here wants to know. */
static void
say_nothing(void *data, const char *format, ...)
{
	(void)data;
	(void)format;
}

void
tree_warm(void)
{
	static const char page[] = "<p>&nbsp;</p>";

	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, say_nothing);
	tree_free(tree_read(page, sizeof(page) - 1, "", NULL));
}

Tree *
tree_read(const char *utf8, size_t length, const char *url, GError **error)
{
	g_autoptr(Tree) tree = g_new0(Tree, 1);

	if (length > LIMIT_LIST_BYTES) {
		(void)fail(error, CAILUN_ERROR_INPUT,
		    "page: larger than %u bytes", LIMIT_LIST_BYTES);
		return NULL;
	}
	tree->document = length > 0 ? read_document(utf8, length) : NULL;
	if (!tree->document || !tree->document->children) {
		(void)fail(error, CAILUN_ERROR_INPUT,
		    "page: there is no markup in it");
		return NULL;
	}
	tree->base = find_base(tree, url ? url : "");
	return g_steal_pointer(&tree);
}

Tree *
tree_read_markup(const char *markup, const char *base, GError **error)
{
	return tree_read(markup, strlen(markup), base, error);
}

void
tree_free(Tree *tree)
{
	if (!tree)
		return;
	if (tree->xpath)
		xmlXPathFreeContext(tree->xpath);
	if (tree->document)
		xmlFreeDoc(tree->document);
	g_free(tree->base);
	g_free(tree);
}

xmlDoc *
tree_document(const Tree *tree)
{
	return tree->document;
}

xmlXPathContext *
tree_xpath(Tree *tree)
{
	if (!tree->xpath)
		tree->xpath = xmlXPathNewContext(tree->document);
	return tree->xpath;
}

const char *
tree_base(const Tree *tree)
{
	return tree->base;
}

xmlNode *
tree_first(const Tree *tree)
{
	return tree->document->children;
}

xmlNode *
tree_skip(const xmlNode *node, const xmlNode *top)
{
	while (node && node != top) {
		if (node->next)
			return node->next;
		node = node->parent;
		if (node && (node->type == XML_HTML_DOCUMENT_NODE ||
				node->type == XML_DOCUMENT_NODE))
			return NULL;
	}
	return NULL;
}

xmlNode *
tree_next(const xmlNode *node, const xmlNode *top)
{
	/* only elements: the children of an entity would lead elsewhere */
	if (node->type == XML_ELEMENT_NODE && node->children)
		return node->children;
	return tree_skip(node, top);
}

bool
tree_is(const xmlNode *node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

bool
tree_is_any(const xmlNode *node, const char *const *names)
{
	if (!node || node->type != XML_ELEMENT_NODE)
		return false;
	for (; *names; names++)
		if (strcmp((const char *)node->name, *names) == 0)
			return true;
	return false;
}

bool
tree_is_hidden_kind(const xmlNode *node)
{
	static const char *const hidden[] = { "script", "style", "template",
		"noscript", "head", "iframe", "object", "select", "textarea",
		NULL };

	return node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE ||
	       node->type == XML_DTD_NODE || tree_is_any(node, hidden);
}

bool
tree_is_block(const xmlNode *node)
{
	static const char *const blocks[] = { "p", "div", "br", "li", "td",
		"tr", "th", "ul", "ol", "dl", "dt", "dd", "table", "tbody",
		"h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
		"header", "footer", "main", "aside", "nav", "figure",
		"figcaption", "blockquote", "pre", "hr", "form", "center",
		"html", "body", "title", "caption", "option", "fieldset",
		"address", NULL };

	return tree_is_any(node, blocks);
}

static const char *
attribute_value(const xmlAttr *attribute)
{
	const xmlNode *child = attribute->children;

	return child && child->content ? (const char *)child->content : "";
}

const char *
tree_attribute(const xmlNode *node, const char *name)
{
	if (!node || node->type != XML_ELEMENT_NODE)
		return NULL;
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (strcmp((const char *)a->name, name) == 0)
			return attribute_value(a);
	return NULL;
}

bool
tree_has_word(const xmlNode *node, const char *attribute, const char *word)
{
	static const char blanks[] = " \t\r\n\f";
	const char *value = tree_attribute(node, attribute);
	size_t length = strlen(word);

	while (value && *value) {
		size_t n = strcspn(value, blanks);

		if (n == length && n > 0 && memcmp(value, word, n) == 0)
			return true;
		value += n;
		value += strspn(value, blanks);
	}
	return false;
}

static void
append_bounded(GString *out, const char *text)
{
	if (out->len < LIMIT_TEXT_BYTES)
		g_string_append(out, text);
}

static bool
is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE ||
	       node->type == XML_CDATA_SECTION_NODE;
}

/* A blank where a block begins, and where `node` (left behind) ended one on
 * the way to `next`. */
static void
append_break(GString *out, const xmlNode *from, const xmlNode *next)
{
	while (from && from != next->parent) {
		if (tree_is_block(from)) {
			g_string_append_c(out, ' ');
			return;
		}
		from = from->parent;
	}
	if (tree_is_block(next))
		g_string_append_c(out, ' ');
}

void
tree_append_text(GString *out, const xmlNode *node)
{
	const xmlNode *at = node;

	if (!node)
		return;
	if (node->type == XML_ATTRIBUTE_NODE) {
		append_bounded(out, attribute_value((const xmlAttr *)node));
		return;
	}
	if (node->type != XML_ELEMENT_NODE) {
		if (node->content)
			append_bounded(out, (const char *)node->content);
		return;
	}
	while (at) {
		const xmlNode *next;

		if (is_text(at) && at->content)
			append_bounded(out, (const char *)at->content);
		next = at != node && tree_is_hidden_kind(at)
			   ? tree_skip(at, node)
			   : tree_next(at, node);
		if (next)
			append_break(out, at, next);
		at = next;
	}
}

char *
tree_text(const xmlNode *node)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char *folded;

	tree_append_text(text, node);
	folded = text_fold(text->str, (gssize)text->len);
	return folded ? folded : g_strdup("");
}

char *
tree_link(const Tree *tree, const xmlNode *node, const char *name)
{
	const char *reference = NULL;

	if (node && node->type == XML_ATTRIBUTE_NODE)
		reference = attribute_value((const xmlAttr *)node);
	else if (name)
		reference = tree_attribute(node, name);
	if (!reference)
		return NULL;
	return url_resolve(*tree->base ? tree->base : NULL, reference);
}

char *
tree_markup(const Tree *tree, const xmlNode *node)
{
	xmlBuffer *buffer;
	char *markup;

	if (!node)
		return g_strdup("");
	if (node->type == XML_ATTRIBUTE_NODE)
		return g_strdup(attribute_value((const xmlAttr *)node));
	if (node->type != XML_ELEMENT_NODE)
		return g_strdup(
		    node->content ? (const char *)node->content : "");
	buffer = xmlBufferCreate();
	for (xmlNode *child = node->children; child; child = child->next)
		(void)htmlNodeDump(buffer, tree->document, child);
	markup = g_strndup((const char *)xmlBufferContent(buffer),
	    (gsize)xmlBufferLength(buffer));
	xmlBufferFree(buffer);
	return markup;
}

char *
tree_plain(const char *markup)
{
	g_autoptr(Tree) tree = NULL;
	g_autoptr(GString) text = NULL;
	char *folded;

	if (strpbrk(markup, "<&"))
		tree = tree_read_markup(markup, "", NULL);
	if (!tree) {
		folded = text_fold(markup, -1);
		return folded ? folded : g_strdup("");
	}
	text = g_string_new(NULL);
	for (xmlNode *root = tree_first(tree); root; root = root->next)
		if (root->type == XML_ELEMENT_NODE)
			tree_append_text(text, root);
	folded = text_fold(text->str, (gssize)text->len);
	return folded ? folded : g_strdup("");
}
