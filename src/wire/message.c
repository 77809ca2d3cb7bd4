/*
 * message - what the processes say to each other.
 *
 * Structs to Values and back. Never acts on what it reads; whoever reads a
 * message decides what it is worth.
 */
#include "config.h"

#include "wire/message.h"

#include "base/error.h"
#include "base/limits.h"
#include "wire/field.h"

#include <string.h>

bool
message_is_type(uint32_t type)
{
	switch (type) {
	case MESSAGE_HELLO:
	case MESSAGE_REQUEST:
	case MESSAGE_CANCEL:
	case MESSAGE_RESPONSE:
	case MESSAGE_READY:
	case MESSAGE_PLUGINS:
	case MESSAGE_SPAWN:
	case MESSAGE_SPAWNED:
	case MESSAGE_TASK:
	case MESSAGE_ENTRY:
	case MESSAGE_FEED:
	case MESSAGE_ARTICLE:
	case MESSAGE_WANT:
	case MESSAGE_DONE:
		return true;
	default:
		return false;
	}
}

static void
set_texts(Value *object, const char *name, char *const *texts)
{
	Value *list;

	if (!texts)
		return;
	list = value_list();
	for (; *texts; texts++)
		value_append(list, value_text(*texts));
	value_set(object, name, list);
}

/* ---- headers and keys: one flat list, name after value after name ---- */

static void
set_pairs(Value *object, const char *name, const Header *pairs, size_t n)
{
	Value *list;

	if (n == 0)
		return;
	list = value_list();
	for (size_t i = 0; i < n; i++) {
		value_append(list, value_text(pairs[i].name));
		value_append(list, value_text(pairs[i].value));
	}
	value_set(object, name, list);
}

static Header *
read_pairs(Fields *fields, const char *name, size_t max_bytes, size_t *n)
{
	g_auto(GStrv) flat =
	    fields_texts(fields, name, 2 * LIMIT_HEADERS, max_bytes);
	size_t count = flat ? g_strv_length(flat) : 0;
	Header *pairs;

	*n = 0;
	if (count % 2 != 0)
		fields_refuse(fields, name, "a name without a value");
	if (count == 0 || !fields_done(fields))
		return NULL;
	pairs = g_new0(Header, count / 2);
	/* All of `flat` is taken, so that its own cleanup finds nothing. */
	for (size_t i = 0; i < count; i += 2) {
		pairs[*n].name = g_steal_pointer(&flat[i]);
		pairs[*n].value = g_steal_pointer(&flat[i + 1]);
		(*n)++;
	}
	return pairs;
}

static void
add_pair(Header **pairs, size_t *n, const char *name, const char *value)
{
	/* Room grows in powers of two: a long list costs no square. */
	if ((*n & (*n - 1)) == 0)
		*pairs = g_realloc_n(*pairs, *n ? *n * 2 : 1, sizeof(Header));
	(*pairs)[*n].name = g_strdup(name);
	(*pairs)[*n].value = g_strdup(value);
	(*n)++;
}

static void
clear_pairs(Header **pairs, size_t *n)
{
	for (size_t i = 0; i < *n; i++) {
		g_free((*pairs)[i].name);
		g_free((*pairs)[i].value);
	}
	g_clear_pointer(pairs, g_free);
	*n = 0;
}

bool
header_is_name(const char *name)
{
	static const char others[] = "!#$%&'*+-.^_`|~";

	if (*name == '\0')
		return false;
	for (; *name; name++)
		if (!g_ascii_isalnum(*name) && !strchr(others, *name))
			return false;
	return true;
}

bool
header_is_value(const char *value)
{
	for (; *value; value++)
		if (g_ascii_iscntrl(*value) && *value != '\t')
			return false;
	return true;
}

static void
check_headers(Fields *fields, const Header *headers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!header_is_name(headers[i].name) ||
		    !header_is_value(headers[i].value))
			fields_refuse(fields, "headers", "not a header line");
}

/* ---- HELLO ---- */

Value *
hello_to_value(const Hello *hello)
{
	Value *value = value_object();

	value_set_number(value, "now", hello->now);
	value_set_text(value, "user_agent", hello->user_agent);
	value_set_number(value, "connections", hello->connections);
	set_texts(value, "plugin_dirs", hello->plugin_dirs);
	return value;
}

