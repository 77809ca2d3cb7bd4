/*
 * job - one call of a plugin, seen from the host: its document, its keys, what
 * it has handed in so far.
 *
 * Private to the host's files. A plugin sees only the first member; that is
 * what makes a struct cl_call out of it.
 */
#ifndef PARSE_JOB_H
#define PARSE_JOB_H

#include "parse/charset.h"
#include "parse/guess.h"
#include "parse/plugin.h"
#include "parse/select.h"
#include "parse/xml.h"
#include "wire/message.h"

#include <cailun/plugin.h>

/* Where results go. `send` borrows the value. */
typedef struct JobSink {
	void *data;
	void (*send)(void *data, MessageType type, const Value *value);
} JobSink;

typedef struct Job {
	struct cl_call call; /* first, see job_of() */

	/* borrowed */
	const Task *task;
	const Plugin *plugin;
	const Decoded *source;
	const JobSink *sink;
	bool is_auto; /* keys may be another plugin's */

	/* the document, made when asked for */
	Tree *tree;
	bool is_tree_tried;
	Xml *xml;
	GHashTable *selectors; /* text -> Select */

	/* what the plugin holds pointers to until its call returns */
	GStringChunk *strings;
	GPtrArray *owned;

	/* discover */
	Value *feed; /* never NULL */
	Value *entry; /* the last one, not yet sent; or NULL */
	GPtrArray *held; /* entries that wait for the feed (TASK_PARSE) */
	size_t n_entries;
	size_t feed_bytes, entry_bytes; /* against LIMIT_ITEM_BYTES */

	/* extract: what the plugin has set; NULL or empty: nothing yet */
	char *fields[CL_LANGUAGE + 1]; /* "": taken back */
	GPtrArray *sections, *tags; /* char * */
	Notation people; /* authors, editors, contributors, from where
				 * it may */
	Date published;
	GPtrArray *images; /* GuessImage */
	GPtrArray *body_nodes; /* const xmlNode *, borrowed from the tree */
	GString *body_markdown, *body_html, *body_text;
	Value *extras; /* cl_member(CL_IN_ARTICLE) */
	Guess guess;
	bool is_guessed, has_article;

	size_t n_wants;
	char *why; /* cl_explain() */
} Job;

static inline Job *
job_of(struct cl_call *call)
{
	return (Job *)(void *)call;
}

/* The HTML tree, or NULL. */
Tree *job_tree(Job *job);
/* The value of a key or its fallback; NULL when unset or empty. */
const char *job_key(const Job *job, const char *name);
/* Compiled once; NULL and `error`. */
Select *job_selector(Job *job, const char *selector, GError **error);
/* Keeps an allocated string until the end of the call; takes it. */
const char *job_own(Job *job, char *text);
void job_explain(Job *job, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* One line of valid UTF-8, folded, at most LIMIT_FIELD_BYTES; caller frees. */
char *job_line(const char *text);
void job_set_date(Value *item, const char *member, const struct cl_date *date);

/* host-read.c and host-write.c fill in their part of the table. */
void host_read_table(struct cl_host *host);
void host_write_table(struct cl_host *host);
/* Sends or holds the entry at hand. */
void host_flush_entry(Job *job);
/* host-article.c */
void host_article_table(struct cl_host *host);
/* The item of what was set and guessed; caller frees. */
Value *host_article(Job *job);

#endif
