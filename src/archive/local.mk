# archive: the archive as a format; the only code that knows libgit2.
noinst_LTLIBRARIES += libarchive.la
libarchive_la_SOURCES = src/archive/sentence.c src/archive/sentence.h \
	src/archive/uid.c src/archive/uid.h \
	src/archive/quote.c src/archive/quote.h \
	src/archive/furniture.c src/archive/furniture.h \
	src/archive/article.c src/archive/article.h \
	src/archive/article-file.c src/archive/article-change.c \
	src/archive/version.c src/archive/version.h \
	src/archive/handle.c src/archive/handle.h \
	src/archive/delta.c src/archive/delta.h \
	src/archive/packindex.c src/archive/packindex.h \
	src/archive/pack.c src/archive/pack.h \
	src/archive/tree.c src/archive/tree.h \
	src/archive/ref.c src/archive/ref.h \
	src/archive/commit.c src/archive/commit.h \
	src/archive/archive.c src/archive/archive.h \
	src/archive/batch.c src/archive/batch.h \
	src/archive/create.c src/archive/history.c \
	src/archive/roll.c src/archive/roll.h src/archive/tidy.c
libarchive_la_CFLAGS = $(AM_CFLAGS) $(GIT_CFLAGS)
libarchive_la_LIBADD = libbase.la $(GIT_LIBS) $(DEFLATE_LIBS)

UNIT_TESTS += tests/unit/test-sentence tests/unit/test-uid \
	tests/unit/test-article tests/unit/test-version \
	tests/unit/test-archive tests/unit/test-batch tests/unit/test-history \
	tests/unit/test-pack
tests_unit_test_sentence_LDADD = libarchive.la
tests_unit_test_uid_LDADD = libarchive.la
tests_unit_test_article_LDADD = libarchive.la
tests_unit_test_version_LDADD = libarchive.la
tests_unit_test_archive_SOURCES = tests/unit/test-archive.c \
	tests/unit/repository.c tests/unit/repository.h
tests_unit_test_archive_LDADD = libarchive.la
tests_unit_test_batch_SOURCES = tests/unit/test-batch.c \
	tests/unit/repository.c tests/unit/repository.h
tests_unit_test_batch_LDADD = libarchive.la
tests_unit_test_history_SOURCES = tests/unit/test-history.c \
	tests/unit/repository.c tests/unit/repository.h
tests_unit_test_history_LDADD = libarchive.la
tests_unit_test_pack_SOURCES = tests/unit/test-pack.c \
	tests/unit/repository.c tests/unit/repository.h
tests_unit_test_pack_CFLAGS = $(AM_CFLAGS) $(GIT_CFLAGS)
tests_unit_test_pack_LDADD = libarchive.la $(GIT_LIBS)
# the calls that the test lets fail
tests_unit_test_pack_LDFLAGS = -Wl,--wrap=write -Wl,--wrap=pwrite \
	-Wl,--wrap=pread -Wl,--wrap=fsync -Wl,--wrap=rename -Wl,--wrap=link \
	-Wl,--wrap=mkdir -Wl,--wrap=open

# make bench/pack-write, then bench/pack-write.sh; not part of check.
EXTRA_PROGRAMS += bench/pack-write
bench_pack_write_LDADD = libarchive.la
bench_pack_write_CFLAGS = $(AM_CFLAGS) $(GIT_CFLAGS)
EXTRA_DIST += bench/pack-write.sh
