/*
 * setting - small steps that all readers of configuration share.
 */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include "base/conf.h"

/* Frees what `place` has and keeps a copy of `text`. */
void setting_replace(char **place, const char *text);
/* A value that people see and that enters commits: one printable line. NULL
 * when absent, or bad, which is noted. */
const char *setting_plain(Conf *conf, const char *group, const char *key);
/* Notes that a key, or every key of a group, is not available yet. */
void setting_refuse_key(Conf *conf, const char *group, const char *key);
void setting_refuse_group(Conf *conf, const char *group);

#endif
