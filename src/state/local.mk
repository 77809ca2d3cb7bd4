# state: what is remembered between runs; the only code with SQL.
noinst_LTLIBRARIES += libstate.la
libstate_la_SOURCES = src/state/state.h \
	src/state/sql.c src/state/sql.h \
	src/state/schema.c src/state/schema.h src/state/state.c \
	src/state/sources.c \
	src/state/known.c src/state/pending.c src/state/notes.c
libstate_la_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
libstate_la_LIBADD = libbase.la $(SQLITE_LIBS)

check_LTLIBRARIES += libtest-state.la
libtest_state_la_SOURCES = tests/unit/state-folder.c tests/unit/state-folder.h
libtest_state_la_LIBADD = libstate.la

UNIT_TESTS += tests/unit/test-state tests/unit/test-state-faults \
	tests/unit/test-state-sources tests/unit/test-state-known \
	tests/unit/test-state-pending
tests_unit_test_state_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_state_LDADD = libtest-state.la $(SQLITE_LIBS)
tests_unit_test_state_faults_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_state_faults_LDADD = libtest-state.la $(SQLITE_LIBS)
tests_unit_test_state_sources_LDADD = libtest-state.la
tests_unit_test_state_known_LDADD = libtest-state.la
tests_unit_test_state_pending_LDADD = libtest-state.la
