/*
 * headline - see headline.h.
 *
 * Must never shorten a title by what it looks like.
 */
#include "config.h"

#include "base/text.h"
#include "parse/headline.h"

#include <string.h>

/* A headline has at most so many letters (see line_weight). */
#define HEADLINE_WEIGHT 110
/* From here on a line is a headline without more ado. */
#define HEADLINE_SURE 40
#define HEADLINE_LIKELY 20
/* A headline has at most so many lines. */
#define HEADLINE_LINES 3

void
headline_clear(Headline *headline)
{
	g_free(headline->title);
	g_free(headline->subtitle);
	*headline = (Headline){ .line = SURVEY_NONE };
}

/* Year, month and day in figures: the line below a headline has them. */
static bool
has_date(const char *text)
{
	for (const char *p = text; *p; p++)
		if ((p[0] == '1' || p[0] == '2') && g_ascii_isdigit(p[1]) &&
		    g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]) &&
		    (p == text || !g_ascii_isdigit(p[-1])) &&
		    !g_ascii_isdigit(p[4]))
			return true;
	return false;
}

static int
place_score(const Density *density, uint32_t index)
{
	const Survey *survey = density->survey;
	const Line *line = survey_line(survey, index);
	const Box *box = survey_box(survey, line->box);
	int after, score = 0;

	if (box->marks & MARK_TITLE || line->marks & MARK_TITLE ||
	    survey_box(survey, box->parent)->marks & MARK_TITLE)
		score += 12;
	if (density->is_chrome[line->box])
		score -= 20;
	if (density->is_cards[line->box])
		score -= 10;
	if (line_is_linked(line, 50))
		score -= 15;
	if (line_weight(line) < 4 || line_weight(line) > 60)
		score -= 15;
	for (uint32_t i = index + 1; i < survey->lines->len && i < index + 6;
	     i++)
		if (has_date(survey_raw(survey, survey_line(survey, i)))) {
			score += 10;
			break;
		}
	after = density->prose[survey->lines->len] - density->prose[index];
	if (after * 3 < density_box_prose(density, 0))
		score -= 40;
	return score;
}

static bool
may_be_part(const Survey *survey, uint32_t i)
{
	const Line *line = survey_line(survey, i);

	return line->kind == LINE_TEXT && !line->is_hidden &&
	       line_weight(line) > 0 && line_weight(line) <= 60;
}

/* Two lines of one headline: of one heading, or of one plain box. */
static bool
is_one(const Survey *survey, uint32_t a, uint32_t b)
{
	uint32_t box[2] = { survey_line(survey, a)->box,
		survey_line(survey, b)->box };

	if (survey_line(survey, a)->level == 0 &&
	    survey_line(survey, b)->level == 0)
		return box[0] == box[1] ||
		       survey_box(survey, box[0])->parent ==
			   survey_box(survey, box[1])->parent;
	box[0] = survey_around(survey, box[0], BOX_HEADING);
	return box[0] != SURVEY_NONE &&
	       box[0] == survey_around(survey, box[1], BOX_HEADING);
}

/*
 * How well a line agrees with what the page claims, or the line and those
 * behind it, where a claim goes on with them; `end` is behind the last.
 */
static int
lines_score(const Survey *survey, const Claims *claims, uint32_t index,
    const char *key, uint32_t *end)
{
	int best = claim_score(claims, key);
	g_autoptr(GString) joined = NULL;

	*end = index + 1;
	if (best == 0)
		return best;
	joined = g_string_new(key);
	for (uint32_t i = index + 1;
	     i < survey->lines->len && i < index + HEADLINE_LINES &&
	     may_be_part(survey, i) && is_one(survey, index, i);
	     i++) {
		g_autofree char *part =
		    claim_key(survey_raw(survey, survey_line(survey, i)));
		int score;

		g_string_append(joined, part);
		if (!claim_goes_on(claims, joined->str))
			break;
		score = claim_score(claims, joined->str);
		if (score > best) {
			best = score;
			*end = i + 1;
		}
	}
	return best;
}

static int
line_score(const Density *density, const Claims *claims, uint32_t index)
{
	static const int levels[] = { 0, 25, 16, 12, 8, 8, 6 };
	const Survey *survey = density->survey;
	const Line *line = survey_line(survey, index);
	uint32_t weight = line_weight(line), end;
	g_autofree char *key = NULL;
	int score;

	if (line->kind != LINE_TEXT || line->is_hidden || weight < 2 ||
	    weight > HEADLINE_WEIGHT)
		return 0;
	key = claim_key(survey_raw(survey, line));
	score = lines_score(survey, claims, index, key, &end);
	if (score == 0 && !line->level && !(line->marks & MARK_TITLE) &&
	    !(survey_box(survey, line->box)->marks & MARK_TITLE))
		return 0;
	return score + levels[line->level] + place_score(density, index);
}

