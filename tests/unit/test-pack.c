/*
 * test-pack - what is written when writing goes wrong.
 *
 * System calls of ours are wrapped by the linker (see local.mk), so that the
 * nth of them can fail. Whatever happens, git must find the archive whole, at
 * its old head or at the new one.
 */
#include "config.h"

#include "repository.h"

#include "archive/delta.h"
#include "archive/pack.h"
#include "archive/packindex.h"
#include "base/error.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- calls that fail when told ---- */

static struct {
	int left; /* the call after so many fails; 0: none does */
	bool stays; /* and all after it, as on a full disk */
	bool is_hit;
} fault;

static bool
fails(int why)
{
	if (fault.left == 0 && !(fault.stays && fault.is_hit))
		return false;
	if (fault.left > 0 && --fault.left > 0)
		return false;
	fault.is_hit = true;
	errno = why;
	return true;
}

static void
arm(int left, bool stays)
{
	fault.left = left;
	fault.stays = stays;
	fault.is_hit = false;
}

/* Whether a call failed since. */
static bool
disarm(void)
{
	bool was_hit = fault.is_hit;

	arm(0, false);
	return was_hit;
}

ssize_t __real_write(int fd, const void *bytes, size_t length);
ssize_t __wrap_write(int fd, const void *bytes, size_t length);
ssize_t __real_pwrite(int fd, const void *bytes, size_t length, off_t at);
ssize_t __wrap_pwrite(int fd, const void *bytes, size_t length, off_t at);
ssize_t __real_pread(int fd, void *bytes, size_t length, off_t at);
ssize_t __wrap_pread(int fd, void *bytes, size_t length, off_t at);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);
int __real_mkdir(const char *path, mode_t mode);
int __wrap_mkdir(const char *path, mode_t mode);
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);

/* Half of it is written first, as a full disk does. */
ssize_t
__wrap_write(int fd, const void *bytes, size_t length)
{
	if (!fails(ENOSPC))
		return __real_write(fd, bytes, length);
	(void)!__real_write(fd, bytes, length / 2);
	errno = ENOSPC;
	return -1;
}

ssize_t
__wrap_pwrite(int fd, const void *bytes, size_t length, off_t at)
{
	return fails(ENOSPC) ? -1 : __real_pwrite(fd, bytes, length, at);
}

ssize_t
__wrap_pread(int fd, void *bytes, size_t length, off_t at)
{
	return fails(EIO) ? -1 : __real_pread(fd, bytes, length, at);
}

int
__wrap_fsync(int fd)
{
	return fails(EIO) ? -1 : __real_fsync(fd);
}

int
__wrap_rename(const char *from, const char *to)
{
	return fails(ENOSPC) ? -1 : __real_rename(from, to);
}

int
__wrap_link(const char *from, const char *to)
{
	return fails(ENOSPC) ? -1 : __real_link(from, to);
}

int
__wrap_mkdir(const char *path, mode_t mode)
{
	return fails(ENOSPC) ? -1 : __real_mkdir(path, mode);
}

int
__wrap_open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode = 0;

	va_start(arguments, flags);
	if (flags & O_CREAT)
		mode = va_arg(arguments, mode_t);
	va_end(arguments);
	return fails(ENOSPC) ? -1 : __real_open(path, flags, mode);
}

/* ---- faults ---- */

static int
count_commits(const char *path)
{
	g_autofree char *out = git(path, "rev-list --count main");

	g_assert_nonnull(out);
	return atoi(out);
}

static int
count_captures(const char *path)
{
	g_autofree char *out =
	    git(path, "rev-list --count refs/cailun/raw/2024-01");

	return out ? atoi(out) : 0;
}

/*
 * The nth call fails: all of the batch is there, or nothing of it is; captures
 * may be there without their articles, never the other way round.
 */
