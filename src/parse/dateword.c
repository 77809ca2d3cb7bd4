/*
 * dateword - the words of dates: months, days of the week, zones, halves of
 * the day.
 *
 * Never knows more than one meaning of a word.
 */
#include "config.h"

#include "parse/dateword.h"

#include <glib.h>
#include <string.h>

typedef struct Named {
	const char *name;
	int value;
} Named;

/* English first; a beginning of three characters is enough. */
static const Named months[] = { { "january", 1 }, { "february", 2 },
	{ "march", 3 }, { "april", 4 }, { "may", 5 }, { "june", 6 },
	{ "july", 7 }, { "august", 8 }, { "september", 9 }, { "october", 10 },
	{ "november", 11 }, { "december", 12 },
	/* German, Dutch */
	{ "januar", 1 }, { "jänner", 1 }, { "februar", 2 }, { "märz", 3 },
	{ "maerz", 3 }, { "mrt", 3 }, { "maart", 3 }, { "mai", 5 },
	{ "mei", 5 }, { "juni", 6 }, { "juli", 7 }, { "oktober", 10 },
	{ "dezember", 12 },
	/* French */
	{ "janvier", 1 }, { "février", 2 }, { "fevrier", 2 }, { "mars", 3 },
	{ "avril", 4 }, { "juin", 6 }, { "juillet", 7 }, { "août", 8 },
	{ "aout", 8 }, { "septembre", 9 }, { "octobre", 10 },
	{ "novembre", 11 }, { "décembre", 12 },
	/* Spanish, Portuguese, Italian */
	{ "enero", 1 }, { "gennaio", 1 }, { "fevereiro", 2 }, { "marzo", 3 },
	{ "março", 3 }, { "abril", 4 }, { "mayo", 5 }, { "maio", 5 },
	{ "maggio", 5 }, { "junho", 6 }, { "giugno", 6 }, { "julho", 7 },
	{ "luglio", 7 }, { "agosto", 8 }, { "setiembre", 9 }, { "setembro", 9 },
	{ "settembre", 9 }, { "outubro", 10 }, { "ottobre", 10 },
	{ "diciembre", 12 }, { "dezembro", 12 }, { "dicembre", 12 },
	/* Hungarian, Polish, Czech where they do not differ in a stem */
	{ "január", 1 }, { "február", 2 }, { "március", 3 }, { "április", 4 },
	{ "május", 5 }, { "június", 6 }, { "július", 7 }, { "augusztus", 8 },
	{ "szeptember", 9 }, { "október", 10 },
	/* Russian */
	{ "января", 1 }, { "февраля", 2 }, { "марта", 3 }, { "апреля", 4 },
	{ "мая", 5 }, { "июня", 6 }, { "июля", 7 }, { "августа", 8 },
	{ "сентября", 9 }, { "октября", 10 }, { "ноября", 11 },
	{ "декабря", 12 },
	/* Greek, as feeds shorten them */
	{ "ιανουαρίου", 1 }, { "ιαν", 1 }, { "φεβρουαρίου", 2 }, { "φεβ", 2 },
	{ "μαρτίου", 3 }, { "μάώ", 3 }, { "μαώ", 3 }, { "απρ", 4 },
	{ "απριλίου", 4 }, { "μάι", 5 }, { "μαϊ", 5 }, { "μαι", 5 },
	{ "μαΐου", 5 }, { "ιούν", 6 }, { "ιον", 6 }, { "ιουνίου", 6 },
	{ "ιούλ", 7 }, { "ιολ", 7 }, { "ιουλίου", 7 }, { "αύγ", 8 },
	{ "αυγ", 8 }, { "αυγούστου", 8 }, { "σεπ", 9 }, { "σεπτεμβρίου", 9 },
	{ "οκτ", 10 }, { "οκτωβρίου", 10 }, { "νοέ", 11 }, { "νοε", 11 },
	{ "νοεμβρίου", 11 }, { "δεκ", 12 }, { "δεκεμβρίου", 12 } };

