/*
 * tree - folders of a commit, those on the path alone, in memory.
 *
 * A tree is its bytes: changing it is a splice, and the delta against what was
 * written last is known from where the splices were. Order is git's: a folder
 * counts as if its name ended with a slash.
 */
#include "config.h"

#include "archive/tree.h"

#include "base/error.h"

#include <string.h>

#define LARGEST_TREE (64u << 20)
#define FILE_MODE "100644 "
#define FOLDER_MODE "40000 "

struct Tree {
	Archive *archive;
	git_oid id; /* of what was read or written last */
	bool has_id;
	bool is_read;
	bool is_changed;
	GByteArray *bytes;
	size_t old_length; /* of what `id` names */
	size_t head, tail; /* bytes of it that are still the same */
	GHashTable *folders; /* name -> Tree *, those that were looked into */
	GPtrArray *changed; /* Tree *, of `folders`; with their names */
	char *name;
};

static Tree *
new_tree(Archive *archive, const git_oid *id, const char *name)
{
	Tree *tree = g_new0(Tree, 1);

	tree->archive = archive;
	tree->name = g_strdup(name);
	tree->bytes = g_byte_array_sized_new(256); /* never NULL */
	tree->folders = g_hash_table_new_full(
	    g_str_hash, g_str_equal, NULL, (GDestroyNotify)tree_free);
	tree->changed = g_ptr_array_new();
	if (id) {
		tree->id = *id;
		tree->has_id = true;
	}
	return tree;
}

Tree *
tree_new(Archive *archive, const git_oid *id)
{
	return new_tree(archive, id, "");
}

void
tree_free(Tree *tree)
{
	if (!tree)
		return;
	g_ptr_array_unref(tree->changed);
	g_hash_table_unref(tree->folders);
	g_byte_array_unref(tree->bytes);
	g_free(tree->name);
	g_free(tree);
}

static bool
read_tree(Tree *tree, GError **error)
{
	git_odb_object *object;

	if (tree->is_read)
		return true;
	if (tree->has_id) {
		object = handle_object(tree->archive, &tree->id,
		    GIT_OBJECT_TREE, LARGEST_TREE, error);
		if (!object)
			return false;
		g_byte_array_append(tree->bytes, git_odb_object_data(object),
		    (guint)git_odb_object_size(object));
		git_odb_object_free(object);
	}
	tree->is_read = true;
	tree->old_length = tree->head = tree->tail = tree->bytes->len;
	return true;
}

bool
tree_next(const uint8_t **at, const uint8_t *end, TreeEntry *out)
{
	const uint8_t *blank, *nul;

	if (*at >= end)
		return false;
	blank = memchr(*at, ' ', (size_t)(end - *at));
	if (!blank)
		return false;
	nul = memchr(blank, '\0', (size_t)(end - blank));
	if (!nul || end - nul <= GIT_OID_RAWSZ)
		return false;
	out->name = (const char *)blank + 1;
	out->id = nul + 1;
	out->is_folder = **at == '4';
	*at = nul + 1 + GIT_OID_RAWSZ;
	return true;
}

/* As git orders `a` of `n` bytes and an entry. */
static int
compare_names(const char *a, size_t n, bool is_folder, const TreeEntry *entry)
{
	size_t m = (size_t)((const char *)entry->id - entry->name) - 1;
	int order = memcmp(a, entry->name, MIN(n, m));
	int left = n > m ? (uint8_t)a[m] : is_folder ? '/' : 0;
	int right = m > n	       ? (uint8_t)entry->name[n]
		    : entry->is_folder ? '/'
				       : 0;

	return order ? order : left - right;
}

int
tree_compare(const TreeEntry *a, const TreeEntry *b)
{
	return compare_names(a->name, strlen(a->name), a->is_folder, b);
}

/* Where an entry stands, or would stand. */
typedef struct Place {
	size_t start; /* of the entry */
	size_t id; /* of its id, when `is_there` */
	bool is_there;
	bool is_other; /* a file where a folder is asked for, ... */
} Place;

static bool
find_place(const Tree *tree, const char *name, size_t length, bool is_folder,
    Place *out, GError **error)
{
	const uint8_t *start = tree->bytes->data, *at = start;
	const uint8_t *end = start + tree->bytes->len;
	const uint8_t *before = at;
	bool is_placed = false;
	TreeEntry entry;

	*out = (Place){ .start = tree->bytes->len };
	for (; tree_next(&at, end, &entry); before = at) {
		int order = compare_names(name, length, is_folder, &entry);

		if (order == 0) {
			*out = (Place){ (size_t)(before - start),
				(size_t)(entry.id - start), true, false };
			return true;
		}
		if (order < 0 && !is_placed) {
			out->start = (size_t)(before - start);
			is_placed = true;
		}
		/* of the other kind it may stand further on, past a few */
		if (strlen(entry.name) == length &&
		    !memcmp(entry.name, name, length))
			out->is_other = true;
		if (order < 0 && strncmp(entry.name, name, length))
			return true;
	}
	if (at < end)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: a damaged tree; see git fsck", tree->archive->path);
	return true;
}

