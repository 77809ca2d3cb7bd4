/*
 * test-coding - packed bodies: whole, cut at every byte, damaged, bombs.
 */
#include "config.h"

#include "fetch/coding.h"
#include "wire/body.h"

#include <glib.h>
#include <libdeflate.h>
#include <string.h>
#include <unistd.h>

#define TEXT_BYTES 5000

typedef size_t (*Pack)(struct libdeflate_compressor *packer, const void *in,
    size_t length, void *out, size_t room);

static GByteArray *
packed(Pack pack, const void *bytes, size_t length)
{
	struct libdeflate_compressor *packer = libdeflate_alloc_compressor(6);
	size_t room = libdeflate_gzip_compress_bound(packer, length);
	GByteArray *out = g_byte_array_new();

	g_byte_array_set_size(out, (guint)room);
	g_byte_array_set_size(
	    out, (guint)pack(packer, bytes, length, out->data, room));
	libdeflate_free_compressor(packer);
	return out;
}

static char *
make_text(void)
{
	char *text = g_malloc(TEXT_BYTES);
	unsigned seed = 7;

	for (size_t i = 0; i < TEXT_BYTES; i++) {
		seed = seed * 1103515245 + 12345;
		text[i] = (char)('a' + (seed >> 16) % 16);
	}
	return text;
}

/* Unpacks; the body is checked against `expected` when it is whole. */
static CodingEnd
unpack(Coding coding, const void *bytes, size_t length, size_t max_bytes,
    const char *expected, size_t expected_length)
{
	int fd = body_new(NULL);
	size_t unpacked = 0;
	CodingEnd end =
	    coding_unpack(coding, bytes, length, fd, max_bytes, &unpacked);

	if (end == CODING_WHOLE) {
		g_autoptr(GBytes) body = NULL;

		g_assert_true(body_seal(fd, NULL));
		body = body_map(fd, max_bytes, NULL);
		g_assert_nonnull(body);
		g_assert_cmpuint(unpacked, ==, expected_length);
		g_assert_cmpmem(g_bytes_get_data(body, NULL),
		    g_bytes_get_size(body), expected, expected_length);
	}
	(void)close(fd);
	return end;
}

static void
test_names(void)
{
	g_assert_cmpint(coding_of(NULL), ==, CODING_NONE);
	g_assert_cmpint(coding_of(""), ==, CODING_NONE);
	g_assert_cmpint(coding_of("identity"), ==, CODING_NONE);
	g_assert_cmpint(coding_of(" GZip "), ==, CODING_GZIP);
	g_assert_cmpint(coding_of("x-gzip"), ==, CODING_GZIP);
	g_assert_cmpint(coding_of("deflate"), ==, CODING_DEFLATE);
	g_assert_cmpint(coding_of("br"), ==, CODING_UNKNOWN);
	g_assert_cmpint(coding_of("gzip, gzip"), ==, CODING_UNKNOWN);
}

static void
test_whole_and_cut(void)
{
	static const struct {
		Pack pack;
		Coding coding;
	} cases[] = {
		{ libdeflate_gzip_compress, CODING_GZIP },
		{ libdeflate_zlib_compress, CODING_DEFLATE },
		{ libdeflate_deflate_compress, CODING_DEFLATE },
	};
	g_autofree char *text = make_text();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) bytes =
		    packed(cases[i].pack, text, TEXT_BYTES);

		g_assert_cmpint(unpack(cases[i].coding, bytes->data, bytes->len,
				    TEXT_BYTES, text, TEXT_BYTES),
		    ==, CODING_WHOLE);
		g_assert_cmpint(unpack(cases[i].coding, bytes->data, bytes->len,
				    TEXT_BYTES - 1, NULL, 0),
		    ==, CODING_TOO_LARGE);
		for (size_t cut = 1; cut < bytes->len; cut++)
			g_assert_cmpint(unpack(cases[i].coding, bytes->data,
					    cut, TEXT_BYTES, NULL, 0),
			    !=, CODING_WHOLE);
	}
}

static void
test_damaged(void)
{
	g_autofree char *text = make_text();
	g_autoptr(GByteArray) bytes =
	    packed(libdeflate_gzip_compress, text, TEXT_BYTES);

	/* The checksum notices what the stream itself may not. */
	for (guint i = 10; i < bytes->len; i += 7) {
		bytes->data[i] ^= 0x20;
		g_assert_cmpint(unpack(CODING_GZIP, bytes->data, bytes->len,
				    2 * TEXT_BYTES, NULL, 0),
		    !=, CODING_WHOLE);
		bytes->data[i] ^= 0x20;
	}
	g_assert_cmpint(
	    unpack(CODING_GZIP, text, TEXT_BYTES, TEXT_BYTES, NULL, 0), ==,
	    CODING_BROKEN);
}

static void
test_members_and_padding(void)
{
	g_autoptr(GByteArray) bytes =
	    packed(libdeflate_gzip_compress, "one ", 4);
	g_autoptr(GByteArray) second =
	    packed(libdeflate_gzip_compress, "two", 3);

	g_byte_array_append(bytes, second->data, second->len);
	g_byte_array_append(bytes, (const guint8 *)"\0\0\0\0", 4);
	g_assert_cmpint(
	    unpack(CODING_GZIP, bytes->data, bytes->len, 100, "one two", 7), ==,
	    CODING_WHOLE);
}

static void
test_bomb(void)
{
	const size_t size = 32 << 20;
	g_autofree char *zeros = g_malloc0(size);
	g_autoptr(GByteArray) bytes =
	    packed(libdeflate_gzip_compress, zeros, size);

	g_assert_cmpint(
	    unpack(CODING_GZIP, bytes->data, bytes->len, 1 << 20, NULL, 0), ==,
	    CODING_TOO_LARGE);
	g_assert_cmpint(
	    unpack(CODING_GZIP, bytes->data, bytes->len, size, zeros, size), ==,
	    CODING_WHOLE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/coding/names", test_names);
	g_test_add_func("/coding/whole-and-cut", test_whole_and_cut);
	g_test_add_func("/coding/damaged", test_damaged);
	g_test_add_func(
	    "/coding/members-and-padding", test_members_and_padding);
	g_test_add_func("/coding/bomb", test_bomb);
	return g_test_run();
}
