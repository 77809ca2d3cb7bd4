/*
 * host-read - what a plugin can ask: document, keys, nodes, text.
 *
 * Everything handed out lives until the call returns. Never changes what the
 * plugin has handed in.
 */
#include "config.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "parse/address.h"
#include "parse/clean.h"
#include "parse/job.h"
#include "parse/jsonread.h"
#include "parse/when.h"

#include <string.h>

const char *
job_own(Job *job, char *text)
{
	g_ptr_array_add(job->owned, text);
	return text;
}

void
job_explain(Job *job, const char *format, ...)
{
	va_list args;
	g_autofree char *why = NULL;

	va_start(args, format);
	why = g_strdup_vprintf(format, args);
	va_end(args);
	g_free(job->why);
	job->why = job_line(why);
}

char *
job_line(const char *text)
{
	g_autofree char *valid = NULL;
	char *line;

	if (!text_is_utf8(text, -1))
		text = valid = g_utf8_make_valid(text, -1);
	line = text_fold(text, -1);
	if (!line)
		return g_strdup("");
	text_truncate(line, LIMIT_FIELD_BYTES);
	return line;
}

Tree *
job_tree(Job *job)
{
	g_autoptr(GError) error = NULL;

	if (job->is_tree_tried)
		return job->tree;
	job->is_tree_tried = true;
	job->tree = tree_read(
	    job->source->text, job->source->length, job->task->url, &error);
	if (!job->tree)
		job_explain(job, "%s", error->message);
	return job->tree;
}

const char *
job_key(const Job *job, const char *name)
{
	const struct cl_key *key = plugin_key(job->plugin, name);

	for (size_t i = 0; i < job->task->n_keys; i++) {
		const TaskKey *given = &job->task->keys[i];

		if (strcmp(given->name, name) == 0)
			return *given->value ? given->value : NULL;
	}
	return key && key->fallback && *key->fallback ? key->fallback : NULL;
}

Select *
job_selector(Job *job, const char *selector, GError **error)
{
	Select *select = g_hash_table_lookup(job->selectors, selector);

	if (select)
		return select;
	select = select_new(selector, error);
	if (select)
		g_hash_table_insert(job->selectors, g_strdup(selector), select);
	return select;
}

/* ---- the document and its keys ---- */

static const char *
read_url(struct cl_call *call)
{
	return job_of(call)->task->url;
}

static const char *
read_config(struct cl_call *call, const char *key)
{
	return job_key(job_of(call), key);
}

static int64_t
read_number(struct cl_call *call, const char *key)
{
	const char *value = job_key(job_of(call), key);

	return value ? g_ascii_strtoll(value, NULL, 10) : 0;
}

static bool
read_flag(struct cl_call *call, const char *key)
{
	const char *value = job_key(job_of(call), key);

	return value && strcmp(value, "yes") == 0;
}

static const char *
read_source(struct cl_call *call, size_t *length)
{
	const Decoded *source = job_of(call)->source;

	if (length)
		*length = source->length;
	return source->text;
}

/* ---- nodes ---- */

static const struct cl_nodes none;

static struct cl_nodes
find(struct cl_call *call, const struct cl_node *from, const char *selector)
{
	Job *job = job_of(call);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	Tree *tree = job_tree(job);
	Select *select = tree ? job_selector(job, selector, &error) : NULL;
	struct cl_nodes nodes = { 0 };

	if (select)
		(void)select_find(select, tree, (xmlNode *)from, found, &error);
	if (error)
		job_explain(job, "%s", error->message);
	nodes.count = found->len;
	if (nodes.count > 0) {
		void *at = g_ptr_array_steal(found, NULL);

		g_ptr_array_add(job->owned, at);
		nodes.at = at;
	}
	return nodes;
}

static struct cl_nodes
select_key(struct cl_call *call, const struct cl_node *from, const char *key)
{
	const char *selector = job_key(job_of(call), key);

	return selector ? find(call, from, selector) : none;
}

static const char *
read_text(struct cl_call *call, const struct cl_node *node)
{
	if (!node)
		return "";
	return job_own(job_of(call), tree_text((const xmlNode *)node));
}

static const char *
read_attribute(
    struct cl_call *call, const struct cl_node *node, const char *name)
{
	const char *value = tree_attribute((const xmlNode *)node, name);

	return value ? job_own(job_of(call), job_line(value)) : NULL;
}

static const char *
read_link(struct cl_call *call, const struct cl_node *node, const char *name)
{
	Job *job = job_of(call);
	char *url = node && job->tree
			? tree_link(job->tree, (const xmlNode *)node, name)
			: NULL;

	return url ? job_own(job, url) : NULL;
}

