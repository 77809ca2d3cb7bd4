/*
 * feed-hint - what a feed says of itself: how often it changes, what made it.
 *
 * Each is called for one element, whose attributes and inside are at hand.
 */
#include <cailun/plugin.h>

#include "feed.h"

struct cl_hint *
feed_hint(struct feed *feed)
{
	feed->has_hint = true;
	return &feed->hint;
}

void
act_generator(struct feed *feed)
{
	struct record *record = rules_record(feed);
	const char *uri = inner_attribute(feed, "uri");

	if (!uri)
		uri = inner_attribute(feed, "url");
	record_put(record, "_cailun.generator.name", inner_plain(feed, false));
	record_put(record, "_cailun.generator.url", inner_address(feed, uri));
	record_put(record, "_cailun.generator.version",
	    inner_attribute(feed, "version"));
}

void
act_cloud(struct feed *feed)
{
	static const struct {
		const char *attribute, *path;
	} parts[] = {
		{ "domain", "_cailun.cloud.domain" },
		{ "port", "_cailun.cloud.port" },
		{ "path", "_cailun.cloud.path" },
		{ "registerprocedure", "_cailun.cloud.register_procedure" },
		{ "protocol", "_cailun.cloud.protocol" },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		record_put(&feed->feed, parts[i].path,
		    inner_attribute(feed, parts[i].attribute));
}

void
act_ttl(struct feed *feed)
{
	int64_t number;

	if (bytes_number(inner_text(feed), &number) && number > 0 &&
	    number < INT32_MAX)
		feed_hint(feed)->ttl_min = (int32_t)number;
}

void
act_hour(struct feed *feed)
{
	int64_t number;

	if (bytes_number(inner_text(feed), &number) && number >= 0 &&
	    number <= 24)
		feed_hint(feed)->skip_hours |= UINT32_C(1) << (number % 24);
}

void
act_day(struct feed *feed)
{
	static const char *const days[] = { "sun", "mon", "tue", "wed", "thu",
		"fri", "sat" };
	const char *text = inner_text(feed);

	for (unsigned i = 0; i < 7; i++)
		if (bytes_begins(text, days[i]))
			feed_hint(feed)->skip_days |= UINT32_C(1) << i;
}

static void
set_update(struct feed *feed)
{
	int64_t frequency = feed->frequency > 0 ? feed->frequency : 1;

	if (feed->period_s > 0)
		feed_hint(feed)->update_s = feed->period_s / frequency;
}

void
act_update_period(struct feed *feed)
{
	static const struct {
		const char *name;
		int64_t seconds;
	} all[] = { { "hourly", 3600 }, { "daily", 86400 },
		{ "weekly", 7 * 86400 }, { "monthly", 30 * 86400 },
		{ "yearly", 365 * 86400 } };
	const char *text = inner_text(feed);

	record_put(&feed->feed, "_cailun.update.period", text);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (bytes_is(text, all[i].name))
			feed->period_s = all[i].seconds;
	set_update(feed);
}

void
act_update_frequency(struct feed *feed)
{
	if (!bytes_number(inner_text(feed), &feed->frequency))
		return;
	record_put_number(
	    &feed->feed, "_cailun.update.frequency", feed->frequency);
	set_update(feed);
}
