/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quality: the rows about type, pictures and pages as a whole, and what other checks of marks
 * share.
 */
#ifndef PREFLIGHT_QUALITY_H
#define PREFLIGHT_QUALITY_H

#include "preflight/painted.h"

void quality_check(struct inspection *inspection, const struct painted *painted);

/* Does the mark print, inside the bleed? Marks of the cutters, what is off and what leaves no trace
 * do not count. */
bool quality_counts(const struct painted *painted, const struct mark *mark);

/* Does any part of the mark come into an area? Crop marks around a page are often one path. */
bool quality_meets(const struct painted *painted, const struct mark *mark, struct rect area);

/* Where a mark is to be looked for. */
struct spot quality_spot(const struct painted *painted, const struct mark *mark);

/* The first few characters of a text, by its font's word. In the arena. */
const char *quality_sample(struct arena *arena, const struct painted *painted,
    const struct mark *mark);

/* The same in quotes; where the font does not say its characters, the font's name. */
const char *quality_quote(struct arena *arena, const struct painted *painted,
    const struct mark *mark);

/* Is a glyph, by its place in `placed`, a space? */
bool quality_blank_at(const struct painted *painted, guint glyph);

/* Is a text spaces alone? */
bool quality_blank(const struct painted *painted, const struct mark *mark);

/* Nothing under it is knocked out. */
bool quality_overprints(const struct mark *mark);

#endif
