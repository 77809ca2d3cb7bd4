/*
 * archive - the Git repository that holds everything.
 *
 * Opened, locked and read here; made in create.c, written in batch.c, its past
 * in history.c, its packs kept in order in tidy.c. Nothing here changes a
 * commit.
 */
#include "config.h"

#include "archive/archive.h"

#include "archive/handle.h"
#include "archive/ref.h"
#include "archive/tree.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_FILE "/cailun.lock"
#define SCHEMA_BYTES 4096
#define LARGEST_TREE (64u << 20)
/* A file may have been put there by a person. */
#define LARGEST_FILE (64u << 20)

/* ---- opening ---- */

/* We are in the group that may read, and nobody else may write. */
static bool
is_shared_with_us(const struct stat *info)
{
	gid_t groups[256];
	int n = getgroups(G_N_ELEMENTS(groups), groups);

	if ((info->st_mode & S_IWOTH) || !(info->st_mode & S_IRGRP))
		return false;
	if (info->st_gid == getegid())
		return true;
	for (int i = 0; i < n; i++)
		if (groups[i] == info->st_gid)
			return true;
	return false;
}

static bool
check_folder(const char *path, GError **error)
{
	struct stat info;

	if (stat(path, &info) != 0 && errno == ENOENT)
		return fail(error, CAILUN_ERROR_NOT_FOUND,
		    "%s: there is no archive; cailun init or run makes one",
		    path);
	if (stat(path, &info) != 0)
		return fail_errno(
		    error, "%s: cannot look at the archive", path);
	if (!S_ISDIR(info.st_mode))
		return fail(error, CAILUN_ERROR_IO,
		    "%s: a file, not an archive; set archive.path to a folder",
		    path);
	if (info.st_uid != geteuid() && info.st_uid != 0 &&
	    !is_shared_with_us(&info))
		return fail(error, CAILUN_ERROR_IO,
		    "%s: belongs to user %u; run cailun as that user", path,
		    (unsigned)info.st_uid);
	return true;
}

static bool
check_kind(const char *path, GError **error)
{
	g_autofree char *head = g_build_filename(path, "HEAD", NULL);
	g_autofree char *inner = g_build_filename(path, ".git", NULL);

	if (access(head, F_OK) == 0)
		return true;
	if (access(inner, F_OK) == 0)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: a work tree, not a bare repository; set archive.path "
		    "to another folder",
		    path);
	return fail(error, CAILUN_ERROR_IO,
	    "%s: not an archive; empty the folder or set archive.path to "
	    "another",
	    path);
}

/* "schema 1" somewhere in SCHEMA; 0 when there is none. */
static guint64
read_schema(GBytes *bytes)
{
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autofree char *text = g_strndup(data ? data : "", length);
	g_auto(GStrv) lines = g_strsplit(text, "\n", 64);
	guint64 schema = 0;

	for (size_t i = 0; lines[i]; i++)
		if (g_str_has_prefix(lines[i], "schema ") &&
		    g_ascii_string_to_unsigned(lines[i] + strlen("schema "), 10,
			1, G_MAXINT, &schema, NULL))
			return schema;
	return 0;
}

static bool
check_schema(Archive *archive, GError **error)
{
	g_autoptr(GError) inner = NULL;
	g_autoptr(GBytes) bytes = NULL;
	guint64 schema;

	if (!git_repository_is_bare(archive->git))
		return fail(error, CAILUN_ERROR_IO,
		    "%s: not a bare repository; set archive.path to another "
		    "folder",
		    archive->path);
	bytes = archive_file(archive, "SCHEMA", &inner);
	if (!bytes &&
	    !g_error_matches(inner, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	schema = bytes ? read_schema(bytes) : 0;
	if (schema == 0)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: a repository without SCHEMA on main, not an archive; "
		    "set archive.path to another folder",
		    archive->path);
	if (schema > HANDLE_SCHEMA)
		return fail(error, CAILUN_ERROR_CONF,
		    "%s: schema %" G_GUINT64_FORMAT " was made by a newer "
		    "cailun, this one knows %d; install that version",
		    archive->path, schema, HANDLE_SCHEMA);
	return true;
}

Archive *
archive_open(const char *path, GError **error)
{
	g_autoptr(Archive) archive = NULL;

	if (!check_folder(path, error) || !check_kind(path, error))
		return NULL;
	archive = handle_new(path, error);
	if (!archive || !check_schema(archive, error))
		return NULL;
	return g_steal_pointer(&archive);
}

void
archive_free(Archive *archive)
{
	if (archive && archive->lock >= 0)
		(void)close(archive->lock);
	handle_free(archive);
}

void
archive_set_name(Archive *archive, const char *name)
{
	g_free(archive->name);
	archive->name = g_strdup(name);
}

/* ---- the lock ---- */

static bool
has_index(const char *keep)
{
	g_autofree char *path = g_strdup(keep);

	memcpy(
	    path + strlen(path) - strlen(".keep"), ".idx\0", strlen(".keep"));
	return access(path, F_OK) == 0;
}

/* A .keep file that a batch wrote, or began to. */
static bool
is_our_keep(const char *path)
{
	g_autofree char *text = NULL;
	size_t length;

	if (!g_str_has_suffix(path, ".keep"))
		return false;
	text = file_read(path, 64, &length, NULL);
	return text &&
	       (!strcmp(text, HANDLE_KEEP) ||
		   (g_str_has_prefix(HANDLE_KEEP, text) && !has_index(path)));
}

/* Without its index nobody knows the pack. */
static void
drop_keep(const char *path)
{
	g_autofree char *pack = g_strdup(path);

	memcpy(pack + strlen(pack) - strlen(".keep"), ".pack", strlen(".pack"));
	if (!has_index(path))
		(void)unlink(pack);
	(void)unlink(path);
}

/* Nobody else writes here while we have the lock. */
static void
clear_away(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_str_has_prefix(name, HANDLE_UNFINISHED))
			(void)unlink(path);
		else if (is_our_keep(path))
			drop_keep(path);
	}
}

