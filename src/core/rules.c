/*
 * rules - what one robots.txt allows us.
 *
 * Matching is linear in pattern and path for each `*` run (no backtracking
 * beyond the last star), since a stranger writes the patterns.
 */
#include "config.h"

#include "core/rules.h"

#include "base/limits.h"

#include <string.h>

typedef struct Rule {
	char *pattern; /* escapes made equal */
	size_t length;
	bool is_allow;
} Rule;

struct Rules {
	GArray *rules; /* Rule */
	bool is_nothing;
	int64_t delay_ms;
};

static void
rule_clear(void *data)
{
	Rule *rule = data;

	g_free(rule->pattern);
}

static Rules *
new_empty(void)
{
	Rules *rules = g_new0(Rules, 1);

	rules->rules = g_array_new(false, false, sizeof(Rule));
	g_array_set_clear_func(rules->rules, rule_clear);
	return rules;
}

static bool
is_unreserved(unsigned char c)
{
	return g_ascii_isalnum(c) || strchr("-._~", c);
}

/* Octets that mean the same become the same: unreserved ones bare, everything
 * beyond ASCII escaped, escapes in upper case. Caller frees. */
static char *
normalise(const char *path)
{
	GString *out = g_string_new(NULL);

	for (const char *at = path; *at; at++) {
		unsigned char c = *at;

		if (c == '%' && g_ascii_isxdigit(at[1]) &&
		    g_ascii_isxdigit(at[2])) {
			c = g_ascii_xdigit_value(at[1]) * 16 +
			    g_ascii_xdigit_value(at[2]);
			at += 2;
			if (c != '\0' && is_unreserved(c))
				g_string_append_c(out, c);
			else
				g_string_append_printf(out, "%%%02X", c);
		} else if (c <= ' ' || c >= 0x7f) {
			g_string_append_printf(out, "%%%02X", c);
		} else {
			g_string_append_c(out, c);
		}
	}
	return g_string_free(out, false);
}

/* Delays of strangers: a day is more than anybody waits for. */
static int64_t
delay_of(const Value *said)
{
	double delay_s = value_as_real(value_get(said, "delay"), 0);

	if (delay_s <= 0)
		delay_s = (double)value_get_number(said, "delay", 0);
	if (!(delay_s > 0))
		return 0;
	return (int64_t)(MIN(delay_s, 86400.0) * 1000);
}

Rules *
rules_new(const Value *said)
{
	Rules *rules = new_empty();
	const Value *list = value_get(said, "rules");

	for (size_t i = 0; i < value_count(list); i++) {
		const Value *item = value_at(list, i);
		const char *path = value_get_text(item, "path");
		Rule rule = { .is_allow = value_get_bool(item, "allow") };

		if (!path || !*path || strlen(path) > LIMIT_URL_BYTES)
			continue;
		rule.pattern = normalise(path);
		rule.length = strlen(rule.pattern);
		g_array_append_val(rules->rules, rule);
	}
	rules->delay_ms = delay_of(said);
	return rules;
}

Rules *
rules_free_for_all(void)
{
	return new_empty();
}

Rules *
rules_nothing(void)
{
	Rules *rules = new_empty();

	rules->is_nothing = true;
	return rules;
}

void
rules_free(Rules *rules)
{
	if (!rules)
		return;
	g_array_unref(rules->rules);
	g_free(rules);
}

static bool
is_end_mark(const char *pattern)
{
	return pattern[0] == '$' && pattern[1] == '\0';
}

/* The pattern matches a beginning of `path`; all of it when it ends in `$`. */
static bool
is_match(const char *pattern, const char *path)
{
	const char *star = NULL, *retry = NULL;

	for (;;) {
		if (*pattern == '\0')
			return true;
		if (is_end_mark(pattern) && *path == '\0')
			return true;
		if (*pattern == '*') {
			star = ++pattern;
			retry = path;
			continue;
		}
		if (*path != '\0' && *pattern == *path &&
		    !is_end_mark(pattern)) {
			pattern++;
			path++;
			continue;
		}
		if (!star || *retry == '\0')
			return false;
		pattern = star;
		path = ++retry;
	}
}

bool
rules_allow(const Rules *rules, const char *path)
{
	g_autofree char *normal = normalise(path);
	const Rule *best = NULL;

	if (rules->is_nothing)
		return false;
	for (guint i = 0; i < rules->rules->len; i++) {
		const Rule *rule = &g_array_index(rules->rules, Rule, i);

		if (best &&
		    (rule->length < best->length ||
			(rule->length == best->length && !rule->is_allow)))
			continue;
		if (is_match(rule->pattern, normal))
			best = rule;
	}
	return !best || best->is_allow;
}

int64_t
rules_delay_ms(const Rules *rules)
{
	return rules->delay_ms;
}
