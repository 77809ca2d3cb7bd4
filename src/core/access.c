/*
 * access - how a source is asked: the group [fetch] of its file.
 *
 * Opens the two files that the group names (ca-file, credentials). Must never
 * print a secret: a header's value, a password, the user in an address.
 */
#include "config.h"

#include "core/access.h"

#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "core/setting.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define SECRET_BYTES 4096
#define TLS_BYTES (4u << 20)
#define LEAST_PAGE_BYTES 1024
#define LONGEST_REQUEST_MS (10 * 60 * 1000)
#define LONGEST_DELAY_MS (10 * 60 * 1000)
#define PUBLIC_DELAY_MS 500

static char *
beside(const char *folder, const char *file)
{
	return g_canonicalize_filename(file, folder);
}

/* The whole of a file that a key names; `secret`: for the owner's eyes only. */
static char *
read_named(Conf *conf, const char *folder, const char *key, const char *file,
    bool is_secret)
{
	g_autofree char *path = beside(folder, file);
	g_autofree char *shown = text_printable(file, 60);
	g_autoptr(GError) error = NULL;
	auto_fd int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat about;
	char *text;
	size_t length;

	if (fd < 0 || fstat(fd, &about) < 0) {
		conf_mistake(conf, "fetch", key,
		    "'%s' cannot be opened (%s); name a file, "
		    "as seen from the folder of cailun.conf",
		    shown, g_strerror(errno));
		return NULL;
	}
	if (!S_ISREG(about.st_mode)) {
		conf_mistake(
		    conf, "fetch", key, "'%s' is no file; name one", shown);
		return NULL;
	}
	if (is_secret && (about.st_mode & 0177)) {
		conf_mistake(conf, "fetch", key,
		    "'%s' may be read by others (mode %04o); chmod 600 it",
		    shown, (unsigned)about.st_mode & 07777);
		return NULL;
	}
	text = fd_read_all(
	    fd, shown, is_secret ? SECRET_BYTES : TLS_BYTES, &length, &error);
	if (!text)
		conf_mistake(conf, "fetch", key, "%s", error->message);
	return text;
}

static void
read_credentials(Conf *conf, const char *folder, Source *source)
{
	const char *file = conf_get(conf, "fetch", "credentials");
	g_autofree char *text = NULL;

	if (!file)
		return;
	text = read_named(conf, folder, "credentials", file, true);
	if (!text)
		return;
	(void)g_strchomp(text);
	if (!strchr(text, ':') || *text == ':' || strpbrk(text, "\r\n") ||
	    !text_is_utf8(text, -1)) {
		conf_mistake(conf, "fetch", "credentials",
		    "that file must have one line: user:password");
		return;
	}
	setting_replace(&source->credentials, text);
}

static void
read_authorities(Conf *conf, const char *folder, Source *source)
{
	const char *file = conf_get(conf, "fetch", "ca-file");
	g_autofree char *text = NULL;

	if (!file)
		return;
	text = read_named(conf, folder, "ca-file", file, false);
	if (!text)
		return;
	if (!strstr(text, "-----BEGIN CERTIFICATE-----") ||
	    !text_is_utf8(text, -1)) {
		conf_mistake(conf, "fetch", "ca-file",
		    "that file has no certificate in it; "
		    "name one in PEM form");
		return;
	}
	g_free(source->ca_file);
	source->ca_file = beside(folder, file);
	setting_replace(&source->ca_pem, text);
}

static void
read_proxy(Conf *conf, Source *source)
{
	static const char *const schemes[] = { "http://", "https://",
		"socks5://", "socks5h://", NULL };
	const char *proxy = conf_get(conf, "fetch", "proxy");
	const char *name = NULL;
	g_autofree char *url = NULL;
	g_autofree char *host = NULL;

	if (!proxy)
		return;
	for (size_t i = 0; !name && schemes[i]; i++)
		if (g_str_has_prefix(proxy, schemes[i]))
			name = proxy + strlen(schemes[i]);
	url = g_strconcat("http://", name ? name : "", NULL);
	if (url_has_userinfo(url) || strchr(proxy, '@')) {
		conf_mistake(conf, "fetch", "proxy",
		    "has a user or a password in it; "
		    "use a proxy that knows you by your address");
		return;
	}
	host = name && !strpbrk(name, "?# ") ? url_host(url) : NULL;
	if (!host) {
		g_autofree char *shown = text_printable(proxy, 60);

		conf_mistake(conf, "fetch", "proxy",
		    "'%s' is no proxy; write for example "
		    "http://127.0.0.1:3128 or socks5h://127.0.0.1:1080",
		    shown);
		return;
	}
	setting_replace(&source->proxy, proxy);
}