static void
test_batch_faults(Place *place, gconstpointer data)
{
	bool stays = GPOINTER_TO_INT(data), is_hit = true;
	int commits = 1, hits = 0;

	for (int n = 1; is_hit; n++) {
		g_autoptr(GError) error = NULL;
		int packs = count_files(place->path, ".pack"), now;
		int captures = count_captures(place->path);
		bool is_good;

		arm(n, stays);
		is_good = add_batch(place->archive, n * 10, 3, &error);
		is_hit = disarm();
		hits += is_hit;
		now = count_commits(place->path);
		g_assert_true(is_good == (error == NULL));
		g_assert_true(
		    now == commits + 3 || (!is_good && now == commits));
		g_assert_true(is_good || error->domain == CAILUN_ERROR);
		if (now == commits && count_captures(place->path) == captures)
			g_assert_cmpint(
			    count_files(place->path, ".pack"), ==, packs);
		if (now != commits)
			g_assert_cmpint(
			    count_captures(place->path), >, captures);
		g_assert_cmpint(count_files(place->path, "in-cailun"), ==, 0);
		g_assert_cmpint(count_files(place->path, ".lock"), ==, 0);
		commits = now;
		assert_fsck(place->path);
	}
	g_assert_cmpint(hits, >, 15);
	/* what .keep files are left go with the next lock */
	g_assert_true(archive_lock(place->archive, NULL));
	g_assert_cmpint(count_files(place->path, ".keep"), ==, 0);
	assert_fsck(place->path);
}

/* Of what was begun beside a place: its name, a dot, and more. */
static bool
has_leftover(const char *folder, const char *name)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autofree char *begin = g_strconcat(name, ".", NULL);
	const char *entry;

	while ((entry = g_dir_read_name(dir)))
		if (g_str_has_prefix(entry, begin))
			return true;
	return false;
}

static void
test_create_faults(Place *place, gconstpointer data)
{
	bool stays = GPOINTER_TO_INT(data), is_hit = true;
	int hits = 0;

	for (int n = 1; is_hit; n++) {
		g_autofree char *path =
		    g_strdup_printf("%s/f%d", place->folder, n);
		g_autofree char *name = g_strdup_printf("f%d", n);
		g_autoptr(Archive) archive = NULL;
		g_autoptr(GError) error = NULL;

		arm(n, stays);
		archive = archive_create(path, AT, &error);
		is_hit = disarm();
		hits += is_hit;
		g_assert_true((archive == NULL) == (error != NULL));
		if (access(path, F_OK) == 0)
			assert_fsck(path);
		else
			g_assert_null(archive);
		g_assert_false(has_leftover(place->folder, name));
		archive_free(g_steal_pointer(&archive));
		archive = archive_create(path, AT, NULL);
		g_assert_nonnull(archive);
		assert_fsck(path);
	}
	g_assert_cmpint(hits, >, 20);
}

static void
test_tidy_faults(Place *place, gconstpointer data)
{
	g_autofree char *path = g_strdup(g_getenv("PATH"));
	bool stays = GPOINTER_TO_INT(data), is_hit = true;
	int commits = 1;

	for (int n = 1; is_hit; n++) {
		while (count_files(place->path, ".pack") < 25)
			g_assert_true(
			    add_batch(place->archive, 10 * commits++, 1, NULL));
		g_setenv("PATH", "/nonexistent", TRUE);
		arm(n, stays);
		(void)archive_tidy(place->archive, NULL);
		is_hit = disarm();
		g_setenv("PATH", path, TRUE);
		g_assert_cmpint(count_commits(place->path), ==, commits);
		g_assert_cmpint(count_files(place->path, "in-cailun"), ==, 0);
		assert_fsck(place->path);
	}
	g_assert_cmpint(count_files(place->path, ".pack"), <, 5);
}

/* ---- killed ---- */

static bool
note_intent(void *data, const char *commit, GError **error)
{
	return file_write(data, commit, strlen(commit), 0600, error);
}

