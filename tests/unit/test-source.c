/*
 * test-source - files of feeds.d: what they may say, and every refusal.
 */
#include "config.h"

#include "core/definition.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/fd.h"
#include "core/rhythm.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define HEAD "[source]\nurl = http://news.example.cn/rss.xml\n"

static Source *
parse(const char *text, GPtrArray *mistakes)
{
	g_autoptr(Source) defaults = source_new();

	return definition_parse(
	    "/nowhere", "hunan", text, strlen(text), defaults, mistakes);
}

static Source *
parse_good(const char *text)
{
	g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func(g_free);
	Source *source = parse(text, mistakes);

	if (mistakes->len > 0)
		g_test_message("%s", (char *)mistakes->pdata[0]);
	g_assert_nonnull(source);
	g_assert_cmpuint(mistakes->len, ==, 0);
	return source;
}

static void
test_defaults(void)
{
	g_autoptr(Source) source = parse_good(HEAD);

	g_assert_cmpstr(source->id, ==, "hunan");
	g_assert_cmpstr(source->file, ==, "feeds.d/hunan.conf");
	g_assert_cmpstr(source->plugin, ==, "auto");
	g_assert_cmpstr(source->language, ==, "zh-CN");
	g_assert_null(source->outlet);
	g_assert_null(source->charset);
	g_assert_true(source->is_enabled);
	g_assert_cmpint(source_zone(source, 0), ==, 480);
	g_assert_cmpint(source->identity, ==, SOURCE_BY_URL);
	g_assert_true(source->is_every_auto);
	g_assert_cmpint(source->min_s, ==, 900);
	g_assert_cmpint(source->max_s, ==, 86400);
	g_assert_cmpuint(source->n_revisit, ==, 6);
	g_assert_cmpint(source->revisit_s[5], ==, 90 * 86400);
	g_assert_cmpint(source->report_after, ==, 3);
	g_assert_cmpint(source->delay_ms, ==, 2000);
	g_assert_true(source->is_robots_obeyed);
	g_assert_cmpint(source->timeout_ms, ==, 60000);
	g_assert_cmpint(source->max_bytes, ==, 8 << 20);
	g_assert_false(source->is_private_allowed);
	g_assert_cmpstr(source->article_plugin, ==, "page");
	g_assert_cmpint(source->mode, ==, SOURCE_FULL);
	g_assert_cmpint(source->raw, ==, SOURCE_RAW_CHANGED);
	g_assert_cmpstr(source->hosts[0], ==, "news.example.cn");
	g_assert_null(source->hosts[1]);
}

