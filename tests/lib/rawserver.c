/*
 * rawserver - a web server that misbehaves to the byte, for tests on loopback.
 *
 * Writes what it is told with plain sockets; understands of HTTP only where a
 * request ends.
 */
#include "config.h"

#include "rawserver.h"

#include "base/fd.h"

#include <arpa/inet.h>
#include <glib.h>
#include <libdeflate.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define REQUEST_BYTES 65536

typedef struct Client {
	int fd;
	char request[REQUEST_BYTES];
} Client;

char *
rawserver_text(void)
{
	char *text = g_malloc(RAWSERVER_TEXT_BYTES + 1);

	for (int i = 0; i < RAWSERVER_TEXT_BYTES; i++)
		text[i] = (char)('a' + (i * i / 7) % 26);
	text[RAWSERVER_TEXT_BYTES] = '\0';
	return text;
}

static void
say(const Client *client, const char *text)
{
	if (!fd_write_all(client->fd, text, strlen(text)))
		_exit(0);
}

static void
say_bytes(const Client *client, const void *bytes, size_t length)
{
	if (!fd_write_all(client->fd, bytes, length))
		_exit(0);
}

/* An answer with a length; the connection stays. */
static void
answer(const Client *client, const char *status, const char *headers,
    const void *bytes, size_t length)
{
	g_autofree char *head =
	    g_strdup_printf("HTTP/1.1 %s\r\n%sContent-Length: %zu\r\n\r\n",
		status, headers, length);

	say(client, head);
	say_bytes(client, bytes, length);
}

static void
reset(const Client *client)
{
	struct linger hard = { .l_onoff = 1, .l_linger = 0 };

	(void)setsockopt(
	    client->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
	_exit(0);
}

typedef size_t (*Pack)(struct libdeflate_compressor *packer, const void *in,
    size_t length, void *out, size_t room);

static uint8_t *
pack(Pack how, const void *bytes, size_t length, size_t *packed)
{
	struct libdeflate_compressor *packer = libdeflate_alloc_compressor(6);
	size_t room = libdeflate_gzip_compress_bound(packer, length);
	uint8_t *out = g_malloc(room);

	*packed = how(packer, bytes, length, out, room);
	libdeflate_free_compressor(packer);
	return out;
}

/* ---- what the paths do ---- */

static void
do_plain(const Client *client)
{
	answer(client, "200 OK",
	    "ETag: \"one\"\r\nContent-Type: text/plain; charset=utf-8\r\n",
	    "你好", 6);
}

static void
do_empty(const Client *client)
{
	answer(client, "200 OK", "", "", 0);
}

static void
do_304(const Client *client)
{
	if (strstr(client->request, "\r\nIf-None-Match: \"one\"\r\n"))
		say(client, "HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\n"
			    "Cache-Control: max-age=60\r\n\r\n");
	else
		do_plain(client);
}

static void
do_301(const Client *client)
{
	answer(client, "301 Moved Permanently",
	    "Location: /\xba\xfe?a=1\r\nSet-Cookie: a=b\r\n", "moved", 5);
}

static void
do_echo(const Client *client)
{
	answer(client, "200 OK", "Set-Cookie: c=d; Path=/\r\n", client->request,
	    strlen(client->request));
}

static void
do_odd(const Client *client)
{
	if (strstr(client->request,
		"\r\nIf-None-Match: " RAWSERVER_ODD_ETAG "\r\n"))
		say(client, "HTTP/1.1 304 Not Modified\r\n\r\n");
	else
		answer(client, "200 OK", "ETag: " RAWSERVER_ODD_ETAG "\r\n",
		    "odd", 3);
}

static void
answer_packed(const Client *client, Pack how, const char *coding)
{
	g_autofree char *text = rawserver_text();
	g_autofree char *header =
	    g_strdup_printf("Content-Encoding: %s\r\n", coding);
	size_t length;
	g_autofree uint8_t *bytes =
	    pack(how, text, RAWSERVER_TEXT_BYTES, &length);

	answer(client, "200 OK", header, bytes, length);
}

static void
do_gzip(const Client *client)
{
	answer_packed(client, libdeflate_gzip_compress, "gzip");
}

static void
do_deflate(const Client *client)
{
	answer_packed(client, libdeflate_zlib_compress, "deflate");
}

static void
do_bare_deflate(const Client *client)
{
	answer_packed(client, libdeflate_deflate_compress, "deflate");
}

static void
do_gzip_unknown(const Client *client)
{
	answer(client, "200 OK", "Content-Encoding: compress\r\n", "xyz", 3);
}

/* Ends in the middle of its packing: told by nothing but the packing. */
static void
cut_gzip(const Client *client, bool is_framed)
{
	g_autofree char *text = rawserver_text();
	size_t length;
	g_autofree uint8_t *bytes =
	    pack(libdeflate_gzip_compress, text, RAWSERVER_TEXT_BYTES, &length);

	if (is_framed) {
		answer(client, "200 OK", "Content-Encoding: gzip\r\n", bytes,
		    length - 100);
		return;
	}
	say(client, "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
	say_bytes(client, bytes, length - 4);
	_exit(0);
}

static void
do_gzip_cut(const Client *client)
{
	cut_gzip(client, false);
}

static void
do_gzip_cut_framed(const Client *client)
{
	cut_gzip(client, true);
}

static void
do_gzip_bomb(const Client *client)
{
	size_t length, size = 64 << 20;
	g_autofree char *zeros = g_malloc0(size);
	g_autofree uint8_t *bytes =
	    pack(libdeflate_gzip_compress, zeros, size, &length);

	answer(client, "200 OK", "Content-Encoding: gzip\r\n", bytes, length);
}

static void
do_chunked(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		    "5\r\nhello\r\n1;x=y\r\n \r\n5\r\nworld\r\n0\r\n"
		    "ETag: \"trailer\"\r\n\r\n");
}

static void
do_chunk_cut(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		    "5\r\nhello\r\n");
	_exit(0);
}

