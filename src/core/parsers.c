/*
 * parsers - the zygote and the parsers it makes, one source each.
 *
 * Knows processes, queues and deadlines; nothing of what a document says.
 */
#include "config.h"

#include "core/parsers.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "core/retired.h"
#include "core/zygote.h"
#include "wire/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

/* Documents that a parser is given ahead, so that it never waits for main. */
#define DEPTH 3

typedef struct Document {
	uint32_t id;
	Value *task; /* NULL: a question for its plugins */
	int body;
} Document;

typedef struct Parser Parser;

typedef struct Owner {
	char *name;
	char **plugins;
	GQueue documents; /* Document *: not yet given to a parser */
	Parser *parser; /* or NULL */
	bool is_queued; /* waits for a parser */
} Owner;

struct Parser {
	uint32_t serial;
	Owner *owner;
	Channel *channel; /* until the zygote has said who it is */
	Child child;
	GQueue given; /* Document *: the head is being read */
	int64_t started_ms, cpu_ms; /* of the head */
	int64_t look_ms; /* when the head could first be too late */
	const char *accused; /* why it must go, or NULL */
	size_t place;
	bool is_watched;
};

struct Parsers {
	int64_t jobs;
	ParsersEvents events;
	Zygote *zygote;
	uint32_t serial;
	GHashTable *owners; /* name -> Owner */
	GQueue queue; /* Owner *: that wait for a parser */
	GPtrArray *live; /* Parser * */
	Retired *retired;
	size_t waiting;
	GError *error; /* found while settling, told by the next turn */
};

static void
document_free(void *data)
{
	Document *document = data;

	fd_clear(&document->body);
	value_free(document->task);
	g_free(document);
}

static void
owner_free(void *data)
{
	Owner *owner = data;

	g_queue_clear_full(&owner->documents, document_free);
	g_strfreev(owner->plugins);
	g_free(owner->name);
	g_free(owner);
}

static void
parser_free(void *data)
{
	Parser *parser = data;

	g_queue_clear_full(&parser->given, document_free);
	channel_free(parser->channel);
	if (parser->child.pid != 0)
		child_stop(&parser->child, 0, NULL);
	g_free(parser);
}

static void
queue_owner(Parsers *parsers, Owner *owner)
{
	if (owner->parser || owner->is_queued ||
	    g_queue_is_empty(&owner->documents))
		return;
	owner->is_queued = true;
	g_queue_push_tail(&parsers->queue, owner);
}

static void
put(Parsers *parsers, const char *name, char **plugins, uint32_t id,
    Value *task, int body)
{
	Owner *owner = g_hash_table_lookup(parsers->owners, name);
	Document *document = g_new0(Document, 1);

	if (!owner) {
		owner = g_new0(Owner, 1);
		owner->name = g_strdup(name);
		owner->plugins = g_strdupv(plugins);
		g_queue_init(&owner->documents);
		g_hash_table_insert(parsers->owners, owner->name, owner);
	}
	document->id = id;
	document->task = task;
	document->body = body;
	g_queue_push_tail(&owner->documents, document);
	parsers->waiting++;
	queue_owner(parsers, owner);
}

void
parsers_put(Parsers *parsers, const char *owner, char **plugins, uint32_t id,
    const Task *task, int body)
{
	put(parsers, owner, plugins, id, task_to_value(task), body);
}

void
parsers_ask_plugins(
    Parsers *parsers, const char *owner, char **plugins, uint32_t id)
{
	put(parsers, owner, plugins, id, NULL, -1);
}

size_t
parsers_waiting(const Parsers *parsers)
{
	return parsers->waiting;
}

static Channel *
channel_of(const Parser *parser)
{
	return parser->channel ? parser->channel : parser->child.channel;
}

/* The head of `given` is what the parser reads from now on. */
static void
start_measuring(Parser *parser)
{
	parser->started_ms = clock_mono_ms();
	parser->cpu_ms = MAX(child_cpu_ms(&parser->child), 0);
	parser->look_ms = parser->started_ms + LIMIT_PARSER_CPU_MS;
}

