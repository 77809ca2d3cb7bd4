/*
 * sentence - where a sentence ends, version 1.
 *
 * An end is a run of 。！？!?… with the closers ”’」』）)】》 that follow; ASCII
 * .!? only before a blank and a capital; never inside numbers or addresses;
 * nesting is ignored. The version stands in SCHEMA, since every file depends
 * on it. Headings, list items, tables and quotations keep their marks.
 */
#ifndef ARCHIVE_SENTENCE_H
#define ARCHIVE_SENTENCE_H

#define SENTENCE_VERSION 1

/* One sentence a line; caller frees. `paragraph` is one line. */
char *sentence_split(const char *paragraph);
/* Markdown, block by block: paragraphs split, everything else as it is. */
char *sentence_split_body(const char *markdown);
/* The inverse: lines of a paragraph joined; "a b" gets its blank back, Chinese
 * none. */
char *sentence_join_body(const char *markdown);

#endif
