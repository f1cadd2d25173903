/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panels: a folded piece as its panels, one a page, in the order in which they are opened: the
 * order in which they are read. A person at a screen holds no paper to unfold.
 */
#ifndef PRESS_PANELS_H
#define PRESS_PANELS_H

#include "compose/sheet.h"

#include <stdbool.h>

bool panels_exist(const struct document *document);

/*
 * A document whose sheets are the panels, without bleed. Items are moved to their panel; a shape
 * that crosses a fold is on both. `widths` gets each panel's width.
 */
const struct document *panels_new(struct arena *arena, const struct document *document,
    double **widths);

#endif
