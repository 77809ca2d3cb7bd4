/*
 * guess - see guess.h.
 *
 * Conducts: survey, metas, density, headline, frame; then decides field by
 * field. What readers see goes before what machines are told. Never fills a
 * field from the furniture of a page.
 */
#include "config.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "parse/block.h"
#include "parse/frame.h"
#include "parse/guess.h"
#include "parse/headline.h"
#include "parse/markdown.h"
#include "parse/meta.h"
#include "parse/when.h"

#include <string.h>

/* Less prose than this is no article, unless there is a headline to it. */
#define ARTICLE_PROSE 12
/* So many lines from the headline its subtitle stands, and is no longer. */
#define HEADLINE_REACH 4
#define SUBTITLE_BYTES 240

typedef struct Guessing {
	Tree *tree;
	const GuessHint *hint;
	Survey *survey;
	Meta *meta;
	Density *density;
	Headline headline;
	Frame frame;
	uint32_t main;
	int score;
} Guessing;

void
guess_image_free(GuessImage *image)
{
	if (!image)
		return;
	g_free(image->url);
	g_free(image->caption);
	g_free(image);
}

void
guess_clear(Guess *guess)
{
	g_clear_pointer(&guess->title, g_free);
	g_clear_pointer(&guess->kicker, g_free);
	g_clear_pointer(&guess->subtitle, g_free);
	g_clear_pointer(&guess->credit, g_free);
	g_clear_pointer(&guess->section, g_free);
	g_clear_pointer(&guess->dateline, g_free);
	g_clear_pointer(&guess->description, g_free);
	g_clear_pointer(&guess->language, g_free);
	g_clear_pointer(&guess->rights, g_free);
	g_clear_pointer(&guess->authors, g_ptr_array_unref);
	g_clear_pointer(&guess->editors, g_ptr_array_unref);
	g_clear_pointer(&guess->contributors, g_ptr_array_unref);
	g_clear_pointer(&guess->tags, g_ptr_array_unref);
	g_clear_pointer(&guess->images, g_ptr_array_unref);
	g_clear_pointer(&guess->markdown, g_free);
	g_clear_pointer(&guess->html, g_free);
	g_clear_pointer(&guess->text, g_free);
	g_clear_pointer(&guess->evidence, g_free);
}

static void
guessing_clear(Guessing *g)
{
	frame_clear(&g->frame);
	headline_clear(&g->headline);
	density_free(g->density);
	meta_free(g->meta);
	survey_free(g->survey);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Guessing, guessing_clear)

/* The box of a node that a plugin has chosen, or none. */
static uint32_t
box_of(const Survey *survey, const xmlNode *node)
{
	for (uint32_t i = 0; i < survey->boxes->len; i++)
		if (survey_box(survey, i)->node == node)
			return i;
	return SURVEY_NONE;
}

static void
guessing_init(Guessing *g, Tree *tree, const GuessHint *hint)
{
	g->tree = tree;
	g->hint = hint;
	g->survey = survey_new(tree_document(tree));
	g->meta = meta_new(g->survey);
	g->density = density_new(g->survey);
	headline_find(g->density, g->meta, hint->listed_title, &g->headline);
	if (g->headline.line != SURVEY_NONE)
		density_set_headline(g->density, g->headline.line);
	g->main = hint->body ? box_of(g->survey, hint->body) : SURVEY_NONE;
	if (g->main == SURVEY_NONE)
		g->main = density_main(g->density, g->headline.line, &g->score);
	else
		g->score = 100;
}

static Date
dated(Date date, DateOrigin origin)
{
	date.origin = date.precision == DATE_NONE ? DATE_FROM_NOWHERE : origin;
	return date;
}

static bool
has_year(const char *text)
{
	for (const char *p = text; *p; p++)
		if ((p[0] == '1' || p[0] == '2') && g_ascii_isdigit(p[1]) &&
		    g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]))
			return true;
	return false;
}

/* "10-08 12:00": the year is that of the meta which names the same minute. */
static Date
with_year(const Guessing *g, Date date)
{
	const char *claims[] = { g->meta->published, g->meta->modified };
	int month[2], day[2], year;

	date_civil(date.seconds, date.offset_min, &year, &month[0], &day[0]);
	for (size_t i = 0; i < G_N_ELEMENTS(claims); i++) {
		Date claim;

		if (!claims[i] || !when_parse(claims[i], g->hint->zone_min,
				      g->hint->now, &claim))
			continue;
		date_civil(
		    claim.seconds, date.offset_min, &year, &month[1], &day[1]);
		if (month[0] == month[1] && day[0] == day[1])
			return claim;
	}
	return date;
}

