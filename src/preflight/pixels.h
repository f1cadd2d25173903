/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pixels: a picture's samples, as far as they can be read: is there ink at a point of it?
 */
#ifndef PREFLIGHT_PIXELS_H
#define PREFLIGHT_PIXELS_H

#include "preflight/space.h"

/* Where the samples cannot be read, it is taken for ink. */
enum pixel { PIXEL_INK, PIXEL_WHITE, PIXEL_CLEAR };

struct pixels {
	GBytes *bytes; /* NULL: they cannot be read */
	unsigned width, height, parts, bits;
	const struct space *space; /* NULL: a soft mask, 0 is clear */
	double decode[2 * SPACE_PARTS];
	struct pixels *mask; /* or NULL */
};

/* `space`: the picture's own. In the arena. */
struct pixels *pixels_load(struct inspection *inspection, struct arena *arena, unsigned image,
    const struct space *space);

/* At a point of the unit square that the picture stands in, y upwards. */
enum pixel pixels_at(const struct pixels *pixels, double x, double y);

#endif
