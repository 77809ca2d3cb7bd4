/*
 * cmd-version - cailun version: what this program is made of.
 */
#include "config.h"

#include "core/command.h"

#include <cailun/plugin.h>
#include <stdio.h>

static void
print_json(void)
{
	g_autoptr(Value) out = value_object();
	g_autofree char *abi =
	    g_strdup_printf("%d.%d", CL_ABI_MAJOR, CL_ABI_MINOR);

	value_set_text(out, "version", PACKAGE_VERSION);
	value_set_text(out, "plugin_abi", abi);
	value_set_number(out, "landlock_abi", landlock_abi());
	command_print_json(out);
}

int
cmd_version(const Options *options, int argc, char **argv)
{
	static const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
	int landlock = landlock_abi();

	if (!command_options("version", entries, &argc, &argv))
		return 2;
	if (argc > 1)
		return command_usage("version");
	if (options->is_json) {
		print_json();
		return 0;
	}
	(void)printf("cailun " PACKAGE_VERSION "\n");
	(void)printf("plugin ABI %d.%d\n", CL_ABI_MAJOR, CL_ABI_MINOR);
	if (landlock > 0)
		(void)printf("sandbox: seccomp, Landlock ABI %d\n", landlock);
	else
		(void)printf("sandbox: seccomp; this kernel has no Landlock "
			     "(sandbox = require would refuse to run)\n");
	return 0;
}
