#!/bin/sh
# demo.sh TOP BUILD - the main job on the sample world, for a person to watch.
#
# Two days of five made-up sites on this machine's loopback are archived into
# BUILD/demo/newsroom; then stock git is asked what happened.
set -eu
# Stock git cuts Chinese words at bytes in the C locale.
export LC_ALL=C.UTF-8
top=$1 build=$2
demo=$build/demo
cailun=$build/stage/bin/cailun
newsroom=$demo/newsroom

bold= plain=
if [ -t 1 ]; then
	bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

say()
{
	printf '\n%s%s%s\n' "$bold" "$*" "$plain"
}

show()
{
	printf '%s$ %s%s\n' "$bold" "$*" "$plain"
	"$@"
}

in_archive()
{
	printf '%s$ git -C archive.git %s%s\n' "$bold" "$*" "$plain"
	git --no-pager -c safe.directory='*' -c core.quotePath=false \
	    -C "$newsroom/archive.git" "$@"
}

rm -rf "$demo"
mkdir -p "$demo/world"
"$build/tests/lib/newsserver" "$demo/world" "$demo/port" "$demo/requests.log" &
server=$!
trap 'kill $server 2>/dev/null || :' EXIT
trap 'exit 1' INT TERM
tries=0
while [ ! -s "$demo/port" ]; do
	tries=$((tries + 1))
	[ $tries -lt 100 ] || { echo "demo: the server did not start" >&2; exit 1; }
	sleep 0.05
done
port=$(cat "$demo/port")
sh "$top/tests/lib/world.sh" 1 "$demo/world" "$port"

say "A newsroom, and five sources: two feeds, one list page, one Atom, one that is broken"
show "$cailun" --now 2026-03-02T17:59:00+08:00 init "$newsroom" --contact demo@example.org
for file in "$top"/tests/world/feeds.d/*.conf; do
	sed "s/@PORT@/$port/g" "$file" >"$newsroom/feeds.d/$(basename "$file")"
done
show "$cailun" -C "$newsroom" check

say "Day one"
show "$cailun" -C "$newsroom" --now 2026-03-02T18:00:00+08:00 run || :
in_archive log --reverse --date=iso-strict --format='%C(auto)%h  %ad  %an  %s'

say "Day two: one article was changed, one is new, one page that broke is whole"
sh "$top/tests/lib/world.sh" 2 "$demo/world" "$port"
show "$cailun" -C "$newsroom" --now 2026-03-03T18:00:00+08:00 run || :
in_archive log -4 --date=iso-strict --format='%C(auto)%h  %ad  %an  %s'

changed=$(git -c safe.directory='*' -C "$newsroom/archive.git" log -1 \
    --grep='Cailun-Change' --author=湘水日报 --format=%h)
path=$(git -c safe.directory='*' -C "$newsroom/archive.git" show \
    --format= --name-only "$changed")
say "What the publisher changed"
in_archive show --word-diff=plain --word-diff-regex=. -U0 "$changed"
say "Which sentence came when"
in_archive blame --date=short -s main -- "$path"
say "How the sources are"
show "$cailun" -C "$newsroom" --now 2026-03-03T18:01:00+08:00 status || :

say "This was loopback only. The archive stays in $newsroom/archive.git"
echo "Next: $cailun init ~/news --contact you@example.org   (README, First source)"
