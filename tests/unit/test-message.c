/*
 * test-message - structs to values and back; everything that a reader refuses.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "wire/message.h"

#include <string.h>

/* Over the wire and back, as the other process would see it. */
static Value *
carry(Value *value)
{
	g_autoptr(Value) kept = value;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	Value *back;

	value_encode(kept, bytes);
	back = value_decode(bytes->data, bytes->len, NULL);
	g_assert_nonnull(back);
	return back;
}

static void
test_hello(void)
{
	char *dirs[] = { (char *)"/a", (char *)"", NULL };
	Hello hello = {
		.now = 1704187157,
		.user_agent = (char *)"cailun/1 (+post@example.org)",
		.connections = 64,
		.plugin_dirs = dirs,
	};
	g_autoptr(Value) value = carry(hello_to_value(&hello));
	g_auto(Hello) back = { 0 };

	g_assert_true(hello_read(value, &back, NULL));
	g_assert_cmpint(back.now, ==, 1704187157);
	g_assert_cmpstr(back.user_agent, ==, hello.user_agent);
	g_assert_cmpint(back.connections, ==, 64);
	g_assert_cmpuint(g_strv_length(back.plugin_dirs), ==, 2);
	g_assert_cmpstr(back.plugin_dirs[0], ==, "/a");
	g_assert_cmpstr(back.plugin_dirs[1], ==, "");
}

static void
test_request(void)
{
	g_auto(Request) request = {
		.url = g_strdup("https://news.example/列表"),
		.max_bytes = LIMIT_PAGE_BYTES,
		.timeout_ms = 60000,
		.is_private_allowed = true,
		.proxy = g_strdup("http://proxy.example:3128"),
		.ca_pem = g_strdup("-----BEGIN CERTIFICATE-----\n"),
		.credentials = g_strdup("reader:pass word"),
	};
	g_autoptr(Value) value = NULL;
	g_auto(Request) back = { 0 };

	for (size_t i = 0; i < 5; i++) {
		g_autofree char *name = g_strdup_printf("X-%zu", i);

		request_add_header(&request, name, i ? "值\t1" : "");
	}
	value = carry(request_to_value(&request));
	g_assert_true(request_read(value, &back, NULL));
	g_assert_cmpstr(back.url, ==, request.url);
	g_assert_cmpuint(back.n_headers, ==, 5);
	g_assert_cmpstr(back.headers[0].name, ==, "X-0");
	g_assert_cmpstr(back.headers[0].value, ==, "");
	g_assert_cmpstr(back.headers[4].value, ==, "值\t1");
	g_assert_cmpint(back.max_bytes, ==, LIMIT_PAGE_BYTES);
	g_assert_cmpint(back.timeout_ms, ==, 60000);
	g_assert_true(back.is_private_allowed);
	g_assert_cmpstr(back.proxy, ==, request.proxy);
	g_assert_cmpstr(back.ca_pem, ==, request.ca_pem);
	g_assert_cmpstr(back.credentials, ==, request.credentials);
}

static void
test_response(void)
{
	g_auto(Response) response = {
		.end = RESPONSE_CUT,
		.why = g_strdup("the answer ended early"),
		.status = 200,
		.body_bytes = 7,
		.wire_bytes = 300,
		.elapsed_ms = 12,
	};
	g_autoptr(Value) value = NULL;
	g_auto(Response) back = { 0 };

	response_add_header(&response, "ETag", "W/\"a b\"");
	response_add_header(&response, "Date", "today");
	response_add_header(&response, "etag", "second");
	value = carry(response_to_value(&response));
	g_assert_true(response_read(value, &back, NULL));
	g_assert_cmpint(back.end, ==, RESPONSE_CUT);
	g_assert_cmpstr(back.why, ==, "the answer ended early");
	g_assert_cmpint(back.status, ==, 200);
	g_assert_cmpint(back.body_bytes, ==, 7);
	g_assert_cmpint(back.wire_bytes, ==, 300);
	g_assert_cmpint(back.elapsed_ms, ==, 12);
	g_assert_cmpuint(back.n_headers, ==, 3);
	g_assert_cmpstr(response_header(&back, "ETAG"), ==, "W/\"a b\"");
	g_assert_null(response_header(&back, "Location"));
}

static void
test_task(void)
{
	char *hosts[] = { (char *)"a.example", (char *)"b.example", NULL };
	g_autoptr(Value) value = NULL;
	g_auto(Task) task = { .mode = TASK_EXTRACT, .zone_min = 480 };
	g_auto(Task) back = { 0 };

	task.plugin = g_strdup("page");
	task.hosts = g_strdupv(hosts);
	task.entry = value_object();
	value_set_text(task.entry, "title", "耒阳");
	task_add_key(&task, "title", "h1");
	task_add_key(&task, "body", "");
	value = carry(task_to_value(&task));
	g_assert_true(task_read(value, &back, NULL));
	g_assert_cmpint(back.mode, ==, TASK_EXTRACT);
	g_assert_cmpstr(back.plugin, ==, "page");
	g_assert_cmpstr(back.url, ==, "");
	g_assert_null(back.content_type);
	g_assert_cmpint(back.zone_min, ==, 480);
	g_assert_cmpuint(g_strv_length(back.hosts), ==, 2);
	g_assert_cmpuint(back.n_keys, ==, 2);
	g_assert_cmpstr(back.keys[1].name, ==, "body");
	g_assert_cmpstr(back.keys[1].value, ==, "");
	g_assert_cmpstr(value_get_text(back.entry, "title"), ==, "耒阳");
}

