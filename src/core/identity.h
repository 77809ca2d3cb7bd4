/*
 * identity - is this the same article?
 *
 * L0 and L1 are the key (core/entry.h): the same entry, the same address. L2
 * is the same text at another address of the same source. Pure: what is known
 * comes in, what to do comes out.
 */
#ifndef CORE_IDENTITY_H
#define CORE_IDENTITY_H

#include "archive/article.h"
#include "core/entry.h"
#include "state/state.h"

/* What a list's entry asks for. */
typedef enum EntryFate {
	ENTRY_FRESH,		/* nobody knows it */
	ENTRY_CHANGED,		/* known; the list says something else now */
	ENTRY_SAME,
	ENTRY_NOTED,		/* the same; what the list says was not known */
	ENTRY_CLOSED,		/* removed by a person, redacted, another's */
} EntryFate;

/* `known` NULL: nothing has its key. */
EntryFate identity_of_entry(const Source *source, const Entry *entry,
    const Known *known);

/* What an article asks for. */
typedef enum Identity {
	IDENTITY_NEW,
	IDENTITY_REVISED,
	IDENTITY_SAME,
	IDENTITY_COPY,		/* its address joins `by_text` */
	IDENTITY_CLOSED,
} Identity;

/* `by_key`, `by_text`: what is known of its key, of its text in this source;
 * NULL: nothing. */
Identity identity_of_article(const Source *source, const char *version_key,
    const Known *by_key, const Known *by_text);

#endif
