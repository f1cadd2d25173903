/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reach: is there ink at a point near the trim? Only marks that come near it are kept.
 */
#ifndef PRESS_REACH_H
#define PRESS_REACH_H

#include "press/painted.h"

struct reach {
	const struct painted *painted;
	GArray *marks; /* indices, in the order of painting */
	double near;   /* how near the trim counts, in the page's units */
};

struct reach *reach_new(struct arena *arena, const struct painted *painted, double near);

/* What is seen last at the point has ink: white on top hides it. */
bool reach_inked(const struct reach *reach, double x, double y);

/* Does art with ink come as near as that to the line between two points? */
bool reach_touches(const struct reach *reach, double x0, double y0, double x1, double y1);

/* Is a point within a mark and all its clips? */
bool reach_covers(const struct painted *painted, const struct mark *mark, double x, double y);

#endif
