# parse: cailun-parse; the only code that knows libxml2 and plugins, and that
# reads JSON.
noinst_LTLIBRARIES += libparse.la
libparse_la_SOURCES = \
	src/parse/tree.c src/parse/tree.h \
	src/parse/when.c src/parse/when.h \
	src/parse/xml.c src/parse/xml.h \
	src/parse/robots.c src/parse/robots.h \
	src/parse/jsonread.c src/parse/jsonread.h \
	src/parse/notation.c src/parse/notation.h \
	src/parse/markdown.c src/parse/markdown.h \
	src/parse/guess.c src/parse/guess.h \
	src/parse/charset.h src/parse/select.h
libparse_la_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(SECCOMP_CFLAGS)
libparse_la_LIBADD = libwire.la libbase.la $(XML_LIBS)
