/*
 * pack - objects of git, written once into one pack.
 *
 * The file lies beside the packs under a name that git does not know until it
 * is whole. The number of objects is known only then, so that the first bytes
 * are mended and the file is hashed again; it is in the page cache.
 */
#include "config.h"

#include "archive/pack.h"

#include "archive/delta.h"
#include "archive/handle.h"
#include "archive/packindex.h"
#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define HEADER_BYTES 12
#define BUFFER_BYTES (256u << 10)
/* Below this deflating costs more time than it saves room. */
#define LEAST_DEFLATED 100

struct Pack {
	char *folder;
	char *unfinished; /* path of the stream, or NULL */
	char *name; /* folder/pack-HEX, when finished */
	bool is_kept;
	int fd;
	GByteArray *buffer; /* not yet written */
	uint64_t offset; /* of what comes next */
	PackIndex *index;
	struct libdeflate_compressor *fast, *small;
	GByteArray *deflated, *delta;
};

static bool
refuse(const Pack *pack, const char *what, GError **error)
{
	return fail_errno(error, "%s: cannot %s a pack", pack->folder, what);
}

static bool
flush(Pack *pack, GError **error)
{
	if (!fd_write_all(pack->fd, pack->buffer->data, pack->buffer->len))
		return refuse(pack, "write", error);
	g_byte_array_set_size(pack->buffer, 0);
	return true;
}

static bool
put(Pack *pack, const void *bytes, size_t length, uint32_t *crc, GError **error)
{
	if (pack->buffer->len + length > BUFFER_BYTES && !flush(pack, error))
		return false;
	*crc = libdeflate_crc32(*crc, bytes, length);
	g_byte_array_append(pack->buffer, bytes, (guint)length);
	pack->offset += length;
	return true;
}

static bool
begin(Pack *pack, GError **error)
{
	static const uint8_t header[HEADER_BYTES] = { 'P', 'A', 'C', 'K', 0, 0,
		0, 2 };
	uint32_t crc = 0;

	pack->unfinished =
	    g_strdup_printf("%s/" HANDLE_UNFINISHED "XXXXXX", pack->folder);
	pack->fd = g_mkstemp_full(pack->unfinished, O_RDWR | O_CLOEXEC, 0444);
	if (pack->fd < 0) {
		g_clear_pointer(&pack->unfinished, g_free);
		return refuse(pack, "begin", error);
	}
	return put(pack, header, sizeof(header), &crc, error);
}

Pack *
pack_new(const char *folder, GError **error)
{
	Pack *pack = g_new0(Pack, 1);

	pack->folder = g_strdup(folder);
	pack->fd = -1;
	pack->buffer = g_byte_array_sized_new(BUFFER_BYTES);
	pack->index = packindex_new();
	pack->fast = libdeflate_alloc_compressor(PACK_FAST);
	pack->small = libdeflate_alloc_compressor(PACK_SMALL);
	pack->deflated = g_byte_array_new();
	pack->delta = g_byte_array_new();
	if (begin(pack, error))
		return pack;
	pack_free(pack);
	return NULL;
}

static void
remove_finished(const Pack *pack)
{
	/* the index first: without it nobody sees the pack */
	static const char *const endings[] = { ".idx", ".pack", ".keep" };

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *path =
		    g_strconcat(pack->name, endings[i], NULL);

		(void)unlink(path);
	}
}

void
pack_free(Pack *pack)
{
	if (!pack)
		return;
	if (pack->unfinished)
		(void)unlink(pack->unfinished);
	if (pack->name && !pack->is_kept)
		remove_finished(pack);
	fd_clear(&pack->fd);
	libdeflate_free_compressor(pack->fast);
	libdeflate_free_compressor(pack->small);
	g_byte_array_unref(pack->buffer);
	g_byte_array_unref(pack->deflated);
	g_byte_array_unref(pack->delta);
	packindex_free(pack->index);
	g_free(pack->folder);
	g_free(pack->unfinished);
	g_free(pack->name);
	g_free(pack);
}

