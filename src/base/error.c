/*
 * error - one domain for everything that can fail.
 *
 * Makes errors and names their exit codes. Never prints, never exits.
 */
#include "config.h"

#include "base/error.h"

#include <errno.h>
#include <stdarg.h>

GQuark
cailun_error_quark(void)
{
	return g_quark_from_static_string("cailun-error-quark");
}

bool
fail(GError **error, CailunError code, const char *format, ...)
{
	va_list arguments;

	if (!error)
		return false;
	va_start(arguments, format);
	*error = g_error_new_valist(CAILUN_ERROR, (int)code, format, arguments);
	va_end(arguments);
	return false;
}

/* What a caller can do about a failed system call. */
static CailunError
code_of_errno(int number)
{
	switch (number) {
	case ENOENT:
		return CAILUN_ERROR_NOT_FOUND;
	case EAGAIN:
	case EBUSY:
		return CAILUN_ERROR_LATER;
	case EFAULT:
	case EBADF:
		return CAILUN_ERROR_BUG;
	default:
		return CAILUN_ERROR_IO;
	}
}

bool
fail_errno(GError **error, const char *format, ...)
{
	int number = errno;
	va_list arguments;
	g_autofree char *message = NULL;

	if (!error)
		return false;
	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	*error = g_error_new(CAILUN_ERROR, (int)code_of_errno(number), "%s: %s",
	    message, g_strerror(number));
	errno = number;
	return false;
}

int
error_exit_code(const GError *error)
{
	if (!error || error->domain != CAILUN_ERROR)
		return 70;
	switch ((CailunError)error->code) {
	case CAILUN_ERROR_USAGE:
		return 2;
	case CAILUN_ERROR_NOT_FOUND:
		return 3;
	case CAILUN_ERROR_CONF:
		return 78;
	case CAILUN_ERROR_INPUT:
		return 65;
	case CAILUN_ERROR_LATER:
		return 75;
	case CAILUN_ERROR_IO:
		return 74;
	case CAILUN_ERROR_HELPER:
	case CAILUN_ERROR_BUG:
		return 70;
	}
	return 70;
}
