/*
 * handle - an open archive, as this room sees it.
 *
 * For the files of src/archive alone; everybody else has archive.h.
 */
#ifndef ARCHIVE_HANDLE_H
#define ARCHIVE_HANDLE_H

#include <git2.h>
#include <glib.h>
#include <stdbool.h>

#define HANDLE_MAIN "refs/heads/main"
#define HANDLE_RAW "refs/cailun/raw/"
#define HANDLE_SCHEMA 1
/* In objects/pack, before it has a name of its own; never git's "tmp_". */
#define HANDLE_UNFINISHED "in-cailun-"
/* In our .keep files. */
#define HANDLE_KEEP "cailun\n"

typedef struct Archive {
	char *path; /* without a slash at its end */
	git_repository *git; /* both NULL after handle_let_go() */
	git_odb *odb;
	char *name; /* of the committer */
	int lock; /* descriptor, or -1 */
	char head[GIT_OID_HEXSZ + 1];
} Archive;

/* Opens the repository at `path` and nothing else: owner, kind and SCHEMA are
 * archive_open()'s business. `path` is copied. */
Archive *handle_new(const char *path, GError **error);
void handle_free(Archive *archive);
/*
 * Lets go of packs that are gone and of all that libgit2 has cached: it keeps
 * up to 16 MB for each pack, for as long as anybody has the pack open. What
 * comes next opens it again: handle_ready(), which handle_ref() asks.
 */
void handle_let_go(Archive *archive);
bool handle_ready(Archive *archive, GError **error);

/* Sets CAILUN_ERROR_IO: `what` in the archive cannot be read, and what libgit2
 * says of it. Returns false always. */
bool handle_fail(const Archive *archive, GError **error, const char *what);

/* The id a ref of ours has now; `*has` false when there is none. */
bool handle_ref(Archive *archive, const char *name, git_oid *out, bool *has,
    GError **error);

/* An object of this type, at most `max_bytes`; `place` is for messages. The
 * caller frees with git_odb_object_free(). */
git_odb_object *handle_object(Archive *archive, const git_oid *id,
    git_object_t type, size_t max_bytes, GError **error);

#endif
