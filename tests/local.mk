# tests: run by `make check`, all TAP, none needs a network.
CHECKS = tests/checks/floors.test tests/checks/linkage.test \
	tests/checks/manuals.test tests/checks/abi.test
SCRIPT_TESTS += $(CHECKS)
EXTRA_DIST += $(CHECKS) tests/checks/floors tests/checks/abi-1.txt \
	tests/world tests/sources tests/lib/world.sh tests/lib/demo.sh \
	tests/lib/lib.sh tests/lib/replay.sh tests/lib/schema.py tests/plugin

RUNS = tests/runs/0001-new-article.test \
	tests/runs/0002-validators.test \
	tests/runs/0003-page-failing.test \
	tests/runs/0004-revision.test \
	tests/runs/0005-copy.test \
	tests/runs/0006-lock.test \
	tests/runs/0007-lost-state.test \
	tests/runs/0008-robots.test \
	tests/runs/0009-redirects.test \
	tests/runs/0010-slow-down.test \
	tests/runs/0011-report.test \
	tests/runs/0012-many-entries.test \
	tests/runs/0013-max-time.test \
	tests/runs/0014-hostile-plugins.test \
	tests/runs/0100-sample-world.test \
	tests/runs/0200-foreign-plugin.test tests/runs/0300-kill.test \
	tests/runs/0310-disk-full.test tests/runs/0320-bad-input.test \
	tests/runs/0400-seed-article.test tests/runs/0600-reading.test
SCRIPT_TESTS += $(RUNS)
EXTRA_DIST += $(RUNS)

# A fetcher that answers from a folder.
check_PROGRAMS += tests/lib/replay-fetch
tests_lib_replay_fetch_SOURCES = tests/lib/replay-fetch.c
tests_lib_replay_fetch_LDADD = libwire.la

check_PROGRAMS += tests/checks/abi
tests_checks_abi_SOURCES = tests/checks/abi.c

if HAVE_MICROHTTPD
check_PROGRAMS += tests/lib/newsserver
tests_lib_newsserver_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS)
tests_lib_newsserver_LDADD = $(GLIB_LIBS) $(MICROHTTPD_LIBS)
endif

# The program as it is installed, below the build folder, for the script tests.
check_DATA += tests/stage/places
tests/stage/places: $(bin_PROGRAMS) $(pkglibexec_PROGRAMS) \
		$(plugin_LTLIBRARIES) include/cailun/plugin.h
	$(AM_V_GEN)rm -rf tests/stage && mkdir -p tests/stage && \
	$(MAKE) $(AM_MAKEFLAGS) -s install DESTDIR=$(abs_builddir)/tests/stage \
		>/dev/null && \
	printf '%s\n' "bindir=$(bindir)" "pkglibexecdir=$(pkglibexecdir)" \
		"plugindir=$(plugindir)" "includedir=$(includedir)" >$@
clean-local:
	rm -rf tests/stage

EXTRA_DIST += tests/fuzz/README tests/fuzz/run.sh

# The catalogue on saved pages.
SCRIPT_TESTS += tests/sources/sources.test

# Helpers that have been taken over; feeds and pages that attack.
HOSTILE = tests/hostile/helpers.test tests/hostile/pages.test
SCRIPT_TESTS += $(HOSTILE)
EXTRA_DIST += $(HOSTILE)
check_PROGRAMS += tests/hostile/nonsense
tests_hostile_nonsense_SOURCES = tests/hostile/nonsense.c
tests_hostile_nonsense_LDADD = libwire.la