static void
test_all_keys(void)
{
	g_autoptr(Source) source = parse_good(
	    "[source]\n"
	    "url = http://Paper.example.cn/{yyyy}-{mm}/{dd}/node.htm\n"
	    "url = https://m.example.cn:8443/list\n"
	    "plugin = list\n"
	    "outlet = 湖南日报\n"
	    "province = CN-HN\n"
	    "language = zh-TW\n"
	    "enabled = no\n"
	    "timezone = Asia/Tokyo\n"
	    "charset = gb18030\n"
	    "identity = title+date\n"
	    "hosts = img.example.cn  ALT.example.cn m.example.cn\n"
	    "[schedule]\n"
	    "every = daily 05:30-24:00\n"
	    "min = 20m\nmax = 12h\nrevisit = 2h 1d\nreport-after = 1\n"
	    "[fetch]\n"
	    "private-networks = yes\ndelay = 0ms\nparallel = 1\n"
	    "timeout = 5s\nmax-size = 512K\n"
	    "robots = ignore\nrobots-reason = it is our own server\n"
	    "proxy = socks5h://127.0.0.1:1080\n"
	    "header = X-Key: a: b\nheader = Accept-Language: zh\n"
	    "[list]\nitem = //a[@class='x;y' and #z = 'k']\n"
	    "[article]\nplugin = none\ntitle = h1 > a\n"
	    "[archive]\nmode = excerpt\nraw = no\n");

	g_assert_cmpuint(g_strv_length(source->urls), ==, 2);
	g_assert_cmpstr(source->plugin, ==, "list");
	g_assert_cmpstr(source->outlet, ==, "湖南日报");
	g_assert_cmpstr(source->province, ==, "CN-HN");
	g_assert_cmpstr(source->language, ==, "zh-TW");
	g_assert_false(source->is_enabled);
	g_assert_cmpint(source_zone(source, 1700000000), ==, 540);
	g_assert_cmpstr(source->charset, ==, "gb18030");
	g_assert_cmpint(source->identity, ==, SOURCE_BY_TITLE_AND_DATE);
	g_assert_cmpuint(g_strv_length(source->hosts), ==, 4);
	g_assert_cmpstr(source->hosts[0], ==, "paper.example.cn");
	g_assert_cmpstr(source->hosts[3], ==, "alt.example.cn");
	g_assert_false(source->is_every_auto);
	g_assert_cmpint(source->window_from_min, ==, 330);
	g_assert_cmpint(source->window_to_min, ==, 1440);
	g_assert_cmpint(source->min_s, ==, 1200);
	g_assert_cmpint(source->max_s, ==, 43200);
	g_assert_cmpuint(source->n_revisit, ==, 2);
	g_assert_cmpint(source->report_after, ==, 1);
	g_assert_cmpint(source->delay_ms, ==, 0);
	g_assert_cmpint(source->max_bytes, ==, 512 << 10);
	g_assert_false(source->is_robots_obeyed);
	g_assert_cmpstr(source->proxy, ==, "socks5h://127.0.0.1:1080");
	g_assert_cmpuint(source->n_headers, ==, 2);
	g_assert_cmpstr(source->headers[0].name, ==, "X-Key");
	g_assert_cmpstr(source->headers[0].value, ==, "a: b");
	g_assert_cmpuint(source->n_list_keys, ==, 1);
	g_assert_cmpstr(source->list_keys[0].name, ==, "item");
	g_assert_cmpstr(
	    source->list_keys[0].value, ==, "//a[@class='x;y' and #z = 'k']");
	g_assert_cmpstr(source->article_plugin, ==, "none");
	g_assert_cmpuint(source->n_article_keys, ==, 1);
	g_assert_cmpint(source->mode, ==, SOURCE_EXCERPT);
	g_assert_cmpint(source->raw, ==, SOURCE_RAW_NO);
}

