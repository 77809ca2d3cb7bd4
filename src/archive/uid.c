/*
 * uid - what an article is called, and where it lies.
 *
 * Text and dates in, names out. What is decided here stands in every archive:
 * a name that was given once is never given otherwise.
 */
#include "config.h"

#include "archive/uid.h"

#include "base/digest.h"
#include "base/text.h"
#include "base/url.h"

#include <glib.h>
#include <string.h>

#define OLDEST_YEAR 1900

static bool
is_given(const char *text)
{
	return text && *text;
}

/* What tells entries apart that have no address, or share one. */
static char *
hash_of_entry(
    const char *guid, const char *title, const Date *date, const char *text)
{
	g_autoptr(GString) basis = g_string_new(NULL);
	char when[DATE_TEXT_BYTES] = "", hex[DIGEST_HEX];

	if (is_given(guid)) {
		g_string_append(basis, guid);
	} else if (is_given(title)) {
		if (date)
			(void)date_format(date, when);
		g_string_append_printf(basis, "%s\n%s", title, when);
	} else {
		g_string_append(basis, text ? text : "");
	}
	return g_strdup(digest_hex(basis->str, basis->len, hex));
}

char *
uid_key(const char *source, const char *url, bool is_shared, const char *guid,
    const char *title, const Date *date, const char *text)
{
	g_autofree char *canonical = is_given(url) ? url_canonical(url) : NULL;
	g_autofree char *hash = NULL;

	if (canonical && !is_shared && !url_is_front_page(url))
		return g_steal_pointer(&canonical);
	if (canonical && is_given(guid))
		return g_strconcat(canonical, "#", guid, NULL);
	hash = hash_of_entry(guid, title, date, text);
	if (canonical)
		return g_strconcat(canonical, "#", hash, NULL);
	return g_strconcat("urn:cailun:", source, ":", hash, NULL);
}

char *
uid_of_key(const char *source, const char *key)
{
	char id[UID_CHARACTERS + 1];

	return g_strconcat(
	    source, "-", digest_id(key, UID_CHARACTERS, id), NULL);
}

bool
uid_is_valid(const char *uid)
{
	static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
	const char *dash = uid ? strrchr(uid, '-') : NULL;
	g_autofree char *source = NULL;

	if (!dash || strlen(dash + 1) != UID_CHARACTERS ||
	    strspn(dash + 1, alphabet) != UID_CHARACTERS)
		return false;
	source = g_strndup(uid, (size_t)(dash - uid));
	return text_is_id(source);
}

/* Days since the epoch: a claimed day is one whatever the zone; a moment is
 * looked at in the zone of the source. */
static int64_t
day_of(int64_t seconds, int offset_min)
{
	int64_t local = seconds + (int64_t)offset_min * 60;

	return local >= 0 ? local / 86400 : -((-local + 86399) / 86400);
}

char *
uid_path(const char *source, const char *uid, const Date *claimed,
    int64_t captured, int zone_min)
{
	int64_t seconds = captured;
	int offset = zone_min, year, month, day;

	if (claimed && claimed->precision != DATE_NONE) {
		int claimed_offset = claimed->precision == DATE_DAY
					 ? claimed->offset_min
					 : zone_min;

		date_civil(
		    claimed->seconds, claimed_offset, &year, &month, &day);
		if (year >= OLDEST_YEAR &&
		    day_of(claimed->seconds, claimed_offset) <=
			day_of(captured, zone_min) + 1) {
			seconds = claimed->seconds;
			offset = claimed_offset;
		}
	}
	date_civil(seconds, offset, &year, &month, &day);
	return g_strdup_printf(
	    "articles/%s/%04d/%02d/%02d/%s.md", source, year, month, day, uid);
}
