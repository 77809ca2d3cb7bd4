/*
 * fuzz-notation - any line: nothing breaks, and what comes out is UTF-8.
 */
#include "config.h"

#include "base/text.h"
#include "parse/notation.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const char *text)
{
	if (text && (!*text || !g_utf8_validate(text, -1, NULL)))
		abort();
}

static void
check_people(const GPtrArray *people)
{
	for (guint i = 0; people && i < people->len; i++) {
		const NotationPerson *person = g_ptr_array_index(people, i);

		check(person->name);
		check(person->role);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *raw = g_strndup((const char *)data, size);
	g_autofree char *line = g_utf8_make_valid(raw, -1);
	g_auto(Notation) found = { 0 };

	(void)notation_read(line, 480, 1767225600, &found);
	check(found.credit);
	check(found.dateline);
	check_people(found.authors);
	check_people(found.editors);
	check_people(found.contributors);
	return 0;
}
