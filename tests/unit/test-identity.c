/*
 * test-identity - is this the same article?
 */
#include "config.h"

#include "core/catchup.h"
#include "core/identity.h"

#include <glib.h>

static char probe[] = "probe", other[] = "other", key[] = "https://a/1",
	    joined[] = "https://a/2", one[] = "1", two[] = "2",
	    deleted[] = CATCHUP_DELETED, redacted[] = "redacted",
	    suspect[] = "suspect", by_uid[] = "uid:probe-7q3k9v2m4c8d";

static void
test_entry(void)
{
	static const struct {
		const Known known;
		bool is_known;
		EntryFate fate;
	} cases[] = {
		{ { 0 }, false, ENTRY_FRESH },
		{ { .key = key, .source = probe, .entry_key = one }, true,
		    ENTRY_SAME },
		{ { .key = key, .source = probe, .entry_key = two }, true,
		    ENTRY_CHANGED },
		{ { .key = key, .source = probe }, true, ENTRY_NOTED },
		{ { .key = by_uid, .source = probe }, true, ENTRY_NOTED },
		{ { .key = by_uid, .source = probe, .entry_key = two }, true,
		    ENTRY_CHANGED },
		{ { .key = key, .source = other, .entry_key = two }, true,
		    ENTRY_CLOSED },
		{ { .key = key, .source = probe, .status = deleted }, true,
		    ENTRY_CLOSED },
		{ { .key = key, .source = probe, .status = redacted }, true,
		    ENTRY_CLOSED },
		{ { .key = key,
		      .source = probe,
		      .status = suspect,
		      .entry_key = two },
		    true, ENTRY_CHANGED },
		/* an address that joined says nothing of the article */
		{ { .key = joined, .source = probe, .entry_key = two }, true,
		    ENTRY_SAME },
		{ { .key = joined, .source = probe }, true, ENTRY_SAME },
	};
	g_autoptr(Source) source = source_new();
	Entry entry = { .key = key, .entry_key = one };

	source->id = g_strdup(probe);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(identity_of_entry(source, &entry,
				    cases[i].is_known ? &cases[i].known : NULL),
		    ==, cases[i].fate);
}

static void
test_article(void)
{
	static const Known same = {
		.key = key, .source = probe, .version_key = one
	};
	static const Known older = {
		.key = key, .source = probe, .version_key = two
	};
	static const Known bare = { .key = key, .source = probe };
	static const Known foreign = {
		.key = key, .source = other, .version_key = two
	};
	static const Known gone = { .key = key,
		.source = probe,
		.version_key = two,
		.status = deleted };
	static const Known back = { .key = key,
		.source = probe,
		.version_key = one,
		.status = suspect };
	static const struct {
		const Known *by_key, *by_text;
		Identity identity;
	} cases[] = {
		{ NULL, NULL, IDENTITY_NEW },
		{ NULL, &older, IDENTITY_COPY },
		{ NULL, &gone, IDENTITY_CLOSED },
		{ &same, NULL, IDENTITY_SAME },
		{ &same, &older, IDENTITY_SAME },
		{ &older, NULL, IDENTITY_REVISED },
		{ &bare, NULL, IDENTITY_REVISED },
		{ &foreign, NULL, IDENTITY_CLOSED },
		{ &gone, NULL, IDENTITY_CLOSED },
		{ &back, NULL, IDENTITY_SAME },
	};
	g_autoptr(Source) source = source_new();

	source->id = g_strdup(probe);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(identity_of_article(source, one,
				    cases[i].by_key, cases[i].by_text),
		    ==, cases[i].identity);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/identity/entry", test_entry);
	g_test_add_func("/identity/article", test_article);
	return g_test_run();
}
