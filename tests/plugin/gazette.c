/*
 * gazette - a source whose list is plain text, one entry a line:
 *
 *     2026-03-02|/g/12.html|关于城区供水管网改造的公告
 *
 * An example of a plugin that lives outside cailun: it includes one header,
 * exports one symbol, imports none.
 */
#include <cailun/plugin.h>

static const struct cl_key keys[] = {
	{ "section", CL_STRING, false, "公告", "section of all entries" },
	{ 0 },
};

/* The text up to `stop` or the end of the line, kept; moves `at` behind it. */
static const char *
field(struct cl_call *call, const char **at, char stop)
{
	const char *from = *at;
	size_t length = 0;

	while (from[length] && from[length] != stop && from[length] != '\n')
		length++;
	*at = from + length;
	if (**at == stop && stop != '\n')
		(*at)++;
	return cl_keep(call, from, length);
}

static enum cl_result
discover(struct cl_call *call)
{
	size_t length;
	const char *at = cl_source(call, &length);
	bool any = false;

	while (*at) {
		struct cl_entry entry = { .size = sizeof(entry) };
		const char *date = field(call, &at, '|');
		const char *path = field(call, &at, '|');

		entry.title = field(call, &at, '\n');
		entry.url = cl_resolve(call, NULL, path);
		entry.section = cl_config(call, "section");
		if (cl_when(call, date, &entry.published))
			entry.published.origin = CL_FROM_LIST;
		if (entry.url && *entry.title) {
			cl_entry(call, &entry);
			any = true;
		}
		while (*at == '\n' || *at == '\r')
			at++;
	}
	if (any)
		return CL_OK;
	cl_explain(call, "no line of the form date|path|title");
	return CL_CHANGED;
}

static enum cl_result
extract(struct cl_call *call)
{
	uint32_t filled;

	if (!cl_article_guess(call, &filled)) {
		cl_explain(call, "no article on the page");
		return CL_CHANGED;
	}
	cl_set(call, CL_SECTION, cl_config(call, "section"));
	return CL_OK;
}

const struct cl_plugin cailun_plugin = {
	CL_PLUGIN,
	.name = "gazette",
	.summary = "a list in plain text, date|path|title",
	.keys = keys,
	.discover = discover,
	.extract = extract,
};
