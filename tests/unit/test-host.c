/*
 * test-host - a task run in this process, with plugins of the test's own: what
 * they ask and hand in, and the messages that become of it.
 */
#include "config.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "parse/host.h"

#include <string.h>

/* What was sent, in order; "ENTRY {...}" a line each. */
static void
note(void *data, MessageType type, const Value *value)
{
	GString *out = data;

	g_string_append(out, type == MESSAGE_ENTRY     ? "ENTRY "
			     : type == MESSAGE_FEED    ? "FEED "
			     : type == MESSAGE_ARTICLE ? "ARTICLE "
			     : type == MESSAGE_WANT    ? "WANT "
						       : "OTHER ");
	json_append(out, value);
	g_string_append_c(out, '\n');
}

static char *
run(const struct cl_plugin *data, const Task *task, const char *page,
    Done *done)
{
	g_autoptr(Plugins) plugins = plugins_new();
	GString *out = g_string_new(NULL);
	JobSink sink = { .data = out, .send = note };

	*done = (Done){ 0 };
	g_assert_true(plugins_add(plugins, data));
	host_run(plugins, task, page, strlen(page), &sink, done);
	return g_string_free(out, false);
}

static Task
new_task(TaskMode mode)
{
	return (Task){
		.mode = mode,
		.plugin = (char *)"test",
		.url = (char *)"https://news.example.cn/list/index.html",
		.zone_min = CLOCK_CHINA_MIN,
	};
}

#define PLUGIN(FUNCTION) \
	{ \
		CL_PLUGIN, .name = "test", .summary = "test", .keys = keys, \
			   .discover = FUNCTION, .extract = FUNCTION \
	}

static const struct cl_key keys[] = {
	{ "item", CL_SELECTOR, false, "li", "" },
	{ "none", CL_SELECTOR, false, NULL, "" },
	{ "word", CL_STRING, false, "fallback", "" },
	{ "count", CL_NUMBER, false, "7", "" },
	{ "deep", CL_FLAG, false, "yes", "" },
	{ 0 },
};

/* ---- what can be asked ---- */

static const char page[] =
    "<html><head><base href='/b/'></head><body><ul>"
    "<li class='x y'><a href='1.html' title=' t  u '>长<b>沙</b></a></li>"
    "<li>二</li></ul></body></html>";

static enum cl_result
ask(struct cl_call *call)
{
	struct cl_nodes items = cl_select(call, NULL, "item");
	const struct cl_node *a;
	struct cl_date date = { 0 };
	size_t length;

	g_assert_cmpuint(items.count, ==, 2);
	a = cl_find(call, items.at[0], "a").at[0];
	g_assert_cmpstr(cl_text(call, a), ==, "长沙");
	g_assert_cmpstr(cl_text(call, NULL), ==, "");
	g_assert_cmpstr(cl_attr(call, a, "title"), ==, "t u");
	g_assert_null(cl_attr(call, a, "rel"));
	g_assert_null(cl_attr(call, NULL, "rel"));
	g_assert_cmpstr(
	    cl_link(call, a, "href"), ==, "https://news.example.cn/b/1.html");
	g_assert_null(cl_link(call, a, "title-not-there"));
	g_assert_null(cl_link(call, NULL, "href"));
	g_assert_cmpstr(cl_markup(call, a), ==, "长<b>沙</b>");
	g_assert_cmpstr(
	    cl_resolve(call, NULL, "../c"), ==, "https://news.example.cn/c");
	g_assert_cmpstr(
	    cl_resolve(call, "http://a.cn/x/", "y"), ==, "http://a.cn/x/y");
	g_assert_null(cl_resolve(call, NULL, "javascript:x"));
	g_assert_null(cl_resolve(call, NULL, NULL));
	g_assert_cmpuint(cl_select(call, NULL, "none").count, ==, 0);
	g_assert_null(cl_first(call, NULL, "nosuch"));
	g_assert_cmpstr(
	    cl_url(call), ==, "https://news.example.cn/list/index.html");
	g_assert_cmpstr(cl_config(call, "word"), ==, "set");
	g_assert_null(cl_config(call, "none"));
	g_assert_null(cl_config(call, "nosuch"));
	g_assert_cmpint(cl_number(call, "count"), ==, 7);
	g_assert_cmpint(cl_number(call, "nosuch"), ==, 0);
	g_assert_true(cl_flag(call, "deep"));
	g_assert_false(cl_flag(call, "word"));
	g_assert_cmpstr(cl_source(call, &length), ==, page);
	g_assert_cmpuint(length, ==, strlen(page));
	g_assert_null(cl_document(call));
	g_assert_cmpstr(cl_keep(call, "abcdef", 3), ==, "abc");
	g_assert_cmpstr(cl_join(call, "a", "b"), ==, "ab");
	g_assert_cmpstr(cl_join(call, NULL, "b"), ==, "b");
	g_assert_cmpstr(cl_join(call, NULL, NULL), ==, "");
	g_assert_cmpstr(cl_plain(call, "<p>a</p>&amp;"), ==, "a &");
	g_assert_cmpstr(cl_plain(call, NULL), ==, "");
	g_assert_true(cl_when(call, "2026-03-02T11:00:00+08:00", &date));
	g_assert_cmpint(date.seconds, ==, 1772420400);
	g_assert_cmpint(date.precision, ==, CL_SECOND);
	g_assert_cmpint(date.origin, ==, CL_FROM_NOWHERE);
	g_assert_cmpstr(
	    cl_date_text(call, &date), ==, "2026-03-02T11:00:00+08:00");
	g_assert_false(cl_when(call, "no date", &date));
	g_assert_false(cl_when(call, NULL, &date));
	g_assert_cmpuint(call->part, ==, 3);
	return CL_EMPTY;
}

