# archive: the archive as a format; the only code that knows libgit2.
noinst_LTLIBRARIES += libarchive.la
libarchive_la_SOURCES = src/archive/article.c src/archive/article.h \
	src/archive/sentence.c src/archive/sentence.h \
	src/archive/uid.c src/archive/uid.h \
	src/archive/version.c src/archive/version.h \
	src/archive/archive.c src/archive/archive.h
libarchive_la_CFLAGS = $(AM_CFLAGS) $(GIT_CFLAGS)
libarchive_la_LIBADD = libbase.la $(GIT_LIBS) $(DEFLATE_LIBS)
