/*
 * survey - see survey.h.
 *
 * The walk keeps its own stack: a page may nest deeper than ours may grow.
 * It must never look at what the words mean.
 */
#include "config.h"

#include "base/limits.h"
#include "base/text.h"
#include "parse/survey.h"

#include <string.h>

/* A line longer than this keeps no seams: it is a sentence. */
#define SEAMED_BYTES 400

/* What an open element changes for what is inside it. */
typedef struct Frame {
	const xmlNode *node;
	uint32_t box; /* of it, or around it */
	uint32_t hint_at; /* where its text began, for a hint */
	uint32_t hint_marks;
	uint8_t level;
	bool is_block, is_link, is_strong, is_hidden;
} Frame;

typedef struct Walk {
	Survey *survey;
	GArray *frames; /* Frame */
	Line line; /* the one being gathered */
	uint32_t marks; /* of its inline elements */
	size_t first_hint; /* hints that wait for the line to be kept */
	bool is_open; /* there is text in it */
	bool is_blank_due, is_seam_due;
	unsigned int wide_blanks; /* in the run just read */
	bool has_break; /* with a line break in it */
	bool is_stop; /* the last letter ended a sentence */
	bool is_full;
} Walk;

static Frame *
top(Walk *walk)
{
	return &g_array_index(walk->frames, Frame, walk->frames->len - 1);
}

/* Takes the seams out of what has become a long line. */
static void
drop_seams(Survey *survey, Line *line)
{
	char *start = survey->text->str + line->at;
	char *out = start;

	for (char *in = start; *in; in++)
		if (*in != SURVEY_SEAM)
			*out++ = *in;
	line->length = out - start;
	g_string_truncate(survey->text, line->at + line->length);
}

static void
end_line(Walk *walk, bool is_broken)
{
	Survey *survey = walk->survey;

	walk->is_blank_due = walk->is_seam_due = false;
	walk->wide_blanks = 0;
	walk->has_break = false;
	walk->is_stop = false;
	if (!walk->is_open)
		return;
	walk->is_open = false;
	walk->line.length = survey->text->len - walk->line.at;
	walk->line.marks = walk->marks;
	walk->line.is_broken = is_broken;
	if (walk->line.length > SEAMED_BYTES &&
	    walk->first_hint == survey->hints->len)
		drop_seams(survey, &walk->line);
	g_string_append_c(survey->text, '\0');
	g_array_append_val(survey->lines, walk->line);
	walk->first_hint = survey->hints->len;
}

static void
begin_line(Walk *walk, const xmlNode *node)
{
	Frame *frame = top(walk);

	memset(&walk->line, 0, sizeof(walk->line));
	walk->line.node = node;
	walk->line.at = walk->survey->text->len;
	walk->line.box = frame->box;
	walk->line.level = frame->level;
	walk->line.is_hidden = frame->is_hidden;
	walk->is_open = true;
	walk->is_blank_due = walk->is_seam_due = false;
	walk->marks = 0;
	for (guint i = walk->frames->len; i-- > 0;) {
		Frame *around = &g_array_index(walk->frames, Frame, i);

		if (around->is_block)
			break;
		walk->marks |= around->hint_marks;
		if (around->hint_at == SURVEY_NONE)
			around->hint_at = walk->line.at;
	}
}

