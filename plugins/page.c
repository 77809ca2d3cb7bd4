/*
 * page - an article page: by its source's selectors, and what they leave by
 * the page reader of the host.
 *
 * Every key is optional. One that names a part which every article has (its
 * title, its date, its text) and finds nothing any more has died: the host's
 * reading stands in, and the answer is CHANGED, so that a person hears of it.
 */
#include <cailun/plugin.h>

static const struct cl_key keys[] = {
	{ "title", CL_SELECTOR, false, NULL, "the headline" },
	{ "date", CL_SELECTOR, false, NULL, "when it was published" },
	{ "body", CL_SELECTOR, false, NULL,
	    "what holds the text; several add to each other" },
	{ "author", CL_SELECTOR, false, NULL, "names, or a line with them" },
	{ "editor", CL_SELECTOR, false, NULL, "editors, or a line with them" },
	{ "credit", CL_SELECTOR, false, NULL, "the outlet that is credited" },
	{ "info", CL_SELECTOR, false, NULL,
	    "a line with time, source, author and editor" },
	{ "kicker", CL_SELECTOR, false, NULL, "the line above the headline" },
	{ "subtitle", CL_SELECTOR, false, NULL, "the line below it" },
	{ "section", CL_SELECTOR, false, NULL, "the section it stands in" },
	{ "page", CL_SELECTOR, false, NULL, "number of the printed page" },
	{ "page-name", CL_SELECTOR, false, NULL, "name of the printed page" },
	{ "tag", CL_SELECTOR, false, NULL, "keywords" },
	{ "image", CL_SELECTOR, false, NULL, "pictures outside of the text" },
	{ 0 },
};

/* A key that is set and finds nothing. */
static bool
is_dead(struct cl_call *call, const char *key)
{
	return cl_config(call, key) && !cl_first(call, NULL, key);
}

static void
read_field(struct cl_call *call, const char *key, enum cl_field field)
{
	struct cl_nodes found = cl_select(call, NULL, key);

	for (size_t i = 0; i < found.count; i++) {
		const char *text = cl_text(call, found.at[i]);

		if (!*text)
			continue;
		cl_set(call, field, text);
		if (field != CL_TAG && field != CL_SECTION)
			return;
	}
}

/* "来源：X" is read as such; a bare name is the outlet itself. */
static void
read_credit(struct cl_call *call)
{
	const char *text = cl_text(call, cl_first(call, NULL, "credit"));
	bool is_labelled = false;

	for (const char *p = text; *p; p++)
		is_labelled |= *p == ':' || ((unsigned char)p[0] == 0xef &&
						(unsigned char)p[1] == 0xbc &&
						(unsigned char)p[2] == 0x9a);
	if (is_labelled)
		cl_credits(call, text);
	else if (*text)
		cl_set(call, CL_CREDIT, text);
}

/* A name alone is a name; anything longer is a line of notations. */
static void
read_people(struct cl_call *call, const char *key, enum cl_person_kind kind)
{
	struct cl_nodes found = cl_select(call, NULL, key);

	for (size_t i = 0; i < found.count; i++) {
		const char *text = cl_text(call, found.at[i]);
		size_t length = 0;
		bool is_name = true;

		for (; text[length]; length++)
			is_name &= (unsigned char)text[length] >= 0x80;
		if (is_name && length > 0 && length <= 12)
			cl_person(call, kind, text, NULL);
		else if (length > 0)
			cl_credits(call, text);
	}
}

static void
read_info(struct cl_call *call)
{
	struct cl_nodes found = cl_select(call, NULL, "info");

	for (size_t i = 0; i < found.count; i++)
		cl_credits(call, cl_text(call, found.at[i]));
}

/* False when the key finds something that is no date. */
static bool
read_date(struct cl_call *call)
{
	struct cl_nodes found = cl_select(call, NULL, "date");

	for (size_t i = 0; i < found.count; i++) {
		struct cl_date date;

		if (!cl_when(call, cl_text(call, found.at[i]), &date))
			continue;
		date.origin = CL_FROM_PAGE;
		cl_published(call, &date);
		return true;
	}
	return !cl_config(call, "date");
}

static void
read_body(struct cl_call *call)
{
	struct cl_nodes found = cl_select(call, NULL, "body");

	for (size_t i = 0; i < found.count; i++)
		cl_body(call, found.at[i]);
}

static void
read_images(struct cl_call *call)
{
	struct cl_nodes found = cl_select(call, NULL, "image");

	for (size_t i = 0; i < found.count; i++) {
		struct cl_image image = {
			.size = sizeof(image),
			.url = cl_link(call, found.at[i], "src"),
			.caption = cl_attr(call, found.at[i], "alt"),
		};

		if (image.url)
			cl_image(call, &image);
	}
}

static enum cl_result
extract(struct cl_call *call)
{
	const char *dead = NULL;
	bool has_body = cl_first(call, NULL, "body") != NULL;

	read_field(call, "title", CL_TITLE);
	read_field(call, "kicker", CL_KICKER);
	read_field(call, "subtitle", CL_SUBTITLE);
	read_field(call, "section", CL_SECTION);
	read_field(call, "page", CL_PAGE);
	read_field(call, "page-name", CL_PAGE_NAME);
	read_field(call, "tag", CL_TAG);
	read_info(call);
	read_credit(call);
	read_people(call, "author", CL_AUTHOR);
	read_people(call, "editor", CL_EDITOR);
	if (!read_date(call))
		dead = "date";
	read_body(call);
	read_images(call);
	if (is_dead(call, "title"))
		dead = "title";
	if (is_dead(call, "body"))
		dead = "body";
	if (!cl_article_guess(call, NULL) && !has_body) {
		cl_explain(call, "no article on the page");
		return dead ? CL_CHANGED : CL_EMPTY;
	}
	if (dead) {
		cl_explain(call,
		    "the selector of `%s' finds nothing; the page reader "
		    "stood in",
		    dead);
		return CL_CHANGED;
	}
	return CL_OK;
}

const struct cl_plugin cailun_plugin = {
	CL_PLUGIN,
	.name = "page",
	.summary = "an article page: selectors, else the page reader",
	.keys = keys,
	.extract = extract,
};
