/*
 * test-state-pending - pending entries, poison, hosts, cache, notes.
 */
#include "config.h"

#include "state-folder.h"

#include "base/clock.h"

#include <string.h>

static bool
note_pending(void *data, const Pending *pending)
{
	Walk *walk = data;
	gsize n;
	const char *item = g_bytes_get_data(pending->item, &n);

	g_string_append_printf(walk->seen, "%s=%.*s:%d:%d:%s ", pending->key,
	    (int)n, item, (int)pending->tries, pending->is_archived,
	    pending->why ? pending->why : "-");
	g_assert_true(state_drop_pending(
	    walk->state, pending->source, pending->key, NULL));
	return true;
}

static void
test_pending(Folder *folder, gconstpointer data)
{
	static const struct {
		const char *source, *key, *why;
		int64_t tries, next_at, first_at;
		bool is_archived;
	} cases[] = {
		{ "a", "k1", NULL, 0, 20, 1, false },
		{ "a", "k2", "404", 2, 10, 2, true },
		{ "a", "k3", NULL, 0, 20, 0, false },
		{ "a", "k4", NULL, 0, 99, 0, false },
		{ "b", "k1", NULL, 0, 0, 0, false },
	};
	g_autoptr(State) state = open_state(folder);
	g_autoptr(GString) seen = g_string_new(NULL);
	g_autoptr(GBytes) item = g_bytes_new_static("x\0y", 3);
	Walk walk = { state, seen };
	bool is = false;

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Pending pending = {
			.source = (char *)cases[i].source,
			.key = (char *)cases[i].key,
			.item = item,
			.tries = cases[i].tries,
			.next_at = cases[i].next_at,
			.first_at = cases[i].first_at,
			.is_archived = cases[i].is_archived,
			.why = (char *)cases[i].why,
		};

		g_assert_true(state_set_pending(state, &pending, NULL));
		g_assert_true(state_set_pending(state, &pending, NULL));
	}
	g_assert_true(state_is_pending(state, "a", "k4", &is, NULL));
	g_assert_true(is);
	g_assert_true(state_is_pending(state, "b", "k4", &is, NULL));
	g_assert_false(is);
	g_assert_true(
	    state_each_pending(state, "a", 50, 10, note_pending, &walk, NULL));
	/* %.*s ends at the NUL of the item */
	g_assert_cmpstr(seen->str, ==, "k2=x:2:1:404 k3=x:0:0:- k1=x:0:0:- ");
	g_string_truncate(seen, 0);
	g_assert_true(
	    state_each_pending(state, "a", 100, 1, note_pending, &walk, NULL));
	g_assert_cmpstr(seen->str, ==, "k4=x:0:0:- ");
	g_assert_true(state_is_pending(state, "b", "k1", &is, NULL));
	g_assert_true(is);
}

static void
test_pending_item(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	Pending pending = { .source = (char *)"a", .key = (char *)"k" };
	g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);

	(void)data;
	g_assert_true(state_set_pending(state, &pending, NULL));
	pending.item = nothing;
	g_assert_true(state_set_pending(state, &pending, NULL));
}

static void
test_poison(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	g_autofree char *why = NULL;

	(void)data;
	clock_set(1000);
	g_assert_true(state_poison(state, "a", "u", 2000, "it died", NULL));
	g_assert_true(state_is_poison(state, "a", "u", 1999, &why, NULL));
	g_assert_cmpstr(why, ==, "it died");
	g_clear_pointer(&why, g_free);
	g_assert_true(state_is_poison(state, "a", "u", 2000, &why, NULL));
	g_assert_null(why);
	g_assert_true(state_is_poison(state, "b", "u", 0, &why, NULL));
	g_assert_null(why);
	/* The lock sweeps what is over. */
	clock_set(5000);
	g_assert_true(state_lock(state, NULL));
	g_assert_true(state_is_poison(state, "a", "u", 0, &why, NULL));
	g_assert_null(why);
}

