/*
 * error - one domain for everything that can fail.
 *
 * The code says what the caller can do about it; the message says what
 * happened: place, thing, remedy, in lower case and without a full stop.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <glib.h>
#include <stdbool.h>

typedef enum CailunError {
	CAILUN_ERROR_USAGE,	/* the command line is wrong; exit 2 */
	CAILUN_ERROR_NOT_FOUND,	/* no such source, article, file; exit 3 */
	CAILUN_ERROR_CONF,	/* a person must edit a file; exit 78 */
	CAILUN_ERROR_INPUT,	/* this page or message is unusable; exit 65 */
	CAILUN_ERROR_HELPER,	/* a helper misbehaved: replace it; exit 70 */
	CAILUN_ERROR_LATER,	/* somebody else is at work: try later; exit 75 */
	CAILUN_ERROR_IO,	/* disk, archive, state: stop; exit 74 */
	CAILUN_ERROR_BUG,	/* our own mistake; exit 70 */
} CailunError;

#define CAILUN_ERROR (cailun_error_quark())
GQuark cailun_error_quark(void);

/* Sets `error` (may be NULL). Returns false always, for `return fail(...)`. */
bool fail(GError **error, CailunError code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/*
 * The same for a failed system call: appends ": " and the text of errno, and
 * chooses the code (ENOSPC, EIO, EROFS, EACCES... are CAILUN_ERROR_IO; ENOENT
 * is CAILUN_ERROR_NOT_FOUND).
 */
bool fail_errno(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The exit code of sysexits that belongs to an error; 70 for foreign domains. */
int error_exit_code(const GError *error);

#endif
