/*
 * test-commit - pack, ref, state: in this order or not at all.
 */
#include "config.h"

#include "archive/uid.h"
#include "base/error.h"
#include "base/limits.h"
#include "core/commit.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#define NOW 1704188411

typedef struct Room {
	char *folder, *path;
	Archive *archive;
	State *state;
	Ledger *ledger;
	Commit *commit;
} Room;

static void
room_init(Room *room)
{
	g_autoptr(GError) error = NULL;

	room->folder = g_dir_make_tmp("cailun-commit-XXXXXX", NULL);
	room->path = g_build_filename(room->folder, "archive.git", NULL);
	room->archive = archive_create(room->path, NOW, &error);
	g_assert_no_error(error);
	g_assert_true(archive_lock(room->archive, &error));
	room->state = state_open(room->folder, &error);
	g_assert_no_error(error);
	room->ledger = ledger_new(room->state);
	room->commit = commit_new(room->archive, room->state, room->ledger);
}

static void
room_clear(Room *room)
{
	g_autofree char *quoted = g_shell_quote(room->folder);
	g_autofree char *line = g_strconcat("rm -rf ", quoted, NULL);

	commit_free(room->commit);
	ledger_free(room->ledger);
	state_free(room->state);
	archive_free(room->archive);
	g_assert_cmpint(system(line), ==, 0);
	g_free(room->path);
	g_free(room->folder);
}

/* One new article, as a run adds it. */
static bool
add(Room *room, int n, GError **error)
{
	g_autofree char *key = g_strdup_printf("https://a.example/%d", n);
	g_autofree char *uid = uid_of_key("probe", key);
	g_autofree char *path = uid_path("probe", uid, NULL, NOW, 480);
	g_autoptr(Article) article = article_new();
	char source[] = "probe";
	Known known = {
		.key = key, .uid = uid, .source = source, .path = path
	};
	Version version = { .event = EVENT_NEW,
		.article = article,
		.path = path,
		.run = "20240102T1740-7f3a",
		.at = NOW };

	article->uid = g_strdup(uid);
	article->source = g_strdup("probe");
	article->title = g_strdup_printf("第%d条", n);
	article->body = g_strdup("正文。");
	article->captured = (Date){ .seconds = NOW,
		.offset_min = 480,
		.precision = DATE_SECOND,
		.origin = DATE_FROM_CAPTURE };
	if (!commit_add(room->commit, &version, error))
		return false;
	ledger_set_known(room->ledger, &known);
	return true;
}

static void
assert_in_step(Room *room)
{
	g_autoptr(GError) error = NULL;
	char head[41];

	g_assert_true(state_head(room->state, head, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(head, ==, archive_head(room->archive, &error));
}

static void
test_flush(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *before = NULL;
	Room room;

	room_init(&room);
	before = g_strdup(archive_head(room.archive, NULL));
	/* nothing in hand: nothing happens */
	g_assert_true(commit_flush(room.commit, &error));
	g_assert_cmpstr(archive_head(room.archive, NULL), ==, before);
	g_assert_true(add(&room, 1, &error));
	g_assert_true(add(&room, 2, &error));
	g_assert_cmpstr(archive_head(room.archive, NULL), ==, before);
	g_assert_true(commit_flush(room.commit, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(archive_head(room.archive, NULL), !=, before);
	g_assert_cmpint(state_count_known(room.state, "probe"), ==, 2);
	g_assert_true(ledger_is_empty(room.ledger));
	g_assert_cmpuint(commit_total(room.commit), ==, 2);
	assert_in_step(&room);
	room_clear(&room);
}

/* The last version of an article is found before and after the flush. */
static void
test_last(void)
{
	g_autofree char *uid = uid_of_key("probe", "https://a.example/1");
	g_autofree char *path = uid_path("probe", uid, NULL, NOW, 480);
	g_autoptr(Article) none = NULL;
	g_autoptr(GError) error = NULL;
	Room room;

	room_init(&room);
	none = commit_last(room.commit, path, &error);
	g_assert_null(none);
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND);
	g_clear_error(&error);
	g_assert_true(add(&room, 1, &error));
	for (int i = 0; i < 2; i++) {
		g_autoptr(Article) last =
		    commit_last(room.commit, path, &error);

		g_assert_no_error(error);
		g_assert_cmpstr(last->title, ==, "第1条");
		g_assert_true(commit_flush(room.commit, &error));
	}
	room_clear(&room);
}

/* A batch that is full writes itself. */
static void
test_full(void)
{
	g_autoptr(GError) error = NULL;
	Room room;

	room_init(&room);
	for (int i = 0; i <= LIMIT_BATCH_ARTICLES; i++)
		g_assert_true(add(&room, i, &error));
	g_assert_cmpint(
	    state_count_known(room.state, "probe"), ==, LIMIT_BATCH_ARTICLES);
	assert_in_step(&room);
	g_assert_true(commit_flush(room.commit, &error));
	g_assert_cmpint(state_count_known(room.state, "probe"), ==,
	    LIMIT_BATCH_ARTICLES + 1);
	room_clear(&room);
}

/* The state refuses: the articles are in main, and nothing of the ledger is
 * lost, so that the next run's catching up finds them. */
static void
test_state_refuses(void)
{
	g_autoptr(GError) error = NULL;
	g_auto(SourceState) source = { 0 };
	bool is_taken;
	char head[41];
	Room room;

	room_init(&room);
	g_assert_true(state_lease(
	    room.state, "probe", NOW, 0, &source, &is_taken, &error));
	source.fence += 7; /* somebody else wrote meanwhile */
	ledger_complete(room.ledger, &source);
	g_assert_true(add(&room, 1, &error));
	g_assert_false(commit_flush(room.commit, &error));
	g_assert_nonnull(error);
	g_assert_false(ledger_is_empty(room.ledger));
	g_assert_true(state_head(room.state, head, NULL));
	g_assert_cmpstr(head, !=, archive_head(room.archive, NULL));
	g_assert_cmpint(state_count_known(room.state, "probe"), ==, 0);
	room_clear(&room);
}

static void
test_ripe(void)
{
	g_autoptr(GError) error = NULL;
	Room room;

	room_init(&room);
	g_assert_false(commit_is_ripe(room.commit, INT64_MAX));
	g_assert_true(add(&room, 1, &error));
	g_assert_false(commit_is_ripe(room.commit, 0));
	g_assert_true(commit_is_ripe(room.commit, INT64_MAX / 2));
	room_clear(&room);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/commit/flush", test_flush);
	g_test_add_func("/commit/last", test_last);
	g_test_add_func("/commit/full", test_full);
	g_test_add_func("/commit/state-refuses", test_state_refuses);
	g_test_add_func("/commit/ripe", test_ripe);
	return g_test_run();
}
