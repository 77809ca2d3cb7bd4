/*
 * host-write - what a plugin hands in about lists: entries, hints, members,
 * requests for more.
 *
 * Everything is copied, bounded and made valid. Never sends what is not an
 * item in the shape of wire/message.h.
 */
#include "config.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "parse/clean.h"
#include "parse/job.h"
#include "parse/jsonread.h"
#include "parse/markdown.h"

#include <string.h>

/* Bounds what one item may hold: a bit less than a message, because names and
 * lengths travel too. */
#define ITEM_BYTES (LIMIT_MESSAGE_BYTES / 2)
#define MEMBER_COST 64

static bool
has_room(Job *job, size_t *used, const char *text)
{
	size_t bytes = (text ? strlen(text) : 0) + MEMBER_COST;

	if (bytes > ITEM_BYTES - *used) {
		job_explain(
		    job, "an item holds more than %u bytes", ITEM_BYTES);
		return false;
	}
	*used += bytes;
	return true;
}

void
job_set_date(Value *item, const char *member, const struct cl_date *date)
{
	char text[DATE_TEXT_BYTES];
	Date own = { date->seconds, date->offset_min, date->precision,
		date->origin };

	if (own.precision == DATE_NONE || own.precision > DATE_SECOND)
		return;
	value_set_text(item, member, date_format(&own, text));
}

/* ---- entries ---- */

static void
set_line(Value *object, const char *name, const char *text)
{
	g_autofree char *line = text ? job_line(text) : NULL;

	value_set_text(object, name, line);
}

static void
put_line(Value *item, const char *path, const char *text)
{
	g_autofree char *line = text ? job_line(text) : NULL;

	if (line && *line)
		(void)value_put(item, path, value_text(line));
}

static void
set_address(Value *item, const char *name, const char *url)
{
	if (url && strlen(url) <= LIMIT_URL_BYTES)
		value_set_text(item, name, url);
}

static void
set_markup(Job *job, const char *name, const char *markup, const char *base)
{
	g_autofree char *own = NULL;

	if (!markup || !*markup)
		return;
	if (strpbrk(markup, "<&"))
		markup = own = clean_markup(markup, base);
	if (has_room(job, &job->entry_bytes, markup))
		value_set_text(job->entry, name, markup);
}

static void
set_extras(Value *item, const struct cl_entry *entry, size_t position)
{
	const char *origin = date_origin_name(entry->published.origin);

	put_line(item, "_cailun.kicker", entry->kicker);
	put_line(item, "_cailun.subtitle", entry->subtitle);
	put_line(item, "_cailun.sections[+]", entry->section);
	put_line(item, "_cailun.page", entry->page);
	put_line(item, "_cailun.page_name", entry->page_name);
	put_line(item, "_cailun.issue", entry->issue);
	(void)value_put(
	    item, "_cailun.position", value_number((int64_t)position));
	if (entry->published.precision != CL_NO_DATE)
		put_line(item, "_cailun.date_from", origin ? origin : "list");
}

static void
make_entry(Job *job, const struct cl_entry *entry)
{
	const char *id = entry->guid && *entry->guid ? entry->guid : entry->url;
	const char *base =
	    entry->base && *entry->base ? entry->base : job->task->url;
	Value *item = value_object();

	if (!*base)
		base = NULL;
	job->entry = item;
	set_line(item, "id", id);
	set_address(item, "url", entry->url);
	set_line(item, "title", entry->title);
	set_markup(job, "summary", entry->summary, base);
	set_markup(job, "content_html", entry->content, base);
	job_set_date(item, "date_published", &entry->published);
	job_set_date(item, "date_modified", &entry->modified);
	set_extras(item, entry,
	    entry->position > 0 ? entry->position : job->n_entries);
}

/*
 * What an entry says is archived as it is when its page cannot be had; so its
 * text is made here, where markup may be read.
 */
static void
add_markdown(const Task *task, Value *item)
{
	const char *markup = value_get_text(item, "content_html");
	g_autofree char *markdown = NULL;

	if (!markup)
		markup = value_get_text(item, "summary");
	if (!markup)
		return;
	markdown = markdown_of_markup(markup, task->url);
	text_truncate(markdown, LIMIT_BODY_BYTES);
	if (*markdown)
		(void)value_put(item, "_cailun.markdown", value_text(markdown));
}

void
host_flush_entry(Job *job)
{
	Value *item = g_steal_pointer(&job->entry);

	job->entry_bytes = 0;
	if (!item)
		return;
	if (job->task->mode == TASK_PARSE) {
		g_ptr_array_add(job->held, item);
		return;
	}
	add_markdown(job->task, item);
	job->sink->send(job->sink->data, MESSAGE_ENTRY, item);
	value_free(item);
}

static void
write_entry(struct cl_call *call, const struct cl_entry *entry)
{
	Job *job = job_of(call);
	struct cl_entry own = { 0 };

	if (job->task->mode != TASK_DISCOVER && job->task->mode != TASK_PARSE)
		return;
	memcpy(&own, entry, MIN(entry->size, sizeof(own)));
	host_flush_entry(job);
	job->n_entries++;
	if (job->n_entries <= LIMIT_ENTRIES)
		make_entry(job, &own);
}

/* ---- the list as a whole ---- */

static void
put_bits(Value *feed, const char *path, uint32_t bits, const char *const *names)
{
	for (size_t i = 0; i < 32; i++) {
		if (!(bits & (UINT32_C(1) << i)))
			continue;
		if (!names)
			(void)value_put(feed, path, value_number((int64_t)i));
		else if (i < 7)
			(void)value_put(feed, path, value_text(names[i]));
	}
}

