/*
 * command - the table of subcommands, and what they all are given.
 */
#ifndef CORE_COMMAND_H
#define CORE_COMMAND_H

#include "core/newsroom.h"

/* Options before (and, where sensible, after) the subcommand. */
typedef struct Options {
	char *folder;		/* -C DIR, or NULL */
	bool is_json;
	bool is_quiet;		/* -q */
	int verbosity;		/* -v, -vv */
	bool is_now_set;	/* --now TIME was given (the clock is set) */
} Options;

typedef struct Command {
	const char *name;
	const char *arguments;	/* "[SOURCE...]" for the usage line */
	const char *summary;
	/* argv[0] is the command's name; returns the exit code. --json, -q and
	 * -v have been taken out of argv, --help answered. */
	int (*run)(const Options *options, int argc, char **argv);
	bool has_json;		/* else --json is refused before run() */
} Command;

/* Ends with a NULL name. */
extern const Command commands[];
/* NULL: there is none. */
const Command *command_find(const char *name);

/*
 * Reads the global options in front and runs the command behind them: the
 * whole of main(). argv is permuted. Returns the exit code.
 */
int command_main(int argc, char **argv);

/* One line on stderr: "cailun: " and the error's message (through
 * text_printable by whoever made it); returns its exit code. */
int command_fail(const GError *error);
/* Usage of one command on stderr; returns 2. */
int command_usage(const char *name);
/* Reads the options of a command (values as G_OPTION_ARG_FILENAME or _INT64);
 * what is left in argv are its arguments. False after a message: exit 2. */
bool command_options(const char *name, const GOptionEntry *entries, int *argc,
    char ***argv);
/* Finds and loads the newsroom, or explains (78 or 3) in `*exit_code`. Started
 * as root on a newsroom whose state has another owner, the process has become
 * that owner when it returns. */
Newsroom *command_newsroom(const Options *options, int *exit_code);
/* "PROGRAM -C FOLDER", quoted for a shell where that is needed; `folder` NULL:
 * the program alone. For lines that a person copies. */
char *command_words(const char *program, const char *folder);
/* One JSON line on stdout. */
void command_print_json(const Value *value);
/* Flushes stdout; 74 after a message when not all could be written. */
int command_finish(int exit_code);

int cmd_init(const Options *options, int argc, char **argv);
int cmd_check(const Options *options, int argc, char **argv);
int cmd_run(const Options *options, int argc, char **argv);
int cmd_status(const Options *options, int argc, char **argv);
int cmd_log(const Options *options, int argc, char **argv);
int cmd_show(const Options *options, int argc, char **argv);
int cmd_try(const Options *options, int argc, char **argv);
int cmd_parse(const Options *options, int argc, char **argv);
int cmd_extract(const Options *options, int argc, char **argv);
int cmd_rebuild(const Options *options, int argc, char **argv);
int cmd_plugins(const Options *options, int argc, char **argv);
int cmd_version(const Options *options, int argc, char **argv);
/* Where one stands, and the next command: what `cailun` alone says. */
int cmd_here(const Options *options);

#endif
