/*
 * test-zygote - the built cailun-parse: parsers are made, work, and die with
 * whom they belong to.
 */
#include "config.h"

#include "base/clock.h"
#include "wire/body.h"

#include "parser.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const char list_page[] =
    "<html><head><meta charset=utf-8><title>要闻</title></head><body>"
    "<ul class=news><li><a href='/a/1.html'>大桥合龙</a><span>03-01</span>"
    "<li><a href='/a/2.html'>新校开学</a><span>03-02</span></ul></body>";

static Task
list_task(void)
{
	return (Task){
		.mode = TASK_DISCOVER,
		.plugin = (char *)"list",
		.url = (char *)"https://news.example.cn/list/",
		.zone_min = CLOCK_CHINA_MIN,
	};
}

static void
discover(const Child *parser)
{
	g_auto(Answers) answers;
	Task task = list_task();

	task_add_key(&task, "item", "ul.news li");
	parser_run(parser, &task, list_page, &answers);
	g_assert_false(answers.is_dead);
	g_assert_cmpstr(answers.done.why, ==, NULL);
	g_assert_cmpint(answers.done.result, ==, DONE_OK);
	g_assert_cmpint(answers.entries->len, ==, 2);
	g_assert_cmpstr(
	    value_get_text(g_ptr_array_index(answers.entries, 1), "url"), ==,
	    "https://news.example.cn/a/2.html");
	g_assert_cmpstr(
	    value_get_text(g_ptr_array_index(answers.entries, 0), "title"), ==,
	    "大桥合龙");
	g_assert_cmpstr(answers.done.charset, ==, "utf-8");
	g_assert_cmpstr(answers.done.plugin, ==, "list");
	g_free(task.keys[0].name);
	g_free(task.keys[0].value);
	g_free(task.keys);
}

static void
test_discover(void)
{
	Child zygote, parser;

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	for (int i = 0; i < 3; i++)
		discover(&parser);
	parser_stop(&parser);
	parser_stop(&zygote);
}

/* A parser leaves at end of file, with exit code 0. */
static void
test_leaves(void)
{
	Child zygote, parser;
	ChildEnd end;

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	g_clear_pointer(&parser.channel, channel_free);
	parser_wait(&parser, &end);
	g_assert_false(end.is_signal);
	g_assert_cmpint(end.code, ==, 0);
	g_clear_pointer(&zygote.channel, channel_free);
	parser_wait(&zygote, &end);
	g_assert_false(end.is_signal);
	g_assert_cmpint(end.code, ==, 0);
}

static void
test_many(void)
{
	Child zygote, parsers[40];

	parser_start_zygote(&zygote, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(parsers); i++)
		parser_spawn(&zygote, NULL, &parsers[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(parsers); i++)
		discover(&parsers[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(parsers); i++)
		parser_stop(&parsers[i]);
	parser_stop(&zygote);
}

/* One that is killed hurts nobody else, and main learns how it ended. */
static void
test_child_killed(void)
{
	Child zygote, first, second;
	ChildEnd end;

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &first);
	parser_spawn(&zygote, NULL, &second);
	child_kill(&first);
	parser_wait(&first, &end);
	g_assert_true(end.is_signal);
	g_assert_cmpint(end.code, ==, SIGKILL);
	discover(&second);
	parser_spawn(&zygote, NULL, &first);
	discover(&first);
	parser_stop(&first);
	parser_stop(&second);
	parser_stop(&zygote);
}

/* Without the zygote its children work on; another one is started. */
static void
test_zygote_killed(void)
{
	Child zygote, parser, other;
	ChildEnd end;

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	child_kill(&zygote);
	parser_wait(&zygote, &end);
	discover(&parser);
	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &other);
	discover(&other);
	parser_stop(&other);
	parser_stop(&parser);
	parser_stop(&zygote);
}

