#!/bin/sh
# run.sh SECONDS [NAME...] - runs the fuzzers of this build folder, two at a
# time, each for so many seconds; exits 1 if one found anything.
set -eu
seconds=$1
shift
source=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || set -- $(ls tests/fuzz | grep -E '^fuzz-[a-z-]+$' |
    sed 's/^fuzz-//')

one()
{
	name=$1
	corpus=tests/fuzz/corpus-$name
	mkdir -p "$corpus"
	for seed in "$source/tests/fuzz/seeds/$name"/* \
	    "$source"/tests/sources/*/*ml "$source"/tests/world/day1/*/*/*ml; do
		[ -f "$seed" ] && cp "$seed" "$corpus/seed-$(echo "$seed" |
		    cksum | cut -d' ' -f1)"
	done
	if "./tests/fuzz/fuzz-$name" -max_total_time="$seconds" -timeout=10 \
	    -rss_limit_mb=2048 -max_len=65536 \
	    -artifact_prefix="tests/fuzz/found-$name-" \
	    "$corpus" >"tests/fuzz/$name.log" 2>&1; then
		echo "ok - $name $(grep -o 'Done [0-9]* runs' \
		    "tests/fuzz/$name.log" || :)"
	else
		echo "not ok - $name"
		tail -n 40 "tests/fuzz/$name.log" | sed 's/^/# /'
		return 1
	fi
}

bad=0
while [ $# -gt 0 ]; do
	one "$1" & first=$!
	shift
	if [ $# -gt 0 ]; then
		one "$1" & second=$!
		shift
		wait "$second" || bad=1
	fi
	wait "$first" || bad=1
done
exit $bad
