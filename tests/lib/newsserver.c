/*
 * newsserver - the small web server of the tests and the demo.
 *
 * Serves ROOT/HOST/PATH on loopback, HOST being the Host header without port,
 * so that 127.0.0.1 and 127.0.0.2 are two sites. Answers conditional requests,
 * writes a log line for each request, and misbehaves where a file beside says
 * so (PATH.serve, one `key: value` a line):
 *
 *   status: 503              another status; the file is still sent
 *   header: Name: value      one more header (repeat)
 *   type: text/html          Content-Type as it stands (default by ending)
 *   validators: no           neither ETag nor Last-Modified
 *   cut: 100                 announce the whole, send 100 bytes, hang up
 *   stall: 2000              wait so many milliseconds before the answer
 *   mute: yes                never answer (until the client hangs up)
 *
 * It listens on 0.0.0.0 only because loopback has many addresses; whoever is
 * not on loopback is refused. Never used by the program itself.
 */
#include "config.h"

#include <arpa/inet.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct Server {
	char *root;
	FILE *log;
} Server;

/* What a .serve file asks for. */
typedef struct Orders {
	unsigned status;
	int cut; /* -1: no */
	unsigned stall_ms;
	bool is_mute, has_validators;
	char *type;
	GPtrArray *headers; /* "Name: value" */
} Orders;

static void
orders_clear(Orders *orders)
{
	g_free(orders->type);
	g_clear_pointer(&orders->headers, g_ptr_array_unref);
}

static void
read_order(Orders *orders, char *line)
{
	char *value = strchr(line, ':');

	if (!value)
		return;
	*value++ = '\0';
	value = g_strstrip(value);
	if (!strcmp(line, "status"))
		orders->status = (unsigned)atoi(value);
	else if (!strcmp(line, "cut"))
		orders->cut = atoi(value);
	else if (!strcmp(line, "stall"))
		orders->stall_ms = (unsigned)atoi(value);
	else if (!strcmp(line, "mute"))
		orders->is_mute = !strcmp(value, "yes");
	else if (!strcmp(line, "validators"))
		orders->has_validators = strcmp(value, "no") != 0;
	else if (!strcmp(line, "type"))
		orders->type = g_strdup(value);
	else if (!strcmp(line, "header"))
		g_ptr_array_add(orders->headers, g_strdup(value));
}

static void
orders_read(Orders *orders, const char *path)
{
	g_autofree char *name = g_strconcat(path, ".serve", NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	*orders = (Orders){
		.cut = -1,
		.has_validators = true,
		.headers = g_ptr_array_new_with_free_func(g_free),
	};
	if (!g_file_get_contents(name, &text, NULL, NULL))
		return;
	lines = g_strsplit(text, "\n", -1);
	for (size_t i = 0; lines[i]; i++)
		read_order(orders, lines[i]);
}

static const char *
type_of(const char *path)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ ".xml", "text/xml" },
		{ ".rss", "application/rss+xml" },
		{ ".atom", "application/atom+xml" },
		{ ".json", "application/json" },
		{ ".txt", "text/plain" },
		{ ".html", "text/html" },
		{ ".shtml", "text/html" },
		{ ".htm", "text/html" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_str_has_suffix(path, types[i].ending))
			return types[i].type;
	return "application/octet-stream";
}

