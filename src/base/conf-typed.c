/*
 * conf-typed - values of a configuration that are more than text.
 *
 * Reads truths, durations, sizes, numbers and words. A value that is none
 * becomes a mistake that says what would be one, and the default stands in.
 */
#include "config.h"

#include "base/conf.h"

#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define SHOWN_COLUMNS 60

/* A value as it may be shown. */
static char *
shown(const char *value)
{
	return text_printable(value, SHOWN_COLUMNS);
}

bool
conf_get_bool(Conf *conf, const char *group, const char *key, bool otherwise)
{
	const char *value = conf_get(conf, group, key);
	g_autofree char *text = NULL;

	if (!value)
		return otherwise;
	if (strcmp(value, "yes") == 0)
		return true;
	if (strcmp(value, "no") == 0)
		return false;
	text = shown(value);
	conf_mistake(conf, group, key, "'%s' is neither 'yes' nor 'no'", text);
	return otherwise;
}

/* "90s" for 90000: in the largest unit that is whole. */
static char *
duration_text(int64_t ms)
{
	static const struct {
		const char *name;
		int64_t ms;
	} units[] = {
		{ "d", INT64_C(86400000) },
		{ "h", 3600000 },
		{ "m", 60000 },
		{ "s", 1000 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (ms >= units[i].ms && ms % units[i].ms == 0)
			return g_strdup_printf("%" G_GINT64_FORMAT "%s",
			    (gint64)(ms / units[i].ms), units[i].name);
	return g_strdup_printf("%" G_GINT64_FORMAT "ms", (gint64)ms);
}

int64_t
conf_get_duration(Conf *conf, const char *group, const char *key,
    int64_t otherwise_ms, int64_t min_ms, int64_t max_ms)
{
	const char *value = conf_get(conf, group, key);
	g_autofree char *text = NULL, *least = NULL, *most = NULL;
	int64_t ms;

	if (!value)
		return otherwise_ms;
	text = shown(value);
	if (!duration_parse(value, &ms)) {
		conf_mistake(conf, group, key,
		    "'%s' is no duration; write a number with ms, s, m, h or "
		    "d, as in '30m'",
		    text);
		return otherwise_ms;
	}
	if (ms >= min_ms && ms <= max_ms)
		return ms;
	least = duration_text(min_ms);
	most = duration_text(max_ms);
	conf_mistake(conf, group, key,
	    "'%s' is too %s; write something from '%s' to '%s'", text,
	    ms < min_ms ? "short" : "long", least, most);
	return otherwise_ms;
}

/* Digits only, at most 18 of them. */
static bool
read_number(const char *text, size_t length, int64_t *out)
{
	int64_t number = 0;

	if (length < 1 || length > 18)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!g_ascii_isdigit(text[i]))
			return false;
		number = number * 10 + text[i] - '0';
	}
	*out = number;
	return true;
}

/* "8M" */
static bool
read_size(const char *text, int64_t *out)
{
	static const char letters[] = "KMG";
	size_t length = strlen(text);
	const char *letter;
	int shift = 0;

	if (length > 1 && (letter = strchr(letters, text[length - 1]))) {
		shift = 10 * (int)(letter - letters + 1);
		length--;
	}
	if (!read_number(text, length, out) || *out > INT64_MAX >> shift)
		return false;
	*out <<= shift;
	return true;
}

static char *
size_text(int64_t bytes)
{
	static const char letters[] = "GMK";

	for (int i = 0; i < 3; i++) {
		int shift = 30 - 10 * i;

		if (bytes >> shift && !(bytes & ((INT64_C(1) << shift) - 1)))
			return g_strdup_printf("%" G_GINT64_FORMAT "%c",
			    (gint64)(bytes >> shift), letters[i]);
	}
	return g_strdup_printf("%" G_GINT64_FORMAT, (gint64)bytes);
}

int64_t
conf_get_size(Conf *conf, const char *group, const char *key, int64_t otherwise,
    int64_t min, int64_t max)
{
	const char *value = conf_get(conf, group, key);
	g_autofree char *text = NULL, *least = NULL, *most = NULL;
	int64_t bytes;

	if (!value)
		return otherwise;
	text = shown(value);
	if (!read_size(value, &bytes)) {
		conf_mistake(conf, group, key,
		    "'%s' is no size; write bytes, or a number with K, M or G, "
		    "as in '8M'",
		    text);
		return otherwise;
	}
	if (bytes >= min && bytes <= max)
		return bytes;
	least = size_text(min);
	most = size_text(max);
	conf_mistake(conf, group, key,
	    "'%s' is too %s; write something from '%s' to '%s'", text,
	    bytes < min ? "small" : "large", least, most);
	return otherwise;
}

int64_t
conf_get_number(Conf *conf, const char *group, const char *key,
    int64_t otherwise, int64_t min, int64_t max)
{
	const char *value = conf_get(conf, group, key);
	g_autofree char *text = NULL;
	int64_t number;

	if (!value)
		return otherwise;
	if (read_number(value, strlen(value), &number) && number >= min &&
	    number <= max)
		return number;
	text = shown(value);
	conf_mistake(conf, group, key,
	    "'%s' is not what is wanted; write a whole number from "
	    "%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
	    text, (gint64)min, (gint64)max);
	return otherwise;
}

int
conf_get_word(Conf *conf, const char *group, const char *key,
    const char *const *words, int otherwise)
{
	const char *value = conf_get(conf, group, key);
	g_autofree char *text = NULL, *all = NULL;

	if (!value)
		return otherwise;
	for (int i = 0; words[i]; i++)
		if (strcmp(value, words[i]) == 0)
			return i;
	text = shown(value);
	all = g_strjoinv(", ", (char **)words);
	conf_mistake(
	    conf, group, key, "'%s' is not known; write one of: %s", text, all);
	return otherwise;
}
