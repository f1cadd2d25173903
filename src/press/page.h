/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page: what a page of a PDF shows, in order: each glyph with its text and place, each path with
 * its place and colour. Places are in points from the top left of the trim, y downwards, as sheets
 * have them.
 */
#ifndef PRESS_PAGE_H
#define PRESS_PAGE_H

#include "base/geom.h"
#include "press/font.h"

/* A character code as shown. */
struct shown {
	const char
	    *text;   /* by ToUnicode, whatever an ActualText says; NULL: the font does not tell */
	double x, y; /* origin */
	double advance; /* to where the pen goes next, along x */
	unsigned order; /* among all that is painted */
};

/* A subpath of a filled or stroked path. */
struct outline {
	struct rect box;
	bool rectangle; /* it is its box */
	bool filled;
	bool dark;
	unsigned order; /* the same for all subpaths of one path */
};

struct page {
	GArray *shown;	  /* struct shown */
	GArray *outlines; /* struct outline */
};

/* NULL after a failure. The page's arrays belong to the shelf's arena. */
struct page *page_load(struct shelf *shelf, size_t index, struct diag *diag);

#endif