/* Batches of five, until somebody kills us. */
static void
write_on(const char *path, char *intent, int first)
{
	g_autoptr(Archive) archive = archive_open(path, NULL);

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!archive || !archive_lock(archive, NULL))
		_exit(1);
	for (int i = first;; i += 5) {
		Batch *batch = batch_new(archive, NULL);

		if (!batch)
			_exit(2);
		batch_on_intent(batch, note_intent, intent);
		for (int k = i; k < i + 5; k++) {
			g_autoptr(Article) article = make_article("voc", k, 1);
			g_autoptr(GBytes) capture = g_bytes_new(&k, sizeof(k));

			if (!add_version(
				batch, article, EVENT_NEW, capture, NULL))
				_exit(3);
		}
		if (!batch_finish(batch, NULL))
			_exit(4);
	}
}

static void
kill_after(const char *path, char *intent, int first, gulong us)
{
	pid_t child = fork();
	int status;

	g_assert_cmpint(child, >=, 0);
	if (child == 0)
		write_on(path, intent, first);
	g_usleep(us);
	g_assert_cmpint(kill(child, SIGKILL), ==, 0);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status));
}

/* What the next run does, and sees. */
static void
assert_recovers(Place *place, const char *path, const char *intent)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = archive_open(path, &error);
	g_autofree char *noted = NULL;
	int commits = count_commits(path);
	size_t length;

	(void)place;
	g_assert_no_error(error);
	g_assert_cmpint(commits % 5, ==, 1);
	assert_fsck(path);
	g_assert_true(archive_lock(archive, &error));
	noted = file_read(intent, 64, &length, NULL);
	archive_unlock_stale(archive, noted);
	g_assert_cmpint(count_files(path, "in-cailun"), ==, 0);
	g_assert_cmpint(count_files(path, ".keep"), ==, 0);
	g_assert_cmpint(count_files(path, ".lock"), <=, 1); /* cailun.lock */
	g_assert_true(add_batch(archive, 1000000 + commits, 5, &error));
	g_assert_no_error(error);
	g_assert_cmpint(count_commits(path), ==, commits + 5);
}

static void
test_killed(Place *place, gconstpointer data)
{
	g_autofree char *intent =
	    g_build_filename(place->folder, "intent", NULL);
	g_autoptr(GRand) random = g_rand_new_with_seed(9);

	(void)data;
	for (int round = 0; round < 100; round++) {
		g_autofree char *path =
		    g_strdup_printf("%s/k%d", place->folder, round / 10);
		g_autoptr(Archive) archive = archive_create(path, AT, NULL);

		g_assert_nonnull(archive);
		archive_free(g_steal_pointer(&archive));
		kill_after(path, intent, round * 10000,
		    (gulong)g_rand_int_range(random, 0, 30000));
		assert_recovers(place, path, intent);
	}
}

/* ---- a disk that is full ---- */

static bool
mount_small(const char *path)
{
	return mkdir(path, 0755) == 0 && unshare(CLONE_NEWNS) == 0 &&
	       mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("cailun-test", path, "tmpfs", 0, "size=400k") == 0;
}

static void
test_full(Place *place, gconstpointer data)
{
	g_autofree char *disk = g_build_filename(place->folder, "disk", NULL);
	g_autofree char *path = g_build_filename(disk, "a", NULL);
	g_autofree char *ballast = g_build_filename(disk, "ballast", NULL);
	g_autofree char *heavy = g_strnfill(60000, 'x');
	g_autoptr(Archive) archive = NULL;
	g_autoptr(GError) error = NULL;
	int n = 0;

	(void)data;
	if (!mount_small(disk)) {
		g_test_skip("may not mount a tmpfs");
		return;
	}
	archive = archive_create(path, AT, &error);
	g_assert_no_error(error);
	g_assert_true(g_file_set_contents(ballast, heavy, 60000, NULL));
	while (n < 1000 && add_batch(archive, n * 10, 10, &error))
		n++;
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_IO);
	g_assert_nonnull(strstr(error->message, g_strerror(ENOSPC)));
	g_assert_cmpint(n, >, 0);
	g_assert_cmpint(count_commits(path), ==, n * 10 + 1);
	assert_fsck(path);
	g_clear_error(&error);
	(void)unlink(ballast);
	g_assert_true(add_batch(archive, n * 10, 10, &error));
	g_assert_no_error(error);
	assert_fsck(path);
	archive_free(g_steal_pointer(&archive));
	g_assert_cmpint(umount2(disk, MNT_DETACH), ==, 0);
}