/* A date in an element whose name says that it is one. */
static Date
hinted_date(const Guessing *g)
{
	const Survey *survey = g->survey;
	uint32_t end = g->main == SURVEY_NONE
			   ? survey->lines->len
			   : MIN(g->frame.to + 5, survey->lines->len);
	Date date = DATE_UNKNOWN;

	for (uint32_t i = 0; i < end; i++) {
		const Line *line = survey_line(survey, i);
		const Box *box = survey_box(survey, line->box);
		g_autofree char *text = NULL;

		if (line->kind != LINE_TEXT || line->is_hidden ||
		    line->length > 200 || g->density->is_cards[line->box] ||
		    !((line->marks | box->marks) & MARK_TIME))
			continue;
		text = line_seamed(survey, line);
		if (when_parse(text, g->hint->zone_min, g->hint->now, &date))
			return has_year(text) ? date : with_year(g, date);
	}
	return date;
}

static Date
meta_date(const Guessing *g)
{
	Date date = DATE_UNKNOWN;

	if (g->meta->published)
		(void)when_parse(
		    g->meta->published, g->hint->zone_min, g->hint->now, &date);
	return dated(date, DATE_FROM_META);
}

static bool
is_same_day(const Date *a, const Date *b)
{
	int year[2], month[2], day[2];

	date_civil(a->seconds, a->offset_min, &year[0], &month[0], &day[0]);
	date_civil(b->seconds, a->offset_min, &year[1], &month[1], &day[1]);
	return year[0] == year[1] && month[0] == month[1] && day[0] == day[1];
}

/* What is displayed goes first; where only the day is, the metas may know the
 * hour of that day. */
static Date
find_date(const Guessing *g)
{
	Date date = g->frame.header.date, meta = meta_date(g);

	if (date.precision == DATE_NONE)
		date = g->frame.foot.date;
	if (date.precision == DATE_NONE)
		date = hinted_date(g);
	if (date.precision == DATE_DAY && meta.precision > DATE_DAY &&
	    is_same_day(&date, &meta))
		return meta;
	if (date.precision != DATE_NONE)
		return dated(date, DATE_FROM_PAGE);
	return meta.precision != DATE_NONE ? meta : g->hint->listed_date;
}

/* "来源：X" in a meta that is called source anyway. */
static char *
meta_credit(const Meta *meta)
{
	static const char *const nobodies[] = { "本网", "本站", "原创",
		"本站原创" };
	Notation found = { 0 };
	char *credit;

	if (!meta->source)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(nobodies); i++)
		if (strcmp(meta->source, nobodies[i]) == 0)
			return NULL;
	(void)notation_read(meta->source, 0, 0, &found);
	credit = g_steal_pointer(&found.credit);
	notation_clear(&found);
	return credit ? credit : g_strdup(meta->source);
}

/* An outlet in an element whose name says that it is one. */
static char *
hinted_credit(const Guessing *g)
{
	const Survey *survey = g->survey;

	for (guint i = 0; i < survey->hints->len; i++) {
		const Hint *hint = &g_array_index(survey->hints, Hint, i);
		const Line *line;
		g_autofree char *part = NULL, *text = NULL;

		if (!(hint->marks & MARK_SOURCE) ||
		    hint->line >= survey->lines->len)
			continue;
		line = survey_line(survey, hint->line);
		if (line->is_hidden || g->density->is_cards[line->box] ||
		    hint->line + 20 < g->frame.from ||
		    hint->line > g->frame.from + 5 || hint->length > 90)
			continue;
		part = g_strndup(survey->text->str + hint->at, hint->length);
		g_strdelimit(part, "\x1f", ' ');
		text = text_fold(part, -1);
		if (text && *text && !strpbrk(text, "0123456789:") &&
		    !strstr(text, "："))
			return g_steal_pointer(&text);
	}
	return NULL;
}

static char *
find_credit(const Guessing *g)
{
	const Notation *header = &g->frame.header, *foot = &g->frame.foot;

	if (header->credit &&
	    (header->is_credit_labelled || !foot->is_credit_labelled))
		return g_strdup(header->credit);
	if (foot->credit)
		return g_strdup(foot->credit);
	return hinted_credit(g) ?: meta_credit(g->meta);
}

/* What the elements around a line and nothing else are called. */
static uint32_t
marks_of(const Survey *survey, const Line *line)
{
	const Box *box = survey_box(survey, line->box);

	return line->marks | (box->end - box->first == 1 ? box->marks : 0);
}

/* The line near the headline whose element's name says that it is its kicker
 * or its subtitle; no line of the text then. */
