/*
 * tree - folders of a commit, those on the path alone, in memory.
 *
 * A folder is read when something in it changes, is kept as git writes it, and
 * is written again, into a pack, by tree_write(). What nobody changes is never
 * read: memory grows with a batch, not with the archive.
 */
#ifndef ARCHIVE_TREE_H
#define ARCHIVE_TREE_H

#include "archive/handle.h"
#include "archive/pack.h"

typedef struct Tree Tree;

/* The tree `id`; NULL: an empty one. Borrows `archive`. */
Tree *tree_new(Archive *archive, const git_oid *id);
void tree_free(Tree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tree, tree_free)

/* Sets the file at `path`; folders are made. CAILUN_ERROR_IO when a tree
 * cannot be read, or a file stands where a folder should. */
bool tree_set(
    Tree *tree, const char *path, const git_oid *blob, GError **error);
/* The file, or the folder, at `path`; `*has` false: there is none. */
bool tree_find(
    Tree *tree, const char *path, git_oid *out, bool *has, GError **error);
bool tree_find_folder(
    Tree *tree, const char *path, git_oid *out, bool *has, GError **error);
/* Writes every tree that changed since the last time. */
bool tree_write(Tree *tree, Pack *pack, git_oid *id_out, GError **error);

/*
 * One entry of a tree as git writes it. `*at` moves behind it; false at the
 * end, and when the bytes are damaged (`*at` is then before `end`). `name`
 * points into the bytes, NUL-terminated.
 */
typedef struct TreeEntry {
	const char *name;
	const uint8_t *id;
	bool is_folder;
} TreeEntry;
bool tree_next(const uint8_t **at, const uint8_t *end, TreeEntry *out);
/* Git's order. */
int tree_compare(const TreeEntry *a, const TreeEntry *b);

#endif
