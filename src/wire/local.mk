# wire: frames, messages, children, fences.
noinst_LTLIBRARIES += libwire.la
libwire_la_SOURCES = src/wire/field.c src/wire/field.h \
	src/wire/message.c src/wire/message.h \
	src/wire/channel.c src/wire/channel.h \
	src/wire/body.c src/wire/body.h \
	src/wire/fence.c src/wire/fence.h \
	src/wire/child.c src/wire/child.h
libwire_la_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
libwire_la_LIBADD = libbase.la $(SECCOMP_LIBS)

UNIT_TESTS += tests/unit/test-message tests/unit/test-channel \
	tests/unit/test-body tests/unit/test-fence tests/unit/test-child
tests_unit_test_message_LDADD = libwire.la
tests_unit_test_channel_LDADD = libwire.la
tests_unit_test_body_LDADD = libwire.la
tests_unit_test_fence_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
tests_unit_test_fence_LDADD = libwire.la
tests_unit_test_child_LDADD = libwire.la