static char *
marked_line(Guessing *g, uint32_t mark)
{
	uint32_t at = g->headline.line;
	uint32_t end = MIN(at + HEADLINE_REACH, g->survey->lines->len);

	if (at == SURVEY_NONE)
		return NULL;
	for (uint32_t i = at > HEADLINE_REACH ? at - HEADLINE_REACH : 0;
	     i < end; i++) {
		const Line *line = survey_line(g->survey, i);
		g_autofree char *text = NULL;

		if (i == at || line->kind != LINE_TEXT || line->is_hidden ||
		    !(marks_of(g->survey, line) & mark) ||
		    line->length > SUBTITLE_BYTES || line_weight(line) == 0 ||
		    line->stops > 0)
			continue;
		text = line_seamed(g->survey, line);
		g->frame.is_kept[i] = false;
		return text_fold(text, -1);
	}
	return NULL;
}

static void
add_meta_authors(const Guessing *g, Notation *all)
{
	uint32_t wide = 0, narrow = 0;

	if (all->authors && all->authors->len > 0)
		return;
	for (uint32_t i = g->frame.from; i < g->frame.to; i++)
		if (g->frame.is_kept[i]) {
			wide += survey_line(g->survey, i)->wide;
			narrow += survey_line(g->survey, i)->narrow;
		}
	/* On Chinese pages that is the site, an editor or a number. */
	if (wide > narrow / 4)
		return;
	for (guint i = 0; i < g->meta->authors->len; i++) {
		if (!all->authors)
			all->authors = g_ptr_array_new_with_free_func(
			    (GDestroyNotify)notation_person_free);
		if (!g_str_has_prefix(g->meta->authors->pdata[i], "http"))
			g_ptr_array_add(all->authors,
			    notation_person_new(
				g->meta->authors->pdata[i], NULL));
	}
}

static void
find_people(Guessing *g, Guess *out)
{
	Notation all = { 0 };

	notation_merge(&all, &g->frame.header);
	notation_merge(&all, &g->frame.inside);
	notation_merge(&all, &g->frame.foot);
	/* Who took the pictures, where nobody else is named. */
	if ((!all.authors || all.authors->len == 0) && all.contributors) {
		g_clear_pointer(&all.authors, g_ptr_array_unref);
		all.authors = g_steal_pointer(&all.contributors);
	}
	add_meta_authors(g, &all);
	out->authors = g_steal_pointer(&all.authors);
	out->editors = g_steal_pointer(&all.editors);
	out->contributors = g_steal_pointer(&all.contributors);
	out->dateline = g_steal_pointer(&all.dateline);
	notation_clear(&all);
}

static void
find_images(const GPtrArray *blocks, Guess *out)
{
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i];
		GuessImage *image;

		if (block->kind != BLOCK_IMAGE)
			continue;
		if (!out->images)
			out->images = g_ptr_array_new_with_free_func(
			    (GDestroyNotify)guess_image_free);
		if (out->images->len >= LIMIT_IMAGES)
			return;
		image = g_new0(GuessImage, 1);
		image->url = g_strdup(block->url);
		image->caption =
		    block->text && *block->text ? g_strdup(block->text) : NULL;
		g_ptr_array_add(out->images, image);
	}
}

static void
find_body(Guessing *g, Guess *out)
{
	g_autoptr(GPtrArray) blocks = block_list(g->survey, g->frame.from,
	    g->frame.to, g->frame.is_kept, tree_base(g->tree), true);

	out->main = survey_box(g->survey, g->main)->node;
	out->markdown = markdown_of_blocks(blocks);
	out->html = html_of_blocks(blocks);
	out->text = text_of_blocks(blocks);
	out->score = g->score / 100.0;
	out->evidence = g_strdup_printf("generic 1 score=%.2f", out->score);
	find_images(blocks, out);
}

static char *
copy_of(const char *text)
{
	return text && *text ? g_strdup(text) : NULL;
}

bool
guess_article(Tree *tree, const GuessHint *hint, Guess *out)
{
	g_auto(Guessing) g = { 0 };

	guessing_init(&g, tree, hint);
	if (g.main != SURVEY_NONE)
		frame_find(g.density, &g.headline, g.main, hint->zone_min,
		    hint->now, &g.frame);
	out->title = g_strdup(g.headline.title);
	out->kicker = copy_of(g.meta->kicker);
	out->subtitle =
	    copy_of(g.meta->subtitle ? g.meta->subtitle : g.headline.subtitle);
	out->section = copy_of(g.meta->section);
	out->description = copy_of(g.meta->description);
	out->published = find_date(&g);
	if (g.main == SURVEY_NONE)
		return false;
	out->credit = find_credit(&g);
	find_people(&g, out);
	if (!out->kicker)
		out->kicker = marked_line(&g, MARK_KICKER);
	if (!out->subtitle)
		out->subtitle = marked_line(&g, MARK_SUBTITLE);
	find_body(&g, out);
	return *out->markdown != '\0';
}

const xmlNode *
guess_main(Tree *tree, const GuessHint *hint)
{
	g_auto(Guessing) g = { 0 };

	guessing_init(&g, tree, hint);
	return g.main == SURVEY_NONE ? NULL
				     : survey_box(g.survey, g.main)->node;
}
