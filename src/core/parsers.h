/*
 * parsers - the zygote and the parsers it makes, one source each.
 *
 * Documents wait in the order in which they came, by owner (a source). At most
 * `jobs` parsers live at once; each reads the documents of one owner only and
 * is retired when none is left, so that a hostile page can spoil nothing but
 * its own source. CPU and wall time of a document are measured here and
 * enforced by kill; so is every breach of the protocol. Documents behind the
 * one that broke a parser are given to another one.
 */
#ifndef CORE_PARSERS_H
#define CORE_PARSERS_H

#include "wire/fence.h"
#include "wire/message.h"

typedef struct Parsers Parsers;

typedef struct ParsersEvents {
	void *data;
	/* ENTRY, FEED, ARTICLE or WANT of document `id`; borrowed. */
	void (*said)(void *data, uint32_t id, MessageType type,
	    const Value *value);
	/* The document is through. */
	void (*done)(void *data, uint32_t id, const Done *done);
	/* Its parser crashed, stalled or babbled over it. */
	void (*broken)(void *data, uint32_t id, const char *why);
} ParsersEvents;

/* `plugin_dirs` (NULL-terminated, may be NULL) is copied. Nothing is started
 * before the first document. */
Parsers *parsers_new(int64_t jobs, SandboxMode sandbox, char **plugin_dirs,
    const ParsersEvents *events);
void parsers_free(Parsers *parsers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Parsers, parsers_free)

/* Puts a document into the queue of `owner`; takes `body`. `plugins`: paths of
 * foreign modules that the owner's parser opens (borrowed; NULL: none). */
void parsers_put(Parsers *parsers, const char *owner, char **plugins,
    uint32_t id, const Task *task, int body);
/* The same without a document: what plugins are there. The answer comes by
 * said() (MESSAGE_PLUGINS), then done(). */
void parsers_ask_plugins(Parsers *parsers, const char *owner, char **plugins,
    uint32_t id);
/* Documents that wait or are being read. */
size_t parsers_waiting(const Parsers *parsers);
/* What `id` sends is more than anybody has to bear: its parser is killed,
 * broken() follows. May be called from said(). */
void parsers_accuse(Parsers *parsers, uint32_t id, const char *why);
/* Drops everything; nobody is told. */
void parsers_stop(Parsers *parsers);
/* What their fence lacks, comma-separated, or NULL; borrowed. */
const char *parsers_lacks(const Parsers *parsers);

/* As in fetcher.h. */
void parsers_watch(Parsers *parsers, GArray *fds);
bool parsers_turn(Parsers *parsers, const GArray *fds, GError **error);
int64_t parsers_wait_ms(const Parsers *parsers);

#endif
