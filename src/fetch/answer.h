/*
 * answer - the header lines of what a server says.
 *
 * Fed line by line as libcurl reads them: interim answers (1xx), the answer,
 * trailers. Keeps those of the answer alone. Everything is counted.
 */
#ifndef FETCH_ANSWER_H
#define FETCH_ANSWER_H

#include "wire/message.h"

typedef enum AnswerFault {
	ANSWER_GOOD = 0,
	ANSWER_TOO_LARGE,	/* LIMIT_HEADER_BYTES or LIMIT_HEADERS */
	ANSWER_NONSENSE,	/* too many interim answers */
} AnswerFault;

typedef struct Answer {
	Response response;	/* its status and headers */
	size_t bytes;		/* of all lines so far */
	unsigned lines, interim;
	bool is_whole;		/* the blank line has come */
} Answer;

void answer_clear(Answer *answer);
/* One line with its line end. */
AnswerFault answer_line(Answer *answer, const char *line, size_t length);

/* A value as it goes into a request: bytes that were no UTF-8 are again what
 * they were (see Response in wire/message.h). Caller frees. */
char *answer_restore(const char *value);

#endif
