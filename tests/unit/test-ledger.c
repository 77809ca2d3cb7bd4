/*
 * test-ledger - what is known, in front of the state and through it; and what
 * is remembered of robots.txt.
 */
#include "config.h"

#include "archive/uid.h"
#include "core/ledger.h"
#include "core/robots.h"

#include <glib.h>
#include <glib/gstdio.h>

#define NOW 1704188411

typedef struct Room {
	char *folder;
	State *state;
	Ledger *ledger;
} Room;

static void
room_init(Room *room)
{
	g_autoptr(GError) error = NULL;

	room->folder = g_dir_make_tmp("cailun-ledger-XXXXXX", NULL);
	room->state = state_open(room->folder, &error);
	g_assert_no_error(error);
	room->ledger = ledger_new(room->state);
}

static void
room_clear(Room *room)
{
	g_autoptr(GDir) dir = NULL;
	const char *name;

	ledger_free(room->ledger);
	state_free(room->state);
	dir = g_dir_open(room->folder, 0, NULL);
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path =
		    g_build_filename(room->folder, name, NULL);

		(void)g_unlink(path);
	}
	(void)g_rmdir(room->folder);
	g_free(room->folder);
}

static void
write_down(Room *room)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(state_begin(room->state, &error));
	g_assert_true(ledger_write(room->ledger, &error));
	g_assert_true(state_commit(room->state, &error));
	g_assert_no_error(error);
	ledger_clear(room->ledger);
	g_assert_true(ledger_is_empty(room->ledger));
}

static bool
knows(Room *room, const char *key)
{
	g_auto(Known) known = { 0 };
	bool is_known = false;

	g_assert_true(
	    ledger_known(room->ledger, "probe", key, &known, &is_known, NULL));
	return is_known;
}

static bool
knows_text(Room *room, const char *source, const char *text)
{
	g_auto(Known) known = { 0 };
	bool is_known = false;

	g_assert_true(ledger_known_text(
	    room->ledger, source, text, "t", &known, &is_known, NULL));
	return is_known;
}

static void
test_known(void)
{
	g_autofree char *uid = uid_of_key("probe", "https://a/1");
	char path[] = "articles/probe/2024/01/02/x.md", source[] = "probe",
	     key[] = "https://a/1", text[] = "hash", title[] = "t";
	Known known = { .key = key,
		.uid = uid,
		.source = source,
		.path = path,
		.text_key = text,
		.title_key = title };
	Room room;

	room_init(&room);
	g_assert_false(knows(&room, key));
	ledger_set_known(room.ledger, &known);
	ledger_join(room.ledger, "https://a/2", uid);
	for (int i = 0; i < 2; i++) {
		g_assert_true(knows(&room, key));
		g_assert_true(knows(&room, "https://a/2"));
		g_assert_false(knows(&room, "https://a/3"));
		g_assert_true(knows_text(&room, "probe", "hash"));
		g_assert_false(knows_text(&room, "other", "hash"));
		g_assert_false(knows_text(&room, "probe", "other"));
		if (i == 0)
			write_down(&room);
	}
	room_clear(&room);
}

/* What a rebuilt state knows by its UID alone. */
static void
test_known_by_uid(void)
{
	g_autofree char *uid = uid_of_key("probe", "https://a/x#guid");
	char path[] = "articles/probe/2024/01/02/x.md", source[] = "probe";
	g_autofree char *key = g_strconcat("uid:", uid, NULL);
	Known known = {
		.key = key, .uid = uid, .source = source, .path = path
	};
	Room room;

	room_init(&room);
	ledger_set_known(room.ledger, &known);
	write_down(&room);
	g_assert_true(knows(&room, "https://a/x#guid"));
	g_assert_false(knows(&room, "https://a/x#other"));
	room_clear(&room);
}

/* What stands here is newer than what the state says. */
static void
test_overtaken(void)
{
	g_autofree char *uid = uid_of_key("probe", "https://a/1");
	char path[] = "p", source[] = "probe", key[] = "https://a/1",
	     one[] = "1", two[] = "2";
	Known known = { .key = key,
		.uid = uid,
		.source = source,
		.path = path,
		.version_key = one };
	g_auto(Known) found = { 0 };
	bool is_known = false;
	Room room;

	room_init(&room);
	ledger_set_known(room.ledger, &known);
	ledger_join(room.ledger, "https://a/2", uid);
	write_down(&room);
	known.version_key = two;
	ledger_set_known(room.ledger, &known);
	g_assert_true(ledger_known(
	    room.ledger, "probe", "https://a/2", &found, &is_known, NULL));
	g_assert_true(is_known);
	g_assert_cmpstr(found.version_key, ==, "2");
	room_clear(&room);
}

static bool
is_pending(Room *room)
{
	bool is = false;

	g_assert_true(ledger_is_pending(room->ledger, "probe", "k", &is, NULL));
	return is;
}