static void
test_ask(void)
{
	static const struct cl_plugin data = PLUGIN(ask);
	g_auto(Done) done;
	Task task = new_task(TASK_EXTRACT);
	TaskKey word = { (char *)"word", (char *)"set" };
	g_autofree char *said = NULL;

	task.keys = &word;
	task.n_keys = 1;
	task.part = 3;
	said = run(&data, &task, page, &done);
	g_assert_cmpint(done.result, ==, DONE_EMPTY);
	g_assert_cmpstr(said, ==, "");
	g_assert_cmpstr(done.charset, ==, "utf-8");
	g_assert_cmpstr(done.plugin, ==, "test");
}

static enum cl_result
ask_libxml2(struct cl_call *call)
{
	g_assert_nonnull(cl_document(call));
	return CL_EMPTY;
}

static void
test_libxml2(void)
{
	static const struct cl_plugin data = {
		CL_PLUGIN,
		.name = "test",
		.summary = "test",
		.uses = CL_USES_LIBXML2,
		.extract = ask_libxml2,
	};
	g_auto(Done) done;
	Task task = new_task(TASK_EXTRACT);
	g_autofree char *said = run(&data, &task, page, &done);

	g_assert_cmpstr(said, ==, "");
	g_assert_cmpint(done.result, ==, DONE_EMPTY);
}

/* ---- lists ---- */

static enum cl_result
emit(struct cl_call *call)
{
	struct cl_entry first = {
		.size = sizeof(first),
		.url = "https://a.cn/1",
		.guid = "g1",
		.title = " 一 \n 二 ",
		.summary = "<p onclick=x>s</p><script>no</script>",
		.content = "plain",
		.published = { 1772420400, 480, CL_SECOND, CL_FROM_FEED },
		.modified = { 1772380800, 480, CL_DAY, CL_FROM_FEED },
		.kicker = "k",
		.section = "要闻",
		.page_name = "A1",
	};
	/* as one built against an older header would hand it in */
	struct cl_entry old = { .size = offsetof(struct cl_entry, guid),
		.url = "https://a.cn/2",
		.guid = "not seen" };
	struct cl_hint hint = {
		.size = sizeof(hint),
		.ttl_min = 30,
		.next = "https://a.cn/next",
		.hub = "https://hub.cn/",
		.skip_hours = 1u << 3 | 1u << 23,
		.skip_days = 1u,
	};

	cl_hint(call, &hint);
	cl_entry(call, &first);
	g_assert_true(cl_member(call, CL_IN_ENTRY, "tags[+]", "t1"));
	g_assert_true(cl_member(call, CL_IN_ENTRY, "tags[+]", "t2"));
	g_assert_true(cl_member_number(
	    call, CL_IN_ENTRY, "attachments[+].size_in_bytes", 5));
	g_assert_true(cl_member_json(
	    call, CL_IN_ENTRY, "_cailun.geo.coordinates", "[112.9,28.2]"));
	g_assert_false(cl_member_json(call, CL_IN_ENTRY, "x", "{"));
	g_assert_false(cl_member(call, CL_IN_ENTRY, "a..b", "x"));
	g_assert_false(cl_member(call, CL_IN_ARTICLE + 1, "a", "x"));
	cl_entry(call, &old);
	g_assert_true(cl_member(call, CL_IN_FEED, "title", "f"));
	g_assert_true(cl_member(call, CL_IN_FEED, "title", NULL));
	return CL_OK;
}

