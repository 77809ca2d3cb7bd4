/*
 * guard - which addresses of the network may be spoken to.
 *
 * Never asks a resolver, and never lets through what it does not know.
 */
#include "config.h"

#include "fetch/guard.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <glib.h>
#include <netinet/in.h>
#include <string.h>

typedef struct Net4 {
	uint8_t start[4];
	unsigned bits;
} Net4;

/* IANA's special-purpose registry, what is not globally reachable of it. */
static const Net4 closed4[] = {
	{ { 0 }, 8 },
	{ { 10 }, 8 },
	{ { 100, 64 }, 10 },
	{ { 127 }, 8 },
	{ { 169, 254 }, 16 },
	{ { 172, 16 }, 12 },
	{ { 192, 0, 0 }, 24 },
	{ { 192, 0, 2 }, 24 },
	{ { 192, 88, 99 }, 24 },
	{ { 192, 168 }, 16 },
	{ { 198, 18 }, 15 },
	{ { 198, 51, 100 }, 24 },
	{ { 203, 0, 113 }, 24 },
	{ { 224 }, 3 },
};

typedef struct Net6 {
	uint8_t start[6];
	unsigned bits;
} Net6;

/* Within 2000::/3, which alone is global: IETF protocols (Teredo is of them),
 * documentation, 6to4. */
static const Net6 closed6[] = {
	{ { 0x20, 0x01 }, 23 },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },
	{ { 0x20, 0x02 }, 16 },
	{ { 0x3f, 0xff }, 20 },
};

/* The first `bits` of the two are alike. */
static bool
is_within(const uint8_t *address, const uint8_t *start, unsigned bits)
{
	unsigned whole = bits / 8;
	unsigned mask = 0xffu << (8 - bits % 8) & 0xffu;

	return memcmp(address, start, whole) == 0 &&
	       (mask == 0 || ((address[whole] ^ start[whole]) & mask) == 0);
}

static bool
is_public4(const uint8_t address[4])
{
	for (size_t i = 0; i < G_N_ELEMENTS(closed4); i++)
		if (is_within(address, closed4[i].start, closed4[i].bits))
			return false;
	return true;
}

static bool
is_public6(const uint8_t address[16])
{
	static const uint8_t mapped[12] = { [10] = 0xff, 0xff };
	static const uint8_t nat64[12] = { 0x00, 0x64, 0xff, 0x9b };

	if (memcmp(address, mapped, sizeof(mapped)) == 0 ||
	    memcmp(address, nat64, sizeof(nat64)) == 0)
		return is_public4(address + 12);
	if ((address[0] & 0xe0) != 0x20)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(closed6); i++)
		if (is_within(address, closed6[i].start, closed6[i].bits))
			return false;
	return true;
}

bool
guard_is_public(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *four = (const void *)address;

		return is_public4((const uint8_t *)&four->sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *six = (const void *)address;

		return is_public6(six->sin6_addr.s6_addr);
	}
	return false;
}

bool
guard_is_public_text(const char *address)
{
	uint8_t bytes[16];

	if (inet_pton(AF_INET, address, bytes) == 1)
		return is_public4(bytes);
	return inet_pton(AF_INET6, address, bytes) == 1 && is_public6(bytes);
}

/* A host as curl reads it: "127.1" and "0x7f.1" are dotted quads by then. */
static bool
refuses_host(char *host)
{
	size_t length = strlen(host);
	struct in_addr four;
	uint8_t six[16];

	while (
	    length > 0 && (host[length - 1] == '.' || host[length - 1] == ']'))
		host[--length] = '\0';
	if (*host == '[')
		return inet_pton(AF_INET6, host + 1, six) != 1 ||
		       !is_public6(six);
	if (inet_aton(host, &four))
		return !is_public4((const uint8_t *)&four);
	return g_ascii_strcasecmp(host, "localhost") == 0 ||
	       (length > 10 &&
		   g_ascii_strcasecmp(host + length - 10, ".localhost") == 0);
}

bool
guard_refuses_url(const char *url)
{
	CURLU *parts = curl_url();
	char *host = NULL;
	bool is_refused = true;

	if (parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		is_refused = refuses_host(host);
	curl_free(host);
	curl_url_cleanup(parts);
	return is_refused;
}
