# doc: for people; nothing is built.
EXTRA_DIST += doc/decisions.md doc/threats.md

# What every --json prints.
schemadir = $(pkgdatadir)/schema
dist_schema_DATA = doc/schema/status.json doc/schema/status-runs.json \
	doc/schema/log.json doc/schema/show.json doc/schema/version.json \
	doc/schema/run.json doc/schema/try.json doc/schema/plugins.json
