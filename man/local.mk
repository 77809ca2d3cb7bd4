# man: mdoc; English is the master.
dist_man_MANS = man/cailun.1 man/cailun.conf.5 man/cailun-source.5 \
	man/cailun-archive.5 man/cailun-plugin.7
