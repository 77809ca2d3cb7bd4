/*
 * element - see element.h.
 *
 * Names are found through their first letter, words by bisection: this runs
 * for every element of every page.
 */
#include "config.h"

#include "parse/element.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define INLINE(n) \
	{ \
		n, ELEMENT_INLINE, 0, 0, false, false, 0 \
	}
#define STRONG(n) \
	{ \
		n, ELEMENT_INLINE, 0, 0, true, false, 0 \
	}
#define BLOCK(n, kind) \
	{ \
		n, ELEMENT_BLOCK, kind, 0, false, false, 0 \
	}
#define SKIP(n) \
	{ \
		n, ELEMENT_SKIP, 0, 0, false, false, 0 \
	}
#define HEAD(n) \
	{ \
		n, ELEMENT_HEAD, 0, 0, false, false, 0 \
	}
#define HEADING(n, l) \
	{ \
		n, ELEMENT_BLOCK, BOX_HEADING, l, false, false, 0 \
	}

static const Element elements[] = {
	{ "a", ELEMENT_INLINE, 0, 0, false, true, 0 },
	BLOCK("article", BOX_SECTION),
	{ "aside", ELEMENT_BLOCK, BOX_PLAIN, 0, false, false, MARK_CHROME },
	INLINE("abbr"),
	INLINE("acronym"),
	SKIP("audio"),
	BLOCK("address", BOX_PLAIN),
	SKIP("area"),
	SKIP("applet"),
	{ "br", ELEMENT_BREAK, 0, 0, false, false, 0 },
	STRONG("b"),
	SKIP("button"),
	BLOCK("blockquote", BOX_QUOTE),
	BLOCK("body", BOX_PLAIN),
	INLINE("big"),
	HEAD("base"),
	INLINE("bdi"),
	INLINE("bdo"),
	BLOCK("center", BOX_PLAIN),
	BLOCK("caption", BOX_CAPTION),
	INLINE("cite"),
	INLINE("code"),
	SKIP("canvas"),
	BLOCK("div", BOX_PLAIN),
	BLOCK("dd", BOX_ITEM),
	BLOCK("dl", BOX_LIST),
	BLOCK("dt", BOX_ITEM),
	INLINE("del"),
	INLINE("dfn"),
	SKIP("datalist"),
	BLOCK("details", BOX_PLAIN),
	INLINE("em"),
	SKIP("embed"),
	INLINE("font"),
	BLOCK("figure", BOX_FIGURE),
	BLOCK("figcaption", BOX_CAPTION),
	{ "footer", ELEMENT_BLOCK, BOX_PLAIN, 0, false, false, MARK_CHROME },
	BLOCK("form", BOX_PLAIN),
	BLOCK("fieldset", BOX_PLAIN),
	SKIP("frame"),
	HEADING("h1", 1),
	HEADING("h2", 2),
	HEADING("h3", 3),
	HEADING("h4", 4),
	HEADING("h5", 5),
	HEADING("h6", 6),
	BLOCK("html", BOX_PLAIN),
	BLOCK("head", BOX_PLAIN),
	BLOCK("header", BOX_HEADER),
	{ "hr", ELEMENT_BREAK, 0, 0, false, false, 0 },
	{ "img", ELEMENT_IMAGE, 0, 0, false, false, 0 },
	{ "image", ELEMENT_IMAGE, 0, 0, false, false, 0 },
	INLINE("i"),
	SKIP("input"),
	SKIP("iframe"),
	INLINE("ins"),
	INLINE("kbd"),
	BLOCK("li", BOX_ITEM),
	HEAD("link"),
	INLINE("label"),
	INLINE("legend"),
	HEAD("meta"),
	BLOCK("main", BOX_SECTION),
	INLINE("mark"),
	SKIP("map"),
	BLOCK("menu", BOX_LIST),
	SKIP("math"),
	SKIP("meter"),
	{ "nav", ELEMENT_BLOCK, BOX_PLAIN, 0, false, false, MARK_CHROME },
	SKIP("noscript"),
	INLINE("nobr"),
	SKIP("noframes"),
	BLOCK("ol", BOX_LIST),
	SKIP("option"),
	SKIP("object"),
	SKIP("optgroup"),
	SKIP("output"),
	BLOCK("p", BOX_PARAGRAPH),
	BLOCK("pre", BOX_PRE),
	INLINE("picture"),
	SKIP("progress"),
	SKIP("param"),
	INLINE("q"),
	INLINE("ruby"),
	SKIP("rt"),
	SKIP("rp"),
	INLINE("span"),
	SKIP("script"),
	SKIP("style"),
	STRONG("strong"),
	BLOCK("section", BOX_SECTION),
	SKIP("select"),
	SKIP("svg"),
	SKIP("source"),
	INLINE("small"),
	INLINE("sub"),
	INLINE("sup"),
	INLINE("strike"),
	INLINE("s"),
	INLINE("samp"),
	BLOCK("summary", BOX_PLAIN),
	BLOCK("td", BOX_CELL),
	BLOCK("tr", BOX_ROW),
	BLOCK("table", BOX_TABLE),
	BLOCK("tbody", BOX_PLAIN),
	BLOCK("th", BOX_CELL),
	BLOCK("thead", BOX_PLAIN),
	BLOCK("tfoot", BOX_PLAIN),
	HEAD("title"),
	{ "time", ELEMENT_INLINE, 0, 0, false, false, MARK_TIME },
	SKIP("textarea"),
	SKIP("template"),
	INLINE("tt"),
	SKIP("track"),
	BLOCK("ul", BOX_LIST),
	INLINE("u"),
	SKIP("video"),
	INLINE("var"),
	INLINE("wbr"),
};

