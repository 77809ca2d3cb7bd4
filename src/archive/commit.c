/*
 * commit - the bytes of a commit, and who signs it.
 *
 * Text in, text out.
 */
#include "config.h"

#include "archive/commit.h"

#include "base/clock.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_2100 INT64_C(4102444800)
#define WIDEST_ZONE (14 * 60)

/* What may stand in a name: one line, and nothing that ends it. */
static char *
clean_name(const char *name)
{
	g_autofree char *valid = g_utf8_make_valid(name ? name : "", -1);
	g_autofree char *line = text_fold(valid, -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = line; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c != '<' && c != '>' && !g_unichar_iscntrl(c) &&
		    !(c >= 0x202a && c <= 0x202e) &&
		    !(c >= 0x2066 && c <= 0x2069))
			g_string_append_unichar(out, c);
	}
	return g_strstrip(g_string_free(g_steal_pointer(&out), FALSE));
}

static bool
is_usable(const Date *date)
{
	return date && date->precision != DATE_NONE && date->seconds >= 0 &&
	       date->seconds < YEAR_2100 &&
	       abs(date->offset_min) <= WIDEST_ZONE;
}

char *
commit_signature(
    const char *name, const char *id, const Date *claim, int64_t otherwise)
{
	g_autofree char *clean = clean_name(name);
	const char *address = id && text_is_id(id) ? id : "unknown";
	int64_t seconds = CLAMP(otherwise, 0, YEAR_2100 - 1);
	int zone = CLOCK_CHINA_MIN;

	if (is_usable(claim)) {
		seconds = claim->seconds;
		zone = claim->offset_min;
	}
	return g_strdup_printf("%s <%s@cailun.invalid> %" PRId64 " %c%02d%02d",
	    *clean ? clean : address, address, seconds, zone < 0 ? '-' : '+',
	    abs(zone) / 60, abs(zone) % 60);
}

GString *
commit_text(const git_oid *tree, const git_oid *parent, const char *author,
    const char *committer, const char *message)
{
	GString *out = g_string_sized_new(1024);
	char hex[GIT_OID_HEXSZ + 1];

	g_string_append_printf(
	    out, "tree %s\n", git_oid_tostr(hex, sizeof(hex), tree));
	if (parent)
		g_string_append_printf(out, "parent %s\n",
		    git_oid_tostr(hex, sizeof(hex), parent));
	g_string_append_printf(
	    out, "author %s\ncommitter %s\n\n", author, committer);
	g_string_append(out, message);
	return out;
}
