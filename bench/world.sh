#!/bin/sh
# world.sh CAILUN WORLD DELAY_MS - a cold run, a warm run and a second day.
#
# WORLD is a folder made by a generator of news sites (feeds.txt, sources.tsv,
# manifest.jsonl, day1, day2) and SERVE the script that serves one day of it on
# loopback (`sh $SERVE WORLD DAY DELAY_MS`, `sh $SERVE stop`). Prints for each
# run wall and CPU seconds of main with all its helpers and main's peak memory,
# then whether the archive is what the manifest says. Not part of make check.
set -eu
cailun=$1 world=$2 delay=${3:-0}
: "${SERVE:?the script that serves the world}"
here=$(cd "$(dirname "$0")" && pwd)
work=${BENCH_WORK:-$(mktemp -d)}
room=$work/newsroom
trap 'sh "$SERVE" stop' EXIT

rm -rf "$room"
"$cailun" init "$room" --contact bench@example.org >/dev/null
cat >>"$room/cailun.conf" <<CONF

[fetch]
private-networks = yes
delay = 0s
robots = ${BENCH_ROBOTS:-obey}
robots-reason = benchmark on loopback
CONF
[ "${BENCH_ROBOTS:-obey}" = ignore ] ||
    sed -i '/^robots/d' "$room/cailun.conf"
python3 - "$world/sources.tsv" "$room/feeds.d" <<'PY'
import sys
for line in open(sys.argv[1], encoding="utf-8"):
    f = line.rstrip("\n").split("\t")
    with open("%s/%s.conf" % (sys.argv[2], f[0]), "w", encoding="utf-8") as o:
        o.write("[source]\nurl = %s\noutlet = %s\n" % (f[8], f[7]))
PY

run()	# name, clock, more arguments
{
	name=$1 clock=$2
	shift 2
	/usr/bin/time -f "$name wall %e s user %U s sys %S s peak %M kB" \
	    -o "$work/time" "$cailun" -C "$room" --now "$clock" run "$@" \
	    >"$work/$name.out" 2>"$work/$name.err" || echo "$name: exit $?"
	tail -n 1 "$work/time"
	sed -n '1,5p' "$work/$name.err"
}

sh "$SERVE" "$world" day1 "$delay"
run cold 2026-03-02T20:00:00+08:00
run warm 2026-03-02T20:30:00+08:00 --all
sh "$SERVE" stop
sh "$SERVE" "$world" day2 "$delay"
run day2 2026-03-03T20:30:00+08:00 --all
run day2-again 2026-03-03T21:30:00+08:00 --all
python3 "$here/world-check.py" "$room/archive.git" "$world/manifest.jsonl"
git -c safe.directory='*' -C "$room/archive.git" fsck --full --strict &&
    echo "fsck: clean"
du -sh "$room/archive.git" "$room/state" | sed 's/^/size /'