bool
pack_has(const Pack *pack, const git_oid *id)
{
	return packindex_find(pack->index, id) != NULL;
}

size_t
pack_count(const Pack *pack)
{
	return packindex_count(pack->index);
}

const char *
pack_name(const Pack *pack)
{
	return pack->name;
}

void
pack_keep(Pack *pack)
{
	pack->is_kept = true;
}

/* ---- one object ---- */

/* Type and size as they stand before an object; returns their length. */
static size_t
write_header(uint8_t *out, int type, size_t size)
{
	size_t n = 0;

	out[n] = (uint8_t)(type << 4 | (size & 15));
	for (size >>= 4; size > 0; size >>= 7) {
		out[n++] |= 0x80;
		out[n] = size & 0x7f;
	}
	return n + 1;
}

/* How far back the base lies. */
static size_t
write_distance(uint8_t *out, uint64_t distance)
{
	uint8_t reversed[10];
	size_t n = 0;

	reversed[n++] = distance & 0x7f;
	while (distance >>= 7)
		reversed[n++] = (uint8_t)(0x80 | (--distance & 0x7f));
	for (size_t i = 0; i < n; i++)
		out[i] = reversed[n - 1 - i];
	return n;
}

/* Into `deflated`: zlib without compression, for what is short. */
static void
store(Pack *pack, const uint8_t *bytes, size_t length)
{
	uint8_t head[7] = { 0x78, 0x01, 1, (uint8_t)length, 0, (uint8_t)~length,
		0xff };
	uint32_t sum = GUINT32_TO_BE(libdeflate_adler32(1, bytes, length));

	g_byte_array_set_size(pack->deflated, 0);
	g_byte_array_append(pack->deflated, head, sizeof(head));
	g_byte_array_append(pack->deflated, bytes, (guint)length);
	g_byte_array_append(pack->deflated, (const guint8 *)&sum, sizeof(sum));
}

static void
deflate(Pack *pack, const uint8_t *bytes, size_t length, PackEffort effort)
{
	struct libdeflate_compressor *with =
	    effort == PACK_SMALL ? pack->small : pack->fast;
	size_t most;

	if (length < LEAST_DEFLATED) {
		store(pack, bytes, length);
		return;
	}
	most = libdeflate_zlib_compress_bound(with, length);
	g_byte_array_set_size(pack->deflated, (guint)most);
	most = libdeflate_zlib_compress(
	    with, bytes, length, pack->deflated->data, most);
	g_byte_array_set_size(pack->deflated, (guint)most);
}

/* Writes what stands in `deflated`. */
static bool
emit(Pack *pack, PackEntry *entry, const uint8_t *header, size_t length,
    GError **error)
{
	entry->offset = pack->offset;
	if ((length > 0 && !put(pack, header, length, &entry->crc, error)) ||
	    !put(pack, pack->deflated->data, pack->deflated->len, &entry->crc,
		error))
		return false;
	entry->end = pack->offset;
	packindex_add(pack->index, entry);
	return true;
}

static bool
emit_whole(Pack *pack, PackEntry *entry, git_object_t type, const void *bytes,
    size_t length, PackEffort effort, GError **error)
{
	uint8_t header[16];

	deflate(pack, bytes, length, effort);
	return emit(
	    pack, entry, header, write_header(header, type, length), error);
}

bool
pack_add(Pack *pack, git_object_t type, const void *bytes, size_t length,
    PackEffort effort, git_oid *id_out, GError **error)
{
	PackEntry entry = { 0 };

	/* detects attempts at a collision */
	if (git_odb_hash(&entry.id, bytes, length, type) != 0)
		return fail(error, CAILUN_ERROR_INPUT,
		    "%s: an object made to collide with another; left out",
		    pack->folder);
	*id_out = entry.id;
	return pack_has(pack, &entry.id) ||
	       emit_whole(pack, &entry, type, bytes, length, effort, error);
}

