/*
 * density - see density.h.
 *
 * Knows lengths, links and punctuation, and what element names say; never
 * what sentences mean.
 */
#include "config.h"

#include "parse/density.h"
#include "parse/furniture.h"

#include <string.h>

/* Below this a line without punctuation is a label. */
#define LABEL_WEIGHT 16
/* A box in which so many neighbours look like teasers is a list of them. */
#define CARDS_LEAST 3
/* A teaser is not longer than this. */
#define CARD_WEIGHT 260
/* A page that shows less prose than this shows no article. */
#define SEEN_WEIGHT 500
/* So much prose below a headline is an article. */
#define ARTICLE_WEIGHT 120

int
density_line_prose(const Line *line)
{
	uint32_t weight = line_weight(line);

	if (line->kind != LINE_TEXT || line->is_hidden || line->level == 1)
		return 0;
	if (line_is_linked(line, 40) || weight < 8)
		return 0;
	if (line->stops == 0)
		return weight < LABEL_WEIGHT ? 0 : weight / 4;
	return weight - line->linked / 2;
}

static int
line_gain(const Line *line, bool is_chrome, bool is_cards)
{
	int weight = line_weight(line);
	int prose = density_line_prose(line);

	if (line->kind != LINE_TEXT || line->is_hidden)
		return 0;
	/* Long comments must not outweigh what they are about. */
	if (is_chrome && !is_cards && prose > 0)
		return -1;
	if (is_chrome || is_cards)
		return -MIN(weight, 40) / 2 - 1;
	if (line_is_linked(line, 50))
		return -MIN(weight, 40) / 2 - 3;
	if (prose == 0)
		return line->level ? 0 : -1;
	return prose;
}

int
density_box_prose(const Density *density, uint32_t box)
{
	const Box *b = survey_box(density->survey, box);

	return density->prose[b->end] - density->prose[b->first];
}

/*
 * Names lie: a box that is called chrome and holds the headline, or most of
 * the prose right behind the headline, is none.
 */
static bool
may_be_chrome(const Density *density, uint32_t i, uint32_t headline)
{
	const Box *box = survey_box(density->survey, i);
	int prose = density_box_prose(density, i);
	int total = density_box_prose(density, 0), between;

	if (headline == SURVEY_NONE)
		return prose * 2 < total;
	if (headline >= box->first && headline < box->end)
		return false;
	if (box->end <= headline || prose * 2 < total)
		return true;
	between = density->prose[box->first] - density->prose[headline];
	return between * 6 > prose || between >= ARTICLE_WEIGHT;
}

static void
find_chrome(Density *density, uint32_t headline)
{
	const Survey *survey = density->survey;

	for (uint32_t i = 1; i < survey->boxes->len; i++) {
		const Box *box = survey_box(survey, i);

		density->is_chrome[i] =
		    density->is_chrome[box->parent] ||
		    ((box->marks & MARK_CHROME) &&
			may_be_chrome(density, i, headline));
	}
}

static bool
begins_with_year(const char *text)
{
	return (text[0] == '1' || text[0] == '2') && g_ascii_isdigit(text[1]) &&
	       g_ascii_isdigit(text[2]) && g_ascii_isdigit(text[3]) &&
	       !g_ascii_isdigit(text[4]);
}

/* The weight of a small box with a line that is a link; else 0. */
static uint32_t
card_weight(const Density *density, uint32_t index)
{
	const Survey *survey = density->survey;
	const Box *box = survey_box(survey, index);
	uint32_t weight = 0;
	bool has_link_line = false, has_heading = false, has_date = false;

	for (uint32_t i = box->first; i < box->end; i++) {
		const Line *line = survey_line(survey, i);

		if (line->kind != LINE_TEXT || line->is_hidden)
			continue;
		weight += line_weight(line);
		has_link_line |=
		    line_is_linked(line, 70) && line_weight(line) >= 4;
		has_heading |= line->level > 1;
		has_date |= line->narrow >= 4 && line_weight(line) <= 10 &&
			    begins_with_year(survey_raw(survey, line));
		if (weight > CARD_WEIGHT)
			return 0;
	}
	return has_link_line || (has_heading && has_date) ? weight : 0;
}

