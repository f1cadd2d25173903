/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape: words become glyphs, once per edition and weight. The only user of Pango and HarfBuzz's shaper.
 *
 * A paragraph is itemized by Pango (base direction the edition's) and each item shaped with hb_shape on its font at a reference
 * size, unhinted; everything here is in em, so any size is a multiplication. Contacts inside words are isolates (U+2066 ...
 * U+2069) set in the base family Bold, unbreakable, left to right. Errors, with the phrase's place: a missing
 * glyph, a U+25CC cluster that the text did not ask for ("broken sequence"), a run in a family that was not declared, a weight that
 * would be synthesised.
 */
#ifndef COMPOSE_SHAPE_H
#define COMPOSE_SHAPE_H

#include "compose/fonts.h"

#include <stdint.h>

/* A stretch of words that is one contact: bytes [start, end), the isolate's two controls included. */
struct span {
	size_t start, end;
	enum contact_kind kind;
};

/* A phrase with its placeholders filled in, as it is set. */
struct words {
	const char *text;	/* UTF-8, NUL-terminated */
	size_t length;
	struct span *spans;
	size_t n_spans;
	struct place place;	/* of the phrase, for findings */
	const char *path;	/* "guide.title": for findings */
};

struct glyph {
	uint32_t id;
	uint32_t cluster;	/* byte offset into the words */
	double advance;		/* em */
	double dx, dy;		/* em, y upwards as HarfBuzz has it */
};

/* Glyphs of one face, script and level. Glyphs stand in visual order inside a run (an odd level runs right to left:
 * clusters fall), runs in logical order. */
struct run {
	const struct face *face;
	unsigned level;
	size_t start, end;	/* bytes */
	struct glyph *glyphs;
	size_t n_glyphs;
};

/* What is known of each byte offset of the words; offsets inside a character are 0. */
enum {
	OFFSET_CLUSTER = 1,	/* a cluster starts here: a line may be cut without breaking a glyph */
	OFFSET_UNSAFE = 2,	/* cutting here changes shapes: reshape the line */
	OFFSET_BREAK = 4,	/* a line may end before here (breaks fills it) */
	OFFSET_MUST = 8,	/* a line must end before here */
	OFFSET_SPACE = 16	/* white space that vanishes at a line's end */
};

struct text {
	const struct words *words;
	enum weight weight;
	bool rtl;		/* base direction */
	const char *lang;
	struct run *runs;
	size_t n_runs;
	uint8_t *offsets;	/* words->length + 1 of them */
	double *advance;	/* words->length + 1: sum of the advances of the clusters that start before the offset, em */
	const struct script *script;
	struct fonts *fonts;
};

/* Shapes `words` and finds their breaks; kept in `fonts`' arena by text, spans and weight, so the second call is a look-up. `latin_only`
 * sets everything in the base family, left to right inside (contacts that stand alone). NULL after errors. */
const struct text *shape_text(struct fonts *fonts, const struct words *words, enum weight weight, struct diag *diag);

/* Bytes [start, end) shaped alone, as a line cut at unsafe places needs; runs in logical order with offsets and clusters of the whole
 * words. `n_runs` gets their number. */
struct run *shape_slice(const struct text *text, size_t start, size_t end, size_t *n_runs);

#endif
