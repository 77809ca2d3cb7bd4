/* repository - what the tests of the archive share. */
#include "config.h"

#include "repository.h"

#include "archive/uid.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
place_init(void)
{
	if (!g_getenv("TMPDIR") && access("/dev/shm", W_OK | X_OK) == 0)
		g_setenv("TMPDIR", "/dev/shm", TRUE);
}

void
place_begin(Place *place, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	place->folder = g_dir_make_tmp("cailun-XXXXXX", NULL);
	place->path = g_build_filename(place->folder, "archive.git", NULL);
	place->archive = archive_create(place->path, AT, &error);
	g_assert_no_error(error);
}

void
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

void
place_end(Place *place, gconstpointer data)
{
	(void)data;
	archive_free(place->archive);
	remove_all(place->folder);
	g_free(place->folder);
	g_free(place->path);
}

char *
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
	    G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
	    NULL, &status, &error));
	return status == 0 ? g_steal_pointer(&out) : NULL;
}

char *
git_format(const char *folder, const char *format, ...)
{
	g_autofree char *words = NULL;
	va_list arguments;

	va_start(arguments, format);
	words = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return git(folder, words);
}

void
assert_git(const char *folder, const char *words, const char *wanted)
{
	g_autofree char *out = git(folder, words);

	g_assert_cmpstr(out, ==, wanted);
}

void
assert_fsck(const char *path)
{
	g_autofree char *out = git(path, "fsck --full --strict");

	g_assert_nonnull(out);
}

int
count_files(const char *path, const char *part)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;
	int n = 0;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		if (g_file_test(inner, G_FILE_TEST_IS_DIR))
			n += count_files(inner, part);
		else if (strstr(name, part))
			n++;
	}
	return n;
}

Article *
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

char *
path_of(const Article *article)
{
	return uid_path(
	    article->source, article->uid, &article->date, AT, CHINA);
}

bool
add_version(Batch *batch, const Article *article, Event event, GBytes *capture,
    GError **error)
{
	g_autofree char *path = path_of(article);
	Version version = {
		.event = event,
		.article = article,
		.path = path,
		.run = "r",
		.capture = capture,
		.at = AT,
	};

	return batch_add(batch, &version, NULL, NULL, error);
}

bool
add_batch(Archive *archive, int first, int n, GError **error)
{
	Batch *batch = batch_new(archive, error);

	for (int i = first; batch && i < first + n; i++) {
		g_autoptr(Article) article = make_article("voc", i, 1);
		g_autofree char *text =
		    g_strdup_printf("HTTP/1.1 200\n\n%d", i);
		g_autoptr(GBytes) capture = g_bytes_new(text, strlen(text));

		if (!add_version(batch, article, EVENT_NEW, capture, error)) {
			batch_free(batch);
			return false;
		}
	}
	return batch && batch_finish(batch, error);
}

void
write_file(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

void
commit_file(Place *place, const char *name, const char *text)
{
	g_autofree char *work = g_build_filename(place->folder, "work", NULL);
	g_autofree char *out = NULL;

	out = git_format(place->folder, "clone -q %s work", place->path);
	g_assert_nonnull(out);
	write_file(work, name, text);
	g_free(out);
	out = git(work, "add -A");
	g_assert_nonnull(out);
	g_free(out);
	out = git(work, "-c user.name=u -c user.email=u@x commit -qm by-hand");
	g_assert_nonnull(out);
	g_free(out);
	out = git(work, "push -q origin main");
	g_assert_nonnull(out);
	remove_all(work);
}
