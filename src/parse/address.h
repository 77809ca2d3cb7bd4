/*
 * address - a reference of a document made absolute, its fragment kept.
 *
 * base/url gives addresses as they are sent; readers of a feed want the place
 * on the page too.
 */
#ifndef PARSE_ADDRESS_H
#define PARSE_ADDRESS_H

/* `base` NULL or "": none. NULL when it is no http(s) address. Caller frees. */
char *address_resolve(const char *base, const char *reference);

#endif
