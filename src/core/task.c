/*
 * task - what a parser is told about a document.
 *
 * Copies from source and answer; nothing secret is among it.
 */
#include "config.h"

#include "core/task.h"

/* The token by which robots.txt names us. */
#define AGENT "cailun"

static void
add_keys(Task *task, const TaskKey *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		task_add_key(task, keys[i].name, keys[i].value);
}

void
task_for_source(const Source *source, TaskMode mode, const char *url,
    const char *content_type, const Entry *entry, int64_t now, Task *out)
{
	bool is_page = mode == TASK_EXTRACT;

	*out = (Task){
		.mode = mode,
		.plugin =
		    g_strdup(is_page ? source->article_plugin : source->plugin),
		.url = g_strdup(url),
		.content_type = g_strdup(content_type),
		.charset = g_strdup(source->charset),
		.zone_min = source_zone(source, now),
		.hosts = g_strdupv(source->hosts),
		.entry = entry ? value_copy(entry->item) : NULL,
	};
	if (mode == TASK_ROBOTS)
		out->agent = g_strdup(AGENT);
	else if (is_page)
		add_keys(out, source->article_keys, source->n_article_keys);
	else
		add_keys(out, source->list_keys, source->n_list_keys);
}

void
task_for_errand(const Errand *errand, Task *out)
{
	static const TaskMode modes[] = {
		[ERRAND_LIST] = TASK_DISCOVER,
		[ERRAND_PAGE] = TASK_EXTRACT,
		[ERRAND_ROBOTS] = TASK_ROBOTS,
	};

	task_for_source(errand->turn->source, modes[errand->kind], errand->url,
	    response_header(&errand->response, "Content-Type"), errand->entry,
	    errand->fetched_at, out);
}