static bool
is_ours(const Archive *archive, GError **error)
{
	struct stat info;

	if (stat(archive->path, &info) != 0)
		return fail_errno(
		    error, "%s: cannot look at the archive", archive->path);
	if (info.st_uid != geteuid())
		return fail(error, CAILUN_ERROR_IO,
		    "%s: belongs to user %u; run cailun as that user",
		    archive->path, (unsigned)info.st_uid);
	return true;
}

bool
archive_lock(Archive *archive, GError **error)
{
	g_autofree char *path = g_strconcat(archive->path, LOCK_FILE, NULL);
	g_autofree char *packs =
	    g_strconcat(archive->path, "/objects/pack", NULL);
	auto_fd int fd = -1;

	if (archive->lock >= 0)
		return true;
	if (!is_ours(archive, error))
		return false;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0)
		return fail_errno(error, "%s: cannot lock the archive", path);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return fail(error, CAILUN_ERROR_LATER,
		    "%s: another run holds the lock; try again later", path);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		return fail_errno(error, "%s: cannot lock the archive", path);
	archive->lock = steal_fd(&fd);
	clear_away(archive->path);
	clear_away(packs);
	ref_unlock_raw(archive);
	return true;
}

void
archive_unlock_stale(Archive *archive, const char *intent)
{
	if (intent)
		ref_unlock_stale(archive, HANDLE_MAIN, intent);
}

const char *
archive_head(Archive *archive, GError **error)
{
	git_oid id;
	bool has;

	if (!handle_ref(archive, HANDLE_MAIN, &id, &has, error))
		return NULL;
	archive->head[0] = '\0';
	if (has)
		(void)git_oid_tostr(archive->head, sizeof(archive->head), &id);
	return archive->head;
}

/* ---- reading ---- */

static bool
tree_of(Archive *archive, const git_oid *commit, git_oid *tree, GError **error)
{
	git_commit *object = NULL;

	if (git_commit_lookup(&object, archive->git, commit) != 0)
		return handle_fail(archive, error, "its commit");
	*tree = *git_commit_tree_id(object);
	git_commit_free(object);
	return true;
}

static GBytes *
blob_bytes(Archive *archive, const git_oid *id, GError **error)
{
	git_odb_object *object =
	    handle_object(archive, id, GIT_OBJECT_BLOB, LARGEST_FILE, error);
	GBytes *bytes;

	if (!object)
		return NULL;
	bytes = g_bytes_new(
	    git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	return bytes;
}

static GBytes *
not_found(const Archive *archive, const char *path, GError **error)
{
	fail(error, CAILUN_ERROR_NOT_FOUND, "%s: no such file: %s",
	    archive->path, path);
	return NULL;
}

static GBytes *
file_in(
    Archive *archive, const git_oid *commit, const char *path, GError **error)
{
	g_autoptr(Tree) root = NULL;
	git_oid tree, blob;
	bool has;

	if (!tree_of(archive, commit, &tree, error))
		return NULL;
	root = tree_new(archive, &tree);
	if (!tree_find(root, path, &blob, &has, error))
		return NULL;
	return has ? blob_bytes(archive, &blob, error)
		   : not_found(archive, path, error);
}

GBytes *
archive_file(Archive *archive, const char *path, GError **error)
{
	git_oid head;
	bool has;

	if (!handle_ref(archive, HANDLE_MAIN, &head, &has, error))
		return NULL;
	return has ? file_in(archive, &head, path, error)
		   : not_found(archive, path, error);
}

/* Of an object that is there. */
static bool
find_id(Archive *archive, const char *hex, git_oid *out, GError **error)
{
	if (!handle_ready(archive, error))
		return false;
	if (git_oid_fromstr(out, hex) == 0 && git_odb_exists(archive->odb, out))
		return true;
	(void)not_found(archive, hex, error);
	return false;
}

GBytes *
archive_file_at(
    Archive *archive, const char *commit, const char *path, GError **error)
{
	git_oid id;

	if (!find_id(archive, commit, &id, error))
		return NULL;
	return file_in(archive, &id, path, error);
}

GBytes *
archive_blob(Archive *archive, const char *blob, GError **error)
{
	git_oid id;

	if (!find_id(archive, blob, &id, error))
		return NULL;
	return blob_bytes(archive, &id, error);
}

/* Months, the newest first. */
static int
compare_months(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)b, *(char *const *)a);
}

