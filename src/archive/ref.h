/*
 * ref - moving refs of the archive, all of them or none.
 *
 * Git's own protocol: a file REF.lock that holds the new id, made only if it
 * is not there, and renamed. It appears whole (it is linked into place), so
 * that one that a crash left behind says whose it was.
 */
#ifndef ARCHIVE_REF_H
#define ARCHIVE_REF_H

#include "archive/handle.h"

typedef struct RefMove {
	const char *name; /* "refs/heads/main", borrowed */
	git_oid from;
	bool has_from; /* false: the ref must not exist */
	git_oid to;
} RefMove;

typedef enum RefResult {
	REF_MOVED,
	REF_ELSEWHERE, /* one is not where it was: nothing moved */
	REF_FAILED, /* see the error; REF_PARTLY: some moved */
	REF_PARTLY,
} RefResult;

/* In this order. CAILUN_ERROR_LATER when somebody else keeps a lock. */
RefResult ref_move(
    Archive *archive, const RefMove *moves, size_t n, GError **error);

/* Removes the lock of `name` if it holds `id`. */
void ref_unlock_stale(Archive *archive, const char *name, const char *id);
/* Removes locks of ours under HANDLE_RAW, which nobody else moves. */
void ref_unlock_raw(Archive *archive);

#endif