static void
do_chunk_bad(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		    "5\r\nhello\r\nzzz\r\n");
	_exit(0);
}

static void
do_no_length(const Client *client)
{
	say(client, "HTTP/1.0 200 OK\r\n\r\nuntil the end");
	_exit(0);
}

static void
do_short(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.");
	_exit(0);
}

static void
do_reset(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.");
	(void)usleep(50000);
	reset(client);
}

static void
do_reset_early(const Client *client)
{
	reset(client);
}

static void
do_silent_end(const Client *client)
{
	(void)client;
	_exit(0);
}

static void
do_endless(const Client *client)
{
	static char block[65536];

	say(client, "HTTP/1.1 200 OK\r\n\r\n");
	for (;;)
		say_bytes(client, block, sizeof(block));
}

static void
do_endless_headers(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\n");
	for (;;)
		say(client, "X-Filler: 0123456789abcdef0123456789abcdef"
			    "0123456789abcdef0123456789abcdef"
			    "0123456789abcdef0123456789abcdef\r\n");
}

static void
do_many_headers(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < 2000; i++)
		say(client, "A: b\r\n");
	say(client, "Content-Length: 0\r\n\r\n");
}

static void
do_long_header(const Client *client)
{
	g_autofree char *filler = g_strnfill(300000, 'x');

	say(client, "HTTP/1.1 200 OK\r\nX-Long: ");
	say(client, filler);
	say(client, "\r\nContent-Length: 0\r\n\r\n");
}

static void
do_interim(const Client *client)
{
	say(client, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
		    "HTTP/1.1 100 Continue\r\n\r\n");
	do_plain(client);
}

static void
do_interim_many(const Client *client)
{
	for (int i = 0; i < 1000; i++)
		say(client, "HTTP/1.1 103 Early Hints\r\n\r\n");
	do_plain(client);
}

static void
do_mute(const Client *client)
{
	(void)client;
	(void)sleep(60);
}

static void
do_drip(const Client *client)
{
	static char block[250];

	memset(block, 'd', sizeof(block));
	say(client, "HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n");
	for (int i = 0; i < 12; i++) {
		(void)usleep(500000);
		say_bytes(client, block, sizeof(block));
	}
}

static void
do_slow(const Client *client)
{
	(void)usleep(100000);
	do_plain(client);
}

static void
do_announced_huge(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx");
	(void)sleep(60);
}

static void
do_exact(const Client *client)
{
	g_autofree char *bytes = g_strnfill(1000, 'e');

	answer(client, "200 OK", "", bytes, 1000);
}

static void
do_large(const Client *client)
{
	const size_t size = 8 << 20;
	g_autofree char *bytes = g_malloc0(size);

	answer(client, "200 OK", "", bytes, size);
}

static void
do_http09(const Client *client)
{
	say(client, "just some bytes\n");
	_exit(0);
}

static void
do_nul(const Client *client)
{
	static const char text[] =
	    "HTTP/1.1 200 OK\r\nETag: a\0b\r\nContent-Length: 0\r\n\r\n";

	say_bytes(client, text, sizeof(text) - 1);
}

static void
do_status_odd(const Client *client)
{
	say(client, "HTTP/1.1 999999 What\r\nContent-Length: 0\r\n\r\n");
	_exit(0);
}

