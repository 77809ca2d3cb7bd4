/*
 * test-newsroom - cailun.conf, feeds.d as a whole, and names of sources.
 */
#include "config.h"

#include "core/newsroom.h"

#include "base/error.h"

#include <glib/gstdio.h>
#include <string.h>

#define CONTACT "[archive]\ncontact = you@example.org\n"

typedef struct Room {
	char *folder, *feeds;
} Room;

static void
room_init(Room *room, const void *data)
{
	(void)data;
	room->folder = g_dir_make_tmp("cailun-XXXXXX", NULL);
	room->feeds = g_build_filename(room->folder, "feeds.d", NULL);
	g_assert_cmpint(g_mkdir(room->feeds, 0755), ==, 0);
}

static void
empty_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		(void)g_remove(path);
	}
	(void)g_rmdir(folder);
}

static void
room_clear(Room *room, const void *data)
{
	(void)data;
	empty_folder(room->feeds);
	empty_folder(room->folder);
	g_free(room->feeds);
	g_free(room->folder);
}

static void
write_in(const char *folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
add_source(const Room *room, const char *name, const char *outlet)
{
	g_autofree char *text = g_strdup_printf(
	    "[source]\nurl = http://x.cn/\noutlet = %s\n", outlet);

	write_in(room->feeds, name, text);
}

static void
test_defaults(Room *room, const void *data)
{
	g_autoptr(Newsroom) newsroom = NULL;
	g_autofree char *archive =
	    g_build_filename(room->folder, "archive.git", NULL);
	g_autofree char *state = g_build_filename(room->folder, "state", NULL);
	g_autofree char *agent = NULL;

	(void)data;
	write_in(room->folder, "cailun.conf", CONTACT);
	newsroom = newsroom_load(room->folder, NULL);
	g_assert_nonnull(newsroom);
	g_assert_cmpstr(newsroom->name, ==, "cailun");
	g_assert_cmpstr(newsroom->archive_path, ==, archive);
	g_assert_cmpstr(newsroom->state_path, ==, state);
	g_assert_null(newsroom->archive_id);
	g_assert_cmpint(newsroom->connections, ==, 64);
	g_assert_cmpint(newsroom->jobs, >=, 1);
	g_assert_cmpint(newsroom->max_time_ms, ==, 3600000);
	g_assert_cmpint(newsroom->min_free_bytes, ==, 0);
	g_assert_cmpint(newsroom->sandbox, ==, SANDBOX_BEST);
	g_assert_null(newsroom->plugin_dirs[0]);
	g_assert_cmpuint(newsroom->sources->len, ==, 0);
	agent = newsroom_user_agent(newsroom);
	g_assert_cmpstr(
	    agent, ==, "cailun/" PACKAGE_VERSION " (+you@example.org)");
}

static void
test_all_keys(Room *room, const void *data)
{
	g_autoptr(Newsroom) newsroom = NULL;
	g_autofree char *plugins =
	    g_build_filename(room->folder, "feeds.d", NULL);

	(void)data;
	write_in(room->folder, "cailun.conf",
	    CONTACT "name = 湖南档案\n"
		    "path = /srv/news.git\n"
		    "id = 0b8a8a3e-5f6d-4c5e-9d0c-0c9f0f8a7b6c\n"
		    "shards = one\n"
		    "raw = no\n"
		    "[state]\npath = ../state\n"
		    "[run]\njobs = 3\nmax-time = 10m\nmin-free = 512M\n"
		    "sandbox = require\nplugins = feeds.d\n"
		    "[fetch]\nconnections = 8\ntimeout = 20s\n");
	newsroom = newsroom_load(room->folder, NULL);
	g_assert_nonnull(newsroom);
	g_assert_cmpstr(newsroom->archive_path, ==, "/srv/news.git");
	g_assert_true(g_str_has_suffix(newsroom->state_path, "/state"));
	g_assert_cmpint(newsroom->jobs, ==, 3);
	g_assert_cmpint(newsroom->min_free_bytes, ==, 512 << 20);
	g_assert_cmpint(newsroom->sandbox, ==, SANDBOX_REQUIRE);
	g_assert_cmpstr(newsroom->plugin_dirs[0], ==, plugins);
	g_assert_cmpint(newsroom->connections, ==, 8);
	g_assert_cmpint(newsroom->defaults->timeout_ms, ==, 20000);
	g_assert_cmpint(newsroom->defaults->raw, ==, SOURCE_RAW_NO);
}

static void
test_refusals(Room *room, const void *data)
{
	static const struct {
		const char *text, *mistake;
	} cases[] = {
		{ "[archive]\ncontact = me", "2: archive.contact: 'me' is no" },
		{ "[archive]\ncontact = a b@c", "2: archive.contact: " },
		{ "[archive]\ncontact = a@(b)", "2: archive.contact: " },
		{ "[archive]\ncontact = 我@b.cn", "2: archive.contact: " },
		{ "[archive]\ncontact =", "2: archive.contact: '' is no" },
		{ "[archive]\ncontact = @b", "2: archive.contact: '@b' is" },
		{ "[archive]\nid = 7", "2: archive.id: is no UUID" },
		{ "[archive]\npath =", "2: archive.path: is empty" },
		{ "[archive]\nsign-key = k", "2: archive.sign-key: is not "
					     "available yet" },
		{ "[archive]\nshards = year", "2: archive.shards: " },
		{ "[archive]\nconctat = a@b", "2: no key is called 'conctat' "
					      "in [archive]; did you mean "
					      "'contact'?" },
		{ "[run]\njobs = 0", "2: run.jobs: " },
		{ "[run]\njobs = many", "2: run.jobs: " },
		{ "[run]\nmax-time = 8d", "2: run.max-time: " },
		{ "[run]\nmin-free = lots", "2: run.min-free: " },
		{ "[run]\nsandbox = no", "2: run.sandbox: " },
		{ "[run]\nlanguage = en", "2: run.language: is not available" },
		{ "[run]\nplugins = nowhere", "2: run.plugins: " },
		{ "[fetch]\nconnections = 0", "2: fetch.connections: " },
		{ "[fetch]\ndelay = 1ms", "2: fetch.delay: is shorter" },
		{ "[catalogue]\npath = x", "2: catalogue.path: is not avail" },
		{ "[metrics]\ntextfile = x", "2: metrics.textfile: is not" },
		{ "[publish]\nroot = x", "2: publish.root: is not available" },
		{ "[cluster]\ndsn = x", "2: cluster.dsn: is not available" },
		{ "[licence]\nnote = x", "2: licence.note: is not available" },
		{ "[source]\nurl = x", "1: no group is called [source]" },
		{ "\xff", "1: is not UTF-8 text" },
	};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *start =
		    g_strconcat("cailun.conf:", cases[i].mistake, NULL);
		g_autoptr(Newsroom) newsroom = NULL;

		write_in(room->folder, "cailun.conf", cases[i].text);
		newsroom = newsroom_load(room->folder, &error);
		g_assert_null(newsroom);
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
		if (!g_str_has_prefix(error->message, start))
			g_assert_cmpstr(error->message, ==, start);
		g_assert_null(strchr(error->message, '\n'));
	}
}

