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
/* What a site appends to a title has no more parts. */
#define SITE_PARTS 6
#define TITLE_BYTES 1024

typedef struct Claims {
	char *title; /* key of <title> */
	GPtrArray *segments; /* keys of <title> up to each separator */
	GPtrArray *metas; /* keys of the metas' titles */
	int total; /* prose of the page */
} Claims;

void
headline_clear(Headline *headline)
{
	g_free(headline->title);
	g_free(headline->kicker);
	g_free(headline->subtitle);
	*headline = (Headline){ .line = SURVEY_NONE };
}

char *
headline_key(const char *text)
{
	GString *key = g_string_sized_new(strlen(text));

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = (unsigned char)*p < 0x80 ? (gunichar)*p
						      : g_utf8_get_char(p);

		if (c >= 0xff01 && c <= 0xff5e)
			c -= 0xfee0;
		if (c < 0x80) {
			if (g_ascii_isalnum(c))
				g_string_append_c(key, g_ascii_tolower(c));
		} else if (g_unichar_isalnum(c)) {
			g_string_append_unichar(key, g_unichar_tolower(c));
		}
	}
	return g_string_free(key, FALSE);
}

/* Between a title and what a site appends to it. */
static bool
is_separator(const char *p, size_t *length)
{
	static const char *const signs[] = { "_", "|", "–", "—", "-", "｜",
		"丨", "·", "»", "«", "::", ">", "<", "•", "－", "/" };

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(p, signs[i])) {
			*length = strlen(signs[i]);
			return true;
		}
	return false;
}

/* Keys of the page's title up to each of its separators. */
static GPtrArray *
title_segments(const char *title)
{
	GPtrArray *segments = g_ptr_array_new_with_free_func(g_free);

	for (const char *p = title; *p; p++) {
		size_t length;
		g_autofree char *part = NULL;

		if (!is_separator(p, &length) || p == title)
			continue;
		part = g_strndup(title, p - title);
		g_ptr_array_add(segments, headline_key(part));
		p += length - 1;
	}
	return segments;
}

static bool
is_among(GPtrArray *keys, const char *key)
{
	for (guint i = 0; i < keys->len; i++)
		if (strcmp(keys->pdata[i], key) == 0)
			return true;
	return false;
}

/* How well a key agrees with what the page claims its title to be. */
static int
claim_score(const Claims *claims, const char *key)
{
	size_t length = strlen(key), total = strlen(claims->title);
	int score = 0;

	if (length < 6)
		return 0;
	if (total > 0 && strcmp(key, claims->title) == 0)
		score = 55;
	else if (is_among(claims->segments, key))
		score = length * 3 >= total ? 55 : 40;
	else if (length >= 12 && strncmp(claims->title, key, length) == 0)
		score = length * 2 >= total ? 50 : 30;
	else if (length >= 12 && strstr(claims->title, key))
		score = length * 2 >= total ? 45 : 10;
	for (guint i = 0; i < claims->metas->len; i++) {
		const char *meta = claims->metas->pdata[i];

		if (strcmp(meta, key) == 0)
			return MAX(score, 50) + 10;
		if (length >= 12 && g_str_has_prefix(meta, key))
			score = MAX(score, 45);
		else if (strlen(meta) >= 18 && g_str_has_prefix(key, meta))
			score = MAX(score, 40);
	}
	/* A page's title may be cut where the headline goes on. */
	for (guint i = 0; i < claims->segments->len && score == 0; i++) {
		const char *segment = claims->segments->pdata[i];

		if (strlen(segment) >= 24 && g_str_has_prefix(key, segment))
			score = 35;
	}
	return score;
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
place_score(const Density *density, const Claims *claims, uint32_t index)
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
	if (after * 3 < claims->total)
		score -= 40;
	return score;
}

static int
line_score(const Density *density, const Claims *claims, uint32_t index)
{
	static const int levels[] = { 0, 25, 16, 12, 8, 8, 6 };
	const Survey *survey = density->survey;
	const Line *line = survey_line(survey, index);
	uint32_t weight = line_weight(line);
	g_autofree char *key = NULL;
	int score;

	if (line->kind != LINE_TEXT || line->is_hidden || weight < 2 ||
	    weight > HEADLINE_WEIGHT)
		return 0;
	key = headline_key(survey_raw(survey, line));
	score = claim_score(claims, key);
	if (score == 0 && !line->level && !(line->marks & MARK_TITLE) &&
	    !(survey_box(survey, line->box)->marks & MARK_TITLE))
		return 0;
	return score + levels[line->level] +
	       place_score(density, claims, index);
}

/* One of the parts of a line, between signs, blanks and elements. */
static bool
has_part(const char *text, const char *key)
{
	g_autoptr(GString) part = g_string_new(NULL);

	for (const char *p = text;; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c && g_unichar_isalnum(c)) {
			g_string_append_unichar(part, g_unichar_tolower(c));
			continue;
		}
		if (strcmp(part->str, key) == 0)
			return true;
		if (!c)
			return false;
		g_string_truncate(part, 0);
	}
}

