/*
 * doctype - the entities that a document declares for itself.
 *
 * Reads a DOCTYPE and its internal subset. General internal entities are
 * kept; parameter entities, external ones and everything else is passed by.
 * Nothing is loaded, nothing is expanded here.
 */
#ifndef PARSE_DOCTYPE_H
#define PARSE_DOCTYPE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Doctype {
	GHashTable *entities; /* name -> GString, its text; NULL: none */
	bool is_external; /* names a DTD elsewhere, which may declare more */
	size_t spent_bytes;
} Doctype;

void doctype_clear(Doctype *doctype);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Doctype, doctype_clear)

/*
 * Reads at `<!DOCTYPE`, and returns what follows it; an unended one is taken
 * to end at its first '>'. The first declaration of a name stands.
 */
const char *doctype_read(Doctype *doctype, const char *at, const char *end);

/* What a reference in text or an attribute stands for: one of the two. */
typedef struct Reference {
	gunichar character; /* 0: nothing may stand there */
	const GString *entity; /* declared in the document, borrowed; or NULL */
	bool is_foreign; /* HTML knows it, the document does not declare it */
} Reference;

/* Reads the reference at `&`: its length, 0 when it is none or unknown. */
size_t doctype_reference(
    const Doctype *doctype, const char *at, const char *end, Reference *out);

/* Accounts for an entity that is being expanded; false when the document has
 * had its LIMIT_ENTITY_BYTES. */
bool doctype_spend(Doctype *doctype, const GString *entity);

#endif