/* A text behind HEAD, and the one mistake that it must give. */
static void
test_refusals(void)
{
	static const struct {
		const char *text, *mistake;
	} cases[] = {
		{ "oulet = x", "3: no key is called 'oulet' in [source]" },
		{ "[sorce]\nx = y", "3: " },
		{ "no equals sign", "3: " },
		{ "plugin = sitemap", "3: source.plugin: 'sitemap' is not "
				      "available yet in this version" },
		{ "plugin = epaper", "3: source.plugin: 'epaper'" },
		{ "plugin = json", "3: source.plugin: 'json'" },
		{ "plugin = command", "3: source.plugin: 'command'" },
		{ "plugin = page", "3: source.plugin: 'page' is no plugin" },
		{ "plugin = schedule", "3: source.plugin: 'schedule'" },
		{ "plugin = ../x", "3: source.plugin: '../x' is no plugin" },
		{ "base = xinhunan", "3: source.base: is not available yet" },
		{ "tags = a b", "3: source.tags: is not available yet" },
		{ "include = x", "3: source.include: is not available yet" },
		{ "exclude = x", "3: source.exclude: is not available yet" },
		{ "was = old", "3: source.was: is not available yet" },
		{ "[epaper]\na = b", "4: epaper.a: is not available yet" },
		{ "[sitemap]\na = b", "4: sitemap.a: is not available yet" },
		{ "[json]\na = b", "4: json.a: is not available yet" },
		{ "[command]\nrun = b", "4: command.run: is not available" },
		{ "[catalogue]\nnote = b", "4: catalogue.note: is not" },
		{ "[licence]\nnote = b", "4: licence.note: is not available" },
		{ "[licence]\nrepublish = full", "4: licence.republish: is" },
		{ "outlet =", "3: source.outlet: is empty" },
		{ "outlet = a\u202eb", "3: source.outlet: is empty, too" },
		{ "province = Hunan", "3: source.province: 'Hunan' is no" },
		{ "province = CN-hn", "3: source.province: 'CN-hn' is no" },
		{ "language = 中文", "3: source.language: '中文' is no" },
		{ "enabled = maybe", "3: source.enabled: 'maybe' is neither" },
		{ "timezone = Mars/Olympus", "3: source.timezone: " },
		{ "timezone = ../../etc/passwd", "3: source.timezone: " },
		{ "timezone = /etc/localtime", "3: source.timezone: " },
		{ "charset = klingon", "3: source.charset: no charset is" },
		{ "charset = utf-8//IGNORE", "3: source.charset: no charset" },
		{ "identity = title", "3: source.identity: " },
		{ "hosts = http://x.cn/", "3: source.hosts: 'http://x.cn/'" },
		{ "hosts = x.cn:80", "3: source.hosts: 'x.cn:80' is no name" },
		{ "outlet = a\noutlet = b",
		    "4: source.outlet: stands already" },
		{ "[schedule]\nevery = daily 5:30", "4: schedule.every: '5:30' "
						    "has no end" },
		{ "[schedule]\nevery = daily 5:30-10:00",
		    "4: schedule.every: '5:30-10:00' is no time of day" },
		{ "[schedule]\nevery = daily 05:60-10:00",
		    "4: schedule.every: '05:60-10:00' is no time of day" },
		{ "[schedule]\nevery = daily 05:30-24:01",
		    "4: schedule.every: '05:30-24:01' is no time of day" },
		{ "[schedule]\nevery = daily 10:00-05:30",
		    "4: schedule.every: '10:00-05:30' ends before" },
		{ "[schedule]\nevery = often", "4: schedule.every: 'often'" },
		{ "[schedule]\nevery = 14m",
		    "4: schedule.every: '14m' is out" },
		{ "[schedule]\nevery = 32d",
		    "4: schedule.every: '32d' is out" },
		{ "[schedule]\nmin = 1m", "4: schedule.min: " },
		{ "[schedule]\nmin = 2h\nmax = 1h", "5: schedule.max: " },
		{ "[schedule]\nmin = 2d", "4: schedule.min: schedule.max is "
					  "shorter" },
		{ "[schedule]\nrevisit = 1d 1h", "4: schedule.revisit: '1h'" },
		{ "[schedule]\nrevisit = 1s", "4: schedule.revisit: '1s'" },
		{ "[schedule]\nrevisit =", "4: schedule.revisit: is empty" },
		{ "[schedule]\nrevisit = never", "4: schedule.revisit: " },
		{ "[schedule]\nreport-after = 0",
		    "4: schedule.report-after: " },
		{ "[fetch]\ndelay = 499ms", "4: fetch.delay: is shorter" },
		{ "[fetch]\ndelay = 11m", "4: fetch.delay: " },
		{ "[fetch]\nparallel = 2", "4: fetch.parallel: more than 1 is "
					   "not available yet" },
		{ "[fetch]\nrobots = ignore", "4: fetch.robots: 'ignore' needs"
					      " a reason" },
		{ "[fetch]\nrobots = no", "4: fetch.robots: " },
		{ "[fetch]\ntimeout = 1", "4: fetch.timeout: " },
		{ "[fetch]\ntimeout = 11m", "4: fetch.timeout: " },
		{ "[fetch]\nmax-size = 65M", "4: fetch.max-size: " },
		{ "[fetch]\nmax-size = 1", "4: fetch.max-size: " },
		{ "[fetch]\nproxy = 127.0.0.1:3128", "4: fetch.proxy: '127.0.0"
						     ".1:3128' is no proxy" },
		{ "[fetch]\nproxy = http://", "4: fetch.proxy: 'http://' is" },
		{ "[fetch]\nproxy = ftp://x/", "4: fetch.proxy: 'ftp://x/'" },
		{ "[fetch]\nca-file = none.pem", "4: fetch.ca-file: 'none.pem'"
						 " cannot be opened" },
		{ "[fetch]\nca-file = /", "4: fetch.ca-file: '/' is no file" },
		{ "[fetch]\nca-file = /dev/null", "4: fetch.ca-file: " },
		{ "[fetch]\ncredentials = none", "4: fetch.credentials: 'none'"
						 " cannot be opened" },
		{ "[fetch]\nheader = Geheim", "4: fetch.header: must be 'Name:"
					      " value' in one line" },
		{ "[fetch]\nheader = A B: c", "4: fetch.header: must be" },
		{ "[fetch]\nheader = A:", "4: fetch.header: must be" },
		{ "[fetch]\nheader = User-Agent: Mozilla",
		    "4: fetch.header: 'User-Agent' is set by cailun itself" },
		{ "[fetch]\nheader = host: x", "4: fetch.header: 'host' is" },
		{ "[fetch]\nheader = If-None-Match: x", "4: fetch.header: " },
		{ "[fetch]\nconnections = 3", "4: no key is called "
					      "'connections'" },
		{ "[article]\nplugin = auto", "4: article.plugin: 'auto'" },
		{ "[article]\ntitle = a\ntitle = b", "5: article.title: stands"
						     " already" },
		{ "[archive]\nmode = short", "4: archive.mode: " },
		{ "[archive]\nraw = maybe", "4: archive.raw: " },
		{ "[archive]\ncontact = a@b", "4: no key is called 'contact'" },
		{ "plugin = feed\n[list]\nitem = a",
		    "5: list.item: [list] is read by 'plugin = list'" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) mistakes =
		    g_ptr_array_new_with_free_func(g_free);
		g_autofree char *text = g_strconcat(HEAD, cases[i].text, NULL);
		g_autofree char *start =
		    g_strconcat("feeds.d/hunan.conf:", cases[i].mistake, NULL);
		g_autoptr(Source) source = parse(text, mistakes);

		g_assert_null(source);
		g_assert_cmpuint(mistakes->len, ==, 1);
		if (!g_str_has_prefix(mistakes->pdata[0], start))
			g_assert_cmpstr(mistakes->pdata[0], ==, start);
	}
}

