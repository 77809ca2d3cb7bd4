/*
 * main - the program `cailun`: hands the command line over.
 */
#include "config.h"

#include "core/command.h"

#include <locale.h>
#include <sys/stat.h>

int
main(int argc, char **argv)
{
	/* Arguments and output are UTF-8, whatever cron's environment says. */
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)umask(027);
	return command_main(argc, argv);
}
