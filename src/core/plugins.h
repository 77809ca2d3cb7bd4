/*
 * plugins - where the module of a foreign plugin lies.
 *
 * Our own come with the program and are known to cailun-parse. All others lie
 * as NAME.so in DIR/plugins or a folder of run.plugins. They run in a parser
 * only, but a file that somebody else may change is not trusted even there.
 */
#ifndef CORE_PLUGINS_H
#define CORE_PLUGINS_H

#include "core/source.h"

/*
 * The modules that `source` needs, NULL-terminated, caller frees; NULL and
 * `error` unset: none. CAILUN_ERROR_CONF names the file: it lies in two
 * folders, or group or world may write to it.
 */
char **plugins_of(const Source *source, char **folders, GError **error);

/* Every module of `folders`, NULL-terminated, caller frees; wrong ones are left
 * out and appended to `mistakes` (char *; may be NULL). */
char **plugins_all(char **folders, GPtrArray *mistakes);

#endif
