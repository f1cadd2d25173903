/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marks: what stands outside the bleed for those who cut and fold, on all plates.
 *
 *	      |   ¦   ⌖   |		¦ fold, dashed; ⌖ registration
 *	   ---+-----------+---		crop, in line with the trim, clear of the bleed
 *	      |   trim    |
 *	   ---+-----------+---
 *	      |▪▪▪▪   ⌖   |		colour bar
 *	      slug
 */
#ifndef PRESS_MARKS_H
#define PRESS_MARKS_H

#include "compose/sheet.h"

/* The ink of an item that prints on every plate. */
enum { INK_ALL = -1 };

/* From the trim to the edge of a page that carries marks, pt. */
double marks_margin(const struct document *document);

/* What an item's ink is: the palette's, the colour bar's, or NULL for every plate. */
const struct ink *marks_ink(const struct palette *palette, int ink);

/* The marks of a side, as items; `set` has the bits of press.h. `slug` is the line below. */
struct item *marks_new(struct arena *arena, const struct document *document,
    const struct sheet *sheet, unsigned set, const char *slug, size_t *count);

#endif
