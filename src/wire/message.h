/*
 * message - what the processes say to each other.
 *
 * Every message is a type, an id chosen by main, a Value (an object) and at
 * most one descriptor, a sealed memfd that holds a body. Descriptors travel
 * fetch -> main -> parse only; one from a parser is a violation.
 *
 * This file gives each message a struct and turns it into a Value and back.
 * The `_read` functions treat what they read as written by an attacker: kinds,
 * ranges, counts and UTF-8 are checked, and they fail with
 * CAILUN_ERROR_HELPER. Structs own their strings.
 */
#ifndef WIRE_MESSAGE_H
#define WIRE_MESSAGE_H

#include "base/date.h"
#include "base/value.h"

#define MESSAGE_VERSION 1

typedef enum MessageType {
	MESSAGE_HELLO = 1,	/* main -> fetch, zygote: Hello */
	MESSAGE_REQUEST = 2,	/* main -> fetch: Request */
	MESSAGE_CANCEL = 3,	/* main -> fetch: the request of that id; {} */
	MESSAGE_RESPONSE = 4,	/* fetch -> main: Response, body */
	MESSAGE_READY = 5,	/* helper -> main, after its fence: {lacks: []} */
	MESSAGE_PLUGINS = 6,	/* main -> parser: {}; parser -> main, see below */
	MESSAGE_SPAWN = 10,	/* main -> zygote: Spawn, the parser's socket */
	MESSAGE_SPAWNED = 11,	/* zygote -> main: {pid} */
	MESSAGE_TASK = 20,	/* main -> parser: Task, body */
	MESSAGE_ENTRY = 21,	/* parser -> main: an item, see below */
	MESSAGE_FEED = 22,	/* parser -> main: the feed without its items */
	MESSAGE_ARTICLE = 23,	/* parser -> main: an item */
	MESSAGE_WANT = 24,	/* parser -> main: Want (cl_request) */
	MESSAGE_DONE = 25,	/* parser -> main: Done */
} MessageType;

/* One of these numbers. */
bool message_is_type(uint32_t type);

/*
 * An item is a JSON Feed 1.1 item with `_cailun`, in the shape that DESIGN
 * section 5 and CONTRACTS give: id url external_url title content_html
 * content_text summary image date_published date_modified authors[{name}]
 * tags[] language attachments[]; `_cailun`: kicker subtitle credit
 * editors[{name,role}] contributors dateline sections[] page page_name issue
 * position date_from rights images[{url,alt}] and the rest of DESIGN 5. An
 * article has, besides, `_cailun.markdown` (its body, one block a paragraph,
 * see archive/article.h) and `_cailun.evidence` (`plugin/profile score=N`).
 * Dates are as date_format() writes them. A plain item for the core and the
 * one that `cailun parse`, `extract` and `try` print are the same thing.
 */

/*
 * What a parser answers to MESSAGE_PLUGINS: {plugins: [{name, summary, path,
 * is_foreign, discovers, extracts, keys: [{name, type, is_required, fallback,
 * help}]}], problems: ["PATH: what is wrong; what to do"]}. `type` is "string",
 * "selector", "number" or "flag". Foreign ones are those that its Spawn named.
 * A selector of a source is checked by a TASK_CHECK with its keys: DONE says
 * DONE_FAILED and why.
 */

/* What every helper is told first. */
typedef struct Hello {
	int64_t now;		/* wall clock, seconds */
	char *user_agent;	/* fetch */
	int64_t connections;	/* fetch: over all hosts */
	char **plugin_dirs;	/* zygote: foreign ones, NULL-terminated */
} Hello;

typedef struct Header {
	char *name, *value;
} Header;

typedef struct Request {
	char *url;		/* absolute, http or https */
	Header *headers;	/* sent as they are */
	size_t n_headers;
	int64_t max_bytes;	/* after decoding */
	int64_t timeout_ms;	/* the whole request */
	bool is_private_allowed;	/* networks of this machine and around */
	char *proxy;		/* or NULL */
	char *ca_pem;		/* trust anchors instead of the system's, or NULL */
	char *credentials;	/* "user:password", or NULL */
} Request;

/* A token as RFC 9110 has it; a value without control characters (but tab). */
bool header_is_name(const char *name);
bool header_is_value(const char *value);

/*
 * How a transfer ended. fetch follows no redirect itself: it reports the 3xx,
 * and main decides about the next hop.
 */
typedef enum ResponseEnd {
	RESPONSE_COMPLETE = 0,	/* framing and decoder both finished */
	RESPONSE_NO_HOST,	/* name does not resolve */
	RESPONSE_NO_CONNECTION,	/* refused, unreachable, connect timed out */
	RESPONSE_FORBIDDEN,	/* the guard: an address that is not public */
	RESPONSE_TLS,
	RESPONSE_TIMEOUT,
	RESPONSE_CUT,		/* shorter than announced, reset, bad coding */
	RESPONSE_TOO_LARGE,	/* body or headers over their ceiling */
	RESPONSE_NONSENSE,	/* not HTTP, bad scheme, bad header */
	RESPONSE_CANCELLED,
	RESPONSE_N,
} ResponseEnd;

