# feeds.d: the catalogue; shipped beside the program, never itself run.
cataloguedir = $(pkgdatadir)/feeds.d
dist_catalogue_DATA = feeds.d/aynews.conf feeds.d/changsha.conf \
	feeds.d/cnncw.conf feeds.d/cqcb.conf feeds.d/gansudaily.conf \
	feeds.d/gywb.conf feeds.d/hebnews.conf feeds.d/lyrb.conf \
	feeds.d/nmgnews.conf feeds.d/qlwb.conf feeds.d/rednet-hunan.conf \
	feeds.d/scdaily.conf feeds.d/sjzdaily.conf feeds.d/voc-hunan.conf \
	feeds.d/ybrbnews.conf feeds.d/zhld.conf
