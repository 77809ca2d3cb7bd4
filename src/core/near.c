/*
 * near - names that somebody may have meant.
 *
 * A guess for a message; never acted upon.
 */
#include "config.h"

#include "core/near.h"

#include "base/text.h"

#include <string.h>

#define MOST_EDITS 2

typedef struct Guess {
	const char *name;
	size_t distance;
} Guess;

/* How far a name is: a beginning of it counts as one edit. */
static size_t
measure(const char *word, const char *name)
{
	size_t length = strlen(word);
	/* three letters that share one are not alike */
	size_t distance =
	    text_distance(word, name, length < 4 ? 1 : MOST_EDITS);

	if (length >= 3 && strncmp(word, name, length) == 0)
		return MIN(distance, 1);
	return distance;
}

/* Keeps `guesses` ordered, the nearest first, the earlier of two equals. */
static void
insert(Guess *guesses, size_t *n, Guess guess)
{
	size_t at = *n;

	while (at > 0 && guesses[at - 1].distance > guess.distance)
		at--;
	if (at == NEAR_MOST)
		return;
	if (*n < NEAR_MOST)
		(*n)++;
	for (size_t i = *n - 1; i > at; i--)
		guesses[i] = guesses[i - 1];
	guesses[at] = guess;
}

char *
near_names(const char *word, const char *const *names)
{
	Guess guesses[NEAR_MOST];
	g_autoptr(GString) out = g_string_new(NULL);
	size_t most = strlen(word) < 4 ? 1 : MOST_EDITS;
	size_t n = 0;

	for (size_t i = 0; names[i]; i++) {
		size_t distance = measure(word, names[i]);

		if (distance <= most)
			insert(guesses, &n, (Guess){ names[i], distance });
	}
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(out, "%s'%s'",
		    i == 0	 ? "; did you mean "
		    : i + 1 == n ? " or "
				 : ", ",
		    guesses[i].name);
	if (n > 0)
		g_string_append_c(out, '?');
	return g_string_free(g_steal_pointer(&out), FALSE);
}
