/*
 * terminal - what stands at the other end of our output.
 *
 * Starts at most one program, the pager that the user names.
 */
#include "config.h"

#include "core/terminal.h"

#include "base/fd.h"

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define COLUMNS_UNKNOWN 80
#define COLUMNS_LEAST 40

bool
terminal_is(int fd)
{
	return isatty(fd) == 1;
}

size_t
terminal_columns(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return COLUMNS_UNKNOWN;
	return MAX((size_t)size.ws_col, COLUMNS_LEAST);
}

bool
terminal_has_colour(int fd)
{
	const char *no_colour = g_getenv("NO_COLOR");
	const char *kind = g_getenv("TERM");

	return terminal_is(fd) && !(no_colour && *no_colour) &&
	       !(kind && strcmp(kind, "dumb") == 0);
}

static char **
pager_words(void)
{
	const char *name = g_getenv("CAILUN_PAGER");
	char **words = NULL;

	if (!name)
		name = g_getenv("PAGER");
	if (!name)
		name = "less";
	if (!*name || strcmp(name, "cat") == 0 ||
	    !g_shell_parse_argv(name, NULL, &words, NULL))
		return NULL;
	return words;
}

static void
run_pager(char **words, int from)
{
	(void)setenv("LESS", "FRX", 0);
	(void)setenv("LESSCHARSET", "utf-8", 0);
	if (dup2(from, STDIN_FILENO) < 0)
		_exit(127);
	(void)execvp(words[0], words);
	_exit(127);
}

/* Looked for first: a pager that is not there must not swallow the output. */
static bool
is_program(const char *name)
{
	g_autofree char *path = g_find_program_in_path(name);

	return path != NULL;
}

pid_t
terminal_page(void)
{
	g_auto(GStrv) words = NULL;
	auto_fd int from = -1;
	auto_fd int to = -1;
	int ends[2];
	pid_t pager;

	if (!terminal_is(STDOUT_FILENO))
		return 0;
	words = pager_words();
	if (!words || !is_program(words[0]) || pipe2(ends, O_CLOEXEC) < 0)
		return 0;
	from = ends[0];
	to = ends[1];
	(void)fflush(stdout);
	pager = fork();
	if (pager == 0)
		run_pager(words, from);
	if (pager < 0 || dup2(to, STDOUT_FILENO) < 0)
		return 0;
	/* the keyboard is the pager's now */
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
	return pager;
}

void
terminal_page_end(pid_t pager)
{
	if (pager <= 0)
		return;
	(void)fflush(stdout);
	(void)close(STDOUT_FILENO);
	while (waitpid(pager, NULL, 0) < 0)
		continue;
	/* so that no file is opened under its number */
	(void)open("/dev/null", O_WRONLY | O_CLOEXEC);
}
