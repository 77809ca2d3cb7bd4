/* test-archive - the archive, looked at with stock git. */
#include "config.h"

#include "archive/archive.h"
#include "archive/uid.h"
#include "base/digest.h"
#include "base/error.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHINA (8 * 60)
#define AT INT64_C(1704188411) /* 2024-01-02T17:40:11+08:00 */

/* ---- a folder for each test, and git in it ---- */

typedef struct Place {
	char *folder, *path;
	Archive *archive;
} Place;

static void
begin(Place *place, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	place->folder = g_dir_make_tmp("cailun-XXXXXX", NULL);
	place->path = g_build_filename(place->folder, "archive.git", NULL);
	place->archive = archive_create(place->path, AT, &error);
	g_assert_no_error(error);
}

static void
remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		struct stat info;

		if (lstat(inner, &info) == 0 && S_ISDIR(info.st_mode))
			remove_all(inner);
		else
			(void)unlink(inner);
	}
	(void)rmdir(path);
}

static void
end(Place *place, gconstpointer data)
{
	(void)data;
	archive_free(place->archive);
	remove_all(place->folder);
	g_free(place->folder);
	g_free(place->path);
}

/* Runs git, words split at blanks; what it says on stdout, which must be
 * good; NULL otherwise. */
static char *
git(const char *folder, const char *words)
{
	g_auto(GStrv) arguments = g_strsplit(words, " ", -1);
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_auto(GStrv) envp = g_get_environ();
	g_autofree char *out = NULL;
	g_autoptr(GError) error = NULL;
	int status;

	envp = g_environ_setenv(envp, "GIT_CONFIG_NOSYSTEM", "1", TRUE);
	envp = g_environ_setenv(envp, "GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	envp = g_environ_setenv(envp, "LC_ALL", "C.UTF-8", TRUE);
	g_ptr_array_add(argv, "git");
	for (size_t i = 0; arguments[i]; i++)
		g_ptr_array_add(argv, arguments[i]);
	g_ptr_array_add(argv, NULL);
	g_assert_true(g_spawn_sync(folder, (char **)argv->pdata, envp,
	    G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status, &error));
	return status == 0 ? g_steal_pointer(&out) : NULL;
}

static void
assert_git(const char *folder, const char *words, const char *wanted)
{
	g_autofree char *out = git(folder, words);

	g_assert_cmpstr(out, ==, wanted);
}

static void
assert_fsck(const char *path)
{
	g_autofree char *out = git(path, "fsck --full --strict");

	g_assert_nonnull(out);
}

/* ---- made-up articles ---- */

static Article *
make_article(const char *source, int number, int version)
{
	Article *article = article_new();
	g_autofree char *key =
	    g_strdup_printf("https://%s.cn/%d", source, number);

	article->uid = uid_of_key(source, key);
	article->link = g_strdup(key);
	article->source = g_strdup(source);
	article->outlet = g_strdup("湖南日报");
	article->title = g_strdup_printf("第%d篇", number);
	article->date.seconds = AT - 3600;
	article->date.offset_min = CHINA;
	article->date.precision = DATE_SECOND;
	article->date.origin = DATE_FROM_PAGE;
	article->body =
	    g_strdup_printf("第一句。第二句，第%d版。\n\n第三句。", version);
	return article;
}

static char *
path_of(const Article *article)
{
	return uid_path(
	    article->source, article->uid, &article->date, AT, CHINA);
}

static void
add(Batch *batch, const Article *article, Event event)
{
	g_autofree char *path = path_of(article);
	g_autoptr(GError) error = NULL;
	Version version = {
		.event = event,
		.article = article,
		.path = path,
		.run = "r",
		.at = AT,
	};

	g_assert_true(batch_add(batch, &version, NULL, NULL, &error));
	g_assert_no_error(error);
}

static void
finish(Batch *batch)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(batch_finish(batch, &error));
	g_assert_no_error(error);
}

static Batch *
new_batch(Place *place)
{
	g_autoptr(GError) error = NULL;
	Batch *batch = batch_new(place->archive, &error);

	g_assert_no_error(error);
	return batch;
}

/* ---- tests ---- */

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
}

static void
test_batch(Place *place, gconstpointer data)
{
	g_autoptr(Article) one = make_article("voc", 1, 1);
	g_autoptr(Article) two = make_article("voc", 1, 2);
	g_autoptr(Article) other = make_article("rednet", 2, 1);
	g_autofree char *path = path_of(one);
	g_autofree char *blame = NULL, *words = NULL, *clone = NULL;
	g_autofree char *shown = NULL;
	g_autoptr(GString) text = article_text(two);
	Batch *batch = new_batch(place);

	(void)data;
	add(batch, one, EVENT_NEW);
	add(batch, other, EVENT_NEW);
	add(batch, two, EVENT_UPDATE);
	g_assert_cmpuint(batch_count(batch), ==, 3);
	finish(batch);
	assert_fsck(place->path);
	assert_git(place->path, "log --format=%s --reverse",
	    "建档\n收录: 第1篇\n收录: 第2篇\n更新: 第1篇\n");
	assert_git(place->path,
	    "log --author=湖南日报 --format=%an|%ae|%ad|%cd "
	    "--date=iso-strict -1",
	    "湖南日报|voc@cailun.invalid|2024-01-02T16:40:11+08:00|"
	    "2024-01-02T17:40:11+08:00\n");
	assert_git(place->path, "log --format=%(trailers:key=Cailun-Event) -1",
	    "Cailun-Event: update\n\n");
	words = g_strdup_printf("show main:%s", path);
	shown = git(place->path, words);
	g_assert_cmpstr(shown, ==, text->str);
	g_free(words);
	words = g_strdup_printf("blame -s main -- %s", path);
	blame = git(place->path, words);
	g_assert_nonnull(blame);
	g_assert_nonnull(strstr(blame, "第二句，第2版。"));
	clone = g_strdup_printf("clone -q file://%s c", place->path);
	assert_git(place->folder, clone, "");
	g_free(words);
	words = g_build_filename(place->folder, "c", path, NULL);
	g_assert_true(g_file_test(words, G_FILE_TEST_IS_REGULAR));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
	g_test_add("/archive/" name, Place, NULL, begin, function, end)
	ADD("create", test_create);
	ADD("batch", test_batch);
	return g_test_run();
}