static bool
is_wide(gunichar c)
{
	return (c >= 0x2e80 && c <= 0x2fdf) ||
	       (c >= 0x3041 && c <= 0xd7af && !(c >= 0x3200 && c < 0x3400)) ||
	       (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000;
}

static bool
is_wide_stop(gunichar c)
{
	return c == 0x3002 || c == 0xff0c || c == 0x3001 || c == 0xff01 ||
	       c == 0xff1f || c == 0xff1b || c == 0xff1a || c == 0x201d;
}

static bool
ends_sentence(gunichar c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x201d ||
	       c == 0xff09 || c == 0x2026 || c == '.' || c == '!' || c == '?' ||
	       c == 0xff1a;
}

/* Quotation marks and dashes of Windows that came through as controls. */
static gunichar
from_windows(gunichar c)
{
	switch (c) {
	case 0x85:
		return 0x2026;
	case 0x91:
		return 0x2018;
	case 0x92:
		return 0x2019;
	case 0x93:
		return 0x201c;
	case 0x94:
		return 0x201d;
	case 0x96:
		return 0x2013;
	case 0x97:
		return 0x2014;
	default:
		return c;
	}
}

static void
append_letter(GString *text, gunichar c, const char *p, const char *next)
{
	if ((unsigned char)*p == 0xc2 && c >= 0x100)
		g_string_append_unichar(text, c);
	else
		g_string_append_len(text, p, next - p);
}

/* 0: none; 1: white space; 2: a wide one, as paragraphs begin with. */
static int
blank_kind(gunichar c)
{
	if (c <= 0x20 || c == 0x7f)
		return 1;
	if (c < 0xa0)
		return c > 0x7f;
	if (c == 0xa0 || c == 0x3000 || c == 0x2003)
		return 2;
	return c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f;
}

static bool
is_invisible(gunichar c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xad ||
	       (c >= 0xfe00 && c <= 0xfe0f);
}

static void
count_letter(Walk *walk, gunichar c, const char *next)
{
	Frame *frame = top(walk);
	Line *line = &walk->line;

	walk->is_stop = ends_sentence(c);
	if (is_wide(c))
		line->wide++;
	else if (c < 0x80 ? g_ascii_isalnum(c) : c < 0x2000 && c != 0xb7)
		line->narrow++;
	else {
		bool is_stop =
		    c < 0x80 ? (strchr(",.!?;", c) && !g_ascii_isalnum(*next))
			     : is_wide_stop(c);

		if (is_stop && line->stops < UINT16_MAX)
			line->stops++;
		return;
	}
	line->linked += frame->is_link;
	line->strong += frame->is_strong;
}

/* White space before the next letter: a new paragraph, a blank, a seam. */
static void
settle_blank(Walk *walk, const xmlNode *node)
{
	GString *text = walk->survey->text;

	if (walk->is_open && walk->wide_blanks >= 2 &&
	    (walk->is_stop || (walk->has_break && walk->line.wide > 0)) &&
	    !top(walk)->level)
		end_line(walk, true);
	walk->wide_blanks = 0;
	walk->has_break = false;
	if (!walk->is_open) {
		begin_line(walk, node);
		return;
	}
	if (walk->is_blank_due)
		g_string_append_c(text, ' ');
	else if (walk->is_seam_due)
		g_string_append_c(text, SURVEY_SEAM);
	walk->is_blank_due = walk->is_seam_due = false;
}

static void
add_text(Walk *walk, const xmlNode *node)
{
	const char *p = (const char *)node->content;
	bool is_pre = survey_box(walk->survey, top(walk)->box)->kind == BOX_PRE;

	while (p && *p && !walk->is_full) {
		gunichar c = (unsigned char)*p < 0x80 ? (gunichar)*p
						      : g_utf8_get_char(p);
		const char *next = g_utf8_next_char(p);
		int blank;

		if (c >= 0x80 && c < 0xa0)
			c = from_windows(c);
		blank = blank_kind(c);
		if (blank) {
			walk->is_blank_due = true;
			walk->wide_blanks += blank == 2;
			walk->has_break |= c == '\n';
			if (is_pre && c == '\n')
				end_line(walk, true);
		} else if (!is_invisible(c)) {
			settle_blank(walk, node);
			append_letter(walk->survey->text, c, p, next);
			count_letter(walk, c, next);
		}
		p = next;
	}
	walk->is_full = walk->survey->text->len > LIMIT_TEXT_BYTES;
}

/* Where lazy pages keep the address of a picture. */
static const char *
image_source(const xmlNode *node)
{
	static const char *const names[] = { "data-original", "data-src",
		"data-lazy-src", "data-url", "src", "data-srcset", "srcset" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = survey_attribute(node, names[i]);

		if (!value)
			continue;
		value += strspn(value, " \t\r\n");
		if (*value && !g_str_has_prefix(value, "data:"))
			return value;
	}
	return NULL;
}

/* A picture is a line of its own, also in the middle of a paragraph; its text
 * is its address. */
static void
add_image(Walk *walk, const xmlNode *node)
{
	const char *source = image_source(node);
	size_t length = source ? strcspn(source, " \t\r\n") : 0;
	Line line = { .node = node, .kind = LINE_IMAGE };
	bool is_pixel;

	if (length == 0 || length > LIMIT_URL_BYTES)
		return;
	is_pixel = g_strcmp0(survey_attribute(node, "width"), "1") == 0 ||
		   g_strcmp0(survey_attribute(node, "height"), "1") == 0;
	if (is_pixel)
		return;
	end_line(walk, false);
	line.at = walk->survey->text->len;
	line.length = length;
	line.box = top(walk)->box;
	line.is_hidden =
	    top(walk)->is_hidden || (element_marks(node) & MARK_HIDDEN);
	g_string_append_len(walk->survey->text, source, length);
	g_string_append_c(walk->survey->text, '\0');
	g_array_append_val(walk->survey->lines, line);
}

static void
add_head(Walk *walk, const xmlNode *node)
{
	Survey *survey = walk->survey;
	const char *name = (const char *)node->name;

	if (strcmp(name, "meta") == 0 && survey_attribute(node, "content"))
		g_ptr_array_add(survey->metas, (gpointer)node);
	else if (strcmp(name, "base") == 0 && !survey->base)
		survey->base = node;
	else if (strcmp(name, "title") == 0 && !survey->title &&
		 g_strcmp0((const char *)node->parent->name, "svg") != 0) {
		xmlChar *content = xmlNodeGetContent(node);

		survey->title =
		    content ? text_fold((const char *)content, -1) : NULL;
		xmlFree(content);
	}
}

static void
open_box(Walk *walk, const Element *element, uint32_t marks, Frame *frame)
{
	Survey *survey = walk->survey;
	Box *parent = survey_box(survey, frame->box);
	Box box = { .node = frame->node,
		.parent = frame->box,
		.first = survey->lines->len,
		.kind = element->kind,
		.level = element->level,
		.marks = marks,
		.all_marks = marks | parent->all_marks,
		.is_ordered = strcmp(element->name, "ol") == 0 };

	/* The class of <body> speaks of the whole page. */
	if (strcmp(element->name, "body") == 0 ||
	    strcmp(element->name, "html") == 0)
		box.marks = box.all_marks =
		    marks & MARK_HIDDEN & ~(uint32_t)MARK_HIDDEN;
	frame->box = survey->boxes->len;
	g_array_append_val(survey->boxes, box);
	if (element->kind == BOX_HEADING)
		frame->level = element->level;
}

/* Enters an element; false when nothing in it is to be read. */
static bool
enter(Walk *walk, const xmlNode *node)
{
	const Element *element = element_find((const char *)node->name);
	Frame frame = *top(walk);
	uint32_t marks;

	switch ((ElementFlow)element->flow) {
	case ELEMENT_SKIP:
		if (strcmp(element->name, "script") == 0 &&
		    g_strcmp0(survey_attribute(node, "type"),
			"application/ld+json") == 0)
			g_ptr_array_add(walk->survey->scripts, (gpointer)node);
		return false;
	case ELEMENT_HEAD:
		add_head(walk, node);
		/* A broken <meta> or <link> may hold the rest of the page. */
		if (strcmp(element->name, "title") == 0 || !node->children)
			return false;
		break;
	case ELEMENT_BREAK:
		if (top(walk)->level && element->name[0] == 'b')
			walk->is_blank_due = true;
		else
			end_line(walk, true);
		return false;
	case ELEMENT_IMAGE:
		add_image(walk, node);
		return false;
	case ELEMENT_BLOCK:
	case ELEMENT_INLINE:
		break;
	}
	marks = element->marks | element_marks(node);
	frame.node = node;
	frame.is_block = element->flow == ELEMENT_BLOCK;
	frame.is_link |= element->is_link && survey_attribute(node, "href");
	frame.is_strong |= element->is_strong;
	frame.is_hidden |= (marks & MARK_HIDDEN) != 0;
	frame.hint_marks = marks & (MARK_TITLE | MARK_TIME | MARK_SOURCE |
				       MARK_AUTHOR | MARK_EDITOR | MARK_HEADER |
				       MARK_SUBTITLE | MARK_KICKER);
	frame.hint_at = walk->is_open ? walk->survey->text->len : SURVEY_NONE;
	if (frame.is_block) {
		end_line(walk, false);
		open_box(walk, element, marks, &frame);
	} else {
		walk->is_seam_due = walk->is_open;
		walk->marks |= frame.hint_marks;
	}
	g_array_append_val(walk->frames, frame);
	return true;
}

static void
leave(Walk *walk)
{
	Survey *survey = walk->survey;
	Frame frame = *top(walk);

	if (!frame.is_block && frame.hint_marks && walk->is_open &&
	    frame.hint_at != SURVEY_NONE && frame.hint_at >= walk->line.at &&
	    survey->text->len > frame.hint_at) {
		Hint hint = { .line = survey->lines->len,
			.at = frame.hint_at,
			.length = survey->text->len - frame.hint_at,
			.marks = frame.hint_marks };

		g_array_append_val(survey->hints, hint);
	}
	if (frame.is_block) {
		Box *box = survey_box(survey, frame.box);

		end_line(walk, false);
		box->end = survey->lines->len;
		box->boxes_end = survey->boxes->len;
	} else {
		walk->is_seam_due = walk->is_open;
	}
	g_array_set_size(walk->frames, walk->frames->len - 1);
}

/* Visits a node; true when its children are to be visited, too. */
static bool
visit(Walk *walk, const xmlNode *node)
{
	switch (node->type) {
	case XML_ELEMENT_NODE:
		return enter(walk, node);
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		add_text(walk, node);
		return false;
	case XML_COMMENT_NODE:
		if (node->content &&
		    strstr((const char *)node->content, "enpproperty"))
			g_ptr_array_add(walk->survey->comments, (gpointer)node);
		return false;
	default:
		return false;
	}
}

/* Every node from `node` on and its following siblings, below `stop`. */
static void
walk_all(Walk *walk, const xmlNode *node, const xmlNode *stop)
{
	while (node && !walk->is_full) {
		guint depth = walk->frames->len;

		if (visit(walk, node)) {
			if (node->children) {
				node = node->children;
				continue;
			}
			leave(walk);
		}
		g_assert(walk->frames->len == depth);
		while (!node->next) {
			node = node->parent;
			if (node == stop || !node)
				return;
			leave(walk);
		}
		node = node->next;
	}
}

static Survey *
survey_make(const xmlNode *first, const xmlNode *stop)
{
	Survey *survey = g_new0(Survey, 1);
	g_autoptr(GArray) frames = g_array_new(FALSE, FALSE, sizeof(Frame));
	Walk walk = { .survey = survey, .frames = frames };
	Frame frame = { .hint_at = SURVEY_NONE, .is_block = true };
	Box box = { 0 };

	survey->text = g_string_sized_new(32768);
	survey->lines = g_array_sized_new(FALSE, FALSE, sizeof(Line), 512);
	survey->boxes = g_array_sized_new(FALSE, FALSE, sizeof(Box), 512);
	survey->hints = g_array_new(FALSE, FALSE, sizeof(Hint));
	survey->metas = g_ptr_array_new();
	survey->scripts = g_ptr_array_new();
	survey->comments = g_ptr_array_new();
	g_array_append_val(survey->boxes, box);
	g_array_append_val(frames, frame);
	walk_all(&walk, first, stop);
	while (frames->len > 0)
		leave(&walk);
	return survey;
}

Survey *
survey_new(const xmlDoc *document)
{
	return survey_make(document->children, (const xmlNode *)document);
}

Survey *
survey_of_node(const xmlNode *node)
{
	return survey_make(node->children, node);
}

void
survey_free(Survey *survey)
{
	if (!survey)
		return;
	g_string_free(survey->text, TRUE);
	g_array_unref(survey->lines);
	g_array_unref(survey->boxes);
	g_array_unref(survey->hints);
	g_ptr_array_unref(survey->metas);
	g_ptr_array_unref(survey->scripts);
	g_ptr_array_unref(survey->comments);
	g_free(survey->title);
	g_free(survey);
}

char *
line_text(const Survey *survey, const Line *line)
{
	char *text = g_strndup(survey_raw(survey, line), line->length);
	char *out = text;

	for (char *in = text; *in; in++)
		if (*in != SURVEY_SEAM)
			*out++ = *in;
	*out = '\0';
	return text;
}

char *
line_seamed(const Survey *survey, const Line *line)
{
	char *text = g_strndup(survey_raw(survey, line), line->length);

	return g_strdelimit(text, "\x1f", ' ');
}

uint32_t
survey_around(const Survey *survey, uint32_t box, BoxKind kind)
{
	while (survey_box(survey, box)->kind != kind) {
		if (box == 0)
			return SURVEY_NONE;
		box = survey_box(survey, box)->parent;
	}
	return box;
}

bool
survey_is_within(const Survey *survey, uint32_t box, uint32_t outer)
{
	return box == outer ||
	       (box > outer && box < survey_box(survey, outer)->boxes_end);
}

const char *
survey_attribute(const xmlNode *node, const char *name)
{
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (strcmp((const char *)a->name, name) == 0)
			return a->children && a->children->type == XML_TEXT_NODE
				   ? (const char *)a->children->content
				   : "";
	return NULL;
}
