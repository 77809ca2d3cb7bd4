/*
 * fuzz-conf - a configuration file that somebody else wrote.
 */
#include "config.h"

#include "base/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const words[] = { "obey", "ignore", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf =
	    conf_parse("x.conf", (const char *)bytes, length, &error);

	if (!conf) {
		g_assert_nonnull(error);
		return 0;
	}
	(void)conf_get_list(conf, "source", "url");
	(void)conf_get(conf, "source", "outlet");
	(void)conf_get_bool(conf, "source", "enabled", true);
	(void)conf_get_duration(conf, "fetch", "delay", 1, 0, 100000);
	(void)conf_get_size(conf, "fetch", "max-size", 1, 0, 100000);
	(void)conf_get_number(conf, "fetch", "parallel", 1, 0, 100000);
	(void)conf_get_word(conf, "fetch", "robots", words, 0);
	(void)conf_keys(conf, "list");
	conf_check_all_known(conf, "man cailun-source");
	g_assert_true(conf_is_good(conf, NULL) == !conf_mistakes(conf)[0]);
	return 0;
}