static bool
has_cards(const Density *density, uint32_t index)
{
	const Survey *survey = density->survey;
	const Box *box = survey_box(survey, index);
	int cards = 0, alike = 0, others = 0, card_sum = 0, other_sum = 0;
	const xmlNode *last = NULL;

	for (uint32_t k = index + 1; k < box->boxes_end;
	     k = survey_box(survey, k)->boxes_end) {
		const Box *child = survey_box(survey, k);
		uint32_t weight;
		int prose;

		if (child->first == child->end)
			continue;
		weight = card_weight(density, k);
		prose = density_box_prose(density, k);
		if (weight == 0) {
			others += prose > 0;
			other_sum += prose;
			continue;
		}
		cards++;
		card_sum += weight;
		alike += last && strcmp((const char *)last->name,
				     (const char *)child->node->name) == 0;
		last = child->node;
	}
	return cards >= CARDS_LEAST && alike * 2 >= cards &&
	       cards > others * 2 && card_sum > other_sum;
}

/* An article may be made of parts with headings that are links, too. */
static void
find_cards(Density *density, uint32_t headline)
{
	const Survey *survey = density->survey;

	for (uint32_t i = 1; i < survey->boxes->len; i++)
		density->is_cards[i] =
		    density->is_cards[survey_box(survey, i)->parent] ||
		    (may_be_chrome(density, i, headline) &&
			has_cards(density, i));
}

/* The box that a line heads: the first around it that goes on behind it. */
static uint32_t
headed_box(const Survey *survey, uint32_t line)
{
	uint32_t box = survey_line(survey, line)->box;

	while (box != 0 && survey_box(survey, box)->end <= line + 1)
		box = survey_box(survey, box)->parent;
	return survey_box(survey, box)->first + 2 >= line ? box : 0;
}

static void
mark_cards(Density *density, uint32_t box)
{
	const Box *b = survey_box(density->survey, box);

	for (uint32_t i = box; i < b->boxes_end; i++)
		density->is_cards[i] = true;
}

/* What stands below 相关阅读 is no text, whatever it looks like. */
static void
find_headed(Density *density, uint32_t headline)
{
	const Survey *survey = density->survey;

	for (uint32_t i = 0; i < survey->lines->len; i++) {
		const Line *line = survey_line(survey, i);
		uint32_t box;

		if (line->kind != LINE_TEXT || line_weight(line) > 14 ||
		    line->wide + line->narrow < 2 ||
		    !furniture_is_end(survey_raw(survey, line)))
			continue;
		box = headed_box(survey, i);
		if (box != 0 && !density->is_cards[box] &&
		    may_be_chrome(density, box, headline))
			mark_cards(density, box);
	}
}

static void
sum_gains(Density *density)
{
	const Survey *survey = density->survey;

	for (uint32_t i = 0; i < survey->lines->len; i++) {
		const Line *line = survey_line(survey, i);

		density->gain[i + 1] =
		    density->gain[i] + line_gain(line,
					   density->is_chrome[line->box],
					   density->is_cards[line->box]);
	}
}

/*
 * Pages that hide their article until a script shows it: when what is hidden
 * in one box is more than all that is seen, and that is little, it is text.
 */
static void
show_hidden(Survey *survey)
{
	uint32_t seen = 0;

	for (uint32_t i = 0; i < survey->lines->len; i++)
		seen += density_line_prose(survey_line(survey, i));
	if (seen > SEEN_WEIGHT)
		return;
	for (uint32_t i = 1; i < survey->boxes->len; i++) {
		const Box *box = survey_box(survey, i);
		uint32_t hidden = 0;

		if (!(box->marks & MARK_HIDDEN))
			continue;
		for (uint32_t k = box->first; k < box->end; k++) {
			Line line = *survey_line(survey, k);

			line.is_hidden = false;
			hidden += density_line_prose(&line);
		}
		if (hidden > seen)
			for (uint32_t k = box->first; k < box->end; k++)
				survey_line(survey, k)->is_hidden = false;
		i = box->boxes_end - 1;
	}
}

