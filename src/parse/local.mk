# parse: cailun-parse; the only code that knows libxml2 and plugins, and that
# reads JSON.
noinst_LTLIBRARIES += libparse.la
libparse_la_SOURCES = \
	src/parse/label.c src/parse/label.h \
	src/parse/decode.c src/parse/decode.h \
	src/parse/charset.c src/parse/charset.h \
	src/parse/dateword.c src/parse/dateword.h \
	src/parse/datetoken.c src/parse/datetoken.h \
	src/parse/dateclock.c src/parse/dateclock.h \
	src/parse/when.c src/parse/when.h \
	src/parse/jsonread.c src/parse/jsonread.h src/parse/jsonvalue.c \
	src/parse/robots.c src/parse/robots.h \
	src/parse/entity.c src/parse/entity.h \
	src/parse/doctype.c src/parse/doctype.h \
	src/parse/htmlout.c src/parse/htmlout.h \
	src/parse/scope.c src/parse/scope.h \
	src/parse/xmltag.c src/parse/xmltag.h \
	src/parse/xml.c src/parse/xml.h \
	src/parse/rune.c src/parse/rune.h \
	src/parse/dayspan.c src/parse/dayspan.h \
	src/parse/name.c src/parse/name.h \
	src/parse/people.c src/parse/people.h \
	src/parse/dateline.c src/parse/dateline.h \
	src/parse/notelabel.c src/parse/notelabel.h \
	src/parse/address.c src/parse/address.h \
	src/parse/allow.c src/parse/allow.h \
	src/parse/clean.c src/parse/clean.h \
	src/parse/tree.c src/parse/tree.h \
	src/parse/css.c src/parse/css.h src/parse/cssstep.h \
	src/parse/cssmatch.c \
	src/parse/select.c src/parse/select.h \
	src/parse/notation.c src/parse/notation.h \
	src/parse/element.c src/parse/element.h \
	src/parse/survey.c src/parse/survey.h \
	src/parse/linked.c src/parse/linked.h \
	src/parse/meta.c src/parse/meta.h \
	src/parse/density.c src/parse/density.h \
	src/parse/claim.c src/parse/claim.h \
	src/parse/headline.c src/parse/headline.h \
	src/parse/furniture.c src/parse/furniture.h \
	src/parse/frame.c src/parse/frame.h \
	src/parse/block.c src/parse/block.h \
	src/parse/markdown.c src/parse/markdown.h \
	src/parse/guess.c src/parse/guess.h \
	src/parse/plugin.c src/parse/plugin.h \
	src/parse/job.h \
	src/parse/host-read.c \
	src/parse/host-write.c \
	src/parse/host-article.c \
	src/parse/host.c src/parse/host.h \
	src/parse/fence.c src/parse/fence.h \
	src/parse/worker.c src/parse/worker.h \
	src/parse/zygote.c src/parse/zygote.h
libparse_la_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(SECCOMP_CFLAGS)
libparse_la_LIBADD = libwire.la libbase.la $(XML_LIBS)

UNIT_TESTS += tests/unit/test-xml tests/unit/test-jsonread \
	tests/unit/test-clean tests/unit/test-when tests/unit/test-robots
tests_unit_test_xml_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_xml_LDADD = libparse.la
tests_unit_test_jsonread_LDADD = libparse.la
tests_unit_test_clean_LDADD = libparse.la
tests_unit_test_when_LDADD = libparse.la
tests_unit_test_robots_LDADD = libparse.la

pkglibexec_PROGRAMS += cailun-parse
cailun_parse_SOURCES = src/parse/main.c
cailun_parse_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
cailun_parse_LDADD = libparse.la -ldl

UNIT_TESTS += tests/unit/test-zygote
tests_unit_test_zygote_SOURCES = tests/unit/test-zygote.c \
	tests/lib/parser.c tests/lib/parser.h
tests_unit_test_zygote_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
tests_unit_test_zygote_LDADD = libwire.la
EXTRA_tests_unit_test_zygote_DEPENDENCIES = cailun-parse plugins/list.la

UNIT_TESTS += tests/unit/test-charset tests/unit/test-tree \
	tests/unit/test-select
tests_unit_test_charset_LDADD = libparse.la
tests_unit_test_tree_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_tree_LDADD = libparse.la
tests_unit_test_select_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_select_LDADD = libparse.la

UNIT_TESTS += tests/unit/test-plugin tests/unit/test-host
tests_unit_test_plugin_LDADD = libparse.la
EXTRA_tests_unit_test_plugin_DEPENDENCIES = $(check_LTLIBRARIES)
tests_unit_test_host_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_host_LDADD = libparse.la

FUZZERS += tests/fuzz/fuzz-charset tests/fuzz/fuzz-html tests/fuzz/fuzz-select
tests_fuzz_fuzz_charset_LDADD = libparse.la
tests_fuzz_fuzz_charset_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_html_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_html_LDADD = libparse.la
tests_fuzz_fuzz_html_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_select_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_select_LDADD = libparse.la
tests_fuzz_fuzz_select_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
EXTRA_DIST += tests/fuzz/seeds/select

FUZZERS += tests/fuzz/fuzz-xml tests/fuzz/fuzz-clean tests/fuzz/fuzz-when \
	tests/fuzz/fuzz-robots tests/fuzz/fuzz-json
tests_fuzz_fuzz_xml_LDADD = libparse.la
tests_fuzz_fuzz_xml_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_clean_LDADD = libparse.la
tests_fuzz_fuzz_clean_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_when_LDADD = libparse.la
tests_fuzz_fuzz_when_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_robots_LDADD = libparse.la
tests_fuzz_fuzz_robots_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_json_LDADD = libparse.la
tests_fuzz_fuzz_json_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
EXTRA_DIST += tests/fuzz/seeds/xml tests/fuzz/seeds/clean \
	tests/fuzz/seeds/when tests/fuzz/seeds/robots tests/fuzz/seeds/json

UNIT_TESTS += tests/unit/test-notation tests/unit/test-guess \
	tests/unit/test-markdown
tests_unit_test_notation_LDADD = libparse.la
tests_unit_test_guess_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_guess_LDADD = libparse.la
tests_unit_test_markdown_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_markdown_LDADD = libparse.la

FUZZERS += tests/fuzz/fuzz-notation tests/fuzz/fuzz-guess
tests_fuzz_fuzz_notation_LDADD = libparse.la
tests_fuzz_fuzz_notation_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_guess_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_guess_LDADD = libparse.la
tests_fuzz_fuzz_guess_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