/* Hands over what the parser may have ahead. A parser that has just died is
 * noticed when its channel is read. */
static void
send_document(Parser *parser, const Document *document)
{
	g_autoptr(Value) nothing = value_object();
	MessageType type = document->task ? MESSAGE_TASK : MESSAGE_PLUGINS;
	int body = document->body >= 0
		       ? fcntl(document->body, F_DUPFD_CLOEXEC, 0)
		       : -1;

	(void)channel_send(channel_of(parser), type, document->id,
	    document->task ? document->task : nothing, body, NULL);
}

static void
feed(Parser *parser)
{
	while (parser->given.length < DEPTH) {
		Document *document =
		    g_queue_pop_head(&parser->owner->documents);

		if (!document)
			return;
		if (g_queue_is_empty(&parser->given))
			start_measuring(parser);
		g_queue_push_tail(&parser->given, document);
		send_document(parser, document);
	}
}

/* Asks for a parser and gives it its first documents at once: they wait in its
 * socket until it is there. */
static bool
start_parser(Parsers *parsers, Owner *owner, GError **error)
{
	Parser *parser;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return fail_errno(error, "cannot make a socket for a parser");
	if (!zygote_wish(parsers->zygote, ++parsers->serial, owner->plugins,
		pair[1], error)) {
		(void)close(pair[0]);
		return false;
	}
	parser = g_new0(Parser, 1);
	parser->serial = parsers->serial;
	parser->owner = owner;
	parser->child = CHILD_NONE;
	parser->channel = channel_new(pair[0], false);
	g_queue_init(&parser->given);
	owner->parser = parser;
	g_ptr_array_add(parsers->live, parser);
	feed(parser);
	return true;
}

/* What it was given and has not read goes back to the front of its owner. */
static void
take_back(Parsers *parsers, Parser *parser)
{
	Document *document;

	while ((document = g_queue_pop_tail(&parser->given)))
		g_queue_push_head(&parser->owner->documents, document);
	parser->owner->parser = NULL;
	queue_owner(parsers, parser->owner);
}

static void
retire(Parsers *parsers, Parser *parser)
{
	take_back(parsers, parser);
	retired_add(parsers->retired, &parser->child);
	g_ptr_array_remove_fast(parsers->live, parser);
}

static void
settle(Parsers *parsers)
{
	for (guint i = parsers->live->len; i-- > 0;) {
		Parser *parser = parsers->live->pdata[i];

		feed(parser);
		if (g_queue_is_empty(&parser->given) && !parser->channel)
			retire(parsers, parser);
	}
	while (!parsers->error && parsers->live->len < parsers->jobs &&
	       !g_queue_is_empty(&parsers->queue)) {
		Owner *owner = g_queue_pop_head(&parsers->queue);

		owner->is_queued = false;
		if (!start_parser(parsers, owner, &parsers->error))
			queue_owner(parsers, owner);
	}
}

void
parsers_accuse(Parsers *parsers, uint32_t id, const char *why)
{
	for (guint i = 0; i < parsers->live->len; i++) {
		Parser *parser = parsers->live->pdata[i];
		const Document *head = g_queue_peek_head(&parser->given);

		if (head && head->id == id)
			parser->accused = why;
	}
}

void
parsers_stop(Parsers *parsers)
{
	g_ptr_array_set_size(parsers->live, 0);
	retired_stop(parsers->retired);
	g_queue_clear(&parsers->queue);
	g_hash_table_remove_all(parsers->owners);
	zygote_stop(parsers->zygote);
	parsers->waiting = 0;
}

const char *
parsers_lacks(const Parsers *parsers)
{
	return zygote_lacks(parsers->zygote);
}

static void
watch(GArray *fds, int fd, short events, size_t *place)
{
	struct pollfd one = { .fd = fd, .events = events };

	*place = fds->len;
	g_array_append_val(fds, one);
}

static short
events_of(const Channel *channel)
{
	return channel_is_full(channel) ? POLLIN | POLLOUT : POLLIN;
}

