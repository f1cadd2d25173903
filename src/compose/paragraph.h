/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paragraph: shaped text becomes lines of a measure, and lines become placed glyphs. No shaping
 * here, but for lines that are cut at unsafe places. All in em of the text's size: a caller with
 * points divides the measure by the size.
 *
 *	       |<------------- measure ------------->|
 *	start->|Lines are ragged at their end,       |<- end: white space after it hangs
 */
#ifndef COMPOSE_PARAGRAPH_H
#define COMPOSE_PARAGRAPH_H

#include "compose/shape.h"

enum setting {
	/* Total fit over ragged lines, last line of two words or more if there are spaces. */
	SETTING_BODY,
	/* Headings, points: the fewest lines, then as even as can be. */
	SETTING_BALANCED
};

struct line {
	size_t start, end;	/* bytes; trailing white space is outside */
	double width;		/* em, as set */
	double ascent, descent; /* ink, em, both positive away from the baseline */
};

struct lines {
	struct line *line;
	size_t count;
	double widest; /* em */
	/* em by which the widest unbreakable piece exceeds the measure; <= 0: it fits. */
	double overflow;
	size_t word_start, word_end; /* that piece */
};

/* Lines for a measure; kept beside the text by (measure, setting). Always gives lines, also when a
 * word is too wide (it then has a line of its own). Both settings take as few lines as can be, for
 * a fit ladder counts lines; of those the best: no last line of one word, or of one ideograph, if
 * that can be avoided. */
const struct lines *paragraph_break(const struct text *text, double measure, enum setting setting);

/* Glyphs of one run on one line, placed: x in em from the line's left edge. */
struct placed {
	const struct face *face;
	unsigned level;
	size_t start, end;    /* bytes of the words */
	double x;	      /* em: pen position of the first glyph in visual order */
	struct glyph *glyphs; /* in visual order */
	size_t n_glyphs;
	double width;
};

/* The runs of a line in logical order, each with its visual place (UAX #9 L1, L2 on the line
 * alone). Isolate controls have no glyph, a run of nothing else is left out; white space after the
 * line's end is left out too. A run lies wholly inside one contact, or outside all. */
struct placed *paragraph_place(struct arena *arena, const struct text *text,
    const struct line *line, size_t *count);

#endif