/*
 * Names of ours and hashes of objects: nobody chooses a tree's bytes freely,
 * so that the plain hash does, which is half as dear. Trees are most of what
 * is hashed.
 */
static void
hash_tree(const void *bytes, size_t length, git_oid *out)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
	gsize size = GIT_OID_RAWSZ;
	char header[32];
	int n = g_snprintf(header, sizeof(header), "tree %zu", length);

	g_checksum_update(sum, (const guchar *)header, n + 1);
	g_checksum_update(sum, bytes, (gssize)length);
	g_checksum_get_digest(sum, out->id, &size);
}

bool
pack_add_tree(Pack *pack, const void *bytes, size_t length, const git_oid *base,
    size_t base_length, size_t head, size_t tail, git_oid *id_out,
    GError **error)
{
	const PackEntry *below =
	    base ? packindex_find(pack->index, base) : NULL;
	PackEntry entry = { 0 };
	uint8_t header[32];
	size_t n;

	hash_tree(bytes, length, &entry.id);
	*id_out = entry.id; /* may be where `base` was */
	if (pack_has(pack, &entry.id))
		return true;
	if (!below || below->chain >= PACK_LONGEST_CHAIN ||
	    (length - head - tail) * 2 > length)
		return emit_whole(pack, &entry, GIT_OBJECT_TREE, bytes, length,
		    PACK_FAST, error);
	g_byte_array_set_size(pack->delta, 0);
	delta_append(pack->delta, base_length, bytes, length, head, tail);
	deflate(pack, pack->delta->data, pack->delta->len, PACK_FAST);
	n = write_header(header, GIT_OBJECT_OFS_DELTA, pack->delta->len);
	n += write_distance(header + n, pack->offset - below->offset);
	entry.chain = below->chain + 1;
	return emit(pack, &entry, header, n, error);
}

/* How the base of a delta is named behind its header: by its distance where it
 * stands in this pack already. */
static size_t
write_base(const Pack *pack, uint8_t *header, size_t n, const git_oid *base,
    PackEntry *entry)
{
	const PackEntry *below = packindex_find(pack->index, base);

	if (!below) {
		memcpy(header + n, base->id, GIT_OID_RAWSZ);
		return n + GIT_OID_RAWSZ;
	}
	entry->chain = below->chain + 1;
	return n + write_distance(header + n, pack->offset - below->offset);
}

bool
pack_add_entry(Pack *pack, const git_oid *id, int type, size_t size,
    const git_oid *base, const void *deflated, size_t length, GError **error)
{
	PackEntry entry = { .id = *id };
	uint8_t header[48];
	size_t n;

	if (pack_has(pack, id))
		return true;
	if (base)
		type = packindex_find(pack->index, base) ? GIT_OBJECT_OFS_DELTA
							 : GIT_OBJECT_REF_DELTA;
	n = write_header(header, type, size);
	if (base)
		n = write_base(pack, header, n, base, &entry);
	g_byte_array_set_size(pack->deflated, 0);
	g_byte_array_append(pack->deflated, deflated, (guint)length);
	return emit(pack, &entry, header, n, error);
}

bool
pack_copy(Pack *pack, Pack *from, const git_oid *id, GError **error)
{
	const PackEntry *there = packindex_find(from->index, id);
	PackEntry entry = { .id = *id };
	size_t length;

	if (pack_has(pack, id))
		return true;
	if (!there || there->chain > 0)
		return fail(error, CAILUN_ERROR_BUG,
		    "%s: a copy of what is not there", pack->folder);
	if (from->buffer->len > 0 && !flush(from, error))
		return false;
	length = there->end - there->offset;
	g_byte_array_set_size(pack->deflated, (guint)length);
	if (pread(from->fd, pack->deflated->data, length,
		(off_t)there->offset) != (ssize_t)length)
		return refuse(from, "read", error);
	return emit(pack, &entry, NULL, 0, error);
}

/* ---- the end ---- */

