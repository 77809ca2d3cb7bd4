/* test-archive - the archive, looked at with stock git. */
#include "config.h"

#include "repository.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- making and opening ---- */

static void
test_create(Place *place, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) schema = NULL;
	struct stat info;

	(void)data;
	assert_fsck(place->path);
	assert_git(place->path, "log --format=%s|%an|%ae|%ct",
	    "建档|cailun|archive@cailun.invalid|1704188411\n");
	assert_git(place->path, "ls-tree --name-only main",
	    ".gitattributes\nREADME.md\nSCHEMA\n");
	assert_git(place->path, "symbolic-ref HEAD", "refs/heads/main\n");
	assert_git(place->folder,
	    "-C archive.git rev-parse --is-bare-repository", "true\n");
	g_assert_cmpint(stat(place->path, &info), ==, 0);
	g_assert_cmpint(info.st_mode & 07777, ==, 0750);
	schema = archive_file(place->archive, "SCHEMA", &error);
	g_assert_no_error(error);
	g_assert_nonnull(strstr(g_bytes_get_data(schema, NULL), "schema 1\n"));
	/* a second time it is only opened */
	archive_free(place->archive);
	place->archive = archive_create(place->path, AT + 1, &error);
	g_assert_no_error(error);
	assert_git(place->path, "rev-list --count main", "1\n");
	g_assert_cmpint(count_files(place->folder, ".keep"), ==, 0);
}

/* A folder that is there is filled in place, as a mount point must be. */
static void
test_fill(Place *place, gconstpointer data)
{
	g_autofree char *path = g_build_filename(place->folder, "disk", NULL);
	g_autofree char *lost = g_build_filename(path, "lost+found", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = NULL;
	struct stat before, after;

	(void)data;
	g_assert_cmpint(g_mkdir(path, 0755), ==, 0);
	g_assert_cmpint(g_mkdir(lost, 0700), ==, 0);
	g_assert_cmpint(stat(path, &before), ==, 0);
	archive = archive_create(path, AT, &error);
	g_assert_no_error(error);
	g_assert_cmpint(stat(path, &after), ==, 0);
	g_assert_cmpuint(before.st_ino, ==, after.st_ino);
	assert_fsck(path);
	assert_git(path, "rev-list --count main", "1\n");
}

static void
assert_refused(const char *path, CailunError code, const char *part)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) second = NULL;

	g_assert_null(archive_open(path, &error));
	g_assert_error(error, CAILUN_ERROR, (int)code);
	g_assert_nonnull(strstr(error->message, part));
	g_assert_nonnull(strstr(error->message, path));
	if (code == CAILUN_ERROR_NOT_FOUND)
		return;
	g_assert_null(archive_create(path, AT, &second));
	g_assert_error(second, CAILUN_ERROR, (int)code);
}

static void
test_refusals(Place *place, gconstpointer data)
{
	g_autofree char *none = g_build_filename(place->folder, "none", NULL);
	g_autofree char *full = g_build_filename(place->folder, "full", NULL);
	g_autofree char *file = g_build_filename(full, "file", NULL);
	g_autofree char *tree = g_build_filename(place->folder, "tree", NULL);
	g_autofree char *bare = g_build_filename(place->folder, "bare", NULL);
	g_autofree char *sha = g_build_filename(place->folder, "sha", NULL);
	g_autofree char *one = git(place->folder, "init -q tree");
	g_autofree char *two = git(place->folder, "init -q --bare bare");
	g_autofree char *three =
	    git(place->folder, "init -q --bare --object-format=sha256 sha");

	(void)data;
	g_assert_nonnull(one);
	g_assert_nonnull(two);
	g_assert_cmpint(g_mkdir(full, 0755), ==, 0);
	write_file(full, "file", "x");
	assert_refused(none, CAILUN_ERROR_NOT_FOUND, "no archive");
	assert_refused(file, CAILUN_ERROR_IO, "a file");
	assert_refused(full, CAILUN_ERROR_IO, "not an archive");
	assert_refused(tree, CAILUN_ERROR_IO, "work tree");
	assert_refused(bare, CAILUN_ERROR_IO, "without SCHEMA");
#ifdef WITH_SANITIZERS
	/* libgit2 1.5 leaks a regular expression's match for each key */
	g_clear_pointer(&three, g_free);
#endif
	if (three)
		assert_refused(sha, CAILUN_ERROR_IO, "repository");
	g_assert_true(g_file_test(file, G_FILE_TEST_EXISTS));
	commit_file(place, "SCHEMA", "schema 2\n");
	assert_refused(place->path, CAILUN_ERROR_CONF, "newer");
	commit_file(place, "SCHEMA", "nothing of the kind\n");
	assert_refused(place->path, CAILUN_ERROR_IO, "without SCHEMA");
}

