/*
 * catchup - the state learns what the archive holds.
 *
 * Reads the archive, writes the state; never the other way round.
 */
#include "config.h"

#include "core/catchup.h"

#include "archive/uid.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "base/url.h"
#include "core/rhythm.h"
#include "core/setting.h"

#include <string.h>

/* The last version of a file that cailun wrote. */
typedef struct Seen {
	char commit[41]; /* "": only the tree has it */
	char blob[41]; /* in main, once the tree was looked at */
	int64_t first_at, last_at;
} Seen;

typedef struct Walk {
	GHashTable *seen; /* path -> Seen */
	bool has_tree; /* main was looked at: `blob` "" is not there */
	bool has_foreign; /* a commit that is not ours */
} Walk;

static void
walk_init(Walk *walk)
{
	*walk = (Walk){ .seen = g_hash_table_new_full(
			    g_str_hash, g_str_equal, g_free, g_free) };
}

static void
walk_clear(Walk *walk)
{
	g_clear_pointer(&walk->seen, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)

/* "articles/SOURCE/YYYY/MM/DD/UID.md" to UID; NULL: no article of ours. */
static char *
uid_of_path(const char *path)
{
	g_autofree char *name = g_path_get_basename(path);

	if (!g_str_has_prefix(path, "articles/") ||
	    !g_str_has_suffix(name, ".md"))
		return NULL;
	name[strlen(name) - strlen(".md")] = '\0';
	return uid_is_valid(name) ? g_steal_pointer(&name) : NULL;
}

static bool
see_commit(void *data, const HistoryCommit *commit)
{
	Walk *walk = data;
	Seen *seen;

	if (commit->note.event < 0) {
		walk->has_foreign = true;
		return true;
	}
	if (!g_str_has_prefix(commit->path, "articles/"))
		return true;
	seen = g_hash_table_lookup(walk->seen, commit->path);
	if (!seen) {
		seen = g_new0(Seen, 1);
		(void)g_strlcpy(seen->commit, commit->id, sizeof(seen->commit));
		seen->last_at = commit->time;
		g_hash_table_insert(walk->seen, g_strdup(commit->path), seen);
	}
	seen->first_at = commit->time;
	return true;
}

static bool
see_file(void *data, const char *path, const char *blob)
{
	Walk *walk = data;
	Seen *seen = g_hash_table_lookup(walk->seen, path);

	if (!seen) {
		seen = g_new0(Seen, 1);
		g_hash_table_insert(walk->seen, g_strdup(path), seen);
	}
	(void)g_strlcpy(seen->blob, blob, sizeof(seen->blob));
	return true;
}

/* All of the history and all of the tree. */
static bool
walk_all(Walk *walk, Archive *archive, GError **error)
{
	walk_clear(walk);
	walk_init(walk);
	if (!archive_history(archive, NULL, NULL, see_commit, walk, error))
		return false;
	walk->has_tree = true;
	return archive_each_file(archive, "articles", see_file, walk, error);
}

/* From `since` ("": all) on; a person's commit may have touched any file, so
 * that then everything is looked at. */
static bool
walk_since(Walk *walk, Archive *archive, const char *since, GError **error)
{
	if (!*since)
		return walk_all(walk, archive, error);
	if (!archive_history(archive, NULL, since, see_commit, walk, error))
		return false;
	return walk->has_foreign ? walk_all(walk, archive, error) : true;
}

/*
 * Our version of a file. NULL without error: there is none that can be read (a
 * person wrote nonsense into it).
 */
static Article *
read_version(Archive *archive, const Walk *walk, const char *path,
    const Seen *seen, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GBytes) bytes = NULL;
	const char *text;
	size_t length;

	/* a path is walked only where a person may have been */
	if (*seen->blob && !(*seen->commit && walk->has_foreign))
		bytes = archive_blob(archive, seen->blob, &why);
	else if (*seen->commit && walk->has_foreign)
		bytes = archive_file_at(archive, seen->commit, path, &why);
	else
		bytes = archive_file(archive, path, &why);
	if (!bytes &&
	    !g_error_matches(why, CAILUN_ERROR, CAILUN_ERROR_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	if (!bytes)
		return NULL;
	text = g_bytes_get_data(bytes, &length);
	return article_read(text ? text : "", length, NULL);
}

char *
catchup_key(const Article *article)
{
	g_autofree char *key = NULL;
	g_autofree char *uid = NULL;

	if (article->link && article->source) {
		key = uid_key(article->source, article->link, false, NULL, NULL,
		    NULL, NULL);
		uid = uid_of_key(article->source, key);
		if (strcmp(uid, article->uid) == 0)
			return g_steal_pointer(&key);
	}
	return g_strdup_printf("uid:%s", article->uid);
}

void
catchup_fill_keys(Known *known, const Article *article, const char *path,
    const char *version_key, const char *text_key, const char *title_key)
{
	setting_replace(&known->uid, article->uid);
	setting_replace(&known->source, article->source);
	setting_replace(&known->path, path);
	setting_replace(&known->version_key, version_key);
	setting_replace(&known->text_key, text_key);
	setting_replace(&known->title_key, title_key);
	setting_replace(&known->status, article->status);
	if (article->link && !known->page_url)
		known->page_url = url_resolve(NULL, article->link);
}

void
catchup_fill(Known *known, const Article *article, const char *path)
{
	g_autofree char *version = article_version_key(article);
	g_autofree char *text = article_text_key(article);
	g_autofree char *title =
	    article->title ? text_compare_key(article->title) : NULL;

	catchup_fill_keys(known, article, path, version, text, title);
}

/* What the name of the file says, where its text says nothing. */
static void
fill_from_path(Known *known, const char *path, const char *uid)
{
	size_t length = strlen(uid) - UID_CHARACTERS - 1;

	setting_replace(&known->uid, uid);
	setting_replace(&known->path, path);
	g_free(known->source);
	known->source = g_strndup(uid, length);
	if (!known->key)
		known->key = g_strdup_printf("uid:%s", uid);
}

static const Source *
find_source(const Newsroom *newsroom, const char *id)
{
	for (size_t i = 0; i < newsroom->sources->len; i++) {
		const Source *source = newsroom->sources->pdata[i];

		if (strcmp(source->id, id) == 0)
			return source;
	}
	return NULL;
}

static void
fill_times(Known *known, const Seen *seen, const Article *article,
    const Newsroom *newsroom, bool is_new)
{
	const Source *source;

	known->changed_at = MAX(known->changed_at, seen->last_at);
	known->checked_at = MAX(known->checked_at, seen->last_at);
	if (!is_new)
		return;
	known->first_at = seen->first_at;
	if (article && article->captured.precision != DATE_NONE)
		known->first_at = article->captured.seconds;
	source = find_source(newsroom, known->source);
	if (source && !known->status)
		known->revisit_at = rhythm_revisit(
		    source, known->first_at, clock_now(), &known->revisit_step);
}

/* The other addresses of the same text lead to it too. */
static bool
join_links(State *state, const Article *article, GError **error)
{
	for (size_t i = 0; article->links && i < article->links->len; i++) {
		g_autofree char *key = uid_key(article->source,
		    article->links->pdata[i], false, NULL, NULL, NULL, NULL);

		if (!state_join(state, key, article->uid, error))
			return false;
	}
	return true;
}

/* An article that is what its place says; a person may have written anything. */
static bool
fits(const Article *article, const char *uid)
{
	return article && g_strcmp0(article->uid, uid) == 0 &&
	       (!article->source || g_str_has_prefix(uid, article->source));
}

static bool
learn(Archive *archive, State *state, const Newsroom *newsroom,
    const Walk *walk, const char *path, const Seen *seen, GError **error)
{
	g_autofree char *uid = uid_of_path(path);
	g_auto(Known) known = { 0 };
	g_autoptr(Article) article = NULL;
	g_autoptr(GError) why = NULL;
	bool is_known = false;

	if (!uid)
		return true;
	article = read_version(archive, walk, path, seen, &why);
	if (why) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	if (!state_known_uid(state, uid, &known, &is_known, error))
		return false;
	if (!fits(article, uid))
		g_clear_pointer(&article, article_free);
	if (!known.key && article)
		known.key = catchup_key(article);
	if (article)
		catchup_fill(&known, article, path);
	fill_from_path(&known, path, uid);
	if (walk->has_tree ? !*seen->blob : !article)
		setting_replace(&known.status, CATCHUP_DELETED);
	fill_times(&known, seen, article, newsroom, !is_known);
	if (!state_set_known(state, &known, error))
		return false;
	return !article || !article->source ||
	       join_links(state, article, error);
}

static bool
learn_all(Archive *archive, State *state, const Newsroom *newsroom,
    const Walk *walk, GError **error)
{
	GHashTableIter iter;
	void *path, *seen;

	g_hash_table_iter_init(&iter, walk->seen);
	while (g_hash_table_iter_next(&iter, &path, &seen))
		if (!learn(archive, state, newsroom, walk, path, seen, error))
			return false;
	return true;
}

/* All in the transaction of the caller. */
static bool
catch_up(Archive *archive, State *state, const Newsroom *newsroom,
    const char *known, const char *head, GError **error)
{
	g_auto(Walk) walk = { 0 };
	bool is_lost = *known && !archive_has_commit(archive, known);

	walk_init(&walk);
	/* another archive, or a history that was rewritten: what is remembered
	 * of the old one is true no more */
	if (is_lost && !state_forget_archive(state, error))
		return false;
	if (*head && !walk_since(&walk, archive, is_lost ? "" : known, error))
		return false;
	return learn_all(archive, state, newsroom, &walk, error) &&
	       state_set_head(state, head, error);
}

bool
catchup(
    Archive *archive, State *state, const Newsroom *newsroom, GError **error)
{
	const char *now = archive_head(archive, error);
	char head[41], known[41];

	if (!now || !state_head(state, known, error))
		return false;
	(void)g_strlcpy(head, now, sizeof(head));
	if (strcmp(head, known) == 0)
		return true;
	if (!state_begin(state, error))
		return false;
	if (catch_up(archive, state, newsroom, known, head, error))
		return state_commit(state, error);
	state_rollback(state);
	return false;
}
