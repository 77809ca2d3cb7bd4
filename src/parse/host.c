/*
 * host - runs one task: decodes the document, calls the plugin, hands on what
 * it finds.
 *
 * Never decides what is news; that is the plugin's, and main's.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "parse/host.h"
#include "parse/robots.h"

#include <string.h>

static struct cl_host
new_table(void)
{
	struct cl_host host = {
		.abi_major = CL_ABI_MAJOR,
		.abi_minor = CL_ABI_MINOR,
		.size = sizeof(host),
	};

	host_read_table(&host);
	host_write_table(&host);
	host_article_table(&host);
	return host;
}

/* ---- a job's life ---- */

static void
job_init(Job *job, const struct cl_host *host, const Task *task,
    const Plugin *plugin, const Decoded *source, const JobSink *sink)
{
	*job = (Job){
		.call = { .host = host, .part = (uint32_t)task->part },
		.task = task,
		.plugin = plugin,
		.source = source,
		.sink = sink,
		.selectors = g_hash_table_new_full(g_str_hash, g_str_equal,
		    g_free, (GDestroyNotify)select_free),
		.strings = g_string_chunk_new(4096),
		.owned = g_ptr_array_new_with_free_func(g_free),
		.feed = value_object(),
		.held =
		    g_ptr_array_new_with_free_func((GDestroyNotify)value_free),
		.body_nodes = g_ptr_array_new(),
		.body_markdown = g_string_new(NULL),
		.body_html = g_string_new(NULL),
		.body_text = g_string_new(NULL),
		.extras = value_object(),
	};
}

static void
unref_list(GPtrArray *list)
{
	if (list)
		g_ptr_array_unref(list);
}

static void
job_clear(Job *job)
{
	tree_free(job->tree);
	xml_free(job->xml);
	g_hash_table_unref(job->selectors);
	g_string_chunk_free(job->strings);
	g_ptr_array_unref(job->owned);
	value_free(job->feed);
	value_free(job->entry);
	value_free(job->extras);
	g_ptr_array_unref(job->held);
	g_ptr_array_unref(job->body_nodes);
	(void)g_string_free(job->body_markdown, true);
	(void)g_string_free(job->body_html, true);
	(void)g_string_free(job->body_text, true);
	for (size_t i = 0; i < G_N_ELEMENTS(job->fields); i++)
		g_free(job->fields[i]);
	unref_list(job->sections);
	unref_list(job->tags);
	unref_list(job->images);
	notation_clear(&job->people);
	guess_clear(&job->guess);
	g_free(job->why);
}

/* ---- keys ---- */

static bool
check_key(Job *job, const struct cl_key *key, const char *value, GError **error)
{
	const char *plugin = job->plugin->data->name;
	char *end;

	if (!value)
		return !key->required ||
		       fail(error, CAILUN_ERROR_CONF, "%s: '%s' is missing; %s",
			   plugin, key->name,
			   key->help ? key->help : "the plugin needs it");
	switch (key->type) {
	case CL_SELECTOR:
		if (job_selector(job, value, error))
			return true;
		g_prefix_error(error, "%s: '%s': ", plugin, key->name);
		return false;
	case CL_NUMBER:
		(void)g_ascii_strtoll(value, &end, 10);
		return !*end || fail(error, CAILUN_ERROR_CONF,
				    "%s: '%s' is no number: %s", plugin,
				    key->name, value);
	case CL_FLAG:
		return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0 ||
		       fail(error, CAILUN_ERROR_CONF,
			   "%s: '%s' is neither yes nor no: %s", plugin,
			   key->name, value);
	default:
		return true;
	}
}

/* All selectors compile, what is required is there, nothing is misspelt. */
static bool
check_keys(Job *job, GError **error)
{
	const struct cl_key *key = job->plugin->data->keys;

	for (; key && key->name; key++)
		if (!check_key(job, key, job_key(job, key->name), error))
			return false;
	for (size_t i = 0; !job->is_auto && i < job->task->n_keys; i++)
		if (!plugin_key(job->plugin, job->task->keys[i].name))
			return fail(error, CAILUN_ERROR_CONF,
			    "%s: it has no key '%s'; see cailun plugins",
			    job->plugin->data->name, job->task->keys[i].name);
	return true;
}

/* ---- running ---- */

/* What an explanation says when the plugin gives none. */
static const char *
default_why(DoneResult result)
{
	static const char *const whys[DONE_N] = {
		[DONE_CHANGED] = "the page is not as the plugin knows it",
		[DONE_FAILED] = "the plugin failed and does not say why",
	};

	return whys[result];
}

static DoneResult
call_plugin(Job *job)
{
	const struct cl_plugin *data = job->plugin->data;
	bool is_extract = job->task->mode == TASK_EXTRACT;
	enum cl_result (*function)(struct cl_call *) =
	    is_extract ? data->extract : data->discover;
	int result;

	if (!function) {
		job_explain(job, "plugin '%s' cannot %s", data->name,
		    is_extract ? "extract" : "discover");
		return DONE_FAILED;
	}
	result = (int)function(&job->call);
	if (result < DONE_OK || result >= DONE_N) {
		job_explain(job, "plugin '%s' returned %d", data->name, result);
		return DONE_FAILED;
	}
	return (DoneResult)result;
}

static void
send_list(Job *job)
{
	host_flush_entry(job);
	(void)value_put(
	    job->feed, "_cailun.encoding", value_text(job->source->charset));
	job->sink->send(job->sink->data, MESSAGE_FEED, job->feed);
	for (guint i = 0; i < job->held->len; i++)
		job->sink->send(job->sink->data, MESSAGE_ENTRY,
		    g_ptr_array_index(job->held, i));
}