bool
hello_read(const Value *value, Hello *out, GError **error)
{
	Fields fields = fields_of(value, "hello", error);
	g_auto(Hello) hello = { 0 };

	hello.now = fields_number(&fields, "now", 0, INT64_MAX / 2, 0);
	hello.user_agent =
	    fields_text(&fields, "user_agent", LIMIT_FIELD_BYTES);
	hello.connections =
	    fields_number(&fields, "connections", 0, INT64_MAX / 2, 0);
	hello.plugin_dirs = fields_texts(
	    &fields, "plugin_dirs", LIMIT_MESSAGE_ITEMS, LIMIT_FIELD_BYTES);
	if (hello.user_agent && !header_is_value(hello.user_agent))
		fields_refuse(&fields, "user_agent", "not one line");
	if (!fields_done(&fields))
		return false;
	*out = hello;
	hello = (Hello){ 0 };
	return true;
}

void
hello_clear(Hello *hello)
{
	g_free(hello->user_agent);
	g_strfreev(hello->plugin_dirs);
	*hello = (Hello){ 0 };
}

/* ---- REQUEST ---- */

Value *
request_to_value(const Request *request)
{
	Value *value = value_object();

	value_set_text(value, "url", request->url);
	set_pairs(value, "headers", request->headers, request->n_headers);
	value_set_number(value, "max_bytes", request->max_bytes);
	value_set_number(value, "timeout_ms", request->timeout_ms);
	value_set_bool(
	    value, "is_private_allowed", request->is_private_allowed);
	value_set_text(value, "proxy", request->proxy);
	value_set_text(value, "ca_pem", request->ca_pem);
	value_set_text(value, "credentials", request->credentials);
	return value;
}

bool
request_read(const Value *value, Request *out, GError **error)
{
	Fields fields = fields_of(value, "request", error);
	g_auto(Request) request = { 0 };

	request.url = fields_need_text(&fields, "url", LIMIT_URL_BYTES);
	request.headers = read_pairs(
	    &fields, "headers", LIMIT_HEADER_BYTES, &request.n_headers);
	check_headers(&fields, request.headers, request.n_headers);
	request.max_bytes = fields_number(
	    &fields, "max_bytes", 1, INT64_MAX / 2, LIMIT_PAGE_BYTES);
	request.timeout_ms = fields_number(
	    &fields, "timeout_ms", 1, INT64_MAX / 2, LIMIT_REQUEST_MS);
	request.is_private_allowed = fields_bool(&fields, "is_private_allowed");
	request.proxy = fields_text(&fields, "proxy", LIMIT_URL_BYTES);
	request.ca_pem = fields_text(&fields, "ca_pem", LIMIT_CONF_BYTES);
	request.credentials =
	    fields_text(&fields, "credentials", LIMIT_FIELD_BYTES);
	if (!fields_done(&fields))
		return false;
	*out = request;
	request = (Request){ 0 };
	return true;
}

void
request_clear(Request *request)
{
	g_free(request->url);
	clear_pairs(&request->headers, &request->n_headers);
	g_free(request->proxy);
	g_free(request->ca_pem);
	g_free(request->credentials);
	*request = (Request){ 0 };
}

void
request_add_header(Request *request, const char *name, const char *value)
{
	add_pair(&request->headers, &request->n_headers, name, value);
}

/* ---- RESPONSE ---- */

Value *
response_to_value(const Response *response)
{
	Value *value = value_object();

	value_set_number(value, "end", response->end);
	value_set_text(value, "why", response->why);
	value_set_number(value, "status", response->status);
	set_pairs(value, "headers", response->headers, response->n_headers);
	value_set_number(value, "body_bytes", response->body_bytes);
	value_set_number(value, "wire_bytes", response->wire_bytes);
	value_set_number(value, "elapsed_ms", response->elapsed_ms);
	return value;
}

