/*
 * feeding - a document through the feed plugin and the real host, for tests.
 *
 * Never judges what comes out.
 */
#include "config.h"

#include "feeding.h"

#include "base/json.h"
#include "parse/host.h"

#include <string.h>

static void
on_message(void *data, MessageType type, const Value *value)
{
	Result *result = data;

	if (type == MESSAGE_FEED) {
		value_free(result->feed);
		result->feed = value_copy(value);
	} else if (type == MESSAGE_ENTRY) {
		value_append(result->items, value_copy(value));
	}
}

void
result_clear(Result *result)
{
	value_free(result->feed);
	value_free(result->items);
	done_clear(&result->done);
}

Result
feed_bytes(const char *bytes, size_t length, const char *url, const char *type)
{
	g_autoptr(Plugins) plugins = plugins_new();
	Task task = { .mode = TASK_PARSE,
		.plugin = (char *)"feed",
		.url = (char *)(url ? url : ""),
		.content_type = (char *)type,
		.zone_min = 480 };
	Result result = { .items = value_list() };
	JobSink sink = { &result, on_message };

	g_assert_true(plugins_add(plugins, &cailun_plugin));
	host_run(plugins, &task, bytes, length, &sink, &result.done);
	return result;
}

Result
feed_text(const char *text, const char *url)
{
	return feed_bytes(text, strlen(text), url, NULL);
}

char *
feed_look(const Result *result, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, ".", -1);
	const Value *at = result->feed;
	size_t i = 0;

	if (strcmp(steps[0], "items") == 0) {
		at = result->items;
		i = 1;
	}
	for (; steps[i] && at; i++)
		at = value_kind(at) == VALUE_LIST
			 ? value_at(
			       at, (size_t)g_ascii_strtoull(steps[i], NULL, 10))
			 : value_get(at, steps[i]);
	if (!at)
		return NULL;
	if (value_kind(at) == VALUE_TEXT)
		return g_strdup(value_as_text(at));
	GString *out = g_string_new(NULL);
	json_append(out, at);
	return g_string_free(out, FALSE);
}

void
feed_check(const Result *result, const Look *looks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *found = feed_look(result, looks[i].path);

		g_test_message("%s", looks[i].path);
		g_assert_cmpstr(found, ==, looks[i].value);
	}
}
