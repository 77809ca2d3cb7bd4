/*
 * test-command - the command line: options, exit codes, what is printed where.
 *
 * Each call runs in a child of its own, as the program would.
 */
#include "config.h"

#include "core/command.h"

#include "archive/archive.h"
#include "archive/uid.h"
#include "base/fd.h"
#include "state/state.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define MOST_WORDS 16
#define AT 1772445600 /* 2026-03-02 18:00 in China */

typedef struct Room {
	char *folder;
	int exit_code;
	char *out, *err;
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
	(void)data;
	*room = (Room){ .folder = g_dir_make_tmp("cailun-XXXXXX", NULL) };
}

static void
room_clear(Room *room, const void *data)
{
	(void)data;
	remove_all(room->folder);
	g_free(room->folder);
	g_free(room->out);
	g_free(room->err);
}

static void
write_in(const Room *room, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(room->folder, name, NULL);
	g_autofree char *above = g_path_get_dirname(path);

	g_assert_true(folder_make(above, 0755, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static char *
read_in(const Room *room, const char *name)
{
	g_autofree char *path = g_build_filename(room->folder, name, NULL);
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static void
be_program(char **words, const char *out, const char *err)
{
	int argc = (int)g_strv_length(words);
	int exit_code;

	if (!freopen(out, "w", stdout) || !freopen(err, "w", stderr) ||
	    !freopen("/dev/null", "r", stdin))
		_exit(125);
	g_unsetenv("CAILUN_HOME");
	exit_code = command_main(argc, words);
	(void)fflush(NULL);
	_exit(exit_code);
}

/* `line` split at blanks behind "cailun"; a leading @ stands for the
 * folder. */
static void
call(Room *room, const char *line)
{
	g_autofree char *whole = g_strconcat("cailun ", line, NULL);
	g_autofree char *out = g_strconcat(room->folder, ".out", NULL);
	g_autofree char *err = g_strconcat(room->folder, ".err", NULL);
	g_auto(GStrv) words = g_strsplit(g_strchomp(whole), " ", MOST_WORDS);
	pid_t child;
	int status;

	for (size_t i = 0; words[i]; i++) {
		char *word = words[i];

		if (*word != '@')
			continue;
		words[i] = g_strconcat(room->folder, word + 1, NULL);
		g_free(word);
	}
	child = fork();
	if (child == 0)
		be_program(words, out, err);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	room->exit_code = WEXITSTATUS(status);
	g_clear_pointer(&room->out, g_free);
	g_clear_pointer(&room->err, g_free);
	g_assert_true(g_file_get_contents(out, &room->out, NULL, NULL));
	g_assert_true(g_file_get_contents(err, &room->err, NULL, NULL));
	(void)g_remove(out);
	(void)g_remove(err);
}

static void
check_call(Room *room, const char *line, int exit_code, const char *out,
    const char *err)
{
	call(room, line);
	if (room->exit_code != exit_code || !strstr(room->out, out) ||
	    !strstr(room->err, err))
		g_test_message("%s: exit %d\nout: %s\nerr: %s", line,
		    room->exit_code, room->out, room->err);
	g_assert_cmpint(room->exit_code, ==, exit_code);
	g_assert_nonnull(strstr(room->out, out));
	g_assert_nonnull(strstr(room->err, err));
	if (!*out && exit_code == 2)
		g_assert_cmpstr(room->out, ==, "");
}

static void
test_line(Room *room, const void *data)
{
	static const struct {
		const char *line;
		int exit_code;
		const char *out, *err;
	} cases[] = {
		{ "--version", 0, "cailun " PACKAGE_VERSION "\n", "" },
		{ "--help", 0, "usage: cailun", "" },
		{ "-h", 0, "status", "" },
		{ "check --help", 0, "usage: cailun", "" },
		{ "version", 0, "plugin ABI", "" },
		{ "version --json", 0, "{\"version\":", "" },
		{ "--json version", 0, "{\"version\":", "" },
		{ "-q -v -vv version", 0, "plugin ABI", "" },
		{ "version -q", 0, "plugin ABI", "" },
		{ "version x", 2, "", "usage: cailun" },
		{ "version --nonsense", 2, "", "--nonsense" },
		{ "version -- --json", 2, "", "usage:" },
		{ "chek", 2, "",
		    "chek: there is no such command; did you mean "
		    "'check'?" },
		{ "xyzzy", 2, "", "see: cailun --help" },
		{ "--nonsense", 2, "", "there is no such option" },
		{ "-C", 2, "", "-C: names no folder" },
		{ "--now", 2, "", "--now: is no time" },
		{ "--now noon version", 2, "", "noon: is no time" },
		{ "--now 2026-03-02 version", 2, "", "is no time" },
		{ "--now 2026-03-02T18:00:00+08:00 version", 0, "cailun", "" },
		{ "--now=2026-03-02T18:00:00Z version", 0, "cailun", "" },
		{ "check --json", 2, "", "check: has no --json" },
		{ "-C @ status extra", 2, "", "usage: cailun" },
		{ "-C @ status --problems --runs", 2, "", "usage: cailun" },
		{ "-C @ show", 2, "", "usage: cailun" },
		{ "-C @ log a b", 2, "", "usage: cailun" },
		{ "-C @ log -n many", 2, "", "many" },
		{ "-C @ rebuild x", 2, "", "usage: cailun" },
		{ "-C @ check a b", 2, "", "usage: cailun" },
		{ "init a b", 2, "", "usage: cailun" },
		{ "init --system", 2, "", "not available yet" },
		{ "init @ --contact me", 2, "", "'me' is no address" },
		{ "init @ --name \001", 2, "", "is no name" },
		{ "\001", 2, "", "\\x01: there is no such command" },
	};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_call(room, cases[i].line, cases[i].exit_code,
		    cases[i].out, cases[i].err);
}

static void
test_no_newsroom(Room *room, const void *data)
{
	static const char *const commands_with_one[] = { "check", "status",
		"log", "show x-000000000000", "rebuild" };

	(void)data;
	check_call(room, "-C @", 0, "no newsroom yet: cailun", "");
	for (size_t i = 0; i < G_N_ELEMENTS(commands_with_one); i++) {
		g_autofree char *line =
		    g_strconcat("-C @ ", commands_with_one[i], NULL);

		check_call(room, line, 78, "", "cailun.conf: is missing");
	}
	write_in(room, "cailun.conf", "[archive]\nfoo = 1\nbar = 2\n");
	check_call(room, "-C @ check", 78, "", "cailun.conf:2: ");
	g_assert_nonnull(strstr(room->err, "cailun: cailun.conf:3: "));
}

static void
test_check(Room *room, const void *data)
{
	(void)data;
	write_in(room, "cailun.conf", "[archive]\ncontact = a@b.cn\n");
	write_in(room, "feeds.d/good.conf", "[source]\nurl = http://x.cn/\n");
	check_call(room, "-C @ check", 0, "", "");
	g_assert_cmpstr(room->out, ==, "");
	check_call(room, "-C @ -v check", 0, "1 sources, no mistakes", "");
	write_in(room, "feeds.d/bad.conf", "[source]\nurl = x\nfoo = y\n");
	check_call(room, "-C @ check", 4, "feeds.d/bad.conf:2: ", "");
	g_assert_nonnull(strstr(room->out, "feeds.d/bad.conf:3: "));
	check_call(room, "-C @ check bad", 4, "feeds.d/bad.conf:2: ", "");
	check_call(room, "-C @ check good", 0, "", "");
	check_call(room, "-C @ check goof", 3, "", "did you mean 'good'?");
	write_in(room, "cailun.conf", "");
	check_call(room, "-C @ check", 78,
	    "feeds.d/bad.conf:2: ", "archive.contact is missing");
}

static void
test_init(Room *room, const void *data)
{
	g_autofree char *conf = NULL;

	(void)data;
	check_call(room,
	    "init @/news --contact you@example.org --name 湖南档案", 0,
	    "/news check", "");
	g_assert_nonnull(strstr(room->out, "*/10 * * * * "));
	g_assert_null(strstr(room->out, "Still missing"));
	conf = read_in(room, "news/cailun.conf");
	g_assert_nonnull(strstr(conf, "\ncontact = you@example.org\n"));
	g_assert_nonnull(strstr(conf, "\nname = 湖南档案\n"));
	g_assert_nonnull(strstr(conf, "\npath = archive.git\n"));
	g_assert_nonnull(strstr(conf, "\npath = state\n"));
	g_assert_nonnull(strstr(conf, "\nmin-free = 512M\n"));
	g_assert_nonnull(strstr(conf, "\nid = "));
	check_call(room, "-C @/news check", 0, "", "");
	check_call(room, "-C @/news", 0, "newsroom, no source", "");
	check_call(room, "-C @/news log --json", 0, "\"event\":\"init\"", "");
	check_call(room, "init @/news --contact b@c.cn", 0,
	    "is a newsroom already; nothing was changed", "");
	g_free(conf);
	conf = read_in(room, "news/cailun.conf");
	g_assert_nonnull(strstr(conf, "you@example.org"));
}

static void
test_init_bare(Room *room, const void *data)
{
	g_autofree char *conf = NULL;

	(void)data;
	/* nobody to ask: the line stays to be filled in */
	check_call(
	    room, "-C @/news init", 0, "Still missing: archive.contact", "");
	conf = read_in(room, "news/cailun.conf");
	g_assert_nonnull(strstr(conf, "\n# contact = "));
	check_call(room, "-C @/news check", 78, "", "archive.contact");
	write_in(room, "file", "");
	check_call(room, "init @/file --contact a@b.cn", 74, "", "file");
}

static void
set_states(const Room *room)
{
	g_autofree char *folder = g_build_filename(room->folder, "state", NULL);
	g_autoptr(State) state = NULL;
	SourceState sources[] = {
		{ .id = (char *)"well",
		    .last_good_at = AT,
		    .next_at = AT + 900,
		    .interval_s = 900 },
		{ .id = (char *)"failing", .failures = 1, .failing_since = AT },
		{ .id = (char *)"broken",
		    .failures = 3,
		    .failing_since = AT,
		    .error = (char *)"404\tnot found" },
		{ .id = (char *)"stopped", .is_stopped = true },
		{ .id = (char *)"off", .failures = 9 },
	};
	const RunFigures run = { .run = (char *)"20260302T1800-0001",
		.commit = (char *)"0123456789012345678901234567890123456789",
		.at = AT,
		.new_articles = 7,
		.requests = 12 };

	g_assert_true(folder_make(folder, 0755, NULL));
	state = state_open(folder, NULL);
	g_assert_nonnull(state);
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
		g_auto(SourceState) lease = { 0 };
		bool is_taken;

		g_assert_true(state_lease(state, sources[i].id, AT, AT + 60,
		    &lease, &is_taken, NULL));
		sources[i].fence = lease.fence;
		g_assert_true(state_complete(state, &sources[i], NULL));
	}
	g_assert_true(state_add_run(state, &run, NULL));
}

static void
test_status(Room *room, const void *data)
{
	static const char *const ids[] = { "well", "failing", "broken",
		"stopped" };

	(void)data;
	write_in(room, "cailun.conf", "[archive]\ncontact = a@b.cn\n");
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		g_autofree char *name =
		    g_strdup_printf("feeds.d/%s.conf", ids[i]);

		write_in(
		    room, name, "[source]\nurl = http://x.cn/\noutlet = 报\n");
	}
	write_in(room, "feeds.d/off.conf",
	    "[source]\nurl = http://x.cn/\nenabled = no\n");
	write_in(room, "feeds.d/bad.conf", "[source]\n");
	check_call(room, "-C @ status", 0, "well\t报\tok\t-\t-\t-\t0\t-\n", "");
	check_call(room, "-C @", 0, "nothing archived", "");
	set_states(room);
	check_call(room, "-C @ status", 0,
	    "well\t报\tok\t2026-03-02T18:00:00+08:00\t"
	    "2026-03-02T18:15:00+08:00\t15m\t0\t-\n",
	    "");
	g_assert_nonnull(strstr(room->out, "failing\t报\tfailing\t-\t"));
	g_assert_nonnull(strstr(room->out, "\t3\t404\\x09not found\n"));
	g_assert_nonnull(strstr(room->out, "stopped\t报\tstopped\t"));
	g_assert_nonnull(strstr(room->out, "off\t-\tdisabled\t"));
	g_assert_nonnull(
	    strstr(room->out, "\tfeeds.d/bad.conf: source.url: is missing"));
	check_call(room, "-C @ status --problems", 4, "stopped", "");
	g_assert_null(strstr(room->out, "well"));
	g_assert_null(strstr(room->out, "disabled"));
	check_call(room, "-C @ status --json", 0,
	    "{\"source\":\"well\",\"state\":\"ok\",\"last_good\":"
	    "\"2026-03-02T18:00:00+08:00\",\"next_due\":"
	    "\"2026-03-02T18:15:00+08:00\",\"failures\":0,"
	    "\"interval_s\":900,\"filtered\":0}\n",
	    "");
	check_call(room, "-C @ status --runs", 0,
	    "20260302T1800-0001\t2026-03-02T18:00:00+08:00\t12\t7\t0\t0\t0\t0"
	    "\n",
	    "");
	check_call(room, "-C @ status --runs --json", 0, "\"new\":7,", "");
	check_call(room, "-C @", 0, "6 sources, 1 well, 4 not (cailun -C ", "");
	g_assert_nonnull(strstr(room->out, "2026-03-02 18:00 +7 new"));
}

/* ---- the archive ---- */

typedef struct Story {
	char *uid, *path;
	char commit[41];
} Story;

static void
add_story(
    Archive *archive, Event event, const char *body, int64_t at, Story *story)
{
	const char *link = "http://x.cn/a/1.html";
	g_autofree char *key =
	    uid_key("hunan", link, false, NULL, NULL, NULL, NULL);
	g_autoptr(Article) article = article_new();
	Batch *batch = batch_new(archive, NULL);
	Version version = { .event = event,
		.article = article,
		.at = at,
		.change = event == EVENT_UPDATE ? "addition" : NULL,
		.run = "20260302T1800-0001" };

	if (!story->uid) {
		story->uid = uid_of_key("hunan", key);
		story->path = uid_path("hunan", story->uid, NULL, at, 480);
	}
	article->uid = g_strdup(story->uid);
	article->title = g_strdup("今年\u202e第一场雪");
	article->source = g_strdup("hunan");
	article->outlet = g_strdup("湖南日报");
	article->link = g_strdup(link);
	article->body = g_strdup(body);
	article_add_editor(article, "张三", "责编");
	version.path = story->path;
	g_assert_nonnull(batch);
	g_assert_true(batch_add(batch, &version, story->commit, NULL, NULL));
	g_assert_true(batch_finish(batch, NULL));
}

static void
test_archive(Room *room, const void *data)
{
	g_autofree char *path =
	    g_build_filename(room->folder, "archive.git", NULL);
	g_autoptr(Archive) archive = archive_create(path, AT - 60, NULL);
	Story story = { 0 };
	g_autofree char *show = NULL, *log = NULL, *brief = NULL, *json = NULL;
	char first[41];

	(void)data;
	g_assert_nonnull(archive);
	write_in(room, "cailun.conf", "[archive]\ncontact = a@b.cn\n");
	write_in(room, "feeds.d/hunan.conf",
	    "[source]\nurl = http://x.cn/\noutlet = 湖南日报\n");
	add_story(archive, EVENT_NEW, "下雪了。", AT, &story);
	memcpy(first, story.commit, sizeof(first));
	add_story(archive, EVENT_UPDATE, "下雪了。很大。", AT + 60, &story);
	g_clear_pointer(&archive, archive_free);

	log = g_strdup_printf("%s\t2026-03-02T18:01:00+08:00\tupdate\taddition"
			      "\t%s\t湖南日报\t今年第一场雪\n",
	    story.commit, story.uid);
	check_call(room, "-C @ log 湖南", 0, log, "");
	g_assert_null(strstr(room->out, "init"));
	check_call(room, "-C @ log -n 1", 0, log, "");
	g_assert_cmpstr(room->out, ==, log);
	check_call(room, "-C @ log -n 0", 0, "", "");
	check_call(
	    room, "-C @ log --since 2026-03-02T18:00:30+08:00", 0, log, "");
	g_assert_cmpstr(room->out, ==, log);
	check_call(room, "-C @ log --since 2027-01-01", 0, "", "");
	check_call(room, "-C @ log --since soon", 2, "", "'soon' is no time");
	check_call(room, "-C @ log --uid hunan-000000000000", 3, "",
	    "nothing is archived of it");
	check_call(room, "-C @ log nobody", 3, "", "nothing is archived of");
	check_call(room, "-C @ log 没有", 3, "", "no source has this id");
	check_call(
	    room, "-C @ log --json -n 1", 0, "\"change\":\"addition\"", "");

	show = g_strconcat("-C @ show ", story.uid, NULL);
	check_call(room, show, 0, "下雪了。\n很大。\n", "");
	brief = g_strdup_printf("-C @ show %.12s", first);
	check_call(room, brief, 0, "\n下雪了。\n", "");
	g_assert_null(strstr(room->out, "很大"));
	g_assert_nonnull(strstr(room->out, "Cailun-Event: new"));
	json = g_strconcat(show, " --json", NULL);
	check_call(room, json, 0,
	    "\"editors\":[{\"name\":\"张三\",\"role\":\"责编\"}]", "");
	check_call(room, "-C @ show hunan-000000000000", 3, "", "no such");
	check_call(room, "-C @ show nobody-000000000000", 3, "", "no such");
	check_call(room, "-C @ show ffffffffffff", 3, "", "no such");
	check_call(room, "-C @ show 今年", 2, "", "neither a UID nor a commit");
	g_free(story.uid);
	g_free(story.path);
}

static void
test_rebuild(Room *room, const void *data)
{
	g_autofree char *path =
	    g_build_filename(room->folder, "archive.git", NULL);
	g_autofree char *folder = g_build_filename(room->folder, "state", NULL);
	g_autoptr(Archive) archive = NULL;
	g_autoptr(State) state = NULL;
	g_auto(Known) known = { 0 };
	Story story = { 0 };
	bool is_known = false;

	(void)data;
	write_in(room, "cailun.conf", "[archive]\ncontact = a@b.cn\n");
	check_call(room, "-C @ rebuild", 3, "", "archive.git");
	archive = archive_create(path, AT - 60, NULL);
	add_story(archive, EVENT_NEW, "下雪了。", AT, &story);
	check_call(room, "-C @ -v rebuild", 0, "", "1 articles");
	state = state_open_readonly(folder, NULL);
	g_assert_nonnull(state);
	g_assert_true(
	    state_known_uid(state, story.uid, &known, &is_known, NULL));
	g_assert_true(is_known);
	g_free(story.uid);
	g_free(story.path);
}

static void
add(const char *path, void (*test)(Room *, const void *))
{
	g_test_add(path, Room, NULL, room_init, test, room_clear);
}

int
main(int argc, char **argv)
{
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	add("/command/line", test_line);
	add("/command/no-newsroom", test_no_newsroom);
	add("/command/check", test_check);
	add("/command/init", test_init);
	add("/command/init-bare", test_init_bare);
	add("/command/status", test_status);
	add("/command/archive", test_archive);
	add("/command/rebuild", test_rebuild);
	return g_test_run();
}
