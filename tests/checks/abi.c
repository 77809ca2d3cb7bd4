/*
 * abi - the layout of what plugins see, for tests/checks/abi.test.
 *
 * Prints size and offset of everything in cailun/plugin.h. Within one major,
 * lines may be added and none may change.
 */
#include <cailun/plugin.h>

#include <stdio.h>

#define SIZE(type) printf("%s %zu\n", #type, sizeof(struct type))
#define AT(type, member)                                                      \
	printf("%s.%s %zu\n", #type, #member, offsetof(struct type, member))

static void
print_data(void)
{
	AT(cl_call, host);
	AT(cl_call, part);
	SIZE(cl_date);
	AT(cl_date, seconds);
	AT(cl_date, offset_min);
	AT(cl_date, precision);
	AT(cl_date, origin);
	SIZE(cl_key);
	AT(cl_key, name);
	AT(cl_key, type);
	AT(cl_key, required);
	AT(cl_key, fallback);
	AT(cl_key, help);
	AT(cl_nodes, count);
	AT(cl_nodes, at);
	AT(cl_attribute, space);
	AT(cl_attribute, name);
	AT(cl_attribute, value);
	AT(cl_events, size);
	AT(cl_events, start);
	AT(cl_events, end);
	AT(cl_events, text);
}

static void
print_output(void)
{
	AT(cl_entry, size);
	AT(cl_entry, position);
	AT(cl_entry, url);
	AT(cl_entry, guid);
	AT(cl_entry, title);
	AT(cl_entry, summary);
	AT(cl_entry, content);
	AT(cl_entry, published);
	AT(cl_entry, modified);
	AT(cl_entry, kicker);
	AT(cl_entry, subtitle);
	AT(cl_entry, section);
	AT(cl_entry, page);
	AT(cl_entry, page_name);
	AT(cl_entry, issue);
	AT(cl_entry, base);
	AT(cl_hint, size);
	AT(cl_hint, ttl_min);
	AT(cl_hint, next);
	AT(cl_hint, previous);
	AT(cl_hint, hub);
	AT(cl_hint, skip_hours);
	AT(cl_hint, skip_days);
	AT(cl_hint, update_s);
	AT(cl_image, size);
	AT(cl_image, url);
	AT(cl_image, caption);
	AT(cl_request, size);
	AT(cl_request, as);
	AT(cl_request, url);
	AT(cl_request, method);
	AT(cl_request, headers);
	AT(cl_request, body);
}

static void
print_plugin(void)
{
	AT(cl_plugin, abi_major);
	AT(cl_plugin, abi_minor);
	AT(cl_plugin, size);
	AT(cl_plugin, name);
	AT(cl_plugin, summary);
	AT(cl_plugin, uses);
	AT(cl_plugin, keys);
	AT(cl_plugin, discover);
	AT(cl_plugin, extract);
}

static void
print_host(void)
{
	AT(cl_host, abi_major);
	AT(cl_host, size);
	AT(cl_host, url);
	AT(cl_host, config);
	AT(cl_host, number);
	AT(cl_host, flag);
	AT(cl_host, source);
	AT(cl_host, select);
	AT(cl_host, find);
	AT(cl_host, text);
	AT(cl_host, attribute);
	AT(cl_host, link);
	AT(cl_host, markup);
	AT(cl_host, resolve);
	AT(cl_host, document);
	AT(cl_host, events);
	AT(cl_host, capture);
	AT(cl_host, captured);
	AT(cl_host, keep);
	AT(cl_host, join);
	AT(cl_host, plain);
	AT(cl_host, when);
	AT(cl_host, credits);
	AT(cl_host, entry);
	AT(cl_host, hint);
	AT(cl_host, member);
	AT(cl_host, member_number);
	AT(cl_host, set);
	AT(cl_host, person);
	AT(cl_host, published);
	AT(cl_host, image);
	AT(cl_host, body);
	AT(cl_host, body_markup);
	AT(cl_host, request);
	AT(cl_host, guess);
	AT(cl_host, main);
	AT(cl_host, explain);
	AT(cl_host, captured_text);
	AT(cl_host, json);
	AT(cl_host, date_text);
	AT(cl_host, member_json);
}

int
main(void)
{
	printf("# ABI %d.%d\n", CL_ABI_MAJOR, CL_ABI_MINOR);
	print_data();
	print_output();
	print_plugin();
	print_host();
	return 0;
}