static const char first_entry[] =
    "{\"id\":\"g1\",\"url\":\"https://a.cn/1\",\"title\":\"一 二\","
    "\"summary\":\"<p>s</p>\",\"content_html\":\"plain\","
    "\"date_published\":\"2026-03-02T11:00:00+08:00\","
    "\"date_modified\":\"2026-03-02\",\"_cailun\":{\"kicker\":\"k\","
    "\"sections\":[\"要闻\"],\"page_name\":\"A1\",\"position\":1,"
    "\"date_from\":\"feed\",\"geo\":{\"coordinates\":[112.9,28.2]}%s},"
    "\"tags\":[\"t1\",\"t2\"],\"attachments\":[{\"size_in_bytes\":5}]}\n";
static const char second_entry[] =
    "{\"id\":\"https://a.cn/2\",\"url\":\"https://a.cn/2\","
    "\"_cailun\":{\"position\":2}}\n";
static const char feed[] =
    "{\"_cailun\":{\"ttl\":30,\"next\":\"https://a.cn/next\","
    "\"hub\":\"https://hub.cn/\",\"skip_hours\":[3,23],"
    "\"skip_days\":[\"Sunday\"],\"encoding\":\"utf-8\"},"
    "\"next_url\":\"https://a.cn/next\",\"title\":\"f\"}\n";

static void
test_list(void)
{
	static const struct cl_plugin data = PLUGIN(emit);
	const TaskMode modes[] = { TASK_DISCOVER, TASK_PARSE };

	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		bool is_parse = modes[i] == TASK_PARSE;
		g_auto(Done) done;
		Task task = new_task(modes[i]);
		g_autofree char *said = run(&data, &task, "x", &done);
		g_autofree char *first = g_strdup_printf(
		    first_entry, is_parse ? "" : ",\"markdown\":\"plain\"");
		g_autofree char *expected =
		    is_parse ? g_strconcat("FEED ", feed, "ENTRY ", first,
				   "ENTRY ", second_entry, NULL)
			     : g_strconcat("ENTRY ", first, "ENTRY ",
				   second_entry, "FEED ", feed, NULL);

		g_assert_cmpstr(said, ==, expected);
		g_assert_cmpint(done.result, ==, DONE_OK);
		g_assert_cmpint(done.entries, ==, 2);
	}
}

static enum cl_result
emit_many(struct cl_call *call)
{
	struct cl_entry entry = { .size = sizeof(entry),
		.url = "https://a.cn/1" };

	for (int i = 0; i < LIMIT_ENTRIES + 5; i++) {
		cl_entry(call, &entry);
		g_assert_true(cl_member(call, CL_IN_ENTRY, "x", "y"));
	}
	return CL_OK;
}

static void
count_only(void *data, MessageType type, const Value *value)
{
	(void)value;
	if (type == MESSAGE_ENTRY)
		(*(size_t *)data)++;
}

static void
test_ceiling(void)
{
	static const struct cl_plugin data = PLUGIN(emit_many);
	g_autoptr(Plugins) plugins = plugins_new();
	size_t count = 0;
	JobSink sink = { .data = &count, .send = count_only };
	g_auto(Done) done = { 0 };
	Task task = new_task(TASK_DISCOVER);

	g_assert_true(plugins_add(plugins, &data));
	host_run(plugins, &task, "x", 1, &sink, &done);
	g_assert_cmpuint(count, ==, LIMIT_ENTRIES);
	g_assert_cmpint(done.entries, ==, LIMIT_ENTRIES + 5);
}