static void
do_lengths(const Client *client)
{
	say(client, "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello");
	_exit(0);
}

static const struct {
	const char *path;
	void (*act)(const Client *client);
} acts[] = {
	{ "/plain", do_plain },
	{ "/empty", do_empty },
	{ "/304", do_304 },
	{ "/301", do_301 },
	{ "/echo", do_echo },
	{ "/odd", do_odd },
	{ "/gzip", do_gzip },
	{ "/deflate", do_deflate },
	{ "/bare-deflate", do_bare_deflate },
	{ "/gzip-unknown", do_gzip_unknown },
	{ "/gzip-cut", do_gzip_cut },
	{ "/gzip-cut-framed", do_gzip_cut_framed },
	{ "/gzip-bomb", do_gzip_bomb },
	{ "/chunked", do_chunked },
	{ "/chunk-cut", do_chunk_cut },
	{ "/chunk-bad", do_chunk_bad },
	{ "/no-length", do_no_length },
	{ "/short", do_short },
	{ "/reset", do_reset },
	{ "/reset-early", do_reset_early },
	{ "/silent-end", do_silent_end },
	{ "/endless", do_endless },
	{ "/endless-headers", do_endless_headers },
	{ "/many-headers", do_many_headers },
	{ "/long-header", do_long_header },
	{ "/interim", do_interim },
	{ "/interim-many", do_interim_many },
	{ "/mute", do_mute },
	{ "/drip", do_drip },
	{ "/slow", do_slow },
	{ "/announced-huge", do_announced_huge },
	{ "/exact", do_exact },
	{ "/large", do_large },
	{ "/http09", do_http09 },
	{ "/nul", do_nul },
	{ "/status-odd", do_status_odd },
	{ "/lengths", do_lengths },
};

/* ---- connections ---- */

static bool
read_request(Client *client)
{
	size_t length = 0;

	while (length < sizeof(client->request) - 1) {
		ssize_t got = read(client->fd, client->request + length,
		    sizeof(client->request) - 1 - length);

		if (got <= 0)
			return false;
		length += (size_t)got;
		if (client->request[0] == 0x16) /* TLS */
			say(client, "HTTP/1.1 400 Bad Request\r\n\r\n");
		client->request[length] = '\0';
		if (strstr(client->request, "\r\n\r\n"))
			return true;
	}
	return false;
}

/* "GET /plain?x HTTP/1.1", or with an absolute address, as to a proxy. */
static void
serve_request(const Client *client)
{
	const char *path = strchr(client->request, ' ');
	const char *host = path ? strstr(path, "://") : NULL;
	size_t length;

	if (!path)
		_exit(0);
	path++;
	if (host && host - path < 8)
		path = strchr(host + 3, '/');
	length = strcspn(path, "? ");
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		if (strlen(acts[i].path) == length &&
		    strncmp(acts[i].path, path, length) == 0) {
			acts[i].act(client);
			return;
		}
	}
	answer(client, "404 Not Found", "", "none", 4);
}

static void
serve_client(int fd)
{
	static Client client;

	client.fd = fd;
	while (read_request(&client))
		serve_request(&client);
	_exit(0);
}

static int
listen_somewhere(int *port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(bind(fd, (struct sockaddr *)&address, length), ==, 0);
	g_assert_cmpint(
	    getsockname(fd, (struct sockaddr *)&address, &length), ==, 0);
	*port = ntohs(address.sin_port);
	return fd;
}

static void
serve(int listener, pid_t test)
{
	(void)setpgid(0, 0);
	(void)signal(SIGCHLD, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (getppid() == test) {
		int fd = accept(listener, NULL, NULL);

		if (fd >= 0 && fork() == 0) {
			(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
			(void)close(listener);
			serve_client(fd);
		}
		if (fd >= 0)
			(void)close(fd);
	}
	_exit(0);
}

RawServer
rawserver_start(void)
{
	RawServer server;
	pid_t test = getpid();
	int unused = listen_somewhere(&server.closed_port);
	int listener = listen_somewhere(&server.port);

	g_assert_cmpint(listen(listener, 1024), ==, 0);
	(void)fflush(NULL);
	server.pid = fork();
	if (server.pid == 0)
		serve(listener, test);
	(void)setpgid(server.pid, server.pid);
	(void)close(listener);
	/* Bound, never listened to, and kept: nobody else gets it. */
	g_assert_cmpint(unused, >=, 0);
	return server;
}

void
rawserver_stop(RawServer *server)
{
	(void)kill(-server->pid, SIGKILL);
}
