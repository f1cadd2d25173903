/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * raster: which cells of a grid a mark covers, by their middles: coarse, exact where it counts, and
 * never drawn.
 */
#ifndef PREFLIGHT_RASTER_H
#define PREFLIGHT_RASTER_H

#include "preflight/painted.h"

struct raster {
	double x, y;	     /* of its low left, in the page's units */
	double cell;	     /* side of a cell, in the page's units */
	int width, height;   /* cells */
	unsigned char *mask; /* the last mark's, row by row from below; 1: covered */
	unsigned char *clip; /* the last clip's */
	int clip_of;	     /* whose clip it is; -2: none yet */
	GArray *shape;	     /* struct vertex, of the last text */
	GArray *rows;	     /* crossings, private */
	gint64 work;	     /* what is left of its share of time */
};

/* Over `area`, with no more cells than `most`, none smaller than `least`. */
struct raster *raster_new(struct arena *arena, struct rect area, double least, int most);

/* Puts the mark into `mask`, within [x0, x1) and [y0, y1) that it may touch. False: too much
 * work, or it has no shape that is known. */
bool raster_mark(struct raster *raster, const struct painted *painted, const struct mark *mark,
    int box[4]);

#endif