/* One item never becomes more than a message can hold. */
static enum cl_result
emit_large(struct cl_call *call)
{
	struct cl_entry entry = { .size = sizeof(entry),
		.url = "https://a.cn/1" };
	g_autofree char *large = g_strnfill(1 << 20, 'x');

	cl_entry(call, &entry);
	for (int i = 0; i < 40; i++)
		(void)cl_member(call, CL_IN_ENTRY, "x[+]", large);
	for (int i = 0; i < 300000; i++)
		(void)cl_member_number(call, CL_IN_FEED, "y[+]", i);
	return CL_OK;
}

static void
check_size(void *data, MessageType type, const Value *value)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Value) back = NULL;

	(void)data;
	(void)type;
	value_encode(value, bytes);
	g_assert_cmpuint(bytes->len, <, LIMIT_MESSAGE_BYTES);
	back = value_decode(bytes->data, bytes->len, &error);
	g_assert_no_error(error);
}

static void
test_large(void)
{
	static const struct cl_plugin data = PLUGIN(emit_large);
	g_autoptr(Plugins) plugins = plugins_new();
	JobSink sink = { .send = check_size };
	g_auto(Done) done = { 0 };
	Task task = new_task(TASK_DISCOVER);

	g_assert_true(plugins_add(plugins, &data));
	host_run(plugins, &task, "x", 1, &sink, &done);
}

/* ---- articles ---- */

static enum cl_result
fill(struct cl_call *call)
{
	struct cl_date date = { 1772420400, 480, CL_MINUTE, CL_FROM_PAGE };
	struct cl_image image = { sizeof(image), "https://a.cn/1.jpg", "图" };

	cl_set(call, CL_TITLE, "first");
	cl_set(call, CL_TITLE, "湘江  大桥合龙");
	cl_set(call, CL_KICKER, "taken back");
	cl_set(call, CL_KICKER, "");
	cl_set(call, CL_SECTION, "要闻");
	cl_set(call, CL_SECTION, "要闻");
	cl_set(call, CL_SECTION, "长沙");
	cl_set(call, CL_TAG, "桥");
	cl_set(call, CL_CREDIT, "湖南日报");
	cl_set(call, (enum cl_field)99, "x");
	cl_person(call, CL_AUTHOR, "张三", NULL);
	cl_person(call, CL_AUTHOR, "张三", NULL);
	cl_person(call, CL_EDITOR, "李四", "责编");
	cl_person(call, CL_EDITOR, "李四", "一审");
	cl_person(call, CL_EDITOR, "", "二审");
	cl_person(call, CL_EDITOR, NULL, "三审");
	cl_published(call, &date);
	cl_image(call, &image);
	cl_body_markup(call, "<p>第一段。</p><p>第二段。</p>");
	g_assert_true(cl_member(call, CL_IN_ARTICLE, "_cailun.comments", "c"));
	return CL_OK;
}

static void
test_article(void)
{
	static const struct cl_plugin data = PLUGIN(fill);
	g_auto(Done) done;
	Task task = new_task(TASK_EXTRACT);
	g_autoptr(Value) entry = value_object();
	g_autofree char *said = NULL;

	value_set_text(entry, "id", "guid-1");
	value_set_text(entry, "title", "listed");
	(void)value_put(entry, "_cailun.kicker", value_text("listed"));
	(void)value_put(entry, "_cailun.page", value_text("03"));
	(void)value_put(entry, "tags[+]", value_text("listed"));
	task.entry = entry;
	said = run(&data, &task, page, &done);
	g_assert_cmpint(done.result, ==, DONE_OK);
	g_assert_cmpstr(said, ==,
	    "ARTICLE {\"id\":\"guid-1\","
	    "\"url\":\"https://news.example.cn/list/index.html\","
	    "\"title\":\"湘江 大桥合龙\",\"_cailun\":{\"credit\":\"湖南日报\","
	    "\"page\":\"03\",\"date_from\":\"page\","
	    "\"editors\":[{\"name\":\"李四\",\"role\":\"责编\"},"
	    "{\"name\":\"李四\",\"role\":\"一审\"}],"
	    "\"sections\":[\"要闻\",\"长沙\"],"
	    "\"images\":[{\"url\":\"https://a.cn/1.jpg\",\"alt\":\"图\"}],"
	    "\"markdown\":\"第一段。\\n\\n第二段。\","
	    "\"evidence\":\"test/selectors\",\"comments\":\"c\"},"
	    "\"date_published\":\"2026-03-02T11:00:00+08:00\","
	    "\"authors\":[{\"name\":\"张三\"}],\"tags\":[\"桥\"],"
	    "\"image\":\"https://a.cn/1.jpg\","
	    "\"content_html\":\"<p>第一段。</p>\\n<p>第二段。</p>\","
	    "\"content_text\":\"第一段。\\n第二段。\"}\n");
}

