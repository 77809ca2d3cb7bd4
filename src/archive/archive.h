/*
 * archive - the Git repository that holds everything.
 *
 * A bare repository with linear refs/heads/main, one commit a version, read
 * with libgit2 and written by our own streaming pack writer (pack.h). HEAD is
 * refs/heads/main whatever git's configuration says; configuration of the
 * user and the system is not read. Only this room knows libgit2.
 *
 * A crash at any instant costs work, never truth: a batch is a pack that is on
 * disk, whole and kept, before the ref moves once.
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include "archive/version.h"

typedef struct Archive Archive;

/* Opens, refusing what is no archive of ours, not bare, of a newer SCHEMA or
 * of another owner, each with its own message (CAILUN_ERROR_IO or _CONF). */
Archive *archive_open(const char *path, GError **error);
/* Makes one beside and renames it, or fills an empty folder in place; its
 * first commit is 建档. An existing archive is opened. */
Archive *archive_create(const char *path, int64_t now, GError **error);
void archive_free(Archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_free)

/*
 * Takes the lock that lies in the archive; CAILUN_ERROR_LATER when another
 * has it. Held until archive_free(). Then clears away what a crash may have
 * left: unfinished packs and .keep files of ours.
 */
bool archive_lock(Archive *archive, GError **error);
/* Removes refs/heads/main.lock if it holds `intent`, the id that was noted
 * last (batch_on_intent()). Under archive_lock(), before the first batch. */
void archive_unlock_stale(Archive *archive, const char *intent);
/* Who commits; "cailun" unless set. */
void archive_set_name(Archive *archive, const char *name);
/* 40 hex digits of main, or "" when there is no commit yet. */
const char *archive_head(Archive *archive, GError **error);

/*
 * A batch. At most LIMIT_BATCH_ARTICLES versions become one pack; nothing is
 * visible before batch_finish(), which writes the pack with .keep and .idx,
 * syncs, moves main and the raw ref (each only if it is where the batch began,
 * else the batch is built again on top of what is there), and removes .keep.
 */
typedef struct Batch Batch;
Batch *batch_new(Archive *archive, GError **error);
/* Ids of the commit and of the file's blob go to `commit_out`, `blob_out`
 * (41 bytes each, may be NULL). */
bool batch_add(Batch *batch, const Version *version, char *commit_out,
    char *blob_out, GError **error);
size_t batch_count(const Batch *batch);
/*
 * `note` is called with the id that main is about to get, after the pack is on
 * disk and before refs/heads/main.lock, which will hold this id, is taken; a
 * second time when main moved meanwhile and the batch was built again. False
 * from it gives up the batch. The core calls state_set_intent() in it.
 */
typedef bool (*BatchNote)(void *data, const char *commit, GError **error);
void batch_on_intent(Batch *batch, BatchNote note, void *data);
/*
 * Also frees the batch; an empty one moves nothing. After a failure main is
 * where it was, but for one case: it has moved and its folder could not be
 * synced (archive_head() tells). Captures may then be there without their
 * articles, never the other way round.
 */
bool batch_finish(Batch *batch, GError **error);
void batch_free(Batch *batch);	/* drops it */

/* Reading. Bytes of main's file at `path`; NULL and CAILUN_ERROR_NOT_FOUND. */
GBytes *archive_file(Archive *archive, const char *path, GError **error);
/* The same in the tree of a commit (hex). */
GBytes *archive_file_at(Archive *archive, const char *commit, const char *path,
    GError **error);
/* The same by the id that archive_each_file() tells: no path to walk. */
GBytes *archive_blob(Archive *archive, const char *blob, GError **error);
/* A stored capture, by "sha256:HEX". */
GBytes *archive_capture(Archive *archive, const char *raw, GError **error);

/* Every path of main under a folder, in order; false from `each` stops. */
bool archive_each_file(Archive *archive, const char *folder,
    bool (*each)(void *data, const char *path, const char *blob),
    void *data, GError **error);

typedef struct HistoryCommit {
	const char *id;		/* 40 hex */
	int64_t time;		/* committer, seconds */
	int64_t author_time;
	const char *author;	/* name */
	const char *subject;
	const char *message;
	const char *path;	/* of the article, "" for others */
	VersionNote note;
} HistoryCommit;
/* Commits of main, newest first, from `from` (NULL: head) down to, without,
 * `until` (NULL: all). False from `each` stops. Cost per commit is small; a
 * commit's path is found by comparing it with its parent's tree along the
 * changed names only. */
bool archive_history(Archive *archive, const char *from, const char *until,
    bool (*each)(void *data, const HistoryCommit *commit), void *data,
    GError **error);
/* `id` is an ancestor of main or main itself. */
bool archive_has_commit(Archive *archive, const char *id);

/* Packs that have become many are rolled into few (geometric); readers are
 * never disturbed. Also writes the commit-graph, with the `git` program where
 * there is one. Cheap when there is nothing to do. */
bool archive_tidy(Archive *archive, GError **error);

#endif
