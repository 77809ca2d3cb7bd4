/*
 * batch - versions on their way into the archive.
 *
 * Objects go into the pack as they come. What a commit is made of, its paths
 * and ids and message, stays in memory, so that the batch can be built again
 * on another main when somebody has moved it meanwhile. Nothing here decides
 * what is a version.
 */
#include "config.h"

#include "archive/batch.h"

#include "archive/commit.h"
#include "archive/handle.h"
#include "archive/pack.h"
#include "archive/ref.h"
#include "archive/tree.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/limits.h"

#include <string.h>

#define MOST_REBUILDS 5
#define CAPTURE_SUFFIX ".http"

/* A blob and where it belongs. */
typedef struct File {
	char *path;
	git_oid blob;
} File;

/* A ref that grows: its trees, and where it was. */
typedef struct Branch {
	char *ref;
	git_oid from;
	bool has_from;
	git_oid head;
	bool has_head;
	Tree *tree;
	GArray *files; /* File: of a raw branch, all of the batch */
} Branch;

/* A commit to be, or that is: enough to make it again. */
typedef struct Step {
	GArray *files; /* File */
	char *author, *committer, *message;
} Step;

struct Batch {
	Archive *archive;
	Pack *pack;
	Branch *main;
	GPtrArray *raw; /* Branch *, a month each */
	GPtrArray *steps; /* Step * */
	GArray *files; /* File: of the step that is to come */
	int64_t at; /* of the last version */
	bool is_broken; /* a write failed; it cannot go on */
	BatchNote note;
	void *note_data;
};

static void
file_clear(gpointer data)
{
	g_free(((File *)data)->path);
}

static GArray *
new_files(void)
{
	GArray *files = g_array_new(FALSE, FALSE, sizeof(File));

	g_array_set_clear_func(files, file_clear);
	return files;
}

static void
add_file(GArray *files, const char *path, const git_oid *blob)
{
	File file = { g_strdup(path), *blob };

	g_array_append_val(files, file);
}

static void
step_free(gpointer data)
{
	Step *step = data;

	g_array_unref(step->files);
	g_free(step->author);
	g_free(step->committer);
	g_free(step->message);
	g_free(step);
}

/* ---- branches ---- */

static void
branch_free(gpointer data)
{
	Branch *branch = data;

	if (!branch)
		return;
	tree_free(branch->tree);
	g_array_unref(branch->files);
	g_free(branch->ref);
	g_free(branch);
}

/* Where the ref is now, as the place to build on. */
static bool
begin_branch(Archive *archive, Branch *branch, GError **error)
{
	git_commit *commit = NULL;

	if (!handle_ref(
		archive, branch->ref, &branch->from, &branch->has_from, error))
		return false;
	if (branch->has_from &&
	    git_commit_lookup(&commit, archive->git, &branch->from) != 0)
		return handle_fail(archive, error, branch->ref);
	tree_free(branch->tree);
	branch->tree =
	    tree_new(archive, commit ? git_commit_tree_id(commit) : NULL);
	branch->head = branch->from;
	branch->has_head = branch->has_from;
	git_commit_free(commit);
	return true;
}

static Branch *
branch_new(Archive *archive, const char *ref, GError **error)
{
	Branch *branch = g_new0(Branch, 1);

	branch->ref = g_strdup(ref);
	branch->files = new_files();
	if (begin_branch(archive, branch, error))
		return branch;
	branch_free(branch);
	return NULL;
}

/* A commit of the branch's tree as it stands. */
static bool
commit_branch(Batch *batch, Branch *branch, const char *author,
    const char *committer, const char *message, GError **error)
{
	g_autoptr(GString) text = NULL;
	git_oid tree;

	if (!tree_write(branch->tree, batch->pack, &tree, error))
		return false;
	text = commit_text(&tree, branch->has_head ? &branch->head : NULL,
	    author, committer, message);
	branch->has_head = true;
	return pack_add(batch->pack, GIT_OBJECT_COMMIT, text->str, text->len,
	    PACK_FAST, &branch->head, error);
}

static bool
set_files(Branch *branch, const GArray *files, GError **error)
{
	for (guint i = 0; i < files->len; i++) {
		const File *file = &g_array_index(files, File, i);

		if (!tree_set(branch->tree, file->path, &file->blob, error))
			return false;
	}
	return true;
}

static bool
take_step(Batch *batch, const Step *step, GError **error)
{
	return set_files(batch->main, step->files, error) &&
	       commit_branch(batch, batch->main, step->author, step->committer,
		   step->message, error);
}

/* ---- a batch ---- */

static Pack *
new_pack(const Archive *archive, GError **error)
{
	g_autofree char *folder =
	    g_strconcat(archive->path, "/objects/pack", NULL);

	return pack_new(folder, error);
}

