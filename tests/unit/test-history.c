/* test-history - the archive read: files, captures, the past; and tidied. */
#include "config.h"

#include "repository.h"

#include "base/digest.h"
#include "base/error.h"

#include <string.h>

static void
add_some(Place *place, int first, int n)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(add_batch(place->archive, first, n, &error));
	g_assert_no_error(error);
}

static void
add_one(Place *place, const Article *article, Event event, GBytes *capture,
    int64_t at)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = path_of(article);
	Version version = {
		.event = event,
		.article = article,
		.path = path,
		.capture = capture,
		.at = at,
	};
	Batch *batch = batch_new(place->archive, &error);

	g_assert_no_error(error);
	g_assert_true(batch_add(batch, &version, NULL, NULL, &error));
	/* the same once more: nothing is stored twice */
	g_assert_true(batch_add(batch, &version, NULL, NULL, &error));
	g_assert_true(batch_finish(batch, &error));
	g_assert_no_error(error);
}

/* ---- captures ---- */

static void
assert_capture(Place *place, const char *text, bool is_there)
{
	char raw[8 + DIGEST_HEX] = "sha256:";
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) found = NULL;

	(void)digest_hex(text, strlen(text), raw + strlen(raw));
	found = archive_capture(place->archive, raw, &error);
	if (!is_there) {
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
		return;
	}
	g_assert_no_error(error);
	g_assert_cmpmem(g_bytes_get_data(found, NULL), g_bytes_get_size(found),
	    text, strlen(text));
}

static void
test_captures(Place *place, gconstpointer data)
{
	static const char *const texts[] = { "HTTP/1.1 200 OK\n\n一", "",
		"二" };
	g_autoptr(GError) error = NULL;

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(Article) article = make_article("voc", (int)i, 1);
		g_autoptr(GBytes) capture =
		    g_bytes_new_static(texts[i], strlen(texts[i]));

		/* two in January, one in March: 2024-03-01 00:00 in China */
		add_one(place, article, EVENT_NEW, capture,
		    i < 2 ? AT : INT64_C(1709222400));
		assert_capture(place, texts[i], true);
	}
	assert_fsck(place->path);
	assert_git(place->path, "for-each-ref --format=%(refname) refs/cailun",
	    "refs/cailun/raw/2024-01\nrefs/cailun/raw/2024-03\n");
	assert_git(
	    place->path, "rev-list --count refs/cailun/raw/2024-01", "2\n");
	assert_git(place->path,
	    "ls-tree -r --name-only refs/cailun/raw/2024-03",
	    "08/4b42f6e95e4e6545e236975ade8e2053"
	    "83fefe1021c9d793f758c21f9377dc.http\n");
	assert_capture(place, "never", false);
	g_assert_null(archive_capture(place->archive, "sha256:../x", &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
}

/* ---- files ---- */

typedef struct Seen {
	GString *text;
	guint left; /* stop after so many; 0: never */
} Seen;

static bool
see_file(void *data, const char *path, const char *blob)
{
	Seen *seen = data;

	g_assert_cmpuint(strlen(blob), ==, 40);
	g_string_append_printf(seen->text, "%s\n", path);
	return seen->left == 0 || --seen->left > 0;
}

static void
test_files(Place *place, gconstpointer data)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	Seen seen = { text, 0 };
	g_autofree char *all = NULL;

	(void)data;
	add_some(place, 0, 30);
	all = git(place->path, "ls-tree -r --name-only main");
	g_assert_true(
	    archive_each_file(place->archive, "", see_file, &seen, &error));
	g_assert_cmpstr(text->str, ==, all);
	g_free(all);
	all = git(place->path, "ls-tree -r --name-only main articles/voc");
	g_string_truncate(text, 0);
	g_assert_true(archive_each_file(
	    place->archive, "articles/voc", see_file, &seen, &error));
	g_assert_cmpstr(text->str, ==, all);
	g_string_truncate(text, 0);
	seen.left = 3;
	g_assert_true(archive_each_file(
	    place->archive, "articles", see_file, &seen, &error));
	g_assert_cmpuint(seen.left, ==, 0);
	g_string_truncate(text, 0);
	seen.left = 0;
	g_assert_true(archive_each_file(
	    place->archive, "nowhere/at/all", see_file, &seen, &error));
	g_assert_true(archive_each_file(
	    place->archive, "SCHEMA", see_file, &seen, &error));
	g_assert_cmpuint(text->len, ==, 0);
	g_assert_no_error(error);
}

