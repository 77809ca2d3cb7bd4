/*
 * url - addresses, as text.
 *
 * RFC 3986 section 5.2 for http and https, with what browsers forgive:
 * blanks around, backslashes, raw Chinese. Whether two addresses are the same
 * article is url-canonical.c. Nothing here resolves a name or connects.
 */
#include "config.h"

#include "base/url.h"

#include "base/limits.h"

#include <glib.h>
#include <string.h>

/* An address taken apart; all owned but the scheme. */
typedef struct Address {
	const char *scheme; /* "http" or "https" */
	char *host; /* lower case, ASCII */
	int port; /* -1: the default one */
	char *path; /* begins with "/" when there is a host */
	char *query; /* NULL: no "?" */
} Address;

static void
address_clear(Address *address)
{
	g_clear_pointer(&address->host, g_free);
	g_clear_pointer(&address->path, g_free);
	g_clear_pointer(&address->query, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Address, address_clear)

/* Blanks of a page around an address: ASCII ones, U+00A0, U+3000. */
static size_t
blank_at(const char *text, size_t length)
{
	if (length >= 1 && strchr(" \t\r\n\f", *text) && *text)
		return 1;
	if (length >= 2 && memcmp(text, "\xc2\xa0", 2) == 0)
		return 2;
	if (length >= 3 && memcmp(text, "\xe3\x80\x80", 3) == 0)
		return 3;
	return 0;
}

static size_t
blank_before(const char *text, size_t length)
{
	for (size_t n = 1; n <= 3 && n <= length; n++)
		if (blank_at(text + length - n, n) == n)
			return n;
	return 0;
}

/* Without blanks around and without fragment; NULL: control characters. */
static char *
trim(const char *text)
{
	size_t length = strcspn(text, "#"), n;

	while ((n = blank_at(text, length)) > 0) {
		text += n;
		length -= n;
	}
	while ((n = blank_before(text, length)) > 0)
		length -= n;
	if (length > LIMIT_URL_BYTES)
		return NULL;
	for (size_t i = 0; i < length; i++)
		if ((guchar)text[i] < 0x20 || text[i] == 0x7f)
			return NULL;
	return g_strndup(text, length);
}

/* Browsers take a backslash before the query for a slash. */
static void
turn_slashes(char *text)
{
	for (; *text && *text != '?'; text++)
		if (*text == '\\')
			*text = '/';
}

/* Length of "scheme:" with the colon, 0: there is none. */
static size_t
scheme_length(const char *text)
{
	size_t n = 0;

	if (!g_ascii_isalpha(*text))
		return 0;
	while (g_ascii_isalnum(text[n]) || (text[n] && strchr("+-.", text[n])))
		n++;
	return text[n] == ':' ? n + 1 : 0;
}

static const char *
known_scheme(const char *text, size_t length)
{
	if (length == 5 && g_ascii_strncasecmp(text, "http:", 5) == 0)
		return "http";
	if (length == 6 && g_ascii_strncasecmp(text, "https:", 6) == 0)
		return "https";
	return NULL;
}

/* Appends bytes, percent-encoding what may not stand there raw. */
static void
append_encoded(
    GString *out, const char *text, size_t length, const char *encoded)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < length; i++) {
		guchar byte = (guchar)text[i];

		if (byte > ' ' && byte < 0x7f && !strchr(encoded, byte)) {
			g_string_append_c(out, (char)byte);
			continue;
		}
		g_string_append_c(out, '%');
		g_string_append_c(out, digits[byte >> 4]);
		g_string_append_c(out, digits[byte & 15]);
	}
}

