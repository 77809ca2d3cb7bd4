# tests: run by `make check`, all TAP, none needs a network.
CHECKS = tests/checks/floors.test tests/checks/linkage.test \
	tests/checks/manuals.test tests/checks/abi.test
SCRIPT_TESTS += $(CHECKS)
EXTRA_DIST += $(CHECKS) tests/checks/floors tests/checks/abi-1.txt \
	tests/world tests/lib/world.sh tests/lib/demo.sh

check_PROGRAMS += tests/checks/abi
tests_checks_abi_SOURCES = tests/checks/abi.c

if HAVE_MICROHTTPD
check_PROGRAMS += tests/lib/newsserver
tests_lib_newsserver_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS)
tests_lib_newsserver_LDADD = $(GLIB_LIBS) $(MICROHTTPD_LIBS)
endif