Batch *
batch_new(Archive *archive, GError **error)
{
	Batch *batch = g_new0(Batch, 1);

	batch->archive = archive;
	batch->raw = g_ptr_array_new_with_free_func(branch_free);
	batch->steps = g_ptr_array_new_with_free_func(step_free);
	batch->files = new_files();
	batch->main = branch_new(archive, HANDLE_MAIN, error);
	if (batch->main)
		batch->pack = new_pack(archive, error);
	if (batch->pack)
		return batch;
	batch_free(batch);
	return NULL;
}

void
batch_free(Batch *batch)
{
	if (!batch)
		return;
	pack_free(batch->pack);
	branch_free(batch->main);
	g_ptr_array_unref(batch->raw);
	g_ptr_array_unref(batch->steps);
	g_array_unref(batch->files);
	g_free(batch);
}

size_t
batch_count(const Batch *batch)
{
	return batch->steps->len;
}

void
batch_on_intent(Batch *batch, BatchNote note, void *data)
{
	batch->note = note;
	batch->note_data = data;
}

static char *
sign_committer(const Batch *batch, int64_t at)
{
	return commit_signature(batch->archive->name, "archive", NULL, at);
}

/* The branch of the month of `at`, as China counts. */
static Branch *
raw_branch(Batch *batch, int64_t at, GError **error)
{
	int year, month, day;
	g_autofree char *ref = NULL;
	Branch *branch;

	date_civil(at, CLOCK_CHINA_MIN, &year, &month, &day);
	ref = g_strdup_printf(HANDLE_RAW "%04d-%02d", year, month);
	for (guint i = 0; i < batch->raw->len; i++) {
		branch = g_ptr_array_index(batch->raw, i);
		if (!strcmp(branch->ref, ref))
			return branch;
	}
	branch = branch_new(batch->archive, ref, error);
	if (branch)
		g_ptr_array_add(batch->raw, branch);
	return branch;
}

/* "AB/CDEF….http" after the hash of its bytes; there already: nothing. */
static bool
add_capture(Batch *batch, const GBytes *capture, int64_t at, GError **error)
{
	Branch *branch = raw_branch(batch, at, error);
	g_autofree char *path = NULL;
	char hex[DIGEST_HEX];
	const void *bytes;
	gsize length;
	git_oid blob;
	bool has;

	if (!branch)
		return false;
	bytes = g_bytes_get_data((GBytes *)capture, &length);
	bytes = bytes ? bytes : "";
	(void)digest_hex(bytes, length, hex);
	path = g_strdup_printf("%.2s/%s" CAPTURE_SUFFIX, hex, hex + 2);
	if (!tree_find(branch->tree, path, &blob, &has, error))
		return false;
	if (has)
		return true;
	if (!pack_add(batch->pack, GIT_OBJECT_BLOB, bytes, length, PACK_SMALL,
		&blob, error))
		return false;
	add_file(branch->files, path, &blob);
	return tree_set(branch->tree, path, &blob, error);
}

/* Who is said to have written it, and when. */
static char *
sign_author(const Batch *batch, const Version *version)
{
	const Article *article = version->article;
	g_autofree char *source = NULL;
	const char *dash;

	if (!article)
		return sign_committer(batch, version->at);
	dash = article->uid ? strrchr(article->uid, '-') : NULL;
	if (article->source)
		source = g_strdup(article->source);
	else if (dash)
		source = g_strndup(article->uid, (size_t)(dash - article->uid));
	return commit_signature(
	    article->outlet, source, &article->date, version->at);
}

/* Takes the strings and the files that were put. */
static bool
add_step(
    Batch *batch, char *author, char *committer, char *message, GError **error)
{
	Step *step = g_new0(Step, 1);

	step->author = author;
	step->committer = committer;
	step->message = message;
	step->files = batch->files;
	batch->files = new_files();
	g_ptr_array_add(batch->steps, step);
	return take_step(batch, step, error);
}

bool
batch_put(Batch *batch, const char *path, const void *bytes, size_t length,
    GError **error)
{
	git_oid blob;

	if (!pack_add(batch->pack, GIT_OBJECT_BLOB, bytes, length, PACK_FAST,
		&blob, error)) {
		batch->is_broken = true;
		return false;
	}
	add_file(batch->files, path, &blob);
	return true;
}

bool
batch_commit(Batch *batch, const char *message, int64_t at, GError **error)
{
	batch->at = at;
	batch->is_broken |= !add_step(batch, sign_committer(batch, at),
	    sign_committer(batch, at), g_strdup(message), error);
	return !batch->is_broken;
}

static bool
add_version(Batch *batch, const Version *version, GError **error)
{
	g_autoptr(GString) text = NULL;

	if (version->capture &&
	    !add_capture(batch, version->capture, version->at, error))
		return false;
	if (version->article && version->path) {
		text = article_text(version->article);
		if (!batch_put(
			batch, version->path, text->str, text->len, error))
			return false;
	}
	return add_step(batch, sign_author(batch, version),
	    sign_committer(batch, version->at), version_message(version),
	    error);
}

