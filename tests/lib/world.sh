#!/bin/sh
# world.sh DAY OUT PORT - lays out one day of the sample world for newsserver.
#
# The files of tests/world/day1 (and, for day 2, those of day2 over them) are
# UTF-8 so that they can be read; @PORT@ becomes the server's port, and the
# sites named in tests/world/charsets are written in their own charset, as
# such sites are. A file is replaced whole, so that a reader never meets half.
set -eu
day=$1 out=$2 port=$3
here=$(cd "$(dirname "$0")/../world" && pwd)

charset_of()
{
	awk -v host="$1" '$1 == host { print $2 }' "$here/charsets"
}

lay()
{
	(cd "$1" && find . -type f) | while read -r file; do
		host=${file#./} host=${host%%/*}
		charset=$(charset_of "$host")
		mkdir -p "$out/$(dirname "$file")"
		sed "s/@PORT@/$port/g" "$1/$file" |
		    iconv -f UTF-8 -t "${charset:-UTF-8}" >"$out/$file.new"
		cmp -s "$out/$file.new" "$out/$file" &&
		    rm "$out/$file.new" || mv "$out/$file.new" "$out/$file"
	done
}

lay "$here/day1"
case $day in
1) ;;
2) lay "$here/day2" ;;
*) echo "world.sh: no such day: $day; 1 or 2" >&2; exit 2 ;;
esac
