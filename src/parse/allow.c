/*
 * allow - what markup of strangers may contain.
 *
 * Never decides by what is forbidden.
 */
#include "config.h"

#include "parse/allow.h"

#include <glib.h>
#include <string.h>

static const char *const kept[] = { "a", "abbr", "acronym", "address",
	"article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote",
	"br", "caption", "center", "cite", "code", "col", "colgroup", "dd",
	"del", "details", "dfn", "dir", "div", "dl", "dt", "em", "figcaption",
	"figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
	"header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "menu",
	"nav", "ol", "p", "picture", "pre", "q", "rb", "rp", "rt", "rtc",
	"ruby", "s", "samp", "section", "small", "source", "span", "strike",
	"strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
	"th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video",
	"wbr" };

/* MathML as it is shown, and the shapes of SVG: drawn, never run. */
static const char *const drawn[] = { "circle", "defs", "desc", "ellipse", "g",
	"line", "lineargradient", "math", "menclose", "merror", "mfenced",
	"mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded",
	"mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt",
	"mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr",
	"munder", "munderover", "path", "polygon", "polyline", "radialgradient",
	"rect", "semantics", "stop", "svg", "symbol", "text", "tspan", "use" };

static const char *const drawn_attributes[] = { "cx", "cy", "d", "display",
	"fill", "fill-opacity", "fill-rule", "gradientunits", "height",
	"linethickness", "mathvariant", "offset", "opacity", "points",
	"preserveaspectratio", "r", "rx", "ry", "stop-color", "stop-opacity",
	"stroke", "stroke-linecap", "stroke-linejoin", "stroke-opacity",
	"stroke-width", "text-anchor", "transform", "viewbox", "width", "x",
	"x1", "x2", "y", "y1", "y2" };

static const char *const removed[] = { "applet", "audioframe", "embed",
	"foreignobject", "frame", "frameset", "head", "iframe", "noembed",
	"noframes", "noscript", "object", "script", "select", "style",
	"template", "textarea", "title", "xml" };

static const char *const raw[] = { "iframe", "noembed", "noframes", "noscript",
	"script", "style", "textarea", "title", "xmp" };

static const char *const blocks[] = { "address", "article", "aside",
	"blockquote", "center", "details", "dir", "div", "dl", "figcaption",
	"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
	"main", "menu", "nav", "ol", "p", "pre", "section", "table", "ul" };

typedef struct Rule {
	const char *element; /* or "*" */
	const char *attribute;
	AllowAttribute kind;
} Rule;

static const Rule rules[] = {
	{ "*", "dir", ALLOW_TEXT },
	{ "*", "lang", ALLOW_TEXT },
	{ "*", "title", ALLOW_TEXT },
	{ "a", "href", ALLOW_ADDRESS },
	{ "audio", "controls", ALLOW_TEXT },
	{ "audio", "src", ALLOW_ADDRESS },
	{ "blockquote", "cite", ALLOW_ADDRESS },
	{ "col", "span", ALLOW_TEXT },
	{ "colgroup", "span", ALLOW_TEXT },
	{ "del", "cite", ALLOW_ADDRESS },
	{ "del", "datetime", ALLOW_TEXT },
	{ "img", "alt", ALLOW_TEXT },
	{ "img", "height", ALLOW_TEXT },
	{ "img", "src", ALLOW_ADDRESS },
	{ "img", "width", ALLOW_TEXT },
	{ "ins", "cite", ALLOW_ADDRESS },
	{ "ins", "datetime", ALLOW_TEXT },
	{ "li", "value", ALLOW_TEXT },
	{ "ol", "reversed", ALLOW_TEXT },
	{ "ol", "start", ALLOW_TEXT },
	{ "ol", "type", ALLOW_TEXT },
	{ "q", "cite", ALLOW_ADDRESS },
	{ "source", "src", ALLOW_ADDRESS },
	{ "source", "type", ALLOW_TEXT },
	{ "td", "colspan", ALLOW_TEXT },
	{ "td", "rowspan", ALLOW_TEXT },
	{ "th", "colspan", ALLOW_TEXT },
	{ "th", "rowspan", ALLOW_TEXT },
	{ "th", "scope", ALLOW_TEXT },
	{ "time", "datetime", ALLOW_TEXT },
	{ "track", "src", ALLOW_ADDRESS },
	{ "video", "controls", ALLOW_TEXT },
	{ "video", "height", ALLOW_TEXT },
	{ "video", "poster", ALLOW_ADDRESS },
	{ "video", "src", ALLOW_ADDRESS },
	{ "video", "width", ALLOW_TEXT },
};

static const char *const schemes[] = { "http", "https", "ftp", "mailto", "tel",
	"sms", "news", "magnet", "xmpp", "irc", "urn" };

static bool
is_in(const char *const *sorted, size_t n, const char *name)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = (low + n) / 2;
		int order = strcmp(name, sorted[middle]);

		if (order == 0)
			return true;
		if (order < 0)
			n = middle;
		else
			low = middle + 1;
	}
	return false;
}

bool
allow_is_drawn(const char *name)
{
	return is_in(drawn, G_N_ELEMENTS(drawn), name);
}

AllowElement
allow_element(const char *name)
{
	if (is_in(kept, G_N_ELEMENTS(kept), name) || allow_is_drawn(name))
		return ALLOW_KEPT;
	if (is_in(removed, G_N_ELEMENTS(removed), name))
		return ALLOW_NOT_AT_ALL;
	return ALLOW_UNKNOWN;
}

bool
allow_is_raw(const char *name)
{
	return is_in(raw, G_N_ELEMENTS(raw), name);
}

bool
allow_is_block(const char *name)
{
	return is_in(blocks, G_N_ELEMENTS(blocks), name);
}

AllowAttribute
allow_attribute(const char *element, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
		if (strcmp(rules[i].attribute, name) == 0 &&
		    (*rules[i].element == '*' ||
			strcmp(rules[i].element, element) == 0))
			return rules[i].kind;
	if (allow_is_drawn(element) &&
	    is_in(drawn_attributes, G_N_ELEMENTS(drawn_attributes), name))
		return ALLOW_TEXT;
	return ALLOW_NO;
}

/* A picture written into the address itself. */
static bool
is_data_image(const char *address)
{
	static const char *const kinds[] = { "data:image/png;base64,",
		"data:image/gif;base64,", "data:image/jpeg;base64,",
		"data:image/webp;base64," };

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_ascii_strncasecmp(address, kinds[i], strlen(kinds[i])) ==
		    0)
			return true;
	return false;
}

bool
allow_address(const char *address, bool is_image)
{
	size_t length = strcspn(address, ":/?#");

	if (address[length] != ':')
		return true; /* relative */
	for (size_t i = 0; i < length; i++)
		if (!g_ascii_isalnum(address[i]) && !strchr("+-.", address[i]))
			return false;
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (strlen(schemes[i]) == length &&
		    g_ascii_strncasecmp(address, schemes[i], length) == 0)
			return true;
	return is_image && is_data_image(address);
}
