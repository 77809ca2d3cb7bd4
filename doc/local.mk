# doc: for people; nothing is built.
EXTRA_DIST += doc/decisions.md doc/threats.md
