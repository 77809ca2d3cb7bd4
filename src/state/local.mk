# state: what is remembered between runs; the only code with SQL.
noinst_LTLIBRARIES += libstate.la
libstate_la_SOURCES = src/state/state.c src/state/state.h
libstate_la_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
libstate_la_LIBADD = libbase.la $(SQLITE_LIBS)

UNIT_TESTS += tests/unit/test-state
tests_unit_test_state_LDADD = libstate.la
