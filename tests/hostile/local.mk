# hostile: plugins that attack, and objects that are none. Modules of the tests
# only; what nobody installs needs an -rpath to be shared at all.
hostile_ldflags = -module -avoid-version -shared -rpath /nonexistent

check_LTLIBRARIES += tests/hostile/aborts.la
tests_hostile_aborts_la_SOURCES = tests/hostile/aborts.c tests/hostile/hostile.h
tests_hostile_aborts_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/babbles.la
tests_hostile_babbles_la_SOURCES = tests/hostile/babbles.c tests/hostile/hostile.h
tests_hostile_babbles_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/constructor.la
tests_hostile_constructor_la_SOURCES = tests/hostile/constructor.c tests/hostile/hostile.h
tests_hostile_constructor_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/eats-memory.la
tests_hostile_eats_memory_la_SOURCES = tests/hostile/eats-memory.c tests/hostile/hostile.h
tests_hostile_eats_memory_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/exits.la
tests_hostile_exits_la_SOURCES = tests/hostile/exits.c tests/hostile/hostile.h
tests_hostile_exits_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/forking-constructor.la
tests_hostile_forking_constructor_la_SOURCES = tests/hostile/forking-constructor.c tests/hostile/hostile.h
tests_hostile_forking_constructor_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/forks.la
tests_hostile_forks_la_SOURCES = tests/hostile/forks.c tests/hostile/hostile.h
tests_hostile_forks_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/kills-main.la
tests_hostile_kills_main_la_SOURCES = tests/hostile/kills-main.c tests/hostile/hostile.h
tests_hostile_kills_main_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/lies.la
tests_hostile_lies_la_SOURCES = tests/hostile/lies.c tests/hostile/hostile.h
tests_hostile_lies_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/limits-main.la
tests_hostile_limits_main_la_SOURCES = tests/hostile/limits-main.c tests/hostile/hostile.h
tests_hostile_limits_main_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/loads-library.la
tests_hostile_loads_library_la_SOURCES = tests/hostile/loads-library.c tests/hostile/hostile.h
tests_hostile_loads_library_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/loops.la
tests_hostile_loops_la_SOURCES = tests/hostile/loops.c tests/hostile/hostile.h
tests_hostile_loops_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/makes-code.la
tests_hostile_makes_code_la_SOURCES = tests/hostile/makes-code.c tests/hostile/hostile.h
tests_hostile_makes_code_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/makes-thread.la
tests_hostile_makes_thread_la_SOURCES = tests/hostile/makes-thread.c tests/hostile/hostile.h
tests_hostile_makes_thread_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/newer-minor.la
tests_hostile_newer_minor_la_SOURCES = tests/hostile/newer-minor.c tests/hostile/hostile.h
tests_hostile_newer_minor_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/no-symbol.la
tests_hostile_no_symbol_la_SOURCES = tests/hostile/no-symbol.c tests/hostile/hostile.h
tests_hostile_no_symbol_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/opens-socket.la
tests_hostile_opens_socket_la_SOURCES = tests/hostile/opens-socket.c tests/hostile/hostile.h
tests_hostile_opens_socket_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/other-major.la
tests_hostile_other_major_la_SOURCES = tests/hostile/other-major.c tests/hostile/hostile.h
tests_hostile_other_major_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/reads-file.la
tests_hostile_reads_file_la_SOURCES = tests/hostile/reads-file.c tests/hostile/hostile.h
tests_hostile_reads_file_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/recurses.la
tests_hostile_recurses_la_SOURCES = tests/hostile/recurses.c tests/hostile/hostile.h
tests_hostile_recurses_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/removes-file.la
tests_hostile_removes_file_la_SOURCES = tests/hostile/removes-file.c tests/hostile/hostile.h
tests_hostile_removes_file_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/runs-program.la
tests_hostile_runs_program_la_SOURCES = tests/hostile/runs-program.c tests/hostile/hostile.h
tests_hostile_runs_program_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/same-name.la
tests_hostile_same_name_la_SOURCES = tests/hostile/same-name.c tests/hostile/hostile.h
tests_hostile_same_name_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/sends-descriptor.la
tests_hostile_sends_descriptor_la_SOURCES = tests/hostile/sends-descriptor.c tests/hostile/hostile.h
tests_hostile_sends_descriptor_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/signals-main.la
tests_hostile_signals_main_la_SOURCES = tests/hostile/signals-main.c tests/hostile/hostile.h
tests_hostile_signals_main_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/too-small.la
tests_hostile_too_small_la_SOURCES = tests/hostile/too-small.c tests/hostile/hostile.h
tests_hostile_too_small_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/traces-main.la
tests_hostile_traces_main_la_SOURCES = tests/hostile/traces-main.c tests/hostile/hostile.h
tests_hostile_traces_main_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/writes-file.la
tests_hostile_writes_file_la_SOURCES = tests/hostile/writes-file.c tests/hostile/hostile.h
tests_hostile_writes_file_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/wrong-pointer.la
tests_hostile_wrong_pointer_la_SOURCES = tests/hostile/wrong-pointer.c tests/hostile/hostile.h
tests_hostile_wrong_pointer_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/prints.la
tests_hostile_prints_la_SOURCES = tests/hostile/prints.c tests/hostile/hostile.h
tests_hostile_prints_la_LDFLAGS = $(hostile_ldflags)

check_LTLIBRARIES += tests/hostile/swells.la
tests_hostile_swells_la_SOURCES = tests/hostile/swells.c tests/hostile/hostile.h
tests_hostile_swells_la_LDFLAGS = $(hostile_ldflags)

UNIT_TESTS += tests/unit/test-hostile
tests_unit_test_hostile_SOURCES = tests/unit/test-hostile.c \
	tests/lib/parser.c tests/lib/parser.h
tests_unit_test_hostile_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
tests_unit_test_hostile_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
tests_unit_test_hostile_LDADD = libwire.la
EXTRA_tests_unit_test_hostile_DEPENDENCIES = cailun-parse \
	$(check_LTLIBRARIES)
