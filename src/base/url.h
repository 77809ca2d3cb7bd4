/*
 * url - addresses, as text.
 *
 * Everything returns strings that the caller frees, or NULL when the address
 * is not a usable http or https one. Nothing here resolves or connects.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Absolute http(s) address without fragment, as it is sent: host lower-case
 * and IDNA-encoded, blanks and non-ASCII percent-encoded, dot segments
 * resolved, default port dropped, user information refused, at most
 * LIMIT_URL_BYTES. `base` may be NULL; in query strings nothing but blanks,
 * quotation marks, angle brackets and non-ASCII bytes is touched. Forgiven are
 * blanks around it and backslashes; refused are control characters.
 */
char *url_resolve(const char *base, const char *reference);

/*
 * What decides whether two addresses are one article (CONTRACTS.md, Identity):
 * http counted as https; host lower-case, leading "m.", "wap.", "3g." and
 * "www." kept apart except the mobile ones folded away; default port,
 * fragment, tracking parameters (utm_*, spm, from, ...) and index pages
 * dropped; remaining parameters in their order; percent-encoding in one
 * spelling. Keys of archives hang on it: url-canonical.c.
 */
char *url_canonical(const char *url);

/* The lower-case host (without port), or "scheme://host:port" (always with
 * port) of an absolute address. */
char *url_host(const char *url);
char *url_origin(const char *url);

/* Path with query, as robots.txt rules see it. */
char *url_path(const char *url);

/* True for "https://host/" and index pages of it. */
bool url_is_front_page(const char *url);

/* `host` equals `of` or is a subdomain of it. */
bool url_host_within(const char *host, const char *of);

/* A user:password@ in it. */
bool url_has_userinfo(const char *url);

#endif