bool
response_read(const Value *value, Response *out, GError **error)
{
	Fields fields = fields_of(value, "response", error);
	g_auto(Response) response = { 0 };

	response.end = (ResponseEnd)fields_number(
	    &fields, "end", 0, RESPONSE_N - 1, RESPONSE_NONSENSE);
	response.why = fields_text(&fields, "why", LIMIT_FIELD_BYTES);
	response.status = fields_number(&fields, "status", 0, 999, 0);
	response.headers = read_pairs(
	    &fields, "headers", LIMIT_HEADER_BYTES, &response.n_headers);
	check_headers(&fields, response.headers, response.n_headers);
	response.body_bytes =
	    fields_number(&fields, "body_bytes", 0, LIMIT_SITEMAP_BYTES, 0);
	response.wire_bytes =
	    fields_number(&fields, "wire_bytes", 0, INT64_MAX / 2, 0);
	response.elapsed_ms =
	    fields_number(&fields, "elapsed_ms", 0, INT64_MAX / 2, 0);
	if (!fields_done(&fields))
		return false;
	*out = response;
	response = (Response){ 0 };
	return true;
}

void
response_clear(Response *response)
{
	g_free(response->why);
	clear_pairs(&response->headers, &response->n_headers);
	*response = (Response){ 0 };
}

void
response_add_header(Response *response, const char *name, const char *value)
{
	add_pair(&response->headers, &response->n_headers, name, value);
}

char *
ready_lacks(const Value *value)
{
	const Value *lacks = value_get(value, "lacks");
	g_autoptr(GString) all = g_string_new(NULL);

	for (size_t i = 0; i < value_count(lacks) && i < LIMIT_LACKS; i++) {
		const char *one = value_as_text(value_at(lacks, i));

		if (one)
			g_string_append_printf(
			    all, "%s%s", all->len > 0 ? ", " : "", one);
	}
	return all->len > 0 ? g_strdup(all->str) : NULL;
}

