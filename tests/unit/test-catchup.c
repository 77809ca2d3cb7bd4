/*
 * test-catchup - a state that learns from the archive what it would have known.
 */
#include "config.h"

#include "core/catchup.h"

#include "archive/uid.h"
#include "base/clock.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#define AT 1772445600

typedef struct Room {
	char *folder, *archive_path;
	Newsroom newsroom;
	Archive *archive;
	State *state;
} Room;

static void
remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		remove_all(below);
	}
	(void)g_remove(path);
}

static void
room_init(Room *room, const void *data)
{
	Source *source = source_new();

	(void)data;
	*room = (Room){ .folder = g_dir_make_tmp("cailun-XXXXXX", NULL) };
	room->archive_path =
	    g_build_filename(room->folder, "archive.git", NULL);
	room->newsroom.sources =
	    g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
	source->id = g_strdup("hunan");
	g_ptr_array_add(room->newsroom.sources, source);
	clock_set(AT + 7200);
	room->archive = archive_create(room->archive_path, AT - 60, NULL);
	room->state = state_open(room->folder, NULL);
	g_assert_nonnull(room->archive);
	g_assert_nonnull(room->state);
}

static void
room_clear(Room *room, const void *data)
{
	(void)data;
	archive_free(room->archive);
	state_free(room->state);
	g_ptr_array_unref(room->newsroom.sources);
	remove_all(room->folder);
	g_free(room->archive_path);
	g_free(room->folder);
}

static Article *
make(const char *link, const char *guid, const char *title, const char *body)
{
	Article *article = article_new();
	g_autofree char *key =
	    uid_key("hunan", link, guid != NULL, guid, title, NULL, NULL);

	article->uid = uid_of_key("hunan", key);
	article->title = g_strdup(title);
	article->source = g_strdup("hunan");
	article->link = g_strdup(link);
	article->body = g_strdup(body);
	article->captured = (Date){ AT, 480, DATE_SECOND, DATE_FROM_CAPTURE };
	return article;
}

static char *
archive_it(Room *room, Event event, const Article *article, int64_t at)
{
	char *path = uid_path("hunan", article->uid, NULL, AT, 480);
	Batch *batch = batch_new(room->archive, NULL);
	const Version version = {
		.event = event, .article = article, .path = path, .at = at
	};
	GError *error = NULL;

	g_assert_nonnull(batch);
	(void)batch_add(batch, &version, NULL, NULL, &error);
	g_assert_no_error(error);
	(void)batch_finish(batch, &error);
	g_assert_no_error(error);
	return path;
}

static void
learn(Room *room)
{
	g_autoptr(GError) error = NULL;
	char head[41];

	(void)catchup(room->archive, room->state, &room->newsroom, &error);
	g_assert_no_error(error);
	g_assert_true(state_head(room->state, head, NULL));
	g_assert_cmpstr(head, ==, archive_head(room->archive, NULL));
}

static void
recall(Room *room, const char *uid, Known *known)
{
	bool is_known = false;

	known_clear(known);
	g_assert_true(
	    state_known_uid(room->state, uid, known, &is_known, NULL));
	g_assert_true(is_known);
}

static void
test_new(Room *room, const void *data)
{
	g_autoptr(Article) article =
	    make("http://x.cn/a/1.html?utm_source=z", NULL, "标题", "正文。");
	g_autofree char *path = archive_it(room, EVENT_NEW, article, AT);
	g_autofree char *key = uid_key(
	    "hunan", "https://x.cn/a/1.html", false, NULL, NULL, NULL, NULL);
	g_autofree char *version = article_version_key(article);
	g_auto(Known) known = { 0 };
	bool is_known = false;

	(void)data;
	learn(room);
	g_assert_true(state_known(room->state, key, &known, &is_known, NULL));
	g_assert_true(is_known);
	g_assert_cmpstr(known.uid, ==, article->uid);
	g_assert_cmpstr(known.path, ==, path);
	g_assert_cmpstr(known.source, ==, "hunan");
	g_assert_cmpstr(known.version_key, ==, version);
	g_assert_null(known.status);
	g_assert_cmpint(known.first_at, ==, AT);
	/* two hours old: the step of four hours is next */
	g_assert_cmpint(known.revisit_at, ==, AT + 4 * 3600);
	g_assert_cmpint(known.revisit_step, ==, 1);
	g_assert_cmpstr(
	    known.page_url, ==, "http://x.cn/a/1.html?utm_source=z");
}

static void
test_update(Room *room, const void *data)
{
	g_autoptr(Article) article =
	    make("http://x.cn/1", NULL, "标题", "正文。");
	g_autofree char *path = archive_it(room, EVENT_NEW, article, AT);
	g_autofree char *again = NULL, *version = NULL;
	g_auto(Known) known = { 0 };

	(void)data;
	learn(room);
	recall(room, article->uid, &known);
	known.entry_key = g_strdup("what the list said");
	known.revisit_at = 77;
	g_assert_true(state_set_known(room->state, &known, NULL));
	g_free(article->body);
	article->body = g_strdup("另一篇正文。");
	again = archive_it(room, EVENT_UPDATE, article, AT + 60);
	g_assert_cmpstr(again, ==, path);
	learn(room);
	recall(room, article->uid, &known);
	version = article_version_key(article);
	g_assert_cmpstr(known.version_key, ==, version);
	g_assert_cmpint(known.first_at, ==, AT);
	g_assert_cmpint(known.changed_at, ==, AT + 60);
	/* what the archive does not know stays */
	g_assert_cmpstr(known.entry_key, ==, "what the list said");
	g_assert_cmpint(known.revisit_at, ==, 77);
}