static void
test_missing(Room *room, const void *data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) none = NULL;
	g_autoptr(Newsroom) newsroom = newsroom_load(room->folder, &error);
	g_autoptr(Newsroom) silent = NULL;

	(void)data;
	g_assert_null(newsroom);
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_CONF);
	g_assert_nonnull(strstr(error->message, "cailun init "));
	/* no contact is no mistake of the file: only a run refuses */
	write_in(room->folder, "cailun.conf", "");
	silent = newsroom_load(room->folder, NULL);
	g_assert_nonnull(silent);
	g_assert_false(newsroom_has_contact(silent, &none));
	g_assert_error(none, CAILUN_ERROR, CAILUN_ERROR_CONF);
}

static void
test_sources(Room *room, const void *data)
{
	g_autoptr(Newsroom) newsroom = NULL;

	(void)data;
	write_in(room->folder, "cailun.conf", CONTACT);
	add_source(room, "b.conf", "乙报");
	add_source(room, "a.conf", "甲报");
	add_source(room, "Big.conf", "大报");
	add_source(room, ".hidden.conf", "丙报");
	add_source(room, "c.conf~", "丁报");
	write_in(room->feeds, "broken.conf", "[source]\nurl = x\nfoo = 1\n");
	newsroom = newsroom_load(room->folder, NULL);
	g_assert_nonnull(newsroom);
	g_assert_cmpuint(newsroom->sources->len, ==, 2);
	g_assert_cmpstr(((Source *)newsroom->sources->pdata[0])->id, ==, "a");
	g_assert_cmpuint(newsroom->mistakes->len, ==, 3);
	g_assert_cmpuint(newsroom->bad_sources->len, ==, 2);
	g_assert_true(g_str_has_prefix(newsroom->mistakes->pdata[0],
	    "feeds.d/Big.conf: the name is no id"));
	g_assert_true(g_str_has_prefix(
	    newsroom_mistake(newsroom, "broken"), "feeds.d/broken.conf:2: "));
	g_assert_null(newsroom_mistake(newsroom, "a"));
}

