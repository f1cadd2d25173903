/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slice: the glyphs of one line, whether it was cut where shapes stay as they are, or had to be
 * shaped again.
 */
#ifndef COMPOSE_SLICE_H
#define COMPOSE_SLICE_H

#include "compose/shape.h"

struct slice {
	const struct run
	    *runs; /* the text's own, or reshaped ones; they may reach beyond the slice */
	size_t n_runs;
	double width; /* em, without the white space after `end` */
};

/* Bytes [start, end) of a line that ends at `end`; the white space after it is looked at, but not
 * measured. Reshaped slices are kept beside the text. */
struct slice slice_find(const struct text *text, size_t start, size_t end);

/* The first offset after `end` that is no white space: where the next line starts. */
size_t slice_next(const struct text *text, size_t end);

/* The glyphs of a run whose clusters are in [start, end): they stand together. `count` gets their
 * number. */
struct glyph *slice_glyphs(const struct run *run, size_t start, size_t end, size_t *count);

#endif
