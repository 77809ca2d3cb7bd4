/*
 * test-hostile - what plugins that attack come to: refused or dead, and
 * nothing else has happened.
 */
#include "config.h"

#include "base/clock.h"
#include "wire/fence.h"

#include "parser.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "tests/hostile/.libs"

/* Each is refused and says so, or dies by a signal. */
static const struct {
	const char *name;
	int signal; /* 0: lives and says "refused" */
	int other; /* another signal that will do as well */
	bool is_filtered; /* stopped by the sandbox, not by memory */
} attacks[] = {
	{ "reads-file", 0, 0, true },
	{ "writes-file", 0, 0, true },
	{ "removes-file", 0, 0, true },
	{ "opens-socket", SIGSYS, 0, true },
	{ "forks", SIGSYS, 0, true },
	{ "makes-thread", SIGSYS, 0, true },
	{ "runs-program", SIGSYS, 0, true },
	{ "eats-memory", 0, SIGSEGV, true },
	{ "aborts", SIGABRT, SIGSEGV, false },
	{ "wrong-pointer", SIGSEGV, 0, false },
	{ "recurses", SIGSEGV, 0, false },
	{ "kills-main", 0, 0, true },
	{ "signals-main", 0, 0, true },
	{ "limits-main", 0, 0, true },
	{ "traces-main", SIGSYS, 0, true },
	{ "makes-code", 0, 0, true },
	{ "loads-library", 0, 0, true },
	{ "constructor", 0, 0, true },
};

static const char canary[] = "/tmp/cailun-escaped", kept[] = "/tmp/cailun-kept";

static char *
module(const char *name)
{
	g_autofree char *folder = g_canonicalize_filename(FOLDER, NULL);
	g_autofree char *file = g_strconcat(name, ".so", NULL);
	char *path = g_build_filename(folder, file, NULL);

	/* the compiler's umask is not ours to judge here */
	g_assert_cmpint(chmod(path, 0644), ==, 0);
	return path;
}

static void
start(Child *zygote)
{
	g_autofree char *folder = g_canonicalize_filename(FOLDER, NULL);
	const char *const dirs[] = { folder, NULL };
	static const char *const argv[] = { "cailun-parse", "--sandbox=best",
		NULL };

	g_assert_true(parser_start_with(zygote, dirs, argv));
}

static void
attack(const Child *zygote, const char *name, Child *parser, Answers *answers)
{
	g_autofree char *path = module(name);
	const char *const plugins[] = { path, NULL };
	Task task = { .mode = TASK_DISCOVER,
		.plugin = (char *)name,
		.url = (char *)"http://a.cn/" };

	parser_spawn(zygote, plugins, parser);
	parser_run(parser, &task, "<p>x</p>", answers);
}

static void
check_nothing_happened(void)
{
	struct stat status;

	g_assert_cmpint(access(canary, F_OK), !=, 0);
	g_assert_cmpint(stat(kept, &status), ==, 0);
	g_assert_cmpint(status.st_size, ==, 4);
	g_assert_cmpint(status.st_mode & 0777, ==, 0600);
}

static void
test_attacks(void)
{
	Child zygote;

	(void)unlink(canary);
	g_assert_true(g_file_set_contents(kept, "kept", 4, NULL));
	g_assert_cmpint(chmod(kept, 0600), ==, 0);
	start(&zygote);
	for (size_t i = 0; i < G_N_ELEMENTS(attacks); i++) {
		g_auto(Answers) answers;
		Child parser;
		ChildEnd end;

		/* without Landlock it reads what the user may; best says so */
		if (strcmp(attacks[i].name, "constructor") == 0 &&
		    landlock_abi() < 1)
			continue;
		g_test_message("%s", attacks[i].name);
		attack(&zygote, attacks[i].name, &parser, &answers);
		if (answers.is_dead) {
			parser_wait(&parser, &end);
			g_assert_true(end.is_signal);
			if (end.code != attacks[i].other)
				g_assert_cmpint(
				    end.code, ==, attacks[i].signal);
		} else {
			g_assert_cmpint(attacks[i].signal, ==, 0);
			g_assert_cmpint(answers.done.result, ==, DONE_FAILED);
			g_assert_nonnull(answers.done.why);
			if (!g_str_has_prefix(answers.done.why, "refused"))
				g_error("%s: %s", attacks[i].name,
				    answers.done.why);
			parser_stop(&parser);
		}
		check_nothing_happened();
	}
	parser_stop(&zygote);
	(void)unlink(kept);
}

/* Deaf and at full speed: main sees the time it takes, and kills it. */
static void
test_loops(void)
{
	Child zygote, parser;
	ChildEnd end;
	g_autofree char *path = module("loops");
	const char *const plugins[] = { path, NULL };
	Task task = { .mode = TASK_DISCOVER,
		.plugin = (char *)"loops",
		.url = (char *)"" };
	g_autoptr(Value) value = task_to_value(&task);
	int64_t until = clock_mono_ms() + PARSER_WAIT_MS;

	start(&zygote);
	parser_spawn(&zygote, plugins, &parser);
	g_assert_true(channel_send(
	    parser.channel, MESSAGE_TASK, 1, value, parser_body("x"), NULL));
	while (child_cpu_ms(&parser) < 100) {
		g_assert_cmpint(clock_mono_ms(), <, until);
		g_usleep(1000);
	}
	child_kill(&parser);
	parser_wait(&parser, &end);
	g_assert_true(end.is_signal);
	g_assert_cmpint(end.code, ==, SIGKILL);
	parser_stop(&zygote);
}

