/*
 * notelabel - the words in front of a field of a header or editor line.
 */
#ifndef PARSE_NOTELABEL_H
#define PARSE_NOTELABEL_H

#include "parse/rune.h"

typedef enum LabelKind {
	LABEL_NONE = 0,
	LABEL_TIME, /* 发布时间 */
	LABEL_SOURCE, /* 来源 */
	LABEL_AUTHOR, /* 作者, 文 */
	LABEL_PICTURE, /* 摄影, 图 */
	LABEL_EDITOR, /* 责编, 一审 */
	LABEL_OTHER, /* 排版, 浏览: what follows is of no use */
	LABEL_TITLE, /* 原标题 */
} LabelKind;

typedef struct Label {
	size_t at, end; /* the label with its colon or brackets */
	size_t word_at, word_end; /* the word itself */
	LabelKind kind;
} Label;

/* The label that begins at `at`, if one does. `is_first`: nothing but blanks
 * and separators stands before, so that a blank may do for a colon. */
bool notelabel_at(const Runes *runes, size_t at, bool is_first, Label *out);

/* 打印, 举报, 字号: the length of such a word at `at`, with what belongs to
 * it, or 0. */
size_t notelabel_noise(const Runes *runes, size_t at);

/* Separators between the fields of a line. */
bool notelabel_is_border(gunichar c);

#endif
