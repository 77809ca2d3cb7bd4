/*
 * terminal - what stands at the other end of our output.
 */
#ifndef CORE_TERMINAL_H
#define CORE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

bool terminal_is(int fd);
/* Columns of the terminal `fd`; 80 where it does not say. */
size_t terminal_columns(int fd);
/* A terminal that is not `dumb`, and NO_COLOR is not set. */
bool terminal_has_colour(int fd);

/*
 * Sends standard output through a pager when it is a terminal: $CAILUN_PAGER,
 * $PAGER, else less; "" or "cat" is none. Ask terminal_is() and the like
 * before. Returns the pager, for terminal_page_end(), which waits for it; 0
 * when there is none.
 */
pid_t terminal_page(void);
void terminal_page_end(pid_t pager);

#endif