/* One line that names it, whatever is broken; nothing is touched. */
static void
test_damaged(Place *place, gconstpointer data)
{
	static const struct {
		const char *file, *text, *part;
	} cases[] = {
		{ "refs/heads/main", "nonsense\n", "refs/heads/main" },
		{ "refs/heads/main",
		    "0123456789012345678901234567890123456789\n", "commit" },
		{ "config", "[core", "config" },
	};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path =
		    g_build_filename(place->path, cases[i].file, NULL);
		g_autofree char *kept = NULL;

		g_assert_true(g_file_get_contents(path, &kept, NULL, NULL));
		write_file(place->path, cases[i].file, cases[i].text);
		assert_refused(place->path, CAILUN_ERROR_IO, cases[i].part);
		write_file(place->path, cases[i].file, kept);
	}
	g_assert_true(archive_lock(place->archive, NULL));
}

static void
test_owner(Place *place, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = NULL;

	(void)data;
	if (geteuid() != 0) {
		g_test_skip("only root can give a folder away");
		return;
	}
	g_assert_cmpint(chown(place->path, 54321, 54321), ==, 0);
	assert_refused(place->path, CAILUN_ERROR_IO, "user 54321");
	/* the group reads, and does not write */
	g_assert_cmpint(chown(place->path, 54321, getegid()), ==, 0);
	archive = archive_open(place->path, &error);
	g_assert_no_error(error);
	g_assert_false(archive_lock(archive, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
}

/* What the user has configured for git has no say. */
static void
test_foreign_configuration(Place *place, gconstpointer data)
{
	g_autofree char *path = g_build_filename(place->folder, "other", NULL);
	g_autofree char *before = g_strdup(g_getenv("HOME"));
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = NULL;

	(void)data;
	write_file(place->folder, ".gitconfig",
	    "[init]\n\tdefaultBranch = trunk\n[core]\n\tbare = false\n"
	    "[extensions]\n\tobjectFormat = sha256\n");
	g_setenv("HOME", place->folder, TRUE);
	archive = archive_create(path, AT, &error);
	g_assert_no_error(error);
	assert_git(path, "symbolic-ref HEAD", "refs/heads/main\n");
	assert_git(path, "rev-list --count main", "1\n");
	if (before)
		g_setenv("HOME", before, TRUE);
}

static void
test_lock(Place *place, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) other = archive_open(place->path, &error);
	g_autofree char *packs =
	    g_build_filename(place->path, "objects", "pack", NULL);

	(void)data;
	write_file(packs, "in-cailun-abc", "half a pack");
	write_file(packs, "pack-1.keep", "cailun\n");
	write_file(packs, "pack-1.pack", "without an index");
	write_file(packs, "pack-2.keep", "somebody else's\n");
	write_file(packs, "pack-3.keep", "cai");
	write_file(packs, "pack-4.keep", "");
	write_file(packs, "pack-4.idx", "");
	g_assert_true(archive_lock(place->archive, &error));
	g_assert_true(archive_lock(place->archive, &error));
	g_assert_cmpint(count_files(packs, "in-cailun-"), ==, 0);
	g_assert_cmpint(count_files(packs, ".keep"), ==, 2);
	g_assert_cmpint(count_files(packs, "pack-1"), ==, 0);
	g_assert_cmpint(count_files(packs, "pack-3"), ==, 0);
	g_assert_false(archive_lock(other, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_LATER);
	g_clear_error(&error);
	archive_free(place->archive);
	place->archive = NULL;
	g_assert_true(archive_lock(other, &error));
	g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
	place_init();
	g_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
	g_test_add( \
	    "/archive/" name, Place, NULL, place_begin, function, place_end)
	ADD("create", test_create);
	ADD("fill", test_fill);
	ADD("refusals", test_refusals);
	ADD("damaged", test_damaged);
	ADD("owner", test_owner);
	ADD("foreign-configuration", test_foreign_configuration);
	ADD("lock", test_lock);
	return g_test_run();
}
