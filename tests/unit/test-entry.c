/*
 * test-entry - what a list says of an article, read as an attacker's word.
 */
#include "config.h"

#include "base/limits.h"
#include "core/entry.h"

#include <glib.h>
#include <string.h>

static Entry *
entry_of(const char *url, const char *guid, const char *title)
{
	g_autoptr(Value) item = value_object();

	value_set_text(item, "url", url);
	value_set_text(item, "id", guid);
	value_set_text(item, "title", title);
	return entry_read(item, 1);
}

static Source *
source_of(SourceIdentity identity)
{
	Source *source = source_new();

	source->id = g_strdup("probe");
	source->identity = identity;
	return source;
}

static void
free_entry(void *data)
{
	entry_free(data);
}

static GPtrArray *
entries_new(void)
{
	return g_ptr_array_new_with_free_func(free_entry);
}

static const char *
key_at(const GPtrArray *entries, guint i)
{
	return ((const Entry *)entries->pdata[i])->key;
}

static void
test_read(void)
{
	static const struct {
		const char *url, *guid, *title;
		const char *want_url, *want_title;
		bool is_entry;
	} cases[] = {
		{ "http://a.example/1", "g", "标题", "http://a.example/1",
		    "标题", true },
		{ "http://a.example/1#top", NULL, NULL, "http://a.example/1",
		    NULL, true },
		{ "javascript:alert(1)", NULL, "x", NULL, "x", true },
		{ "/relative", NULL, "x", NULL, "x", true },
		{ "http://user:word@a.example/", NULL, "x", NULL, "x", true },
		{ NULL, NULL, " 标题\n二 ", NULL, "标题 二", true },
		{ NULL, "only a guid", NULL, NULL, NULL, true },
		{ NULL, NULL, NULL, NULL, NULL, false },
		{ "ftp://a.example/", NULL, NULL, NULL, NULL, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Entry) entry =
		    entry_of(cases[i].url, cases[i].guid, cases[i].title);

		g_assert_true((entry != NULL) == cases[i].is_entry);
		if (!entry)
			continue;
		g_assert_cmpstr(entry->url, ==, cases[i].want_url);
		g_assert_cmpstr(entry->title, ==, cases[i].want_title);
	}
}

static void
test_hostile(void)
{
	g_autoptr(Value) list = value_list();
	g_autoptr(Value) item = value_object();
	g_autofree char *long_title = g_strnfill(3 * LIMIT_TITLE_BYTES, 'x');
	g_autofree char *long_url =
	    g_strconcat("http://a.example/", long_title, NULL);
	g_autoptr(Entry) entry = NULL;

	g_assert_null(entry_read(NULL, 1));
	g_assert_null(entry_read(list, 1));
	value_set(item, "url", value_number(7));
	value_set(item, "id", value_list());
	g_assert_null(entry_read(item, 1));
	value_set_text(item, "title", long_title);
	value_set_text(item, "url", long_url);
	value_set_text(item, "date_published", "yesterday");
	entry = entry_read(item, 1);
	g_assert_nonnull(entry);
	g_assert_null(entry->url);
	g_assert_cmpuint(strlen(entry->title), <=, LIMIT_TITLE_BYTES);
	g_assert_cmpint(entry->published.precision, ==, DATE_NONE);
}

static void
test_changes(void)
{
	g_autoptr(Entry) one = entry_of("http://a.example/1", "g", "甲");
	g_autoptr(Entry) same = entry_of("http://a.example/1", "g", "甲");
	g_autoptr(Entry) other = entry_of("http://a.example/1", "g", "乙");

	g_assert_cmpstr(one->entry_key, ==, same->entry_key);
	g_assert_cmpstr(one->entry_key, !=, other->entry_key);
}