static void
write_hint(struct cl_call *call, const struct cl_hint *hint)
{
	static const char *const days[] = { "Sunday", "Monday", "Tuesday",
		"Wednesday", "Thursday", "Friday", "Saturday" };
	Value *feed = job_of(call)->feed;
	struct cl_hint own = { 0 };

	memcpy(&own, hint, MIN(hint->size, sizeof(own)));
	if (own.ttl_min > 0)
		(void)value_put(feed, "_cailun.ttl", value_number(own.ttl_min));
	set_address(feed, "next_url", own.next);
	put_line(feed, "_cailun.next", own.next);
	put_line(feed, "_cailun.previous", own.previous);
	put_line(feed, "_cailun.hub", own.hub);
	put_bits(
	    feed, "_cailun.skip_hours[+]", own.skip_hours & 0xffffff, NULL);
	put_bits(feed, "_cailun.skip_days[+]", own.skip_days, days);
	if (own.update_s > 0)
		(void)value_put(
		    feed, "_cailun.update_s", value_number(own.update_s));
}

/* The object that a place means, and its budget; NULL: there is none. */
static Value *
place_of(Job *job, enum cl_place place, size_t **used)
{
	*used = place == CL_IN_FEED ? &job->feed_bytes : &job->entry_bytes;
	switch (place) {
	case CL_IN_FEED:
		return job->feed;
	case CL_IN_ENTRY:
		return job->entry;
	case CL_IN_ARTICLE:
		return job->extras;
	default:
		return NULL;
	}
}

static bool
put_member(Job *job, enum cl_place place, const char *path, const char *text,
    Value *member)
{
	size_t *used;
	Value *root = place_of(job, place, &used);

	if (!root || !has_room(job, used, text)) {
		value_free(member);
		return root != NULL || place == CL_IN_ENTRY;
	}
	return value_put(root, path, member);
}

static bool
write_member(struct cl_call *call, enum cl_place place, const char *path,
    const char *text)
{
	if (!text)
		return true;
	return put_member(job_of(call), place, path, text, value_text(text));
}

static bool
write_member_number(
    struct cl_call *call, enum cl_place place, const char *path, int64_t number)
{
	return put_member(
	    job_of(call), place, path, NULL, value_number(number));
}

static bool
write_member_json(struct cl_call *call, enum cl_place place, const char *path,
    const char *json)
{
	Value *member = json ? json_read(json, strlen(json), NULL) : NULL;

	return member && put_member(job_of(call), place, path, json, member);
}

/* ---- asking for more ---- */

static bool
is_among(const Task *task, const char *host)
{
	for (char **at = task->hosts; at && *at; at++)
		if (url_host_within(host, *at))
			return true;
	return false;
}

static bool
is_token(const char *text)
{
	size_t length = strspn(text,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

	return length > 0 && text[length] == '\0';
}

/* "Name: value" lines without any other control character. */
static bool
are_headers(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		char *colon = strchr(*line, ':');

		if (!**line && !line[1])
			break;
		if (!colon)
			return false;
		for (const char *c = *line; *c; c++)
			if ((unsigned char)*c < 0x20 || *c == 0x7f)
				return false;
		*colon = '\0';
		if (!is_token(*line))
			return false;
	}
	return true;
}

static const char *
find_fault(const Job *job, const struct cl_request *request, const char *url,
    const char *host)
{
	if (job->n_wants >= LIMIT_ARTICLE_REQUESTS)
		return "more requests than one call may make";
	if (request->as < CL_AS_LIST || request->as > CL_AS_DATA)
		return "a request of no known kind";
	if (!url || !host)
		return "a request for what is no http address";
	if (!is_among(job->task, host))
		return "a request to a host that source.hosts does not name";
	if (request->method && !is_token(request->method))
		return "a request with a bad method";
	if (request->headers && (strlen(request->headers) > LIMIT_FIELD_BYTES ||
				    !are_headers(request->headers)))
		return "a request with bad headers";
	if (request->body && strlen(request->body) > LIMIT_WANT_BYTES)
		return "a request with too large a body";
	return NULL;
}

static bool
write_request(struct cl_call *call, const struct cl_request *request)
{
	Job *job = job_of(call);
	struct cl_request own = { 0 };
	g_autofree char *url = NULL, *host = NULL;
	g_autoptr(Value) value = NULL;
	const char *fault;

	memcpy(&own, request, MIN(request->size, sizeof(own)));
	url = own.url ? url_resolve(
			    *job->task->url ? job->task->url : NULL, own.url)
		      : NULL;
	host = url ? url_host(url) : NULL;
	fault = find_fault(job, &own, url, host);
	if (fault) {
		job_explain(job, "%s: %s", fault, own.url ? own.url : "");
		return false;
	}
	job->n_wants++;
	value = want_to_value(&(Want){
	    .as = (WantAs)own.as,
	    .url = url,
	    .method = (char *)own.method,
	    .headers = (char *)own.headers,
	    .body = (char *)own.body,
	});
	job->sink->send(job->sink->data, MESSAGE_WANT, value);
	return true;
}

G_GNUC_PRINTF(2, 0)
static void
write_explain(struct cl_call *call, const char *format, va_list args)
{
	g_autofree char *why = g_strdup_vprintf(format, args);

	job_explain(job_of(call), "%s", why);
}

void
host_write_table(struct cl_host *host)
{
	host->entry = write_entry;
	host->hint = write_hint;
	host->member = write_member;
	host->member_number = write_member_number;
	host->member_json = write_member_json;
	host->request = write_request;
	host->explain = write_explain;
}
