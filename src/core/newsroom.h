/*
 * newsroom - a folder with cailun.conf and feeds.d, read as a whole.
 *
 * `cailun.conf` wrong or missing: the newsroom cannot be used (NULL, exit 78).
 * A wrong file in feeds.d disables that source alone and is kept as a mistake.
 */
#ifndef CORE_NEWSROOM_H
#define CORE_NEWSROOM_H

#include "core/source.h"
#include "wire/fence.h"

typedef struct Newsroom {
	char *folder;		/* absolute */
	char *name, *contact;	/* contact NULL: a run refuses (78) */
	char *archive_id;	/* a UUID, or NULL */
	char *archive_path, *state_path;	/* absolute */
	int64_t connections, jobs, max_time_ms;
	int64_t min_free_bytes;	/* 0: off */
	SandboxMode sandbox;
	char **plugin_dirs;	/* DIR/plugins, [run] plugins; not ours */
	Source *defaults;	/* what cailun.conf says for all sources */
	GPtrArray *sources;	/* Source *, by id; good ones only */
	GPtrArray *mistakes;	/* char *: "feeds.d/x.conf:4: ...", all files */
	GPtrArray *bad_sources;	/* char *: ids whose file has a mistake */
} Newsroom;

/* -C DIR, else $CAILUN_HOME, else the first of $XDG_CONFIG_HOME/cailun (or
 * ~/.config/cailun), /etc/cailun that has a cailun.conf. NULL: none. */
char *newsroom_find(const char *option);
/* CAILUN_ERROR_CONF: all mistakes of cailun.conf, one a line. */
Newsroom *newsroom_load(const char *folder, GError **error);
void newsroom_free(Newsroom *newsroom);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Newsroom, newsroom_free)

/* By id, else by outlet (exact, then a unique part of either);
 * CAILUN_ERROR_NOT_FOUND with near names, CAILUN_ERROR_USAGE when two fit,
 * CAILUN_ERROR_CONF when its file has a mistake. */
const Source *newsroom_source(const Newsroom *newsroom, const char *name,
    GError **error);
/* Where the mistakes of a source are: "feeds.d/x.conf:4: ...", the first;
 * borrowed; NULL: none. */
const char *newsroom_mistake(const Newsroom *newsroom, const char *id);
/* "cailun/VERSION (+CONTACT)" */
char *newsroom_user_agent(const Newsroom *newsroom);
/* CAILUN_ERROR_CONF, with the line to add, when there is no contact. */
bool newsroom_has_contact(const Newsroom *newsroom, GError **error);
/* It can stand in a User-Agent and a person can be reached by it. */
bool newsroom_is_contact(const char *text);

#endif
