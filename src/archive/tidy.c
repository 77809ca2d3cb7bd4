/*
 * tidy - few packs instead of many.
 *
 * With the git program where there is one, which also finds better deltas and
 * writes the commit-graph; else the small packs are rolled into one by
 * ourselves, and there is no commit-graph (`git log -- PATH` then walks).
 * Never needed for an archive to be right, and never in the way of readers: a
 * pack is removed only when another holds all of it.
 */
#include "config.h"

#include "archive/archive.h"

#include "archive/handle.h"
#include "archive/pack.h"
#include "archive/roll.h"
#include "base/error.h"
#include "base/fd.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_PACKS 24 /* a quarter of a day's */
#define GRAPH_PACKS 8 /* new ones, since the last commit-graph */
#define LARGEST_ROLLED (INT64_C(1) << 30)

typedef struct OldPack {
	char *name; /* path without ending */
	int64_t size, time;
	bool is_kept;
} OldPack;

static void
old_pack_free(gpointer data)
{
	g_free(((OldPack *)data)->name);
	g_free(data);
}

static bool
exists(const char *name, const char *ending)
{
	g_autofree char *path = g_strconcat(name, ending, NULL);

	return access(path, F_OK) == 0;
}

static int
compare_sizes(gconstpointer a, gconstpointer b)
{
	int64_t left = (*(OldPack *const *)a)->size;
	int64_t right = (*(OldPack *const *)b)->size;

	return left < right ? -1 : left > right;
}

/* The packs that may be touched, the smallest first. */
static GPtrArray *
list_packs(const char *folder)
{
	GPtrArray *packs = g_ptr_array_new_with_free_func(old_pack_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, file, NULL);
		struct stat info;
		OldPack *pack;

		if (!g_str_has_suffix(file, ".pack") || stat(path, &info) != 0)
			continue;
		path[strlen(path) - strlen(".pack")] = '\0';
		if (exists(path, ".keep") || !exists(path, ".idx"))
			continue;
		pack = g_new0(OldPack, 1);
		pack->name = g_steal_pointer(&path);
		pack->size = info.st_size;
		pack->time = info.st_mtime;
		g_ptr_array_add(packs, pack);
	}
	g_ptr_array_sort(packs, compare_sizes);
	return packs;
}

/* ---- with git ---- */

/* No shell, no configuration but the archive's own, nothing said. */
static bool
run_git(const Archive *archive, const char *const *words)
{
	g_autofree char *git = g_find_program_in_path("git");
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autofree char *path = g_strconcat("PATH=", g_getenv("PATH"), NULL);
	const char *envp[] = { path, "GIT_DIR=.", "LC_ALL=C",
		"HOME=/nonexistent", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_TERMINAL_PROMPT=0", NULL };
	int status = -1;

	if (!git)
		return false;
	g_ptr_array_add(argv, git);
	for (; *words; words++)
		g_ptr_array_add(argv, (gpointer)*words);
	g_ptr_array_add(argv, NULL);
	return g_spawn_sync(archive->path, (char **)argv->pdata, (char **)envp,
		   G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
		   NULL, NULL, NULL, NULL, &status, NULL) &&
	       status == 0;
}

static bool
repack_with_git(const Archive *archive)
{
	static const char *const words[] = { "repack", "-d", "-q",
		"--geometric=2", NULL };

	return run_git(archive, words);
}

/* Its age, 0: there is none. */
static int64_t
graph_time(const Archive *archive)
{
	static const char *const files[] = {
		"/objects/info/commit-graphs/commit-graph-chain",
		"/objects/info/commit-graph"
	};
	int64_t time = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path =
		    g_strconcat(archive->path, files[i], NULL);
		struct stat info;

		if (stat(path, &info) == 0)
			time = MAX(time, (int64_t)info.st_mtime);
	}
	return time;
}

static bool
is_graph_old(const Archive *archive, const GPtrArray *packs)
{
	int64_t time = graph_time(archive);
	guint newer = 0;

	for (guint i = 0; i < packs->len; i++)
		newer += ((OldPack *)g_ptr_array_index(packs, i))->time > time;
	return newer >= GRAPH_PACKS;
}

static void
write_graph(const Archive *archive)
{
	static const char *const words[] = { "commit-graph", "write",
		"--reachable", "--split", "--changed-paths", "--no-progress",
		NULL };

	(void)run_git(archive, words);
}

/* ---- by ourselves ---- */

/* How many of the smallest make one that the next is at least twice. */
static guint
count_small(const GPtrArray *packs)
{
	int64_t sum = 0;
	guint n;

	for (n = 0; n < packs->len; n++) {
		int64_t size = ((OldPack *)g_ptr_array_index(packs, n))->size;

		if ((n >= 2 && size >= 2 * sum) || sum + size > LARGEST_ROLLED)
			break;
		sum += size;
	}
	return n;
}

static void
remove_pack(const char *name)
{
	static const char *const endings[] = { ".idx", ".pack", ".rev",
		".bitmap" };

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *path = g_strconcat(name, endings[i], NULL);

		(void)unlink(path);
	}
}

/* git's index over packs names those that go: it is only a cache. */
static void
remove_old(const char *folder, const GPtrArray *packs, guint n, const char *new)
{
	g_autofree char *cache =
	    g_build_filename(folder, "multi-pack-index", NULL);

	(void)unlink(cache);
	for (guint i = 0; i < n; i++) {
		const OldPack *old = g_ptr_array_index(packs, i);

		/* one that held all the others' objects is the new one */
		if (strcmp(old->name, new))
			remove_pack(old->name);
	}
	(void)folder_sync(folder, NULL);
}

static bool
roll_small(const char *folder, const GPtrArray *packs, GError **error)
{
	guint n = count_small(packs);
	g_autoptr(Pack) pack = NULL;

	if (n < 2)
		return true;
	pack = pack_new(folder, error);
	for (guint i = 0; pack && i < n; i++)
		if (!roll_pack(pack,
			((OldPack *)g_ptr_array_index(packs, i))->name, error))
			return false;
	if (!pack || !pack_finish(pack, HANDLE_KEEP, error))
		return false;
	pack_keep(pack);
	remove_old(folder, packs, n, pack_name(pack));
	pack_release(pack);
	return true;
}

bool
archive_tidy(Archive *archive, GError **error)
{
	g_autofree char *folder =
	    g_strconcat(archive->path, "/objects/pack", NULL);
	g_autoptr(GPtrArray) packs = list_packs(folder);
	bool is_many = packs->len >= MOST_PACKS;
	bool is_old = is_graph_old(archive, packs);

	if (!is_many && !is_old)
		return true;
	if (is_many && !repack_with_git(archive) &&
	    !roll_small(folder, packs, error))
		return false;
	write_graph(archive);
	handle_let_go(archive);
	return true;
}
