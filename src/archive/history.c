/*
 * history - the commits of main, one after the other.
 *
 * Which article a commit is about is found by comparing its trees with its
 * parent's, along what differs. Going back in time, a commit's parent is the
 * next commit: the trees read last are kept for one step.
 */
#include "config.h"

#include "archive/archive.h"

#include "archive/handle.h"
#include "archive/tree.h"
#include "base/error.h"
#include "base/limits.h"

#include <string.h>

#define ARTICLES "articles"
#define LARGEST_TREE (64u << 20)

typedef struct History {
	Archive *archive;
	GHashTable *now, *last; /* git_oid -> git_odb_object, trees */
	GError **error;
	bool has_failed;
} History;

/* What was found of a commit. */
typedef struct Found {
	char *path;
	int count; /* of changed files; two are enough */
} Found;

static guint
hash_id(gconstpointer id)
{
	guint first;

	memcpy(&first, ((const git_oid *)id)->id, sizeof(first));
	return first;
}

static gboolean
is_same_id(gconstpointer a, gconstpointer b)
{
	return git_oid_equal(a, b);
}

static GHashTable *
new_trees(void)
{
	/* the key lies in the object */
	return g_hash_table_new_full(
	    hash_id, is_same_id, NULL, (GDestroyNotify)git_odb_object_free);
}

static const git_odb_object *
read_tree(History *history, const git_oid *id)
{
	git_odb_object *object = g_hash_table_lookup(history->now, id);
	git_odb_object *dup = NULL;

	if (object || history->has_failed)
		return object;
	object = g_hash_table_lookup(history->last, id);
	if (object && git_odb_object_dup(&dup, object) == 0)
		object = dup;
	else
		object = handle_object(history->archive, id, GIT_OBJECT_TREE,
		    LARGEST_TREE, history->error);
	if (object)
		(void)g_hash_table_insert(
		    history->now, (gpointer)git_odb_object_id(object), object);
	else
		history->has_failed = true;
	return object;
}

/* A tree as a row of entries; an absent one has none. */
typedef struct Row {
	const uint8_t *at, *end;
	TreeEntry entry;
	bool has;
} Row;

static bool
begin_row(History *history, const git_oid *id, Row *row)
{
	const git_odb_object *object;

	*row = (Row){ 0 };
	if (!id)
		return true;
	object = read_tree(history, id);
	if (!object)
		return false;
	row->at = git_odb_object_data((git_odb_object *)object);
	row->end = row->at + git_odb_object_size((git_odb_object *)object);
	row->has = tree_next(&row->at, row->end, &row->entry);
	return true;
}

static void
next_in_row(Row *row)
{
	row->has = tree_next(&row->at, row->end, &row->entry);
}

static void compare(History *history, const git_oid *new, const git_oid *old,
    const char *folder, int depth, Found *found);

/* An entry that is new, gone (either is NULL) or changed. */
static void
look_into(History *history, const TreeEntry *new, const TreeEntry *old,
    const char *folder, int depth, Found *found)
{
	const TreeEntry *either = new ? new : old;
	git_oid left, right;
	g_autofree char *path = g_strconcat(folder, "/", either->name, NULL);

	if (new)
		memcpy(left.id, new->id, GIT_OID_RAWSZ);
	if (old)
		memcpy(right.id, old->id, GIT_OID_RAWSZ);
	if (either->is_folder) {
		compare(history, new ? &left : NULL, old ? &right : NULL, path,
		    depth + 1, found);
		return;
	}
	if (found->count++ == 0)
		found->path = g_steal_pointer(&path);
}

static void
compare(History *history, const git_oid *new, const git_oid *old,
    const char *folder, int depth, Found *found)
{
	Row left, right;

	if (depth > LIMIT_DEPTH || !begin_row(history, new, &left) ||
	    !begin_row(history, old, &right))
		return;
	while ((left.has || right.has) && found->count < 2 &&
	       !history->has_failed) {
		int order = !left.has ? 1
			    : !right.has
				? -1
				: tree_compare(&left.entry, &right.entry);

		if (order != 0 ||
		    memcmp(left.entry.id, right.entry.id, GIT_OID_RAWSZ))
			look_into(history, order <= 0 ? &left.entry : NULL,
			    order >= 0 ? &right.entry : NULL, folder, depth,
			    found);
		if (order <= 0)
			next_in_row(&left);
		if (order >= 0)
			next_in_row(&right);
	}
}

