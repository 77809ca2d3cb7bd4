/*
 * parser - the built cailun-parse, driven as main drives it; for tests.
 *
 * Everything waits at most PARSER_WAIT_MS and fails the test beyond. Run in
 * the build folder.
 */
#ifndef TESTS_PARSER_H
#define TESTS_PARSER_H

#include "wire/child.h"

#define PARSER_WAIT_MS 20000
#define PARSER_NOW 1772420400 /* 2026-03-02T11:00:00+08:00 */

/* Starts ./cailun-parse with plugins/.libs, greets it, waits until it is
 * ready. `dirs` are folders of foreign plugins. */
void parser_start_zygote(Child *zygote, const char *const *dirs);
/* The same with options of its own; false when it ends instead. */
bool parser_start_with(
    Child *zygote, const char *const *dirs, const char *const *argv);
/* A parser with these foreign plugins (NULL: none). */
void parser_spawn(
    const Child *zygote, const char *const *plugins, Child *parser);

/* The next message; false at the end of file. */
bool parser_read(const Child *child, Message *out);

/* What one task brought. */
typedef struct Answers {
	GPtrArray *entries; /* Value * */
	Value *feed, *article;
	GPtrArray *wants; /* Value * */
	Done done;
	bool is_dead; /* it ended before DONE */
} Answers;

/* A sealed body with this text. */
int parser_body(const char *text);
void parser_run(
    const Child *parser, const Task *task, const char *text, Answers *out);
void parser_run_bytes(const Child *parser, const Task *task, const void *bytes,
    size_t length, Answers *out);
void answers_clear(Answers *answers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answers, answers_clear)

/* Waits until it has ended by itself, and reaps it. */
void parser_wait(Child *child, ChildEnd *end);
/* Stops it gently. */
void parser_stop(Child *child);

#endif
