/* test-batch - versions written, in quiet and while others are at work. */
#include "config.h"

#include "repository.h"

#include "base/error.h"

#include <string.h>

static void
add(Batch *batch, const Article *article, Event event)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(add_version(batch, article, event, NULL, &error));
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

static void
add_some(Place *place, int first, int n)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(add_batch(place->archive, first, n, &error));
	g_assert_no_error(error);
}

/* ---- batches ---- */

static void
test_batch(Place *place, gconstpointer data)
{
	g_autoptr(Article) one = make_article("voc", 1, 1);
	g_autoptr(Article) two = make_article("voc", 1, 2);
	g_autoptr(Article) other = make_article("rednet", 2, 1);
	g_autofree char *path = path_of(one);
	g_autofree char *blame = NULL, *clone = NULL, *shown = NULL;
	g_autofree char *file =
	    g_build_filename(place->folder, "c", path, NULL);
	g_autoptr(GString) text = article_text(two);
	Batch *batch = new_batch(place);

	(void)data;
	add(batch, one, EVENT_NEW);
	add(batch, other, EVENT_NEW);
	add(batch, two, EVENT_UPDATE);
	g_assert_cmpuint(batch_count(batch), ==, 3);
	/* nothing is visible yet */
	assert_git(place->path, "rev-list --count main", "1\n");
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
	shown = git_format(place->path, "show main:%s", path);
	g_assert_cmpstr(shown, ==, text->str);
	blame = git_format(place->path, "blame -s main -- %s", path);
	g_assert_nonnull(blame);
	g_assert_nonnull(strstr(blame, "第二句，第2版。"));
	clone = git_format(place->folder, "clone -q file://%s c", place->path);
	g_assert_nonnull(clone);
	g_assert_true(g_file_test(file, G_FILE_TEST_IS_REGULAR));
	g_assert_cmpint(count_files(place->path, ".keep"), ==, 0);
	g_assert_cmpint(count_files(place->path, "in-cailun"), ==, 0);
	g_assert_cmpint(count_files(place->path, ".lock"), ==, 0);
}

static void
test_dropped(Place *place, gconstpointer data)
{
	g_autoptr(Article) article = make_article("voc", 1, 1);
	Batch *batch = new_batch(place);

	(void)data;
	add(batch, article, EVENT_NEW);
	batch_free(batch);
	batch_free(NULL);
	finish(new_batch(place));
	assert_git(place->path, "rev-list --count main", "1\n");
	g_assert_cmpint(count_files(place->path, "in-cailun"), ==, 0);
	g_assert_cmpint(count_files(place->path, ".pack"), ==, 1);
}

/* Many files in one folder, in git's order; more than one chain of deltas. */
static void
test_many(Place *place, gconstpointer data)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(5);

	(void)data;
	for (int round = 0; round < 3; round++) {
		Batch *batch = new_batch(place);

		for (int i = 0; i < 200; i++) {
			g_autofree char *source = g_strdup_printf(
			    "s%d", g_rand_int_range(random, 0, 60));
			g_autoptr(Article) article = make_article(
			    source, g_rand_int_range(random, 0, 20), round);

			add(batch, article, EVENT_NEW);
		}
		finish(batch);
	}
	assert_fsck(place->path);
	assert_git(place->path, "rev-list --count main", "601\n");
}