static void
test_addresses(void)
{
	static const struct {
		const char *url, *mistake;
	} cases[] = {
		{ NULL, "source.url: is missing" },
		{ "", "'' is no address" },
		{ "ftp://x.cn/", "'ftp://x.cn/' is no address" },
		{ "www.x.cn", "'www.x.cn' is no address" },
		{ "http://x.cn/{yy}", "has a brace that is none of" },
		{ "http://x.cn/}{", "has a brace that is none of" },
		{ "http://me:geheim@x.cn/", "has a user or a password in it" },
		{ "http://me@x.cn/", "has a user or a password in it" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) mistakes =
		    g_ptr_array_new_with_free_func(g_free);
		g_autofree char *text =
		    cases[i].url
			? g_strdup_printf("[source]\nurl = %s\n", cases[i].url)
			: g_strdup("[source]\noutlet = x\n");
		g_autoptr(Source) source = parse(text, mistakes);

		g_assert_null(source);
		g_assert_cmpuint(mistakes->len, ==, 1);
		g_assert_nonnull(strstr(mistakes->pdata[0], cases[i].mistake));
		g_assert_null(strstr(mistakes->pdata[0], "geheim"));
	}
}

/* All mistakes of a file at once, in the order of its lines. */
static void
test_all_mistakes(void)
{
	g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Source) source = parse("[source]\n"
					 "url = gopher://x\n"
					 "enabled = perhaps\n"
					 "[fetch]\n"
					 "delay = soon\n"
					 "colour = red\n",
	    mistakes);

	g_assert_null(source);
	g_assert_cmpuint(mistakes->len, ==, 4);
	for (size_t i = 0; i < 4; i++) {
		static const char *const starts[] = { "feeds.d/hunan.conf:2:",
			"feeds.d/hunan.conf:3:", "feeds.d/hunan.conf:5:",
			"feeds.d/hunan.conf:6:" };

		g_assert_true(g_str_has_prefix(mistakes->pdata[i], starts[i]));
	}
}

