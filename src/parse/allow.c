/*
 * allow - what markup of strangers may contain.
 *
 * Never decides by what is forbidden.
 */
#include "config.h"

#include "parse/allow.h"

#include <glib.h>
#include <string.h>

typedef struct Named {
	const char *name;
	unsigned kind;
} Named;

/* Sorted. MathML as it is shown and the shapes of SVG are among them: drawn,
 * never run. */
/* clang-format off */
#define K ALLOW_KEPT
#define D ALLOW_DRAWN
#define N ALLOW_NOT_AT_ALL
#define R ALLOW_RAW
#define B ALLOW_BLOCK
#define V ALLOW_VOID
#define S ALLOW_ROW
static const Named elements[] = {
	{ "a", K }, { "abbr", K }, { "acronym", K }, { "address", K | B },
	{ "applet", N }, { "area", V }, { "article", K | B },
	{ "aside", K | B }, { "audio", K }, { "audioframe", N }, { "b", K },
	{ "base", V }, { "bdi", K }, { "bdo", K }, { "big", K },
	{ "blockquote", K | B }, { "br", K | V }, { "caption", K },
	{ "center", K | B }, { "circle", K | D }, { "cite", K }, { "code", K },
	{ "col", K | V }, { "colgroup", K }, { "dd", K | S }, { "defs", K | D },
	{ "del", K }, { "desc", K | D }, { "details", K | B }, { "dfn", K },
	{ "dir", K | B }, { "div", K | B }, { "dl", K | B }, { "dt", K | S },
	{ "ellipse", K | D }, { "em", K }, { "embed", N | V },
	{ "figcaption", K | B }, { "figure", K | B }, { "font", K },
	{ "footer", K | B }, { "foreignobject", N }, { "frame", N },
	{ "frameset", N }, { "g", K | D }, { "h1", K | B }, { "h2", K | B },
	{ "h3", K | B }, { "h4", K | B }, { "h5", K | B }, { "h6", K | B },
	{ "head", N }, { "header", K | B }, { "hr", K | B | V }, { "i", K },
	{ "iframe", N | R }, { "img", K | V }, { "input", V }, { "ins", K },
	{ "kbd", K }, { "li", K | S }, { "line", K | D },
	{ "lineargradient", K | D }, { "link", V }, { "main", K | B },
	{ "mark", K }, { "math", K | D }, { "menclose", K | D },
	{ "menu", K | B }, { "merror", K | D }, { "meta", V },
	{ "mfenced", K | D }, { "mfrac", K | D }, { "mi", K | D },
	{ "mmultiscripts", K | D }, { "mn", K | D }, { "mo", K | D },
	{ "mover", K | D }, { "mpadded", K | D }, { "mphantom", K | D },
	{ "mprescripts", K | D }, { "mroot", K | D }, { "mrow", K | D },
	{ "ms", K | D }, { "mspace", K | D }, { "msqrt", K | D },
	{ "mstyle", K | D }, { "msub", K | D }, { "msubsup", K | D },
	{ "msup", K | D }, { "mtable", K | D }, { "mtd", K | D },
	{ "mtext", K | D }, { "mtr", K | D }, { "munder", K | D },
	{ "munderover", K | D }, { "nav", K | B }, { "noembed", N | R },
	{ "noframes", N | R }, { "noscript", N | R }, { "object", N },
	{ "ol", K | B }, { "p", K | B | S }, { "param", V }, { "path", K | D },
	{ "picture", K }, { "polygon", K | D }, { "polyline", K | D },
	{ "pre", K | B }, { "q", K }, { "radialgradient", K | D }, { "rb", K },
	{ "rect", K | D }, { "rp", K }, { "rt", K }, { "rtc", K },
	{ "ruby", K }, { "s", K }, { "samp", K }, { "script", N | R },
	{ "section", K | B }, { "select", N }, { "semantics", K | D },
	{ "small", K }, { "source", K | V }, { "span", K }, { "stop", K | D },
	{ "strike", K }, { "strong", K }, { "style", N | R }, { "sub", K },
	{ "summary", K }, { "sup", K }, { "svg", K | D }, { "symbol", K | D },
	{ "table", K | B }, { "tbody", K }, { "td", K | S }, { "template", N },
	{ "text", K | D }, { "textarea", N | R }, { "tfoot", K },
	{ "th", K | S }, { "thead", K }, { "time", K }, { "title", N | R },
	{ "tr", K | S }, { "track", K | V }, { "tspan", K | D }, { "tt", K },
	{ "u", K }, { "ul", K | B }, { "use", K | D }, { "var", K },
	{ "video", K }, { "wbr", K | V }, { "xml", N }, { "xmp", R },
};
/* clang-format on */

static const char *const drawn_attributes[] = { "cx", "cy", "d", "display",
	"fill", "fill-opacity", "fill-rule", "gradientunits", "height",
	"linethickness", "mathvariant", "offset", "opacity", "points",
	"preserveaspectratio", "r", "rx", "ry", "stop-color", "stop-opacity",
	"stroke", "stroke-linecap", "stroke-linejoin", "stroke-opacity",
	"stroke-width", "text-anchor", "transform", "viewbox", "width", "x",
	"x1", "x2", "y", "y1", "y2" };

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

unsigned
allow_element(const char *name)
{
	size_t low = 0, high = G_N_ELEMENTS(elements);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(name, elements[middle].name);

		if (order == 0)
			return elements[middle].kind;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

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

AllowAttribute
allow_attribute(const char *element, unsigned kind, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
		if (*rules[i].attribute == *name &&
		    strcmp(rules[i].attribute, name) == 0 &&
		    (*rules[i].element == '*' ||
			strcmp(rules[i].element, element) == 0))
			return rules[i].kind;
	if ((kind & ALLOW_DRAWN) &&
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