/* An article without a text and a headline is none, whatever a plugin says. */
static DoneResult
send_article(Job *job)
{
	g_autoptr(Value) item = host_article(job);
	const Value *own = value_get(item, "_cailun");

	if (!value_get_text(item, "title") &&
	    !value_get_text(own, "markdown")) {
		job_explain(job, "neither a headline nor a text was found");
		return DONE_CHANGED;
	}
	job->sink->send(job->sink->data, MESSAGE_ARTICLE, item);
	return DONE_OK;
}

/* A page that has changed may still have been read: then the article goes with
 * the warning, and main decides. */
static DoneResult
finish_article(Job *job, DoneResult result)
{
	bool is_read =
	    result == DONE_OK || (result == DONE_CHANGED && job->has_article);
	DoneResult sent = is_read ? send_article(job) : result;

	return result == DONE_OK ? sent : result;
}

static DoneResult
run_job(Job *job)
{
	g_autoptr(GError) error = NULL;
	DoneResult result;

	if (!check_keys(job, &error)) {
		job_explain(job, "%s", error->message);
		return DONE_FAILED;
	}
	if (job->task->mode == TASK_CHECK)
		return DONE_OK;
	result = call_plugin(job);
	if (job->task->mode == TASK_EXTRACT)
		return finish_article(job, result);
	if (result == DONE_OK || result == DONE_EMPTY)
		send_list(job);
	return result;
}

static void
note_done(Job *job, DoneResult result, Done *done)
{
	const char *why =
	    job->why && *job->why ? job->why : default_why(result);

	g_free(done->why);
	g_free(done->plugin);
	done->result = result;
	done->why = result == DONE_OK ? NULL : g_strdup(why);
	done->entries = (int64_t)job->n_entries;
	done->plugin = g_strdup(job->plugin->data->name);
}

/* ---- which plugin ---- */

static bool
begins_like_html(const Decoded *source)
{
	const char *at = source->text;

	while (g_ascii_isspace(*at))
		at++;
	return g_ascii_strncasecmp(at, "<!doctype html", 14) == 0 ||
	       g_ascii_strncasecmp(at, "<html", 5) == 0;
}

static void
run_plugin(const struct cl_host *host, const Plugin *plugin, const Task *task,
    const Decoded *source, const JobSink *sink, bool is_auto, Done *done)
{
	Job job;

	job_init(&job, host, task, plugin, source, sink);
	job.is_auto = is_auto;
	note_done(&job, run_job(&job), done);
	job_clear(&job);
}

/* "a <x> document, not a feed; no selector says where the headlines are" */
static void
add_why(Done *done, const char *earlier)
{
	g_autofree char *why = done->why;

	if (earlier)
		done->why = g_strdup_printf("%s; %s", earlier, why ? why : "");
	else
		done->why = g_steal_pointer(&why);
}

/* The first of them that knows the document, if only to say what is wrong
 * with it; else what they all say. */
static void
run_auto(const struct cl_host *host, const Plugins *plugins, const Task *task,
    const Decoded *source, const JobSink *sink, Done *done)
{
	static const char *const discoverers[] = { "feed", "sitemap", "list",
		NULL };
	static const char *const extractors[] = { "page", NULL };
	const char *const *names =
	    task->mode == TASK_EXTRACT ? extractors : discoverers;

	done->result = DONE_FAILED;
	for (; *names; names++) {
		const Plugin *plugin = plugins_get(plugins, *names);
		g_autofree char *earlier = NULL;

		if (!plugin || (strcmp(*names, "list") != 0 && names[1] &&
				   begins_like_html(source)))
			continue;
		earlier = g_steal_pointer(&done->why);
		run_plugin(host, plugin, task, source, sink, true, done);
		if (done->result != DONE_CHANGED || done->entries > 0)
			return;
		add_why(done, earlier);
	}
	if (!done->why)
		done->why = g_strdup("no plugin for such a document is there");
	if (task->mode != TASK_EXTRACT && begins_like_html(source)) {
		g_autofree char *why = done->why;

		done->why =
		    g_strdup_printf("an HTML page came, not a feed; %s", why);
	}
}

static void
run_with_plugin(const Plugins *plugins, const Task *task, const Decoded *source,
    const JobSink *sink, Done *done)
{
	struct cl_host host = new_table();
	const char *name = task->plugin ? task->plugin : "auto";
	const Plugin *plugin = plugins_get(plugins, name);
	const char *const *problem = plugins_problems(plugins);

	if (plugin) {
		run_plugin(&host, plugin, task, source, sink, false, done);
	} else if (strcmp(name, "auto") == 0) {
		run_auto(&host, plugins, task, source, sink, done);
	} else {
		done->result = DONE_FAILED;
		done->why = *problem
				? g_strdup_printf("there is no plugin '%s'; %s",
				      name, *problem)
				: g_strdup_printf("there is no plugin '%s'; "
						  "cailun plugins lists them",
				      name);
	}
}

static void
run_robots(const Task *task, const Decoded *source, const JobSink *sink)
{
	g_autoptr(Value) rules = robots_read(
	    source->text, source->length, task->agent ? task->agent : "");

	sink->send(sink->data, MESSAGE_FEED, rules);
}

void
host_run(const Plugins *plugins, const Task *task, const void *bytes,
    size_t length, const JobSink *sink, Done *done)
{
	Decoded source;

	charset_decode(
	    bytes, length, task->content_type, task->charset, &source);
	if (task->mode == TASK_ROBOTS)
		run_robots(task, &source, sink);
	else
		run_with_plugin(plugins, task, &source, sink, done);
	done->replaced = source.replaced;
	done->charset = g_strdup(source.charset);
	decoded_clear(&source);
}
