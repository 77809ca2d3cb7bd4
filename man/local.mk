# man: mdoc; English is the master.
dist_man_MANS = man/cailun-plugin.7
