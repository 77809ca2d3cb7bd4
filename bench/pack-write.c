/*
 * pack-write - what writing an archive costs, against git fast-import.
 *
 * pack-write write REPOSITORY COUNT FIRST: made-up articles FIRST to FIRST +
 * COUNT, one commit each, through our batches; prints seconds of CPU and wall
 * without the making of the articles. pack-write stream COUNT FIRST PARENT:
 * the same history for git fast-import on stdout; PARENT is the commit before,
 * or "-". See pack-write.sh. Not part of make check.
 */
#include "config.h"

#include "archive/archive.h"
#include "archive/commit.h"
#include "archive/uid.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define SOURCES 500
#define A_DAY 20 /* articles of one source */
#define BEGIN INT64_C(1704067200)
#define CHINA (8 * 60)
#define WORDS 4000

/* ---- made-up articles of 4 to 6 KB ---- */

static uint64_t
next_number(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Some words are much more frequent than others, as in real texts. */
static size_t
pick(uint64_t *state)
{
	uint64_t number = next_number(state);
	size_t range = WORDS >> (number % 9);

	return (number >> 8) % range;
}

static char **
make_words(void)
{
	char **words = g_new0(char *, WORDS + 1);
	uint64_t state = 42;

	for (size_t i = 0; i < WORDS; i++) {
		g_autoptr(GString) word = g_string_new(NULL);
		size_t length = 1 + next_number(&state) % 3;

		for (size_t k = 0; k < length; k++)
			g_string_append_unichar(
			    word, 0x4e00 + next_number(&state) % 3000 * 7);
		words[i] = g_string_free(g_steal_pointer(&word), FALSE);
	}
	return words;
}

static char *
make_body(char **words, uint64_t *state)
{
	size_t wanted = 3600 + next_number(state) % 2000;
	GString *out = g_string_sized_new(wanted + 200);
	size_t own[20];

	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		own[i] = pick(state);
	while (out->len < wanted) {
		for (size_t k = 4 + next_number(state) % 6; k > 0; k--)
			g_string_append(
			    out, words[next_number(state) % 4 == 0
					   ? own[next_number(state) % 20]
					   : pick(state)]);
		switch (next_number(state) % 8) {
		case 0:
			g_string_append(out, "。\n\n");
			break;
		case 1:
		case 2:
			g_string_append(out, "。");
			break;
		default:
			g_string_append(out, "，");
		}
	}
	g_string_append(out, "。");
	return g_string_free(out, FALSE);
}

static Article *
make_article(char **words, int64_t i)
{
	Article *article = article_new();
	uint64_t state = (uint64_t)i * 977 + 5;
	int64_t source = i / A_DAY % SOURCES;
	g_autofree char *key = NULL;
	g_autoptr(GString) title = g_string_new(NULL);

	article->source = g_strdup_printf("source-%03d", (int)source);
	article->outlet = g_strdup_printf("某地日报%d", (int)source);
	article->link = g_strdup_printf(
	    "https://www.paper%d.cn/a/%d.html", (int)source, (int)i);
	key = uid_key(
	    article->source, article->link, false, NULL, NULL, NULL, NULL);
	article->uid = uid_of_key(article->source, key);
	for (int k = 0; k < 6; k++)
		g_string_append(title, words[pick(&state)]);
	article->title = g_strdup(title->str);
	article_add_author(article, words[pick(&state)]);
	article_add_editor(article, words[pick(&state)], "责编");
	article->date = (Date){
		.seconds = BEGIN + i / (A_DAY * SOURCES) * 86400 +
			   (int64_t)(next_number(&state) % 50000),
		.offset_min = CHINA,
		.precision = DATE_SECOND,
		.origin = DATE_FROM_PAGE,
	};
	article->body = make_body(words, &state);
	return article;
}

typedef struct Made {
	Article *article;
	char *path;
	int64_t at;
} Made;

static void
make(char **words, int64_t i, Made *out)
{
	out->article = make_article(words, i);
	out->at = out->article->date.seconds + 600;
	out->path = uid_path(out->article->source, out->article->uid,
	    &out->article->date, out->at, CHINA);
}

static Version
version_of(const Made *made)
{
	return (Version){
		.event = EVENT_NEW,
		.article = made->article,
		.path = made->path,
		.fetched = "2024-01-02T17:40:11+08:00 200 text/html",
		.extractor = "page/generic 1 score=0.97",
		.run = "20240102T1740-7f3a",
		.at = made->at,
	};
}

static void
made_clear(Made *made)
{
	article_free(made->article);
	g_free(made->path);
}

/* ---- writing ---- */

static double
seconds_of(clockid_t clock)
{
	struct timespec now;

	(void)clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void
stop(const GError *error)
{
	(void)fprintf(
	    stderr, "pack-write: %s\n", error ? error->message : "failed");
	exit(1);
}

static void
write_batch(Archive *archive, const Made *made, size_t n)
{
	g_autoptr(GError) error = NULL;
	Batch *batch = batch_new(archive, &error);

	for (size_t i = 0; i < n && batch; i++) {
		Version version = version_of(&made[i]);

		if (!batch_add(batch, &version, NULL, NULL, &error))
			stop(error);
	}
	if (!batch || !batch_finish(batch, &error))
		stop(error);
}

static int
write_all(char **words, const char *path, int64_t count, int64_t first)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = archive_create(path, BEGIN, &error);
	g_autofree Made *made = g_new0(Made, LIMIT_BATCH_ARTICLES);
	double cpu = 0, wall = 0;
	struct rusage usage;

	if (!archive)
		stop(error);
	for (int64_t i = 0; i < count;) {
		size_t n = MIN(count - i, LIMIT_BATCH_ARTICLES);

		for (size_t k = 0; k < n; k++)
			make(words, first + i + (int64_t)k, &made[k]);
		cpu -= seconds_of(CLOCK_PROCESS_CPUTIME_ID);
		wall -= seconds_of(CLOCK_MONOTONIC);
		write_batch(archive, made, n);
		cpu += seconds_of(CLOCK_PROCESS_CPUTIME_ID);
		wall += seconds_of(CLOCK_MONOTONIC);
		for (size_t k = 0; k < n; k++)
			made_clear(&made[k]);
		i += (int64_t)n;
	}
	(void)getrusage(RUSAGE_SELF, &usage);
	(void)printf("%.2f %.2f %ld\n", cpu, wall, usage.ru_maxrss / 1024);
	return 0;
}

/* ---- the same for fast-import ---- */

static void
stream_one(const Made *made, const char *from)
{
	Version version = version_of(made);
	const Article *article = made->article;
	g_autofree char *message = version_message(&version);
	g_autofree char *author = commit_signature(
	    article->outlet, article->source, &article->date, made->at);
	g_autofree char *committer =
	    commit_signature("cailun", "archive", NULL, made->at);
	g_autoptr(GString) text = article_text(article);

	(void)printf("commit refs/heads/main\nauthor %s\ncommitter %s\n"
		     "data %zu\n%s",
	    author, committer, strlen(message), message);
	if (from)
		(void)printf("from %s\n", from);
	(void)printf("M 100644 inline %s\ndata %zu\n", made->path, text->len);
	(void)fwrite(text->str, 1, text->len, stdout);
	(void)putchar('\n');
}

static int
stream_all(char **words, int64_t count, int64_t first, const char *parent)
{
	const char *from = strcmp(parent, "-") ? parent : NULL;

	for (int64_t i = 0; i < count; i++) {
		Made made;

		make(words, first + i, &made);
		stream_one(&made, i == 0 ? from : NULL);
		made_clear(&made);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	g_auto(GStrv) words = make_words();

	if (argc == 5 && !strcmp(argv[1], "write"))
		return write_all(
		    words, argv[2], atoll(argv[3]), atoll(argv[4]));
	if (argc == 5 && !strcmp(argv[1], "stream"))
		return stream_all(
		    words, atoll(argv[2]), atoll(argv[3]), argv[4]);
	(void)fprintf(stderr, "usage: pack-write write REPOSITORY COUNT FIRST\n"
			      "       pack-write stream COUNT FIRST PARENT\n");
	return 2;
}