static void
test_key_by_address(void)
{
	g_autoptr(Source) source = source_of(SOURCE_BY_URL);
	g_autoptr(GPtrArray) entries = entries_new();

	g_ptr_array_add(entries, entry_of("http://a.example/1", "g1", "甲"));
	g_ptr_array_add(
	    entries, entry_of("https://A.example/1?utm_source=x", "g1", "甲"));
	g_ptr_array_add(entries, entry_of("http://a.example/2", "g2", "乙"));
	entries_key(entries, source);
	/* the same entry twice is one */
	g_assert_cmpuint(entries->len, ==, 2);
	g_assert_cmpstr(key_at(entries, 0), ==, "https://a.example/1");
	g_assert_cmpstr(key_at(entries, 1), ==, "https://a.example/2");
}

static void
test_key_shared(void)
{
	g_autoptr(Source) source = source_of(SOURCE_BY_URL);
	g_autoptr(GPtrArray) entries = entries_new();

	g_ptr_array_add(entries, entry_of("http://a.example/x", "g1", "甲"));
	g_ptr_array_add(entries, entry_of("http://a.example/x", "g2", "乙"));
	g_ptr_array_add(entries, entry_of("http://a.example/", "g3", "丙"));
	entries_key(entries, source);
	g_assert_cmpuint(entries->len, ==, 3);
	g_assert_cmpstr(key_at(entries, 0), ==, "https://a.example/x#g1");
	g_assert_cmpstr(key_at(entries, 1), ==, "https://a.example/x#g2");
	/* a front page is nobody's own */
	g_assert_true(g_str_has_suffix(key_at(entries, 2), "#g3"));
}

static void
test_key_by_guid(void)
{
	g_autoptr(Source) source = source_of(SOURCE_BY_GUID);
	g_autoptr(GPtrArray) entries = entries_new();
	g_autoptr(GPtrArray) collide = entries_new();

	g_ptr_array_add(
	    entries, entry_of("http://a.example/1?s=1", "g1", "甲"));
	g_ptr_array_add(
	    entries, entry_of("http://a.example/2?s=1", "g2", "乙"));
	entries_key(entries, source);
	g_assert_true(
	    g_str_has_prefix(key_at(entries, 0), "urn:cailun:probe:"));
	g_assert_cmpstr(key_at(entries, 0), !=, key_at(entries, 1));

	/* guids that collide tell nothing apart: the address does */
	g_ptr_array_add(collide, entry_of("http://a.example/1", "g", "甲"));
	g_ptr_array_add(collide, entry_of("http://a.example/2", "g", "乙"));
	entries_key(collide, source);
	g_assert_cmpuint(collide->len, ==, 2);
	g_assert_cmpstr(key_at(collide, 0), ==, "https://a.example/1");
}

static void
test_key_by_title(void)
{
	g_autoptr(Source) source = source_of(SOURCE_BY_TITLE_AND_DATE);
	g_autoptr(GPtrArray) entries = entries_new();

	g_ptr_array_add(entries, entry_of("http://a.example/1", "g1", "甲"));
	g_ptr_array_add(entries, entry_of("http://a.example/2", "g2", "甲"));
	entries_key(entries, source);
	g_assert_cmpuint(entries->len, ==, 1);
}

static void
test_pack(void)
{
	g_autoptr(Entry) entry = entry_of("http://a.example/1", "g", "甲");
	g_autoptr(GBytes) packed = entry_pack(entry);
	g_autoptr(GBytes) nonsense = g_bytes_new_static("\xff\xff", 2);
	g_autoptr(Entry) back = entry_unpack(packed, "key");

	g_assert_nonnull(back);
	g_assert_cmpstr(back->url, ==, entry->url);
	g_assert_cmpstr(back->entry_key, ==, entry->entry_key);
	g_assert_cmpstr(back->key, ==, "key");
	g_assert_null(entry_unpack(nonsense, "key"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/entry/read", test_read);
	g_test_add_func("/entry/hostile", test_hostile);
	g_test_add_func("/entry/changes", test_changes);
	g_test_add_func("/entry/key/address", test_key_by_address);
	g_test_add_func("/entry/key/shared", test_key_shared);
	g_test_add_func("/entry/key/guid", test_key_by_guid);
	g_test_add_func("/entry/key/title", test_key_by_title);
	g_test_add_func("/entry/pack", test_pack);
	return g_test_run();
}
