/*
 * repository - what the tests of the archive share: a folder of their own, git
 * in it, made-up articles.
 */
#ifndef TESTS_UNIT_REPOSITORY_H
#define TESTS_UNIT_REPOSITORY_H

#include "archive/archive.h"

#define CHINA (8 * 60)
#define AT INT64_C(1704188411) /* 2024-01-02T17:40:11+08:00 */

typedef struct Place {
	char *folder, *path; /* a temporary one, and archive.git in it */
	Archive *archive;
} Place;

/* Before anything else: temporary folders lie in memory where they can, since
 * these tests sync thousands of times. */
void place_init(void);
/* For g_test_add(). */
void place_begin(Place *place, gconstpointer data);
void place_end(Place *place, gconstpointer data);

void remove_all(const char *path);
/* Runs git in a folder, words split at blanks: what it says on stdout, NULL
 * when it fails. Caller frees. */
char *git(const char *folder, const char *words);
char *git_format(const char *folder, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
void assert_git(const char *folder, const char *words, const char *wanted);
void assert_fsck(const char *path);
/* Files under the archive whose names hold `part`. */
int count_files(const char *path, const char *part);

void write_file(const char *folder, const char *name, const char *text);
/* As a user does, in a clone that is then pushed. */
void commit_file(Place *place, const char *name, const char *text);

Article *make_article(const char *source, int number, int version);
char *path_of(const Article *article);
bool add_version(Batch *batch, const Article *article, Event event,
    GBytes *capture, GError **error);
/* A batch of new articles FIRST to FIRST + N of "voc". */
bool add_batch(Archive *archive, int first, int n, GError **error);

#endif