bool
batch_add(Batch *batch, const Version *version, char *commit_out,
    char *blob_out, GError **error)
{
	const Step *step;

	if (batch->is_broken)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: this batch failed before", batch->archive->path);
	if (batch->steps->len >= LIMIT_BATCH_ARTICLES)
		return fail(error, CAILUN_ERROR_BUG,
		    "%s: a batch has %d "
		    "versions at most",
		    batch->archive->path, LIMIT_BATCH_ARTICLES);
	batch->at = version->at;
	if (!add_version(batch, version, error)) {
		batch->is_broken = true;
		return false;
	}
	step = g_ptr_array_index(batch->steps, batch->steps->len - 1);
	if (commit_out)
		(void)git_oid_tostr(
		    commit_out, GIT_OID_HEXSZ + 1, &batch->main->head);
	if (blob_out && step->files->len > 0)
		(void)git_oid_tostr(blob_out, GIT_OID_HEXSZ + 1,
		    &g_array_index(step->files, File, 0).blob);
	return true;
}

/* ---- the end ---- */

static bool
commit_raw(Batch *batch, GError **error)
{
	g_autofree char *who = sign_committer(batch, batch->at);

	for (guint i = 0; i < batch->raw->len; i++) {
		Branch *branch = g_ptr_array_index(batch->raw, i);
		g_autofree char *message =
		    g_strdup_printf("captures: %u\n", branch->files->len);

		if (branch->files->len > 0 &&
		    !commit_branch(batch, branch, who, who, message, error))
			return false;
	}
	return true;
}

static bool
copy_files(Pack *to, Pack *from, const GArray *files, GError **error)
{
	for (guint i = 0; i < files->len; i++)
		if (!pack_copy(
			to, from, &g_array_index(files, File, i).blob, error))
			return false;
	return true;
}

/* The same versions on top of what is there now, in another pack. */
static bool
build_again(Batch *batch, GError **error)
{
	g_autoptr(Pack) old = batch->pack;

	batch->pack = new_pack(batch->archive, error);
	if (!batch->pack || !begin_branch(batch->archive, batch->main, error))
		return false;
	for (guint i = 0; i < batch->steps->len; i++) {
		const Step *step = g_ptr_array_index(batch->steps, i);

		if (!copy_files(batch->pack, old, step->files, error) ||
		    !take_step(batch, step, error))
			return false;
	}
	for (guint i = 0; i < batch->raw->len; i++) {
		Branch *branch = g_ptr_array_index(batch->raw, i);

		if (!copy_files(batch->pack, old, branch->files, error) ||
		    !begin_branch(batch->archive, branch, error) ||
		    !set_files(branch, branch->files, error))
			return false;
	}
	return true;
}

/* Captures first: what main names must be there. */
static RefResult
move_refs(Batch *batch, GError **error)
{
	g_autofree RefMove *moves = g_new0(RefMove, batch->raw->len + 1);
	size_t n = 0;

	for (guint i = 0; i <= batch->raw->len; i++) {
		const Branch *branch = i < batch->raw->len
					   ? g_ptr_array_index(batch->raw, i)
					   : batch->main;

		if (branch != batch->main && branch->files->len == 0)
			continue;
		moves[n++] = (RefMove){ branch->ref, branch->from,
			branch->has_from, branch->head };
	}
	return ref_move(batch->archive, moves, n, error);
}

/* Pack on disk, intent noted, refs moved. */
static RefResult
try_to_finish(Batch *batch, GError **error)
{
	char head[GIT_OID_HEXSZ + 1];
	RefResult result;

	(void)git_oid_tostr(head, sizeof(head), &batch->main->head);
	if (!commit_raw(batch, error) ||
	    !pack_finish(batch->pack, HANDLE_KEEP, error))
		return REF_FAILED;
	if (batch->note && !batch->note(batch->note_data, head, error))
		return REF_FAILED;
	result = move_refs(batch, error);
	if (result == REF_MOVED || result == REF_PARTLY)
		pack_keep(batch->pack);
	if (result == REF_MOVED)
		pack_release(batch->pack);
	return result;
}

static bool
finish(Batch *batch, GError **error)
{
	RefResult result = REF_FAILED;

	if (batch->is_broken)
		return fail(error, CAILUN_ERROR_IO,
		    "%s: this batch failed before", batch->archive->path);
	if (batch->steps->len == 0)
		return true;
	for (int i = 0; i < MOST_REBUILDS; i++) {
		if (i > 0 && !build_again(batch, error))
			return false;
		result = try_to_finish(batch, error);
		if (result != REF_ELSEWHERE)
			break;
	}
	if (result == REF_ELSEWHERE)
		return fail(error, CAILUN_ERROR_LATER,
		    "%s: main does not hold still; try again later",
		    batch->archive->path);
	/* or it would hold on to trees of every pack of a long run */
	handle_let_go(batch->archive);
	return result == REF_MOVED;
}

bool
batch_finish(Batch *batch, GError **error)
{
	bool done = finish(batch, error);

	batch_free(batch);
	return done;
}