static char *
encode(const char *text, size_t length, const char *encoded)
{
	g_autoptr(GString) out = g_string_sized_new(length + 1);

	append_encoded(out, text, length, encoded);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* "[...]" with what an IPv6 address is made of. */
static bool
is_literal(const char *host)
{
	size_t n = strspn(host + 1, "0123456789abcdefABCDEF:.");

	return n > 1 && host[1 + n] == ']' && !host[2 + n];
}

/* Lower case and IDNA, or NULL. */
static char *
read_host(const char *text, size_t length)
{
	g_autofree char *raw = g_strndup(text, length);
	g_autofree char *host = NULL;

	if (*raw == '[')
		return is_literal(raw) ? g_ascii_strdown(raw, -1) : NULL;
	if (!g_utf8_validate(raw, -1, NULL))
		return NULL;
	host = g_hostname_to_ascii(raw);
	if (!host || !*host || strlen(host) > 253 || *host == '.')
		return NULL;
	for (char *p = host; *p; p++) {
		*p = g_ascii_tolower(*p);
		if (!g_ascii_isalnum(*p) && !strchr("-._", *p))
			return NULL;
		if (*p == '.' && p[1] == '.')
			return NULL;
	}
	return g_steal_pointer(&host);
}

/* Digits to a port; the default one and none are -1. */
static bool
read_port(const char *text, size_t length, const char *scheme, int *port)
{
	int number = 0;

	for (size_t i = 0; i < length; i++) {
		if (!g_ascii_isdigit(text[i]))
			return false;
		number = number * 10 + text[i] - '0';
		if (number > 65535)
			return false;
	}
	if (length > 0 && number == 0)
		return false;
	*port = length == 0 || number == (scheme[4] ? 443 : 80) ? -1 : number;
	return true;
}

static bool
read_authority(const char *text, size_t length, Address *out)
{
	const char *colon = memrchr(text, ':', length);
	size_t host = length;

	if (memchr(text, '@', length))
		return false;
	if (colon && !memchr(colon, ']', length - (size_t)(colon - text))) {
		host = (size_t)(colon - text);
		if (!read_port(
			colon + 1, length - host - 1, out->scheme, &out->port))
			return false;
	}
	out->host = read_host(text, host);
	return out->host != NULL;
}

/* The query, encoded as little as can be. */
static char *
read_query(const char *text)
{
	return encode(text, strlen(text), "\"<>");
}

static char *
read_path(const char *text, size_t length)
{
	return encode(text, length, "\"<>`{}^");
}

/* RFC 3986, 5.2.4: "." and ".." go. `path` begins with "/". */
static char *
without_dots(const char *path)
{
	g_autoptr(GString) out = g_string_sized_new(strlen(path) + 1);

	while (*path) {
		size_t length = 1 + strcspn(path + 1, "/");
		bool is_last = !path[length];

		if (length == 2 && path[1] == '.') {
			if (is_last)
				g_string_append_c(out, '/');
		} else if (length == 3 && path[1] == '.' && path[2] == '.') {
			const char *slash = strrchr(out->str, '/');

			g_string_truncate(
			    out, slash ? (gsize)(slash - out->str) : 0);
			if (is_last)
				g_string_append_c(out, '/');
		} else {
			g_string_append_len(out, path, (gssize)length);
		}
		path += length;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Path and query behind the authority. */
static void
read_tail(const char *text, Address *out)
{
	size_t length = strcspn(text, "?");
	g_autofree char *path = read_path(text, length);

	out->path = *path ? without_dots(path) : g_strdup("/");
	out->query = text[length] ? read_query(text + length + 1) : NULL;
}

/* Everything behind "scheme:"; browsers forgive more or fewer slashes. */
static bool
read_hierarchy(const char *text, const char *scheme, Address *out)
{
	size_t length;

	text += strspn(text, "/");
	length = strcspn(text, "/?");
	out->scheme = scheme;
	out->port = -1;
	if (!read_authority(text, length, out))
		return false;
	read_tail(text + length, out);
	return true;
}

static bool
read_absolute(const char *url, Address *out)
{
	g_autofree char *text = trim(url);
	size_t length;
	const char *scheme;

	if (!text)
		return false;
	turn_slashes(text);
	length = scheme_length(text);
	scheme = known_scheme(text, length);
	return scheme && g_str_has_prefix(text + length, "//") &&
	       read_hierarchy(text + length, scheme, out);
}

/* RFC 3986, 5.2.3: the reference's path on top of the base's folder. */
static char *
merge(const char *base, const char *path, size_t length)
{
	const char *slash = strrchr(base, '/');
	g_autofree char *tail = read_path(path, length);
	g_autofree char *whole = *path == '/'
				     ? g_strdup(tail)
				     : g_strdup_printf("%.*s%s",
					   (int)(slash - base + 1), base, tail);

	return without_dots(whole);
}

static void
resolve_relative(const Address *base, const char *reference, Address *out)
{
	size_t length = strcspn(reference, "?");

	out->scheme = base->scheme;
	out->host = g_strdup(base->host);
	out->port = base->port;
	out->path = length > 0 ? merge(base->path, reference, length)
			       : g_strdup(base->path);
	if (reference[length])
		out->query = read_query(reference + length + 1);
	else if (length == 0)
		out->query = g_strdup(base->query);
}

static bool
resolve(const char *base, const char *reference, Address *out)
{
	g_auto(Address) from = { 0 };
	g_autofree char *text = trim(reference);
	size_t length;
	const char *scheme;

	if (!text)
		return false;
	turn_slashes(text);
	length = scheme_length(text);
	scheme = known_scheme(text, length);
	if (length > 0 && !scheme)
		return false;
	if (scheme && g_str_has_prefix(text + length, "//"))
		return read_hierarchy(text + length, scheme, out);
	if (!base || !read_absolute(base, &from))
		return false;
	/* "http:x" is relative where the base has that scheme too. */
	if (scheme && scheme != from.scheme)
		return false;
	if (g_str_has_prefix(text + length, "//"))
		return read_hierarchy(text + length, from.scheme, out);
	resolve_relative(&from, text + length, out);
	return true;
}

static char *
compose(const Address *address)
{
	g_autoptr(GString) out = g_string_new(address->scheme);

	g_string_append_printf(out, "://%s", address->host);
	if (address->port >= 0)
		g_string_append_printf(out, ":%d", address->port);
	g_string_append(out, address->path);
	if (address->query)
		g_string_append_printf(out, "?%s", address->query);
	if (out->len > LIMIT_URL_BYTES)
		return NULL;
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
url_resolve(const char *base, const char *reference)
{
	g_auto(Address) address = { 0 };

	if (!reference || !resolve(base, reference, &address))
		return NULL;
	return compose(&address);
}

char *
url_host(const char *url)
{
	g_auto(Address) address = { 0 };

	if (!url || !read_absolute(url, &address))
		return NULL;
	return g_steal_pointer(&address.host);
}

char *
url_origin(const char *url)
{
	g_auto(Address) address = { 0 };

	if (!url || !read_absolute(url, &address))
		return NULL;
	if (address.port < 0)
		address.port = address.scheme[4] ? 443 : 80;
	return g_strdup_printf(
	    "%s://%s:%d", address.scheme, address.host, address.port);
}

char *
url_path(const char *url)
{
	g_auto(Address) address = { 0 };

	if (!url || !read_absolute(url, &address))
		return NULL;
	if (!address.query)
		return g_steal_pointer(&address.path);
	return g_strdup_printf("%s?%s", address.path, address.query);
}

bool
url_host_within(const char *host, const char *of)
{
	size_t n_host, n_of;

	if (!host || !of || !*of)
		return false;
	if (g_ascii_strcasecmp(host, of) == 0)
		return true;
	n_host = strlen(host);
	n_of = strlen(of);
	/* The end of an IP address is not its parent. */
	if (n_host <= n_of + 1 || g_hostname_is_ip_address(host))
		return false;
	return host[n_host - n_of - 1] == '.' &&
	       g_ascii_strcasecmp(host + n_host - n_of, of) == 0;
}

bool
url_has_userinfo(const char *url)
{
	g_autofree char *text = url ? g_strdup(url) : NULL;
	const char *authority;

	if (!text)
		return false;
	turn_slashes(text);
	authority = strstr(text, "//");
	if (!authority)
		return false;
	authority += strspn(authority, "/");
	return memchr(authority, '@', strcspn(authority, "/?#")) != NULL;
}