static void
test_defaults_of_all(void)
{
	g_autoptr(Source) defaults = source_new();
	g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func(g_free);
	const char *shared = "[schedule]\nevery = 2h\n"
			     "[fetch]\ndelay = 5s\nheader = A: b\n"
			     "[article]\nbody = .text\ntitle = h1\n"
			     "[archive]\nraw = no\n";
	const char *own = HEAD "[article]\ntitle = h2\n"
			       "[fetch]\nheader = C: d\n"
			       "[schedule]\nevery = auto\n";
	g_autoptr(Conf) conf =
	    conf_parse("cailun.conf", shared, strlen(shared), NULL);
	g_autoptr(Source) source = NULL;

	definition_read_shared(conf, "/nowhere", defaults);
	g_assert_true(conf_is_good(conf, NULL));
	source = definition_parse(
	    "/nowhere", "x", own, strlen(own), defaults, mistakes);
	g_assert_nonnull(source);
	g_assert_true(source->is_every_auto);
	g_assert_cmpint(source->delay_ms, ==, 5000);
	g_assert_cmpint(source->raw, ==, SOURCE_RAW_NO);
	g_assert_cmpuint(source->n_article_keys, ==, 2);
	g_assert_cmpstr(source->article_keys[1].value, ==, "h2");
	g_assert_cmpuint(source->n_headers, ==, 1);
	g_assert_cmpstr(source->headers[0].name, ==, "C");
	/* what one source says is no default of the next */
	g_assert_cmpstr(defaults->article_keys[1].value, ==, "h1");
	g_assert_cmpint(defaults->every_s, ==, 7200);
}

static void
test_plugin_keys(void)
{
	g_autoptr(Source) one = parse_good(HEAD "[feed]\na = 1\n"
						"[list]\nitem = 2\n");
	g_autoptr(Source) foreign =
	    parse_good(HEAD "plugin = my-site\n[my-site]\ndepth = 3\n");

	g_assert_cmpuint(one->n_list_keys, ==, 2);
	g_assert_cmpuint(foreign->n_list_keys, ==, 1);
	g_assert_cmpstr(foreign->list_keys[0].name, ==, "depth");
}

static void
write_file(const char *folder, const char *name, const char *text, int mode)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_assert_cmpint(g_chmod(path, mode), ==, 0);
}

static void
remove_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	(void)g_remove(path);
}

static void
check_secret(const char *folder, const char *text, int mode, const char *what)
{
	g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Source) defaults = source_new();
	const char *conf = HEAD "[fetch]\ncredentials = secret\n";
	g_autoptr(Source) source = NULL;

	write_file(folder, "secret", text, mode);
	source = definition_parse(
	    folder, "x", conf, strlen(conf), defaults, mistakes);
	remove_file(folder, "secret");
	if (!what) {
		g_assert_nonnull(source);
		g_assert_cmpstr(source->credentials, ==, "me:geheim:x");
		return;
	}
	g_assert_null(source);
	g_assert_cmpuint(mistakes->len, ==, 1);
	g_assert_nonnull(strstr(mistakes->pdata[0], what));
	g_assert_null(strstr(mistakes->pdata[0], "geheim"));
}