static const Named weekdays[] = { { "sunday", 0 }, { "monday", 1 },
	{ "tuesday", 2 }, { "wednesday", 3 }, { "thursday", 4 }, { "thurs", 4 },
	{ "friday", 5 }, { "saturday", 6 }, { "montag", 7 }, { "dienstag", 7 },
	{ "mittwoch", 7 }, { "donnerstag", 7 }, { "freitag", 7 },
	{ "samstag", 7 }, { "sonntag", 7 }, { "lundi", 7 }, { "mardi", 7 },
	{ "mercredi", 7 }, { "jeudi", 7 }, { "vendredi", 7 }, { "samedi", 7 },
	{ "dimanche", 7 } };

static const Named zones[] = { { "z", 0 }, { "ut", 0 }, { "utc", 0 },
	{ "gmt", 0 }, { "wet", 0 }, { "west", 60 }, { "bst", 60 },
	{ "cet", 60 }, { "met", 60 }, { "mez", 60 }, { "cest", 120 },
	{ "mest", 120 }, { "mesz", 120 }, { "eet", 120 }, { "sast", 120 },
	{ "eest", 180 }, { "msk", 180 }, { "pkt", 300 }, { "ist", 330 },
	{ "ict", 420 }, { "wib", 420 }, { "hkt", 480 }, { "sgt", 480 },
	{ "awst", 480 }, { "beijing", 480 }, { "bjt", 480 }, { "jst", 540 },
	{ "kst", 540 }, { "acst", 570 }, { "aest", 600 }, { "aedt", 660 },
	{ "nzst", 720 }, { "nzdt", 780 }, { "brt", -180 }, { "nst", -210 },
	{ "ndt", -150 }, { "ast", -240 }, { "at", -240 }, { "adt", -180 },
	{ "est", -300 }, { "et", -300 }, { "edt", -240 }, { "ct", -360 },
	{ "cdt", -300 }, { "mst", -420 }, { "mt", -420 }, { "mdt", -360 },
	{ "pst", -480 }, { "pt", -480 }, { "pdt", -420 }, { "akst", -540 },
	{ "akdt", -480 }, { "hst", -600 } };

static const Named places[] = { { "etc/gmt", 0 }, { "etc/utc", 0 },
	{ "africa/johannesburg", 120 }, { "asia/chongqing", 480 },
	{ "asia/hong_kong", 480 }, { "asia/kolkata", 330 },
	{ "asia/macau", 480 }, { "asia/seoul", 540 }, { "asia/shanghai", 480 },
	{ "asia/singapore", 480 }, { "asia/taipei", 480 },
	{ "asia/tokyo", 540 }, { "asia/urumqi", 480 } };

static bool
find(const Named *table, size_t n, const char *word, int *out)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i].name, word) == 0) {
			*out = table[i].value;
			return true;
		}
	return false;
}

/* The first name that begins with the word. */
static bool
find_beginning(
    const Named *table, size_t n, const char *word, glong least, int *out)
{
	size_t length = strlen(word);

	if (g_utf8_strlen(word, -1) < least)
		return false;
	for (size_t i = 0; i < n; i++)
		if (table[i].name[0] == word[0] &&
		    strncmp(table[i].name, word, length) == 0) {
			*out = table[i].value;
			return true;
		}
	return false;
}

int
dateword_month(const char *word)
{
	int month = 0;

	(void)find_beginning(months, G_N_ELEMENTS(months), word, 3, &month);
	return month;
}

int
dateword_weekday(const char *word)
{
	int day = -1;

	(void)find_beginning(weekdays, G_N_ELEMENTS(weekdays), word, 2, &day);
	return day;
}

/* A single letter is a zone of the military, which everybody got wrong: RFC
 * 2822 takes them all for Greenwich. */
bool
dateword_zone(const char *word, int *out_min)
{
	if (g_ascii_isalpha(word[0]) && word[1] == '\0' && word[0] != 'j') {
		*out_min = 0;
		return true;
	}
	return find(zones, G_N_ELEMENTS(zones), word, out_min);
}

bool
dateword_region(const char *area, const char *place, int *out_min)
{
	g_autofree char *name = g_strconcat(area, "/", place, NULL);

	return find(places, G_N_ELEMENTS(places), name, out_min);
}
