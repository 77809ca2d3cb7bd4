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
	src/core/command.c src/core/command.h \
	src/core/cmd-here.c \
	src/core/cmd-check.c \
	src/core/cmd-version.c
libcore_la_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
CORE_LIBS = libcore.la libwire.la libbase.la

bin_PROGRAMS += cailun
cailun_SOURCES = src/core/main.c
cailun_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
cailun_LDADD = $(CORE_LIBS)