void
parsers_watch(Parsers *parsers, GArray *fds)
{
	settle(parsers);
	zygote_watch(parsers->zygote, fds);
	for (guint i = 0; i < parsers->live->len; i++) {
		Parser *parser = parsers->live->pdata[i];
		Channel *channel = channel_of(parser);
		short events = events_of(channel);

		/* Before the zygote has named it, it is only written to. */
		if (parser->channel)
			events &= ~POLLIN;
		parser->is_watched = true;
		watch(fds,
		    parser->channel && events == 0 ? -1 : channel_fd(channel),
		    events, &parser->place);
	}
	retired_watch(parsers->retired, fds);
}

/* The parser is dead or must die. Its head is to blame, what it had ahead is
 * not. */
static void
end_parser(Parsers *parsers, Parser *parser, const char *why)
{
	Document *head = g_queue_pop_head(&parser->given);
	g_autofree char *text = g_strdup(why);
	ChildEnd end;

	if (parser->child.pid != 0)
		child_stop(&parser->child, why ? 0 : 100, &end);
	else
		end = (ChildEnd){ 0 };
	if (!text)
		text = child_end_text(&end);
	take_back(parsers, parser);
	g_ptr_array_remove_fast(parsers->live, parser);
	if (!head)
		return;
	parsers->waiting--;
	parsers->events.broken(parsers->events.data, head->id, text);
	document_free(head);
}

/* NULL: nothing wrong. */
static const char *
take(Parsers *parsers, Parser *parser, const Message *message)
{
	Document *head = g_queue_peek_head(&parser->given);
	g_auto(Done) done = { 0 };

	if (message->type == MESSAGE_READY)
		return NULL;
	if (!head || message->id != head->id)
		return "it spoke of a document that it does not have";
	if (message->type == MESSAGE_ENTRY || message->type == MESSAGE_FEED ||
	    message->type == MESSAGE_ARTICLE || message->type == MESSAGE_WANT) {
		parsers->events.said(parsers->events.data, head->id,
		    message->type, message->value);
		return parser->accused;
	}
	if (message->type == MESSAGE_PLUGINS && !head->task)
		parsers->events.said(parsers->events.data, head->id,
		    message->type, message->value);
	else if (message->type != MESSAGE_DONE ||
		 !done_read(message->value, &done, NULL))
		return "it said what it must not";
	(void)g_queue_pop_head(&parser->given);
	parsers->waiting--;
	start_measuring(parser);
	parsers->events.done(parsers->events.data, head->id, &done);
	document_free(head);
	return NULL;
}

/* Reads what is there. The parser may be gone afterwards. */
static void
read_parser(Parsers *parsers, Parser *parser)
{
	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;
		g_autoptr(GError) bad = NULL;
		const char *wrong;

		switch (channel_read(
		    parser->child.channel, false, &message, &bad)) {
		case CHANNEL_NOTHING:
			return;
		case CHANNEL_END:
			end_parser(parsers, parser, NULL);
			return;
		case CHANNEL_BAD:
			end_parser(
			    parsers, parser, bad ? bad->message : "nonsense");
			return;
		case CHANNEL_MESSAGE:
			wrong = take(parsers, parser, &message);
			if (!wrong)
				break;
			end_parser(parsers, parser, wrong);
			return;
		}
	}
}

/* Asks how much the document has cost so far. NULL: it may go on. */
static const char *
too_late(Parser *parser)
{
	int64_t now = clock_mono_ms(), used;

	if (g_queue_is_empty(&parser->given) || now < parser->look_ms)
		return NULL;
	if (now - parser->started_ms >= LIMIT_PARSER_WALL_MS)
		return "took more than 30 s";
	used = MAX(child_cpu_ms(&parser->child), 0) - parser->cpu_ms;
	if (used >= LIMIT_PARSER_CPU_MS)
		return "took more than 10 s of CPU";
	parser->look_ms = MIN(now + LIMIT_PARSER_CPU_MS - used,
	    parser->started_ms + LIMIT_PARSER_WALL_MS);
	return NULL;
}

