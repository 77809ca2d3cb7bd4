/*
 * fuzz-select - the first line is a selector, the rest a page.
 */
#include "config.h"

#include "parse/select.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
find(const char *selector, const char *page)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Select) select = select_new(selector, &error);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	g_autoptr(Tree) tree = NULL;
	xmlNode *first;

	if (!select)
		return;
	tree = tree_read(page, strlen(page), "", NULL);
	if (!tree || !select_find(select, tree, NULL, found, NULL))
		return;
	if (found->len == 0)
		return;
	first = g_ptr_array_index(found, 0);
	if (first->type == XML_ELEMENT_NODE)
		(void)select_find(select, tree, first, found, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	char *page = strchr(text, '\n');

	tree_warm();
	if (!page || !g_utf8_validate(text, -1, NULL))
		return 0;
	*page++ = '\0';
	find(text, page);
	return 0;
}
