/*
 * create - a new archive.
 *
 * Made beside its place and moved there whole, with its first commit; in a
 * folder that is there already (it may be a mount point) HEAD comes last, so
 * that half of it is no repository. The layout is written here, since
 * templates and configuration of this machine have no say in it.
 */
#include "config.h"

#include "archive/archive.h"

#include "archive/batch.h"
#include "archive/handle.h"
#include "archive/sentence.h"
#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_MODE 0750
#define FILE_MODE 0640

static const char head_text[] = "ref: " HANDLE_MAIN "\n";

static const char config_text[] = "[core]\n"
				  "\trepositoryformatversion = 0\n"
				  "\tfilemode = true\n"
				  "\tbare = true\n";

static const char schema_text[] =
    "An archive of cailun; see cailun-archive(5).\n"
    "schema %d\n"
    "article %d\n"
    "sentence %d\n";

static const char attributes_text[] =
    "# Text as it is; a blank at the end of a line may be the publisher's.\n"
    "*.md -text diff=markdown whitespace=-blank-at-eol\n"
    "*.tsv -text\n";

static const char readme_text[] =
    "# 档案\n"
    "\n"
    "A commit is one version of one article: its author is the outlet with\n"
    "the time it claims, its committer this archive with the time of capture.\n"
    "Articles lie in `articles/SOURCE/YYYY/MM/DD/UID.md`, one sentence a "
    "line.\n"
    "The format is described in cailun-archive(5). It is read with git alone:\n"
    "\n"
    "    git log --oneline                      收录了什么 what came in\n"
    "    git log --author=湖南日报              一家媒体 of one outlet\n"
    "    git log --grep='^收录.*暴雨'           标题里的词 a word in "
    "headlines\n"
    "    git log --grep='^Cailun-Event: gone'   下线的 what was taken down\n"
    "    git log --grep='^更新' --stat          改过的 what was changed\n"
    "    git log -p -- PATH                     一篇的各版 versions of one\n"
    "    git blame PATH                         每句何时写下 when each line "
    "came\n"
    "    git log -S'某句话' --format='%h %ad %an %s'   谁登过这句 who had it\n"
    "    git log --format='%ad → %cd %s'        发布与抓取 claimed and "
    "captured\n"
    "    git diff --word-diff --word-diff-regex=. OLD NEW -- PATH   逐字 by "
    "word\n"
    "\n"
    "Captures (status, headers and body as they came) are not cloned by\n"
    "default: `git fetch origin 'refs/cailun/raw/*:refs/cailun/raw/*'`, then\n"
    "`git show refs/cailun/raw/2024-01:AB/CDEF….http`, which is named after\n"
    "the hash in an article's `raw`.\n";

/* ---- the repository ---- */

static bool
write_text(
    const char *folder, const char *name, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	return file_write(path, text, strlen(text), FILE_MODE, error);
}

/* All but HEAD, which makes it one. */
static bool
make_layout(const char *path, GError **error)
{
	static const char *const folders[] = { "objects/info", "objects/pack",
		"refs/heads", "refs/tags", "info" };

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder =
		    g_build_filename(path, folders[i], NULL);

		if (!folder_make(folder, FOLDER_MODE, error))
			return false;
	}
	return write_text(path, "config", config_text, error) &&
	       write_text(path, "description", "cailun\n", error);
}

static bool
put_text(Batch *batch, const char *path, const char *text, GError **error)
{
	return batch_put(batch, path, text, strlen(text), error);
}

static bool
commit_first(const char *path, int64_t now, GError **error)
{
	Version version = { .event = EVENT_INIT, .at = now };
	g_autoptr(Archive) archive = handle_new(path, error);
	Batch *batch = archive ? batch_new(archive, error) : NULL;
	g_autofree char *message = version_message(&version);
	g_autofree char *schema = g_strdup_printf(
	    schema_text, HANDLE_SCHEMA, ARTICLE_SCHEMA, SENTENCE_VERSION);

	if (!batch)
		return false;
	if (put_text(batch, "SCHEMA", schema, error) &&
	    put_text(batch, "README.md", readme_text, error) &&
	    put_text(batch, ".gitattributes", attributes_text, error) &&
	    batch_commit(batch, message, now, error))
		return batch_finish(batch, error);
	batch_free(batch);
	return false;
}

static bool
make_whole(const char *path, int64_t now, GError **error)
{
	return make_layout(path, error) &&
	       write_text(path, "HEAD", head_text, error) &&
	       commit_first(path, now, error);
}

/* ---- its place ---- */

/* Removes what make_whole() may have made, and no more. */
static void
remove_made(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		if (unlink(inner) != 0 && (errno == EISDIR || errno == EPERM))
			remove_made(inner);
	}
	(void)rmdir(path);
}

/* Beside `place`, for us alone until it is done. */
static char *
make_beside(const char *place, int64_t now, GError **error)
{
	g_autofree char *path = g_strconcat(place, ".XXXXXX", NULL);

	if (!g_mkdtemp_full(path, FOLDER_MODE)) {
		fail_errno(error, "%s: cannot make the archive", place);
		return NULL;
	}
	if (make_whole(path, now, error))
		return g_steal_pointer(&path);
	remove_made(path);
	return NULL;
}

static bool
make_new(const char *path, int64_t now, GError **error)
{
	g_autofree char *above = g_path_get_dirname(path);
	g_autofree char *made = NULL;

	if (!folder_make(above, FOLDER_MODE, error))
		return false;
	made = make_beside(path, now, error);
	if (!made)
		return false;
	if (rename(made, path) == 0)
		return folder_sync(above, error);
	fail_errno(error, "%s: cannot make the archive", path);
	remove_made(made);
	return false;
}

/* What is in `made` goes up into `path`, HEAD at the end. */
static bool
move_up(const char *made, const char *path, GError **error)
{
	static const char *const names[] = { "objects", "refs", "info",
		"config", "description", "HEAD" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *from = g_build_filename(made, names[i], NULL);
		g_autofree char *to = g_build_filename(path, names[i], NULL);

		if (rename(from, to) != 0)
			return fail_errno(
			    error, "%s: cannot make the archive", to);
	}
	return folder_sync(path, error);
}

static bool
fill(const char *path, int64_t now, GError **error)
{
	g_autofree char *place = g_build_filename(path, "new", NULL);
	g_autofree char *made = make_beside(place, now, error);
	bool is_moved;

	if (!made)
		return false;
	is_moved = move_up(made, path, error);
	remove_made(made);
	return is_moved;
}

/* Nothing in it, or what mkfs leaves at a mount point. */
static bool
is_empty(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (strcmp(name, "lost+found"))
			return false;
	return dir != NULL;
}

Archive *
archive_create(const char *path, int64_t now, GError **error)
{
	struct stat info;
	bool is_there = lstat(path, &info) == 0;

	if (!is_there && !make_new(path, now, error))
		return NULL;
	if (is_there && is_empty(path) && !fill(path, now, error))
		return NULL;
	return archive_open(path, error);
}