static void
test_shared_address(Room *room, const void *data)
{
	g_autoptr(Article) one = make("http://x.cn/", "g1", "甲", "甲文。");
	g_autoptr(Article) two = make("http://x.cn/", "g2", "乙", "乙文。");
	g_autofree char *path1 = archive_it(room, EVENT_NEW, one, AT);
	g_autofree char *path2 = archive_it(room, EVENT_NEW, two, AT);
	g_auto(Known) known = { 0 };
	g_autofree char *key = g_strconcat("uid:", two->uid, NULL);

	(void)data;
	g_assert_cmpstr(path1, !=, path2);
	learn(room);
	recall(room, one->uid, &known);
	recall(room, two->uid, &known);
	g_assert_cmpstr(known.key, ==, key);
	g_assert_cmpint(state_count_known(room->state, NULL), ==, 2);
}

static void
test_joined(Room *room, const void *data)
{
	g_autoptr(Article) article =
	    make("http://x.cn/1", NULL, "标题", "正文。");
	g_autofree char *path = NULL;
	g_autofree char *key =
	    uid_key("hunan", "http://x.cn/2", false, NULL, NULL, NULL, NULL);
	g_auto(Known) known = { 0 };
	bool is_known = false;

	(void)data;
	g_ptr_array_add(article->links, g_strdup("http://x.cn/2"));
	path = archive_it(room, EVENT_NEW, article, AT);
	learn(room);
	g_assert_true(state_known(room->state, key, &known, &is_known, NULL));
	g_assert_true(is_known);
	g_assert_cmpstr(known.uid, ==, article->uid);
}

static void
run_git(const Room *room, const char *folder, const char *line)
{
	g_autofree char *command = g_strdup_printf(
	    "git -C '%s/%s' -c user.name=P -c user.email=p@x.cn "
	    "-c safe.directory='*' %s",
	    room->folder, folder, line);
	g_autofree char *out = NULL, *err = NULL;
	int status = 0;

	g_assert_true(
	    g_spawn_command_line_sync(command, &out, &err, &status, NULL));
	if (status != 0)
		g_test_message("%s: %s%s", command, out, err);
	g_assert_cmpint(status, ==, 0);
}

/* A person's commit: one article changed, one removed. */
static void
test_foreign(Room *room, const void *data)
{
	g_autoptr(Article) kept = make("http://x.cn/1", NULL, "甲", "甲文。");
	g_autoptr(Article) gone = make("http://x.cn/2", NULL, "乙", "乙文。");
	g_autofree char *path1 = archive_it(room, EVENT_NEW, kept, AT);
	g_autofree char *path2 = archive_it(room, EVENT_NEW, gone, AT);
	g_autofree char *version = article_version_key(kept);
	g_autofree char *file = NULL, *remove = NULL, *git = NULL;
	g_auto(Known) known = { 0 };

	(void)data;
	git = g_find_program_in_path("git");
	if (!git) {
		g_test_skip("no git");
		return;
	}
	learn(room);
	run_git(room, ".", "clone -q archive.git clone");
	file = g_build_filename(room->folder, "clone", path1, NULL);
	g_assert_true(g_file_set_contents(file, "mine now\n", -1, NULL));
	remove = g_strdup_printf("rm -q %s", path2);
	run_git(room, "clone", remove);
	run_git(room, "clone", "commit -q -a -m tidy");
	run_git(room, "clone", "push -q origin HEAD:main");
	archive_free(room->archive);
	room->archive = archive_open(room->archive_path, NULL);
	g_assert_nonnull(room->archive);
	learn(room);
	recall(room, kept->uid, &known);
	g_assert_cmpstr(known.version_key, ==, version);
	g_assert_null(known.status);
	recall(room, gone->uid, &known);
	g_assert_cmpstr(known.status, ==, CATCHUP_DELETED);
	/* and the same from nothing */
	g_assert_true(state_forget_archive(room->state, NULL));
	learn(room);
	recall(room, kept->uid, &known);
	g_assert_cmpstr(known.version_key, ==, version);
	recall(room, gone->uid, &known);
	g_assert_cmpstr(known.status, ==, CATCHUP_DELETED);
	/* put back by its owner */
	run_git(room, "clone", "revert --no-edit HEAD");
	run_git(room, "clone", "push -q origin HEAD:main");
	archive_free(room->archive);
	room->archive = archive_open(room->archive_path, NULL);
	learn(room);
	recall(room, gone->uid, &known);
	g_assert_null(known.status);
}

/* Another archive in its place: what was known is true no more. */
static void
test_replaced(Room *room, const void *data)
{
	g_autoptr(Article) article = make("http://x.cn/1", NULL, "甲", "文。");
	g_autofree char *path = archive_it(room, EVENT_NEW, article, AT);

	(void)data;
	g_assert_nonnull(path);
	learn(room);
	g_assert_cmpint(state_count_known(room->state, NULL), ==, 1);
	g_clear_pointer(&room->archive, archive_free);
	remove_all(room->archive_path);
	room->archive = archive_create(room->archive_path, AT, NULL);
	g_assert_nonnull(room->archive);
	learn(room);
	g_assert_cmpint(state_count_known(room->state, NULL), ==, 0);
}

static void
add(const char *path, void (*test)(Room *, const void *))
{
	g_test_add(path, Room, NULL, room_init, test, room_clear);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/catchup/new", test_new);
	add("/catchup/update", test_update);
	add("/catchup/shared-address", test_shared_address);
	add("/catchup/joined", test_joined);
	add("/catchup/foreign", test_foreign);
	add("/catchup/replaced", test_replaced);
	return g_test_run();
}