static void
test_file_at(Place *place, gconstpointer data)
{
	g_autoptr(Article) one = make_article("voc", 1, 1);
	g_autoptr(Article) two = make_article("voc", 1, 2);
	g_autofree char *path = path_of(one), *before = NULL;
	g_autoptr(GBytes) old = NULL, new = NULL;
	g_autoptr(GString) text = article_text(one);
	g_autoptr(GError) error = NULL;
	static const char *const none[] = { "articles", "articles/voc/2024",
		"SCHEMA/x", "", "/", "nowhere" };

	(void)data;
	add_one(place, one, EVENT_NEW, NULL, AT);
	before = g_strdup(archive_head(place->archive, &error));
	add_one(place, two, EVENT_UPDATE, NULL, AT);
	old = archive_file_at(place->archive, before, path, &error);
	g_assert_no_error(error);
	g_assert_cmpmem(g_bytes_get_data(old, NULL), g_bytes_get_size(old),
	    text->str, text->len);
	new = archive_file(place->archive, path, &error);
	g_assert_no_error(error);
	g_assert_false(g_bytes_equal(old, new));
	for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
		g_assert_null(archive_file(place->archive, none[i], &error));
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
		g_clear_error(&error);
	}
	g_assert_null(archive_file_at(place->archive, "zzz", path, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
	g_clear_error(&error);
	g_assert_null(archive_file_at(place->archive,
	    "0123456789012345678901234567890123456789", path, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
}

/* ---- the past ---- */

static bool
see_commit(void *data, const HistoryCommit *commit)
{
	Seen *seen = data;

	g_assert_cmpuint(strlen(commit->id), ==, 40);
	g_string_append_printf(seen->text, "%s|%s|%s|%d|%s\n", commit->author,
	    commit->subject, commit->path, commit->note.event,
	    commit->note.uid ? commit->note.uid : "");
	return seen->left == 0 || --seen->left > 0;
}

static void
assert_history(Place *place, const char *from, const char *until, guint left,
    const char *wanted)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	Seen seen = { text, left };

	g_assert_true(archive_history(
	    place->archive, from, until, see_commit, &seen, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(text->str, ==, wanted);
}

static void
test_history(Place *place, gconstpointer data)
{
	g_autoptr(Article) one = make_article("voc", 1, 1);
	g_autoptr(Article) two = make_article("voc", 1, 2);
	g_autoptr(Article) other = make_article("rednet", 2, 1);
	g_autofree char *path = path_of(one), *path2 = path_of(other);
	g_autofree char *first = NULL, *second = NULL, *wanted = NULL;
	g_autofree char *top = NULL, *middle = NULL;
	g_autoptr(GError) error = NULL;
	Batch *batch;
	char commit[41], blob[41];
	Version version = {
		.event = EVENT_UPDATE,
		.article = two,
		.path = path,
		.at = AT,
	};

	(void)data;
	first = g_strdup(archive_head(place->archive, &error));
	batch = batch_new(place->archive, &error);
	g_assert_true(add_version(batch, one, EVENT_NEW, NULL, &error));
	g_assert_true(add_version(batch, other, EVENT_NEW, NULL, &error));
	g_assert_true(batch_add(batch, &version, commit, blob, &error));
	g_assert_true(batch_finish(batch, &error));
	second = git_format(place->path, "rev-parse main:%s", path);
	g_strchomp(second);
	g_assert_cmpstr(blob, ==, second);
	g_assert_cmpstr(commit, ==, archive_head(place->archive, &error));
	top = g_strdup_printf(
	    "湖南日报|更新: 第1篇|%s|%d|%s\n", path, EVENT_UPDATE, one->uid);
	middle = g_strdup_printf(
	    "湖南日报|收录: 第2篇|%s|%d|%s\n", path2, EVENT_NEW, other->uid);
	wanted = g_strdup_printf(
	    "%s%s湖南日报|收录: 第1篇|%s|%d|%s\ncailun|建档||%d|\n", top,
	    middle, path, EVENT_NEW, one->uid, EVENT_INIT);
	assert_history(place, NULL, NULL, 0, wanted);
	assert_history(place, commit, NULL, 1, top);
	assert_history(place, NULL, commit, 0, "");
	g_free(wanted);
	wanted = g_strconcat(top, middle, NULL);
	assert_history(place, NULL, NULL, 2, wanted);
	g_assert_true(archive_has_commit(place->archive, first));
	g_assert_true(archive_has_commit(place->archive, commit));
	g_assert_false(archive_has_commit(place->archive, blob));
	g_assert_false(archive_has_commit(place->archive, ""));
	g_assert_false(archive_has_commit(
	    place->archive, "0123456789012345678901234567890123456789"));
	g_assert_false(archive_history(
	    place->archive, "zz", NULL, see_commit, NULL, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
}

/* The user's own commits: edits, deletions, several files, merges, nothing. */
static void
test_by_hand(Place *place, gconstpointer data)
{
	g_autoptr(Article) one = make_article("voc", 1, 1);
	g_autofree char *path = path_of(one), *wanted = NULL;
	g_autofree char *work = g_build_filename(place->folder, "w", NULL);
	g_autofree char *user =
	    g_strdup("-c user.name=u -c user.email=u@x commit -q");
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);

	(void)data;
	add_one(place, one, EVENT_NEW, NULL, AT);
	add_some(place, 10, 3);
#define SAY(...) \
	do { \
		char *out = git_format(__VA_ARGS__); \
		g_assert_nonnull(out); \
		g_ptr_array_add(said, out); \
	} while (0)
	SAY(place->folder, "clone -q %s w", place->path);
	SAY(work, "rm -q %s", path);
	SAY(work, "%s -m removed", user);
	SAY(work, "%s --allow-empty -m nothing", user);
	SAY(work, "rm -rq articles/voc");
	SAY(work, "%s -m all", user);
	SAY(work, "mv README.md LIES.md");
	SAY(work, "%s -m elsewhere", user);
	SAY(work, "push -q origin HEAD:main");
#undef SAY
	wanted =
	    g_strdup_printf("u|elsewhere||-1|\nu|all||-1|\nu|nothing||-1|\n"
			    "u|removed|%s|-1|\n",
		path);
	assert_history(place, NULL, NULL, 4, wanted);
	add_one(place, one, EVENT_NEW, NULL, AT);
	assert_fsck(place->path);
}

/* After a batch all that was open is let go: whatever is asked first works. */
static void
test_first_question(Place *place, gconstpointer data)
{
	g_autoptr(Article) article = make_article("voc", 3, 1);
	g_autofree char *path = path_of(article), *blob = NULL, *head = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GBytes) one = NULL, two = NULL;
	g_autoptr(GError) error = NULL;
	Seen seen = { text, 1 };

	(void)data;
	add_some(place, 0, 5);
	blob = git_format(place->path, "rev-parse main:%s", path);
	head = git(place->path, "rev-parse main");
	g_strchomp(blob);
	g_strchomp(head);
	one = archive_blob(place->archive, blob, &error);
	g_assert_no_error(error);
	add_some(place, 10, 1);
	two = archive_file_at(place->archive, head, path, &error);
	g_assert_no_error(error);
	g_assert_true(g_bytes_equal(one, two));
	add_some(place, 20, 1);
	assert_capture(place, "HTTP/1.1 200\n\n3", true);
	add_some(place, 30, 1);
	g_assert_true(archive_history(
	    place->archive, head, NULL, see_commit, &seen, &error));
	add_some(place, 40, 1);
	g_assert_true(archive_has_commit(place->archive, head));
	add_some(place, 50, 1);
	seen.left = 1;
	g_assert_true(archive_each_file(
	    place->archive, "articles", see_file, &seen, &error));
	add_some(place, 60, 1);
	g_assert_cmpstr(archive_head(place->archive, &error), !=, head);
	g_assert_no_error(error);
}

/* ---- packs kept few ---- */

static void
assert_tidied(Place *place, int at_most, bool has_graph)
{
	g_autoptr(Article) article = make_article("voc", 17, 1);
	g_autofree char *path = path_of(article), *log = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(archive_tidy(place->archive, &error));
	g_assert_no_error(error);
	g_assert_cmpint(count_files(place->path, ".pack"), <=, at_most);
	g_assert_cmpint(count_files(place->path, ".keep"), ==, 0);
	g_assert_true(
	    (count_files(place->path, "commit-graph") > 0) == has_graph);
	assert_fsck(place->path);
	bytes = archive_file(place->archive, path, &error);
	g_assert_no_error(error);
	log = git_format(place->path, "log --format=%%s -- %s", path);
	g_assert_cmpstr(log, ==, "收录: 第17篇\n");
	assert_capture(place, "HTTP/1.1 200\n\n17", true);
	g_assert_true(archive_tidy(place->archive, &error));
	add_some(place, 1000, 2);
	assert_fsck(place->path);
}

static void
make_packs(Place *place)
{
	for (int i = 0; i < 30; i++)
		add_some(place, i * 3, 3);
	g_assert_cmpint(count_files(place->path, ".pack"), ==, 31);
}

static void
test_tidy(Place *place, gconstpointer data)
{
	(void)data;
	make_packs(place);
	assert_tidied(place, 3, true);
}

static void
test_tidy_without_git(Place *place, gconstpointer data)
{
	g_autofree char *path = g_strdup(g_getenv("PATH"));
	g_autoptr(GError) error = NULL;

	(void)data;
	make_packs(place);
	g_setenv("PATH", "/nonexistent", TRUE);
	g_assert_true(archive_tidy(place->archive, &error));
	g_assert_no_error(error);
	g_setenv("PATH", path, TRUE);
	g_assert_cmpint(count_files(place->path, ".pack"), <=, 3);
	assert_fsck(place->path);
	assert_git(place->path, "rev-list --count main", "91\n");
	/* packs as git makes them, too: one of many deltas among the small */
	g_free(git(place->path, "repack -q -a -d -f"));
	for (int i = 0; i < 26; i++)
		add_some(place, 100 + i, 1);
	g_setenv("PATH", "/nonexistent", TRUE);
	g_assert_true(archive_tidy(place->archive, &error));
	g_assert_no_error(error);
	g_setenv("PATH", path, TRUE);
	assert_fsck(place->path);
	assert_git(place->path, "rev-list --count main", "117\n");
	assert_tidied(place, 3, false);
}

/* A kept pack is somebody's: it stays. */
static void
test_tidy_kept(Place *place, gconstpointer data)
{
	g_autofree char *packs =
	    g_build_filename(place->path, "objects", "pack", NULL);
	g_autoptr(GDir) dir = g_dir_open(packs, 0, NULL);
	g_autoptr(GError) error = NULL;
	const char *name;

	(void)data;
	make_packs(place);
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *keep = g_strconcat(packs, "/", name, NULL);

		if (!g_str_has_suffix(name, ".pack"))
			continue;
		memcpy(keep + strlen(keep) - 5, ".keep", 5);
		g_assert_true(g_file_set_contents(keep, "mine\n", -1, NULL));
	}
	g_assert_true(archive_tidy(place->archive, &error));
	g_assert_no_error(error);
	g_assert_cmpint(count_files(place->path, ".pack"), ==, 31);
}

int
main(int argc, char **argv)
{
	place_init();
	g_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
	g_test_add( \
	    "/history/" name, Place, NULL, place_begin, function, place_end)
	ADD("captures", test_captures);
	ADD("files", test_files);
	ADD("file-at", test_file_at);
	ADD("history", test_history);
	ADD("by-hand", test_by_hand);
	ADD("first-question", test_first_question);
	ADD("tidy", test_tidy);
	ADD("tidy-without-git", test_tidy_without_git);
	ADD("tidy-kept", test_tidy_kept);
	return g_test_run();
}