static const char *
read_markup(struct cl_call *call, const struct cl_node *node)
{
	Job *job = job_of(call);

	if (!node || !job->tree)
		return "";
	return job_own(job, tree_markup(job->tree, (const xmlNode *)node));
}

static const char *
resolve(struct cl_call *call, const char *base, const char *reference)
{
	Job *job = job_of(call);
	char *url;

	if (!reference)
		return NULL;
	if (!base)
		base = job->tree ? tree_base(job->tree) : job->task->url;
	url = address_resolve(base, reference);
	return url ? job_own(job, url) : NULL;
}

static void *
read_document(struct cl_call *call)
{
	Job *job = job_of(call);

	if (!(job->plugin->data->uses & CL_USES_LIBXML2) || !job_tree(job))
		return NULL;
	return tree_document(job->tree);
}

/* ---- XML ---- */

static void
note_report(Job *job)
{
	const XmlReport *report = xml_report(job->xml);
	const char *why = report->why;

	(void)value_put(job->feed, "_cailun.well_formed",
	    value_bool(report->is_well_formed));
	if (!report->is_well_formed)
		(void)value_put(job->feed, "_cailun.bozo",
		    value_text(why ? why : "not well formed"));
	if (report->is_refused)
		job_explain(job, "%s", why ? why : "the document is refused");
}

static bool
run_events(struct cl_call *call, const struct cl_events *events, void *data)
{
	Job *job = job_of(call);
	struct cl_events own = { 0 };
	bool is_xml;

	memcpy(&own, events, MIN(events->size, sizeof(own)));
	xml_free(job->xml);
	job->xml = xml_new(job->source->text, job->source->length);
	is_xml = xml_run(job->xml, &own, data);
	note_report(job);
	return is_xml;
}

static void
capture(struct cl_call *call)
{
	if (job_of(call)->xml)
		xml_capture(job_of(call)->xml);
}

static const char *
captured(struct cl_call *call)
{
	return job_of(call)->xml ? xml_captured(job_of(call)->xml) : "";
}

static const char *
captured_text(struct cl_call *call)
{
	return job_of(call)->xml ? xml_captured_text(job_of(call)->xml) : NULL;
}

static bool
run_json(struct cl_call *call, const struct cl_events *events, void *data)
{
	Job *job = job_of(call);
	g_autoptr(GError) error = NULL;
	struct cl_events own = { 0 };

	memcpy(&own, events, MIN(events->size, sizeof(own)));
	if (json_events(
		job->source->text, job->source->length, &own, data, &error))
		return true;
	job_explain(job, "%s", error->message);
	return false;
}

/* ---- text ---- */

static const char *
keep(struct cl_call *call, const char *text, size_t length)
{
	return g_string_chunk_insert_len(
	    job_of(call)->strings, text ? text : "", text ? (gssize)length : 0);
}

static const char *
join(struct cl_call *call, const char *a, const char *b)
{
	return job_own(job_of(call), g_strconcat(a ? a : "", b ? b : "", NULL));
}

static const char *
plain(struct cl_call *call, const char *markup)
{
	return job_own(job_of(call), clean_plain(markup ? markup : ""));
}

static bool
when(struct cl_call *call, const char *text, struct cl_date *out)
{
	Job *job = job_of(call);
	Date date;

	if (!text ||
	    !when_parse(text, (int)job->task->zone_min, clock_now(), &date))
		return false;
	*out = (struct cl_date){
		.seconds = date.seconds,
		.offset_min = date.offset_min,
		.precision = date.precision,
		.origin = CL_FROM_NOWHERE,
	};
	return true;
}

static const char *
date_text(struct cl_call *call, const struct cl_date *date)
{
	Date own = { date->seconds, date->offset_min, date->precision,
		date->origin };

	if (own.precision > DATE_SECOND)
		own.precision = DATE_NONE;
	return job_own(
	    job_of(call), date_format(&own, g_malloc0(DATE_TEXT_BYTES)));
}

void
host_read_table(struct cl_host *host)
{
	host->url = read_url;
	host->config = read_config;
	host->number = read_number;
	host->flag = read_flag;
	host->source = read_source;
	host->select = select_key;
	host->find = find;
	host->text = read_text;
	host->attribute = read_attribute;
	host->link = read_link;
	host->markup = read_markup;
	host->resolve = resolve;
	host->document = read_document;
	host->events = run_events;
	host->capture = capture;
	host->captured = captured;
	host->keep = keep;
	host->join = join;
	host->plain = plain;
	host->when = when;
	host->captured_text = captured_text;
	host->json = run_json;
	host->date_text = date_text;
}