/* A second main, which dies: its zygote and parsers must be gone within 1 s. */
static void
test_main_killed(void)
{
	int told[2];
	pid_t pids[2] = { 0, 0 }, main_pid;
	int64_t until;

	g_assert_cmpint(pipe2(told, O_CLOEXEC), ==, 0);
	main_pid = fork();
	g_assert_cmpint(main_pid, >=, 0);
	if (main_pid == 0) {
		Child zygote, parser;

		parser_start_zygote(&zygote, NULL);
		parser_spawn(&zygote, NULL, &parser);
		pids[0] = zygote.pid;
		pids[1] = parser.pid;
		(void)!write(told[1], pids, sizeof(pids));
		(void)pause();
		_exit(0);
	}
	(void)close(told[1]);
	g_assert_cmpint(read(told[0], pids, sizeof(pids)), ==, sizeof(pids));
	(void)close(told[0]);
	g_assert_cmpint(kill(main_pid, SIGKILL), ==, 0);
	g_assert_cmpint(waitpid(main_pid, NULL, 0), ==, main_pid);
	until = clock_mono_ms() + 1000;
	for (size_t i = 0; i < G_N_ELEMENTS(pids); i++) {
		/* reaped by init, or by whoever adopts orphans here */
		g_autofree char *stat =
		    g_strdup_printf("/proc/%d/stat", (int)pids[i]);

		for (;;) {
			g_autofree char *text = NULL;

			if (!g_file_get_contents(stat, &text, NULL, NULL) ||
			    strstr(text, ") Z "))
				break;
			g_assert_cmpint(clock_mono_ms(), <, until);
			g_usleep(5000);
		}
	}
}

static void
test_plugins(void)
{
	Child zygote, parser;
	g_auto(Message) message = MESSAGE_NONE;
	g_autoptr(Value) nothing = value_object();
	const Value *plugins;
	bool has_list = false;

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	g_assert_true(channel_send(
	    parser.channel, MESSAGE_PLUGINS, 3, nothing, -1, NULL));
	g_assert_true(parser_read(&parser, &message));
	g_assert_cmpint(message.type, ==, MESSAGE_PLUGINS);
	plugins = value_get(message.value, "plugins");
	for (size_t i = 0; i < value_count(plugins); i++)
		if (strcmp(value_get_text(value_at(plugins, i), "name"),
			"list") == 0)
			has_list = true;
	g_assert_true(has_list);
	g_assert_cmpint(
	    value_count(value_get(message.value, "problems")), ==, 0);
	parser_stop(&parser);
	parser_stop(&zygote);
}

/* Every refusal of a task comes as a DONE; the parser lives on. */
static void
test_refusals(void)
{
	static const struct {
		const char *plugin, *key, *value, *why;
	} cases[] = {
		{ "nosuch", "item", "li", "there is no plugin 'nosuch'" },
		{ "list", "item", "li >> a", "at character 5" },
		{ "list", "item", "//li[", "at character" },
		{ "list", "itme", "li", "no key 'itme'" },
		{ "list", "item", "ul.gone li", "nothing is where item looks" },
	};
	Child zygote, parser;

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Answers) answers;
		TaskKey key = { (char *)cases[i].key, (char *)cases[i].value };
		Task task = list_task();

		task.plugin = (char *)cases[i].plugin;
		task.keys = &key;
		task.n_keys = 1;
		parser_run(&parser, &task, list_page, &answers);
		g_assert_false(answers.is_dead);
		g_assert_cmpint(answers.done.result, !=, DONE_OK);
		g_assert_nonnull(strstr(answers.done.why, cases[i].why));
	}
	discover(&parser);
	parser_stop(&parser);
	parser_stop(&zygote);
}

