/*
 * feed-parse - what reading a feed costs, beside libxml2's own SAX2 parse.
 *
 * feed-parse FILE...: for each file the best of several runs, in microseconds
 * of CPU: libxml2's SAX2 with empty handlers, our events with empty handlers,
 * and the whole of TASK_PARSE in the parser's process (charset, events, plugin,
 * cleaning, values). Ends with the sums and the ratio. Not part of make check.
 */
#include "config.h"

#include "base/fd.h"
#include "base/limits.h"
#include "parse/charset.h"
#include "parse/host.h"
#include "parse/tree.h"
#include "parse/xml.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define RUNS 50

typedef struct Document {
	char *bytes;
	size_t length;
	Decoded decoded;
	Plugins *plugins;
} Document;

static double
cpu_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double
best_of(void (*once)(const Document *), const Document *document)
{
	double best = 1e18;

	for (int i = 0; i < RUNS; i++) {
		double before = cpu_us();

		once(document);
		best = MIN(best, cpu_us() - before);
	}
	return best;
}

/* ---- the other side ---- */

static void
their_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
    int n_defaults, const xmlChar **attributes)
{
	(void)data, (void)name, (void)prefix, (void)uri, (void)n_spaces;
	(void)spaces, (void)n, (void)n_defaults, (void)attributes;
}

static void
their_end(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)data, (void)name, (void)prefix, (void)uri;
}

static void
their_text(void *data, const xmlChar *text, int length)
{
	(void)data, (void)text, (void)length;
}

static void
hush(void *data, const xmlError *error)
{
	(void)data, (void)error;
}

static void
run_sax2(const Document *document)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = their_start,
		.endElementNs = their_end,
		.characters = their_text,
		.cdataBlock = their_text,
		.serror = (xmlStructuredErrorFunc)hush };

	(void)xmlSAXUserParseMemory(
	    &sax, NULL, document->bytes, (int)document->length);
}

/* ---- ours ---- */

static void
our_start(void *data, const char *space, const char *name,
    const struct cl_attribute *attributes, size_t count)
{
	(void)data, (void)space, (void)name, (void)attributes, (void)count;
}

static void
run_events(const Document *document)
{
	static const struct cl_events events = { .size = sizeof(events),
		.start = our_start };
	g_autoptr(Xml) xml =
	    xml_new(document->decoded.text, document->decoded.length);

	(void)xml_run(xml, &events, NULL);
}

static void
drop(void *data, MessageType type, const Value *value)
{
	(void)data, (void)type, (void)value;
}

static void
run_whole(const Document *document)
{
	Task task = { .mode = TASK_PARSE,
		.plugin = (char *)"feed",
		.url = (char *)"https://f.example/feed",
		.zone_min = 480 };
	JobSink sink = { NULL, drop };
	g_auto(Done) done = { 0 };

	host_run(document->plugins, &task, document->bytes, document->length,
	    &sink, &done);
}

int
main(int argc, char **argv)
{
	Document document = { .plugins = plugins_new() };
	double sax2 = 0, events = 0, whole = 0;

	charset_warm();
	tree_warm();
	if (!plugins_add(document.plugins, &cailun_plugin))
		return 70;
	for (int i = 1; i < argc; i++) {
		double a, b, c;

		document.bytes = file_read(
		    argv[i], LIMIT_LIST_BYTES, &document.length, NULL);
		if (!document.bytes)
			continue;
		charset_decode(document.bytes, document.length, NULL, NULL,
		    &document.decoded);
		a = best_of(run_sax2, &document);
		b = best_of(run_events, &document);
		c = best_of(run_whole, &document);
		printf("%9zu bytes: sax2 %8.1f events %8.1f whole %8.1f = "
		       "%5.2f  %s\n",
		    document.length, a, b, c, c / a, argv[i]);
		sax2 += a;
		events += b;
		whole += c;
		decoded_clear(&document.decoded);
		g_free(document.bytes);
	}
	if (sax2 > 0)
		printf("all: sax2 %.0f events %.0f (%.2f) whole %.0f (%.2f)\n",
		    sax2, events, events / sax2, whole, whole / sax2);
	plugins_free(document.plugins);
	return 0;
}
