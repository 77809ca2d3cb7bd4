/*
 * cssstep - what a CSS selector is compiled to.
 *
 * Private to css.c, which reads, and cssmatch.c, which matches: branches (the
 * list) of steps (the compounds between combinators) of tests.
 */
#ifndef PARSE_CSSSTEP_H
#define PARSE_CSSSTEP_H

#include <glib.h>

typedef enum TestKind {
	TEST_TAG,
	TEST_CLASS,
	TEST_HAS,
	TEST_IS,
	TEST_WORD,
	TEST_BEGINS,
	TEST_ENDS,
	TEST_HOLDS,
	TEST_NTH,
	TEST_LAST,
	TEST_NOT,
} TestKind;

typedef struct Test {
	TestKind kind;
	char *name; /* tag, class or attribute */
	char *value;
	int step, offset; /* an+b of :nth-child */
	struct Test *inside; /* :not, a list */
	struct Test *next;
} Test;

/* One compound and how it hangs on the one to its left. */
typedef struct Step {
	char combinator; /* ' ', '>', '+', '~'; 0: leftmost */
	Test *tests;
} Step;

typedef struct Branch {
	GArray *steps; /* Step, from left to right */
	char *attribute; /* "@name", or NULL */
} Branch;

struct Css {
	GPtrArray *branches; /* Branch */
};

#endif
