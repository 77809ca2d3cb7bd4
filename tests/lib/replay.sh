# replay.sh - run tests without any network: recorded answers instead of a
# fetcher. Source it behind lib.sh. Answers and requests lie in $replay.

replay=$work/replay
helpers=$work/helpers
mkdir -p "$replay" "$helpers"
: >"$replay/answers"
: >"$replay/requests"
cp "$CAILUN_HELPERS/cailun-parse" "$helpers/cailun-parse"
cp "$top/tests/lib/replay-fetch" "$helpers/cailun-fetch"
export CAILUN_HELPERS="$helpers" CAILUN_REPLAY="$replay"

# answer URL STATUS FILE [HEADER...]: one more answer
answer()
{
	line=$1
	shift
	for field; do
		line=$line$(printf '\t%s' "$field")
	done
	printf '%s\n' "$line" >>"$replay/answers"
}

# answers anew
forget_answers()
{
	: >"$replay/answers"
	: >"$replay/requests"
}

# asked URL: how often
asked()
{
	grep -c "^$1	" "$replay/requests"
}

# story FILE TITLE TIME [PARAGRAPH...]: an article page in the usual manner
story()
{
	file=$1 title=$2 time=$3
	shift 3
	{
		printf '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
		printf '<title>%s_云溪日报</title></head>\n<body>\n' "$title"
		printf '<div class="nav"><a href="/">首页</a></div>\n'
		printf '<h1>%s</h1>\n' "$title"
		printf '<div class="info">%s　来源：云溪日报</div>\n' "$time"
		printf '<div class="content">\n'
		for paragraph; do
			printf '<p>　　%s</p>\n' "$paragraph"
		done
		printf '</div>\n</body></html>\n'
	} >"$replay/$file"
}

# rss FILE [URL TITLE]...: a feed, items in this order
rss()
{
	file=$1
	shift
	{
		printf '<?xml version="1.0" encoding="utf-8"?>\n'
		printf '<rss version="2.0"><channel><title>云溪日报</title>\n'
		printf '<link>http://news.example/</link>\n'
		printf '<description>要闻</description>\n'
		while [ $# -ge 2 ]; do
			printf '<item><title>%s</title><link>%s</link>' \
			    "$2" "$1"
			printf '<guid>%s</guid></item>\n' "$1"
			shift 2
		done
		printf '</channel></rss>\n'
	} >"$replay/$file"
}

# Paragraphs long enough to be a text.
p1='云溪县城区供水管网改造工程3月1日全面完工，四万户居民用上了新管网送来的自来水。'
p2='工程历时九个月，更换老旧管道六十二公里，漏损率由百分之二十一降到百分之八。'
p3='县水务局负责人表示，下一步将把改造延伸到城郊七个村，预计年底前完成全部工程。'

# A newsroom with one source, $feed.
feed=http://news.example/rss.xml
at=2026-03-02T08
one_source()
{
	newsroom
	source_file yunxi <<CONF
[source]
url = $feed
outlet = 云溪日报
province = CN-HN
${1:-}
[fetch]
private-networks = yes
delay = 10ms
CONF
}

# run_at TIME [ARGUMENT...]: prints the exit code
run_at()
{
	time=$1
	shift
	code "$cailun" -C "$room" --now "$time" run "$@"
}

articles()
{
	in_archive ls-tree -r --name-only main articles 2>/dev/null | wc -l |
	    tr -d ' '
}

# subjects N: first words of the last N commits, newest first
subjects()
{
	in_archive log -"$1" --format=%s main | cut -d: -f1 | tr '\n' ' '
}
