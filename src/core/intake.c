/*
 * intake - what a parser says of a document, taken into its errand.
 *
 * Copies what may be said, refuses the rest; decides nothing.
 */
#include "config.h"

#include "core/intake.h"

#include "base/limits.h"

static size_t
weight_of(const Value *item)
{
	static const char *const heavy[] = { "content_html", "content_text",
		"summary", "title", NULL };
	size_t bytes = 64;

	for (size_t i = 0; heavy[i]; i++)
		bytes += value_text_length(value_get(item, heavy[i]));
	return bytes;
}

static const char *
take_entry(Errand *errand, const Value *item)
{
	Entry *entry;

	errand->said++;
	errand->said_bytes += weight_of(item);
	if (errand->said > LIMIT_ENTRIES ||
	    errand->said_bytes > 2 * (size_t)LIMIT_SITEMAP_BYTES)
		return "more entries than anybody has to bear";
	entry = entry_read(item, (int64_t)errand->said);
	if (entry)
		g_ptr_array_add(errand->entries, entry);
	return NULL;
}

/* Further lists are asked for when this one has been read; parts of an article
 * and data are not fetched yet, so that what lacks them is no article. */
static const char *
take_want(Errand *errand, const Value *value)
{
	g_auto(Want) want = { 0 };

	if (!want_read(value, &want, NULL))
		return "it asked for what nobody can fetch";
	if (want.as != WANT_LIST || errand->kind != ERRAND_LIST ||
	    want.method || want.body)
		errand->is_part = true;
	else if (errand->further->len < LIMIT_ARTICLE_REQUESTS)
		g_ptr_array_add(errand->further, g_steal_pointer(&want.url));
	return NULL;
}

static const char *
keep(Value **place, const Value *value)
{
	value_free(*place);
	*place = value_copy(value);
	return NULL;
}

const char *
intake_said(Errand *errand, MessageType type, const Value *value)
{
	if (type == MESSAGE_ENTRY && errand->kind == ERRAND_LIST)
		return take_entry(errand, value);
	if (type == MESSAGE_FEED && errand->kind != ERRAND_PAGE)
		return keep(&errand->feed, value);
	if (type == MESSAGE_ARTICLE && errand->kind == ERRAND_PAGE)
		return keep(&errand->article, value);
	if (type == MESSAGE_WANT)
		return take_want(errand, value);
	return "it answered what it was not asked";
}

void
intake_done(Errand *errand, const Done *done)
{
	done_clear(&errand->done);
	errand->done = *done;
	errand->done.why = g_strdup(done->why);
	errand->done.charset = g_strdup(done->charset);
	errand->done.plugin = g_strdup(done->plugin);
	errand->end = ERRAND_READ;
	errand->is_read = true;
}
