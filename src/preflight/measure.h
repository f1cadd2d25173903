/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure: sums of inks on a grid: found in a page that Ghostscript separates into plates, and
 * searched for patches of too much.
 */
#ifndef PREFLIGHT_MEASURE_H
#define PREFLIGHT_MEASURE_H

#include "preflight/trim.h"

/* A sum of 1 (100 %) in steps of one byte: 5.1 fits. */
enum { MEASURE_STEPS = 50 };

struct measured {
	unsigned char *sums; /* row by row from below, the BleedBox */
	int width, height;
	bool intended;	   /* profiled colours were converted by the file's output intent */
	const char *wrong; /* after a failure: why */
	const char *help;  /* and what to do */
};

struct patch {
	struct rect box; /* from the grid's low left, in the units of a cell's side */
	double area;
	double most; /* 3.4 is 340 % */
};

/* Renders the page's BleedBox, or its trim where it has none, with Ghostscript's tiffsep, upright,
 * by the CMYK profile of the file's output intent; where there is none, by Ghostscript's own. */
bool measure_page(struct inspection *inspection, struct arena *arena, const struct trim *trim,
    struct measured *measured);

/* The largest patch of touching cells over the limit of 300 %, if it is as large as `area`. */
bool patch_find(const unsigned char *sums, int width, int height, double cell, double area,
    struct patch *patch);

#endif
