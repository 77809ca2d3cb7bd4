/*
 * scope - the elements that are open, and the name spaces they declare.
 *
 * Qualified names are slices of the text being read, which must outlive the
 * scope; URIs are kept for the whole life, so that two events of one name
 * space carry the same pointer. At most LIMIT_DEPTH elements and
 * LIMIT_NAMESPACES declarations are open at a time.
 */
#ifndef PARSE_SCOPE_H
#define PARSE_SCOPE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define SCOPE_XML "http://www.w3.org/XML/1998/namespace"
#define SCOPE_XMLNS "http://www.w3.org/2000/xmlns/" /* of declarations */

typedef struct Scope Scope;

typedef struct ScopeElement {
	const char *name; /* as written, `length` bytes */
	size_t length;
	const char
	    *space; /* its URI, "" for none; an undeclared prefix itself */
	const char *local; /* the name without its prefix, NUL-terminated */
} ScopeElement;

Scope *scope_new(void);
void scope_free(Scope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scope, scope_free)

/* Opens an element; false when there are too many. */
bool scope_push(Scope *scope, const char *name, size_t length);
/* A name space of the innermost element; prefix "" is the default one. */
void scope_declare(
    Scope *scope, const char *prefix, size_t length, const char *uri);
/* Names the innermost element, after its declarations. False when its prefix
 * is not declared. */
bool scope_settle(Scope *scope);
void scope_pop(Scope *scope);

size_t scope_depth(const Scope *scope);
/* The innermost element; there must be one. */
const ScopeElement *scope_top(const Scope *scope);
/* The depth of the innermost element of that name, in any case of letters
 * failing the same one; 0 when none is open. */
size_t scope_find(const Scope *scope, const char *name, size_t length);

/* The name space of a prefix; the prefix itself, and false in `declared`, when
 * there is none. */
const char *scope_space(
    Scope *scope, const char *prefix, size_t length, bool *declared);

#endif