static GPtrArray *
raw_refs(Archive *archive)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	git_reference_iterator *iterator = NULL;
	const char *name;

	if (git_reference_iterator_glob_new(
		&iterator, archive->git, HANDLE_RAW "*") != 0)
		return names;
	while (git_reference_next_name(&name, iterator) == 0)
		g_ptr_array_add(names, g_strdup(name));
	git_reference_iterator_free(iterator);
	g_ptr_array_sort(names, compare_months);
	return names;
}

GBytes *
archive_capture(Archive *archive, const char *raw, GError **error)
{
	const char *hex = g_str_has_prefix(raw, "sha256:") ? raw + 7 : "";
	g_autoptr(GPtrArray) refs = NULL;
	g_autofree char *path = NULL;

	if (strlen(hex) != 64 || strspn(hex, "0123456789abcdef") != 64)
		return not_found(archive, raw, error);
	if (!handle_ready(archive, error))
		return NULL;
	path = g_strdup_printf("%.2s/%s.http", hex, hex + 2);
	refs = raw_refs(archive);
	for (guint i = 0; i < refs->len; i++) {
		g_autoptr(GError) inner = NULL;
		GBytes *bytes;
		git_oid id;
		bool has;

		if (!handle_ref(
			archive, g_ptr_array_index(refs, i), &id, &has, error))
			return NULL;
		bytes = has ? file_in(archive, &id, path, &inner) : NULL;
		if (bytes)
			return bytes;
		if (inner && !g_error_matches(
				 inner, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND)) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return NULL;
		}
	}
	return not_found(archive, raw, error);
}

/* ---- every file ---- */

typedef struct Walk {
	Archive *archive;
	bool (*each)(void *data, const char *path, const char *blob);
	void *data;
	bool is_over;
} Walk;

static bool walk_tree(
    Walk *walk, const git_oid *id, const char *path, int depth, GError **error);

static bool
walk_entry(Walk *walk, const TreeEntry *entry, const char *folder, int depth,
    GError **error)
{
	g_autofree char *path =
	    g_strconcat(folder, *folder ? "/" : "", entry->name, NULL);
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	memcpy(id.id, entry->id, GIT_OID_RAWSZ);
	if (entry->is_folder)
		return walk_tree(walk, &id, path, depth + 1, error);
	(void)git_oid_tostr(hex, sizeof(hex), &id);
	walk->is_over = !walk->each(walk->data, path, hex);
	return true;
}

static bool
walk_tree(
    Walk *walk, const git_oid *id, const char *path, int depth, GError **error)
{
	git_odb_object *object;
	const uint8_t *at, *end;
	TreeEntry entry;
	bool is_good = true;

	if (depth > LIMIT_DEPTH)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: folders deeper than %d", walk->archive->path,
		    LIMIT_DEPTH);
	object = handle_object(
	    walk->archive, id, GIT_OBJECT_TREE, LARGEST_TREE, error);
	if (!object)
		return false;
	at = git_odb_object_data(object);
	end = at + git_odb_object_size(object);
	while (is_good && !walk->is_over && tree_next(&at, end, &entry))
		is_good = walk_entry(walk, &entry, path, depth, error);
	git_odb_object_free(object);
	return is_good;
}

bool
archive_each_file(Archive *archive, const char *folder,
    bool (*each)(void *data, const char *path, const char *blob), void *data,
    GError **error)
{
	Walk walk = { archive, each, data, false };
	g_autoptr(Tree) root = NULL;
	git_oid head, tree, id;
	bool has;

	if (!handle_ref(archive, HANDLE_MAIN, &head, &has, error))
		return false;
	if (!has)
		return true;
	if (!tree_of(archive, &head, &tree, error))
		return false;
	if (*folder == '\0')
		return walk_tree(&walk, &tree, "", 0, error);
	root = tree_new(archive, &tree);
	if (!tree_find_folder(root, folder, &id, &has, error))
		return false;
	return !has || walk_tree(&walk, &id, folder, 0, error);
}
