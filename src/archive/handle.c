/*
 * handle - an open archive, as this room sees it.
 *
 * Makes libgit2 behave: no configuration of user or system, no opinion on who
 * owns a folder (archive_open() has its own). Never writes.
 */
#include "config.h"

#include "archive/handle.h"

#include "base/error.h"

#define CACHE_BYTES (32 << 20)

/* Once for each handle is cheap, and there is no global to remember it. */
static void
tame_libgit2(void)
{
	static const int levels[] = { GIT_CONFIG_LEVEL_PROGRAMDATA,
		GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
		GIT_CONFIG_LEVEL_GLOBAL };

	for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
		(void)git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	(void)git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	(void)git_libgit2_opts(
	    GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)CACHE_BYTES);
}

static bool
open_git(Archive *archive)
{
	return git_repository_open_ext(&archive->git, archive->path,
		   GIT_REPOSITORY_OPEN_NO_SEARCH |
		       GIT_REPOSITORY_OPEN_NO_DOTGIT,
		   NULL) == 0 &&
	       git_repository_odb(&archive->odb, archive->git) == 0;
}

static void
close_git(Archive *archive)
{
	git_odb_free(archive->odb);
	git_repository_free(archive->git);
	archive->odb = NULL;
	archive->git = NULL;
}

Archive *
handle_new(const char *path, GError **error)
{
	Archive *archive = g_new0(Archive, 1);

	/* never shut down: each start reads the certificates of a TLS that we
	 * do not use, 7 ms */
	(void)git_libgit2_init();
	tame_libgit2();
	archive->lock = -1;
	archive->path = g_strdup(path);
	archive->name = g_strdup("cailun");
	for (size_t n = strlen(path); n > 1 && path[n - 1] == '/'; n--)
		archive->path[n - 1] = '\0';
	if (handle_ready(archive, error))
		return archive;
	handle_free(archive);
	return NULL;
}

void
handle_free(Archive *archive)
{
	if (!archive)
		return;
	close_git(archive);
	g_free(archive->path);
	g_free(archive->name);
	g_free(archive);
}

void
handle_let_go(Archive *archive)
{
	close_git(archive);
}

bool
handle_ready(Archive *archive, GError **error)
{
	if (archive->odb)
		return true;
	close_git(archive);
	return open_git(archive) ||
	       handle_fail(archive, error, "the repository");
}

bool
handle_fail(const Archive *archive, GError **error, const char *what)
{
	const git_error *last = git_error_last();

	return fail(error, CAILUN_ERROR_IO,
	    "%s: %s cannot be read: %s; see git fsck", archive->path, what,
	    last && last->message ? last->message : "no reason given");
}

bool
handle_ref(
    Archive *archive, const char *name, git_oid *out, bool *has, GError **error)
{
	int result;

	if (!handle_ready(archive, error))
		return false;
	result = git_reference_name_to_id(out, archive->git, name);
	*has = result == 0;
	if (result == 0 || result == GIT_ENOTFOUND)
		return true;
	return handle_fail(archive, error, name);
}

git_odb_object *
handle_object(Archive *archive, const git_oid *id, git_object_t type,
    size_t max_bytes, GError **error)
{
	git_odb_object *object = NULL;
	char hex[GIT_OID_HEXSZ + 1];
	git_object_t is;
	size_t size;

	(void)git_oid_tostr(hex, sizeof(hex), id);
	if (git_odb_read_header(&size, &is, archive->odb, id) != 0) {
		handle_fail(archive, error, hex);
		return NULL;
	}
	if (is != type || size > max_bytes) {
		fail(error, CAILUN_ERROR_IO, "%s: %s: not a %s under %zu bytes",
		    archive->path, hex, git_object_type2string(type),
		    max_bytes);
		return NULL;
	}
	if (git_odb_read(&object, archive->odb, id) != 0)
		handle_fail(archive, error, hex);
	return object;
}