static void
test_secrets(void)
{
	g_autofree char *folder = g_dir_make_tmp("cailun-XXXXXX", NULL);

	check_secret(folder, "me:geheim:x\n", 0600, NULL);
	check_secret(folder, "me:geheim:x\n", 0400, NULL);
	check_secret(folder, "me:geheim:x\n", 0640, "chmod 600");
	check_secret(folder, "me:geheim:x\n", 0604, "chmod 600");
	check_secret(folder, "geheim\n", 0600, "user:password");
	check_secret(folder, "me:geheim\nyou:geheim\n", 0600, "one line");
	check_secret(folder, "", 0600, "user:password");
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_authorities(void)
{
	g_autofree char *folder = g_dir_make_tmp("cailun-XXXXXX", NULL);
	g_autoptr(GPtrArray) mistakes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Source) defaults = source_new();
	const char *conf = HEAD "[fetch]\nca-file = ca.pem\n";
	g_autoptr(Source) source = NULL;
	g_autoptr(Source) bad = NULL;

	write_file(folder, "ca.pem",
	    "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
	    0644);
	source = definition_parse(
	    folder, "x", conf, strlen(conf), defaults, mistakes);
	g_assert_nonnull(source);
	g_assert_nonnull(strstr(source->ca_pem, "AA=="));
	write_file(folder, "ca.pem", "nonsense\n", 0644);
	bad = definition_parse(
	    folder, "x", conf, strlen(conf), defaults, mistakes);
	remove_file(folder, "ca.pem");
	g_assert_null(bad);
	g_assert_nonnull(strstr(mistakes->pdata[0], "PEM"));
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_zones(void)
{
	g_autoptr(Source) source = source_new();

	/* China is +08:00 even in its summers of daylight saving time */
	g_assert_true(source_set_zone(source, "PRC"));
	g_assert_cmpint(source_zone(source, 582000000), ==, 480);
	g_assert_true(source_set_zone(source, "Asia/Shanghai"));
	g_assert_cmpint(source_zone(source, 582000000), ==, 480);
	g_assert_true(source_set_zone(source, "CST"));
	g_assert_cmpint(source_zone(source, 0), ==, 480);
	g_assert_true(source_set_zone(source, "+05:30"));
	g_assert_cmpint(source_zone(source, 0), ==, 330);
	g_assert_true(source_set_zone(source, "UTC"));
	g_assert_cmpint(source_zone(source, 0), ==, 0);
	g_assert_false(source_set_zone(source, "Nowhere/At/All"));
	g_assert_cmpstr(source->timezone, ==, "UTC");
}

static void
test_urls(void)
{
	g_autoptr(Source) source =
	    parse_good("[source]\nurl = http://x.cn/{yyyy}{mm}/{dd}?{yyyy}\n");
	/* 23:30 in Greenwich is the next day in China */
	g_auto(GStrv) urls = source_urls(source, 1709249400);

	g_assert_cmpstr(urls[0], ==, "http://x.cn/202403/01?2024");
	g_assert_null(urls[1]);
}

static void
test_hosts(void)
{
	g_autoptr(Source) source = parse_good(HEAD "hosts = pics.example.cn\n");
	static const struct {
		const char *url;
		bool is_ours;
	} cases[] = {
		{ "http://news.example.cn/a", true },
		{ "https://NEWS.example.cn:8443/a", true },
		{ "http://pics.example.cn/", true },
		{ "http://a.news.example.cn/", true },
		{ "http://example.cn/", false },
		{ "http://evilnews.example.cn/", false },
		{ "http://news.example.cn.evil/", false },
		{ "ftp://news.example.cn/", false },
		{ "", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(source_has_host(source, cases[i].url), ==,
		    cases[i].is_ours);
}

static void
test_revisit(void)
{
	g_autoptr(Source) source =
	    parse_good(HEAD "[schedule]\nrevisit = 1h 1d\n");
	g_autoptr(Source) off = parse_good(HEAD "[schedule]\nrevisit = off\n");
	int64_t step;

	g_assert_cmpint(rhythm_revisit(source, 1000, 1000, &step), ==, 4600);
	g_assert_cmpint(step, ==, 0);
	g_assert_cmpint(rhythm_revisit(source, 1000, 4600, &step), ==, 87400);
	g_assert_cmpint(step, ==, 1);
	g_assert_cmpint(rhythm_revisit(source, 1000, 87400, &step), ==, 0);
	g_assert_cmpint(step, ==, 2);
	g_assert_cmpint(rhythm_revisit(off, 1000, 1000, &step), ==, 0);
}

static void
test_copy(void)
{
	g_autoptr(Source) source =
	    parse_good(HEAD "timezone = Asia/Tokyo\n[list]\nitem = "
			    "a\n[fetch]\nheader = A: b\n");
	g_autoptr(Source) copy = source_copy(source);

	g_assert_cmpstr(copy->urls[0], ==, source->urls[0]);
	g_assert_true(copy->urls != source->urls);
	g_assert_cmpstr(copy->list_keys[0].value, ==, "a");
	g_assert_cmpstr(copy->headers[0].value, ==, "b");
	g_assert_cmpint(source_zone(copy, 0), ==, 540);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/source/defaults", test_defaults);
	g_test_add_func("/source/all-keys", test_all_keys);
	g_test_add_func("/source/refusals", test_refusals);
	g_test_add_func("/source/addresses", test_addresses);
	g_test_add_func("/source/all-mistakes", test_all_mistakes);
	g_test_add_func("/source/defaults-of-all", test_defaults_of_all);
	g_test_add_func("/source/plugin-keys", test_plugin_keys);
	g_test_add_func("/source/secrets", test_secrets);
	g_test_add_func("/source/authorities", test_authorities);
	g_test_add_func("/source/zones", test_zones);
	g_test_add_func("/source/urls", test_urls);
	g_test_add_func("/source/hosts", test_hosts);
	g_test_add_func("/source/revisit", test_revisit);
	g_test_add_func("/source/copy", test_copy);
	return g_test_run();
}