void
density_set_headline(Density *density, uint32_t headline)
{
	find_chrome(density, headline);
	find_cards(density, headline);
	find_headed(density, headline);
	sum_gains(density);
}

Density *
density_new(Survey *survey)
{
	Density *density = g_new0(Density, 1);
	uint32_t n = survey->lines->len;

	show_hidden(survey);
	density->survey = survey;
	density->prose = g_new0(int32_t, n + 1);
	density->gain = g_new0(int32_t, n + 1);
	density->is_chrome = g_new0(bool, survey->boxes->len);
	density->is_cards = g_new0(bool, survey->boxes->len);
	for (uint32_t i = 0; i < n; i++)
		density->prose[i + 1] =
		    density->prose[i] +
		    density_line_prose(survey_line(survey, i));
	density_set_headline(density, SURVEY_NONE);
	return density;
}

void
density_free(Density *density)
{
	if (!density)
		return;
	g_free(density->prose);
	g_free(density->gain);
	g_free(density->is_chrome);
	g_free(density->is_cards);
	g_free(density);
}

/* What stands before the headline belongs to something else. */
static int
box_gain(const Density *density, const Box *box, uint32_t headline)
{
	int before = 0;

	/* What stands between the headline and the box and is prose speaks
	 * against the box. */
	if (headline != SURVEY_NONE && headline < box->first)
		before =
		    density->prose[box->first] - density->prose[headline + 1];
	if (headline != SURVEY_NONE && headline > box->first) {
		uint32_t end = MIN(headline, box->end);

		before = density->gain[end] - density->gain[box->first];
	}
	return density->gain[box->end] - density->gain[box->first] -
	       MAX(before, 0);
}

/* A sibling of the same kind with a heading and prose of its own. */
static bool
has_twin(const Density *density, uint32_t index, int level)
{
	const Survey *survey = density->survey;
	const Box *box = survey_box(survey, index);
	const Box *parent = survey_box(survey, box->parent);

	for (uint32_t k = box->parent + 1; k < parent->boxes_end;
	     k = survey_box(survey, k)->boxes_end) {
		const Box *twin = survey_box(survey, k);

		if (k == index ||
		    strcmp((const char *)twin->node->name,
			(const char *)box->node->name) != 0 ||
		    g_strcmp0(survey_attribute(twin->node, "class"),
			survey_attribute(box->node, "class")) != 0 ||
		    density_box_prose(density, k) < ARTICLE_WEIGHT)
			continue;
		for (uint32_t i = twin->first; i < twin->end; i++)
			if (survey_line(survey, i)->level == level)
				return true;
	}
	return false;
}

/* Pages that go on with the next article: the part that has the headline. */
static uint32_t
narrow(const Density *density, uint32_t main_box, uint32_t headline)
{
	const Survey *survey = density->survey;
	uint32_t box;
	int level;

	if (headline == SURVEY_NONE)
		return main_box;
	level = survey_line(survey, headline)->level;
	box = survey_line(survey, headline)->box;
	if (level != 1 || !survey_is_within(survey, box, main_box))
		return main_box;
	for (; box != main_box; box = survey_box(survey, box)->parent)
		if (density_box_prose(density, box) >= ARTICLE_WEIGHT &&
		    has_twin(density, box, level))
			return box;
	return main_box;
}

uint32_t
density_main(Density *density, uint32_t headline, int *score)
{
	const Survey *survey = density->survey;
	uint32_t best = SURVEY_NONE;
	int best_gain = 0, total = density_box_prose(density, 0);

	for (uint32_t i = 0; i < survey->boxes->len; i++) {
		int gain = box_gain(density, survey_box(survey, i), headline);

		if (gain >= best_gain && gain > 0) {
			best_gain = gain;
			best = i;
		}
	}
	*score = best == SURVEY_NONE || total == 0
		     ? 0
		     : MIN(100, best_gain * 100 / total);
	return best == SURVEY_NONE ? best : narrow(density, best, headline);
}
