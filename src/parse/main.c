/*
 * cailun-parse - reads what strangers wrote, where there is nothing to steal
 * and nothing to break.
 *
 * Options only; the rest is the zygote's. Never started by hand.
 */
#include "config.h"

#include "base/error.h"
#include "parse/zygote.h"

#include <stdio.h>
#include <string.h>

static int
usage(void)
{
	(void)fputs("usage: cailun-parse --sandbox=require|best|off [--trap]\n"
		    "It is a part of cailun, which starts it.\n",
	    stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	static const char option[] = "--sandbox=";
	g_autoptr(GError) error = NULL;
	bool is_trap = false;
	int mode = SANDBOX_REQUIRE;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--trap") == 0)
			is_trap = true;
		else if (g_str_has_prefix(argv[i], option))
			mode = sandbox_mode_from_name(argv[i] + strlen(option));
		else
			return usage();
	}
	if (mode < 0)
		return usage();
	if (zygote_run((SandboxMode)mode, is_trap, &error))
		return 0;
	if (!error)
		return 1;
	(void)fprintf(stderr, "cailun-parse: %s\n", error->message);
	return error_exit_code(error);
}