static enum cl_result
fill_little(struct cl_call *call)
{
	const struct cl_node *body = cl_find(call, NULL, "ul").at[0];

	cl_body(call, NULL);
	cl_body(call, body);
	return CL_OK;
}

/* What the plugin leaves open comes from the list. */
static void
test_listed(void)
{
	static const struct cl_plugin data = PLUGIN(fill_little);
	g_auto(Done) done;
	Task task = new_task(TASK_EXTRACT);
	g_autoptr(Value) entry = value_object();
	g_autofree char *said = NULL;

	value_set_text(entry, "title", "标题");
	value_set_text(entry, "date_published", "2026-03-02");
	(void)value_put(entry, "_cailun.date_from", value_text("list"));
	(void)value_put(entry, "_cailun.sections[+]", value_text("s"));
	(void)value_put(entry, "authors[+].name", value_text("a"));
	(void)value_put(entry, "tags[+]", value_text("t"));
	task.entry = entry;
	said = run(&data, &task, page, &done);
	g_assert_nonnull(strstr(said, "\"title\":\"标题\""));
	g_assert_nonnull(strstr(said, "\"date_published\":\"2026-03-02\""));
	g_assert_nonnull(strstr(said, "\"date_from\":\"list\""));
	g_assert_nonnull(strstr(said, "\"sections\":[\"s\"]"));
	g_assert_nonnull(strstr(said, "\"authors\":[{\"name\":\"a\"}]"));
	g_assert_nonnull(strstr(said, "\"tags\":[\"t\"]"));
	g_assert_nonnull(strstr(said, "长"));
}

static enum cl_result
fill_nothing(struct cl_call *call)
{
	(void)call;
	return CL_OK;
}

/* OK alone makes no article. */
static void
test_no_article(void)
{
	static const struct cl_plugin data = PLUGIN(fill_nothing);
	g_auto(Done) done;
	Task task = new_task(TASK_EXTRACT);
	g_autofree char *said = run(&data, &task, page, &done);

	g_assert_cmpstr(said, ==, "");
	g_assert_cmpint(done.result, ==, DONE_CHANGED);
	g_assert_nonnull(done.why);
}

/* ---- asking for more ---- */

static enum cl_result
want(struct cl_call *call)
{
	static const struct cl_request bad[] = {
		{ sizeof(bad[0]), (enum cl_as)0, "/x", NULL, NULL, NULL },
		{ sizeof(bad[0]), CL_AS_PART, NULL, NULL, NULL, NULL },
		{ sizeof(bad[0]), CL_AS_PART, "file:///etc/passwd", NULL, NULL,
		    NULL },
		{ sizeof(bad[0]), CL_AS_PART, "https://evil.cn/", NULL, NULL,
		    NULL },
		{ sizeof(bad[0]), CL_AS_PART, "https://xexample.cn/", NULL,
		    NULL, NULL },
		{ sizeof(bad[0]), CL_AS_PART, "/x", "GET /", NULL, NULL },
		{ sizeof(bad[0]), CL_AS_PART, "/x", NULL, "no colon", NULL },
		{ sizeof(bad[0]), CL_AS_PART, "/x", NULL, "A: b\r\nC: d",
		    NULL },
		{ sizeof(bad[0]), CL_AS_PART, "/x", NULL, "A B: c", NULL },
		{ sizeof(bad[0]), CL_AS_PART, "/x", NULL, ": c", NULL },
	};
	struct cl_request good = { sizeof(good), CL_AS_PART, "p2.html", NULL,
		"Accept: x\nReferer: y\n", NULL };
	struct cl_request post = { sizeof(post), CL_AS_DATA,
		"https://api.example.cn/", "POST", NULL, "{}" };

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(cl_request(call, &bad[i]));
	g_assert_true(cl_request(call, &good));
	g_assert_true(cl_request(call, &post));
	for (int i = 2; i < LIMIT_ARTICLE_REQUESTS; i++)
		g_assert_true(cl_request(call, &good));
	g_assert_false(cl_request(call, &good));
	return CL_FAILED;
}

