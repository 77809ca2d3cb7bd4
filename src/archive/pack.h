/*
 * pack - objects of git, written once into one pack.
 *
 * A stream: an object is deflated, hashed and on its way to the disk when
 * pack_add() returns, and memory does not grow with their sizes. What is
 * written is no part of the repository before pack_finish(), and may be
 * collected by nobody (.keep) before pack_release(). An object that is there
 * already is not written again.
 */
#ifndef ARCHIVE_PACK_H
#define ARCHIVE_PACK_H

#include <git2.h>
#include <glib.h>
#include <stdbool.h>

/* How hard to deflate. */
typedef enum PackEffort {
	PACK_FAST = 1, /* articles, trees, commits */
	PACK_SMALL = 6, /* captures */
} PackEffort;

/* A chain of deltas is at most this long: readers walk it. */
#define PACK_LONGEST_CHAIN 50

typedef struct Pack Pack;

/* Begins one in the folder `objects/pack`, which is copied. */
Pack *pack_new(const char *folder, GError **error);
/* Drops what pack_keep() was not called for: nothing of it stays. */
void pack_free(Pack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pack, pack_free)

/* Strangers' bytes are hashed so that a made collision is an error. */
bool pack_add(Pack *pack, git_object_t type, const void *bytes, size_t length,
    PackEffort effort, git_oid *id_out, GError **error);
/*
 * A tree of `bytes`, which differs from the tree `base` (of `base_length`
 * bytes) only between the first `head` and the last `tail` bytes. Written as a
 * delta where `base` is in this pack and that is worth it.
 */
bool pack_add_tree(Pack *pack, const void *bytes, size_t length,
    const git_oid *base, size_t base_length, size_t head, size_t tail,
    git_oid *id_out, GError **error);
/*
 * An object as it stands in another pack: its type there (a delta's is
 * GIT_OBJECT_OFS_DELTA or _REF_DELTA, with its `base`, else NULL), its size and
 * the deflated bytes.
 */
bool pack_add_entry(Pack *pack, const git_oid *id, int type, size_t size,
    const git_oid *base, const void *deflated, size_t length, GError **error);
/* An object that was not written as a delta, as it stands in `from`. */
bool pack_copy(Pack *pack, Pack *from, const git_oid *id, GError **error);
bool pack_has(const Pack *pack, const git_oid *id);
size_t pack_count(const Pack *pack);

/* Whole, synced, with its index, under its name, kept; `why` stands in .keep.
 * A failure leaves nothing. */
bool pack_finish(Pack *pack, const char *why, GError **error);
/* Its path without ending, borrowed; NULL before pack_finish(). */
const char *pack_name(const Pack *pack);
/* Something leads to it now: pack_free() will not drop it. */
void pack_keep(Pack *pack);
/* Removes .keep; what does not work is done by the next who has the lock. */
void pack_release(Pack *pack);

#endif