/* ---- the formats ---- */

static void
test_delta(void)
{
	static const struct {
		const char *base, *text;
		size_t head, tail;
		const char *wanted;
		size_t length;
	} cases[] = {
		{ "abcd", "abXcd", 2, 2, "\x04\x05\x90\x02\x01X\x91\x02\x02",
		    9 },
		{ "", "xy", 0, 0, "\x00\x02\x02xy", 5 },
		{ "xy", "", 0, 0, "\x02\x00", 2 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) out = g_byte_array_new();

		delta_append(out, strlen(cases[i].base),
		    (const uint8_t *)cases[i].text, strlen(cases[i].text),
		    cases[i].head, cases[i].tail);
		g_assert_cmpmem(
		    out->data, out->len, cases[i].wanted, cases[i].length);
	}
}

/* Offsets beyond two gigabytes stand in a table of their own. */
static void
test_index(void)
{
	static const uint64_t offsets[] = { 12, 100, 0x7fffffff, 0x80000000,
		0x123456789a };
	g_autoptr(PackIndex) index = packindex_new();
	g_autoptr(GByteArray) text = NULL;
	g_autoptr(GArray) back = NULL;
	uint8_t trailer[20] = { 7 };

	for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++) {
		PackEntry entry = { .offset = offsets[i], .crc = (uint32_t)i };

		entry.id.id[0] = (uint8_t)(200 - 40 * i);
		g_assert_null(packindex_find(index, &entry.id));
		packindex_add(index, &entry);
		g_assert_nonnull(packindex_find(index, &entry.id));
	}
	text = packindex_text(index, trailer);
	back = packindex_read(text->data, text->len, 0x123456789b);
	g_assert_nonnull(back);
	g_assert_cmpuint(back->len, ==, G_N_ELEMENTS(offsets));
	for (guint i = 0; i < back->len; i++) {
		const PackEntry *entry = &g_array_index(back, PackEntry, i);

		g_assert_cmpuint(entry->offset, ==, offsets[i]);
		g_assert_cmpuint(entry->crc, ==, i);
		g_assert_cmpuint(entry->id.id[0], ==, 200 - 40 * i);
	}
	g_assert_null(packindex_read(text->data, text->len, 0x123456789a));
	/* whatever is cut or changed, it is read or refused */
	for (guint n = 0; n < text->len; n++) {
		g_autofree uint8_t *copy = g_memdup2(text->data, n);
		GArray *cut = packindex_read(copy, n, 0x123456789b);

		if (cut)
			g_array_unref(cut);
	}
	for (guint n = 0; n < text->len; n++) {
		GArray *changed;

		text->data[n] ^= 0xff;
		changed = packindex_read(text->data, text->len, 0x123456789b);
		if (changed)
			g_array_unref(changed);
		text->data[n] ^= 0xff;
	}
}

int
main(int argc, char **argv)
{
	place_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pack/delta", test_delta);
	g_test_add_func("/pack/index", test_index);
#define ADD(name, data, function) \
	g_test_add("/pack/" name, Place, GINT_TO_POINTER(data), place_begin, \
	    function, place_end)
	ADD("batch-faults-once", false, test_batch_faults);
	ADD("batch-faults-staying", true, test_batch_faults);
	ADD("create-faults-once", false, test_create_faults);
	ADD("create-faults-staying", true, test_create_faults);
	ADD("tidy-faults-once", false, test_tidy_faults);
	ADD("tidy-faults-staying", true, test_tidy_faults);
	ADD("killed", 0, test_killed);
	ADD("full", 0, test_full);
	return g_test_run();
}
