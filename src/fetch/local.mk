# fetch: cailun-fetch; the only code that knows libcurl.
noinst_LTLIBRARIES += libfetch.la
libfetch_la_SOURCES = src/fetch/guard.c src/fetch/guard.h \
	src/fetch/fence.c src/fetch/fence.h \
	src/fetch/answer.c src/fetch/answer.h \
	src/fetch/coding.c src/fetch/coding.h \
	src/fetch/outcome.c src/fetch/outcome.h \
	src/fetch/transfer.c src/fetch/transfer.h \
	src/fetch/pool.c src/fetch/pool.h
libfetch_la_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(SECCOMP_CFLAGS) \
	$(DEFLATE_CFLAGS)
libfetch_la_LIBADD = libwire.la $(CURL_LIBS) $(SECCOMP_LIBS) $(DEFLATE_LIBS)

pkglibexec_PROGRAMS += cailun-fetch
cailun_fetch_SOURCES = src/fetch/main.c
cailun_fetch_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
cailun_fetch_LDADD = libfetch.la

UNIT_TESTS += tests/unit/test-guard tests/unit/test-answer \
	tests/unit/test-coding tests/unit/test-fetch \
	tests/unit/test-fetch-bad
tests_unit_test_guard_LDADD = libfetch.la
tests_unit_test_answer_LDADD = libfetch.la
tests_unit_test_coding_CFLAGS = $(AM_CFLAGS) $(DEFLATE_CFLAGS)
tests_unit_test_coding_LDADD = libfetch.la
# These two talk to the program itself.
ASKER = tests/lib/asker.c tests/lib/asker.h tests/lib/rawserver.c \
	tests/lib/rawserver.h
tests_unit_test_fetch_SOURCES = tests/unit/test-fetch.c $(ASKER)
tests_unit_test_fetch_CFLAGS = $(AM_CFLAGS) $(DEFLATE_CFLAGS)
tests_unit_test_fetch_LDADD = libwire.la $(DEFLATE_LIBS)
EXTRA_tests_unit_test_fetch_DEPENDENCIES = cailun-fetch$(EXEEXT)
tests_unit_test_fetch_bad_SOURCES = tests/unit/test-fetch-bad.c $(ASKER)
tests_unit_test_fetch_bad_CFLAGS = $(AM_CFLAGS) $(DEFLATE_CFLAGS)
tests_unit_test_fetch_bad_LDADD = libwire.la $(DEFLATE_LIBS)
EXTRA_tests_unit_test_fetch_bad_DEPENDENCIES = cailun-fetch$(EXEEXT)
