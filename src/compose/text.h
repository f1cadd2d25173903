/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text: words before they are shaped and after: plain values that shape fills, breaks marks, and
 * paragraph cuts into lines. All lengths are in em, so any size is a multiplication.
 *
 *	words   c a l l _ [LRI] 1 - 8 0 0 [PDI] _ n o w  one phrase, its contacts as spans
 *	runs    |- Noto Sans -| |-- Bold --|   |-- ... -|  one face, script, level; logical order
 *	offsets          B                         B     may a line end before this byte, and safely
 */
#ifndef COMPOSE_TEXT_H
#define COMPOSE_TEXT_H

#include "compose/fonts.h"
#include "read/contact.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stretch of words that is one contact: bytes [start, end), with the isolate's two controls. */
struct span {
	size_t start, end;
	enum contact_kind kind;
};

/* One of several texts that are set as one: bytes [start, end). */
struct part {
	size_t start, end;
};

/* A phrase with its placeholders filled in, as it is set. */
struct words {
	const char *text; /* UTF-8, NUL-terminated */
	size_t length;
	struct part *parts; /* of a list that is joined, in order; what joins them is in none */
	size_t n_parts;
	struct span *spans; /* in order, apart from each other */
	size_t n_spans;
	struct place place;	   /* of the phrase, for findings */
	const char *path;	   /* "guide.title": for findings */
	bool gap;		   /* it speaks of a contact that the region has not ... */
	enum contact_kind missing; /* ... this one */
};

struct glyph {
	uint32_t id;
	uint32_t cluster;   /* byte offset into the words */
	double advance;	    /* em */
	double dx, dy;	    /* em, y upwards as HarfBuzz has it */
	double top, bottom; /* of its ink, em above the baseline, dy included; both 0 for a space */
};

/* Glyphs of one face, script and level. Glyphs stand in visual order inside a run (an odd level
 * runs right to left: clusters fall), runs in logical order. Characters that are never seen
 * (isolate controls, joiners) have no glyph: their bytes belong to the cluster before them. */
struct run {
	const struct face *face;
	unsigned level;
	uint32_t script;   /* ISO 15924 as four bytes, "Arab" */
	bool contact;	   /* (part of) a contact */
	size_t start, end; /* bytes */
	struct glyph *glyphs;
	size_t n_glyphs;
};

/* What is known of each byte offset of the words; offsets inside a character are 0. */
enum {
	OFFSET_CLUSTER = 1, /* a cluster starts here: a line may be cut without breaking a glyph */
	OFFSET_UNSAFE = 2,  /* cutting here changes shapes: reshape the line */
	OFFSET_BREAK = 4,   /* a line may end before here (breaks fills it) */
	OFFSET_MUST = 8,    /* a line must end before here */
	OFFSET_SPACE = 16,  /* white space that vanishes at a line's end */
	OFFSET_INNER = 32   /* parts a word of Chinese or Japanese: better not in headings */
};

struct text {
	const struct words *words;
	enum weight weight;
	bool rtl; /* base direction */
	const char *lang;
	struct run *runs;
	size_t n_runs;
	uint8_t *offsets; /* words->length + 1 of them */
	/* words->length + 1: the sum of the advances of clusters that start before it, em. */
	double *advance;
	const struct script *script;
	struct fonts *fonts;
	struct {
		GHashTable *lines;  /* paragraph's: by measure and setting */
		GHashTable *slices; /* and lines that were cut at unsafe places, by their bytes */
	} *memo;
};

#endif
