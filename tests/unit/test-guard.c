/*
 * test-guard - addresses that are public, and the many ways to write others.
 */
#include "config.h"

#include "fetch/guard.h"

#include <arpa/inet.h>
#include <glib.h>
#include <netinet/in.h>

static void
test_addresses(void)
{
	static const struct {
		const char *address;
		bool is_public;
	} cases[] = {
		{ "1.1.1.1", true },
		{ "9.255.255.255", true },
		{ "11.0.0.0", true },
		{ "100.63.255.255", true },
		{ "100.128.0.0", true },
		{ "126.255.255.255", true },
		{ "128.0.0.1", true },
		{ "169.253.0.1", true },
		{ "172.15.255.255", true },
		{ "172.32.0.0", true },
		{ "192.0.1.0", true },
		{ "192.167.255.255", true },
		{ "192.169.0.0", true },
		{ "198.17.255.255", true },
		{ "198.20.0.0", true },
		{ "223.255.255.255", true },
		{ "0.0.0.0", false },
		{ "0.1.2.3", false },
		{ "10.0.0.1", false },
		{ "10.255.255.255", false },
		{ "100.64.0.1", false },
		{ "100.127.255.255", false },
		{ "127.0.0.1", false },
		{ "127.255.255.255", false },
		{ "169.254.169.254", false },
		{ "172.16.0.1", false },
		{ "172.31.255.255", false },
		{ "192.0.0.170", false },
		{ "192.0.2.1", false },
		{ "192.88.99.1", false },
		{ "192.168.1.1", false },
		{ "198.18.0.1", false },
		{ "198.19.255.255", false },
		{ "198.51.100.7", false },
		{ "203.0.113.9", false },
		{ "224.0.0.1", false },
		{ "239.1.1.1", false },
		{ "240.0.0.1", false },
		{ "255.255.255.255", false },
		{ "2400:3200::1", true },
		{ "2001:200::1", true },
		{ "2606:4700:4700::1111", true },
		{ "3ffe::1", true },
		{ "::", false },
		{ "::1", false },
		{ "::7f00:1", false },
		{ "::ffff:127.0.0.1", false },
		{ "::ffff:10.1.1.1", false },
		{ "::ffff:1.1.1.1", true },
		{ "64:ff9b::7f00:1", false },
		{ "64:ff9b::101:101", true },
		{ "64:ff9b:1::101:101", false },
		{ "100::1", false },
		{ "2001::1", false },
		{ "2001:1ff::1", false },
		{ "2001:db8::1", false },
		{ "2002:7f00:1::", false },
		{ "3fff::1", false },
		{ "3fff:fff::1", false },
		{ "4000::1", false },
		{ "5f00::1", false },
		{ "fc00::1", false },
		{ "fd12:3456::1", false },
		{ "fe80::1", false },
		{ "fec0::1", false },
		{ "ff02::1", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct sockaddr_in four = { .sin_family = AF_INET };
		struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
		const void *address = &six;

		g_test_message("%s", cases[i].address);
		g_assert_cmpint(guard_is_public_text(cases[i].address), ==,
		    cases[i].is_public);
		if (inet_pton(AF_INET, cases[i].address, &four.sin_addr) == 1)
			address = &four;
		else
			g_assert_cmpint(inet_pton(AF_INET6, cases[i].address,
					    &six.sin6_addr),
			    ==, 1);
		g_assert_cmpint(
		    guard_is_public(address), ==, cases[i].is_public);
	}
}

static void
test_no_addresses(void)
{
	static const char *const texts[] = { "", "localhost", "1.1.1", "0x7f.1",
		"1.1.1.1 ", "[2400:3200::1]", "fe80::1%eth0", "1.1.1.1:80" };
	struct sockaddr other = { .sa_family = AF_UNIX };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_false(guard_is_public_text(texts[i]));
	g_assert_false(guard_is_public(&other));
}

static void
test_urls(void)
{
	static const char *const refused[] = { "http://localhost/",
		"http://LOCALHOST:80/", "http://localhost./",
		"http://a.localhost/", "http://127.0.0.1/", "http://127.1/",
		"http://0x7f.1/", "http://017700000001/", "http://2130706433/",
		"http://0/", "http://127.0.0.1./", "http://[::1]/",
		"http://[::ffff:127.0.0.1]:8080/x", "http://[fe80::1]/",
		"http://10.0.0.1/", "http://" };
	static const char *const passed[] = { "http://news.example/",
		"https://1.1.1.1/", "http://[2400:3200::1]/",
		"http://localhost.example/", "http://mylocalhost/" };

	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_test_message("%s", refused[i]);
		g_assert_true(guard_refuses_url(refused[i]));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(passed); i++) {
		g_test_message("%s", passed[i]);
		g_assert_false(guard_refuses_url(passed[i]));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/guard/addresses", test_addresses);
	g_test_add_func("/guard/no-addresses", test_no_addresses);
	g_test_add_func("/guard/urls", test_urls);
	return g_test_run();
}
