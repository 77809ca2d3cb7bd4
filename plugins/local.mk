# plugins: each exports cailun_plugin and imports nothing; with
# the sanitizers they need their library. -ffreestanding keeps compilers from
# making calls of loops.
plugin_cflags = $(AM_CFLAGS) -ffreestanding
if WITH_SANITIZERS
plugin_ldflags = -module -avoid-version -shared
else
plugin_ldflags = -module -avoid-version -shared \
	-XCClinker -nostdlib
endif

plugin_LTLIBRARIES += plugins/page.la
plugins_page_la_SOURCES = plugins/page.c
plugins_page_la_CFLAGS = $(plugin_cflags)
plugins_page_la_LDFLAGS = $(plugin_ldflags)

plugin_LTLIBRARIES += plugins/list.la
plugins_list_la_SOURCES = plugins/list.c
plugins_list_la_CFLAGS = $(plugin_cflags)
plugins_list_la_LDFLAGS = $(plugin_ldflags)

feed_sources = plugins/feed.c plugins/feed.h plugins/feed-space.c \
	plugins/feed-bytes.c plugins/feed-inner.c plugins/feed-record.c \
	plugins/feed-rules.c plugins/feed-act.c plugins/feed-hint.c plugins/feed-media.c \
	plugins/feed-geo.c plugins/feed-json.c
plugin_LTLIBRARIES += plugins/feed.la
plugins_feed_la_SOURCES = $(feed_sources)
plugins_feed_la_CFLAGS = $(plugin_cflags)
plugins_feed_la_LDFLAGS = $(plugin_ldflags)

feed_test = tests/lib/feeding.c tests/lib/feeding.h $(feed_sources)
UNIT_TESTS += tests/unit/test-feed tests/unit/test-feed-item
tests_unit_test_feed_SOURCES = tests/unit/test-feed.c $(feed_test)
tests_unit_test_feed_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
tests_unit_test_feed_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_feed_LDADD = libparse.la
tests_unit_test_feed_item_SOURCES = tests/unit/test-feed-item.c $(feed_test)
tests_unit_test_feed_item_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
tests_unit_test_feed_item_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_feed_item_LDADD = libparse.la

FUZZERS += tests/fuzz/fuzz-feed
tests_fuzz_fuzz_feed_SOURCES = tests/fuzz/fuzz-feed.c $(feed_sources)
tests_fuzz_fuzz_feed_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_feed_LDADD = libparse.la
tests_fuzz_fuzz_feed_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
EXTRA_DIST += tests/fuzz/seeds/feed

# make bench/feed-parse && bench/feed-parse FILE...; not part of check.
EXTRA_PROGRAMS += bench/feed-parse
bench_feed_parse_SOURCES = bench/feed-parse.c $(feed_sources)
bench_feed_parse_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
bench_feed_parse_LDADD = libparse.la
