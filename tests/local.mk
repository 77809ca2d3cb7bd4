# tests: run by `make check`, all TAP, none needs a network.
EXTRA_DIST += tests/checks/floors tests/world tests/lib/world.sh \
	tests/lib/demo.sh

check_PROGRAMS += tests/lib/newsserver
tests_lib_newsserver_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS)
tests_lib_newsserver_LDADD = $(GLIB_LIBS) $(MICROHTTPD_LIBS)
