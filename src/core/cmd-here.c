/*
 * cmd-here - what `cailun` alone says: where one stands, and what is next.
 */
#include "config.h"

#include "core/command.h"

#include "base/text.h"

#include <stdio.h>
#include <unistd.h>

/* "cailun" and, where the folder was named, the -C that names it again. */
static char *
cailun_words(const Options *options)
{
	g_autofree char *quoted = NULL;

	if (!options->folder)
		return g_strdup("cailun");
	quoted = g_shell_quote(options->folder);
	return g_strdup_printf("cailun -C %s", quoted);
}

int
cmd_here(const Options *options)
{
	g_autofree char *cailun = cailun_words(options);
	g_autofree char *folder = newsroom_find(options->folder);
	g_autoptr(Newsroom) newsroom = NULL;
	int exit_code = 0;

	if (!folder) {
		(void)printf("no newsroom yet: "
			     "cailun init --contact you@example.org\n");
		return 0;
	}
	newsroom = command_newsroom(options, &exit_code);
	if (!newsroom)
		return exit_code;
	(void)printf("%u sources: %s run\n", newsroom->sources->len, cailun);
	return 0;
}