typedef struct Response {
	ResponseEnd end;
	char *why;		/* one line for people when not COMPLETE, or NULL */
	int64_t status;		/* 0: none was read */
	/*
	 * Of the last answer, in order. A value is UTF-8; bytes that are not
	 * stand as U+EF80 + byte - 0x80, and a request's headers are turned
	 * back, so that an odd validator returns byte for byte. Those of
	 * Location are percent-encoded instead.
	 */
	Header *headers;
	size_t n_headers;
	int64_t body_bytes;	/* decoded */
	int64_t wire_bytes;
	int64_t elapsed_ms;
} Response;

/* What the helper's fence lacks, from MESSAGE_READY: "a, b", or NULL when it
 * lacks nothing. Caller frees. */
char *ready_lacks(const Value *value);

/* First value of a header, case-insensitive; NULL. */
const char *response_header(const Response *response, const char *name);

/* Asks the zygote for a parser. The socket travels as the descriptor. */
typedef struct Spawn {
	char **plugins;		/* paths of foreign .so to open, or NULL */
} Spawn;

typedef enum TaskMode {
	TASK_DISCOVER = 0,	/* a list document: ENTRY*, FEED?, DONE */
	TASK_EXTRACT,		/* an article page: ARTICLE?, DONE */
	TASK_PARSE,		/* `cailun parse`: FEED, ENTRY*, DONE */
	TASK_ROBOTS,		/* FEED {rules: [{allow, path}], delay}, DONE */
	TASK_CHECK,		/* the keys alone, no body: DONE */
	TASK_N,
} TaskMode;

typedef Header TaskKey;	/* "item", "li a"; of the plugin's group */

typedef struct Task {
	TaskMode mode;
	char *plugin;		/* "feed", "list", "page", "auto", ... */
	char *url;		/* of the document, after redirects; may be "" */
	char *content_type;	/* header as it came, or NULL */
	char *charset;		/* override of the source, or NULL */
	char *agent;		/* TASK_ROBOTS: our product token */
	int64_t zone_min;	/* of dates without one */
	char **hosts;		/* what cl_request may reach, NULL-terminated */
	TaskKey *keys;
	size_t n_keys;
	Value *entry;		/* extract: what the list said, an item, or NULL */
	int64_t part;		/* extract: number of a WANT_PART, else 0 */
} Task;

typedef enum WantAs {	/* as enum cl_as */
	WANT_LIST = 1,
	WANT_PART = 2,
	WANT_DATA = 3,
} WantAs;

/* A parser asks for another document. It has checked what cl_request()
 * promises; main checks again. */
typedef struct Want {
	WantAs as;
	char *url;
	char *method;		/* NULL: GET */
	char *headers;		/* "Name: value\n...", or NULL */
	char *body;		/* or NULL */
} Want;

typedef enum DoneResult {	/* as enum cl_result */
	DONE_OK = 0,
	DONE_EMPTY = 1,
	DONE_CHANGED = 2,
	DONE_WITHDRAWN = 3,
	DONE_FAILED = 4,
	DONE_N,
} DoneResult;

typedef struct Done {
	DoneResult result;
	char *why;		/* one line, or NULL */
	int64_t entries;	/* found, also those beyond a ceiling */
	int64_t replaced;	/* characters that could not be decoded */
	char *charset;		/* what the bytes were decoded as, or NULL */
	char *plugin;		/* who did it ("auto" resolved) */
} Done;

Value *hello_to_value(const Hello *hello);
bool hello_read(const Value *value, Hello *out, GError **error);
void hello_clear(Hello *hello);
Value *request_to_value(const Request *request);
bool request_read(const Value *value, Request *out, GError **error);
void request_clear(Request *request);
void request_add_header(Request *request, const char *name, const char *value);
Value *response_to_value(const Response *response);
bool response_read(const Value *value, Response *out, GError **error);
void response_clear(Response *response);
void response_add_header(Response *response, const char *name,
    const char *value);
Value *spawn_to_value(const Spawn *spawn);
bool spawn_read(const Value *value, Spawn *out, GError **error);
void spawn_clear(Spawn *spawn);
Value *task_to_value(const Task *task);
bool task_read(const Value *value, Task *out, GError **error);
void task_clear(Task *task);
void task_add_key(Task *task, const char *name, const char *value);
Value *want_to_value(const Want *want);
bool want_read(const Value *value, Want *out, GError **error);
void want_clear(Want *want);
Value *done_to_value(const Done *done);
bool done_read(const Value *value, Done *out, GError **error);
void done_clear(Done *done);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Hello, hello_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Request, request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Response, response_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Spawn, spawn_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Task, task_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Want, want_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Done, done_clear)

#endif