static void
test_wants(void)
{
	static const struct cl_plugin data = PLUGIN(want);
	const char *hosts[] = { "example.cn", NULL };
	g_auto(Done) done;
	Task task = new_task(TASK_EXTRACT);
	g_autofree char *said = NULL;

	task.hosts = (char **)hosts;
	said = run(&data, &task, page, &done);
	g_assert_true(g_str_has_prefix(said,
	    "WANT {\"as\":2,\"url\":\"https://news.example.cn/list/p2.html\","
	    "\"headers\":\"Accept: x\\nReferer: y\\n\"}\n"
	    "WANT {\"as\":3,\"url\":\"https://api.example.cn/\","
	    "\"method\":\"POST\",\"body\":\"{}\"}\n"));
	g_assert_cmpint(done.result, ==, DONE_FAILED);
	g_assert_nonnull(strstr(done.why, "more requests"));
}

/* ---- keys, plugins, results ---- */

static enum cl_result
answer_nonsense(struct cl_call *call)
{
	(void)call;
	return (enum cl_result)99;
}

static enum cl_result
explain_badly(struct cl_call *call)
{
	cl_explain(call, "%s", "first");
	cl_explain(call, "a\n\033b \xff %d", 5);
	return CL_CHANGED;
}

static void
test_results(void)
{
	static const struct cl_plugin nonsense = PLUGIN(answer_nonsense);
	static const struct cl_plugin badly = PLUGIN(explain_badly);
	static const struct cl_plugin one_sided = { CL_PLUGIN, .name = "test",
		.summary = "test", .discover = fill_nothing };
	Task task = new_task(TASK_EXTRACT);
	static const struct {
		const struct cl_plugin *data;
		DoneResult result;
		const char *why;
	} cases[] = {
		{ &nonsense, DONE_FAILED, "returned 99" },
		{ &badly, DONE_CHANGED, "\xef\xbf\xbd 5" },
		{ &one_sided, DONE_FAILED, "cannot extract" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Done) done;
		g_autofree char *said = run(cases[i].data, &task, "x", &done);

		g_assert_cmpstr(said, ==, "");
		g_assert_cmpint(done.result, ==, cases[i].result);
		g_assert_nonnull(strstr(done.why, cases[i].why));
		g_assert_null(strchr(done.why, '\n'));
		g_assert_true(g_utf8_validate(done.why, -1, NULL));
	}
}

