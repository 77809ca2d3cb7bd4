/*
 * conf - a configuration file, read strictly.
 *
 * Questions to answers, and every mistake with its line; what a line is stands
 * in lines.c. What a value means is the caller's (the common kinds are in
 * conf-typed.c); nothing is ever guessed or silently ignored.
 */
#include "config.h"

#include "base/conf.h"

#include "base/error.h"
#include "base/fd.h"
#include "base/lines.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdarg.h>
#include <string.h>

/* Columns of a file's own words in a message. */
#define SHOWN_COLUMNS 60
/* So many mistakes get a "did you mean"; more than that is another kind of
 * file, and looking for near names costs. */
#define HELPED_MISTAKES 50

typedef struct Entry {
	char *group, *key, *value;
	size_t line;
} Entry;

typedef struct Group {
	char *name;
	size_t line; /* where it first stands */
} Group;

/* What somebody asked for; the names that a wrong one may have meant. */
typedef struct Asked {
	char *group;
	GPtrArray *keys;
	bool is_all_known;
} Asked;

typedef struct Mistake {
	size_t line, order;
	char *text;
} Mistake;

struct Conf {
	char *name;
	GPtrArray *entries; /* Entry * */
	GPtrArray *groups; /* Group * */
	GPtrArray *asked; /* Asked * */
	GPtrArray *mistakes; /* Mistake * */
	GPtrArray *shown; /* const char *, what conf_mistakes() lent */
	GPtrArray *lent; /* GPtrArray *, lists that getters lent */
};

static void
entry_free(Entry *entry)
{
	g_free(entry->group);
	g_free(entry->key);
	g_free(entry->value);
	g_free(entry);
}

static void
group_free(Group *group)
{
	g_free(group->name);
	g_free(group);
}

static void
asked_free(Asked *asked)
{
	g_free(asked->group);
	g_ptr_array_unref(asked->keys);
	g_free(asked);
}

static void
mistake_free(Mistake *mistake)
{
	g_free(mistake->text);
	g_free(mistake);
}

static Conf *
conf_new(const char *name)
{
	Conf *conf = g_new0(Conf, 1);

	conf->name = g_strdup(name);
	conf->entries =
	    g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
	conf->groups =
	    g_ptr_array_new_with_free_func((GDestroyNotify)group_free);
	conf->asked =
	    g_ptr_array_new_with_free_func((GDestroyNotify)asked_free);
	conf->mistakes =
	    g_ptr_array_new_with_free_func((GDestroyNotify)mistake_free);
	conf->shown = g_ptr_array_new();
	conf->lent =
	    g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	return conf;
}

void
conf_free(Conf *conf)
{
	if (!conf)
		return;
	g_free(conf->name);
	g_ptr_array_unref(conf->entries);
	g_ptr_array_unref(conf->groups);
	g_ptr_array_unref(conf->asked);
	g_ptr_array_unref(conf->mistakes);
	g_ptr_array_unref(conf->shown);
	g_ptr_array_unref(conf->lent);
	g_free(conf);
}

static bool
is_noted(const Conf *conf, size_t line, const char *text)
{
	for (size_t i = 0; i < conf->mistakes->len; i++) {
		const Mistake *mistake = conf->mistakes->pdata[i];

		if (mistake->line == line && strcmp(mistake->text, text) == 0)
			return true;
	}
	return false;
}

/* Takes `text`. `line` 0: the file as a whole. The same thing is said once,
 * and of a file that is nothing but mistakes not everything. */
static void
note(Conf *conf, size_t line, char *text)
{
	g_autofree char *mine = text;
	g_autofree char *whole = NULL;
	Mistake *mistake;

	if (conf->mistakes->len >= LIMIT_CONF_MISTAKES)
		return;
	if (conf->mistakes->len == LIMIT_CONF_MISTAKES - 1)
		whole = g_strdup_printf("%s: has more than %d mistakes; the "
					"others are not listed",
		    conf->name, LIMIT_CONF_MISTAKES - 1);
	else if (line > 0)
		whole = g_strdup_printf("%s:%zu: %s", conf->name, line, mine);
	else
		whole = g_strdup_printf("%s: %s", conf->name, mine);
	if (is_noted(conf, line, whole))
		return;
	mistake = g_new0(Mistake, 1);
	mistake->line = line;
	mistake->order = conf->mistakes->len;
	if (conf->mistakes->len == LIMIT_CONF_MISTAKES - 1)
		mistake->line = SIZE_MAX;
	mistake->text = g_steal_pointer(&whole);
	g_ptr_array_add(conf->mistakes, mistake);
}

static Group *
find_group(const Conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->groups->len; i++) {
		Group *group = conf->groups->pdata[i];

		if (strcmp(group->name, name) == 0)
			return group;
	}
	return NULL;
}

