/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * palette: layouts/palette.yaml, the inks with their exact builds, which text may stand on which
 * ground, and how each ink is printed when there is only black (the K mapping).
 */
#ifndef READ_PALETTE_H
#define READ_PALETTE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* How a solid of an ink is drawn in one colour. */
enum mono_solid {
	MONO_PAPER,   /* white, nothing drawn */
	MONO_OUTLINE, /* white, a K100 line inside the shape, none on the edge where it enters */
	MONO_RING,    /* K100 ring of the outline's weight, same outer diameter */
	MONO_SOLID    /* K100 */
};

struct ink {
	const char *name;
	double cmyk[4];		   /* 0 to 1 */
	double rgb[3];		   /* 0 to 1, sRGB */
	bool overprint;		   /* K only: printed over what is below */
	enum mono_solid mono_box;  /* bubbles and panels */
	enum mono_solid mono_dot;  /* the typing dots */
	enum mono_solid mono_mark; /* headings, pictograms, rules and text: paper or solid */
	struct place place;
};

/* Text of one ink on a ground of another. A pair that is not listed is an error. Sizes in pt; 0:
 * not allowed at all. */
struct pair {
	int text, ground;		      /* indices of inks */
	double bold, regular;		      /* least size */
	double bold_complex, regular_complex; /* the same in complex scripts and CJK; 0: as above */
};

struct palette {
	struct ink *inks;
	size_t n_inks;
	struct pair *pairs;
	size_t n_pairs;
	double ink_limit; /* greatest sum of an ink's build, 0 to 4 */
	/* The inks that every palette must have: "paper" (0 0 0 0) and "ink" (0 0 0 100). */
	int paper, black;
};

const struct palette *palette_load(struct arena *arena, const char *path, struct diag *diag);

/* -1 when there is none. */
int palette_find(const struct palette *palette, const char *name);

/* NULL when text of that ink may not stand on that ground. */
const struct pair *palette_pair(const struct palette *palette, int text, int ground);

/* NULL-terminated, for "did you mean". */
const char *const *palette_names(struct arena *arena, const struct palette *palette);

#endif
