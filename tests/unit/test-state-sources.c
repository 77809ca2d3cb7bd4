/*
 * test-state-sources - sources, leases and validators.
 */
#include "config.h"

#include "state-folder.h"

#include "base/error.h"

static bool
count_source(void *data, const SourceState *source)
{
	GString *ids = data;

	g_string_append_printf(ids, "%s ", source->id);
	return ids->len < 8;
}

static void
test_sources(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	g_auto(SourceState) source = { 0 }, again = { 0 };
	g_autoptr(GString) ids = g_string_new(NULL);
	bool is_taken = false;

	(void)data;
	g_assert_true(state_source(state, "hnrb", &source, NULL));
	g_assert_cmpstr(source.id, ==, "hnrb");
	g_assert_cmpint(source.next_at, ==, 0);
	g_assert_null(source.error);
	source.next_at = 100;
	source.last_try_at = 90;
	source.last_good_at = 80;
	source.failing_since = 70;
	source.failures = 3;
	source.interval_s = 3600;
	source.new_entries = 5;
	source.filtered = 6;
	source.is_stopped = true;
	source.is_reported = true;
	source.error = g_strdup("no answer");
	g_assert_true(state_complete(state, &source, NULL));
	g_assert_true(state_source(state, "hnrb", &again, NULL));
	g_assert_cmpint(again.next_at, ==, 100);
	g_assert_cmpint(again.last_try_at, ==, 90);
	g_assert_cmpint(again.last_good_at, ==, 80);
	g_assert_cmpint(again.failing_since, ==, 70);
	g_assert_cmpint(again.failures, ==, 3);
	g_assert_cmpint(again.interval_s, ==, 3600);
	g_assert_cmpint(again.new_entries, ==, 5);
	g_assert_cmpint(again.filtered, ==, 6);
	g_assert_true(again.is_stopped && again.is_reported);
	g_assert_cmpstr(again.error, ==, "no answer");
	for (int i = 0; i < 3; i++) {
		g_auto(SourceState) other = { 0 };
		g_autofree char *id = g_strdup_printf("a%d", i);

		g_assert_true(
		    state_lease(state, id, 0, 10, &other, &is_taken, NULL));
	}
	g_assert_true(state_each_source(state, count_source, ids, NULL));
	g_assert_cmpstr(ids->str, ==, "a0 a1 a2 ");
}

static void
test_leases(Folder *folder, gconstpointer data)
{
	g_autoptr(State) one = open_state(folder), other = open_state(folder);
	g_auto(SourceState) first = { 0 }, second = { 0 }, none = { 0 };
	g_autoptr(GError) error = NULL;
	bool is_taken = false;

	(void)data;
	g_assert_true(
	    state_lease(one, "hnrb", 100, 200, &first, &is_taken, &error));
	g_assert_true(is_taken);
	g_assert_cmpint(first.fence, ==, 1);
	g_assert_true(
	    state_lease(other, "hnrb", 150, 300, &none, &is_taken, &error));
	g_assert_false(is_taken);
	g_assert_null(none.id);
	/* The first holder was too slow. */
	g_assert_true(
	    state_lease(other, "hnrb", 200, 300, &second, &is_taken, &error));
	g_assert_true(is_taken);
	g_assert_cmpint(second.fence, ==, 2);
	first.failures = 9;
	g_assert_false(state_complete(one, &first, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_LATER);
	g_clear_error(&error);
	second.next_at = 7;
	g_assert_true(state_complete(other, &second, &error));
	/* Complete means free. */
	g_assert_true(
	    state_lease(one, "hnrb", 201, 300, &none, &is_taken, &error));
	g_assert_true(is_taken);
	g_assert_cmpint(none.next_at, ==, 7);
	g_assert_cmpint(none.failures, ==, 0);
}

static void
test_validators(Folder *folder, gconstpointer data)
{
	static const char etag[] = "W/\"a b\xff\"";
	g_autoptr(State) state = open_state(folder);
	Validators in = { (char *)etag, (char *)"Tue, 02 Jan 2024", 77 };
	g_auto(Validators) out = { 0 }, other = { 0 }, gone = { 0 };

	(void)data;
	g_assert_true(state_set_validators(state, "a", "u", &in, NULL));
	g_assert_true(state_validators(state, "a", "u", &out, NULL));
	g_assert_cmpstr(out.etag, ==, etag);
	g_assert_cmpstr(out.last_modified, ==, "Tue, 02 Jan 2024");
	g_assert_cmpint(out.fresh_until, ==, 77);
	g_assert_true(state_validators(state, "b", "u", &other, NULL));
	g_assert_null(other.etag);
	/* The pair is replaced, never mixed. */
	in = (Validators){ 0 };
	g_assert_true(state_set_validators(state, "a", "u", &in, NULL));
	g_assert_true(state_validators(state, "a", "u", &gone, NULL));
	g_assert_null(gone.etag);
	g_assert_null(gone.last_modified);
	g_assert_cmpint(gone.fresh_until, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/state/sources", 0, test_sources);
	add("/state/leases", 0, test_leases);
	add("/state/validators", 0, test_validators);
	return g_test_run();
}