static void
take_group(void *data, const char *name, size_t line)
{
	Conf *conf = data;
	Group *group;

	if (find_group(conf, name))
		return;
	group = g_new0(Group, 1);
	group->name = g_strdup(name);
	group->line = line;
	g_ptr_array_add(conf->groups, group);
}

static void
take_entry(void *data, const char *group, const char *key, const char *value,
    size_t line)
{
	Conf *conf = data;
	Entry *entry = g_new0(Entry, 1);

	entry->group = g_strdup(group);
	entry->key = g_strdup(key);
	entry->value = g_strdup(value);
	entry->line = line;
	g_ptr_array_add(conf->entries, entry);
}

static void
take_mistake(void *data, size_t line, char *text)
{
	note(data, line, text);
}

static size_t
line_of(const char *text, const char *at)
{
	size_t line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

Conf *
conf_parse(const char *name, const char *text, size_t length, GError **error)
{
	static const LinesTaker taker = { take_group, take_entry,
		take_mistake };
	g_autoptr(Conf) conf = conf_new(name);
	const char *bad;

	if (!g_utf8_validate_len(text, length, &bad)) {
		fail(error, CAILUN_ERROR_CONF,
		    "%s:%zu: is not UTF-8 text; save the file as UTF-8", name,
		    line_of(text, bad));
		return NULL;
	}
	lines_read(text, length, &taker, conf);
	return g_steal_pointer(&conf);
}

Conf *
conf_read(const char *path, GError **error)
{
	size_t length;
	g_autoptr(GError) why = NULL;
	g_autofree char *text =
	    file_read(path, LIMIT_CONF_BYTES, &length, &why);

	if (!text) {
		fail(error, CAILUN_ERROR_CONF, "%s", why->message);
		return NULL;
	}
	return conf_parse(path, text, length, error);
}

static Asked *
asked_group(Conf *conf, const char *group)
{
	Asked *asked;

	for (size_t i = 0; i < conf->asked->len; i++) {
		asked = conf->asked->pdata[i];
		if (strcmp(asked->group, group) == 0)
			return asked;
	}
	asked = g_new0(Asked, 1);
	asked->group = g_strdup(group);
	asked->keys = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(conf->asked, asked);
	return asked;
}

static bool
is_asked(const Asked *asked, const char *key)
{
	return g_ptr_array_find_with_equal_func(
	    asked->keys, key, g_str_equal, NULL);
}

static void
ask(Conf *conf, const char *group, const char *key)
{
	Asked *asked = asked_group(conf, group);

	if (!is_asked(asked, key))
		g_ptr_array_add(asked->keys, g_strdup(key));
}

/* The next entry of that name from `*i` on, which then stands behind it. */
static const Entry *
next_entry(const Conf *conf, const char *group, const char *key, size_t *i)
{
	while (*i < conf->entries->len) {
		const Entry *entry = conf->entries->pdata[(*i)++];

		if (strcmp(entry->key, key) == 0 &&
		    strcmp(entry->group, group) == 0)
			return entry;
	}
	return NULL;
}

const char *
conf_get(Conf *conf, const char *group, const char *key)
{
	size_t i = 0;
	const Entry *entry = next_entry(conf, group, key, &i), *again;

	ask(conf, group, key);
	while (entry && (again = next_entry(conf, group, key, &i)))
		note(conf, again->line,
		    g_strdup_printf(
			"%s.%s: stands already in line %zu; keep one of them",
			group, key, entry->line));
	return entry ? entry->value : NULL;
}

static const char *const *
lend(Conf *conf, GPtrArray *list)
{
	g_ptr_array_add(list, NULL);
	g_ptr_array_add(conf->lent, list);
	return (const char *const *)list->pdata;
}

const char *const *
conf_get_list(Conf *conf, const char *group, const char *key)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new();
	const Entry *entry;
	size_t i = 0;

	ask(conf, group, key);
	while ((entry = next_entry(conf, group, key, &i)))
		g_ptr_array_add(values, entry->value);
	if (values->len == 0)
		return NULL;
	return lend(conf, g_steal_pointer(&values));
}

bool
conf_has_group(Conf *conf, const char *group)
{
	return find_group(conf, group) != NULL;
}

const char *const *
conf_keys(Conf *conf, const char *group)
{
	GPtrArray *keys = g_ptr_array_new();

	for (size_t i = 0; i < conf->entries->len; i++) {
		const Entry *entry = conf->entries->pdata[i];

		if (strcmp(entry->group, group) == 0 &&
		    !g_ptr_array_find_with_equal_func(
			keys, entry->key, g_str_equal, NULL))
			g_ptr_array_add(keys, entry->key);
	}
	return lend(conf, keys);
}