static bool
is_header_name(const char *name)
{
	if (!*name || strlen(name) > 100)
		return false;
	for (const char *c = name; *c; c++)
		if (!g_ascii_isalnum(*c) && !strchr("!#$%&'*+-.^_`|~", *c))
			return false;
	return true;
}

static bool
is_header_value(const char *value)
{
	for (const char *c = value; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return false;
	return *value != '\0';
}

/* What the client itself says, and what would let it hide. */
static bool
is_header_ours(const char *name)
{
	static const char *const ours[] = { "accept-encoding", "connection",
		"content-length", "expect", "from", "host", "if-match",
		"if-modified-since", "if-none-match", "if-range",
		"if-unmodified-since", "keep-alive", "proxy-authorization",
		"proxy-connection", "range", "referer", "te", "trailer",
		"transfer-encoding", "upgrade", "user-agent", NULL };
	g_autofree char *lower = g_ascii_strdown(name, -1);

	return g_strv_contains(ours, lower);
}

static void
add_header(Conf *conf, Source *source, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, ":", 2);
	bool is_pair = parts[0] && parts[1];

	if (is_pair) {
		(void)g_strstrip(parts[0]);
		(void)g_strstrip(parts[1]);
	}
	/* the value may be a secret: it is never shown */
	if (!is_pair || !is_header_name(parts[0]) ||
	    !is_header_value(parts[1])) {
		conf_mistake(conf, "fetch", "header",
		    "must be 'Name: value' in one line");
		return;
	}
	if (is_header_ours(parts[0])) {
		conf_mistake(conf, "fetch", "header",
		    "'%s' is set by cailun itself; remove the line", parts[0]);
		return;
	}
	source->headers =
	    g_renew(Header, source->headers, source->n_headers + 1);
	source->headers[source->n_headers++] = (Header){
		.name = g_steal_pointer(&parts[0]),
		.value = g_steal_pointer(&parts[1]),
	};
	/* g_strsplit's vector ends at the first NULL */
}

/* The headers of a file replace those of the defaults as a whole. */
static void
read_headers(Conf *conf, Source *source)
{
	const char *const *lines = conf_get_list(conf, "fetch", "header");

	if (!lines)
		return;
	for (size_t i = 0; i < source->n_headers; i++) {
		g_free(source->headers[i].name);
		g_free(source->headers[i].value);
	}
	source->n_headers = 0;
	for (size_t i = 0; lines[i]; i++)
		add_header(conf, source, lines[i]);
}

static void
read_robots(Conf *conf, Source *source)
{
	static const char *const words[] = { "ignore", "obey", NULL };
	const char *reason = setting_plain(conf, "fetch", "robots-reason");

	source->is_robots_obeyed = conf_get_word(conf, "fetch", "robots", words,
				       source->is_robots_obeyed ? 1 : 0) == 1;
	if (reason)
		setting_replace(&source->robots_reason, reason);
	if (!source->is_robots_obeyed && !source->robots_reason)
		conf_mistake(conf, "fetch", "robots",
		    "'ignore' needs a reason; "
		    "add: robots-reason = who allowed it");
}

void
access_read(Conf *conf, const char *folder, Source *source)
{
	source->is_private_allowed = conf_get_bool(
	    conf, "fetch", "private-networks", source->is_private_allowed);
	source->delay_ms = conf_get_duration(
	    conf, "fetch", "delay", source->delay_ms, 0, LONGEST_DELAY_MS);
	if (source->delay_ms < PUBLIC_DELAY_MS && !source->is_private_allowed)
		conf_mistake(conf, "fetch", "delay",
		    "is shorter than 500ms; write more, "
		    "or, for a server of your own, private-networks = yes");
	source->timeout_ms = conf_get_duration(conf, "fetch", "timeout",
	    source->timeout_ms, 1000, LONGEST_REQUEST_MS);
	source->max_bytes = conf_get_size(conf, "fetch", "max-size",
	    source->max_bytes, LEAST_PAGE_BYTES, LIMIT_SITEMAP_BYTES);
	/* one at a time is what the queue of a host does */
	if (conf_get_number(conf, "fetch", "parallel", 1, 1, 2) != 1)
		conf_mistake(conf, "fetch", "parallel",
		    "more than 1 is not available yet in this version; "
		    "remove the line");
	read_robots(conf, source);
	read_proxy(conf, source);
	read_authorities(conf, folder, source);
	read_headers(conf, source);
	read_credentials(conf, folder, source);
}
