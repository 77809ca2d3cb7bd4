# tests: run by `make check`, all TAP, none needs a network.
EXTRA_DIST += tests/checks/floors