static void
test_keys(void)
{
	static const struct cl_key strict[] = {
		{ "must", CL_STRING, true, NULL, "what it needs" },
		{ "item", CL_SELECTOR, false, NULL, "" },
		{ "count", CL_NUMBER, false, NULL, "" },
		{ "deep", CL_FLAG, false, NULL, "" },
		{ 0 },
	};
	static const struct cl_plugin data = { CL_PLUGIN, .name = "test",
		.summary = "test", .keys = strict, .discover = fill_nothing };
	static const struct {
		const char *keys[4], *why;
	} cases[] = {
		{ { "must", "x" }, NULL },
		{ { "item", "a" }, "'must' is missing; what it needs" },
		{ { "must", "" }, "'must' is missing" },
		{ { "must", "x", "item", "a >> b" }, "'item': selector" },
		{ { "must", "x", "item", "//a[" }, "'item': selector" },
		{ { "must", "x", "item", "" }, NULL },
		{ { "must", "x", "count", "12x" }, "'count' is no number" },
		{ { "must", "x", "count", "-12" }, NULL },
		{ { "must", "x", "deep", "true" }, "'deep' is neither" },
		{ { "must", "x", "deep", "no" }, NULL },
		{ { "must", "x", "other", "y" }, "no key 'other'" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(Done) done;
		TaskKey given[2] = {
			{ (char *)cases[i].keys[0], (char *)cases[i].keys[1] },
			{ (char *)cases[i].keys[2], (char *)cases[i].keys[3] },
		};
		Task task = new_task(TASK_CHECK);
		g_autofree char *said = NULL;

		task.keys = given;
		task.n_keys = cases[i].keys[2] ? 2 : 1;
		said = run(&data, &task, "", &done);
		g_assert_cmpstr(said, ==, "");
		if (cases[i].why) {
			g_assert_cmpint(done.result, ==, DONE_FAILED);
			g_assert_nonnull(strstr(done.why, cases[i].why));
		} else {
			g_assert_cmpstr(done.why, ==, NULL);
			g_assert_cmpint(done.result, ==, DONE_OK);
		}
	}
}

static void
test_plugin_missing(void)
{
	static const struct cl_plugin data = PLUGIN(fill_nothing);
	g_auto(Done) done;
	Task task = new_task(TASK_DISCOVER);
	g_autofree char *said = NULL;

	task.plugin = (char *)"nosuch";
	said = run(&data, &task, "x", &done);
	g_assert_cmpint(done.result, ==, DONE_FAILED);
	g_assert_nonnull(strstr(done.why, "nosuch"));
}

static enum cl_result
fail_politely(struct cl_call *call)
{
	cl_explain(call, "not mine");
	return CL_CHANGED;
}

static enum cl_result
emit_one(struct cl_call *call)
{
	struct cl_entry entry = { .size = sizeof(entry),
		.url = "https://a.cn/" };

	cl_entry(call, &entry);
	return CL_OK;
}

/* "auto" asks feed, then list; HTML is never shown to feed. */
static void
test_auto(void)
{
	static const struct cl_plugin feed_plugin = { CL_PLUGIN, .name = "feed",
		.summary = "s", .discover = fail_politely };
	static const struct cl_plugin list_plugin = { CL_PLUGIN, .name = "list",
		.summary = "s", .keys = keys, .discover = emit_one };
	const struct {
		const char *text;
		bool has_list;
		const char *plugin;
		DoneResult result;
	} cases[] = {
		{ "<rss/>", true, "list", DONE_OK },
		{ "<rss/>", false, "feed", DONE_CHANGED },
		{ " <!DOCTYPE html><p>", true, "list", DONE_OK },
		{ " <!DOCTYPE html><p>", false, NULL, DONE_FAILED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Plugins) plugins = plugins_new();
		g_autoptr(GString) out = g_string_new(NULL);
		JobSink sink = { .data = out, .send = note };
		g_auto(Done) done = { 0 };
		Task task = new_task(TASK_DISCOVER);
		TaskKey item = { (char *)"item", (char *)"li" };

		task.plugin = (char *)"auto";
		task.keys = &item;
		task.n_keys = 1;
		g_assert_true(plugins_add(plugins, &feed_plugin));
		if (cases[i].has_list)
			g_assert_true(plugins_add(plugins, &list_plugin));
		host_run(plugins, &task, cases[i].text, strlen(cases[i].text),
		    &sink, &done);
		g_assert_cmpint(done.result, ==, cases[i].result);
		g_assert_cmpstr(done.plugin, ==, cases[i].plugin);
	}
}

static void
test_robots(void)
{
	static const struct cl_plugin data = PLUGIN(fill_nothing);
	g_auto(Done) done;
	Task task = new_task(TASK_ROBOTS);
	g_autofree char *said = NULL;

	task.agent = (char *)"cailun";
	said = run(&data, &task, "User-agent: *\nDisallow: /x\n", &done);
	g_assert_cmpint(done.result, ==, DONE_OK);
	g_assert_true(g_str_has_prefix(said, "FEED {\"rules\":["));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	tree_warm();
	clock_set(1772420400);
	g_test_add_func("/host/ask", test_ask);
	g_test_add_func("/host/libxml2", test_libxml2);
	g_test_add_func("/host/list", test_list);
	g_test_add_func("/host/ceiling", test_ceiling);
	g_test_add_func("/host/large", test_large);
	g_test_add_func("/host/article", test_article);
	g_test_add_func("/host/listed", test_listed);
	g_test_add_func("/host/no-article", test_no_article);
	g_test_add_func("/host/wants", test_wants);
	g_test_add_func("/host/results", test_results);
	g_test_add_func("/host/keys", test_keys);
	g_test_add_func("/host/plugin-missing", test_plugin_missing);
	g_test_add_func("/host/auto", test_auto);
	g_test_add_func("/host/robots", test_robots);
	return g_test_run();
}
