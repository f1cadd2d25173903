/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * painting: the sides painted once in key colours, and read once: what every file that is made of
 * them shares, whatever its purpose.
 */
#ifndef PRESS_PAINTING_H
#define PRESS_PAINTING_H

#include "press/font.h"
#include "press/paint.h"

struct painting {
	size_t n_pages;
	GBytes **contents;   /* of each page, decoded */
	unsigned *resources; /* of each page, in the shelf's cos */
	struct shelf *shelf; /* its fonts, which say what their glyphs always stood for */
};

/* Painted and read. NULL after a failure: too many items, or Cairo used something that ops cannot
 * rewrite. */
struct painting *painting_new(struct arena *arena, const struct document *document,
    const struct canvas *canvases, struct diag *diag);

#endif