static void
test_spawn_and_done(void)
{
	char *plugins[] = { (char *)"/x/own.so", NULL };
	Spawn spawn = { .plugins = plugins };
	Done done = {
		.result = DONE_CHANGED,
		.why = (char *)"no headline",
		.entries = 3,
		.replaced = 2,
		.charset = (char *)"GB18030",
		.plugin = (char *)"list",
	};
	g_autoptr(Value) first = carry(spawn_to_value(&spawn));
	g_autoptr(Value) second = carry(done_to_value(&done));
	g_auto(Spawn) spawn_back = { 0 };
	g_auto(Done) done_back = { 0 };

	g_assert_true(spawn_read(first, &spawn_back, NULL));
	g_assert_cmpstr(spawn_back.plugins[0], ==, "/x/own.so");
	g_assert_true(done_read(second, &done_back, NULL));
	g_assert_cmpint(done_back.result, ==, DONE_CHANGED);
	g_assert_cmpstr(done_back.why, ==, "no headline");
	g_assert_cmpint(done_back.entries, ==, 3);
	g_assert_cmpint(done_back.replaced, ==, 2);
	g_assert_cmpstr(done_back.charset, ==, "GB18030");
	g_assert_cmpstr(done_back.plugin, ==, "list");
}

static Value *
list_of(size_t n, const char *text)
{
	Value *list = value_list();

	for (size_t i = 0; i < n; i++)
		value_append(list, value_text(text));
	return list;
}

static Value *
pair_of(const char *name, const char *value)
{
	Value *list = value_list();

	value_append(list, value_text(name));
	value_append(list, value_text(value));
	return list;
}

static Value *
long_text(size_t n)
{
	g_autofree char *text = g_strnfill(n, 'x');

	return value_text(text);
}

/* A good response in which one member is replaced. */
static void
refuse_response(const char *name, Value *member)
{
	Response plain = { .status = 200 };
	g_autoptr(Value) value = response_to_value(&plain);
	g_autoptr(GError) error = NULL;
	g_auto(Response) out = { 0 };

	value_set(value, name, member);
	g_assert_false(response_read(value, &out, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	g_assert_nonnull(strstr(error->message, name));
	g_assert_null(out.headers);
	g_assert_null(out.why);
}

static void
test_refusals(void)
{
	Value *mixed = list_of(1, "a");

	refuse_response("end", value_number(-1));
	refuse_response("end", value_number(RESPONSE_N));
	refuse_response("end", value_text("0"));
	refuse_response("why", value_number(1));
	refuse_response("why", long_text(LIMIT_FIELD_BYTES + 1));
	refuse_response("status", value_number(1000));
	refuse_response("status", value_number(-1));
	refuse_response("body_bytes", value_number(-1));
	refuse_response("body_bytes", value_number(INT64_MAX));
	refuse_response("headers", value_text("a"));
	refuse_response("headers", list_of(3, "a"));
	refuse_response("headers", list_of(2 * LIMIT_HEADERS + 2, "a"));
	refuse_response("headers", pair_of("a b", "x"));
	refuse_response("headers", pair_of("", "x"));
	refuse_response("headers", pair_of("a", "x\ry"));
	refuse_response("headers", pair_of("a", "x\n"));
	value_append(mixed, value_number(1));
	refuse_response("headers", mixed);
}

static void
test_not_objects(void)
{
	g_autoptr(Value) list = value_list();
	g_autoptr(Value) empty = value_object();
	g_autoptr(GError) error = NULL;
	g_auto(Request) request = { 0 };
	g_auto(Task) task = { 0 };
	g_auto(Done) done = { 0 };

	g_assert_false(done_read(list, &done, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	g_clear_error(&error);
	g_assert_false(task_read(NULL, &task, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	g_clear_error(&error);
	g_assert_false(request_read(empty, &request, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
}

static void
test_types(void)
{
	static const uint32_t unknown[] = { 0, 7, 9, 12, 19, 26, 1u << 31,
		UINT32_MAX };

	for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
		g_assert_false(message_is_type(unknown[i]));
	g_assert_true(message_is_type(MESSAGE_HELLO));
	g_assert_true(message_is_type(MESSAGE_PLUGINS));
	g_assert_true(message_is_type(MESSAGE_DONE));
}

static void
test_lacks(void)
{
	g_autoptr(Value) ready = value_object();
	g_autofree char *none = ready_lacks(ready);
	g_autofree char *two = NULL, *many = NULL;
	Value *lacks = value_list();

	g_assert_null(none);
	value_append_text(lacks, "Landlock");
	value_append(lacks, value_number(7)); /* no text: passed over */
	value_append_text(lacks, "seccomp");
	value_set(ready, "lacks", lacks);
	two = ready_lacks(ready);
	g_assert_cmpstr(two, ==, "Landlock, seccomp");
	for (int i = 0; i < 1000; i++)
		value_append_text(lacks, "x");
	many = ready_lacks(ready);
	g_assert_cmpuint(strlen(many), ==,
	    strlen("Landlock, seccomp") + (LIMIT_LACKS - 3) * strlen(", x"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/message/hello", test_hello);
	g_test_add_func("/message/request", test_request);
	g_test_add_func("/message/response", test_response);
	g_test_add_func("/message/task", test_task);
	g_test_add_func("/message/spawn-and-done", test_spawn_and_done);
	g_test_add_func("/message/refusals", test_refusals);
	g_test_add_func("/message/not-objects", test_not_objects);
	g_test_add_func("/message/types", test_types);
	g_test_add_func("/message/lacks", test_lacks);
	return g_test_run();
}
