/*
 * version - one commit: what happened to one article.
 *
 * Everything that a stranger may have written becomes one line before it
 * enters a message, and trailers stand in the last paragraph alone, so that no
 * title can say what only the archive says.
 */
#include "config.h"

#include "archive/version.h"

#include "base/text.h"

#include <string.h>

static const struct {
	const char *name, *word;
} events[EVENT_N] = {
	[EVENT_NEW] = { "new", "收录" },
	[EVENT_UPDATE] = { "update", "更新" },
	[EVENT_GONE] = { "gone", "下线" },
	[EVENT_RESTORED] = { "restored", "恢复" },
	[EVENT_REDIRECT] = { "redirect", "跳转" },
	[EVENT_CORRECTION] = { "correction", "更正" },
	[EVENT_REEXTRACT] = { "reextract", "重抽取" },
	[EVENT_FAMILY] = { "family", "同源" },
	[EVENT_LIST] = { "list", "排序" },
	[EVENT_REDACT] = { "redact", "撤除" },
	[EVENT_INIT] = { "init", "建档" },
};

const char *
event_name(Event event)
{
	return events[event].name;
}

const char *
event_word(Event event)
{
	return events[event].word;
}

int
event_from_name(const char *name)
{
	for (int i = 0; i < EVENT_N; i++)
		if (!strcmp(name, events[i].name))
			return i;
	return -1;
}

/* ---- writing ---- */

/* What reorders or hides characters on a terminal, and every control. */
static bool
is_deceptive(gunichar c)
{
	return g_unichar_iscntrl(c) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

/* One line without anything that could be taken for another. */
static char *
one_line(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *line = text_fold(valid, -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = line; *at; at = g_utf8_next_char(at))
		if (!is_deceptive(g_utf8_get_char(at)))
			g_string_append_unichar(out, g_utf8_get_char(at));
	return g_strstrip(g_string_free(g_steal_pointer(&out), FALSE));
}

static void
append_line(GString *out, const char *before, const char *text)
{
	g_autofree char *line = text ? one_line(text) : NULL;

	if (line && *line)
		g_string_append_printf(out, "%s%s\n", before, line);
}

static void
append_subject(GString *out, const Version *version)
{
	const Article *article = version->article;
	bool is_redacted = version->event == EVENT_REDACT;
	const char *name = article ? article->title : NULL;
	g_autofree char *line = NULL;

	g_string_append(out, event_word(version->event));
	if (article && (!name || !*name || is_redacted))
		name = article->uid;
	line = one_line(name ? name : "");
	if (*line)
		g_string_append_printf(out, ": %s", line);
	g_string_append_c(out, '\n');
}

/* "湖南日报·新湖南客户端 2024-01-02 17:19" and the address. */
static void
append_origin(GString *out, const Article *article)
{
	const char *outlet =
	    article->outlet ? article->outlet : article->source;
	g_autofree char *line = one_line(outlet ? outlet : "");
	char date[DATE_TEXT_BYTES];
	char *clock;

	(void)date_format(&article->date, date);
	clock = strchr(date, 'T');
	if (clock) {
		*clock = ' ';
		clock[strlen(" 17:19")] = '\0';
	}
	if (*line || *date)
		g_string_append_printf(
		    out, "\n%s%s%s\n", line, *line && *date ? " " : "", date);
	append_line(out, *line || *date ? "" : "\n", article->link);
}

char *
version_message(const Version *version)
{
	g_autoptr(GString) out = g_string_sized_new(512);
	const Article *article = version->article;

	append_subject(out, version);
	if (article && version->event != EVENT_REDACT)
		append_origin(out, article);
	g_string_append_printf(
	    out, "\nCailun-Event: %s\n", event_name(version->event));
	if (article)
		append_line(out, "Cailun-Uid: ", article->uid);
	append_line(out, "Cailun-Change: ", version->change);
	if (article)
		append_line(out, "Cailun-Raw: ", article->raw);
	append_line(out, "Cailun-Fetched: ", version->fetched);
	append_line(out, "Cailun-Extractor: ", version->extractor);
	append_line(out, "Cailun-Run: ", version->run);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* ---- reading ---- */

void
version_note_clear(VersionNote *note)
{
	g_free(note->uid);
	g_free(note->change);
	g_free(note->raw);
	g_free(note->fetched);
	g_free(note->extractor);
	g_free(note->run);
	*note = (VersionNote){ .event = -1 };
}

/* Where the last paragraph begins; NULL when there is only a subject. */
static const char *
last_paragraph(const char *message)
{
	const char *found = NULL, *at = message;

	while ((at = strstr(at, "\n\n"))) {
		while (*at == '\n')
			at++;
		if (*at)
			found = at;
	}
	return found;
}

static void
read_trailer(VersionNote *note, const char *key, char *value)
{
	struct {
		const char *key;
		char **to;
	} keys[] = {
		{ "Cailun-Uid", &note->uid },
		{ "Cailun-Change", &note->change },
		{ "Cailun-Raw", &note->raw },
		{ "Cailun-Fetched", &note->fetched },
		{ "Cailun-Extractor", &note->extractor },
		{ "Cailun-Run", &note->run },
	};

	if (!strcmp(key, "Cailun-Event") && note->event < 0)
		note->event = event_from_name(value);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!strcmp(key, keys[i].key) && !*keys[i].to && *value)
			*keys[i].to = g_strdup(value);
}

void
version_read(const char *message, VersionNote *out)
{
	const char *paragraph = last_paragraph(message);
	g_auto(GStrv) lines = NULL;

	*out = (VersionNote){ .event = -1 };
	if (!paragraph)
		return;
	lines = g_strsplit(paragraph, "\n", -1);
	for (size_t i = 0; lines[i]; i++) {
		char *colon = strstr(lines[i], ": ");

		if (!colon)
			continue;
		*colon = '\0';
		read_trailer(out, lines[i], g_strstrip(colon + 2));
	}
	if (out->event < 0)
		version_note_clear(out);
}
