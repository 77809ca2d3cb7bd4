# lib.sh - what script tests share. Source it first:
#
#     . "${srcdir:-.}/tests/lib/lib.sh"
#
# Gives a fresh folder $work (removed at the end), the installed program as
# $cailun (staged below the build folder by `make check`), TAP, a newsroom, and
# the news server. Nothing outside $work is written, no network but loopback.

srcdir=$(cd "${srcdir:-.}" && pwd)
top=$(pwd)
stage=$top/tests/stage
umask 022
export LC_ALL=C.UTF-8 TZ=UTC
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
unset CAILUN_HOME XDG_CONFIG_HOME http_proxy https_proxy HTTP_PROXY \
    HTTPS_PROXY NO_COLOR GIT_DIR GIT_WORK_TREE

. "$stage/places"	# bindir, pkglibexecdir, plugindir
cailun=$stage$bindir/cailun
export CAILUN_HELPERS="${CAILUN_HELPERS:-$stage$pkglibexecdir}"
export CAILUN_PLUGINS="$stage$plugindir"

work=$(mktemp -d "${TMPDIR:-/tmp}/cailun-test.XXXXXX") || exit 99
export HOME="$work"
server_pid=
test_n=0

at_end()
{
	[ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null
	chmod -R u+w "$work" 2>/dev/null
	rm -rf "$work"
}
trap at_end EXIT
trap 'exit 1' INT TERM HUP

plan()
{
	echo "1..$1"
}

skip_all()
{
	echo "1..0 # SKIP $*"
	exit 0
}

# ok NAME COMMAND...: passes when the command does
ok()
{
	test_n=$((test_n + 1))
	name=$1
	shift
	if "$@" >"$work/.said" 2>&1; then
		echo "ok $test_n - $name"
	else
		sed 's/^/# /' "$work/.said"
		echo "# failed: $*"
		echo "not ok $test_n - $name"
	fi
}

# is NAME GOT WANTED
is()
{
	test_n=$((test_n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $test_n - $1"
	else
		printf 'got:    %s\nwanted: %s\n' "$2" "$3" | sed 's/^/# /'
		echo "not ok $test_n - $1"
	fi
}

# has NAME TEXT PART; lacks NAME TEXT PART
has()
{
	test_n=$((test_n + 1))
	case $2 in
	*"$3"*) echo "ok $test_n - $1" ;;
	*)
		printf 'in:      %s\nmissing: %s\n' "$2" "$3" | sed 's/^/# /'
		echo "not ok $test_n - $1"
		;;
	esac
}

lacks()
{
	test_n=$((test_n + 1))
	case $2 in
	*"$3"*)
		printf 'in:    %s\nfound: %s\n' "$2" "$3" | sed 's/^/# /'
		echo "not ok $test_n - $1"
		;;
	*) echo "ok $test_n - $1" ;;
	esac
}

# code COMMAND...: runs it, output in $work/out and $work/err, prints its code
code()
{
	"$@" >"$work/out" 2>"$work/err" </dev/null
	echo $?
}

# newsroom: makes $room, without sources
newsroom()
{
	room=$work/newsroom
	"$cailun" init "$room" --contact test@example.org >/dev/null 2>&1
}

# source_file ID <text: writes a file of feeds.d
source_file()
{
	cat >"$room/feeds.d/$1.conf"
}

# in_archive GIT-ARGUMENTS...: stock git on the archive
in_archive()
{
	git --no-pager -c safe.directory='*' -c core.quotePath=false \
	    -C "$room/archive.git" "$@"
}

fsck_is_clean()
{
	in_archive fsck --full --strict
}

# serve ROOT: starts the news server; $port, requests in $work/requests
serve()
{
	[ -x "$top/tests/lib/newsserver" ] || skip_all "no libmicrohttpd"
	rm -f "$work/port"
	: >"$work/requests"
	"$top/tests/lib/newsserver" "$1" "$work/port" "$work/requests" &
	server_pid=$!
	tries=0
	while [ ! -s "$work/port" ] && [ $tries -lt 200 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	port=$(cat "$work/port")
}

stop_serving()
{
	kill "$server_pid" 2>/dev/null
	wait "$server_pid" 2>/dev/null
	server_pid=
}

# world DAY: lays out a day of the sample world below $work/world
world()
{
	sh "$srcdir/tests/lib/world.sh" "$1" "$work/world" "$port"
}

# world_sources ID...: the sample world's files of feeds.d
world_sources()
{
	for id; do
		sed "s/@PORT@/$port/g" "$srcdir/tests/world/feeds.d/$id.conf" \
		    >"$room/feeds.d/$id.conf"
	done
}
