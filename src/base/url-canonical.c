/*
 * url-canonical - whether two addresses are one article.
 *
 * Drops what is known not to select an article, and nothing else: a parameter
 * too many makes two files of one article, one too few loses an article. Keys
 * in every archive hang on these rules; a change here is a new schema.
 */
#include "config.h"

#include "base/url.h"

#include <glib.h>
#include <string.h>

/* A name, or with "*" at its end the beginning of names. */
static const char *const tracking[] = { "utm_*", "spm", "spm_id_from", "scm",
	"from", "fromid", "from_source", "frommodule", "share*", "wx*", "scene",
	"subscene", "isappinstalled", "isfromapp", "nsukey", "clicktime",
	"enterid", "tdsourcetag", "ivk_sa", "vd_source", "hmsr", "hmpl", "hmcu",
	"hmkw", "hmci", "bd_vid", "gclid", "dclid", "fbclid", "msclkid",
	"yclid", "igshid", "mc_cid", "mc_eid" };

static bool
fits(const char *pattern, const char *name, size_t length)
{
	size_t n = strlen(pattern);

	if (pattern[n - 1] == '*')
		return length >= n - 1 &&
		       g_ascii_strncasecmp(pattern, name, n - 1) == 0;
	return length == n && g_ascii_strncasecmp(pattern, name, n) == 0;
}

static bool
is_tracking(const char *parameter)
{
	size_t length = strcspn(parameter, "=");

	for (size_t i = 0; i < G_N_ELEMENTS(tracking); i++)
		if (fits(tracking[i], parameter, length))
			return true;
	return false;
}

/* "?a=1&b=2" without tracking; nothing when nothing remains. */
static void
append_query(GString *out, const char *query)
{
	g_auto(GStrv) parameters = g_strsplit(query, "&", -1);
	char mark = '?';

	for (size_t i = 0; parameters[i]; i++) {
		if (!*parameters[i] || is_tracking(parameters[i]))
			continue;
		g_string_append_c(out, mark);
		g_string_append(out, parameters[i]);
		mark = '&';
	}
}

/* The last part of a path that stands for its folder. */
static bool
is_index(const char *name)
{
	static const char *const stems[] = { "index.", "default." };
	static const char *const kinds[] = { "html", "htm", "shtml", "xhtml",
		"php", "jsp", "asp", "aspx", NULL };

	for (size_t i = 0; i < G_N_ELEMENTS(stems); i++) {
		g_autofree char *kind = NULL;
		size_t n = strlen(stems[i]);

		if (g_ascii_strncasecmp(name, stems[i], n) != 0)
			continue;
		kind = g_ascii_strdown(name + n, -1);
		if (g_strv_contains(kinds, kind))
			return true;
	}
	return false;
}

/* RFC 3986, 6.2.2: "%7e" is "%7E" is "~". */
static void
append_normal(GString *out, const char *text)
{
	for (; *text; text++) {
		int high, low, byte;

		if (*text != '%' ||
		    (high = g_ascii_xdigit_value(text[1])) < 0 ||
		    (low = g_ascii_xdigit_value(text[2])) < 0) {
			g_string_append_c(out, *text);
			continue;
		}
		byte = high * 16 + low;
		if (byte < 0x80 &&
		    (g_ascii_isalnum(byte) || (byte && strchr("-._~", byte))))
			g_string_append_c(out, (char)byte);
		else
			g_string_append_printf(out, "%%%02X", byte);
		text += 2;
	}
}

/* A session in the path is not part of the address. */
static void
drop_session(GString *path)
{
	char *session = strstr(path->str, ";jsessionid=");

	if (session)
		g_string_truncate(path, (gsize)(session - path->str));
}

static void
append_path(GString *out, const char *text, size_t length)
{
	g_autofree char *raw = g_strndup(text, length);
	g_autoptr(GString) path = g_string_new(NULL);
	const char *name;

	append_normal(path, raw);
	drop_session(path);
	name = strrchr(path->str, '/');
	if (name && is_index(name + 1))
		g_string_truncate(path, (gsize)(name + 1 - path->str));
	g_string_append_len(out, path->str, (gssize)path->len);
}

/* Names under which somebody else's sites stand: "com.cn", "hn.cn". */
static bool
is_public_suffix(const char *host)
{
	static const char *const second[] = { "com", "net", "org", "gov", "edu",
		"mil", "ac", NULL };
	const char *dot = strchr(host, '.');
	g_autofree char *label = NULL;

	if (!dot)
		return true;
	if (strchr(dot + 1, '.'))
		return false;
	label = g_strndup(host, (gsize)(dot - host));
	return strlen(dot + 1) == 2 &&
	       (g_strv_contains(second, label) || strlen(label) == 2);
}

/* The host without the prefix of its edition for telephones. */
static const char *
without_mobile(const char *host)
{
	static const char *const prefixes[] = { "m.", "wap.", "3g." };

	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		const char *rest = host + strlen(prefixes[i]);

		if (g_str_has_prefix(host, prefixes[i]) &&
		    !is_public_suffix(rest))
			return rest;
	}
	return host;
}

char *
url_canonical(const char *url)
{
	g_autofree char *whole = url_resolve(NULL, url);
	g_autoptr(GString) out = NULL;
	const char *host, *path, *query;

	if (!whole)
		return NULL;
	host = strstr(whole, "://") + 3;
	path = strchr(host, '/');
	query = strchr(path, '?');
	out = g_string_new("https://");
	{
		g_autofree char *name = g_strndup(host, (gsize)(path - host));

		g_string_append(out, without_mobile(name));
	}
	append_path(out, path, query ? (size_t)(query - path) : strlen(path));
	if (query) {
		g_autoptr(GString) normal = g_string_new(NULL);

		append_normal(normal, query + 1);
		append_query(out, normal->str);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

bool
url_is_front_page(const char *url)
{
	g_autofree char *canonical = url_canonical(url);
	const char *path;

	if (!canonical)
		return false;
	path = strchr(strstr(canonical, "://") + 3, '/');
	return strcmp(path, "/") == 0;
}
