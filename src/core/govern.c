/*
 * govern - whether robots.txt has a say over a document.
 *
 * Says whether to ask; what the answer is, robots knows.
 */
#include "config.h"

#include "core/govern.h"

#include "base/clock.h"

#include <string.h>

/* How long it is remembered what `plugin = auto` found. */
#define AUTO_S (30 * 86400)

static bool
is_feed_plugin(const char *plugin)
{
	return plugin &&
	       (strcmp(plugin, "feed") == 0 || strcmp(plugin, "json") == 0);
}

/* What `auto` found the last time is known to be no feed. */
static bool
was_no_feed(State *state, const Source *source)
{
	g_autofree char *name = g_strconcat("auto ", source->id, NULL);
	g_autoptr(GBytes) bytes = NULL;
	gsize length;
	const char *plugin;

	if (!state_cache(state, name, clock_now(), &bytes, NULL) || !bytes)
		return false;
	plugin = g_bytes_get_data(bytes, &length);
	return length != strlen("feed") || memcmp(plugin, "feed", length) != 0;
}

/* A feed that its user configured is read without asking. */
bool
govern_asks(State *state, const Errand *errand)
{
	const Source *source = errand->turn->source;

	if (errand->kind == ERRAND_ROBOTS || !source->is_robots_obeyed)
		return false;
	if (errand->kind == ERRAND_PAGE)
		return true;
	if (strcmp(source->plugin, "auto") != 0)
		return !is_feed_plugin(source->plugin);
	if (errand->is_read) /* what could not be read is not kept anyway */
		return errand->done.result <= DONE_EMPTY &&
		       !is_feed_plugin(errand->done.plugin);
	return was_no_feed(state, source);
}

void
govern_learn(State *state, Ledger *ledger, const Errand *errand)
{
	const Source *source = errand->turn->source;
	g_autofree char *name = g_strconcat("auto ", source->id, NULL);
	g_autoptr(GBytes) bytes = NULL;

	if (errand->kind != ERRAND_LIST || !errand->done.plugin ||
	    errand->done.result != DONE_OK ||
	    strcmp(source->plugin, "auto") != 0)
		return;
	if (is_feed_plugin(errand->done.plugin) != was_no_feed(state, source))
		return;
	bytes = g_bytes_new(errand->done.plugin, strlen(errand->done.plugin));
	ledger_set_cache(ledger, name, bytes, clock_now() + AUTO_S);
}
