/*
 * feed-space - which module a name space URI means.
 *
 * Also the URIs that are wrong but in use, and the usual prefixes, for
 * documents that declare none. Never looks at elements.
 */
#include <cailun/plugin.h>

#include "feed.h"

struct space {
	const char *uri; /* without "http://" and what ends it: / # */
	enum module module;
};

static const struct space spaces[] = {
	{ "www.w3.org/2005/atom", M_ATOM },
	{ "purl.org/rss/1.0", M_NONE },
	{ "purl.org/dc/elements/1.1", M_DC },
	{ "purl.org/rss/1.0/modules/content", M_CONTENT },
	{ "www.itunes.com/dtds/podcast-1.0.dtd", M_ITUNES },
	{ "search.yahoo.com/mrss", M_MEDIA },
	{ "www.w3.org/1999/02/22-rdf-syntax-ns", M_RDF },
	{ "wellformedweb.org/commentapi", M_WFW },
	{ "purl.org/rss/1.0/modules/slash", M_SLASH },
	{ "purl.org/rss/1.0/modules/syndication", M_SY },
	{ "rssnamespace.org/feedburner/ext/1.0", M_FEEDBURNER },
	{ "www.w3.org/xml/1998/namespace", M_XML },
	{ "www.w3.org/2000/xmlns", M_XMLNS },
	{ "www.w3.org/1999/xhtml", M_XHTML },
	{ "purl.org/dc/terms", M_DCTERMS },
	{ "purl.org/syndication/thread/1.0", M_THR },
	{ "podcastindex.org/namespace/1.0", M_PODCAST },
	{ "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
	    M_PODCAST },
	{ "podlove.org/simple-chapters", M_PSC },
	{ "www.georss.org/georss", M_GEORSS },
	{ "www.georss.org/georss/10", M_GEORSS },
	{ "www.georss.org/georss/11", M_GEORSS },
	{ "www.w3.org/2003/01/geo/wgs84_pos", M_GEO },
	{ "www.opengis.net/gml", M_GML },
	{ "creativecommons.org/ns", M_CC },
	{ "web.resource.org/cc", M_CC },
	{ "backend.userland.com/creativecommonsrssmodule", M_CC },
	{ "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", M_CC },
	{ "blogs.law.harvard.edu/tech/creativecommonsrssmodule", M_CC },
	{ "www.creativecommons.org/license", M_CC },
	{ "www.w3.org/2007/app", M_APP },
	{ "purl.org/atom/app", M_APP },
	{ "webns.net/mvcb", M_ADMIN },
	{ "purl.org/syndication/history/1.0", M_HISTORY },
	/* older and wrong ones */
	{ "search.yahoo.com/mrss/", M_MEDIA },
	{ "search.yahoo.com/rss", M_MEDIA },
	{ "video.search.yahoo.com/mrss", M_MEDIA },
	{ "www.rssboard.org/media-rss", M_MEDIA },
	{ "tools.search.yahoo.com/mrss", M_MEDIA },
	{ "example.com/dtds/podcast-1.0.dtd", M_ITUNES },
	{ "www.itunes.com/dtds/podcast-1.0", M_ITUNES },
	{ "itunes.com/dtds/podcast-1.0.dtd", M_ITUNES },
	{ "www.google.com/schemas/play-podcasts/1.0", M_ITUNES },
	{ "purl.org/dc/elements/1.0", M_DC },
	{ "purl.org/dc/elements/2000/01", M_DC },
	{ "purl.org/dc", M_DC },
	{ "purl.org/metadata/dublin_core", M_DC },
	{ "purl.org/rss/modules/content", M_CONTENT },
	{ "purl.org/rss/1.0/modules/dc", M_DC },
	{ "my.netscape.com/rdf/simple/0.9", M_NONE },
	{ "channel.netscape.com/rdf/simple/0.9", M_NONE },
	{ "my.netscape.com/publish/formats/rss-0.91.dtd", M_NONE },
	{ "purl.org/net/rss1.1", M_NONE },
	{ "backend.userland.com/rss", M_NONE },
	{ "backend.userland.com/rss2", M_NONE },
	{ "backend.userland.com/rss091", M_NONE },
	{ "backend.userland.com/rss092", M_NONE },
	{ "blogs.law.harvard.edu/tech/rss", M_NONE },
	{ "cyber.law.harvard.edu/rss/rss.html", M_NONE },
	{ "purl.org/rss/2.0", M_NONE },
	{ "rssnamespace.org/feedburner", M_FEEDBURNER },
	{ "purl.org/atom/ns", M_ATOM },
	{ "purl.org/pie", M_ATOM },
	{ "purl.org/echo", M_ATOM },
	{ "example.com/newformat", M_ATOM },
	{ "example.com/necho", M_ATOM },
	{ "uri/of/echo/namespace", M_ATOM },
	{ "www.w3.org/2005/atom-draft", M_ATOM },
	/* prefixes */
	{ "atom", M_ATOM },
	{ "a10", M_ATOM },
	{ "dc", M_DC },
	{ "dcterms", M_DCTERMS },
	{ "content", M_CONTENT },
	{ "itunes", M_ITUNES },
	{ "googleplay", M_ITUNES },
	{ "media", M_MEDIA },
	{ "rdf", M_RDF },
	{ "wfw", M_WFW },
	{ "slash", M_SLASH },
	{ "sy", M_SY },
	{ "feedburner", M_FEEDBURNER },
	{ "xhtml", M_XHTML },
	{ "thr", M_THR },
	{ "podcast", M_PODCAST },
	{ "psc", M_PSC },
	{ "georss", M_GEORSS },
	{ "geo", M_GEO },
	{ "gml", M_GML },
	{ "cc", M_CC },
	{ "creativecommons", M_CC },
	{ "app", M_APP },
	{ "admin", M_ADMIN },
	{ "fh", M_HISTORY },
	{ "rss", M_NONE },
};

/* What is left of a URI when scheme and ending do not count. */
static const char *
strip(const char *uri, size_t *length)
{
	if (bytes_begins(uri, "http://"))
		uri += 7;
	else if (bytes_begins(uri, "https://"))
		uri += 8;
	*length = bytes_length(uri);
	while (*length > 0 &&
	       (uri[*length - 1] == '/' || uri[*length - 1] == '#' ||
		   bytes_is_space(uri[*length - 1])))
		--*length;
	return uri;
}

static bool
is_draft_of_atom(const char *uri)
{
	return bytes_begins(uri, "purl.org/atom/ns") ||
	       bytes_begins(uri, "www.w3.org/2005/atom");
}

enum module
feed_module(const char *space)
{
	size_t length;
	const char *uri;

	if (*space == '\0')
		return M_NONE;
	while (bytes_is_space(*space))
		space++;
	uri = strip(space, &length);
	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
		if (bytes_length(spaces[i].uri) == length &&
		    bytes_begins(uri, spaces[i].uri))
			return spaces[i].module;
	return is_draft_of_atom(uri) ? M_ATOM : M_OTHER;
}
