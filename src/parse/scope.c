/*
 * scope - the elements that are open, and the name spaces they declare.
 *
 * Never grows beyond its ceilings, whatever a document nests.
 */
#include "config.h"

#include "parse/scope.h"

#include "base/limits.h"

#include <string.h>

typedef struct Open {
	ScopeElement element;
	GString *local; /* kept for the next element of this depth */
	size_t bindings; /* how many there were before it */
} Open;

typedef struct Binding {
	const char *prefix;
	size_t length;
	const char *uri;
} Binding;

struct Scope {
	Open open[LIMIT_DEPTH];
	size_t depth;
	Binding bindings[LIMIT_NAMESPACES];
	size_t n_bindings;
	GHashTable *kept; /* every URI and prefix that was handed out */
};

Scope *
scope_new(void)
{
	Scope *scope = g_new0(Scope, 1);

	scope->kept =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return scope;
}

void
scope_free(Scope *scope)
{
	if (!scope)
		return;
	for (size_t i = 0; i < LIMIT_DEPTH; i++)
		if (scope->open[i].local)
			g_string_free(scope->open[i].local, TRUE);
	g_hash_table_unref(scope->kept);
	g_free(scope);
}

/* The same text at an address that stays. */
static const char *
keep(Scope *scope, const char *text)
{
	const char *kept = g_hash_table_lookup(scope->kept, text);

	if (!kept) {
		char *copy = g_strdup(text);

		g_hash_table_insert(scope->kept, copy, copy);
		kept = copy;
	}
	return kept;
}

bool
scope_push(Scope *scope, const char *name, size_t length)
{
	if (scope->depth == LIMIT_DEPTH)
		return false;
	Open *open = &scope->open[scope->depth++];

	open->element.name = name;
	open->element.length = length;
	open->element.space = open->element.local = "";
	open->bindings = scope->n_bindings;
	return true;
}

void
scope_declare(Scope *scope, const char *prefix, size_t length, const char *uri)
{
	if (scope->n_bindings == LIMIT_NAMESPACES)
		return;
	scope->bindings[scope->n_bindings++] =
	    (Binding){ prefix, length, keep(scope, uri) };
}

const char *
scope_space(Scope *scope, const char *prefix, size_t length, bool *declared)
{
	*declared = true;
	for (size_t i = scope->n_bindings; i > 0; i--) {
		const Binding *binding = &scope->bindings[i - 1];

		if (binding->length != length ||
		    memcmp(binding->prefix, prefix, length) != 0)
			continue;
		if (length == 0 || *binding->uri)
			return binding->uri;
		break; /* a prefix of nothing: the same as none */
	}
	if (length == 0)
		return "";
	if (length == 3 && memcmp(prefix, "xml", 3) == 0)
		return SCOPE_XML;
	g_autofree char *name = g_strndup(prefix, length);
	*declared = false;
	return keep(scope, name);
}

bool
scope_settle(Scope *scope)
{
	Open *open = &scope->open[scope->depth - 1];
	ScopeElement *element = &open->element;
	const char *colon = memchr(element->name, ':', element->length);
	size_t skipped = colon ? (size_t)(colon + 1 - element->name) : 0;
	bool is_declared;

	if (!open->local)
		open->local = g_string_new(NULL);
	g_string_truncate(open->local, 0);
	g_string_append_len(open->local, element->name + skipped,
	    (gssize)(element->length - skipped));
	element->local = open->local->str;
	element->space = scope_space(
	    scope, element->name, skipped ? skipped - 1 : 0, &is_declared);
	return is_declared;
}

void
scope_pop(Scope *scope)
{
	scope->n_bindings = scope->open[--scope->depth].bindings;
}

size_t
scope_depth(const Scope *scope)
{
	return scope->depth;
}

const ScopeElement *
scope_top(const Scope *scope)
{
	return &scope->open[scope->depth - 1].element;
}

size_t
scope_find(const Scope *scope, const char *name, size_t length)
{
	size_t alike = 0;

	for (size_t i = scope->depth; i > 0; i--) {
		const ScopeElement *element = &scope->open[i - 1].element;

		if (element->length != length)
			continue;
		if (memcmp(element->name, name, length) == 0)
			return i;
		if (!alike &&
		    g_ascii_strncasecmp(element->name, name, length) == 0)
			alike = i;
	}
	return alike;
}
