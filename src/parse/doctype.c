/*
 * doctype - the entities that a document declares for itself.
 *
 * Never loads what a declaration points to.
 */
#include "config.h"

#include "parse/doctype.h"

#include "base/limits.h"
#include "parse/entity.h"

#include <string.h>

static void
free_text(void *text)
{
	g_string_free(text, TRUE);
}

void
doctype_clear(Doctype *doctype)
{
	if (doctype->entities)
		g_hash_table_unref(doctype->entities);
	doctype->entities = NULL;
}

static bool
begins(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - at) >= length &&
	       g_ascii_strncasecmp(at, word, length) == 0;
}

static const char *
skip_space(const char *at, const char *end)
{
	while (at < end && g_ascii_isspace(*at))
		at++;
	return at;
}

/* Behind the next `c`, or the end. */
static const char *
behind(const char *at, const char *end, char c)
{
	const char *found = memchr(at, c, (size_t)(end - at));

	return found ? found + 1 : end;
}

/* The text of an entity: numbers are replaced now, names when it is used. */
static GString *
entity_text(const char *at, const char *end)
{
	GString *text = g_string_new(NULL);

	while (at < end) {
		gunichar character = 0;
		size_t used =
		    *at == '&' ? entity_number(at, end, &character) : 0;

		if (used == 0)
			g_string_append_c(text, *at++);
		else if (character)
			g_string_append_unichar(text, character);
		at += used;
	}
	return text;
}

/* `<!ENTITY name "text">` at the blank before the name; to its end. */
static const char *
read_entity(Doctype *doctype, const char *at, const char *end)
{
	at = skip_space(at, end);
	if (at == end || *at == '%')
		return behind(at, end, '>');
	size_t length = entity_name_length(at, end);
	const char *value = skip_space(at + length, end);

	if (length == 0 || value == end || (*value != '"' && *value != '\''))
		return behind(at, end, '>'); /* external, or nonsense */
	const char *close =
	    memchr(value + 1, *value, (size_t)(end - value - 1));
	if (!close)
		return end;
	if (!doctype->entities)
		doctype->entities = g_hash_table_new_full(
		    g_str_hash, g_str_equal, g_free, free_text);
	g_autofree char *name = g_strndup(at, length);
	if (g_hash_table_size(doctype->entities) < LIMIT_ENTITIES &&
	    !g_hash_table_contains(doctype->entities, name))
		g_hash_table_insert(doctype->entities, g_steal_pointer(&name),
		    entity_text(value + 1, close));
	return behind(close, end, '>');
}

/* Passes one declaration by; its strings may hold '>'. */
static const char *
skip_declaration(const char *at, const char *end)
{
	while (at < end && *at != '>') {
		char c = *at++;

		if (c == '"' || c == '\'')
			at = behind(at, end, c);
	}
	return at < end ? at + 1 : end;
}

static const char *
skip_to(const char *at, const char *end, const char *mark)
{
	const char *found = memmem(at, (size_t)(end - at), mark, strlen(mark));

	return found ? found + strlen(mark) : end;
}

/* The internal subset, behind its '['; returns what follows its ']'. */
static const char *
read_subset(Doctype *doctype, const char *at, const char *end)
{
	while (at < end && *at != ']') {
		if (begins(at, end, "<!--"))
			at = skip_to(at + 4, end, "-->");
		else if (begins(at, end, "<?"))
			at = skip_to(at + 2, end, "?>");
		else if (begins(at, end, "<!ENTITY") && at + 8 < end &&
			 g_ascii_isspace(at[8]))
			at = read_entity(doctype, at + 8, end);
		else if (*at == '<')
			at = skip_declaration(at + 1, end);
		else
			at++;
	}
	return at < end ? at + 1 : end;
}

const char *
doctype_read(Doctype *doctype, const char *at, const char *end)
{
	const char *start = at;

	at += strlen("<!DOCTYPE");
	while (at < end && *at != '>') {
		char c = *at++;

		if (c == '[')
			at = read_subset(doctype, at, end);
		else if (c == '"' || c == '\'') {
			doctype->is_external = true;
			at = behind(at, end, c);
		} else if (c == '<') {
			at = end;
		}
	}
	return at < end ? at + 1 : behind(start, end, '>');
}

static const GString *
find_entity(const Doctype *doctype, const char *name, size_t length)
{
	if (!doctype->entities || length > 200)
		return NULL;
	g_autofree char *key = g_strndup(name, length);
	return g_hash_table_lookup(doctype->entities, key);
}

/* The five of XML; the length of the reference, or 0. */
static size_t
predefined(const char *at, const char *end, gunichar *out)
{
	static const struct {
		const char *text;
		unsigned char length, character;
	} all[] = { { "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&amp;", 5, '&' },
		{ "&quot;", 6, '"' }, { "&apos;", 6, '\'' } };

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (end - at >= all[i].length && at[1] == all[i].text[1] &&
		    memcmp(at, all[i].text, all[i].length) == 0) {
			*out = all[i].character;
			return all[i].length;
		}
	return 0;
}

size_t
doctype_reference(
    const Doctype *doctype, const char *at, const char *end, Reference *out)
{
	size_t length;

	*out = (Reference){ 0 };
	if (end - at > 1 && at[1] == '#')
		return entity_number(at, end, &out->character);
	length = predefined(at, end, &out->character);
	if (length > 0)
		return length;
	length = entity_name_length(at + 1, end);
	if (length == 0 || at + 1 + length == end || at[1 + length] != ';')
		return 0;
	out->entity = find_entity(doctype, at + 1, length);
	if (!out->entity) {
		out->character = entity_named(at + 1, length);
		out->is_foreign = true;
	}
	return out->entity || out->character ? length + 2 : 0;
}

bool
doctype_spend(Doctype *doctype, const GString *entity)
{
	/* One that is empty costs time, too. */
	doctype->spent_bytes += entity->len + 16;
	return doctype->spent_bytes <= LIMIT_ENTITY_BYTES;
}
