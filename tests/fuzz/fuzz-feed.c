/*
 * fuzz-feed - any bytes as a feed, through charset, reader, plugin and host.
 *
 * Whatever comes out can be encoded, decoded again and holds valid text.
 */
#include "config.h"

#include "base/clock.h"
#include "parse/charset.h"
#include "parse/host.h"
#include "parse/tree.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
on_message(void *data, MessageType type, const Value *value)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(Value) again = NULL;

	(void)data, (void)type;
	value_encode(value, bytes);
	again = value_decode(bytes->data, bytes->len, NULL);
	if (!again)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const types[] = { NULL, "text/xml; charset=gbk",
		"application/json" };
	size_t which = size > 0 ? data[size - 1] % G_N_ELEMENTS(types) : 0;
	g_autoptr(Plugins) plugins = plugins_new();
	g_auto(Done) done = { 0 };
	Task task = { .mode = size % 2 ? TASK_PARSE : TASK_DISCOVER,
		.plugin = (char *)"feed",
		.url = (char *)(size % 3 ? "https://f.example/x/feed" : ""),
		.content_type = (char *)types[which],
		.zone_min = 480 };
	JobSink sink = { NULL, on_message };

	tree_warm();
	clock_set(1709605230);
	if (!plugins_add(plugins, &cailun_plugin))
		abort();
	host_run(plugins, &task, data, size, &sink, &done);
	return 0;
}