static void
test_names(Room *room, const void *data)
{
	static const struct {
		const char *name, *id; /* NULL: an error */
		CailunError code;
		const char *words;
	} cases[] = {
		{ "xinhunan", "xinhunan", 0, NULL },
		{ "湖南日报", "xinhunan", 0, NULL },
		{ "红网", "rednet", 0, NULL },
		{ "三湘", "sanxiang", 0, NULL },
		{ "ＡＢＣ", "rednet-abc", 0, NULL },
		{ "日报", NULL, CAILUN_ERROR_USAGE, "fits 2 sources" },
		{ "rednet-a", "rednet-abc", 0, NULL },
		{ "redne", NULL, CAILUN_ERROR_USAGE, "rednet-abc" },
		{ "xinhuman", NULL, CAILUN_ERROR_NOT_FOUND, "'xinhunan'" },
		{ "qqqqqq", NULL, CAILUN_ERROR_NOT_FOUND, "cailun status" },
		{ "bad", NULL, CAILUN_ERROR_CONF, "feeds.d/bad.conf:" },
		{ "", NULL, CAILUN_ERROR_NOT_FOUND, "" },
		{ "\xff", NULL, CAILUN_ERROR_NOT_FOUND, "\\xff" },
	};
	g_autoptr(Newsroom) newsroom = NULL;

	(void)data;
	write_in(room->folder, "cailun.conf", CONTACT);
	add_source(room, "xinhunan.conf", "湖南日报");
	add_source(room, "changsha.conf", "长沙日报");
	add_source(room, "rednet.conf", "红网");
	add_source(room, "rednet-abc.conf", "abc");
	add_source(room, "sanxiang.conf", "三湘都市报");
	write_in(room->feeds, "bad.conf", "");
	newsroom = newsroom_load(room->folder, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		const Source *source =
		    newsroom_source(newsroom, cases[i].name, &error);

		if (cases[i].id) {
			g_assert_nonnull(source);
			g_assert_cmpstr(source->id, ==, cases[i].id);
			continue;
		}
		g_assert_null(source);
		g_assert_error(error, CAILUN_ERROR, (int)cases[i].code);
		g_assert_nonnull(strstr(error->message, cases[i].words));
	}
}

static void
test_find(Room *room, const void *data)
{
	g_autofree char *named = newsroom_find("/a/../b");
	g_autofree char *home = NULL;

	(void)data;
	g_assert_cmpstr(named, ==, "/b");
	g_assert_true(g_setenv("CAILUN_HOME", room->folder, TRUE));
	home = newsroom_find(NULL);
	g_assert_cmpstr(home, ==, room->folder);
	g_unsetenv("CAILUN_HOME");
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
	add("/newsroom/defaults", test_defaults);
	add("/newsroom/all-keys", test_all_keys);
	add("/newsroom/refusals", test_refusals);
	add("/newsroom/missing", test_missing);
	add("/newsroom/sources", test_sources);
	add("/newsroom/names", test_names);
	add("/newsroom/find", test_find);
	return g_test_run();
}
