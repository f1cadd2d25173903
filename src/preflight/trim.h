/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trim: a page's boxes, and where a point of its content stands on paper.
 *
 *	MediaBox +------------------------+
 *	         |  BleedBox +--------+   |
 *	         |  | TrimBox +----+  |   |	the places of findings count
 *	         |  |         |    |  |   |	from the TrimBox's top left
 */
#ifndef PREFLIGHT_TRIM_H
#define PREFLIGHT_TRIM_H

#include "pdf/matrix.h"
#include "preflight/inspection.h"

enum page_box { BOX_MEDIA, BOX_CROP, BOX_BLEED, BOX_TRIM, BOX_ART, BOX_COUNT };

struct trim {
	unsigned page;		      /* from 1 */
	struct rect boxes[BOX_COUNT]; /* in the page's units; what is missing is PDF's default */
	bool has[BOX_COUNT];
	bool unread[BOX_COUNT]; /* there is something, and it is no box */
	struct rect edge;	/* the TrimBox, else ArtBox, else CropBox, within the MediaBox */
	int rotate;		/* 0, 90, 180, 270 */
	double unit;		/* pt: UserUnit */
};

struct trim trim_read(struct inspection *inspection, unsigned page, unsigned number);

/* The place of a point of the page's content. */
struct spot trim_spot(const struct trim *trim, double x, double y);

/* Of a box: its top left as one looks at the page. */
struct spot trim_box_spot(const struct trim *trim, struct rect box);

/* The rows about boxes, of one page; and of all pages together. */
void trim_check(struct inspection *inspection, const struct trim *trim, unsigned page);
void trim_check_all(struct inspection *inspection, const struct trim *trims, size_t count);

#endif
