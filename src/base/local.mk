# base: text, time, addresses, configuration, errors, JSON written.
noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = src/base/limits.h \
	src/base/error.c src/base/error.h \
	src/base/fd.c src/base/fd.h \
	src/base/text.c src/base/text-show.c src/base/text.h \
	src/base/clock.c src/base/clock.h \
	src/base/date.c src/base/date.h \
	src/base/url.c src/base/url-canonical.c src/base/url.h \
	src/base/digest.c src/base/digest.h \
	src/base/value.c src/base/value-code.c src/base/value.h \
	src/base/json.c src/base/json.h \
	src/base/lines.c src/base/lines.h \
	src/base/conf.c src/base/conf-typed.c src/base/conf.h
libbase_la_LIBADD = $(GLIB_LIBS)

UNIT_TESTS += tests/unit/test-text tests/unit/test-date tests/unit/test-url \
	tests/unit/test-value tests/unit/test-conf tests/unit/test-fd
tests_unit_test_text_LDADD = libbase.la
tests_unit_test_date_LDADD = libbase.la
tests_unit_test_url_LDADD = libbase.la
tests_unit_test_value_LDADD = libbase.la
tests_unit_test_conf_LDADD = libbase.la
tests_unit_test_fd_LDADD = libbase.la

FUZZERS += tests/fuzz/fuzz-value tests/fuzz/fuzz-url tests/fuzz/fuzz-text \
	tests/fuzz/fuzz-conf
tests_fuzz_fuzz_value_LDADD = libbase.la
tests_fuzz_fuzz_value_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_url_LDADD = libbase.la
tests_fuzz_fuzz_url_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_text_LDADD = libbase.la
tests_fuzz_fuzz_text_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
tests_fuzz_fuzz_conf_LDADD = libbase.la
tests_fuzz_fuzz_conf_LDFLAGS = $(LDFLAGS_OF_FUZZERS)
EXTRA_DIST += tests/fuzz/seeds/value/item
