#!/bin/sh
# pack-write.sh PACK-WRITE [BASE...] - our writer against git fast-import.
#
# For each BASE (articles that lie there already; default 0 10000 100000), a
# fresh archive gets 10,000 more, one commit each, and so does a copy of it
# through git fast-import; both must end at the same commit. Prints seconds of
# CPU and of wall, MB of memory and of packs, and the ratio of CPU.
# COUNT and BENCH_WORK are read from the environment.
set -eu
program=$1
shift
[ $# -gt 0 ] || set -- 0 10000 100000
count=${COUNT:-10000}
work=${BENCH_WORK:-$(mktemp -d)}
GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_CONFIG_NOSYSTEM GIT_CONFIG_GLOBAL
trap 'rm -rf "$work/ours" "$work/theirs" "$work/stream" "$work/times"' EXIT

size()
{
	du -sm "$1/objects/pack" | cut -f1
}

for base; do
	rm -rf "$work/ours" "$work/theirs"
	"$program" write "$work/ours" "$base" 0 >/dev/null
	cp -r "$work/ours" "$work/theirs"
	parent=$(git -C "$work/ours" rev-parse main)
	before=$(size "$work/ours")
	"$program" stream "$count" "$base" "$parent" >"$work/stream"
	sync

	set -- $("$program" write "$work/ours" "$count" "$base")
	ours=$1
	echo "base $base: cailun      cpu $1 wall $2 memory $3" \
	    "pack $(($(size "$work/ours") - before))"

	bash -c 'TIMEFORMAT="%U %S %R"
	    time git -C "$1" fast-import --quiet <"$2"' - \
	    "$work/theirs" "$work/stream" 2>"$work/times"
	set -- $(cat "$work/times")
	theirs=$(echo "$1 $2" | awk '{ print $1 + $2 }')
	echo "base $base: fast-import cpu $theirs wall $3" \
	    "pack $(($(size "$work/theirs") - before))"

	echo "base $base: ratio $(echo "$theirs $ours" |
	    awk '{ printf "%.2f", $1 / $2 }')," \
	    "$([ "$(git -C "$work/ours" rev-parse main)" = \
		"$(git -C "$work/theirs" rev-parse main)" ] &&
		echo same commits || echo OTHER COMMITS)"
done