static void
test_exits(void)
{
	Child zygote, parser;
	ChildEnd end;
	g_auto(Answers) answers;

	start(&zygote);
	attack(&zygote, "exits", &parser, &answers);
	g_assert_true(answers.is_dead);
	parser_wait(&parser, &end);
	g_assert_false(end.is_signal);
	parser_stop(&zygote);
}

/* Dies while it is loaded; the zygote goes on. */
static void
test_forking_constructor(void)
{
	Child zygote, parser;
	ChildEnd end;
	g_auto(Answers) answers;

	start(&zygote);
	attack(&zygote, "forking-constructor", &parser, &answers);
	g_assert_true(answers.is_dead);
	parser_wait(&parser, &end);
	g_assert_true(end.is_signal);
	g_assert_cmpint(end.code, ==, SIGSYS);
	parser_spawn(&zygote, NULL, &parser);
	parser_stop(&parser);
	parser_stop(&zygote);
}

static ChannelRead
next_read(const Child *child, GError **error)
{
	int64_t until = clock_mono_ms() + PARSER_WAIT_MS;

	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;
		ChannelRead got =
		    channel_read(child->channel, false, &message, error);

		g_assert_cmpint(clock_mono_ms(), <, until);
		if (got != CHANNEL_NOTHING)
			return got;
		g_usleep(1000);
	}
}

/* What is no message of ours ends the channel, whatever comes behind it. */
static void
test_nonsense(void)
{
	static const char *const names[] = { "babbles", "sends-descriptor" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		Child zygote, parser;
		g_autofree char *path = module(names[i]);
		const char *const plugins[] = { path, NULL };
		Task task = { .mode = TASK_DISCOVER,
			.plugin = (char *)names[i],
			.url = (char *)"" };
		g_autoptr(Value) value = task_to_value(&task);
		g_autoptr(GError) error = NULL;

		start(&zygote);
		parser_spawn(&zygote, plugins, &parser);
		g_assert_true(channel_send(parser.channel, MESSAGE_TASK, 1,
		    value, parser_body("x"), NULL));
		g_assert_cmpint(next_read(&parser, &error), ==, CHANNEL_BAD);
		g_assert_nonnull(error);
		child_kill(&parser);
		parser_stop(&parser);
		parser_stop(&zygote);
	}
}

/* Whatever it hands in, what comes out is a message that can be read. */
static void
test_lies(void)
{
	Child zygote, parser;
	g_auto(Answers) answers;

	start(&zygote);
	attack(&zygote, "lies", &parser, &answers);
	g_assert_false(answers.is_dead);
	g_assert_cmpint(answers.done.result, ==, DONE_FAILED);
	for (guint i = 0; i < answers.entries->len; i++) {
		const Value *entry = g_ptr_array_index(answers.entries, i);
		const char *html = value_get_text(entry, "content_html");

		if (html) {
			g_assert_null(strstr(html, "script"));
			g_assert_null(strstr(html, "onclick"));
		}
	}
	parser_stop(&parser);
	parser_stop(&zygote);
}

/* A parser has no descriptor that leads to a person. */
static void
test_prints(void)
{
	Child zygote, parser;
	g_auto(Answers) answers;
	g_autofree char *path = NULL, *text = NULL;
	int file = g_file_open_tmp("cailun-XXXXXX", &path, NULL);
	int kept_fd = dup(STDERR_FILENO);

	g_assert_cmpint(dup2(file, STDERR_FILENO), ==, STDERR_FILENO);
	start(&zygote);
	g_assert_cmpint(dup2(kept_fd, STDERR_FILENO), ==, STDERR_FILENO);
	attack(&zygote, "prints", &parser, &answers);
	g_assert_false(answers.is_dead);
	parser_stop(&parser);
	parser_stop(&zygote);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "");
	(void)unlink(path);
	(void)close(file);
	(void)close(kept_fd);
}

/* More than a message holds is no article, and is said to be none. */
static void
test_swells(void)
{
	Child zygote, parser;
	g_auto(Answers) answers;
	g_autofree char *path = module("swells");
	const char *const plugins[] = { path, NULL };
	Task task = { .mode = TASK_EXTRACT,
		.plugin = (char *)"swells",
		.url = (char *)"http://a.cn/" };

	start(&zygote);
	parser_spawn(&zygote, plugins, &parser);
	parser_run(&parser, &task, "<p>x</p>", &answers);
	g_assert_false(answers.is_dead);
	g_assert_null(answers.article);
	g_assert_cmpint(answers.done.result, ==, DONE_FAILED);
	g_assert_nonnull(strstr(answers.done.why, "bytes"));
	parser_stop(&parser);
	parser_stop(&zygote);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#ifdef WITH_SANITIZERS
	(void)printf("1..0 # SKIP the sanitizers exclude the sandbox\n");
	return 0;
#endif
	g_test_add_func("/hostile/attacks", test_attacks);
	g_test_add_func("/hostile/loops", test_loops);
	g_test_add_func("/hostile/exits", test_exits);
	g_test_add_func(
	    "/hostile/forking-constructor", test_forking_constructor);
	g_test_add_func("/hostile/nonsense", test_nonsense);
	g_test_add_func("/hostile/lies", test_lies);
	g_test_add_func("/hostile/prints", test_prints);
	g_test_add_func("/hostile/swells", test_swells);
	return g_test_run();
}
