/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quality: the rows about single things on a page: type, lines, pictures, their inks and overprint.
 */
#ifndef PRESS_QUALITY_H
#define PRESS_QUALITY_H

#include "press/painted.h"

void quality_check(struct inspection *inspection, const struct painted *painted);

/* Does the mark print, inside the bleed? Marks of the cutters and what is off do not count. */
bool quality_counts(const struct painted *painted, const struct mark *mark);

/* Where a mark is to be looked for. */
struct spot quality_spot(const struct painted *painted, const struct mark *mark);

/* The first few characters of a text, by its font's word. In the arena. */
const char *quality_sample(struct arena *arena, const struct painted *painted,
    const struct mark *mark);

#endif