/* Replaces `old` bytes at `start`; notes what is still as it was written. */
static void
splice(Tree *tree, size_t start, size_t old, const void *bytes, size_t n)
{
	size_t behind = tree->bytes->len - start - old;

	tree->head = MIN(tree->head, start);
	tree->tail = MIN(tree->tail, behind);
	if (n > old)
		g_byte_array_set_size(
		    tree->bytes, (guint)(tree->bytes->len + n - old));
	memmove(tree->bytes->data + start + n, tree->bytes->data + start + old,
	    behind);
	memcpy(tree->bytes->data + start, bytes, n);
	tree->is_changed = true;
}

static bool
refuse_other(const Tree *tree, const char *name, bool is_folder, GError **error)
{
	return fail(error, CAILUN_ERROR_IO,
	    "%s: %s is a %s on main; move it elsewhere there",
	    tree->archive->path, name, is_folder ? "file" : "folder");
}

static bool
set_entry(Tree *tree, const char *name, size_t length, bool is_folder,
    const git_oid *id, GError **error)
{
	g_autoptr(GByteArray) entry = NULL;
	const char *mode = is_folder ? FOLDER_MODE : FILE_MODE;
	Place place;

	if (!find_place(tree, name, length, is_folder, &place, error))
		return false;
	if (place.is_there) {
		if (memcmp(tree->bytes->data + place.id, id->id, GIT_OID_RAWSZ))
			splice(tree, place.id, GIT_OID_RAWSZ, id->id,
			    GIT_OID_RAWSZ);
		return true;
	}
	if (place.is_other)
		return refuse_other(tree, name, is_folder, error);
	entry = g_byte_array_new();
	g_byte_array_append(entry, (const guint8 *)mode, (guint)strlen(mode));
	g_byte_array_append(entry, (const guint8 *)name, (guint)length);
	g_byte_array_append(entry, (const guint8 *)"", 1);
	g_byte_array_append(entry, id->id, GIT_OID_RAWSZ);
	splice(tree, place.start, 0, entry->data, entry->len);
	return true;
}

/* The folder `name` in `tree`, read; made when `may_make`, else perhaps NULL
 * in `*out`. */
static bool
open_folder(
    Tree *tree, const char *name, bool may_make, Tree **out, GError **error)
{
	Place place;
	git_oid id;

	*out = g_hash_table_lookup(tree->folders, name);
	if (*out)
		return true;
	if (!read_tree(tree, error) ||
	    !find_place(tree, name, strlen(name), true, &place, error))
		return false;
	if (!place.is_there && !may_make)
		return true;
	if (place.is_other)
		return refuse_other(tree, name, true, error);
	if (place.is_there)
		memcpy(id.id, tree->bytes->data + place.id, GIT_OID_RAWSZ);
	*out = new_tree(tree->archive, place.is_there ? &id : NULL, name);
	g_hash_table_insert(tree->folders, (*out)->name, *out);
	return read_tree(*out, error);
}

/* The next part of a path, copied; `*path` moves on. */
static char *
next_part(const char **path)
{
	const char *slash = strchrnul(*path, '/');
	char *part = g_strndup(*path, (size_t)(slash - *path));

	*path = slash + (*slash == '/');
	return part;
}

bool
tree_set(Tree *tree, const char *path, const git_oid *blob, GError **error)
{
	while (strchr(path, '/')) {
		g_autofree char *name = next_part(&path);
		Tree *folder = NULL;

		if (!open_folder(tree, name, true, &folder, error))
			return false;
		if (!g_ptr_array_find(tree->changed, folder, NULL))
			g_ptr_array_add(tree->changed, folder);
		tree = folder;
	}
	return read_tree(tree, error) &&
	       set_entry(tree, path, strlen(path), false, blob, error);
}

static bool
find(Tree *tree, const char *path, bool is_folder, git_oid *out, bool *has,
    GError **error)
{
	Place place;

	*has = false;
	while (strchr(path, '/')) {
		g_autofree char *name = next_part(&path);

		if (!open_folder(tree, name, false, &tree, error))
			return false;
		if (!tree)
			return true;
	}
	if (!read_tree(tree, error) ||
	    !find_place(tree, path, strlen(path), is_folder, &place, error))
		return false;
	*has = place.is_there;
	if (place.is_there)
		memcpy(out->id, tree->bytes->data + place.id, GIT_OID_RAWSZ);
	return true;
}

bool
tree_find(Tree *tree, const char *path, git_oid *out, bool *has, GError **error)
{
	return find(tree, path, false, out, has, error);
}

bool
tree_find_folder(
    Tree *tree, const char *path, git_oid *out, bool *has, GError **error)
{
	return find(tree, path, true, out, has, error);
}

bool
tree_write(Tree *tree, Pack *pack, git_oid *id_out, GError **error)
{
	if (!read_tree(tree, error))
		return false;
	for (guint i = 0; i < tree->changed->len; i++) {
		Tree *folder = g_ptr_array_index(tree->changed, i);
		git_oid id;

		if (!tree_write(folder, pack, &id, error) ||
		    !set_entry(tree, folder->name, strlen(folder->name), true,
			&id, error))
			return false;
	}
	g_ptr_array_set_size(tree->changed, 0);
	if (tree->is_changed || !tree->has_id) {
		size_t n = tree->bytes->len;

		if (!pack_add_tree(pack, tree->bytes->data, n,
			tree->has_id ? &tree->id : NULL, tree->old_length,
			MIN(tree->head, n), MIN(tree->tail, n), &tree->id,
			error))
			return false;
		tree->has_id = true;
		tree->is_changed = false;
		tree->old_length = tree->head = tree->tail = n;
	}
	*id_out = tree->id;
	return true;
}
