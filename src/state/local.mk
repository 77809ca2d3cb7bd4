# state: what is remembered between runs; the only code with SQL.
noinst_LTLIBRARIES += libstate.la
libstate_la_SOURCES = src/state/state.h \
	src/state/sql.c src/state/sql.h src/state/state.c src/state/sources.c \
	src/state/known.c src/state/pending.c src/state/notes.c
libstate_la_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
libstate_la_LIBADD = libbase.la $(SQLITE_LIBS)

UNIT_TESTS += tests/unit/test-state
tests_unit_test_state_LDADD = libstate.la