static void
test_limits(Place *place, gconstpointer data)
{
	g_autoptr(Article) article = make_article("voc", 1, 1);
	g_autoptr(GError) error = NULL;
	Batch *batch = new_batch(place);

	(void)data;
	for (int i = 0; i < 1000; i++)
		add(batch, article, EVENT_NEW);
	g_assert_false(add_version(batch, article, EVENT_NEW, NULL, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_BUG);
	finish(batch);
	assert_git(place->path, "rev-list --count main", "1001\n");
}

/* Names and dates of strangers make no bad commits. */
static void
test_signatures(Place *place, gconstpointer data)
{
	static const struct {
		const char *outlet, *source, *date;
		const char *wanted; /* name|mail|date */
	} cases[] = {
		{ "甲<b>\n乙", "voc", "2024-01-02",
		    "甲b 乙|voc@cailun.invalid|2024-01-02T00:00:00+08:00" },
		{ "", "voc", "1969-12-31",
		    "voc|voc@cailun.invalid|2024-01-02T17:40:11+08:00" },
		{ "<>\x01", "voc", "2100-01-01T00:00:00Z",
		    "voc|voc@cailun.invalid|2024-01-02T17:40:11+08:00" },
		{ "x\u202ey", "../../x y>", "0001-01-01",
		    "xy|unknown@cailun.invalid|2024-01-02T17:40:11+08:00" },
		{ "\xff", "voc", "1970-01-01T08:00:00+08:00",
		    "\ufffd|voc@cailun.invalid|1970-01-01T08:00:00+08:00" },
		{ "x\nparent 0123\n\nCailun-Event: gone", "voc",
		    "2024-01-02T09:00:00-03:30",
		    "x parent 0123 Cailun-Event: gone|voc@cailun.invalid|"
		    "2024-01-02T09:00:00-03:30" },
	};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Article) article = make_article("voc", (int)i, 1);
		g_autofree char *out = NULL, *path = path_of(article);
		g_autoptr(GError) error = NULL;
		Version version = {
			.event = EVENT_NEW,
			.article = article,
			.path = path,
			.at = AT,
		};
		Batch *batch = new_batch(place);

		g_free(article->outlet);
		g_free(article->source);
		article->outlet = g_strdup(cases[i].outlet);
		article->source = g_strdup(cases[i].source);
		g_assert_true(date_parse(cases[i].date, &article->date));
		g_assert_true(batch_add(batch, &version, NULL, NULL, &error));
		finish(batch);
		out = git(place->path,
		    "log -1 --format=%an|%ae|%ad --date=iso-strict");
		g_strchomp(out);
		g_assert_cmpstr(out, ==, cases[i].wanted);
	}
	assert_fsck(place->path);
}

/* ---- others at work ---- */

static bool
push_meanwhile(void *data, const char *commit, GError **error)
{
	Place *place = data;
	g_autofree char *tree = git(place->path, "rev-parse main^{tree}");
	g_autofree char *id = NULL, *out = NULL;

	(void)commit;
	(void)error;
	if (place->archive == NULL)
		return true;
	g_strchomp(tree);
	id = git_format(place->path,
	    "-c user.name=u -c user.email=u@x commit-tree -m by-hand -p main "
	    "%s",
	    tree);
	g_strchomp(id);
	out = git_format(place->path, "update-ref refs/heads/main %s", id);
	g_assert_nonnull(out);
	place->archive = NULL; /* once */
	return true;
}

/* The user commits between our building and our moving: we come on top. */
static void
test_moved(Place *place, gconstpointer data)
{
	g_autoptr(Article) one = make_article("voc", 1, 1);
	g_autoptr(Article) two = make_article("voc", 1, 2);
	g_autoptr(GBytes) capture = g_bytes_new_static("HTTP", 4);
	g_autoptr(GError) error = NULL;
	Place once = *place;
	Batch *batch = new_batch(place);

	(void)data;
	batch_on_intent(batch, push_meanwhile, &once);
	g_assert_true(add_version(batch, one, EVENT_NEW, capture, &error));
	g_assert_true(add_version(batch, two, EVENT_UPDATE, NULL, &error));
	finish(batch);
	assert_fsck(place->path);
	assert_git(place->path, "log --format=%s --reverse",
	    "建档\nby-hand\n收录: 第1篇\n更新: 第1篇\n");
	assert_git(
	    place->path, "rev-list --count refs/cailun/raw/2024-01", "1\n");
	g_assert_cmpint(count_files(place->path, ".pack"), ==, 2);
	g_assert_cmpint(count_files(place->path, ".keep"), ==, 0);
}

