/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reach: is there ink at a point near the trim? Only marks that come near it are kept.
 */
#ifndef PREFLIGHT_REACH_H
#define PREFLIGHT_REACH_H

#include "preflight/painted.h"

struct reach {
	struct inspection *inspection;
	const struct painted *painted;
	struct arena *arena;
	GArray *marks;	    /* indices, in the order of painting */
	GHashTable *pixels; /* image -> struct pixels *, of those that were looked at */
};

/* `near`: how near the trim counts, in the page's units. */
struct reach *reach_new(struct arena *arena, struct inspection *inspection,
    const struct painted *painted, double near);

/* What a point lies in. */
struct shape {
	struct rect box; /* how far it goes, within its clips */
	bool picture;	 /* white places of it are a part of it */
};

/* What is seen last at the point has ink: white on top hides it. `shape`, unless NULL, gets what
 * that ink belongs to. */
bool reach_inked(const struct reach *reach, double x, double y, struct shape *shape);

/* Where shapes that meet the band begin and end, along x or along y. */
void reach_ends(const struct reach *reach, struct rect band, bool upright, GArray *ends);

/* Is a point within a mark and all its clips? */
bool reach_covers(const struct painted *painted, const struct mark *mark, double x, double y);

/* Is it certain that a chain of clips leaves nothing of a box? -1, no clip, leaves all of it. */
bool reach_misses(const struct painted *painted, int clip, struct rect box);

#endif
