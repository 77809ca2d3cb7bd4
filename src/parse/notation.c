/*
 * notation - the lines with which Chinese papers say who made an article.
 *
 * Knows text only; never markup.
 */
#include "config.h"

#include "parse/notation.h"

NotationPerson *
notation_person_new(const char *name, const char *role)
{
	NotationPerson *person = g_new0(NotationPerson, 1);

	person->name = g_strdup(name);
	person->role = g_strdup(role);
	return person;
}

void
notation_person_free(NotationPerson *person)
{
	if (!person)
		return;
	g_free(person->name);
	g_free(person->role);
	g_free(person);
}

void
notation_clear(Notation *notation)
{
	g_clear_pointer(&notation->credit, g_free);
	g_clear_pointer(&notation->dateline, g_free);
	g_clear_pointer(&notation->section, g_free);
	g_clear_pointer(&notation->authors, g_ptr_array_unref);
	g_clear_pointer(&notation->editors, g_ptr_array_unref);
	g_clear_pointer(&notation->contributors, g_ptr_array_unref);
}

bool
notation_read(const char *line, int zone_min, int64_t now, Notation *out)
{
	(void)line;
	(void)zone_min;
	(void)now;
	(void)out;
	return false;
}