static void
test_pending(void)
{
	g_autoptr(GBytes) item = g_bytes_new_static("x", 1);
	char source[] = "probe", key[] = "k";
	Pending pending = {
		.source = source, .key = key, .item = item, .tries = 1
	};
	Room room;

	room_init(&room);
	g_assert_false(is_pending(&room));
	ledger_set_pending(room.ledger, &pending);
	g_assert_true(is_pending(&room));
	write_down(&room);
	g_assert_true(is_pending(&room));
	ledger_drop_pending(room.ledger, "probe", "k");
	g_assert_false(is_pending(&room));
	write_down(&room);
	g_assert_false(is_pending(&room));
	room_clear(&room);
}

static Value *
forbid(const char *path)
{
	Value *said = value_object();
	Value *list = value_list();
	Value *rule = value_object();

	value_set_bool(rule, "allow", false);
	value_set_text(rule, "path", path);
	value_append(list, rule);
	value_set(said, "rules", list);
	value_set(said, "delay", value_real(3));
	return said;
}

static void
test_robots(void)
{
	g_autoptr(Source) source = source_new();
	g_autoptr(Source) inside = source_new();
	g_autoptr(Value) said = forbid("/x");
	g_autofree char *address = robots_url("https://a.example/x/1.html");
	g_autoptr(GPtrArray) waiters = NULL;
	Robots *robots;
	int64_t delay;
	Room room;

	room_init(&room);
	source->id = g_strdup("probe");
	inside->id = g_strdup("inside");
	inside->is_private_allowed = true;
	g_assert_cmpstr(address, ==, "https://a.example/robots.txt");
	robots = robots_new(room.state, room.ledger);
	g_assert_cmpint(robots_look(robots, source, "https://a.example/x/1",
			    NOW, source, &delay),
	    ==, ROBOTS_ASK);
	g_assert_cmpint(robots_look(robots, source, "https://a.example/y", NOW,
			    inside, &delay),
	    ==, ROBOTS_WAIT);
	/* another way into the net learns for itself; so does another port */
	g_assert_cmpint(robots_look(robots, inside, "https://a.example/y", NOW,
			    inside, &delay),
	    ==, ROBOTS_ASK);
	g_assert_cmpint(robots_look(robots, source, "https://a.example:8/y",
			    NOW, source, &delay),
	    ==, ROBOTS_ASK);
	waiters = robots_learn(robots, source, "https://a.example/robots.txt",
	    ROBOTS_RULES, said, NOW);
	g_assert_cmpuint(waiters->len, ==, 2);
	g_assert_true(waiters->pdata[0] == source);
	g_assert_cmpint(robots_look(robots, source, "https://a.example/x/1",
			    NOW, NULL, &delay),
	    ==, ROBOTS_FORBIDDEN);
	g_assert_cmpint(robots_look(robots, source, "https://a.example/y", NOW,
			    NULL, &delay),
	    ==, ROBOTS_ALLOWED);
	g_assert_cmpint(delay, ==, 3000);
	robots_free(robots);
	write_down(&room);

	/* the next run remembers, for a day */
	robots = robots_new(room.state, room.ledger);
	g_assert_cmpint(robots_look(robots, source, "https://a.example/x/1",
			    NOW + 3600, NULL, &delay),
	    ==, ROBOTS_FORBIDDEN);
	robots_free(robots);
	robots = robots_new(room.state, room.ledger);
	g_assert_cmpint(robots_look(robots, source, "https://a.example/x/1",
			    NOW + 2 * 86400, source, &delay),
	    ==, ROBOTS_ASK);
	robots_free(robots);
	room_clear(&room);
}

static void
test_robots_outcomes(void)
{
	static const struct {
		RobotsOutcome outcome;
		RobotsAnswer answer;
	} cases[] = {
		{ ROBOTS_FREE, ROBOTS_ALLOWED },
		{ ROBOTS_CLOSED, ROBOTS_UNREACHABLE },
		{ ROBOTS_RULES, ROBOTS_ALLOWED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Source) source = source_new();
		g_autoptr(GPtrArray) waiters = NULL;
		Robots *robots;
		int64_t delay;
		Room room;

		room_init(&room);
		source->id = g_strdup("probe");
		robots = robots_new(room.state, room.ledger);
		waiters = robots_learn(robots, source, "http://a.example/",
		    cases[i].outcome, NULL, NOW);
		g_assert_cmpuint(waiters->len, ==, 0);
		g_assert_cmpint(robots_look(robots, source,
				    "http://a.example/x", NOW, NULL, &delay),
		    ==, cases[i].answer);
		robots_free(robots);
		room_clear(&room);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ledger/known", test_known);
	g_test_add_func("/ledger/known-by-uid", test_known_by_uid);
	g_test_add_func("/ledger/overtaken", test_overtaken);
	g_test_add_func("/ledger/pending", test_pending);
	g_test_add_func("/robots/rules", test_robots);
	g_test_add_func("/robots/outcomes", test_robots_outcomes);
	return g_test_run();
}