/* A task that is none, and one without a document. */
static void
test_bad_task(void)
{
	Child zygote, parser;
	g_autoptr(Value) bad = value_object();
	g_auto(Message) message = MESSAGE_NONE;
	g_auto(Answers) answers;
	Task task = list_task();

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	value_set_number(bad, "mode", 99);
	g_assert_true(
	    channel_send(parser.channel, MESSAGE_TASK, 1, bad, -1, NULL));
	g_assert_true(parser_read(&parser, &message));
	g_assert_cmpint(message.type, ==, MESSAGE_DONE);
	g_assert_cmpint(
	    value_get_number(message.value, "result", 0), ==, DONE_FAILED);
	parser_run(&parser, &task, NULL, &answers);
	g_assert_cmpint(answers.done.result, ==, DONE_FAILED);
	discover(&parser);
	parser_stop(&parser);
	parser_stop(&zygote);
}

/* A body that could still change under the reader is not read. */
static void
test_unsealed_body(void)
{
	Child zygote, parser;
	Task task = list_task();
	g_autoptr(Value) value = task_to_value(&task);
	g_auto(Message) message = MESSAGE_NONE;
	int body = body_new(NULL);

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	g_assert_cmpint(write(body, list_page, strlen(list_page)), >, 0);
	g_assert_true(
	    channel_send(parser.channel, MESSAGE_TASK, 1, value, body, NULL));
	g_assert_true(parser_read(&parser, &message));
	g_assert_cmpint(message.type, ==, MESSAGE_DONE);
	g_assert_cmpint(
	    value_get_number(message.value, "result", 0), ==, DONE_FAILED);
	parser_stop(&parser);
	parser_stop(&zygote);
}

/* All encodings are there behind the fence, where no file can be opened. */
static void
test_encodings(void)
{
	static const struct {
		const char *charset, *bytes, *title;
	} cases[] = {
		{ "gbk", "\xb3\xa4\xc9\xb3", "长沙" },
		{ "big5", "\xaa\xf8\xa8\x46", "長沙" },
		{ "euc-jp", "\xc6\xfc\xcb\xdc", "日本" },
		{ "shift_jis", "\x93\xfa\x96\x7b", "日本" },
		{ "euc-kr", "\xc7\xd1\xb1\xb9", "한국" },
		{ "koi8-r", "\xf2\xd5\xd3\xd8", "Русь" },
		{ "windows-1251", "\xd0\xf3\xf1\xfc", "Русь" },
		{ "iso-8859-2", "\xb3\xf3\xbc\x9f", "łóź\xc2\x9f" },
	};
	Child zygote, parser;

	parser_start_zygote(&zygote, NULL);
	parser_spawn(&zygote, NULL, &parser);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Answers) answers;
		TaskKey key = { (char *)"item", (char *)"a" };
		Task task = list_task();
		g_autofree char *page =
		    g_strdup_printf("<a href='/1.html'>%s</a>", cases[i].bytes);
		const char *title;

		task.charset = (char *)cases[i].charset;
		task.keys = &key;
		task.n_keys = 1;
		parser_run(&parser, &task, page, &answers);
		g_assert_cmpint(answers.entries->len, ==, 1);
		title = value_get_text(
		    g_ptr_array_index(answers.entries, 0), "title");
		g_assert_true(g_str_has_prefix(title, cases[i].title) ||
			      i == G_N_ELEMENTS(cases) - 1);
	}
	parser_stop(&parser);
	parser_stop(&zygote);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/zygote/discover", test_discover);
	g_test_add_func("/zygote/leaves", test_leaves);
	g_test_add_func("/zygote/many", test_many);
	g_test_add_func("/zygote/child-killed", test_child_killed);
	g_test_add_func("/zygote/zygote-killed", test_zygote_killed);
	g_test_add_func("/zygote/main-killed", test_main_killed);
	g_test_add_func("/zygote/plugins", test_plugins);
	g_test_add_func("/zygote/refusals", test_refusals);
	g_test_add_func("/zygote/bad-task", test_bad_task);
	g_test_add_func("/zygote/unsealed-body", test_unsealed_body);
	g_test_add_func("/zygote/encodings", test_encodings);
	return g_test_run();
}
