/*
 * conf - a configuration file, read strictly.
 *
 * Groups of `key = value`, one to a line. A value is taken as it stands to the
 * end of the line (blanks at both ends dropped); there are no escapes, so that
 * a selector is written as it is. `#` and `;` begin a comment only at the
 * beginning of a line. A group given twice continues. A key given twice is an
 * error unless it was asked for as a list. All mistakes of a file are gathered
 * (up to LIMIT_CONF_MISTAKES), each as `file:line: what is wrong; what to do`.
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Conf Conf;

/* Fails only when the file cannot be read or is not UTF-8 (CAILUN_ERROR_CONF);
 * mistakes inside are in conf_mistakes(). */
Conf *conf_read(const char *path, GError **error);
/* `name` stands for the path in messages; `text` is copied. */
Conf *conf_parse(const char *name, const char *text, size_t length,
    GError **error);
void conf_free(Conf *conf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conf, conf_free)

/* Each of these marks the key as known; borrowed; NULL when absent. An empty
 * value is "". */
const char *conf_get(Conf *conf, const char *group, const char *key);
/* NULL-terminated values in the order of the file; NULL when absent. */
const char *const *conf_get_list(Conf *conf, const char *group,
    const char *key);
/* yes/no; notes a mistake and returns `otherwise` when it is neither. */
bool conf_get_bool(Conf *conf, const char *group, const char *key,
    bool otherwise);
/* Duration in ms, within [min, max]. */
int64_t conf_get_duration(Conf *conf, const char *group, const char *key,
    int64_t otherwise_ms, int64_t min_ms, int64_t max_ms);
/* "8M", "512K", "1G" or plain bytes. */
int64_t conf_get_size(Conf *conf, const char *group, const char *key,
    int64_t otherwise, int64_t min, int64_t max);
int64_t conf_get_number(Conf *conf, const char *group, const char *key,
    int64_t otherwise, int64_t min, int64_t max);
/* The index of the value in `words` (NULL-terminated), or `otherwise`. */
int conf_get_word(Conf *conf, const char *group, const char *key,
    const char *const *words, int otherwise);

bool conf_has_group(Conf *conf, const char *group);
/* Names of the keys of a group, NULL-terminated, borrowed. */
const char *const *conf_keys(Conf *conf, const char *group);
/* Marks all keys of the group as known (they are a plugin's). */
void conf_known_group(Conf *conf, const char *group);

/* Notes a mistake at the place of a key: "file:line: group.key: MESSAGE". */
void conf_mistake(Conf *conf, const char *group, const char *key,
    const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Notes every group and key that nothing asked for, with the nearest known
 * name; `manual` is named in the message ("man cailun-source"). */
void conf_check_all_known(Conf *conf, const char *manual);
/* All mistakes so far, in the order of lines, NULL-terminated; borrowed until
 * the next call. */
const char *const *conf_mistakes(Conf *conf);
/* Sets `error` (CAILUN_ERROR_CONF) to all mistakes, one a line; true if none. */
bool conf_is_good(Conf *conf, GError **error);

#endif