static const Element made_up = BLOCK("", BOX_PLAIN);
static const Element prefixed = INLINE("");

/* Where the names of each letter begin in `elements`; they stand sorted by
 * their first letter, frequent ones first. */
static size_t
first_of(char letter)
{
	size_t low = 0, high = G_N_ELEMENTS(elements);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (elements[middle].name[0] < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const Element *
element_find(const char *name)
{
	for (size_t i = first_of(name[0]);
	     i < G_N_ELEMENTS(elements) && elements[i].name[0] == name[0]; i++)
		if (strcmp(elements[i].name + 1, name + 1) == 0)
			return &elements[i];
	/* Word leaves <o:p>, <st1:date> inside sentences. */
	return strchr(name, ':') ? &prefixed : &made_up;
}

typedef struct Word {
	const char *word;
	uint32_t marks;
} Word;

/* Whole words of class and id attributes; sorted. */
static const Word words[] = {
	{ "aboutus", MARK_CHROME },
	{ "ad", MARK_CHROME },
	{ "addthis", MARK_CHROME },
	{ "ads", MARK_CHROME },
	{ "adv", MARK_CHROME },
	{ "advert", MARK_CHROME },
	{ "advertisement", MARK_CHROME },
	{ "advertising", MARK_CHROME },
	{ "artical", MARK_BODY },
	{ "article", MARK_BODY },
	{ "articleinfo", MARK_HEADER },
	{ "articlepage", MARK_BODY },
	{ "aside", MARK_DOUBT },
	{ "author", MARK_AUTHOR },
	{ "authors", MARK_AUTHOR },
	{ "banner", MARK_DOUBT },
	{ "bdshare", MARK_CHROME },
	{ "biaoti", MARK_TITLE },
	{ "body", MARK_BODY },
	{ "bottom", MARK_DOUBT },
	{ "breadcrumb", MARK_CHROME },
	{ "breadcrumbs", MARK_CHROME },
	{ "bshare", MARK_CHROME },
	{ "bt", MARK_TITLE },
	{ "byline", MARK_AUTHOR | MARK_HEADER },
	{ "caption", MARK_CAPTION },
	{ "carousel", MARK_DOUBT },
	{ "category", MARK_DOUBT },
	{ "channel", MARK_DOUBT },
	{ "cmt", MARK_CHROME },
	{ "comment", MARK_CHROME },
	{ "comments", MARK_CHROME },
	{ "consent", MARK_CHROME },
	{ "content", MARK_BODY },
	{ "cookie", MARK_CHROME },
	{ "cookies", MARK_CHROME },
	{ "copyright", MARK_CHROME },
	{ "copyrights", MARK_CHROME },
	{ "credit", MARK_CAPTION },
	{ "crumb", MARK_CHROME },
	{ "crumbs", MARK_CHROME },
	{ "date", MARK_TIME },
	{ "dateline", MARK_TIME },
	{ "datetime", MARK_TIME },
	{ "description", MARK_SUBTITLE },
	{ "dialog", MARK_CHROME },
	{ "disclaimer", MARK_CHROME },
	{ "disqus", MARK_CHROME },
	{ "download", MARK_DOUBT },
	{ "edit", MARK_EDITOR },
	{ "editor", MARK_EDITOR },
	{ "endtext", MARK_BODY },
	{ "erweima", MARK_CHROME },
	{ "ewm", MARK_CHROME },
	{ "fbt", MARK_SUBTITLE },
	{ "feedback", MARK_CHROME },
	{ "fenxiang", MARK_CHROME },
	{ "fenye", MARK_CHROME },
	{ "float", MARK_DOUBT },
	{ "foot", MARK_CHROME },
	{ "footer", MARK_CHROME },
	{ "footnav", MARK_CHROME },
	{ "friendlink", MARK_CHROME },
	{ "from", MARK_SOURCE },
	{ "fubiaoti", MARK_SUBTITLE },
	{ "fx", MARK_CHROME },
	{ "gdpr", MARK_CHROME },
	{ "gg", MARK_CHROME },
	{ "guanggao", MARK_CHROME },
	{ "guess", MARK_CHROME },
	{ "headline", MARK_TITLE },
	{ "hot", MARK_DOUBT },
	{ "hotnews", MARK_CHROME },
	{ "info", MARK_HEADER },
	{ "jiathis", MARK_CHROME },
	{ "jubao", MARK_CHROME },
	{ "keyword", MARK_DOUBT },
	{ "keywords", MARK_DOUBT },
	{ "kicker", MARK_KICKER },
	{ "laiyuan", MARK_SOURCE },
	{ "link", MARK_DOUBT },
	{ "links", MARK_DOUBT },
	{ "location", MARK_DOUBT },
	{ "login", MARK_CHROME },
	{ "ly", MARK_SOURCE | MARK_HEADER },
	{ "main", MARK_BODY },
	{ "menu", MARK_CHROME },
	{ "meta", MARK_HEADER },
	{ "mianbaoxie", MARK_CHROME },
	{ "mianze", MARK_CHROME },
	{ "modal", MARK_CHROME },
	{ "more", MARK_DOUBT },
	{ "most", MARK_DOUBT },
	{ "nav", MARK_CHROME },
	{ "navbar", MARK_CHROME },
	{ "navi", MARK_CHROME },
	{ "navigation", MARK_CHROME },
	{ "newsletter", MARK_CHROME },
	{ "next", MARK_DOUBT },
	{ "outbrain", MARK_CHROME },
	{ "pager", MARK_CHROME },
	{ "pagination", MARK_CHROME },
	{ "paging", MARK_CHROME },
	{ "pinglun", MARK_CHROME },
	{ "player", MARK_CHROME },
	{ "popular", MARK_CHROME },
	{ "popup", MARK_CHROME },
	{ "position", MARK_DOUBT },
	{ "prev", MARK_DOUBT },
	{ "previous", MARK_DOUBT },
	{ "promo", MARK_CHROME },
	{ "promos", MARK_CHROME },
	{ "promotion", MARK_CHROME },
	{ "pubdate", MARK_TIME },
	{ "publishdate", MARK_TIME },
	{ "publishtime", MARK_TIME },
	{ "pubtime", MARK_TIME },
	{ "qr", MARK_CHROME },
	{ "qrcode", MARK_CHROME },
	{ "rail", MARK_DOUBT },
	{ "rank", MARK_CHROME },
	{ "ranking", MARK_CHROME },
	{ "rec", MARK_CHROME },
	{ "recirc", MARK_CHROME },
	{ "recommend", MARK_CHROME },
	{ "recommendation", MARK_CHROME },
	{ "recommendations", MARK_CHROME },
	{ "recommended", MARK_CHROME },
	{ "register", MARK_CHROME },
	{ "relate", MARK_CHROME },
	{ "related", MARK_CHROME },
	{ "relevant", MARK_CHROME },
	{ "replies", MARK_CHROME },
	{ "reply", MARK_CHROME },
	{ "respond", MARK_CHROME },
	{ "search", MARK_CHROME },
	{ "share", MARK_CHROME },
	{ "sharebar", MARK_CHROME },
	{ "sharing", MARK_CHROME },
	{ "shengming", MARK_CHROME },
	{ "side", MARK_DOUBT },
	{ "sidebar", MARK_CHROME },
	{ "signin", MARK_CHROME },
	{ "signup", MARK_CHROME },
	{ "social", MARK_CHROME },
	{ "source", MARK_SOURCE },
	{ "sponsor", MARK_CHROME },
	{ "sponsored", MARK_CHROME },
	{ "statement", MARK_DOUBT },
	{ "subscribe", MARK_CHROME },
	{ "subscription", MARK_CHROME },
	{ "subtitle", MARK_SUBTITLE },
	{ "taboola", MARK_CHROME },
	{ "tag", MARK_DOUBT },
	{ "tags", MARK_DOUBT },
	{ "teaser", MARK_DOUBT },
	{ "teasers", MARK_DOUBT },
	{ "time", MARK_TIME },
	{ "timestamp", MARK_TIME },
	{ "tit", MARK_TITLE },
	{ "title", MARK_TITLE },
	{ "tool", MARK_DOUBT },
	{ "toolbar", MARK_CHROME },
	{ "tools", MARK_DOUBT },
	{ "topbar", MARK_CHROME },
	{ "topics", MARK_DOUBT },
	{ "topnav", MARK_CHROME },
	{ "trending", MARK_CHROME },
	{ "tuijian", MARK_CHROME },
	{ "weibo", MARK_DOUBT },
	{ "weixin", MARK_DOUBT },
	{ "widget", MARK_DOUBT },
	{ "xgxw", MARK_CHROME },
	{ "xgyd", MARK_CHROME },
	{ "xiangguan", MARK_CHROME },
	{ "yinti", MARK_KICKER },
	{ "youqing", MARK_CHROME },
	{ "zhengwen", MARK_BODY },
	{ "zuozhe", MARK_AUTHOR },
};

/* Parts of longer words, for names written in one: "leftnav", "sharebox". */
static const Word parts[] = {
	{ "comment", MARK_CHROME },
	{ "footer", MARK_CHROME },
	{ "sidebar", MARK_CHROME },
	{ "related", MARK_CHROME },
	{ "recommend", MARK_CHROME },
	{ "breadcrumb", MARK_CHROME },
	{ "copyright", MARK_CHROME },
	{ "share", MARK_CHROME },
	{ "qrcode", MARK_CHROME },
	{ "newsletter", MARK_CHROME },
	{ "pagination", MARK_CHROME },
	{ "tuijian", MARK_CHROME },
	{ "title", MARK_TITLE },
	{ "source", MARK_SOURCE },
	{ "author", MARK_AUTHOR },
	{ "editor", MARK_EDITOR },
	{ "content", MARK_BODY },
	{ "article", MARK_BODY },
	{ "time", MARK_TIME },
	{ "date", MARK_TIME },
};

static int
compare_word(const void *key, const void *word)
{
	return strcmp(key, ((const Word *)word)->word);
}

static uint32_t
word_marks(const char *word, size_t length)
{
	const Word *found;

	if (length < 2)
		return 0;
	found = bsearch(
	    word, words, G_N_ELEMENTS(words), sizeof(words[0]), compare_word);
	if (found)
		return found->marks;
	if (length < 6)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (strstr(word, parts[i].word))
			return parts[i].marks;
	return 0;
}

/*
 * Words end at anything but letters and figures, and where a small letter meets
 * a capital ("articleTitle"). Figures behind a word number it; in a word they
 * make it a key of a machine ("7ad3").
 */
uint32_t
element_word_marks(const char *text)
{
	char word[32];
	size_t length = 0;
	uint32_t marks = 0;

	for (const char *p = text;; p++) {
		bool is_part = g_ascii_isalnum(*p);
		bool is_hump = g_ascii_isupper(*p) && p > text &&
		    g_ascii_islower(p[-1]);

		if ((!is_part || is_hump) && length > 0) {
			while (length > 0 && g_ascii_isdigit(word[length - 1]))
				length--;
			word[length] = '\0';
			if (length > 0 &&
			    strcspn(word, "0123456789") == length)
				marks |= word_marks(word, length);
			length = 0;
		}
		if (!*p)
			return marks;
		if (is_part && length < sizeof(word) - 1)
			word[length++] = g_ascii_tolower(*p);
	}
}

static bool
style_hides(const char *style)
{
	const char *p = strstr(style, "display");

	if (p) {
		p += strlen("display");
		p += strspn(p, " \t:");
		if (g_ascii_strncasecmp(p, "none", 4) == 0)
			return true;
	}
	p = strstr(style, "visibility");
	if (!p)
		return false;
	p += strlen("visibility");
	p += strspn(p, " \t:");
	return g_ascii_strncasecmp(p, "hidden", 6) == 0;
}

static const Word properties[] = {
	{ "articleBody", MARK_BODY },
	{ "author", MARK_AUTHOR },
	{ "dateModified", 0 },
	{ "datePublished", MARK_TIME },
	{ "headline", MARK_TITLE },
};

static uint32_t
property_marks(const char *name)
{
	const Word *found = bsearch(name, properties, G_N_ELEMENTS(properties),
	    sizeof(properties[0]), compare_word);

	return found ? found->marks : 0;
}

uint32_t
element_marks(const xmlNode *node)
{
	uint32_t marks = 0;

	for (const xmlAttr *a = node->properties; a; a = a->next) {
		const char *name = (const char *)a->name;
		const char *value =
		    a->children && a->children->type == XML_TEXT_NODE
			? (const char *)a->children->content
			: NULL;

		if (strcmp(name, "hidden") == 0)
			marks |= MARK_HIDDEN;
		if (!value)
			continue;
		if (strcmp(name, "class") == 0 || strcmp(name, "id") == 0)
			marks |= element_word_marks(value);
		else if (strcmp(name, "style") == 0 && style_hides(value))
			marks |= MARK_HIDDEN;
		else if (strcmp(name, "itemprop") == 0)
			marks |= property_marks(value);
		else if (strcmp(name, "role") == 0 &&
			 (strcmp(value, "navigation") == 0 ||
			     strcmp(value, "complementary") == 0))
			marks |= MARK_CHROME;
	}
	return marks;
}