/* The folder of articles in a commit's tree; false: none. */
static bool
find_articles(History *history, const git_commit *commit, git_oid *out)
{
	Row row;

	if (!commit || !begin_row(history, git_commit_tree_id(commit), &row))
		return false;
	for (; row.has; next_in_row(&row))
		if (row.entry.is_folder && !strcmp(row.entry.name, ARTICLES)) {
			memcpy(out->id, row.entry.id, GIT_OID_RAWSZ);
			return true;
		}
	return false;
}

/* The one article that changed between a commit and its parent, or NULL. */
static char *
find_path(History *history, const git_commit *commit, const git_commit *parent)
{
	git_oid new, old;
	bool has_new, has_old;
	Found found = { 0 };

	g_hash_table_unref(history->last);
	history->last = history->now;
	history->now = new_trees();
	has_new = find_articles(history, commit, &new);
	has_old = find_articles(history, parent, &old);
	if (history->has_failed ||
	    (has_new && has_old && git_oid_equal(&new, &old)))
		return NULL;
	compare(history, has_new ? &new : NULL, has_old ? &old : NULL, ARTICLES,
	    0, &found);
	if (found.count != 1)
		g_clear_pointer(&found.path, g_free);
	return found.path;
}

static bool
tell(History *history, git_commit *commit, git_commit *parent,
    bool (*each)(void *data, const HistoryCommit *commit), void *data)
{
	g_autofree char *path = find_path(history, commit, parent);
	char id[GIT_OID_HEXSZ + 1];
	const char *message = git_commit_message(commit);
	HistoryCommit out = {
		.id = git_oid_tostr(id, sizeof(id), git_commit_id(commit)),
		.time = git_commit_committer(commit)->when.time,
		.author_time = git_commit_author(commit)->when.time,
		.author = git_commit_author(commit)->name,
		.subject = git_commit_summary(commit),
		.message = message ? message : "",
		.path = path ? path : "",
	};
	bool goes_on;

	if (!out.subject)
		out.subject = "";
	version_read(out.message, &out.note);
	goes_on = !history->has_failed && each(data, &out);
	version_note_clear(&out.note);
	return goes_on;
}

static bool
walk(History *history, const git_oid *from, const char *until,
    bool (*each)(void *data, const HistoryCommit *commit), void *data,
    GError **error)
{
	git_repository *git = history->archive->git;
	git_commit *commit = NULL, *parent = NULL;
	char hex[GIT_OID_HEXSZ + 1];
	bool goes_on = true, is_good = true;

	if (git_commit_lookup(&commit, git, from) != 0)
		return handle_fail(history->archive, error, "a commit");
	while (commit && goes_on && is_good) {
		(void)git_oid_tostr(hex, sizeof(hex), git_commit_id(commit));
		if (until && !strcmp(hex, until))
			break;
		if (git_commit_parentcount(commit) > 0 &&
		    git_commit_parent(&parent, commit, 0) != 0) {
			is_good =
			    handle_fail(history->archive, error, "a commit");
			break;
		}
		goes_on = tell(history, commit, parent, each, data);
		is_good = !history->has_failed;
		git_commit_free(commit);
		commit = parent;
		parent = NULL;
	}
	git_commit_free(commit);
	return is_good;
}

bool
archive_history(Archive *archive, const char *from, const char *until,
    bool (*each)(void *data, const HistoryCommit *commit), void *data,
    GError **error)
{
	History history = { archive, new_trees(), new_trees(), error, false };
	git_oid start;
	bool has = true, is_good;

	if (!handle_ready(archive, error))
		is_good = false;
	else if (!from)
		is_good = handle_ref(archive, HANDLE_MAIN, &start, &has, error);
	else if (git_oid_fromstr(&start, from) == 0)
		is_good = true;
	else
		is_good = fail(error, CAILUN_ERROR_NOT_FOUND,
		    "%s: no such commit: %s", archive->path, from);
	if (is_good && has)
		is_good = walk(&history, &start, until, each, data, error);
	g_hash_table_unref(history.now);
	g_hash_table_unref(history.last);
	return is_good;
}

bool
archive_has_commit(Archive *archive, const char *id)
{
	git_oid wanted, head;
	bool has;

	if (git_oid_fromstr(&wanted, id) != 0 ||
	    !handle_ref(archive, HANDLE_MAIN, &head, &has, NULL) || !has)
		return false;
	return git_oid_equal(&wanted, &head) ||
	       git_graph_descendant_of(archive->git, &head, &wanted) == 1;
}
