/*
 * guard - which addresses of the network may be spoken to.
 *
 * Only global unicast ones, unless a source may reach networks around. Judges
 * what has been resolved, at the moment of connecting; names prove nothing.
 */
#ifndef FETCH_GUARD_H
#define FETCH_GUARD_H

#include <stdbool.h>
#include <sys/socket.h>

/* An address of the open internet. IPv6 that carries an IPv4 address (mapped,
 * NAT64) is judged by that. */
bool guard_is_public(const struct sockaddr *address);
/* The same for "192.0.2.1", "2001:db8::1"; false for anything else. */
bool guard_is_public_text(const char *address);
/*
 * The host of a URL says by itself that it is not public: localhost, or an
 * address written out. All that can be told where a proxy resolves names.
 */
bool guard_refuses_url(const char *url);

#endif
