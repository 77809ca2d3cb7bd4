/*
 * test-state-known - articles by key, uid and text; revisits.
 */
#include "config.h"

#include "state-folder.h"

#include <string.h>

static void
check_same(const Known *a, const Known *b)
{
	g_assert_cmpstr(a->key, ==, b->key);
	g_assert_cmpstr(a->uid, ==, b->uid);
	g_assert_cmpstr(a->source, ==, b->source);
	g_assert_cmpstr(a->path, ==, b->path);
	g_assert_cmpstr(a->entry_key, ==, b->entry_key);
	g_assert_cmpstr(a->version_key, ==, b->version_key);
	g_assert_cmpstr(a->text_key, ==, b->text_key);
	g_assert_cmpstr(a->title_key, ==, b->title_key);
	g_assert_cmpstr(a->status, ==, b->status);
	g_assert_cmpstr(a->page_url, ==, b->page_url);
	g_assert_cmpint(a->first_at, ==, b->first_at);
	g_assert_cmpint(a->checked_at, ==, b->checked_at);
	g_assert_cmpint(a->changed_at, ==, b->changed_at);
	g_assert_cmpint(a->revisit_at, ==, b->revisit_at);
	g_assert_cmpint(a->revisit_step, ==, b->revisit_step);
}

static const Known sample = {
	.key = (char *)"https://x.cn/1",
	.uid = (char *)"hnrb-000000000001",
	.source = (char *)"hnrb",
	.path = (char *)"articles/hnrb/2024/01/02/hnrb-000000000001.md",
	.entry_key = (char *)"e",
	.version_key = (char *)"v",
	.text_key = (char *)"t",
	.title_key = (char *)"标题",
	.status = (char *)"suspect",
	.page_url = (char *)"http://x.cn/1?from=x",
	.first_at = 1,
	.checked_at = 2,
	.changed_at = 3,
	.revisit_at = 4,
	.revisit_step = 5,
};

static void
test_known(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	Known other = sample;
	bool is = true;

	(void)data;
	g_assert_false(is_known(state, sample.key));
	g_assert_true(state_set_known(state, &sample, NULL));
	for (int i = 0; i < 3; i++) {
		g_auto(Known) known = { 0 };

		if (i == 0)
			state_known(state, sample.key, &known, &is, NULL);
		else if (i == 1)
			state_known_uid(state, sample.uid, &known, &is, NULL);
		else
			state_known_text(
			    state, "hnrb", "t", "标题", &known, &is, NULL);
		g_assert_true(is);
		check_same(&known, &sample);
	}
	other.status = NULL;
	other.text_key = NULL;
	other.changed_at = 9;
	g_assert_true(state_set_known(state, &other, NULL));
	{
		g_auto(Known) known = { 0 };

		state_known(state, sample.key, &known, &is, NULL);
		check_same(&known, &other);
	}
	g_assert_cmpint(state_count_known(state, "hnrb"), ==, 1);
	g_assert_cmpint(state_count_known(state, NULL), ==, 1);
}

static void
test_known_text(Folder *folder, gconstpointer data)
{
	static const struct {
		const char *source, *text, *title;
		bool is;
	} cases[] = {
		{ "hnrb", "t", "标题", true },
		{ "other", "t", "标题", false },
		{ "hnrb", "u", "标题", false },
		{ "hnrb", "t", "别的", false },
		{ "hnrb", NULL, "标题", false },
		{ "hnrb", "t", NULL, false },
	};
	g_autoptr(State) state = open_state(folder);

	(void)data;
	g_assert_true(state_set_known(state, &sample, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Known) known = { 0 };
		bool is = !cases[i].is;

		g_assert_true(state_known_text(state, cases[i].source,
		    cases[i].text, cases[i].title, &known, &is, NULL));
		g_assert_true(is == cases[i].is);
	}
}

static void
test_join(Folder *folder, gconstpointer data)
{
	g_autoptr(State) state = open_state(folder);
	g_auto(Known) known = { 0 };
	bool is = false;

	(void)data;
	g_assert_true(state_set_known(state, &sample, NULL));
	g_assert_true(
	    state_join(state, "https://x.cn/other", sample.uid, NULL));
	g_assert_true(
	    state_join(state, "https://x.cn/lost", "hnrb-nobody", NULL));
	g_assert_true(
	    state_known(state, "https://x.cn/other", &known, &is, NULL));
	g_assert_true(is);
	check_same(&known, &sample);
	g_assert_false(is_known(state, "https://x.cn/lost"));
	g_assert_true(state_set_head(state, COMMIT_A, NULL));
	g_assert_true(state_forget_archive(state, NULL));
	g_assert_false(is_known(state, "https://x.cn/other"));
	g_assert_false(is_known(state, sample.key));
	g_assert_cmpint(state_count_known(state, NULL), ==, 0);
	{
		char head[41];

		g_assert_true(state_head(state, head, NULL));
		g_assert_cmpstr(head, ==, "");
	}
}

/* Ids that begin like another. */
static void
test_count(Folder *folder, gconstpointer data)
{
	static const char *const sources[] = { "hn", "hn-daily", "hna", "hn" };
	g_autoptr(State) state = open_state(folder);

	(void)data;
	for (int i = 0; i < 4; i++) {
		g_autofree char *uid =
		    g_strdup_printf("%s-00000000000%d", sources[i], i);
		Known known = sample;

		known.uid = known.key = uid;
		known.source = (char *)sources[i];
		g_assert_true(state_set_known(state, &known, NULL));
	}
	g_assert_cmpint(state_count_known(state, "hn"), ==, 2);
	g_assert_cmpint(state_count_known(state, "hn-daily"), ==, 1);
	g_assert_cmpint(state_count_known(state, "hna"), ==, 1);
	g_assert_cmpint(state_count_known(state, "h"), ==, 0);
	g_assert_cmpint(state_count_known(state, NULL), ==, 4);
}

/* Writes what it is walking over, as a run does. */
static bool
note_revisit(void *data, const Known *known)
{
	Walk *walk = data;
	Known next = *known;

	g_string_append_printf(walk->seen, "%s ", known->uid);
	next.revisit_at += 1;
	g_assert_true(state_set_known(walk->state, &next, NULL));
	return true;
}

static void
test_revisit(Folder *folder, gconstpointer data)
{
	static const int64_t times[] = { 50, 10, 0, 30, 100, 10 };
	g_autoptr(State) state = open_state(folder);
	g_autoptr(GString) seen = g_string_new(NULL);
	Walk walk = { state, seen };

	(void)data;
	for (int i = 0; i < 6; i++) {
		g_autofree char *uid = g_strdup_printf("u%d", i);
		Known known = sample;

		known.uid = known.key = uid;
		known.revisit_at = times[i];
		if (i == 5)
			known.source = (char *)"other";
		g_assert_true(state_set_known(state, &known, NULL));
	}
	g_assert_true(state_each_revisit(
	    state, "hnrb", 60, 10, note_revisit, &walk, NULL));
	g_assert_cmpstr(seen->str, ==, "u1 u3 u0 ");
	g_string_truncate(seen, 0);
	g_assert_true(state_each_revisit(
	    state, "hnrb", 100, 2, note_revisit, &walk, NULL));
	g_assert_cmpstr(seen->str, ==, "u1 u3 ");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/state/known", 0, test_known);
	add("/state/known-text", 0, test_known_text);
	add("/state/join", 0, test_join);
	add("/state/count", 0, test_count);
	add("/state/revisit", 0, test_revisit);
	return g_test_run();
}
