/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pen: paths of bubbles, dots, rules and pictograms, and runs of glyphs, as items.
 */
#ifndef COMPOSE_PEN_H
#define COMPOSE_PEN_H

#include "compose/sheet.h"

#include <glib.h>

/* A path being drawn; pen_item ends it. */
struct pen {
	GByteArray *verbs;
	GArray *coords; /* double */
};

struct pen pen_new(void);

/* Radii of a box's corners, physical: top left, top right, bottom right, bottom left. */
struct radii {
	double corner[4];
};

void pen_box(struct pen *pen, struct rect area, const struct radii *radii);

/* The same box's outline without its left (open < 0) or right (open > 0) edge; all round when 0. */
void pen_outline(struct pen *pen, struct rect area, const struct radii *radii, int open);

void pen_circle(struct pen *pen, double x, double y, double radius);

/* Verbs and coordinates as they are, scaled and moved; `flip` about the middle of a square of
 * `side`. */
void pen_copy(struct pen *pen, const uint8_t *verbs, size_t n_verbs, const double *coords,
    double scale, double x, double y, double side, bool flip);

/* Ends the path: an item in the arena. `stroke` 0: filled. */
struct item pen_item(struct pen *pen, struct arena *arena, int ink, int element, double stroke);

#endif
