/*
 * frame - what stands around an article, and what is left of it within.
 *
 * Given headline and main box: the header lines above the text, the editor
 * lines below, the datelines in it; and which lines are the text itself.
 */
#ifndef PARSE_FRAME_H
#define PARSE_FRAME_H

#include "parse/headline.h"
#include "parse/notation.h"

typedef struct Frame {
	uint32_t from, to; /* the lines that may be text */
	bool *is_kept; /* one for each line of the survey */
	Notation header, inside, foot;
} Frame;

void frame_find(const Density *density, const Headline *headline,
    uint32_t main_box, int zone_min, int64_t now, Frame *out);
void frame_clear(Frame *frame);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Frame, frame_clear)

#endif