static void
turn_parser(Parsers *parsers, Parser *parser, const GArray *fds)
{
	const struct pollfd *fd =
	    &g_array_index(fds, struct pollfd, parser->place);
	const char *late;

	parser->is_watched = false;
	if (fd->revents & POLLOUT)
		(void)channel_flush(channel_of(parser), NULL);
	late = too_late(parser);
	if (late)
		end_parser(parsers, parser, late);
	else if (!parser->channel && fd->revents & ~POLLOUT)
		read_parser(parsers, parser);
}

static Parser *
parser_by_serial(Parsers *parsers, uint32_t serial)
{
	for (guint i = 0; i < parsers->live->len; i++) {
		Parser *parser = parsers->live->pdata[i];

		if (parser->serial == serial && parser->channel)
			return parser;
	}
	return NULL;
}

/* A parser that never was is nobody's fault: its documents wait for another. */
static void
drop(Parsers *parsers, Parser *parser)
{
	take_back(parsers, parser);
	g_ptr_array_remove_fast(parsers->live, parser);
}

static bool
made(void *data, uint32_t serial, pid_t pid)
{
	Parsers *parsers = data;
	Parser *parser = parser_by_serial(parsers, serial);

	if (!parser)
		return false;
	if (pid > 0 && child_adopt(pid, g_steal_pointer(&parser->channel),
			   &parser->child, NULL)) {
		start_measuring(parser);
		return true;
	}
	drop(parsers, parser);
	return pid == 0;
}

/* Those that were only wished for never come. */
static void
zygote_gone(void *data)
{
	Parsers *parsers = data;

	for (guint i = parsers->live->len; i-- > 0;) {
		Parser *parser = parsers->live->pdata[i];

		if (parser->channel)
			drop(parsers, parser);
	}
}

bool
parsers_turn(Parsers *parsers, const GArray *fds, GError **error)
{
	if (parsers->error) {
		g_propagate_error(error, g_steal_pointer(&parsers->error));
		return false;
	}
	retired_turn(parsers->retired, fds);
	for (guint i = parsers->live->len; i-- > 0;) {
		Parser *parser = parsers->live->pdata[i];

		if (parser->is_watched)
			turn_parser(parsers, parser, fds);
	}
	return zygote_turn(parsers->zygote, fds, error);
}

int64_t
parsers_wait_ms(const Parsers *parsers)
{
	int64_t now = clock_mono_ms(), next = INT64_MAX, retired_ms;

	if (parsers->error)
		return 0;

	for (guint i = 0; i < parsers->live->len; i++) {
		const Parser *parser = parsers->live->pdata[i];

		if (parser->given.length > 0)
			next = MIN(next, parser->look_ms);
	}
	next = next == INT64_MAX ? -1 : MAX(next - now + 1, 0);
	retired_ms = retired_wait_ms(parsers->retired);
	if (next < 0 || retired_ms < 0)
		return MAX(next, retired_ms);
	return MIN(next, retired_ms);
}

Parsers *
parsers_new(int64_t jobs, SandboxMode sandbox, char **plugin_dirs,
    const ParsersEvents *events)
{
	Parsers *parsers = g_new0(Parsers, 1);
	ZygoteEvents zygote = {
		.data = parsers, .made = made, .gone = zygote_gone
	};

	parsers->jobs = MAX(jobs, 1);
	parsers->events = *events;
	parsers->zygote = zygote_new(sandbox, plugin_dirs, &zygote);
	parsers->owners =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, owner_free);
	g_queue_init(&parsers->queue);
	parsers->live = g_ptr_array_new_with_free_func(parser_free);
	parsers->retired = retired_new();
	return parsers;
}

void
parsers_free(Parsers *parsers)
{
	if (!parsers)
		return;
	parsers_stop(parsers);
	g_ptr_array_unref(parsers->live);
	retired_free(parsers->retired);
	g_hash_table_destroy(parsers->owners);
	zygote_free(parsers->zygote);
	g_clear_error(&parsers->error);
	g_free(parsers);
}