static bool
refuse_intent(void *data, const char *commit, GError **error)
{
	g_strlcpy(data, commit, 41);
	return fail(error, CAILUN_ERROR_IO, "no");
}

static void
test_refused_intent(Place *place, gconstpointer data)
{
	g_autoptr(Article) one = make_article("voc", 1, 1);
	g_autoptr(GError) error = NULL;
	char intent[41] = "";
	Batch *batch = new_batch(place);

	(void)data;
	add(batch, one, EVENT_NEW);
	batch_on_intent(batch, refuse_intent, intent);
	g_assert_false(batch_finish(batch, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_assert_cmpuint(strlen(intent), ==, 40);
	assert_git(place->path, "rev-list --count main", "1\n");
	g_assert_cmpint(count_files(place->path, ".pack"), ==, 1);
	g_assert_cmpint(count_files(place->path, ".keep"), ==, 0);
}

/* A lock is removed only when it is the one we said we would take. */
static void
test_stale_lock(Place *place, gconstpointer data)
{
	static const char ours[] = "0123456789012345678901234567890123456789";
	static const char other[] = "9876543210012345678901234567890123456789";
	g_autoptr(GError) error = NULL;
	g_autofree char *heads =
	    g_build_filename(place->path, "refs", "heads", NULL);
	g_autofree char *text = g_strconcat(ours, "\n", NULL);

	(void)data;
	g_assert_true(archive_lock(place->archive, &error));
	write_file(heads, "main.lock", text);
	archive_unlock_stale(place->archive, other);
	archive_unlock_stale(place->archive, "");
	archive_unlock_stale(place->archive, NULL);
	g_assert_cmpint(count_files(heads, ".lock"), ==, 1);
	g_assert_false(add_batch(place->archive, 1, 1, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_LATER);
	g_assert_nonnull(strstr(error->message, "main.lock"));
	assert_fsck(place->path);
	archive_unlock_stale(place->archive, ours);
	g_assert_cmpint(count_files(heads, ".lock"), ==, 0);
	write_file(heads, "main.lock", "");
	archive_unlock_stale(place->archive, ours);
	g_assert_cmpint(count_files(heads, ".lock"), ==, 1);
}

/* A user's file where a folder must go is an error that says so. */
static void
test_in_the_way(Place *place, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	commit_file(place, "articles", "a file\n");
	g_assert_false(add_batch(place->archive, 1, 1, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_assert_nonnull(strstr(error->message, "articles"));
	g_assert_cmpint(count_files(place->path, "in-cailun"), ==, 0);
}

/* Packed refs, loose objects and repacks of the user's are all the same. */
static void
test_gc(Place *place, gconstpointer data)
{
	g_autofree char *gc = NULL, *again = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Article) article = make_article("voc", 3, 1);
	g_autofree char *path = path_of(article);
	g_autoptr(GError) error = NULL;

	(void)data;
	add_some(place, 0, 5);
	gc = git(place->path, "gc -q --prune=now");
	g_assert_nonnull(gc);
	add_some(place, 5, 5);
	again = git(place->path, "pack-refs --all");
	g_assert_nonnull(again);
	add_some(place, 10, 5);
	assert_fsck(place->path);
	assert_git(place->path, "rev-list --count main", "16\n");
	assert_git(
	    place->path, "rev-list --count refs/cailun/raw/2024-01", "3\n");
	bytes = archive_file(place->archive, path, &error);
	g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
	place_init();
	g_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
	g_test_add( \
	    "/batch/" name, Place, NULL, place_begin, function, place_end)
	ADD("batch", test_batch);
	ADD("dropped", test_dropped);
	ADD("many", test_many);
	ADD("limits", test_limits);
	ADD("signatures", test_signatures);
	ADD("moved", test_moved);
	ADD("refused-intent", test_refused_intent);
	ADD("stale-lock", test_stale_lock);
	ADD("in-the-way", test_in_the_way);
	ADD("gc", test_gc);
	return g_test_run();
}