/* Of all that is in the file now. */
static bool
hash_file(const Pack *pack, uint8_t out[20], GError **error)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
	g_autofree uint8_t *bytes = g_malloc(BUFFER_BYTES);
	gsize size = 20;
	uint64_t at = 0;

	while (at < pack->offset) {
		ssize_t n = pread(pack->fd, bytes,
		    MIN(BUFFER_BYTES, pack->offset - at), (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return refuse(pack, "read", error);
		g_checksum_update(sum, bytes, n);
		at += (uint64_t)n;
	}
	g_checksum_get_digest(sum, out, &size);
	return true;
}

/* The number of objects, which was not known, and the sum of it all. */
static bool
complete(Pack *pack, uint8_t trailer[20], GError **error)
{
	uint32_t count = GUINT32_TO_BE((uint32_t)pack_count(pack));

	if (!flush(pack, error))
		return false;
	if (pwrite(pack->fd, &count, sizeof(count), HEADER_BYTES - 4) !=
	    (ssize_t)sizeof(count))
		return refuse(pack, "mend", error);
	if (!hash_file(pack, trailer, error))
		return false;
	if (!fd_write_all(pack->fd, trailer, 20))
		return refuse(pack, "write", error);
	if (fsync(pack->fd) != 0)
		return refuse(pack, "sync", error);
	return true;
}

static bool
write_beside(const char *path, const void *bytes, size_t length)
{
	auto_fd int fd =
	    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0444);

	return fd >= 0 && fd_write_all(fd, bytes, length) && fsync(fd) == 0;
}

/* .keep, .pack, .idx: in this order, since the index makes it visible. */
static bool
publish(Pack *pack, const GByteArray *index, const char *why, GError **error)
{
	g_autofree char *keep = g_strconcat(pack->name, ".keep", NULL);
	g_autofree char *body = g_strconcat(pack->name, ".pack", NULL);
	g_autofree char *idx = g_strconcat(pack->name, ".idx", NULL);
	g_autofree char *beside = g_strconcat(pack->unfinished, ".idx", NULL);

	if (!write_beside(beside, index->data, index->len) ||
	    !write_beside(keep, why, strlen(why)) ||
	    rename(pack->unfinished, body) != 0) {
		refuse(pack, "finish", error);
		(void)unlink(beside);
		return false;
	}
	g_clear_pointer(&pack->unfinished, g_free);
	if (rename(beside, idx) != 0) {
		refuse(pack, "finish", error);
		(void)unlink(beside);
		return false;
	}
	return folder_sync(pack->folder, error);
}

/* The same pack is there already: it is that one now, and stays. */
static bool
adopt(Pack *pack, const char *why, GError **error)
{
	g_autofree char *keep = g_strconcat(pack->name, ".keep", NULL);

	pack->is_kept = true;
	(void)unlink(pack->unfinished);
	g_clear_pointer(&pack->unfinished, g_free);
	if (!write_beside(keep, why, strlen(why)))
		return refuse(pack, "finish", error);
	return folder_sync(pack->folder, error);
}

static bool
is_there(const Pack *pack)
{
	g_autofree char *idx = g_strconcat(pack->name, ".idx", NULL);

	return access(idx, F_OK) == 0;
}

bool
pack_finish(Pack *pack, const char *why, GError **error)
{
	g_autoptr(GByteArray) index = NULL;
	uint8_t trailer[20];
	git_oid name;
	char hex[GIT_OID_HEXSZ + 1];

	if (!complete(pack, trailer, error))
		return false;
	index = packindex_text(pack->index, trailer);
	memcpy(name.id, trailer, sizeof(trailer));
	(void)git_oid_tostr(hex, sizeof(hex), &name);
	pack->name = g_strdup_printf("%s/pack-%s", pack->folder, hex);
	if (is_there(pack))
		return adopt(pack, why, error);
	if (publish(pack, index, why, error))
		return true;
	remove_finished(pack);
	g_clear_pointer(&pack->name, g_free);
	return false;
}

void
pack_release(Pack *pack)
{
	g_autofree char *keep = g_strconcat(pack->name, ".keep", NULL);

	(void)unlink(keep);
}