/* Something on the page calls its site, or its section, so. */
static bool
is_site_name(const Density *density, const Meta *meta, const char *key)
{
	const Survey *survey = density->survey;

	for (guint i = 0; i < meta->sites->len; i++) {
		g_autofree char *site = headline_key(meta->sites->pdata[i]);

		if (*site && (strstr(site, key) || strstr(key, site)))
			return true;
	}
	if (meta->section) {
		g_autofree char *section = headline_key(meta->section);

		if (strcmp(section, key) == 0)
			return true;
	}
	for (guint i = 0; i < survey->lines->len; i++) {
		const Line *line = survey_line(survey, i);
		const char *raw = survey_raw(survey, line);
		bool is_foot = strstr(raw, "版权") || strstr(raw, "©") ||
			       strstr(raw, "Copyright") || strstr(raw, "ICP");
		g_autofree char *text = NULL;

		if (line->kind != LINE_TEXT ||
		    (!is_foot &&
			(!line_is_linked(line, 50) || line_weight(line) > 20)))
			continue;
		text = headline_key(raw);
		if (is_foot ? strstr(text, key) != NULL
			    : strcmp(text, key) == 0 || has_part(raw, key))
			return true;
	}
	return false;
}

/* Takes the names of site and section off the end, one by one. */
static char *
without_site(const Density *density, const Meta *meta, const char *title)
{
	g_autofree char *left = g_strstrip(g_strdup(title));

	text_truncate(left, TITLE_BYTES);
	for (int i = 0; i < SITE_PARTS; i++) {
		char *cut = NULL;
		size_t cut_length = 0, length;
		g_autofree char *key = NULL;

		for (char *p = left; *p; p++)
			if (p > left && is_separator(p, &length)) {
				cut = p;
				cut_length = length;
				p += length - 1;
			}
		if (!cut)
			break;
		key = headline_key(cut + cut_length);
		if (*key && !is_site_name(density, meta, key))
			break;
		*cut = '\0';
		g_strchomp(left);
	}
	return *left ? g_steal_pointer(&left) : g_strdup(title);
}

static void
claims_init(Claims *claims, const Density *density, const Meta *meta,
    const char *listed)
{
	g_autofree char *title =
	    g_strdup(density->survey->title ? density->survey->title : "");

	text_truncate(title, TITLE_BYTES);
	claims->title = headline_key(title);
	claims->segments = title_segments(title);
	claims->metas = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < meta->titles->len; i++)
		g_ptr_array_add(
		    claims->metas, headline_key(meta->titles->pdata[i]));
	if (listed)
		g_ptr_array_add(claims->metas, headline_key(listed));
	claims->total = density_box_prose(density, 0);
}

static void
claims_clear(Claims *claims)
{
	g_free(claims->title);
	g_ptr_array_unref(claims->segments);
	g_ptr_array_unref(claims->metas);
}

static const char *
claimed_title(const Survey *survey, const Meta *meta, const char *listed)
{
	if (meta->titles->len > 0)
		return meta->titles->pdata[0];
	return survey->title && *survey->title ? survey->title : listed;
}

/* All of a claimed title is names of the site and its sections. */
static bool
is_generic(const Density *density, const Meta *meta, const char *title)
{
	g_autofree char *left = g_strdup(title);
	int parts = 0;

	text_truncate(left, TITLE_BYTES);
	for (char *p = left, *start = left;; p++) {
		size_t length = 0;
		bool is_end = !*p;
		g_autofree char *part = NULL, *key = NULL;

		if (!is_end && !is_separator(p, &length))
			continue;
		part = g_strndup(start, p - start);
		key = headline_key(part);
		if (*key && !is_site_name(density, meta, key))
			return false;
		if (is_end || ++parts > SITE_PARTS)
			return true;
		p += length - 1;
		start = p + 1;
	}
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

static void
find_line(
    const Density *density, const Meta *meta, const char *listed, Headline *out)
{
	Claims claims;

	claims_init(&claims, density, meta, listed);
	for (uint32_t i = 0; i < density->survey->lines->len; i++) {
		int score = line_score(density, &claims, i);

		if (score > out->score) {
			out->score = score;
			out->line = i;
		}
	}
	claims_clear(&claims);
}

void
headline_find(
    const Density *density, const Meta *meta, const char *listed, Headline *out)
{
	const Survey *survey = density->survey;
	const char *claimed = claimed_title(survey, meta, listed);
	g_autofree char *text = NULL;

	*out = (Headline){ .line = SURVEY_NONE };
	find_line(density, meta, listed, out);
	if (claimed && out->score < HEADLINE_SURE &&
	    is_generic(density, meta, claimed))
		claimed = NULL;
	if (!claimed && out->score < HEADLINE_LIKELY) {
		uint32_t above = line_above_header(density);

		if (above != SURVEY_NONE) {
			out->line = above;
			out->score = HEADLINE_LIKELY;
		}
	}
	if (out->line != SURVEY_NONE &&
	    (out->score >= HEADLINE_SURE || !claimed))
		text = line_text(survey, survey_line(survey, out->line));
	if (text || claimed)
		out->title = without_site(density, meta, text ? text : claimed);
	if (!text)
		out->line = SURVEY_NONE;
	out->score = MIN(out->score, 100);
}