const char *
response_header(const Response *response, const char *name)
{
	for (size_t i = 0; i < response->n_headers; i++)
		if (g_ascii_strcasecmp(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	return NULL;
}

/* ---- SPAWN ---- */

Value *
spawn_to_value(const Spawn *spawn)
{
	Value *value = value_object();

	set_texts(value, "plugins", spawn->plugins);
	return value;
}

bool
spawn_read(const Value *value, Spawn *out, GError **error)
{
	Fields fields = fields_of(value, "spawn", error);
	g_auto(Spawn) spawn = { 0 };

	spawn.plugins = fields_texts(
	    &fields, "plugins", LIMIT_MESSAGE_ITEMS, LIMIT_FIELD_BYTES);
	if (!fields_done(&fields))
		return false;
	*out = spawn;
	spawn = (Spawn){ 0 };
	return true;
}

void
spawn_clear(Spawn *spawn)
{
	g_strfreev(spawn->plugins);
	*spawn = (Spawn){ 0 };
}

/* ---- TASK ---- */

Value *
task_to_value(const Task *task)
{
	Value *value = value_object();

	value_set_number(value, "mode", task->mode);
	value_set_text(value, "plugin", task->plugin);
	value_set_text(value, "url", task->url);
	value_set_text(value, "content_type", task->content_type);
	value_set_text(value, "charset", task->charset);
	value_set_text(value, "agent", task->agent);
	value_set_number(value, "zone_min", task->zone_min);
	set_texts(value, "hosts", task->hosts);
	set_pairs(value, "keys", task->keys, task->n_keys);
	if (task->entry)
		value_set(value, "entry", value_copy(task->entry));
	if (task->part > 0)
		value_set_number(value, "part", task->part);
	return value;
}

/* An item is checked by whoever reads it; here only that it is an object. */
static Value *
read_entry(Fields *fields)
{
	const Value *entry = value_get(fields->object, "entry");

	if (!entry || value_kind(entry) == VALUE_NULL)
		return NULL;
	if (value_kind(entry) != VALUE_OBJECT) {
		fields_refuse(fields, "entry", "wrong kind");
		return NULL;
	}
	return value_copy(entry);
}

bool
task_read(const Value *value, Task *out, GError **error)
{
	Fields fields = fields_of(value, "task", error);
	g_auto(Task) task = { 0 };

	task.mode = (TaskMode)fields_number(
	    &fields, "mode", 0, TASK_N - 1, TASK_DISCOVER);
	task.plugin = fields_text(&fields, "plugin", LIMIT_FIELD_BYTES);
	task.url = fields_text(&fields, "url", LIMIT_URL_BYTES);
	task.content_type =
	    fields_text(&fields, "content_type", LIMIT_HEADER_BYTES);
	task.charset = fields_text(&fields, "charset", LIMIT_FIELD_BYTES);
	task.agent = fields_text(&fields, "agent", LIMIT_FIELD_BYTES);
	task.zone_min =
	    fields_number(&fields, "zone_min", -24 * 60, 24 * 60, 0);
	task.hosts = fields_texts(
	    &fields, "hosts", LIMIT_MESSAGE_ITEMS, LIMIT_FIELD_BYTES);
	task.keys =
	    read_pairs(&fields, "keys", LIMIT_CONF_LINE_BYTES, &task.n_keys);
	task.entry = read_entry(&fields);
	task.part =
	    fields_number(&fields, "part", 0, LIMIT_ARTICLE_REQUESTS, 0);
	if (!fields_done(&fields))
		return false;
	if (!task.url)
		task.url = g_strdup("");
	*out = task;
	task = (Task){ 0 };
	return true;
}

void
task_clear(Task *task)
{
	g_free(task->plugin);
	g_free(task->url);
	g_free(task->content_type);
	g_free(task->charset);
	g_free(task->agent);
	g_strfreev(task->hosts);
	clear_pairs(&task->keys, &task->n_keys);
	value_free(task->entry);
	*task = (Task){ 0 };
}

void
task_add_key(Task *task, const char *name, const char *value)
{
	add_pair(&task->keys, &task->n_keys, name, value);
}

/* ---- WANT ---- */

Value *
want_to_value(const Want *want)
{
	Value *value = value_object();

	value_set_number(value, "as", want->as);
	value_set_text(value, "url", want->url);
	value_set_text(value, "method", want->method);
	value_set_text(value, "headers", want->headers);
	value_set_text(value, "body", want->body);
	return value;
}

bool
want_read(const Value *value, Want *out, GError **error)
{
	Fields fields = fields_of(value, "want", error);
	g_auto(Want) want = { 0 };

	want.as = (WantAs)fields_number(&fields, "as", WANT_LIST, WANT_DATA, 0);
	if (want.as == 0)
		fields_refuse(&fields, "as", "is missing");
	want.url = fields_need_text(&fields, "url", LIMIT_URL_BYTES);
	want.method = fields_text(&fields, "method", LIMIT_FIELD_BYTES);
	want.headers = fields_text(&fields, "headers", LIMIT_HEADER_BYTES);
	want.body = fields_text(&fields, "body", LIMIT_HEADER_BYTES);
	if (!fields_done(&fields))
		return false;
	*out = want;
	want = (Want){ 0 };
	return true;
}

void
want_clear(Want *want)
{
	g_free(want->url);
	g_free(want->method);
	g_free(want->headers);
	g_free(want->body);
	*want = (Want){ 0 };
}

/* ---- DONE ---- */

Value *
done_to_value(const Done *done)
{
	Value *value = value_object();

	value_set_number(value, "result", done->result);
	value_set_text(value, "why", done->why);
	value_set_number(value, "entries", done->entries);
	value_set_number(value, "replaced", done->replaced);
	value_set_text(value, "charset", done->charset);
	value_set_text(value, "plugin", done->plugin);
	return value;
}

bool
done_read(const Value *value, Done *out, GError **error)
{
	Fields fields = fields_of(value, "done", error);
	g_auto(Done) done = { 0 };

	done.result = (DoneResult)fields_number(
	    &fields, "result", 0, DONE_N - 1, DONE_FAILED);
	done.why = fields_text(&fields, "why", LIMIT_FIELD_BYTES);
	done.entries = fields_number(&fields, "entries", 0, INT64_MAX / 2, 0);
	done.replaced = fields_number(&fields, "replaced", 0, INT64_MAX / 2, 0);
	done.charset = fields_text(&fields, "charset", LIMIT_FIELD_BYTES);
	done.plugin = fields_text(&fields, "plugin", LIMIT_FIELD_BYTES);
	if (!fields_done(&fields))
		return false;
	*out = done;
	done = (Done){ 0 };
	return true;
}

void
done_clear(Done *done)
{
	g_free(done->why);
	g_free(done->charset);
	g_free(done->plugin);
	*done = (Done){ 0 };
}