void
conf_known_group(Conf *conf, const char *group)
{
	asked_group(conf, group)->is_all_known = true;
}

void
conf_mistake(
    Conf *conf, const char *group, const char *key, const char *format, ...)
{
	g_autofree char *text = NULL;
	const Entry *entry = NULL;
	const Group *in = group ? find_group(conf, group) : NULL;
	size_t i = 0, line = in ? in->line : 0;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (group && key) {
		entry = next_entry(conf, group, key, &i);
		line = entry ? entry->line : 0;
		note(
		    conf, line, g_strdup_printf("%s.%s: %s", group, key, text));
	} else if (group) {
		note(conf, line, g_strdup_printf("[%s]: %s", group, text));
	} else {
		note(conf, 0, g_steal_pointer(&text));
	}
}

/* Where a key would have its place, or NULL. */
static const char *
group_of_key(const Conf *conf, const char *key)
{
	for (size_t i = 0; i < conf->asked->len; i++) {
		const Asked *asked = conf->asked->pdata[i];

		if (is_asked(asked, key))
			return asked->group;
	}
	return NULL;
}

static const char *
nearest(const Conf *conf, const char *word, const GPtrArray *names)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	if (conf->mistakes->len >= HELPED_MISTAKES)
		return NULL;
	for (size_t i = 0; i < names->len; i++)
		g_ptr_array_add(list, names->pdata[i]);
	g_ptr_array_add(list, NULL);
	return text_nearest(word, (const char *const *)list->pdata);
}

static void
note_unknown_group(Conf *conf, const Group *group, const char *manual)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *shown = text_printable(group->name, SHOWN_COLUMNS);
	const char *near;

	for (size_t i = 0; i < conf->asked->len; i++)
		g_ptr_array_add(names, ((Asked *)conf->asked->pdata[i])->group);
	near = nearest(conf, group->name, names);
	note(conf, group->line,
	    near ? g_strdup_printf("no group is called [%s]; did you mean "
				   "[%s]? (%s)",
		       shown, near, manual)
		 : g_strdup_printf(
		       "no group is called [%s] (%s)", shown, manual));
}

static void
note_unknown_key(
    Conf *conf, const Asked *asked, const Entry *entry, const char *manual)
{
	g_autofree char *shown = text_printable(entry->key, SHOWN_COLUMNS);
	g_autofree char *hint = NULL;
	const char *near = nearest(conf, entry->key, asked->keys);
	const char *elsewhere = group_of_key(conf, entry->key);

	if (elsewhere)
		hint = g_strdup_printf("; it belongs in [%s]", elsewhere);
	else if (near)
		hint = g_strdup_printf("; did you mean '%s'?", near);
	note(conf, entry->line,
	    g_strdup_printf("no key is called '%s' in [%s]%s (%s)", shown,
		entry->group, hint ? hint : "", manual));
}

void
conf_check_all_known(Conf *conf, const char *manual)
{
	/* Asking for what is only in the file must not make it known. */
	size_t known = conf->asked->len;

	for (size_t i = 0; i < conf->groups->len; i++) {
		const Group *group = conf->groups->pdata[i];
		Asked *asked = asked_group(conf, group->name);

		if (conf->asked->len > known) {
			g_ptr_array_set_size(conf->asked, (gint)known);
			note_unknown_group(conf, group, manual);
			continue;
		}
		if (asked->is_all_known)
			continue;
		for (size_t j = 0; j < conf->entries->len; j++) {
			const Entry *entry = conf->entries->pdata[j];

			if (strcmp(entry->group, group->name) == 0 &&
			    !is_asked(asked, entry->key))
				note_unknown_key(conf, asked, entry, manual);
		}
	}
}

static gint
compare_mistakes(gconstpointer a, gconstpointer b)
{
	const Mistake *one = *(Mistake *const *)a,
		      *other = *(Mistake *const *)b;

	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

const char *const *
conf_mistakes(Conf *conf)
{
	g_ptr_array_sort(conf->mistakes, compare_mistakes);
	g_ptr_array_set_size(conf->shown, 0);
	for (size_t i = 0; i < conf->mistakes->len; i++)
		g_ptr_array_add(
		    conf->shown, ((Mistake *)conf->mistakes->pdata[i])->text);
	g_ptr_array_add(conf->shown, NULL);
	return (const char *const *)conf->shown->pdata;
}

bool
conf_is_good(Conf *conf, GError **error)
{
	g_autofree char *all = NULL;

	if (conf->mistakes->len == 0)
		return true;
	all = g_strjoinv("\n", (char **)conf_mistakes(conf));
	return fail(error, CAILUN_ERROR_CONF, "%s", all);
}
