/*
 * plugin - shared objects that carry a cailun_plugin.
 *
 * Ours (of this installation) are opened before the fence. Foreign ones come
 * from other folders, are opened behind it, and are refused when group or
 * world may write them. A plugin whose ABI is not ours, whose tables are
 * nonsense or whose name is taken is a problem: noted, never used.
 */
#ifndef PARSE_PLUGIN_H
#define PARSE_PLUGIN_H

#include "base/value.h"

#include <cailun/plugin.h>

typedef struct Plugins Plugins;

typedef struct Plugin {
	const struct cl_plugin *data;
	char *path;
	bool is_foreign;
} Plugin;

Plugins *plugins_new(void);
void plugins_free(Plugins *plugins);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plugins, plugins_free)

/* Every .so of a folder, in the order of names. A missing folder is none. */
void plugins_open_folder(Plugins *plugins, const char *folder);
/* One file. False, and a problem noted, when it is refused. */
bool plugins_open(Plugins *plugins, const char *path, bool is_foreign);
/* One that is part of the program; for tests. */
bool plugins_add(Plugins *plugins, const struct cl_plugin *data);

/* Borrowed; NULL when there is none of this name. */
const Plugin *plugins_get(const Plugins *plugins, const char *name);
size_t plugins_count(const Plugins *plugins);
const Plugin *plugins_at(const Plugins *plugins, size_t i);
/* "PATH: what is wrong; what to do", NULL-terminated, borrowed. */
const char *const *plugins_problems(const Plugins *plugins);
/* What MESSAGE_PLUGINS answers; see wire/message.h. Caller frees. */
Value *plugins_describe(const Plugins *plugins);

/* The key of this name, or NULL. */
const struct cl_key *plugin_key(const Plugin *plugin, const char *name);

#endif
