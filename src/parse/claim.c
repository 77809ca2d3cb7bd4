/*
 * claim - see claim.h.
 *
 * Must never shorten a title by what it looks like.
 */
#include "config.h"

#include "base/text.h"
#include "parse/claim.h"

#include <string.h>

/* What a site appends to a title has no more parts. */
#define SITE_PARTS 6
#define TITLE_BYTES 1024

char *
claim_key(const char *text)
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
		g_ptr_array_add(segments, claim_key(part));
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
int
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
		score = length * 2 >= total ? 50 : length * 4 >= total ? 30 : 5;
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

bool
claim_goes_on(const Claims *claims, const char *key)
{
	if (g_str_has_prefix(claims->title, key))
		return true;
	for (guint i = 0; i < claims->metas->len; i++)
		if (g_str_has_prefix(claims->metas->pdata[i], key))
			return true;
	return false;
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
is_site_name(const Survey *survey, const Meta *meta, const char *key)
{
	if (!*key)
		return false;
	for (guint i = 0; i < meta->sites->len; i++) {
		g_autofree char *site = claim_key(meta->sites->pdata[i]);

		if (*site && (strstr(site, key) || strstr(key, site)))
			return true;
	}
	if (meta->section) {
		g_autofree char *section = claim_key(meta->section);

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
		text = claim_key(raw);
		if (is_foot ? strstr(text, key) != NULL
			    : strcmp(text, key) == 0 || has_part(raw, key))
			return true;
	}
	return false;
}

/* Takes the names of site and section off the end, one by one. */
char *
claim_without_site(const Survey *survey, const Meta *meta, const char *title)
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
		key = claim_key(cut + cut_length);
		if (!is_site_name(survey, meta, key))
			break;
		*cut = '\0';
		g_strchomp(left);
	}
	return *left ? g_steal_pointer(&left) : g_strdup(title);
}

void
claims_init(
    Claims *claims, const Survey *survey, const Meta *meta, const char *listed)
{
	g_autofree char *title = g_strdup(survey->title ? survey->title : "");

	text_truncate(title, TITLE_BYTES);
	claims->title = claim_key(title);
	claims->segments = title_segments(title);
	claims->metas = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < meta->titles->len; i++)
		g_ptr_array_add(
		    claims->metas, claim_key(meta->titles->pdata[i]));
	if (listed)
		g_ptr_array_add(claims->metas, claim_key(listed));
}

void
claims_clear(Claims *claims)
{
	g_free(claims->title);
	g_ptr_array_unref(claims->segments);
	g_ptr_array_unref(claims->metas);
}

/* All of a claimed title is names of the site and its sections. */
bool
claim_is_generic(const Survey *survey, const Meta *meta, const char *title)
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
		key = claim_key(part);
		if (*key && !is_site_name(survey, meta, key))
			return false;
		if (is_end || ++parts > SITE_PARTS)
			return true;
		p += length - 1;
		start = p + 1;
	}
}