static const char *
header_of(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* ROOT/HOST/PATH, or NULL for what could leave the root. */
static char *
path_of(
    const Server *server, struct MHD_Connection *connection, const char *url)
{
	const char *host = header_of(connection, "Host");
	g_autofree char *name = host ? g_strdup(host) : NULL;

	if (!name || strchr(name, '/') || strstr(name, "..") ||
	    strstr(url, "..") || *url != '/')
		return NULL;
	if (strchr(name, ':'))
		*strchr(name, ':') = '\0';
	return g_strconcat(server->root, "/", name, url,
	    g_str_has_suffix(url, "/") ? "index.html" : "", NULL);
}

static void
http_date(time_t when, char out[64])
{
	struct tm utc;

	gmtime_r(&when, &utc);
	(void)strftime(out, 64, "%a, %d %b %Y %H:%M:%S GMT", &utc);
}

/* Time, status, host, path, If-None-Match, User-Agent; tab-separated. */
static void
log_request(Server *server, struct MHD_Connection *connection, const char *url,
    unsigned status)
{
	struct timespec now;
	const char *none = header_of(connection, "If-None-Match");
	const char *host = header_of(connection, "Host");
	const char *agent = header_of(connection, "User-Agent");

	if (!server->log)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	fprintf(server->log, "%lld.%03ld\t%u\t%s\t%s\t%s\t%s\n",
	    (long long)now.tv_sec, now.tv_nsec / 1000000, status,
	    host ? host : "-", url, none ? none : "-", agent ? agent : "-");
	fflush(server->log);
}

typedef struct Cut {
	char *bytes;
	uint64_t length;
} Cut;

/* Gives the first bytes, then says that the rest cannot be had. */
static ssize_t
read_cut(void *data, uint64_t at, char *out, size_t max)
{
	Cut *cut = data;
	size_t n = at < cut->length ? MIN(max, cut->length - at) : 0;

	if (n == 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	memcpy(out, cut->bytes + at, n);
	return (ssize_t)n;
}

static void
free_cut(void *data)
{
	Cut *cut = data;

	g_free(cut->bytes);
	g_free(cut);
}

static struct MHD_Response *
response_of(const Orders *orders, char *bytes, size_t length)
{
	Cut *cut;

	if (orders->cut < 0)
		return MHD_create_response_from_buffer(
		    length, bytes, MHD_RESPMEM_MUST_COPY);
	cut = g_new0(Cut, 1);
	cut->length = MIN((size_t)orders->cut, length);
	cut->bytes = g_memdup2(bytes, cut->length);
	return MHD_create_response_from_callback(
	    length, 4096, read_cut, cut, free_cut);
}

static void
add_headers(struct MHD_Response *response, const Orders *orders,
    const char *path, const char *etag, const char *modified)
{
	MHD_add_response_header(response, "Content-Type",
	    orders->type ? orders->type : type_of(path));
	if (orders->has_validators) {
		MHD_add_response_header(response, "ETag", etag);
		MHD_add_response_header(response, "Last-Modified", modified);
	}
	for (size_t i = 0; i < orders->headers->len; i++) {
		g_autofree char *line = g_strdup(orders->headers->pdata[i]);
		char *value = strchr(line, ':');

		if (!value)
			continue;
		*value++ = '\0';
		MHD_add_response_header(response, line, g_strchug(value));
	}
}

static enum MHD_Result
send_file(Server *server, struct MHD_Connection *connection, const char *url,
    const char *path, char *bytes, size_t length)
{
	g_autofree char *sum = g_compute_checksum_for_data(
	    G_CHECKSUM_SHA1, (const guchar *)bytes, length);
	g_autofree char *etag = g_strdup_printf("\"%.16s\"", sum);
	const char *asked = header_of(connection, "If-None-Match");
	struct MHD_Response *response;
	struct stat st = { 0 };
	char modified[64];
	Orders orders;
	unsigned status;
	enum MHD_Result result;

	orders_read(&orders, path);
	(void)stat(path, &st);
	http_date(st.st_mtime, modified);
	status = orders.status ? orders.status : 200;
	if (status == 200 && asked && orders.has_validators &&
	    !strcmp(asked, etag))
		status = 304;
	log_request(server, connection, url, status);
	if (orders.stall_ms)
		g_usleep(orders.stall_ms * 1000);
	while (orders.is_mute)
		pause();
	response = response_of(&orders, bytes, status == 304 ? 0 : length);
	add_headers(response, &orders, path, etag, modified);
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	orders_clear(&orders);
	return result;
}

static enum MHD_Result
send_missing(Server *server, struct MHD_Connection *connection, const char *url)
{
	static char text[] = "<html><body>404</body></html>";
	struct MHD_Response *response = MHD_create_response_from_buffer(
	    sizeof(text) - 1, text, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result;

	MHD_add_response_header(response, "Content-Type", "text/html");
	log_request(server, connection, url, 404);
	result = MHD_queue_response(connection, 404, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
answer(void *data, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_size, void **state)
{
	Server *server = data;
	g_autofree char *path = path_of(server, connection, url);
	g_autofree char *bytes = NULL;
	gsize length = 0;

	(void)version, (void)upload;
	/* The first call is too early for an answer that keeps the line open. */
	if (!*state) {
		*state = server;
		return MHD_YES;
	}
	if (*upload_size > 0 || strcmp(method, "GET") != 0)
		return MHD_NO;
	if (!path || g_str_has_suffix(path, ".serve") ||
	    !g_file_get_contents(path, &bytes, &length, NULL))
		return send_missing(server, connection, url);
	return send_file(server, connection, url, path, bytes, length);
}

static enum MHD_Result
admit(void *data, const struct sockaddr *address, socklen_t length)
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)address;

	(void)data, (void)length;
	return address->sa_family == AF_INET &&
		       ntohl(in->sin_addr.s_addr) >> 24 == 127
		   ? MHD_YES
		   : MHD_NO;
}

static bool
write_port(const char *path, unsigned port)
{
	g_autofree char *text = g_strdup_printf("%u\n", port);

	return g_file_set_contents(path, text, -1, NULL);
}

int
main(int argc, char **argv)
{
	Server server = { 0 };
	struct MHD_Daemon *daemon;
	const union MHD_DaemonInfo *info;

	if (argc < 3) {
		fprintf(stderr, "usage: newsserver ROOT PORTFILE [LOGFILE]\n");
		return 2;
	}
	/* Ends with whoever started it, so that no test leaves one behind. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	server.root = argv[1];
	server.log = argc > 3 ? fopen(argv[3], "a") : NULL;
	daemon = MHD_start_daemon(
	    MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, 0,
	    admit, NULL, answer, &server, MHD_OPTION_CONNECTION_TIMEOUT, 60u,
	    MHD_OPTION_END);
	if (!daemon) {
		perror("newsserver");
		return 1;
	}
	info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
	if (!write_port(argv[2], info->port)) {
		perror(argv[2]);
		return 1;
	}
	for (;;)
		pause();
}
