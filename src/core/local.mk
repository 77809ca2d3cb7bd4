# core: the program `cailun`, which decides, remembers and archives.
noinst_LTLIBRARIES += libcore.la
libcore_la_SOURCES = src/core/setting.c src/core/setting.h \
	src/core/near.c src/core/near.h \
	src/core/owner.c src/core/owner.h \
	src/core/terminal.c src/core/terminal.h \
	src/core/table.c src/core/table.h \
	src/core/source.c src/core/source.h \
	src/core/rhythm.c src/core/rhythm.h \
	src/core/access.c src/core/access.h \
	src/core/definition.c src/core/definition.h \
	src/core/newsroom.c src/core/newsroom.h \
	src/core/lookup.c \
	src/core/catchup.c src/core/catchup.h \
	src/core/health.c src/core/health.h \
	src/core/moment.c src/core/moment.h \
	src/core/item.c src/core/item.h \
	src/core/inspection.c src/core/inspection.h \
	src/core/command.c src/core/command.h \
	src/core/cmd-here.c src/core/cmd-init.c src/core/cmd-check.c \
	src/core/cmd-status.c src/core/cmd-log.c src/core/cmd-show.c \
	src/core/cmd-rebuild.c src/core/cmd-version.c
libcore_la_SOURCES += src/core/fetcher.c src/core/fetcher.h \
	src/core/retired.c src/core/retired.h \
	src/core/zygote.c src/core/zygote.h \
	src/core/parsers.c src/core/parsers.h \
	src/core/gate.c src/core/gate.h \
	src/core/rest.c src/core/rest.h \
	src/core/rules.c src/core/rules.h \
	src/core/http.c src/core/http.h \
	src/core/due.c src/core/due.h \
	src/core/request.c src/core/request.h \
	src/core/response.c src/core/response.h \
	src/core/entry.c src/core/entry.h \
	src/core/article.c src/core/article.h \
	src/core/plugins.c src/core/plugins.h \
	src/core/ledger.c src/core/ledger.h \
	src/core/identity.c src/core/identity.h \
	src/core/robots.c src/core/robots.h \
	src/core/turn.c src/core/turn.h \
	src/core/errand.c src/core/errand.h \
	src/core/govern.c src/core/govern.h \
	src/core/intake.c src/core/intake.h \
	src/core/task.c src/core/task.h \
	src/core/desk.c src/core/desk.h \
	src/core/commit.c src/core/commit.h \
	src/core/stage.h \
	src/core/record.c src/core/record.h \
	src/core/page.c src/core/page.h \
	src/core/list.c src/core/list.h \
	src/core/report.c src/core/report.h \
	src/core/progress.c src/core/progress.h \
	src/core/fence.c src/core/fence.h \
	src/core/run.c src/core/run.h src/core/drive.c src/core/drive.h \
	src/core/cmd-run.c src/core/cmd-parse.c src/core/cmd-extract.c \
	src/core/cmd-try.c src/core/cmd-plugins.c
libcore_la_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
CORE_LIBS = libcore.la libarchive.la libstate.la libwire.la libbase.la

bin_PROGRAMS += cailun
cailun_SOURCES = src/core/main.c
cailun_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
cailun_LDADD = $(CORE_LIBS)

UNIT_TESTS += tests/unit/test-gate tests/unit/test-rules \
	tests/unit/test-response tests/unit/test-due tests/unit/test-entry \
	tests/unit/test-coarticle tests/unit/test-identity \
	tests/unit/test-request tests/unit/test-ledger tests/unit/test-commit
tests_unit_test_commit_LDADD = $(CORE_LIBS)
tests_unit_test_entry_LDADD = $(CORE_LIBS)
tests_unit_test_coarticle_LDADD = $(CORE_LIBS)
tests_unit_test_identity_LDADD = $(CORE_LIBS)
tests_unit_test_request_LDADD = $(CORE_LIBS)
tests_unit_test_ledger_LDADD = $(CORE_LIBS)
tests_unit_test_gate_LDADD = $(CORE_LIBS)
tests_unit_test_rules_LDADD = $(CORE_LIBS)
tests_unit_test_response_LDADD = $(CORE_LIBS)
tests_unit_test_due_LDADD = $(CORE_LIBS)

UNIT_TESTS += tests/unit/test-source tests/unit/test-newsroom \
	tests/unit/test-near tests/unit/test-table tests/unit/test-moment \
	tests/unit/test-command tests/unit/test-catchup
tests_unit_test_command_LDADD = $(CORE_LIBS)
tests_unit_test_catchup_LDADD = $(CORE_LIBS)
tests_unit_test_near_LDADD = $(CORE_LIBS)
tests_unit_test_table_LDADD = $(CORE_LIBS)
tests_unit_test_moment_LDADD = $(CORE_LIBS)
tests_unit_test_source_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
tests_unit_test_source_LDADD = $(CORE_LIBS)
tests_unit_test_newsroom_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
tests_unit_test_newsroom_LDADD = $(CORE_LIBS)