/* "2024-01-02 来源：X": what stands below a headline. */
static bool
is_header(const Survey *survey, uint32_t i)
{
	static const char *const labels[] = { "来源", "时间", "日期", "发布",
		"作者", "稿源" };
	const Line *line = survey_line(survey, i);
	const char *raw = survey_raw(survey, line);

	if (line->kind != LINE_TEXT || line->is_hidden ||
	    line_weight(line) > 60 || !has_date(raw))
		return false;
	if (survey_box(survey, line->box)->marks & MARK_TIME)
		return true;
	for (size_t k = 0; k < G_N_ELEMENTS(labels); k++)
		if (strstr(raw, labels[k]))
			return true;
	return false;
}

/* The line above the first header line, on pages that mark no headline. */
static uint32_t
line_above_header(const Density *density)
{
	const Survey *survey = density->survey;

	for (uint32_t i = 1; i < survey->lines->len; i++) {
		if (density->prose[i] * 3 > density->prose[survey->lines->len])
			break;
		if (!is_header(survey, i) ||
		    line_is_linked(survey_line(survey, i), 50) ||
		    density->is_cards[survey_line(survey, i)->box])
			continue;
		for (uint32_t k = i; k-- > 0 && k + 4 > i;) {
			const Line *line = survey_line(survey, k);
			uint32_t weight = line_weight(line);

			if (line->kind == LINE_TEXT && !line->is_hidden &&
			    weight >= 6 && weight <= 60 &&
			    !line_is_linked(line, 50) &&
			    !density->is_chrome[line->box])
				return k;
		}
		break;
	}
	return SURVEY_NONE;
}

static const char *
claimed_title(const Survey *survey, const Meta *meta, const char *listed)
{
	if (meta->titles->len > 0)
		return meta->titles->pdata[0];
	return survey->title && *survey->title ? survey->title : listed;
}

static void
find_line(const Density *density, const Claims *claims, Headline *out)
{
	for (uint32_t i = 0; i < density->survey->lines->len; i++) {
		int score = line_score(density, claims, i);

		if (score > out->score) {
			out->score = score;
			out->line = i;
		}
	}
}

static int
text_score(const Claims *claims, const char *text)
{
	g_autofree char *key = claim_key(text);

	return claim_score(claims, key);
}

/* "标题241": counters and buttons in elements of their own behind it. */
static char *
first_part(const Survey *survey, const Claims *claims, uint32_t index)
{
	const Line *line = survey_line(survey, index);
	g_autofree char *raw =
	    g_strndup(survey_raw(survey, line), line->length);
	char *text = line_text(survey, line);
	int best = text_score(claims, text);

	for (char *p = raw; *p; p++) {
		int score;

		if (*p != SURVEY_SEAM)
			continue;
		*p = '\0';
		score = text_score(claims, raw);
		*p = SURVEY_SEAM;
		if (score > best) {
			best = score;
			g_free(text);
			text = g_strndup(raw, p - raw);
			g_strdelimit(text, "\x1f", ' ');
		}
	}
	return text;
}

/* A headline set in several lines. */
static void
join_lines(
    const Survey *survey, const Claims *claims, Headline *out, char **text)
{
	g_autofree char *key = claim_key(*text);
	uint32_t end;

	(void)lines_score(survey, claims, out->line, key, &end);
	for (; out->end < end; out->end++) {
		g_autofree char *part =
		    line_text(survey, survey_line(survey, out->end));
		char *joined = g_strconcat(*text, " ", part, NULL);

		g_free(*text);
		*text = joined;
	}
}

/* "——一座桥的故事": a subtitle by its dash. */
static void
find_subtitle(const Survey *survey, Headline *out)
{
	const Line *line;

	if (out->end >= survey->lines->len || !may_be_part(survey, out->end))
		return;
	line = survey_line(survey, out->end);
	if (!g_str_has_prefix(survey_raw(survey, line), "——"))
		return;
	out->subtitle = line_text(survey, line);
	out->end++;
}

void
headline_find(
    const Density *density, const Meta *meta, const char *listed, Headline *out)
{
	const Survey *survey = density->survey;
	const char *claimed = claimed_title(survey, meta, listed);
	g_auto(Claims) claims = { 0 };
	g_autofree char *text = NULL;

	*out = (Headline){ .line = SURVEY_NONE };
	claims_init(&claims, survey, meta, listed);
	find_line(density, &claims, out);
	if (claimed && out->score < HEADLINE_SURE &&
	    claim_is_generic(survey, meta, claimed))
		claimed = NULL;
	if (!claimed && out->score < HEADLINE_LIKELY) {
		uint32_t above = line_above_header(density);

		if (above != SURVEY_NONE) {
			out->line = above;
			out->score = HEADLINE_LIKELY;
		}
	}
	out->score = MIN(out->score, 100);
	if (out->line != SURVEY_NONE && out->score < HEADLINE_SURE && claimed)
		out->line = SURVEY_NONE;
	if (out->line != SURVEY_NONE) {
		out->end = out->line + 1;
		text = first_part(survey, &claims, out->line);
		join_lines(survey, &claims, out, &text);
		find_subtitle(survey, out);
	}
	if (text || claimed)
		out->title =
		    claim_without_site(survey, meta, text ? text : claimed);
}