static void
test_host_rest(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	int64_t until = 7, failures = 7;

	(void)data;
	g_assert_true(state_host_rest(state, "x.cn", &until, &failures, NULL));
	g_assert_cmpint(until, ==, 0);
	g_assert_cmpint(failures, ==, 0);
	g_assert_true(state_set_host_rest(state, "x.cn", 100, 3, NULL));
	g_assert_true(state_host_rest(state, "x.cn", &until, &failures, NULL));
	g_assert_cmpint(until, ==, 100);
	g_assert_cmpint(failures, ==, 3);
}

static void
test_cache(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	g_autoptr(GBytes) in = g_bytes_new_static("a\0b", 3);
	g_autoptr(GBytes) empty = g_bytes_new_static("", 0);
	g_autoptr(GBytes) out = NULL;

	(void)data;
	g_assert_true(state_cache(state, "robots x", 0, &out, NULL));
	g_assert_null(out);
	g_assert_true(state_set_cache(state, "robots x", in, 100, NULL));
	g_assert_true(state_cache(state, "robots x", 99, &out, NULL));
	g_assert_true(g_bytes_equal(in, out));
	g_clear_pointer(&out, g_bytes_unref);
	g_assert_true(state_cache(state, "robots x", 100, &out, NULL));
	g_assert_null(out);
	g_assert_true(state_set_cache(state, "robots x", empty, 100, NULL));
	g_assert_true(state_cache(state, "robots x", 0, &out, NULL));
	g_assert_nonnull(out);
	g_assert_cmpuint(g_bytes_get_size(out), ==, 0);
}

static void
test_told(Folder *folder, gconstpointer data)
{
	static const struct {
		const char *topic, *text;
		bool is_new;
	} cases[] = {
		{ "hnrb", NULL, false },
		{ "hnrb", "broken", true },
		{ "hnrb", "broken", false },
		{ "other", "broken", true },
		{ "hnrb", "still broken", true },
		{ "hnrb", NULL, true },
		{ "hnrb", NULL, false },
		{ "hnrb", "broken", true },
	};
	g_autoptr(State) state = open_state(folder);

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		bool is_new = !cases[i].is_new;

		g_assert_true(state_note_told(
		    state, cases[i].topic, cases[i].text, &is_new, NULL));
		g_assert_true(is_new == cases[i].is_new);
	}
}

static bool
note_run(void *data, const RunFigures *run)
{
	GString *seen = data;

	g_string_append_printf(seen, "%s:%s:%d ", run->run,
	    run->commit ? run->commit : "-", (int)run->failed);
	return true;
}

static void
test_runs(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	g_autoptr(GString) seen = g_string_new(NULL);

	(void)data;
	g_assert_true(state_begin(state, NULL));
	for (int i = 0; i < 1005; i++) {
		g_autofree char *name = g_strdup_printf("r%d", i);
		RunFigures run = { .run = name, .at = i, .failed = i };

		run.commit = i % 2 ? NULL : (char *)"c";
		g_assert_true(state_add_run(state, &run, NULL));
	}
	g_assert_true(state_commit(state, NULL));
	g_assert_true(state_each_run(state, 2, note_run, seen, NULL));
	g_assert_cmpstr(seen->str, ==, "r1004:c:1004 r1003:-:1003 ");
	g_string_truncate(seen, 0);
	g_assert_true(state_each_run(state, SIZE_MAX, note_run, seen, NULL));
	g_assert_true(g_str_has_suffix(seen->str, " r5:-:5 "));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/state/pending", 0, test_pending);
	add("/state/pending-item", 0, test_pending_item);
	add("/state/poison", 0, test_poison);
	add("/state/host-rest", 0, test_host_rest);
	add("/state/cache", 0, test_cache);
	add("/state/told", 0, test_told);
	add("/state/runs", 0, test_runs);
	return g_test_run();
}
