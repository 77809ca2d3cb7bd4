/*
 * robots - robots.txt, RFC 9309.
 *
 * Only reads rules; whether an address may be fetched is decided by main.
 * Where a line can be read in two ways the one that forbids more is taken.
 */
#include "config.h"

#include "parse/robots.h"

#include "base/limits.h"

#include <string.h>

/* What the groups of one token say. */
typedef struct Group {
	Value *rules;
	double delay_s;
	bool is_there;
} Group;

typedef struct Reader {
	const char *agent;
	Group own, all; /* for our token, for "*" */
	bool is_own, is_all; /* whom the group at hand is for */
	bool has_rule; /* its list of agents is closed */
} Reader;

typedef struct Line {
	const char *key, *value;
	size_t key_length, value_length;
} Line;

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

static void
trim(const char **text, size_t *length)
{
	while (*length > 0 && is_blank(**text))
		(*text)++, (*length)--;
	while (*length > 0 && is_blank((*text)[*length - 1]))
		(*length)--;
}

/* `key: value # comment`; false when it is no such line. */
static bool
split_line(const char *text, size_t length, Line *line)
{
	const char *hash = memchr(text, '#', length), *colon;

	if (hash)
		length = (size_t)(hash - text);
	colon = memchr(text, ':', length);
	if (!colon)
		return false;
	line->key = text;
	line->key_length = (size_t)(colon - text);
	line->value = colon + 1;
	line->value_length = length - line->key_length - 1;
	trim(&line->key, &line->key_length);
	trim(&line->value, &line->value_length);
	return line->key_length > 0;
}

/* Also as it is often misspelt. */
static bool
has_key(const Line *line, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == line->key_length &&
		    g_ascii_strncasecmp(*names, line->key, line->key_length) ==
			0)
			return true;
	return false;
}

static bool
is_agent(const Line *line, const char *agent)
{
	size_t length = 0;

	while (length < line->value_length &&
	       (g_ascii_isalpha(line->value[length]) ||
		   strchr("_-", line->value[length])))
		length++;
	return length > 0 && length == strlen(agent) &&
	       g_ascii_strncasecmp(line->value, agent, length) == 0;
}

static void
read_agent(Reader *r, const Line *line)
{
	if (r->has_rule)
		r->is_own = r->is_all = r->has_rule = false;
	if (line->value_length > 0 && *line->value == '*' &&
	    (line->value_length == 1 || is_blank(line->value[1])))
		r->is_all = r->all.is_there = true;
	else if (is_agent(line, r->agent))
		r->is_own = r->own.is_there = true;
}

static void
add_rule(Group *group, const char *path, bool is_allow)
{
	Value *rule;

	if (value_count(group->rules) >= LIMIT_ROBOTS_RULES)
		return;
	rule = value_object();
	value_set_bool(rule, "allow", is_allow);
	value_set_text(rule, "path", path);
	value_append(group->rules, rule);
}

/* An empty path is no rule. */
static void
read_rule(Reader *r, const Line *line, bool is_allow)
{
	g_autofree char *path = NULL;

	r->has_rule = true;
	if (line->value_length == 0)
		return;
	path = g_strdup_printf("%s%.*s", strchr("/*$", *line->value) ? "" : "/",
	    (int)line->value_length, line->value);
	if (r->is_own)
		add_rule(&r->own, path, is_allow);
	if (r->is_all)
		add_rule(&r->all, path, is_allow);
}

/* It is not of the RFC, so it does not close the list of agents. */
static void
read_delay(Reader *r, const Line *line)
{
	g_autofree char *text = g_strndup(line->value, line->value_length);
	char *end;
	double delay_s = g_ascii_strtod(text, &end);

	if (end == text || !(delay_s > 0) || delay_s > 1e9)
		return;
	if (r->is_own)
		r->own.delay_s = MAX(r->own.delay_s, delay_s);
	if (r->is_all)
		r->all.delay_s = MAX(r->all.delay_s, delay_s);
}

static void
read_line(Reader *r, const char *text, size_t length)
{
	static const char *const agents[] = { "user-agent", "useragent",
		"user agent", NULL };
	static const char *const allows[] = { "allow", NULL };
	static const char *const disallows[] = { "disallow", "dissallow",
		"dissalow", "disalow", "diasllow", "disallaw", NULL };
	static const char *const delays[] = { "crawl-delay", "crawldelay",
		"crawl delay", NULL };
	Line line;

	if (!split_line(text, length, &line))
		return;
	if (has_key(&line, agents))
		read_agent(r, &line);
	else if (has_key(&line, disallows))
		read_rule(r, &line, false);
	else if (has_key(&line, allows))
		read_rule(r, &line, true);
	else if (has_key(&line, delays))
		read_delay(r, &line);
}

/* A line that the ceiling cuts is not looked at. */
static void
read_lines(Reader *r, const char *text, size_t length)
{
	bool is_cut = length > LIMIT_ROBOTS_BYTES;
	const char *end = text + MIN(length, LIMIT_ROBOTS_BYTES);

	while (text < end) {
		const char *p = text;

		while (p < end && *p != '\n' && *p != '\r')
			p++;
		if (p < end || !is_cut)
			read_line(r, text, (size_t)(p - text));
		text = p + 1;
	}
}

Value *
robots_read(const char *text, size_t length, const char *agent)
{
	Reader r = { .agent = agent,
		.own.rules = value_list(),
		.all.rules = value_list() };
	Value *result = value_object();
	Group *group;

	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3, length -= 3;
	read_lines(&r, text, length);
	group = r.own.is_there ? &r.own : &r.all;
	value_set(result, "rules", value_copy(group->rules));
	if (group->delay_s > 0)
		value_set(result, "delay", value_real(group->delay_s));
	value_free(r.own.rules);
	value_free(r.all.rules);
	return result;
}
